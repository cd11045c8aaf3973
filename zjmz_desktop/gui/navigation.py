"""The left side: find, filter, whose, and the tree of what is due."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.icons import icon
from zjmz_desktop.gui.month_view import MonthView
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.gui.widgets.marks import STATUS_WORDS, StatusMark

WIDTH_PX = 276
_FILTERS = (("due", "应填"), ("todo", "待填"), ("behind", "落后"), ("all", "全部"))
_SEARCH_PAUSE_MS = 160
_LONGEST_SHOWN = 20


class SearchEdit(QLineEdit):
    """The find box: ↓ or Enter goes to the results, Esc clears.

    Signals:
        confirmed: Enter.
        went_down: ↓.
    """

    confirmed = Signal()
    went_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that leave the box or clear it."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        elif key == Qt.Key.Key_Down:
            self.went_down.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class NothingFound(QWidget):
    """What stands in the tree's place when nothing is left of it, with a way back.

    Signals:
        widened: look in all indicators.
        cleared: take every filter off.
    """

    widened = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 24, 16, 0)
        column.setSpacing(10)
        self._words = label("", "soft", wrap=True)
        self.wider = button("在“全部”里找")
        self.clear = button("清空（Esc）")
        column.addWidget(self._words)
        for press, told in ((self.wider, self.widened), (self.clear, self.cleared)):
            press.clicked.connect(told)
            column.addWidget(press, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def say(self, query: str, *, among: str) -> None:
        """Nothing was found of a query among what is listed, or nothing is listed."""
        where = f"“{among}”里" if among else ""
        self._words.setText(f"{where}没有找到“{query}”。" if query else f"{where}没有指标。")
        self.wider.setVisible(bool(query and among))
        self.clear.setVisible(bool(query))


class Navigation(QFrame):
    """What there is to fill, by section, item and indicator.

    Signals:
        chosen: an indicator was chosen in the tree; its code.
        entered: Enter in the tree: on to the form.
        listed: another `MonthList` is shown.
    """

    chosen = Signal(str)
    entered = Signal()
    listed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH_PX)
        self.search = SearchEdit()
        self._filters = QTabBar()
        self._whose = QComboBox()
        self.view = MonthView()
        self.nothing = NothingFound()
        self._stack = QStackedWidget()
        self._set_up()
        self._lay_out()
        self._stale = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        desk.changed.connect(self._on_changed)
        desk.drafted.connect(self._on_changed)
        desk.moved.connect(self._on_moved)

    def refresh(self) -> None:
        """Read the list again and redraw it."""
        self._later.stop()
        self._stale = False
        show, _ = _FILTERS[self._filters.currentIndex()]
        month = self._desk.month_list(
            show=show,
            department=str(self._whose.currentData() or ""),
            query=self.search.text().strip(),
        )
        if month is not None:
            self._filters.setTabText(0, f"应填 {month.due}")
            self._filters.setTabText(1, f"待填 {max(month.due - month.filled, 0)}")
            self.view.show_month(month, unfold=bool(self.search.text().strip()))
            self._say_what_is_left()
            self.listed.emit(month)

    def _say_what_is_left(self) -> None:
        """The tree, or the words in its place; a text that hangs on is cut."""
        show, words = _FILTERS[self._filters.currentIndex()]
        query = self.search.text().strip()
        if len(query) > _LONGEST_SHOWN:
            query = f"{query[:_LONGEST_SHOWN]}…"
        self.nothing.say(query, among="" if show == "all" else words)
        self._stack.setCurrentWidget(self.view if self.view.order else self.nothing)

    def focus_search(self) -> None:
        """Ctrl+K: put the cursor into the find box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_filter(self, show: str) -> None:
        """Turn to one of due, todo, behind, all."""
        self._filters.setCurrentIndex([code for code, _ in _FILTERS].index(show))

    def show_all(self) -> None:
        """Take every filter off."""
        self.search.clear()
        self._filters.setCurrentIndex(0)
        self._whose.setCurrentIndex(0)

    def _set_up(self) -> None:
        self.search.setPlaceholderText("找指标，可用拼音首字母")
        self.search.setAccessibleName("找指标")
        self.search.setToolTip("Ctrl+K；Enter 到结果，Esc 清空")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            QAction(icon("search"), "", self.search), QLineEdit.ActionPosition.LeadingPosition
        )
        self._filters.setAccessibleName("筛选")
        self._filters.setDrawBase(False)
        self._filters.setExpanding(False)
        self._filters.setUsesScrollButtons(False)
        self._filters.setProperty("size", "small")
        for _, words in _FILTERS:
            self._filters.addTab(words)
        self._whose.setMaxVisibleItems(16)
        self._whose.setAccessibleName("只看我的：责任科室")
        self._whose.setToolTip("只看我的：选定责任科室（单位）")
        self._whose.addItem("全部科室（单位）", "")
        for code, name in self._desk.actions.departments():
            self._whose.addItem(f"只看：{name}", code)
        self.search.textChanged.connect(self._on_search_changed)
        for way in (self.search.confirmed, self.search.went_down):
            way.connect(self._on_search_confirmed)
        self._filters.currentChanged.connect(self.refresh)
        self._whose.currentIndexChanged.connect(self.refresh)
        self.view.chosen.connect(self.chosen)
        self.view.entered.connect(self.entered)
        self.nothing.widened.connect(self._on_wider_asked)
        self.nothing.cleared.connect(self._on_clear_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 6)
        column.setSpacing(6)
        for part in (self.search, self._filters, self._whose):
            row = QHBoxLayout()
            row.setContentsMargins(10, 0, 10, 0)
            row.addWidget(part)
            column.addLayout(row)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.nothing)
        column.addWidget(self._stack, 1)
        column.addWidget(_legend())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was written on other pages."""
        super().showEvent(event)
        if self._stale:
            self._later.start(0)

    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._later.start(0)

    def _on_moved(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_search_changed(self) -> None:
        self._later.start(_SEARCH_PAUSE_MS)

    def _on_search_confirmed(self) -> None:
        self.refresh()
        if self.view.order:
            self.view.choose(self.view.order[0].code)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_wider_asked(self) -> None:
        self.show_filter("all")
        self.focus_search()

    def _on_clear_asked(self) -> None:
        self.search.clear()
        self.focus_search()


def _legend() -> QWidget:
    """What the shapes mean."""
    found = QWidget()
    grid = QGridLayout(found)
    grid.setContentsMargins(16, 4, 8, 4)
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(3)
    for at, status in enumerate(("filled", "computed", "blank", "draft", "warning", "error")):
        row, column = divmod(at, 3)
        grid.addWidget(StatusMark(status), row, column * 2)
        grid.addWidget(label(STATUS_WORDS[status], "small"), row, column * 2 + 1)
        grid.setColumnStretch(column * 2 + 1, 1)
    return found
