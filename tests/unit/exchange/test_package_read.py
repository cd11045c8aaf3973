"""Packages from anybody: what is whole is read, everything else is refused in one sentence."""

import json
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from made_packages import (
    BLOBS,
    DANTU,
    GAOZI,
    KEY,
    OTHER,
    PHOTO,
    PLAN,
    Members,
    canonical,
    edited,
    honest,
    lines,
    manifest,
    members_of,
    outgoing,
    relisted,
    sha,
    signed,
    together,
)

from zjmz_desktop.domain.packages import Package, PackageRefusedError
from zjmz_desktop.exchange import archives, package_read
from zjmz_desktop.exchange.member_names import Sort
from zjmz_desktop.exchange.package_read import blob, is_package, read_package

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


# --- what is whole ----------------------------------------------------------------------------


def test_what_was_put_in_comes_out(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)
    found = read_package(path)
    sent = outgoing()
    assert found.manifest == manifest(sealed=True)
    assert set(found.segments) == set(sent.segments)
    assert found.plans == {sha(PLAN.encode()): PLAN}
    assert found.blobs == {name: len(content) for name, content in BLOBS.items()}
    assert found.sealed == b"sealed bytes"
    assert found.id == sha(members_of(whole)["manifest.json"])
    assert {name: blob(path, name) for name in found.blobs} == BLOBS


@pytest.mark.parametrize("name", ["a.zip", "a(1).mzp", "无后缀", "a.mzp.xlsx"])
def test_it_is_known_by_its_content_whatever_it_is_called(
    tmp_path: Path, whole: bytes, name: str
) -> None:
    other = tmp_path / name
    other.write_bytes(whole)
    assert is_package(other)
    assert read_package(other).manifest.sender == GAOZI


def test_other_files_are_none(tmp_path: Path, whole: bytes) -> None:
    for name, content in {
        "a.xlsx": together([("xl/workbook.xml", b"<x/>")]),
        "a.txt": b"PK\3\4",
        "empty": b"",
    }.items():
        (tmp_path / name).write_bytes(content)
        assert not is_package(tmp_path / name)
    (tmp_path / NAME).write_bytes(whole[: len(whole) // 2])
    assert is_package(tmp_path / NAME)  # and is then told to be damaged
    assert not is_package(tmp_path)
    assert not is_package(tmp_path / "none")


def test_what_a_newer_minor_version_adds_is_passed_over(path: Path, members: Members) -> None:
    more = members | {"remarks/2018.txt": "备注".encode()}
    path.write_bytes(together(relisted(more, version=[1, 7], greeting={"text": "新"}).items()))
    found = read_package(path)
    assert found.manifest == manifest(sealed=True)
    assert len(found.segments) == 2


def test_evidence_that_changed_after_it_was_read_is_refused(path: Path, members: Members) -> None:
    name = sha(PHOTO)
    path.write_bytes(together((members | {f"blobs/{name}": PHOTO[:-1] + b"x"}).items()))
    with pytest.raises(PackageRefusedError, match="佐证材料的内容和写出时不一样"):
        blob(path, name)
    with pytest.raises(PackageRefusedError, match="佐证材料的内容和写出时不一样"):
        blob(path, "0" * 64)
    path.unlink()
    with pytest.raises(PackageRefusedError, match="没有这个文件"):
        blob(path, name)


def test_the_user_reads_the_name_that_he_knows(path: Path) -> None:
    path.write_bytes(b"no")
    with pytest.raises(
        PackageRefusedError, match=r"“U盘上的\.mzp”不能导入：它不是本程序的数据文件"
    ):
        read_package(path, name="U盘上的.mzp")


# --- what is no package at all ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "它不是本程序的数据文件"),
        ("一段文字".encode(), "它不是本程序的数据文件"),
        (b"PK\3\4 half", "没有下载完"),
        (together([("xl/workbook.xml", b"<x/>")]), "它不是本程序的数据文件"),
        (together([]), "它不是本程序的数据文件"),
        (together([("上报/第1次.MZP", b"")]), "请先解压"),
        (together([("manifest.json", b"{}")]), "它不是本程序的数据文件"),
    ],
)
def test_other_files_are_refused(path: Path, content: bytes, words: str) -> None:
    assert words in refusal(path, content)


def test_a_folder_and_a_file_that_is_not_there(path: Path) -> None:
    with pytest.raises(PackageRefusedError, match="没有这个文件"):
        read_package(path)
    path.mkdir()
    with pytest.raises(PackageRefusedError, match="它是文件夹"):
        read_package(path)


def test_a_stick_that_is_pulled_out_while_it_is_read(
    path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> Iterator[bytes]:
        raise OSError(5, "Input/output error")

    path.write_bytes(whole)
    monkeypatch.setattr(archives, "chunks", gone)
    with pytest.raises(PackageRefusedError, match="请重新插好U盘再试"):
        read_package(path)


# --- made by somebody who means harm ----------------------------------------------------------


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


RAW: dict[str, tuple[bytes, bytes]] = {
    "key twice": (b'"year":2018', b'"year":2018,"year":2018'),
    "float": (b'"year":2018', b'"year":2018.0'),
    "exponent": (b'"year":2018', b'"year":2018e0'),
    "NaN": (b'"year":2018', b'"year":NaN'),
    "null": (b'"number":2', b'"number":null'),
    "true": (b'"number":2', b'"number":true'),
    "great number": (b'"number":2', b'"number":9007199254740993'),
    "very great number": (b'"number":2', b'"number":18446744073709551617'),
    "spaces": (b'"year":2018', b'"year": 2018'),
    "half a character": (b'"sender":"321112001000"', b'"sender":"\\ud800"'),
    "escaped": (b'"sender":"321112001000"', b'"sender":"\\u0033211200100"'),
    "no UTF-8": (b'"sender":"321112001000"', b'"sender":"\xff"'),
    "deep": (b'"missing":[]', b'"missing":' + b"[" * 9 + b"]" * 9),
    "very deep": (b'"missing":[]', b'"missing":' + b"[" * 100_000 + b"]" * 100_000),
    "unsorted": (b'"year":2018', b'"zz":1,"year":2018'),
    "unknown key": (b'"year":2018', b'"year":2018,"zz":1'),
    "byte order mark": (b'{"algorithms"', b'\xef\xbb\xbf{"algorithms"'),
    "line feed behind": (b'"year":2018}', b'"year":2018}\n'),
}


@pytest.mark.parametrize("case", RAW)
def test_manifests_that_are_not_strict_are_refused(path: Path, members: Members, case: str) -> None:
    old, new = RAW[case]
    assert members["manifest.json"].count(old) == 1
    changed = signed(members, members["manifest.json"].replace(old, new))
    stored = together(changed.items(), zipfile.ZIP_STORED)
    assert f"清单的内容{CHANGED}" in refusal(path, stored)


def test_every_float_is_refused_also_where_nobody_looks(path: Path, members: Members) -> None:
    strange = {"zz": {"a": [1e300]}, "version": [1, 1]}
    content = together(edited(members, lambda found: found.update(strange)).items())
    assert f"清单的内容{CHANGED}" in refusal(path, content)


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


# --- chance -----------------------------------------------------------------------------------


def outcome(path: Path, content: bytes) -> Package | None:
    """The package, None where it was refused; any other error fails the test."""
    path.write_bytes(content)
    try:
        return read_package(path)
    except PackageRefusedError:
        return None


def test_a_half_copied_file_is_refused_wherever_it_ends(path: Path, whole: bytes) -> None:
    ends = sorted({len(whole) * n // 400 for n in range(400)})
    assert len(ends) == 400
    assert [end for end in ends if outcome(path, whole[:end]) is not None] == []


def test_a_flipped_bit_is_refused_or_changes_nothing(path: Path, whole: bytes) -> None:
    original, chance, unread = outcome(path, whole), random.Random(2018), 0
    for _ in range(400):
        changed = bytearray(whole)
        changed[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        found = outcome(path, bytes(changed))
        assert found in (None, original)
        unread += found is not None
    assert unread < 40  # times and rights in the archive's tables: bytes that nobody reads


def test_many_bytes_changed_at_once(path: Path, whole: bytes) -> None:
    original, chance = outcome(path, whole), random.Random(6)
    for _ in range(200):
        changed = bytearray(whole)
        start = chance.randrange(len(whole))
        for at in range(start, min(start + chance.randrange(1, 60), len(whole))):
            changed[at] = chance.randrange(256)
        assert outcome(path, bytes(changed)) in (None, original)


def test_the_tables_of_the_archive_byte_by_byte(path: Path, whole: bytes) -> None:
    """Every byte of the first entry and of the end record, with the values that hurt most."""
    original = outcome(path, whole)
    first = directory_of(whole)
    places = [*range(first, first + 46), *range(len(whole) - 22, len(whole)), *range(30)]
    for at in places:
        for value in (0, 0x80, 0xFF):
            changed = bytearray(whole)
            changed[at] = value
            assert outcome(path, bytes(changed)) in (None, original)


def test_lines_of_a_segment_are_those_that_were_written(path: Path, whole: bytes) -> None:
    path.write_bytes(whole)
    found = {one.author: one for one in read_package(path).segments}
    assert found[GAOZI].content == b"".join(line + b"\n" for line in lines(5))
    assert found[GAOZI].key == KEY.public
