"""A short message over the window's lower edge, with 撤销 or 打开文件夹 where that can be done."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QWidget

from zjmz_desktop.gui.icons import icon_pixmap
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label

SHOWN_MS = 6000
WRITTEN_MS = 12000
REFUSAL_MS = 20000
WIDEST_PX = 620


class Toast(QFrame):
    """Shown for some seconds; never takes the focus.

    Where a dialog covers its place it is shown over that, and goes back when the dialog closes.

    Signals:
        undone: 撤销 was pressed.
    """

    undone = Signal()

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._home = self._over = over
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 8, 7)
        self._sign = QLabel()
        self._sign.setPixmap(icon_pixmap("warning", TOKENS.warn_line))
        row.addWidget(self._sign)
        self._words = label("", wrap=True)
        row.addWidget(self._words)
        self._undo = button("撤销")
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo.clicked.connect(self._on_undo_clicked)
        row.addWidget(self._undo)
        self._path = Path()
        self.open_folder = button("打开文件夹")
        self.open_folder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.open_folder.clicked.connect(self._on_folder_asked)
        row.addWidget(self.open_folder)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def say(self, text: str, undoable: bool = False) -> None:
        """Show a text; a new one replaces the one before."""
        self._undo.setVisible(undoable)
        self.open_folder.hide()
        self._sign.hide()
        self._show(text, SHOWN_MS)

    def complain(self, text: str) -> None:
        """Show why something was refused; it stays longer and has a sign."""
        self._undo.hide()
        self.open_folder.hide()
        self._sign.show()
        self._show(text, REFUSAL_MS)

    def show_written(self, path: str) -> None:
        """Say that a file was written, and offer its folder."""
        self._path = Path(path)
        self._undo.hide()
        self._sign.hide()
        self.open_folder.show()
        self._show(f"已存为“{self._path.name}”。", WRITTEN_MS)

    def text(self) -> str:
        """What it says, or said last."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the lower edge; leave a dialog that closes."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.Hide and watched is self._over is not self._home:
            still_said = self._clock.isActive()
            self._lie_over(self._home)
            self.setVisible(still_said)
        return False

    def _lie_over(self, over: QWidget) -> None:
        if over is not self._over:
            if self._over is not self._home:
                self._over.removeEventFilter(self)
            self._over = over
            self.setParent(over)
            if over is not self._home:
                over.installEventFilter(self)
        self._place()
        self.raise_()

    def _show(self, text: str, shown_ms: int) -> None:
        self._words.setText(text)
        wanted = self._words.fontMetrics().horizontalAdvance(text) + 6
        self._words.setFixedWidth(min(wanted, WIDEST_PX))
        self._lie_over(self._home)
        above = QApplication.activeModalWidget()
        place = QRect(self._home.mapToGlobal(self.pos()), self.size())
        if above is not None and above.frameGeometry().intersects(place):
            self._lie_over(above)
        self.show()
        self._clock.start(shown_ms)

    def _place(self) -> None:
        self.adjustSize()
        over = self._over
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - 92)

    def _on_folder_asked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _on_undo_clicked(self) -> None:
        self.hide()
        self.undone.emit()
