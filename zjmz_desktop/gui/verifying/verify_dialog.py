"""核验: by code, by PDF file, or by a file dropped here; below it the papers that were printed."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from zjmz_desktop.domain.verdicts import Verification
from zjmz_desktop.gui.dialogs.dialog import beside
from zjmz_desktop.gui.dialogs.file_questions import ask_files, ask_where_to_save
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.verifying.printed_list import PrintedList
from zjmz_desktop.gui.verifying.verdict_view import VerdictView
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.printed_papers import PrintedPaper, attach_scan, printed, save_scan
from zjmz_desktop.service.verifying import verify_code, verify_file

_WIDE, _HIGH = 1340, 620
_NO_CODE = "没有输入核验码。请输入核验页上的17位核验码，或按“选PDF文件…”。"
_PDF = "PDF 文件 (*.pdf)"
_SCANS = "扫描件 (*.pdf *.ofd *.jpg *.jpeg *.png)"


class VerifyDialog(QDialog):
    """The dialog.

    Attributes:
        code: where the 核验码 is typed or scanned.
        view: what was found.
        printed: the papers that were printed.
    """

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("核验报告")
        self.setAcceptDrops(True)
        self.resize(beside(parent, _WIDE, high=_HIGH))
        self._office = office
        self._reader, self._keeper = Beside(office, self), Beside(office, self)
        self.code = QLineEdit()
        self.check_button = button("核验", "primary", icon_name="check")
        self.file_button = button("选PDF文件…", icon_name="folder")
        self.view = VerdictView()
        self.printed = PrintedList()
        self._mended_at: QWidget = self.code
        self._lay_out()
        self._wire()
        self._keeper.start(_listed)

    def done(self, result: int) -> None:
        """Close; what runs beside is given up."""
        for one in (self._reader, self._keeper):
            one.drop()
            one.wait()
        super().done(result)

    def verify_file(self, path: Path) -> None:
        """Compare a PDF with the store."""
        self._mended_at = self.file_button
        self.view.show_busy()
        self._reader.start(partial(_by_file, path=path))

    def ask_file(self, kinds: str) -> Path | None:
        """Ask for one file."""
        return next(iter(ask_files(self, "选文件", kinds=kinds)), None)

    def ask_target(self, name: str) -> Path | None:
        """Ask where the scan goes."""
        proposed = Path.home() / name
        return ask_where_to_save(self, "扫描件存到哪里", proposed=proposed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One file may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Verify the first file."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.verify_file(paths[0])

    def _lay_out(self) -> None:
        self.code.setPlaceholderText("核验码，17位，印在报告最后的核验页上")
        self.code.setAccessibleName("核验码")
        self.code.setClearButtonEnabled(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.code, 1)
        row.addWidget(self.check_button)
        row.addWidget(self.file_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        column.addWidget(label("核验报告", "title"))
        column.addLayout(row)
        column.addWidget(self.view)
        column.addWidget(self.printed)
        foot = QHBoxLayout()
        foot.addWidget(spacer(), 1)
        close = button("关闭")
        close.setMinimumSize(88, 32)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)
        self.code.setFocus()

    def _wire(self) -> None:
        self.code.returnPressed.connect(self._on_code_asked)
        self.check_button.clicked.connect(self._on_code_asked)
        self.file_button.clicked.connect(self._on_file_asked)
        self.printed.verify_asked.connect(self.code.setText)
        self.printed.verify_asked.connect(self._on_code_asked)
        self.printed.scan_asked.connect(self._on_scan_asked)
        self.printed.save_asked.connect(self._on_save_asked)
        self._reader.read.connect(self.view.show_verification)
        self._reader.failed.connect(self._on_refused)
        self._keeper.read.connect(self.printed.show_papers)
        self._keeper.failed.connect(self.view.show_refusal)

    def _on_code_asked(self) -> None:
        typed = self.code.text().strip()
        self._mended_at = self.code
        if typed:
            self.view.show_busy()
            self._reader.start(partial(_by_code, typed=typed))
            self.code.selectAll()  # the next one is typed or scanned over it
        else:
            self._reader.drop()
            self._on_refused(_NO_CODE)

    def _on_refused(self, sentence: str) -> None:
        """The cursor goes where another code is typed, another file chosen."""
        self.view.show_refusal(sentence)
        self._mended_at.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code.selectAll()

    def _on_file_asked(self) -> None:
        path = self.ask_file(_PDF)
        if path is not None:
            self.verify_file(path)

    def _on_scan_asked(self, no: int) -> None:
        path = self.ask_file(_SCANS)
        if path is not None:
            self._keeper.start(partial(_attached, no=no, path=path))

    def _on_save_asked(self, no: int) -> None:
        chosen = self.printed.chosen
        target = self.ask_target(chosen.scan) if chosen else None
        if target is not None:
            self._keeper.start(partial(_saved, no=no, target=target))


def _by_code(office: Office, task: Task, *, typed: str) -> Verification:
    return verify_code(office, typed)


def _by_file(office: Office, task: Task, *, path: Path) -> Verification:
    return verify_file(office, path)


def _listed(office: Office, task: Task) -> tuple[PrintedPaper, ...]:
    return printed(office)


def _attached(office: Office, task: Task, *, no: int, path: Path) -> tuple[PrintedPaper, ...]:
    attach_scan(office, no, path=path)
    return printed(office)


def _saved(office: Office, task: Task, *, no: int, target: Path) -> tuple[PrintedPaper, ...]:
    save_scan(office, no, target=target)
    return printed(office)
