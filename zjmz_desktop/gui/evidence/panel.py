"""The files of one place: head with their number, rows, where to drop more, progress."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.evidence import ENDINGS, Attachments
from zjmz_desktop.gui.dialogs.file_questions import ask_files
from zjmz_desktop.gui.evidence.adding_bar import AddingBar
from zjmz_desktop.gui.evidence.drop_area import DropArea, brought, is_typing
from zjmz_desktop.gui.evidence.file_list import FileList
from zjmz_desktop.gui.evidence.keeper import EvidenceKeeper
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import label, say, spacer

if TYPE_CHECKING:
    from zjmz_desktop.service.attaching import EvidenceAt

_FIRST_PAUSE_MS = 100  # the window's first form is painted before its files are looked for
_NOTHING = "剪贴板里没有截图或文件。请先截图，或复制文件，再按Ctrl+V。"


class EvidencePanel(QWidget):
    """What is attached at a place, and the ways to attach more.

    Signals:
        read: the `Attachments` that are shown now.
    """

    read = Signal(object)

    def __init__(self, keeper: EvidenceKeeper, at: "EvidenceAt") -> None:
        super().__init__()
        self._keeper, self._at = keeper, at
        self._found: Attachments | None = None
        self.files = FileList(keeper, at)
        self.count = label("", "small")
        self.add_button = button("添加", "flat", icon_name="attach", tip="选文件添加（可选多个）")
        self.area = DropArea()
        self.adding = AddingBar()
        self._notice = Notice("warn", "")
        self._lay_out()
        self._wire()
        self._show(Attachments(()))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        if keeper.is_read:
            self.refresh()
        else:
            self._later.start(_FIRST_PAUSE_MS)

    @property
    def found(self) -> Attachments | None:
        """What is shown, None before it was read."""
        return self._found

    def refresh(self) -> None:
        """Read the place again."""
        self._later.stop()
        found = self._keeper.listed(self._at)
        if found != self._found:
            self._found = found
            self._show(found)
            self.read.emit(found)

    def paste(self) -> None:
        """Attach what the clipboard holds."""
        mime = QGuiApplication.clipboard().mimeData()
        given = brought(mime)
        if given:
            self._keeper.add(self._at, given)
        else:
            self._keeper.desk.told.emit(_NOTHING, False)

    def ask_files(self) -> None:
        """添加: choose files."""
        endings = sorted({f"*{one}" for kind in ENDINGS.values() for one in kind} | {"*.bmp"})
        words = f"照片和文件 ({' '.join(endings)});;所有文件 (*)"
        self._keeper.add(self._at, ask_files(self, "添加佐证材料", kinds=words))

    def watch(self, inputs: list[QWidget]) -> None:
        """Ctrl+V in these fields pastes a picture here where the clipboard has no text."""
        for one in inputs:
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A picture pasted in a field of the form."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            mime = QGuiApplication.clipboard().mimeData()
            paste = event.matches(QKeySequence.StandardKey.Paste)
            if paste and self._may_add() and not is_typing(mime) and brought(mime):
                self.paste()
                return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if self._may_add() and brought(event.mimeData()):
            event.acceptProposedAction()
            self.area.show_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self.area.show_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        self.area.show_over(False)
        event.acceptProposedAction()
        self._keeper.add(self._at, brought(event.mimeData()))

    def _may_add(self) -> bool:
        return self._found is not None and not self._found.why_not

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("佐证材料", "head"))
        head.addWidget(self.count)
        head.addWidget(spacer(), 1)
        head.addWidget(self.add_button)
        column.addLayout(head)
        column.addWidget(self._notice)
        column.addWidget(self.files)
        column.addWidget(self.adding)
        column.addWidget(self.area)
        column.addStretch(1)

    def _wire(self) -> None:
        self.add_button.clicked.connect(self.ask_files)
        self.area.asked.connect(self.ask_files)
        self.area.pasted.connect(self.paste)
        self.adding.cancelled.connect(self._keeper.cancel)
        self.adding.setVisible(self._keeper.is_busy)
        self._keeper.progressed.connect(self.adding.show_progress)
        self._keeper.busy_changed.connect(self.adding.setVisible)
        self._keeper.desk.changed.connect(self._on_changed)

    def _show(self, found: Attachments) -> None:
        say(self.count, found.words)
        self._notice.set_tone("lock" if found.why_not else "warn")
        self._notice.set_text(found.why_not or found.warning)
        self._notice.setVisible(bool(found.why_not or found.warning))
        editable = not found.why_not
        self.add_button.setVisible(editable)
        self.area.setVisible(editable)
        self.files.show_files(found)

    def _on_changed(self) -> None:
        self._later.start(0)
