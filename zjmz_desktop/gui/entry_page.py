"""The page that a clerk works on: the form, its action bar, and what they do together."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.gui.action_bar import ActionBar
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.forms.form_page import FormPage
from zjmz_desktop.gui.navigation import Navigation
from zjmz_desktop.gui.side_panel import SidePanel
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.service.views import FormView, MonthList


class EntryPage(QWidget):
    """Tree, form, right side and action bar.

    Signals:
        register_opened: 打开底册, with the register's code.
        listed: another `MonthList` is shown in the tree.
    """

    register_opened = Signal(str)
    listed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.navigation = Navigation(desk)
        self.form = FormPage(desk)
        self.side = SidePanel()
        self.bar = ActionBar()
        self._empty = EmptyState(
            "这里没有要填的指标",
            "本月没有应填的，或者筛选后没有剩下的。",
            action="看本月全部应填项",
        )
        self._side_wanted = True
        self._lay_out()
        self._wire()

    def start(self) -> None:
        """Read the list and open the first indicator that waits to be filled."""
        self.navigation.refresh()

    def open_indicator(self, code: str, *, focus: bool = True) -> None:
        """Open an indicator's form, with the cursor in its first open field."""
        self.navigation.view.choose(code)
        if focus:
            self.form.focus_first()

    def step(self, by: int) -> None:
        """Ctrl+↑, Ctrl+↓: the indicator before or after."""
        code = self.navigation.view.neighbour(by)
        if code:
            self.form.commit()
            self.open_indicator(code)

    def go_to_next_open(self) -> None:
        """Ctrl+Enter: this one is done, on to the next that waits."""
        self.form.commit()
        code = self.navigation.view.next_to_fill()
        if code:
            self.open_indicator(code)
        else:
            self.form.refresh()
            self._desk.told.emit("列出的指标都填好了。", False)

    def go_to_next_problem(self) -> None:
        """F8: the next field with a problem, here or in a later indicator."""
        self.form.commit()
        self.form.refresh()
        if self.form.focus_next_problem():
            return
        code = self.navigation.view.next_with_problem()
        if code:
            self.open_indicator(code, focus=False)
        if not code or not self.form.focus_next_problem():
            self.form.focus_first()
        if not code:
            self._desk.told.emit("没有别的问题了。", False)

    def set_narrow(self, narrow: bool) -> None:
        """Below 1200 px the right side gives its room to the form."""
        self._side_wanted = not narrow
        self.bar.set_narrow(narrow)
        self.side.setVisible(self._side_wanted)

    def toggle_side(self) -> None:
        """F9: show or put away the right side."""
        self._side_wanted = not self._side_wanted
        self.side.setVisible(self._side_wanted)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was written on other pages."""
        super().showEvent(event)
        if self.form.stale:
            self.form.refresh()

    def _lay_out(self) -> None:
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self.form)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._middle, 1)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(column, 1)
        row.addWidget(self.side)

    def _wire(self) -> None:
        self.navigation.chosen.connect(self._on_chosen)
        self.navigation.entered.connect(self.form.focus_first)
        self.navigation.listed.connect(self._on_listed)
        self.form.shown.connect(self._on_form_shown)
        self.form.register_opened.connect(self.register_opened)
        self.form.unit_opened.connect(self._desk.open_unit)
        self.side.reason_asked.connect(self.form.focus_reason)
        self._empty.acted.connect(self.navigation.show_all)
        self.bar.step_asked.connect(self.step)
        self.bar.undo_asked.connect(self.form.undo)
        self.bar.redo_asked.connect(self._desk.redo)
        self.bar.same_asked.connect(self.form.same_as_last)
        self.bar.to_fill_asked.connect(self.go_to_next_open)
        self._desk.moved.connect(self._on_moved)

    def _on_chosen(self, code: str) -> None:
        if self.form.open_form(code):
            self._middle.setCurrentWidget(self.form)

    def _on_listed(self, month: MonthList) -> None:
        self.listed.emit(month)
        tree = self.navigation.view
        if not tree.order:
            if not tree.current_code:
                self._middle.setCurrentWidget(self._empty)
        elif not tree.current_code:
            self.open_indicator(tree.next_to_fill() or tree.order[0].code, focus=False)
            self.form.focus_first()

    def _on_form_shown(self, view: FormView) -> None:
        self.side.show_view(view)
        possible = any(f.kind in ("number", "percent") for f in view.fields)
        self.bar.set_same_possible(view.editable and possible)
        way = [self.navigation.view, *self.form.stops(), self.bar.main_button]
        for before, after in pairwise(way):
            QWidget.setTabOrder(before, after)

    def _on_moved(self) -> None:
        if self.navigation.view.current_code:
            self.form.open_form(self.navigation.view.current_code)
            if self._desk.place.unit_id == self._desk.actions.office().unit_id:
                self.form.focus_first()
            else:
                self.navigation.view.setFocus(Qt.FocusReason.OtherFocusReason)
