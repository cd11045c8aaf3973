"""The tree itself: folds, the current indicator, and ways to the next one."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView

from zjmz_desktop.gui.models.month_tree import NODE, PROBLEMS, MonthTree
from zjmz_desktop.gui.tree_delegate import TreeDelegate
from zjmz_desktop.service.views import TO_FILL, IndicatorNode, MonthList, SectionNode

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_FOLDS = {Qt.Key.Key_Left: True, Qt.Key.Key_Right: False}


class MonthView(QTreeView):
    """Sections fold; only indicators can be chosen.

    Signals:
        chosen: another indicator is current; its code.
        entered: Enter on it.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tree = MonthTree()
        self._current = ""
        self._anchor = 0
        self._folded: dict[int, bool] = {}
        self.setObjectName("tree")
        self.setAccessibleName("指标目录")
        self.setModel(self._tree)
        self.setItemDelegate(TreeDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(False)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_clicked)

    @property
    def current_code(self) -> str:
        """The indicator that is open, or ""."""
        return self._current

    @property
    def order(self) -> tuple[IndicatorNode, ...]:
        """All indicators shown, in paper order."""
        return self._tree.order

    def show_month(self, month: MonthList, *, unfold: bool = False) -> None:
        """Show another list; folds and the current row stay where they can."""
        if self._tree.show_month(month):
            self._fold(unfold)
        self._mark_current()

    def index_of(self, code: str) -> QModelIndex:
        """Where an indicator stands."""
        return self._tree.index_of(code)

    def choose(self, code: str) -> None:
        """Make an indicator current and say so."""
        self._current = code
        self._mark_current()
        self.chosen.emit(code)

    def neighbour(self, step: int) -> str:
        """The code before (-1) or after (1) the current one, or ""."""
        codes = [node.code for node in self.order]
        if self._current in codes:
            at = codes.index(self._current) + step
        else:
            at = self._anchor if step > 0 else self._anchor - 1
        return codes[at] if 0 <= at < len(codes) else ""

    def next_to_fill(self) -> str:
        """The next indicator that waits to be filled, going round; "" when there is none."""
        return self._next_of(TO_FILL)

    def next_with_problem(self) -> str:
        """The next indicator with an error or a warning, going round; "" when there is none."""
        return self._next_of(PROBLEMS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↑ and ↓ choose, ← and → fold, Enter goes to the form."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key in _STEPS:
            code = self.neighbour(_STEPS[key])
            if code:
                self.choose(code)
        elif key in _FOLDS:
            self._fold_current(_FOLDS[key])
        else:
            super().keyPressEvent(event)

    def _next_of(self, statuses: tuple[str, ...]) -> str:
        nodes = self.order
        codes = [node.code for node in nodes]
        start = codes.index(self._current) + 1 if self._current in codes else self._anchor
        round_ = (*nodes[start:], *nodes[:start])
        found = (n.code for n in round_ if n.status in statuses and n.code != self._current)
        return next(found, "")

    def _mark_current(self) -> None:
        index = self._tree.index_of(self._current)
        if not index.isValid():
            self.selectionModel().clear()
            return
        codes = [node.code for node in self.order]
        self._anchor = codes.index(self._current)
        self.setExpanded(index.parent().parent(), True)
        if self.currentIndex() != index:
            self.setCurrentIndex(index)
        self.scrollTo(index)

    def _fold(self, unfold: bool) -> None:
        for row in range(self._tree.rowCount()):
            index = self._tree.index(row, 0)
            node: SectionNode = index.data(NODE)
            shut = self._folded.get(node.no, False) and not unfold
            self.setExpanded(index, not shut)
            for item in range(self._tree.rowCount(index)):
                self.setExpanded(self._tree.index(item, 0, index), True)

    def _fold_current(self, shut: bool) -> None:
        section = self._tree.index_of(self._current).parent().parent()
        if section.isValid():
            self._folded[section.data(NODE).no] = shut
            self.setExpanded(section, not shut)

    def _on_clicked(self, index: QModelIndex) -> None:
        node = index.data(NODE)
        if isinstance(node, IndicatorNode):
            self.choose(node.code)
        elif isinstance(node, SectionNode):
            self._folded[node.no] = self.isExpanded(index)
            self.setExpanded(index, not self.isExpanded(index))
