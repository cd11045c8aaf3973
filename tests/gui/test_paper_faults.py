"""A paper that can't be written from the window: a sentence, the old PDF as it was, no bar that goes on."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from small_disk import leave, mount, small_disk
from work_place import WorkPlace

from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.durable import put, sync_file
from zjmz_desktop.gui.page_stack import ANNUAL
from zjmz_desktop.gui.pages.report_page import ReportPage
from zjmz_desktop.gui.pages.summary_writing import CANCELLED
from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog
from zjmz_desktop.service.printed_papers import printed
from zjmz_desktop.service.reporting import PaperAsked

DISTRICT = "321112000000"
LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 60_000
OLD = b"%PDF-old"
Write = Callable[[Path], str]


@pytest.fixture
def place(qtbot: QtBot, dressed: QApplication, tmp_path: Path) -> Iterator[WorkPlace]:
    found = WorkPlace(qtbot, tmp_path / "数据", DISTRICT)
    yield found
    found.close()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "小 盘", megabytes=1) as folder:
        yield folder


@pytest.fixture(params=["生成PDF", "预览里保存"])
def write(
    request: pytest.FixtureRequest, place: WorkPlace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Write:
    """Both ways to a PDF; what was said."""
    page = place.window.show_page(ANNUAL)
    assert isinstance(page, ReportPage)
    page.choice.choose(PaperKind.OFFICIAL)
    qtbot.waitUntil(page.previewing.button.isEnabled, timeout=WAIT_MS)

    def at_once(target: Path) -> str:
        monkeypatch.setattr(page, "ask_target", lambda: target)
        QTest.mouseClick(page.write_button, LEFT)
        assert page.writing.bar.isVisible()
        assert not page.write_button.isEnabled()
        qtbot.waitUntil(page.writing.result.isVisible, timeout=WAIT_MS)
        assert not page.writing.bar.isVisible()
        assert page.write_button.isEnabled()
        return page.writing.result.text()

    def looked_at(target: Path) -> str:
        QTest.mouseClick(page.previewing.button, LEFT)
        dialog = page.findChildren(PreviewDialog)[-1]
        qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
        monkeypatch.setattr(dialog, "ask_target", lambda: target)
        QTest.mouseClick(dialog.save_button, LEFT)
        qtbot.waitUntil(dialog.outcome.isVisible, timeout=WAIT_MS)
        assert not dialog.bar.isVisible()
        assert dialog.save_button.isEnabled()
        said = dialog.outcome.text()
        dialog.reject()
        return said

    return at_once if request.param == "生成PDF" else looked_at


def old_one(folder: Path) -> Path:
    target = folder / "报告.pdf"
    target.write_bytes(OLD)
    return target


def test_a_full_disk(write: Write, disk: Path, place: WorkPlace) -> None:
    target = old_one(disk)
    leave(disk, 8 * 1024)
    said = write(target)
    assert f"磁盘“{disk}”已满。原有文件没有改动。请在该磁盘上腾出至少" in said
    assert target.read_bytes() == OLD
    assert sorted(one.name for one in disk.iterdir()) == ["ballast", "报告.pdf"]
    assert printed(place.office) == ()
    (disk / "ballast").unlink()
    assert write(target).startswith("已生成")  # room was made: now it is written
    assert target.read_bytes() != OLD
    assert len(printed(place.office)) == 1


def test_a_folder_that_may_only_be_read(write: Write, disk: Path, place: WorkPlace) -> None:
    target = old_one(disk)
    mount("-o", "remount,ro", str(disk))
    said = write(target)
    assert "磁盘或文件夹是只读的。原有文件没有改动。请改存到其他位置。" in said
    assert target.read_bytes() == OLD
    assert printed(place.office) == ()


def test_an_old_one_that_another_program_holds(
    write: Write, tmp_path: Path, place: WorkPlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = old_one(tmp_path)

    def held(source: Path, to: Path) -> None:
        raise PermissionError(errno.EACCES, "另一个程序正在使用此文件", str(to))

    monkeypatch.setattr("zjmz_desktop.report.placing.put", held)  # as Windows does
    said = write(target)
    assert (
        "文件正被其他程序打开，或没有写入权限。原有文件没有改动。请关闭正在查看该文件的程序" in said
    )
    assert target.read_bytes() == OLD
    assert not list(tmp_path.glob("*.part"))
    assert printed(place.office) == ()


def test_a_folder_that_is_gone(write: Write, tmp_path: Path, place: WorkPlace) -> None:
    said = write(tmp_path / "没有" / "报告.pdf")
    assert "文件夹不存在。" in said
    assert os.listdir(tmp_path) == ["数据"]
    assert printed(place.office) == ()


class Slow:
    """A slow disk: a step of writing waits until it is let go.

    Attributes:
        begun: whether it has come to the step.
    """

    def __init__(self, step: Callable[..., None]) -> None:
        self._step, self._free = step, Event()
        self.begun = False

    def __call__(self, *what: object) -> None:
        self.begun = True
        assert self._free.wait(WAIT_MS / 1000)
        self._step(*what)

    def go_on(self) -> None:
        self._free.set()


def writing(place: WorkPlace, target: Path, qtbot: QtBot, slow: Slow) -> ReportPage:
    page = place.window.show_page(ANNUAL)
    assert isinstance(page, ReportPage)
    page.writing.write(PaperAsked(page.place, PaperKind.BRIEF), target)
    qtbot.waitUntil(lambda: slow.begun, timeout=WAIT_MS)
    return page


def test_cancelled_while_it_is_written_the_old_one_stays(
    place: WorkPlace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, slow = old_one(tmp_path), Slow(sync_file)
    monkeypatch.setattr("zjmz_desktop.report.placing.sync_file", slow)
    page = writing(place, target, qtbot, slow)
    QTest.mouseClick(page.writing.bar.stop, LEFT)
    assert page.writing.result.text() == CANCELLED
    assert not page.writing.bar.isVisible()
    slow.go_on()
    page.stop()
    assert target.read_bytes() == OLD
    assert not list(tmp_path.glob("*.part"))
    assert printed(place.office) == ()


def test_cancelled_too_late_it_says_that_it_is_written(
    place: WorkPlace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, slow = old_one(tmp_path), Slow(put)
    monkeypatch.setattr("zjmz_desktop.report.placing.put", slow)
    page = writing(place, target, qtbot, slow)
    QTest.mouseClick(page.writing.bar.stop, LEFT)
    assert page.writing.is_busy
    assert not page.writing.result.isVisible()
    slow.go_on()
    qtbot.waitUntil(page.writing.result.isVisible, timeout=WAIT_MS)
    assert page.writing.result.text() == "已生成，共1页：报告.pdf"
    assert target.read_bytes() != OLD
    assert len(printed(place.office)) == 1


def test_a_preview_cancelled_while_it_is_saved_leaves_the_old_one(
    place: WorkPlace, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = place.window.show_page(ANNUAL)
    assert isinstance(page, ReportPage)
    page.choice.choose(PaperKind.BRIEF)
    qtbot.waitUntil(page.previewing.button.isEnabled, timeout=WAIT_MS)
    target, slow = old_one(tmp_path), Slow(sync_file)
    QTest.mouseClick(page.previewing.button, LEFT)
    dialog = page.findChildren(PreviewDialog)[-1]
    qtbot.waitUntil(dialog.save_button.isEnabled, timeout=WAIT_MS)
    monkeypatch.setattr("zjmz_desktop.report.placing.sync_file", slow)
    monkeypatch.setattr(dialog, "ask_target", lambda: target)
    QTest.mouseClick(dialog.save_button, LEFT)
    qtbot.waitUntil(lambda: slow.begun, timeout=WAIT_MS)
    QTest.mouseClick(dialog.bar.stop, LEFT)
    assert "已取消，没有写文件" in dialog.outcome.text()
    slow.go_on()
    page.stop()
    assert target.read_bytes() == OLD
    assert printed(place.office) == ()
    dialog.reject()
