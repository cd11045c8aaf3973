"""预览: a paper is drawn, looked at, saved and printed; nothing is written before that is asked."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.typefaces import faces_words
from zjmz_desktop.gui.dialogs.file_questions import ask_where_to_save
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.report_parts import ResultView, WritingBar
from zjmz_desktop.gui.preview.pane import PreviewPane
from zjmz_desktop.gui.preview.printing import Printing
from zjmz_desktop.gui.previewing import PaperToShow
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import DrawnPaper, WrittenSummary, keep_printed, save_drawn
from zjmz_desktop.service.paper_previews import OutlineEntry, Preview

_PDF = "PDF 文件 (*.pdf)"
_NOT_SAVED = "已取消，没有写文件；原来的文件没有动。"
_NOT_PRINTED = "已取消打印；已经送到打印机的页可能还会打出来。"


class _Shown(NamedTuple):
    """A drawn paper, opened to be looked at."""

    drawn: DrawnPaper
    preview: Preview
    outline: tuple[OutlineEntry, ...]


class PreviewDialog(QDialog):
    """As large as the window it stands over.

    Args:
        beside: where the paper is drawn and saved; it is dropped with the dialog, and stays its owner's.
        asked: what is previewed.
        parent: the window that it belongs to.

    Attributes:
        folder: where the file dialog begins.
        pane: the pages.
        bar: how far drawing, saving or printing is.
        outcome: what became of it.
    """

    def __init__(self, beside: Beside, asked: PaperToShow, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(asked.title)
        self.resize(parent.window().size())
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        self.folder = Path(QStandardPaths.writableLocation(documents))
        self._asked, self._beside = asked, beside
        self._shown: _Shown | None = None
        self._cancelled = ""
        self.pane, self.bar, self.outcome = PreviewPane(), WritingBar(), ResultView()
        self.foot = ElidedLabel("", "small")
        self.save_button = button("保存PDF…", icon_name="export", tip="保存PDF（Ctrl+S）")
        self.print_button = button("打印…", "primary", icon_name="print", tip="打印（Ctrl+P）")
        self.printing = Printing(asked.kind, self)
        self._lay_out()
        self._wire()
        self._begin()
        task = beside.start(partial(_drawn, draw=asked.draw))
        task.progressed.connect(self.bar.show_progress)

    def done(self, result: int) -> None:
        """Close; what runs is given up."""
        self._beside.drop()
        self.printing.job.stop()
        self.pane.stop()
        super().done(result)

    def ask_target(self) -> Path | None:
        """Ask where the file goes."""
        proposed = self.folder / self._asked.name
        return ask_where_to_save(self, "PDF存到哪里", proposed=proposed, kinds=_PDF)

    def _lay_out(self) -> None:
        notes = QVBoxLayout()
        notes.setContentsMargins(12, 10, 12, 0)
        for part in (self.bar, self.outcome):
            notes.addWidget(part)
        self.outcome.setVisible(False)
        for press in (self.save_button, self.print_button):
            press.setFixedHeight(32)
            self.pane.head.addWidget(press)
        low = QHBoxLayout()
        low.setContentsMargins(14, 5, 14, 6)
        low.addWidget(self.foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(notes)
        column.addWidget(self.pane, 1)
        column.addLayout(low)

    def _wire(self) -> None:
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(self._on_failed)
        self.bar.cancelled.connect(self._on_cancelled)
        self.save_button.clicked.connect(self._on_save_asked)
        self.print_button.clicked.connect(self._on_print_asked)
        self.printing.pdf_asked.connect(self._on_save_asked)
        self.printing.agreed.connect(self._on_print_agreed)
        self.printing.over.connect(self._on_printed)
        self.printing.job.progressed.connect(self.bar.show_progress)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save_button.click)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_button.click)

    def _on_read(self, found: object) -> None:
        """The paper was drawn, saved, or recorded before it is printed."""
        if isinstance(found, _Shown):
            self._shown = found
            self.pane.set_preview(found.preview, found.outline)
            self.foot.set_text(_about(found.drawn))
            self._end("".join(_warnings(found.drawn)), tone="warn")
            self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(found, WrittenSummary):
            self._end()
            self.outcome.show_written(found)
        elif self._shown is not None:
            self.printing.send(self._shown.preview)

    def _on_failed(self, sentence: str) -> None:
        self._end(sentence, tone="bad")

    def _on_cancelled(self) -> None:
        if self._beside.task is not None and not self._beside.cancel():
            return  # the old file is being replaced: what comes of it is told in a moment
        self.printing.job.stop()
        if self._shown is None:
            self.reject()
        else:
            self._end(self._cancelled, tone="info")

    def _begin(self, words: str = "", *, doing: str = "生成", cancelled: str = "") -> None:
        self._cancelled = cancelled
        self.outcome.setVisible(False)
        self.bar.begin(words, doing=doing)
        self.bar.setVisible(True)
        self._allow(False)

    def _end(self, sentence: str = "", *, tone: str = "info") -> None:
        self.bar.setVisible(False)
        self._allow(self._shown is not None)
        if sentence:
            self.outcome.show_refusal(sentence, tone=tone)

    def _allow(self, free: bool) -> None:
        for press in (self.save_button, self.print_button):
            press.setEnabled(free)
        self.pane.setEnabled(self._shown is not None)

    def _on_save_asked(self) -> None:
        target = self.ask_target()
        self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)  # the button is off while it saves
        if target is not None and self._shown is not None:
            self.folder = target.parent
            named = target.suffix.lower() == ".pdf"
            path = target if named else target.with_name(f"{target.name}.pdf")
            self._begin("正在保存……", cancelled=_NOT_SAVED)
            self._beside.start(partial(_save, drawn=self._shown.drawn, target=path))

    def _on_print_asked(self) -> None:
        if self._shown is not None:
            self.printing.ask(self._shown.drawn.pages)

    def _on_print_agreed(self) -> None:
        """The record is kept first: no paper leaves the printer that the store does not know."""
        if self._shown is not None:
            self._begin("正在送到打印机……", doing="打印", cancelled=_NOT_PRINTED)
            call = partial(_keep, drawn=self._shown.drawn, name=self._asked.name)
            self._beside.start(call)

    def _on_printed(self, tone: str, sentence: str) -> None:
        self._end(sentence, tone=tone)


def _about(drawn: DrawnPaper) -> str:
    """共45页　仿宋用程序自带的字体，小标宋用程序自带的字体　核验码……."""
    code = f"　核验码{drawn.code}" if drawn.code else ""
    return f"共{drawn.pages}页　{faces_words(drawn.faces)}{code}"


def _warnings(drawn: DrawnPaper) -> Iterator[str]:
    if drawn.replaced:
        lost = "、".join(drawn.replaced)
        yield f"有{len(drawn.replaced)}个字打不出，印成“〓”：{lost}。"
    for face in drawn.faces:
        yield from face.refused


def _drawn(office: Office, task: Task, *, draw: Callable[[Office, Task], DrawnPaper]) -> _Shown:
    drawn = draw(office, task)
    preview = Preview(drawn.content)
    return _Shown(drawn, preview, preview.outline())


def _save(office: Office, task: Task, *, drawn: DrawnPaper, target: Path) -> WrittenSummary:
    return save_drawn(office, drawn, target=target, before_replacing=task.decide)


def _keep(office: Office, task: Task, *, drawn: DrawnPaper, name: str) -> None:
    del task
    keep_printed(office, drawn, name=name)
