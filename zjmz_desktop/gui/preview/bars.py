"""Over the pages: turning them, their size, seeking words."""

from PySide6.QtCore import QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from zjmz_desktop.gui.preview.finder import Finder
from zjmz_desktop.gui.preview.page_layout import (
    LEAST_PERCENT,
    MOST_PERCENT,
    PAGE,
    PX_PER_POINT,
    WIDTH,
    Zoom,
)
from zjmz_desktop.gui.preview.scrolled_pages import ScrolledPages
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label

_FITS = {"适合页宽": WIDTH, "整页": PAGE}
_PERCENTS = (50, 75, 100, 125, 150, 200, 300)
_HEIGHT_PX, _PAUSE_MS = 32, 300


def _row(parent: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(parent)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    return row


def _small(press: QPushButton, *, width: int = 32) -> QPushButton:
    press.setFixedSize(width, _HEIGHT_PX)
    return press


class PageBar(QWidget):
    """第 n ／ m 页, with the page before and the next."""

    def __init__(self, view: ScrolledPages) -> None:
        super().__init__()
        self._view = view
        self.back = _small(button("", "flat", icon_name="left", tip="上一页（PgUp）"))
        self.on = _small(button("", "flat", icon_name="right", tip="下一页（PgDn）"))
        self.box = QLineEdit()
        self.box.setAccessibleName("页码")
        self.box.setFixedSize(52, _HEIGHT_PX)
        self.box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.box.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{1,4}"), self))
        self._whole = label("", "soft")
        row = _row(self)
        for part in (self.back, self.box, self._whole, self.on):
            row.addWidget(part)
        self.back.clicked.connect(self._on_back)
        self.on.clicked.connect(self._on_on)
        self.box.returnPressed.connect(self._on_typed)
        self.box.editingFinished.connect(self.refresh)
        view.page_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Say where the view is."""
        page, whole = self._view.page, len(self._view.pages.boxes)
        self.box.setText(str(page + 1))
        self._whole.setText(f"／{whole}页")
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page < whole - 1)

    def _on_back(self) -> None:
        self._view.go_to(self._view.page - 1)

    def _on_on(self) -> None:
        self._view.go_to(self._view.page + 1)

    def _on_typed(self) -> None:
        asked = int(self.box.text() or 1)
        self._view.go_to(min(max(asked, 1), len(self._view.pages.boxes)) - 1)
        self._view.setFocus()


class ZoomBar(QWidget):
    """−, the size in words or percent, +; one page or two."""

    def __init__(self, view: ScrolledPages) -> None:
        super().__init__()
        self._view = view
        self.smaller = _small(button("−", "flat", tip="缩小（Ctrl+−）"))
        self.larger = _small(button("+", "flat", tip="放大（Ctrl++）"))
        self.box = QComboBox()
        self.box.setAccessibleName("显示大小")
        self.typed = QLineEdit()
        self.typed.setAccessibleName("显示大小")
        self.box.setLineEdit(self.typed)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setFixedSize(112, _HEIGHT_PX)
        self.box.addItems([*_FITS, *(f"{percent}%" for percent in _PERCENTS)])
        self.single, self.double = (
            button("单页", "flat"),
            button("双页", "flat", tip="像书一样左右摊开"),
        )
        self._ways = QButtonGroup(self)
        row = _row(self)
        for part in (self.smaller, self.box, self.larger, self.single, self.double):
            row.addWidget(part)
        for press in (self.single, self.double):
            press.setCheckable(True)
            press.setFixedHeight(_HEIGHT_PX)
            self._ways.addButton(press)
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        self.box.activated.connect(self._on_chosen)
        self.typed.returnPressed.connect(self._on_chosen)
        self.typed.editingFinished.connect(self.refresh)
        self._ways.buttonClicked.connect(self._on_way)
        view.zoomed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how large pages are."""
        fits = {fit: words for words, fit in _FITS.items()}
        percent = round(self._view.pages.scale / PX_PER_POINT * 100)
        fit = self._view.zoom.fit
        self.box.setEditText(fits[fit] if fit else f"{percent}%")
        self.box.setToolTip(f"现在是{percent}%")
        (self.double if self._view.facing else self.single).setChecked(True)

    def _on_smaller(self) -> None:
        self._view.step_zoom(-1)

    def _on_larger(self) -> None:
        self._view.step_zoom(1)

    def _on_chosen(self) -> None:
        words = self.box.currentText().strip()
        digits = words.removesuffix("%").removesuffix("％").strip()
        if words in _FITS:
            self._view.set_zoom(Zoom(_FITS[words]))
        elif digits.isascii() and digits.isdigit():
            percent = min(max(int(digits[:4]), LEAST_PERCENT), MOST_PERCENT)
            self._view.set_zoom(Zoom("", percent))
        self.refresh()
        self._view.setFocus()

    def _on_way(self) -> None:
        self._view.set_facing(self.double.isChecked())


class FindBar(QWidget):
    """Words to be sought; Enter goes on, Shift+Enter back.

    Signals:
        asked: other words are to be sought.
        left: Esc was pressed.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, finder: Finder) -> None:
        super().__init__()
        self._finder = finder
        self.box = QLineEdit()
        self.box.setPlaceholderText("查找（Ctrl+F）")
        self.box.setAccessibleName("查找")
        self.box.setFixedHeight(_HEIGHT_PX)
        self.box.setMinimumWidth(132)
        self.box.setMaximumWidth(300)
        self.box.setClearButtonEnabled(True)
        self.back = _small(button("", "flat", icon_name="up", tip="上一处（Shift+F3）"))
        self.on = _small(button("", "flat", icon_name="down", tip="下一处（F3）"))
        self.said = label("", "soft")
        self.said.setMinimumWidth(64)
        row = _row(self)
        row.addWidget(self.box, 3)
        for part in (self.back, self.on, self.said):
            row.addWidget(part)
        row.addStretch(1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_paused)
        self.box.textChanged.connect(self._on_text_changed)
        self.back.clicked.connect(self.go_back)
        self.on.clicked.connect(self.go_on)
        finder.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how many places there are, and which is shown."""
        finder = self._finder
        if finder.is_busy:
            self.said.setText("正在查找…")
        elif not finder.words.strip():
            self.said.setText("")
        else:
            count = len(finder.found)
            self.said.setText(f"{finder.at + 1}／{count}" if count else "没有找到")
        for press in (self.back, self.on):
            press.setEnabled(bool(finder.found))

    def go_on(self) -> None:
        """To the next place, or seek what was typed."""
        self._go(1)

    def go_back(self) -> None:
        """To the place before."""
        self._go(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Shift+Enter walk, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._go(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _go(self, steps: int) -> None:
        if self._finder.words == self.box.text():
            self._finder.step(steps)
        else:
            self._on_paused()

    def _on_text_changed(self) -> None:
        self._pause.start()

    def _on_paused(self) -> None:
        self._pause.stop()
        if self._finder.words != self.box.text():
            self.asked.emit(self.box.text())
