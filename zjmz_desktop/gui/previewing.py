"""预览和打印: the button that a page has for the paper that it would write."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import DrawnPaper

if TYPE_CHECKING:
    from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog

PREVIEW = "预览和打印…"


class PaperToShow(NamedTuple):
    """What is previewed.

    Attributes:
        kind: whose print settings are remembered (`summary`, `status` and so on).
        title: of the window.
        name: what the file is called.
        draw: draws it, in a thread, with an office of its own.
    """

    kind: str
    title: str
    name: str
    draw: Callable[[Office, Task], DrawnPaper]


class Previews(QObject):
    """Opens previews of an office's papers, one at a time.

    Args:
        office: whose papers they are.
        parent: what the dialog stands over; it calls `stop` when the window closes.
    """

    def __init__(self, office: Office, *, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._beside = Beside(office, self)

    def open(self, asked: PaperToShow) -> "PreviewDialog":
        """Open the dialog."""
        from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog

        dialog = PreviewDialog(self._beside, asked, parent=self._parent)
        dialog.open()
        return dialog

    def stop(self) -> None:
        """End what runs beside the window."""
        self._beside.drop()
        self._beside.wait()


class Previewing(Previews):
    """The button, and the dialog that it opens.

    Args:
        office: whose paper it is.
        asked: says what is to be shown when the button is pressed.
        parent: the page; it calls `stop` when the window closes.
    """

    def __init__(
        self, office: Office, asked: Callable[[], PaperToShow], *, parent: QWidget
    ) -> None:
        super().__init__(office, parent=parent)
        self._asked = asked
        tip = "先看，再保存或打印"
        self.button: QPushButton = button(PREVIEW, icon_name="print", tip=tip)
        self.button.clicked.connect(self.show)

    def show(self) -> "PreviewDialog":
        """Open the dialog."""
        return self.open(self._asked())
