"""A table whose first columns stay in sight while the rest scrolls."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

Index = QModelIndex | QPersistentModelIndex
ROW_PX, HEAD_PX = 30, 34
_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_ONLY = QItemSelectionModel.SelectionFlag.ClearAndSelect
EditTrigger = QAbstractItemView.EditTrigger
_BY_PIXEL = QAbstractItemView.ScrollMode.ScrollPerPixel


class _Part(QTableView):
    """The columns that stay; they take no focus, and editing in them is begun by the table."""

    def begin(self, index: Index, trigger: EditTrigger, *, event: QEvent) -> bool:
        """Edit a cell here."""
        return super().edit(index, trigger, event)


class FrozenTable(QTableView):
    """A table with `frozen` columns that do not scroll."""

    def __init__(self, *, frozen: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frozen = frozen
        self.part = _Part(self)
        for view in (self, self.part):
            _dress(view)
        self.part.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.part.verticalHeader().hide()
        self.part.setVerticalScrollBarPolicy(_OFF)
        self.part.setHorizontalScrollBarPolicy(_OFF)
        self.part.setFrameShape(QFrame.Shape.NoFrame)
        self.part.setProperty("bare", "true")
        self.part.setEditTriggers(EditTrigger.NoEditTriggers)
        self.part.setAccessibleName("固定列")
        self.viewport().stackUnder(self.part)
        self.horizontalHeader().sectionResized.connect(self._on_section_resized)
        self.verticalScrollBar().valueChanged.connect(self.part.verticalScrollBar().setValue)
        self.part.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.part.doubleClicked.connect(self.doubleClicked)
        self.part.clicked.connect(self.clicked)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Both parts show it."""
        super().setModel(model)
        self.part.setModel(model)
        self.part.setSelectionModel(self.selectionModel())
        if model is not None:
            model.modelReset.connect(self.settle)

    def set_delegates(self, own: QAbstractItemDelegate, part: QAbstractItemDelegate) -> None:
        """Each part has its own: an editor is only known to the view that opened it."""
        self.setItemDelegate(own)
        self.part.setItemDelegate(part)

    def stand_on(self, index: Index) -> None:
        """Make a cell the current and only chosen one, whatever keys are held (Ctrl+N would toggle)."""
        self.selectionModel().setCurrentIndex(index, _ONLY)

    def settle(self) -> None:
        """Show the frozen columns in the part that stays, and nothing else there."""
        model = self.model()
        for column in range(model.columnCount() if model is not None else 0):
            self.part.setColumnHidden(column, column >= self._frozen)
            if column < self._frozen:
                self.part.setColumnWidth(column, self.columnWidth(column))
        self._place_part()

    def set_frozen(self, frozen: int) -> None:
        """Let other columns stay."""
        self._frozen = frozen
        self.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The part that stays is as high as the table."""
        super().resizeEvent(event)
        self._place_part()

    def updateGeometries(self) -> None:
        """Headings or scroll bars came or went."""
        super().updateGeometries()
        self._place_part()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Keep a cell in sight, and not under the columns that stay."""
        if index.column() < self._frozen:
            self.part.scrollTo(index, hint)
            return
        super().scrollTo(index, hint)
        hidden = self.frozen_width() - self.columnViewportPosition(index.column())
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def edit(self, index: Index, *how: Any) -> bool:  # type: ignore[override]
        """Edit a cell where it is seen; Qt gives trigger and event, or neither."""
        trigger, event = how or (EditTrigger.AllEditTriggers, QEvent(QEvent.Type.None_))
        if not index.isValid() or index.column() >= self._frozen:
            return super().edit(index, trigger, event)
        if how and not trigger & self.editTriggers():
            return False
        self.part.setEditTriggers(self.editTriggers())
        try:
            return self.part.begin(index, trigger, event=event)
        finally:
            self.part.setEditTriggers(EditTrigger.NoEditTriggers)

    def frozen_width(self) -> int:
        """How wide the columns that stay are."""
        return sum(self.columnWidth(column) for column in range(self._frozen))

    def _place_part(self) -> None:
        left = self.verticalHeader().width() if self.verticalHeader().isVisible() else 0
        edge = self.frameWidth()
        high = self.viewport().height() + self.horizontalHeader().height()
        self.part.setGeometry(left + edge, edge, self.frozen_width(), high)

    def _on_section_resized(self, column: int) -> None:
        if column < self._frozen:
            self.part.setColumnWidth(column, self.columnWidth(column))
            self._place_part()


def _dress(view: QTableView) -> None:
    view.setVerticalScrollMode(_BY_PIXEL)
    view.setHorizontalScrollMode(_BY_PIXEL)
    view.setWordWrap(False)
    view.setShowGrid(False)
    view.verticalHeader().setDefaultSectionSize(ROW_PX)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    head = view.horizontalHeader()
    head.setFixedHeight(HEAD_PX)
    head.setTextElideMode(Qt.TextElideMode.ElideRight)
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
