"""One attached file: small picture or icon, name, size, what can be done with it."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QWidget

from zjmz_desktop.domain.evidence import Attached, size_words
from zjmz_desktop.gui.icons import icon_pixmap
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label
from zjmz_desktop.gui.widgets.tips import plain_tip

_PICTURE_PX, _ICON_PX, _BUTTON_PX = 30, 20, 30
MISSING = "文件不见了"


class FileName(ElidedLabel):
    """A name cut in its middle: its ending stays in sight."""

    def _elided(self, rest: str) -> str:
        side = Qt.TextElideMode.ElideMiddle
        return self.fontMetrics().elidedText(rest, side, max(self.width(), 20))


class FileRow(QFrame):
    """Enter or a click opens it, Delete removes it, the menu key has all.

    Signals:
        opened, saved, removed: with the `Attached`.
    """

    opened = Signal(object)
    saved = Signal(object)
    removed = Signal(object)

    def __init__(self, item: Attached, *, editable: bool) -> None:
        super().__init__()
        self.item, self._editable = item, editable
        self.setProperty("card", "file")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        size = MISSING if item.missing else size_words(item.size)
        self.setAccessibleName(f"{item.name}，{size}")
        self.setToolTip(plain_tip(f"{item.name}\n{item.at} {item.by}附上。Enter打开，Delete移除"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 4, 3)
        row.setSpacing(4)
        self._sign = QLabel()
        self._sign.setFixedSize(_PICTURE_PX, _PICTURE_PX)
        self._sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._sign.setPixmap(_icon(item))
        row.addWidget(self._sign)
        row.addWidget(FileName(item.name), 1)
        row.addWidget(label(size, "bad" if item.missing else "small"))
        for press in self._buttons():
            press.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            press.setFixedWidth(_BUTTON_PX)
            row.addWidget(press)

    def show_picture(self, image: QImage) -> None:
        """Show a thumbnail instead of the icon."""
        ratio = self.devicePixelRatio()
        side = round(_PICTURE_PX * ratio)
        mode = Qt.AspectRatioMode.KeepAspectRatio
        pixmap = QPixmap.fromImage(
            image.scaled(side, side, mode, Qt.TransformationMode.SmoothTransformation)
        )
        pixmap.setDevicePixelRatio(ratio)
        self._sign.setPixmap(pixmap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        elif event.key() == Qt.Key.Key_Delete and self._editable:
            self._remove()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self._open()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """All that can be done."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("打开", self._open)
        menu.addAction("另存为…", self._save)
        if self._editable:
            menu.addAction("移除", self._remove)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(QPoint(40, self.height())) if by_key else event.globalPos())

    def _buttons(self) -> list[QWidget]:
        save = button("", "flat", icon_name="import", tip=f"另存为：{self.item.name}")
        save.clicked.connect(self._save)
        save.setEnabled(not self.item.missing)
        if not self._editable:
            return [save]
        remove = button("", "flat", icon_name="close", tip=f"移除：{self.item.name}")
        remove.clicked.connect(self._remove)
        return [save, remove]

    def _open(self) -> None:
        self.opened.emit(self.item)

    def _save(self) -> None:
        self.saved.emit(self.item)

    def _remove(self) -> None:
        self.removed.emit(self.item)


def _icon(item: Attached) -> QPixmap:
    if item.missing:
        return icon_pixmap("error", TOKENS.bad, size=_ICON_PX)
    return icon_pixmap("image" if item.is_picture else "file", TOKENS.brand, size=_ICON_PX)
