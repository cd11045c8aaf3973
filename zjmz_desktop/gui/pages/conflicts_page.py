"""两机数据不一致，待核实: the list, and the one chosen with its values side by side."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.conflict_card import ConflictCard, Settled
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable, Sign
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.settling import Conflict, conflicts, settle
from zjmz_desktop.service.shared_ids import give_new_id
from zjmz_desktop.service.views import ChangeSet

_COLUMNS = (Column("哪一项", 200, 0), Column("两边填的", 90, 180), Column("谁核实", 92, 110))
_MINE = ("待核实", Sign("triangle", TOKENS.warn))
_THEIRS = ("由填报单位", Sign("dashed", TOKENS.ink_soft))
_ABOUT = (
    "同一个单位在两台电脑上填了同一格，填得不一样，就列在这里。"
    "两边填的都保留；由填报单位核实一次，以后不再提示。"
)
_EMPTY = (
    "没有两机不一致的",
    "同一个单位用两台电脑填报，同一格填得不一样，会列在这里等人核实。现在没有。",
)


class ConflictsPage(QWidget):
    """To the left the cells, to the right the one chosen."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(desk.refused)
        self.table = LinesTable("两机数据不一致", _COLUMNS, sign_column=2)
        self.card = ConflictCard()
        self._count = label("", "soft")
        self._stack = QStackedWidget()
        self._lay_out()
        self.table.chosen.connect(self._on_chosen)
        self.table.asked.connect(self.card.focus_first)
        self.card.settle_asked.connect(self._on_settle_asked)
        self.card.new_id_asked.connect(self._on_new_id_asked)
        key = QShortcut(QKeySequence("Ctrl+Return"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.card.settle)
        desk.changed.connect(self._on_changed)

    def open_subject(self, subject: str) -> None:
        """Read anew and show it."""
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what waits, beside the window."""
        self._beside.start(_read)

    def stop(self) -> None:
        """End what runs beside the window."""
        self._beside.drop()
        self._beside.wait()

    def _on_read(self, found: Sequence[Conflict]) -> None:
        self._stack.setCurrentIndex(1 if found else 0)
        mine = sum(not one.why_not for one in found)
        self._count.setText(f"共{len(found)}处，其中{mine}处由本单位核实。" if found else "")
        self.table.show_lines(map(_line, found))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label("两机数据不一致，待核实", "title"))
        head.addSpacing(16)
        head.addWidget(self._count, 1)
        column.addLayout(head)
        column.addWidget(label(_ABOUT, "soft", wrap=True))
        middle, row = QWidget(), QHBoxLayout()
        middle.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.card.setObjectName("canvas")
        scroll.setWidget(self.card)
        self.card.hide()
        row.addWidget(self.table, 5)
        row.addWidget(scroll, 6)
        self._stack.addWidget(EmptyState(*_EMPTY, icon_name="check"))
        self._stack.addWidget(middle)
        self._stack.setCurrentWidget(middle)  # that nothing waits is not said before it is known
        column.addWidget(self._stack, 1)

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_chosen(self, one: Conflict | None) -> None:
        self.card.setVisible(one is not None)
        if one is not None:
            self.card.show_conflict(one)

    def _on_settle_asked(self, how: Settled) -> None:
        one = self.table.current
        if not isinstance(one, Conflict):
            return
        try:
            changes = settle(
                self._office, one.cell, keep=how.keep, typed=how.typed, reason=how.reason
            )
        except ZjmzError as error:
            self.card.say_error(error.message)
            return
        self._tell(changes, f"已核实：{one.words}。")

    def _on_new_id_asked(self) -> None:
        one = self.table.current
        if not isinstance(one, Conflict):
            return
        try:
            given = give_new_id(self._office, one.cell)
        except ZjmzError as error:
            self.card.say_error(error.message)
            return
        self._desk.moved.emit()  # the user may be another one now
        self._tell(given.changes, given.words)

    def _tell(self, changes: ChangeSet, words: str) -> None:
        self._desk.changed.emit(changes)
        self._desk.told.emit(words, False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _read(office: Office, task: Task) -> tuple[Conflict, ...]:
    del task
    return conflicts(office)


def _line(one: Conflict) -> Line:
    words, sign = _THEIRS if one.why_not else _MINE
    values = "／".join(said.value for said in one.heads)
    place = one.words if one.why_not else one.words.removeprefix(f"{one.unit[1]} ")
    return Line((place, values, words), one, sign)
