"""Printing what is previewed: paper = preview, remembered settings, no printer, cancel."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sample_place import copied, february

from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.preview import print_settings
from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog
from zjmz_desktop.gui.preview.print_dialog import NO_PRINTER, PrintDialog
from zjmz_desktop.gui.preview.print_job import PrinterError, PrintJob, print_pages
from zjmz_desktop.gui.preview.print_settings import (
    Duplex,
    PrintSettings,
    remember_settings,
    set_up,
    settings_of,
)
from zjmz_desktop.gui.previewing import PaperToShow
from zjmz_desktop.gui.remembered import remember
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.report.preview import Band, Preview
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import DrawnPaper
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.paper_previews import Pixels
from zjmz_desktop.service.printed_papers import printed
from zjmz_desktop.service.reporting import PaperAsked, draw_report

DANTU = "321112000000"
LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 60_000


@pytest.fixture(scope="module")
def office(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("printing") / "store"
    with copied(sample_folder, folder, clock=february) as opened:
        yield opened


@pytest.fixture(scope="module")
def drawn(office: Office) -> DrawnPaper:
    return draw_report(office, PaperAsked(UnitPeriod(DANTU, month(2018, 11))))


@pytest.fixture
def preview(drawn: DrawnPaper) -> Iterator[Preview]:
    with closing(Preview(drawn.content)) as opened:
        yield opened


class ToFile:
    """A printer that prints into a PDF, set as the program sets it."""

    def __init__(self, target: Path) -> None:
        self._target = target
        self.settings: list[PrintSettings] = []

    def __call__(self, settings: PrintSettings) -> QPrinter:
        self.settings.append(settings)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self._target))
        printer.setResolution(200)
        set_up(printer, settings)
        return printer


# ---- paper = preview ----


@pytest.mark.parametrize("grey", [False, True])
def test_the_paper_is_the_preview(
    qapp: QApplication, preview: Preview, tmp_path: Path, grey: bool
) -> None:
    target = tmp_path / "纸.pdf"
    wide = next(n for n, (w, h) in enumerate(preview.sizes) if w > h)
    pages = (0, wide, len(preview.sizes) - 1)
    printer = ToFile(target)(PrintSettings(grey=grey))
    assert print_pages(Task(_nothing), printer=printer, preview=preview, pages=pages) == 3
    with closing(Preview(target.read_bytes())) as paper:
        assert len(paper.sizes) == 3
        assert {(round(w), round(h)) for w, h in paper.sizes} == {(595, 842)}
        for sheet, number in enumerate(pages):
            turned = preview.sizes[number][0] > preview.sizes[number][1]
            shown = preview.draw_band(number, Band(1240, 1754, 0, 1754, turned), grey=True)
            there = paper.draw_band(sheet, Band(1240, 1754, 0, 1754), grey=True)
            mine, theirs = spots(shown), spots(there)
            moved = theirs[1:] + theirs[:1]  # by two millimetres
            assert difference(mine, theirs) < 1.5
            assert difference(mine, moved) > 3.0


SPOT_PX = 12


def spots(pixels: Pixels) -> list[float]:
    """The mean grey of squares of two millimetres, row by row: how fine pixels are falls away."""
    rows = [
        pixels.content[n * pixels.stride : n * pixels.stride + pixels.width]
        for n in range(pixels.height)
    ]
    return [
        sum(sum(row[left : left + SPOT_PX]) for row in rows[top : top + SPOT_PX]) / SPOT_PX**2
        for top in range(0, pixels.height - SPOT_PX, SPOT_PX)
        for left in range(0, pixels.width - SPOT_PX, SPOT_PX)
    ]


def difference(first: list[float], second: list[float]) -> float:
    """The mean difference of two greys, of 255."""
    return sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first)


def _nothing(task: Task) -> None:
    del task


def test_a_printer_that_takes_nothing_is_a_sentence(
    qapp: QApplication, preview: Preview, tmp_path: Path
) -> None:
    printer = ToFile(tmp_path / "没有" / "纸.pdf")(PrintSettings())
    with pytest.raises(PrinterError, match="没有接收"):
        print_pages(Task(_nothing), printer=printer, preview=preview, pages=(0,))


def test_a_job_that_is_stopped_sends_no_more(
    qtbot: QtBot, qapp: QApplication, preview: Preview, tmp_path: Path
) -> None:
    job = PrintJob(qapp)
    done: list[int] = []
    job.done.connect(done.append)
    printer = ToFile(tmp_path / "纸.pdf")(PrintSettings())
    with qtbot.waitSignal(job.progressed, timeout=WAIT_MS):
        job.start(printer, preview, pages=range(len(preview.sizes)))
    job.stop()
    qtbot.wait(50)
    assert done == []
    assert not job.is_busy


# ---- settings ----


def test_settings_are_remembered_for_each_kind_of_paper() -> None:
    mine = PrintSettings("三楼打印机", copies=3, duplex=Duplex.SHORT, pages="1-3", grey=True)
    remember_settings("summary", mine)
    assert settings_of("summary") == mine
    assert settings_of("brief") == PrintSettings()


def test_what_was_remembered_and_makes_no_sense_is_forgotten() -> None:
    remember("print/odd", {"copies": 1000, "duplex": "sideways", "grey": "yes", "pages": 3})
    assert settings_of("odd") == PrintSettings(pages="3")


class SaysDuplex(QPrinter):
    """A printer that keeps what it is asked, though it has one side only."""

    asked = QPrinter.DuplexMode.DuplexNone

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self.asked = duplex


def test_the_printer_is_set_as_asked(qapp: QApplication) -> None:
    printer = SaysDuplex()
    set_up(printer, PrintSettings(copies=2, duplex=Duplex.SHORT, grey=True))
    assert printer.fullPage()
    assert printer.pageLayout().pageSize().name().startswith("A4")
    assert printer.asked is QPrinter.DuplexMode.DuplexShortSide
    assert printer.colorMode() is QPrinter.ColorMode.GrayScale


# ---- in the window ----


@pytest.fixture
def dialog(
    qtbot: QtBot, dressed: QApplication, office: Office, drawn: DrawnPaper
) -> Iterator[PreviewDialog]:
    parent = QWidget()
    parent.resize(1366, 695)
    qtbot.addWidget(parent)
    parent.show()
    beside = Beside(office, parent)
    asked = PaperToShow("printing", "预览", "总结.pdf", lambda *_: drawn)
    found = PreviewDialog(beside, asked, parent=parent)
    found.open()
    qtbot.waitUntil(found.print_button.isEnabled, timeout=WAIT_MS)
    yield found
    found.reject()
    beside.wait()


def ask(dialog: PreviewDialog) -> PrintDialog:
    QTest.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    found = dialog.findChildren(PrintDialog)
    assert found
    return found[-1]


def test_pages_are_asked_for_and_printed_and_recorded(
    dialog: PreviewDialog,
    qtbot: QtBot,
    tmp_path: Path,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target, before = tmp_path / "纸.pdf", len(printed(office))
    to_file = ToFile(target)
    monkeypatch.setattr(print_settings, "printer_for", to_file)
    monkeypatch.setattr(print_settings, "printer_names", lambda: ["二楼", "三楼"])
    asked = ask(dialog)
    asked.printer.setCurrentIndex(1)
    QTest.keyClicks(asked.range, "1-99")
    QTest.keyClick(asked.range, Qt.Key.Key_Return)
    assert "页码“1-99”不对" in asked.error()
    asked.range.selectAll()
    QTest.keyClicks(asked.range, "2-3,1")
    QTest.keyClick(asked.grey, Qt.Key.Key_Space)
    asked.copies.selectAll()
    QTest.keyClicks(asked.copies, "2")
    QTest.mouseClick(asked.yes, LEFT)
    qtbot.waitUntil(dialog.outcome.isVisible, timeout=WAIT_MS)
    assert dialog.outcome.text() == "3页已送到打印机“三楼”。"
    mine = PrintSettings("三楼", 2, Duplex.LONG, "2-3,1", grey=True)
    assert to_file.settings == [mine]
    assert settings_of("printing") == mine
    with closing(Preview(target.read_bytes())) as paper:
        assert len(paper.sizes) == 3
    assert len(printed(office)) == before + 1
    assert printed(office)[0].name == "总结.pdf"
    QTest.mouseClick(dialog.print_button, LEFT)
    assert dialog.findChildren(PrintDialog)[-1].range.text() == "2-3,1"


def test_without_a_printer_the_pdf_is_offered(
    dialog: PreviewDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_settings, "printer_names", list)
    monkeypatch.setattr(dialog, "ask_target", lambda: tmp_path / "总结.pdf")
    asked = ask(dialog)
    assert asked.text.text() == NO_PRINTER
    assert asked.yes.text() == "保存PDF…"
    QTest.mouseClick(asked.yes, LEFT)
    qtbot.waitUntil((tmp_path / "总结.pdf").exists, timeout=WAIT_MS)


def test_printing_is_cancelled_in_a_sentence(
    dialog: PreviewDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember("print/printing", {})
    monkeypatch.setattr(print_settings, "printer_for", ToFile(tmp_path / "纸.pdf"))
    monkeypatch.setattr(print_settings, "printer_names", lambda: ["二楼"])
    QTest.mouseClick(ask(dialog).yes, LEFT)
    with qtbot.waitSignal(dialog.printing.job.progressed, timeout=WAIT_MS):
        pass
    QTest.mouseClick(dialog.bar.stop, LEFT)
    assert "已取消打印" in dialog.outcome.text()
    assert dialog.print_button.isEnabled()
