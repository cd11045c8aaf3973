"""What is typed into a cell of a register: text, number, a choice, several choices."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from zjmz_desktop.gui.icons import icon
from zjmz_desktop.gui.pages.choice_cell import ChoiceCell
from zjmz_desktop.gui.pages.register_columns import Column
from zjmz_desktop.gui.pages.text_cell import TextCell

YES_NO = (("1", "是"), ("0", "否"))
SEPARATOR = "、"


class SeveralCell(TextCell):
    """Several choices with 、 between them; Alt+↓ opens a list to tick."""

    def __init__(self, column: Column, parent: QWidget) -> None:
        super().__init__(column, parent)
        self._choices = column.choices
        if self._choices:
            arrow = QAction(icon("combo-down"), "选择", self)
            arrow.triggered.connect(self.open_menu)
            self.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↓ opens the list."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down and self._choices:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def open_menu(self) -> None:
        """Tick choices in a list."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.text().split(SEPARATOR)
        for _, words in self._choices:
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(words in chosen)
            menu.addAction(action)
        menu.triggered.connect(self._on_ticked)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_ticked(self, action: QAction) -> None:
        chosen = [words for words in self.text().split(SEPARATOR) if words]
        if action.isChecked():
            chosen.append(action.text())
        else:
            chosen = [words for words in chosen if words != action.text()]
        known = [words for _, words in self._choices if words in chosen]
        self.setText(SEPARATOR.join(known))


def choices_of(column: Column) -> tuple[tuple[str, str], ...]:
    """(code, words) of what can be chosen in a column."""
    return YES_NO if column.kind == "yes_no" else column.choices


def make_editor(column: Column, parent: QWidget) -> QWidget:
    """The editor for a column."""
    if column.kind in ("choice", "yes_no", "unit") and choices_of(column):
        return ChoiceCell(column, parent, choices=choices_of(column))
    if column.kind == "several":
        return SeveralCell(column, parent)
    return TextCell(column, parent)


def text_in(editor: QWidget) -> str:
    """What was typed or chosen."""
    if isinstance(editor, ChoiceCell):
        return editor.meant()
    return editor.text().strip() if isinstance(editor, QLineEdit) else ""


def put_text(editor: QWidget, text: str) -> None:
    """Show what stands in the cell; not again, so that nothing takes typing away."""
    if editor.property("filled"):
        return
    editor.setProperty("filled", True)
    if isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.selectAll()
