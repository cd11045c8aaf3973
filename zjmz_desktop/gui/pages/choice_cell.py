"""A choice in a cell of a register: typing narrows the list, and only what is plain is taken."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from zjmz_desktop.gui.pages.choice_matching import Choices, matching, meant
from zjmz_desktop.gui.pages.register_columns import Column
from zjmz_desktop.gui.pages.text_cell import TextCell

_MOST_SHOWN = 10
_WORDS = Qt.ItemDataRole.UserRole


class ChoiceCell(TextCell):
    """A text that must mean one option, by its words, code, number or pinyin initials; ↑↓ choose.

    Attributes:
        options: the list below the cell.

    Signals:
        picked: an option was clicked.
    """

    picked = Signal()

    def __init__(self, column: Column, parent: QWidget, *, choices: Choices) -> None:
        super().__init__(column, parent)
        self._choices = choices
        self.options = _OptionList(self)
        self.options.itemClicked.connect(self._on_clicked)
        self.textEdited.connect(self._on_edited)

    def meant(self) -> str:
        """The option's words; what was typed where it means none, or more than one."""
        chosen = self.options.currentItem()
        if chosen is not None and self.options.isVisible():
            return str(chosen.data(_WORDS))
        text = self.text().strip()
        return (meant(self._choices, text) or text) if text else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ go through the list."""
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
            return
        if not self.options.isVisible():
            self._offer("")
        count = self.options.count()
        self.options.setCurrentRow(max(0, min(count - 1, self.options.currentRow() + by)))

    def showEvent(self, event: QShowEvent) -> None:
        """The list comes with the cell."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._on_shown)

    def hideEvent(self, event: QHideEvent) -> None:
        """And goes with it."""
        super().hideEvent(event)
        self.options.hide()

    def _on_shown(self) -> None:
        if not self.isModified():
            self._offer("")

    def _on_edited(self, text: str) -> None:
        self._offer(text)

    def _offer(self, text: str) -> None:
        """List what the text may mean; the one that it does mean is marked."""
        self.options.show_options(self._choices, matching(self._choices, text))
        now = meant(self._choices, text or self.text())
        self.options.mark(now if text or self.text() else None)
        if self.isVisible():
            self.options.show_below(self)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self.options.setCurrentItem(item)
        self.picked.emit()


class _OptionList(QListWidget):
    """The options below the cell, with their numbers; the cell keeps the keyboard."""

    def __init__(self, cell: ChoiceCell) -> None:
        super().__init__(cell)
        self.setWindowFlags(Qt.WindowType.ToolTip | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("options", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_options(self, choices: Choices, wanted: list[str]) -> None:
        """Fill the list."""
        self.clear()
        for at, (_, words) in enumerate(choices, 1):
            if words in wanted:
                item = QListWidgetItem(f"{at}　{words}")
                item.setData(_WORDS, words)
                self.addItem(item)

    def mark(self, words: str | None) -> None:
        """Mark one option, or none."""
        rows = [at for at in range(self.count()) if self.item(at).data(_WORDS) == words]
        self.setCurrentRow(rows[0] if rows else -1)

    def show_below(self, cell: QWidget) -> None:
        """As wide as the longest option, under the cell; away when nothing fits."""
        rows = min(self.count(), _MOST_SHOWN)
        if not rows:
            self.hide()
            return
        self.ensurePolished()
        room = 2 * self.frameWidth()
        wide = max(self.sizeHintForColumn(0) + room + 24, cell.width())
        self.setFixedSize(wide, self.sizeHintForRow(0) * rows + room)
        self.move(cell.mapToGlobal(QPoint(0, cell.height())))
        self.show()
