"""Fields to type into: numbers and words of one line, and texts of several."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from zjmz_desktop.gui.desk import OpenForm
from zjmz_desktop.gui.forms.edits import LineEdit, NumberEdit, TextArea
from zjmz_desktop.gui.forms.field import (
    STATE_WORDS,
    FieldColumn,
    FieldEditor,
    line_under,
    shown_text,
)
from zjmz_desktop.gui.icons import icon
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.service.views import LAST_YEAR, FieldView

_NUMBERS = ("number", "percent")
_MENU = (
    ("same", "无变化（照上期填）"),
    ("not_applicable", "不适用"),
    ("not_begun", "未开展"),
    ("blank", "清空（未填）"),
)


class TypedField(FieldEditor):
    """A number, a percent or a word in one line.

    Leaving saves; what is refused stays as typed with the reason under it.
    """

    def __init__(self, keeper: OpenForm, view: FieldView) -> None:
        super().__init__(keeper, view)
        self._column = FieldColumn(view.label)
        self.setLayout(self._column)
        self._edit = NumberEdit() if view.kind in _NUMBERS else LineEdit()
        self._edit.setAccessibleName(view.label)
        if view.offers:
            self._edit.setPlaceholderText("请写明原因；Alt+↓ 选常用说明")
        self._baseline = ""
        self._failed = False
        self._edit.left.connect(self.commit)
        self._edit.entered.connect(self.entered)
        self._edit.paused.connect(self._on_paused)
        self._edit.given_up.connect(self._on_given_up)
        self._kept = False
        if view.kind in _NUMBERS:
            self._add_menu_button("不适用、未开展、无变化")
        elif view.offers:
            self._add_menu_button("常用说明")
        self._column.put(self._edit)
        self.show_view(view)

    def inputs(self) -> tuple[QWidget, ...]:
        """Its edit."""
        return (self._edit,)

    def show_view(self, view: FieldView) -> None:
        """Show what the service says; typing in progress stays."""
        busy = (self._edit.hasFocus() or self._failed) and self._edit.text() != self._baseline
        super().show_view(view)
        text, role = line_under(view)
        self._column.say_under(text, role)
        self._column.under.setVisible(bool(text) or view.kind in _NUMBERS)
        self._edit.setAccessibleDescription(text)
        self.mark("bad" if view.error else "unsaved" if view.draft else "")
        if busy:
            return
        self._baseline = shown_text(view)
        if self._edit.text() != self._baseline:
            self._edit.setText(self._baseline)
            if self._edit.hasFocus():
                self._edit.selectAll()
        self._edit.settle()

    def mark(self, mood: str) -> None:
        """Its own refusal outweighs what the checks say."""
        own = "bad" if self.view.error else "unsaved" if self.view.draft else ""
        polish(self._edit, mood=own or mood)

    def commit(self) -> None:
        """Save when the text is another than the one shown, or was kept as a draft."""
        typed = self._edit.text()
        waiting = self.view.draft and not self.view.error
        if typed == self._baseline and not waiting:
            self._forget()
            return
        before = self._baseline
        self._baseline, self._kept = typed, False
        state = next((code for code, words in STATE_WORDS.items() if words == typed.strip()), "")
        keeper, part = self.keeper, self.part
        saved = keeper.save_state(part, state) if state else keeper.save(part, typed)
        self._failed = saved.failed
        if saved.failed:  # the disk refused: it stays on screen, and leaving the field tries again
            self._baseline = before
            polish(self._edit, mood="unsaved")
            return
        self._edit.settle()
        if saved.changes and not state and not typed.strip():
            keeper.tell(f"已清空“{self.view.label}”。")

    def choose(self, state: str) -> None:
        """Set a kind of nothing, or copy the last period."""
        self._baseline = self._edit.text()
        keeper, part = self.keeper, self.part
        same = state == "same"
        saved = keeper.same_as_last(part) if same else keeper.save_state(part, state)
        if saved.changes:
            self.keeper.tell(f"“{self.view.label}”：{dict(_MENU)[state]}。")

    def open_menu(self) -> None:
        """Open the menu under the field: texts offered, else kinds of nothing."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        entries = self.view.offers or tuple((words, code) for code, words in self._states())
        for words, data in entries:
            action = QAction(words, menu)
            action.setData(data)
            menu.addAction(action)
        menu.triggered.connect(self._on_menu_chosen)
        menu.popup(self._edit.mapToGlobal(QPoint(0, self._edit.height())))

    def _states(self) -> tuple[tuple[str, str], ...]:
        """上年同期 is copied from nowhere: no period before it is here."""
        return _MENU[1:] if self.part.startswith(LAST_YEAR) else _MENU

    def _add_menu_button(self, words: str) -> None:
        more = QToolButton()
        more.setProperty("role", "flat")
        more.setIcon(icon("more"))
        more.setFixedSize(26, 22)
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        more.setToolTip(f"{words}（Alt+↓）")
        more.setAccessibleName(f"{self.view.label}：{words}")
        more.clicked.connect(self.open_menu)
        self._column.head.addWidget(more)
        self._edit.menu_asked.connect(self.open_menu)

    def _on_menu_chosen(self, action: QAction) -> None:
        if not self.view.offers:
            self.choose(str(action.data()))
            return
        self._edit.setText(str(action.data()))
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        """What was kept while typing is not wanted any more."""
        if self._kept:
            self._kept = False
            self.keeper.drop_draft(self.part)

    def _on_paused(self, typed: str) -> None:
        if typed != self._baseline:
            self._kept = True
            self.keeper.keep_draft(self.part, typed)

    def _on_given_up(self) -> None:
        self._kept = self._kept or self.view.draft
        self._edit.setText(self._baseline)
        self._edit.selectAll()
        self._forget()


class TextField(FieldEditor):
    """A text of several lines with a count of its characters."""

    def __init__(self, keeper: OpenForm, view: FieldView) -> None:
        super().__init__(keeper, view)
        self._column = FieldColumn(view.label)
        self.setLayout(self._column)
        self._count = label("", "small")
        self._column.head.addWidget(self._count)
        self._edit = TextArea()
        self._edit.setAccessibleName(view.label)
        self._edit.setMinimumHeight(84)
        self._edit.setTabChangesFocus(True)
        self._baseline, self._kept, self._failed = "", False, False
        self._edit.left.connect(self.commit)
        self._edit.paused.connect(self._on_paused)
        self._edit.textChanged.connect(self._on_changed)
        self._column.put(self._edit)
        self.show_view(view)

    def inputs(self) -> tuple[QWidget, ...]:
        """Its edit."""
        return (self._edit,)

    def set_lines(self, lines: int) -> None:
        """Make room for so many lines."""
        self._edit.setFixedHeight(lines * self._edit.fontMetrics().lineSpacing() + 22)

    def set_read_only(self, read_only: bool) -> None:
        """Show only: another unit's text."""
        self._edit.setReadOnly(read_only)
        self._count.setVisible(not read_only)

    def show_view(self, view: FieldView) -> None:
        """Show what the service says; typing in progress stays."""
        busy = (
            self._edit.hasFocus() or self._failed
        ) and self._edit.toPlainText() != self._baseline
        super().show_view(view)
        text, role = line_under(view)
        self._column.say_under(text, role)
        self._column.under.setVisible(bool(text))
        polish(self._edit, mood="bad" if view.error else "")
        if busy:
            return
        self._baseline = view.text
        if self._edit.toPlainText() != view.text:
            self._edit.setPlainText(view.text)
        self._edit.settle()
        self._on_changed()

    def commit(self) -> None:
        """Save when the text is another than the one shown, or was kept as a draft."""
        typed = self._edit.toPlainText()
        waiting = self.view.draft and not self.view.error
        if typed != self._baseline or waiting:
            before, self._baseline, self._kept = self._baseline, typed, False
            self._failed = self.keeper.save(self.part, typed).failed
            if self._failed:  # the disk refused: leaving the field tries again
                self._baseline = before
            else:
                self._edit.settle()
        elif self._kept:
            self._kept = False
            self.keeper.drop_draft(self.part)

    def _on_changed(self) -> None:
        self._count.setText(f"{len(self._edit.toPlainText().strip())}字")

    def _on_paused(self, typed: str) -> None:
        if typed != self._baseline:
            self._kept = True
            self.keeper.keep_draft(self.part, typed)
