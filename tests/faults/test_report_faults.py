"""A paper that can't be made: a sentence, the old PDF as it was, nothing half made and no record of it."""

import errno
import os
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from pdf_text import read_pdf

from zjmz_desktop import paths
from zjmz_desktop.cli.main import main
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.report import fonts
from zjmz_desktop.service.context import open_office
from zjmz_desktop.store.revisions import Write

DANTU = "321112000000"
PAPERS = ("summary", "official", "brief", "status", "unit", "blank")


class Desk(NamedTuple):
    """A store, and an old file where its papers are to go."""

    store: Path
    target: Path
    capsys: pytest.CaptureFixture[str]

    def report(self, paper: str = "summary") -> int:
        words = ["--unit", DANTU, "--year", "2018", "--through", "2018M11", "--paper", paper]
        return main(["report", "--store", str(self.store), *words, "--out", str(self.target)])

    def refused(self, paper: str = "summary") -> str:
        """What is said; only the old file stands there then, and no paper is on record."""
        self.capsys.readouterr()
        assert self.report(paper) == 1
        said = self.capsys.readouterr().err
        assert main(["reports", "--store", str(self.store), "--json"]) == 0
        assert self.capsys.readouterr().out.strip() == "[]"
        files = {file.name: file.read_bytes() for file in self.target.parent.iterdir()}
        assert files == {self.target.name: b"old"}
        return said

    def write(self, text: str) -> None:
        """A narrative as it may come from elsewhere, unchecked."""
        office = open_office(self.store)
        office.write([Write(Cell("I02-01", DANTU, "value", 2018, "2018H1"), text_value(text))])
        office.close()


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    folder, path = tmp_path / "民政 数据", tmp_path / "印出来的" / "总结 2018.pdf"
    assert main(["init", "--store", str(folder), "--unit", DANTU]) == 0
    path.parent.mkdir()
    path.write_bytes(b"old")
    return Desk(folder, path, capsys)


@pytest.fixture
def own_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's fonts in a folder of their own, read from there."""
    folder = tmp_path / "字体"
    shutil.copytree(paths.resource("fonts"), folder, ignore=shutil.ignore_patterns("licences"))
    found = paths.resource

    def moved(*parts: str) -> Path:
        return folder.joinpath(*parts[1:]) if parts[0] == "fonts" else found(*parts)

    monkeypatch.setattr(paths, "resource", moved)
    fonts._registered.cache_clear()
    return folder


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["GW-Song.ttf", "GW-Hei.ttf"])
def test_a_font_that_is_missing(own_fonts: Path, desk: Desk, *, paper: str, name: str) -> None:
    (own_fonts / name).unlink()
    said = desk.refused(paper)
    assert f"“{name}”缺失" in said
    assert "重新安装" in said


@pytest.mark.parametrize("kept", [0, 100, 20_000, 400_000])
def test_a_font_that_is_damaged(own_fonts: Path, desk: Desk, kept: int) -> None:
    path = own_fonts / "GW-Song.ttf"
    path.write_bytes(path.read_bytes()[:kept])
    assert "“GW-Song.ttf”已损坏" in desk.refused()


@pytest.mark.parametrize(
    ("number", "word"),
    [(errno.EACCES, "正被其他程序打开"), (errno.ENOSPC, "已满"), (errno.EROFS, "只读")],
)
def test_a_target_that_another_program_holds_or_that_takes_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, number: int, word: str
) -> None:
    """Windows refuses to put a file in the place of one that is open: EACCES."""
    put = os.replace

    def refuse(source: Path, at: Path) -> None:
        if Path(at) == desk.target:
            raise OSError(number, os.strerror(number))
        put(source, at)

    monkeypatch.setattr(os, "replace", refuse)
    said = desk.refused()
    assert word in said
    assert str(desk.target if number != errno.ENOSPC else desk.target.parent) in said
    assert "原有文件没有改动" in said


def test_what_can_not_be_seen_in_a_stored_text_is_left_out_and_the_rest_is_there(
    desk: Desk,
) -> None:
    """Typing refuses such characters; an older program's or another's data may hold them."""
    desk.write("党建\x00工作\x07\x1b[31m扎实\u200b推进\u202e，学习12次\ufeff。")
    assert desk.report() == 0
    assert "党建工作[31m扎实推进，学习12次。" in read_pdf(desk.target).text


def test_a_narrative_of_20_000_characters_is_all_there(desk: Desk) -> None:
    text = "".join(f"第{n}次学习讨论，" for n in range(2_300))[:20_000]
    desk.write(text)
    assert desk.report() == 0
    pages = enumerate(read_pdf(desk.target).pages, 1)
    plain = "".join(p.removeprefix("征求意见稿").removesuffix(f"—{n}—") for n, p in pages)
    assert text in plain
