"""Packages made by somebody who means harm: each is refused in one sentence."""

import json
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from made_packages import (
    DANTU,
    GAOZI,
    OTHER,
    PHOTO,
    Members,
    canonical,
    edited,
    honest,
    members_of,
    relisted,
    sha,
    signed,
    together,
)

from zjmz_desktop.domain.packages import PackageRefusedError
from zjmz_desktop.exchange import manifest, package_read
from zjmz_desktop.exchange.member_names import Sort
from zjmz_desktop.exchange.package_read import read_package

NAME = "2018年6月_高资街道_上报_第2次.mzp"
MB = 1024 * 1024


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return honest(tmp_path_factory.mktemp("honest") / NAME).read_bytes()


@pytest.fixture
def members(whole: bytes) -> Members:
    return members_of(whole)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / NAME


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(PackageRefusedError) as caught:
        read_package(path)
    words = caught.value.message
    assert words.startswith(f"“{NAME}”不能导入：")
    assert words.endswith("。")
    assert "请" in words
    return words


# --- members ----------------------------------------------------------


def segment_of(members: Members, unit: str = GAOZI) -> str:
    return next(one for one in members if one.startswith(f"segments/{unit}/") and "ndjson" in one)


def added(members: Members, name: str, **keys: Any) -> Members:
    """With a member of that name, listed by an honest signature, in a file that may bring news."""
    return relisted(members | {name: b"x"}, version=[1, 1], **keys)


def swapped(members: Members, old: str, *, new: str, content: bytes) -> Members:
    return {name: one for name, one in members.items() if name != old} | {new: content}


def forged_line(members: Members) -> Members:
    """A superior alters a town's line on the way to the city, and signs all that he can."""
    old = segment_of(members, DANTU)
    content = members[old].replace("第1条".encode(), "第9条".encode())
    place = f"segments/{DANTU}/{sha(content)}"
    found = swapped(members, old, new=f"{place}.ndjson", content=content)
    beside = old.replace(".ndjson", ".sig")
    return relisted(swapped(found, beside, new=f"{place}.sig", content=members[beside]))


def without(members: Members, *names: str) -> Members:
    return {name: content for name, content in members.items() if name not in names}


def other_segment_key(members: Members) -> Members:
    """The signature names a key that did not sign."""
    name = segment_of(members).replace(".ndjson", ".sig")
    found = json.loads(members[name])
    return relisted(members | {name: canonical(found | {"key": OTHER.public})})


Edit = Callable[[Members], Members]
CHANGED = "和写出时不一样"
UPGRADE = "请把本程序升级到新版本"
MAJOR = {"version": [2, 0], "min_reader": [2, 0]}
HOSTILE: dict[str, tuple[Edit, str]] = {
    "manifest signed by another key": (
        lambda m: signed(m, m["manifest.json"], key=OTHER),
        f"清单的内容{CHANGED}",
    ),
    "manifest edited": (
        lambda m: m | {"manifest.json": m["manifest.json"].replace(b"2018M06", b"2018M07")},
        f"清单的内容{CHANGED}",
    ),
    "manifest of another sender's signature": (
        lambda m: signed(m, m["manifest.json"], key=OTHER) | {"manifest.json": b"{}"},
        "它不是本程序的数据文件",
    ),
    "no signature": (lambda m: without(m, "manifest.sig"), f"清单的内容{CHANGED}"),
    "signature of nothing": (lambda m: m | {"manifest.sig": b"{}"}, f"清单的内容{CHANGED}"),
    "signature too long": (lambda m: m | {"manifest.sig": b"x" * 2000}, f"清单的内容{CHANGED}"),
    "line changed": (
        lambda m: m | {segment_of(m): m[segment_of(m)].replace(b"u01", b"u09")},
        f"报送数据的内容{CHANGED}",
    ),
    "line changed on the way": (forged_line, f"报送数据的内容{CHANGED}"),
    "another segment key": (other_segment_key, f"报送数据的内容{CHANGED}"),
    "segment without signature": (
        lambda m: relisted(without(m, segment_of(m).replace("ndjson", "sig"))),
        f"报送数据的内容{CHANGED}",
    ),
    "signature without segment": (
        lambda m: relisted(without(m, segment_of(m))),
        f"报送数据的内容{CHANGED}",
    ),
    "segment under another digest": (
        lambda m: relisted(
            swapped(m, segment_of(m), new=f"segments/{GAOZI}/{'0' * 64}.ndjson", content=b"x\n")
        ),
        f"报送数据的内容{CHANGED}",
    ),
    "photo exchanged": (
        lambda m: m | {f"blobs/{sha(PHOTO)}": b"y" * len(PHOTO)},
        f"佐证材料的内容{CHANGED}",
    ),
    "photo under another digest": (
        lambda m: relisted(m | {f"blobs/{'0' * 64}": PHOTO}),
        f"佐证材料的内容{CHANGED}",
    ),
    "plan that is no text": (
        lambda m: relisted(m | {f"plans/{sha(bytes([255]))}.toml": b"\xff"}),
        f"计划文件的内容{CHANGED}",
    ),
    "member not listed": (lambda m: m | {"blobs/" + "0" * 64: b""}, f"清单的内容{CHANGED}"),
    "member of no known name": (lambda m: relisted(m | {"a.exe": b"x"}), f"清单的内容{CHANGED}"),
    "member missing": (lambda m: without(m, f"blobs/{sha(PHOTO)}"), f"清单的内容{CHANGED}"),
    "wrong digest": (
        lambda m: edited(m, lambda f: f["entries"][-1].update(sha256="0" * 64)),
        CHANGED,
    ),
    "wrong size": (lambda m: edited(m, lambda f: f["entries"][0].update(bytes=1)), CHANGED),
    "twins but for capitals": (
        lambda m: added(m | {"notes/A": b"1"}, "notes/a"),
        f"清单的内容{CHANGED}",
    ),
    "device name": (lambda m: added(m, "notes/CON.txt"), f"清单的内容{CHANGED}"),
    "device name of a port": (lambda m: added(m, "com1"), f"清单的内容{CHANGED}"),
    "out of the folder": (lambda m: added(m, "../start.bat"), f"清单的内容{CHANGED}"),
    "from the root": (lambda m: added(m, "/etc/passwd"), f"清单的内容{CHANGED}"),
    "from a drive": (lambda m: added(m, "C:/a"), f"清单的内容{CHANGED}"),
    "backslash": (lambda m: added(m, "a\\b"), f"清单的内容{CHANGED}"),
    "folder": (lambda m: added(m, "notes/"), f"清单的内容{CHANGED}"),
    "trailing dot": (lambda m: added(m, "notes/a."), f"清单的内容{CHANGED}"),
    "trailing space": (lambda m: added(m, "notes/a "), f"清单的内容{CHANGED}"),
    "turned writing": (lambda m: added(m, "notes/\u202egpj.exe"), f"清单的内容{CHANGED}"),
    "not NFC": (lambda m: added(m, "notes/e\u0301"), f"清单的内容{CHANGED}"),
    "newer major version": (lambda m: edited(m, lambda f: f.update(MAJOR)), UPGRADE),
    "newer reader wanted": (lambda m: edited(m, lambda f: f.update(min_reader=[1, 1])), UPGRADE),
    "something required": (lambda m: edited(m, lambda f: f.update(required=["sm2"])), UPGRADE),
    "another algorithm": (
        lambda m: edited(m, lambda f: f["algorithms"].update(signature="sm2")),
        UPGRADE,
    ),
    "manifest of 9 MB": (
        lambda m: signed(m, random.Random(1).randbytes(9 * MB)),
        f"清单的内容{CHANGED}",
    ),
    "bomb": (lambda m: relisted(m | {"personal.sealed": bytes(51 * MB)}), "超过50MB"),
    "packed beyond reason": (
        lambda m: relisted(m | {"personal.sealed": bytes(2 * MB)}),
        "压缩得不合常理",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_packages_are_refused(path: Path, members: Members, case: str) -> None:
    edit, words = HOSTILE[case]
    assert words in refusal(path, together(edit(members).items()))


# --- archives that are not what they seem -----------------------------------------------------


def test_two_members_of_one_name(path: Path, members: Members) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = together([("manifest.json", b"{}"), *members.items()])
    assert f"清单的内容{CHANGED}" in refusal(path, content)


def directory_of(content: bytes) -> int:
    """Where the archive's table of contents begins."""
    return int(struct.unpack("<L", content[-6:-2])[0])


def test_members_that_overlap(path: Path, whole: bytes) -> None:
    """Two entries of the table point at one member."""
    changed = bytearray(whole)
    first = directory_of(whole)
    second = whole.index(b"PK\1\2", first + 1)
    changed[second + 42 : second + 46] = changed[first + 42 : first + 46]
    assert "互相重叠" in refusal(path, bytes(changed))


def test_a_member_that_reaches_into_the_table(path: Path, members: Members) -> None:
    content = together(members.items(), zipfile.ZIP_STORED)
    last = content.rindex(b"PK\1\2")
    changed = bytearray(content)
    size = struct.unpack("<L", content[last + 20 : last + 24])[0] + 10
    changed[last + 20 : last + 28] = struct.pack("<LL", size, size)
    assert "互相重叠" in refusal(path, bytes(changed))


def test_a_member_that_holds_more_than_its_entry_says(path: Path, whole: bytes) -> None:
    first = directory_of(whole)
    changed = bytearray(whole)
    changed[first + 24 : first + 28] = struct.pack("<L", 100)
    assert refusal(path, bytes(changed))


def test_a_password(path: Path, whole: bytes) -> None:
    changed = bytearray(whole)
    changed[directory_of(whole) + 8] |= 1
    assert "加了密码" in refusal(path, bytes(changed))


def test_rare_ways_to_pack(path: Path, members: Members) -> None:
    assert "压缩的方法少见" in refusal(path, together(members.items(), zipfile.ZIP_BZIP2))


def test_too_many_members(path: Path) -> None:
    assert "超过5000个" in refusal(path, together((f"{n}", b"") for n in range(5001)))


def test_a_table_without_end(path: Path, whole: bytes) -> None:
    """Two million entries would take gigabytes before anybody could count them."""
    first = directory_of(whole)
    table = whole[first : whole.index(b"PK\1\2", first + 1)] * 60_000
    end = bytearray(whole[-22:])
    end[12:20] = struct.pack("<LL", len(table), first)
    assert "太多" in refusal(path, whole[:first] + table + end)


def test_a_second_end_of_the_table(path: Path, whole: bytes) -> None:
    farther = b"PK\6\7" + bytes(16)
    assert "不合常理" in refusal(path, whole[:-22] + farther + whole[-22:])


def test_members_too_large_for_what_they_are(
    path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for sort, what in ((Sort.PLAN, "计划文件"), (Sort.BLOB, "佐证材料")):
        with monkeypatch.context() as patched:
            patched.setitem(package_read._LARGEST, sort, 10)
            assert f"{what}的内容{CHANGED}" in refusal(path, whole)
    monkeypatch.setattr(manifest, "LARGEST", 10)
    assert f"清单的内容{CHANGED}" in refusal(path, whole)
