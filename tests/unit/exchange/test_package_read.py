"""Packages from anybody: what is whole is read, everything else is refused in one sentence."""

import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_packages import (
    BLOBS,
    GAOZI,
    KEY,
    PHOTO,
    PLAN,
    Members,
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
from zjmz_desktop.exchange import archives
from zjmz_desktop.exchange.package_read import blob, is_package, read_package

CHANGED = "和写出时不一样"
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
        (b"", "它是空的，可能没有拷贝完"),
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


# --- manifests that are not strict --------------------------------------------------------------

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
    first = whole.index(b"PK\1\2")
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
