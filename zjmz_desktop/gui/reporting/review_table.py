"""The middle of 审核: one unit's figures, each beside the period before, last year, checks, evidence."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.gui.copying import copy_chosen
from zjmz_desktop.gui.pages.frozen_table import Index
from zjmz_desktop.gui.reporting.stage_marks import OF_CELL
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import draw_shape
from zjmz_desktop.gui.widgets.stage_pill import Mark, draw_mark
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.review_views import ReviewCell

Flag = QItemSelectionModel.SelectionFlag
HEADS = ("指标", "本期", "上期", "上年同期", "审核提示、说明", "佐证", "状态")
NAME, NOW, LAST, LAST_YEAR, SAID, EVIDENCE, STAGE = range(len(HEADS))
_WIDTHS = (226, 88, 78, 84, 200, 58, 118)
_ONLY = Flag.ClearAndSelect | Flag.Rows
_NAME_PX = (200, 330)
_NUMBERS = (NOW, LAST, LAST_YEAR)
_ROW_PX, _SIGN_AND_EDGES_PX = 32, 46
_CELL = int(Qt.ItemDataRole.UserRole)
STANDING = _CELL + 1
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
OPEN = (CellStage.WAITING, CellStage.RESUBMITTED, CellStage.CHANGED)
"""What the reviewer still has to decide."""


def said_of(cell: ReviewCell) -> str:
    """What speaks for or against a figure, in one line."""
    told = [f"{p.message}{f'说明：{p.reason}' if p.reason else ''}" for p in cell.problems]
    told += [cell.act] if cell.act else []
    told += [f"代报：{cell.proxy_from or cell.proxy}"] if cell.proxy else []
    told += [f"退改：{cell.why.reason}"] if cell.why is not None else []
    told += [f"答复：{cell.answer}"] if cell.answer else []
    told += [f"采用数{cell.adopted}：{cell.adopted_why}"] if cell.adopted else []
    told += [f"情况说明：{cell.note}"] if cell.note else []
    return "；".join(one.rstrip("。；") for one in told)


def sign_of(cell: ReviewCell) -> tuple[str, str] | None:
    """Shape and ink before it: an error, a warning without a reason, or nothing."""
    if any(p.severity is Severity.ERROR for p in cell.problems):
        return "cross", TOKENS.bad
    if any(not p.reason for p in cell.problems) or cell.act:
        return "triangle", TOKENS.warn
    return None


class ReviewModel(QAbstractTableModel):
    """A unit's figures of a month."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[ReviewCell] = []
        self._submitted = True

    def show_cells(self, cells: Iterable[ReviewCell], *, submitted: bool) -> None:
        """Show another unit's."""
        self.beginResetModel()
        self.cells, self._submitted = list(cells), submitted
        self.endResetModel()

    def replace(self, cells: Iterable[ReviewCell]) -> None:
        """Show some of them anew."""
        for cell in cells:
            row = next(n for n, one in enumerate(self.cells) if one.code == cell.code)
            self.cells[row] = cell
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(HEADS) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Figures."""
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As `HEADS`."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column headings; of numbers to the right."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in _NUMBERS else _LEFT
        return HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the whole text as tool tip."""
        cell = self.cells[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            unit = f"（{cell.measure_unit}）" if cell.measure_unit else ""
            files = str(cell.evidence) if cell.evidence else ""
            texts = (f"{cell.name}{unit}", cell.figure or "未填", cell.last, cell.last_year)
            text = (*texts, said_of(cell), files, self._standing(cell)[0])[index.column()]
            return text if role == Qt.ItemDataRole.DisplayRole else plain_tip(text)
        if role == STANDING:
            return self._standing(cell)
        return cell if role == _CELL else None

    def _standing(self, cell: ReviewCell) -> tuple[str, Mark]:
        """Where a figure stands; of a month that is not submitted nothing waits for review."""
        early = not self._submitted and cell.stage in (CellStage.WAITING, CellStage.BLANK)
        if early and cell.figure and not cell.proxy:
            return "未上报", OF_CELL[CellStage.BLANK]
        return cell.stage.words, OF_CELL[cell.stage]


class ReviewDelegate(QStyledItemDelegate):
    """Figures to the right, the stage and the checks with their shapes."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        box: QRect = option.rect  # type: ignore[attr-defined]
        chosen = option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(box, QColor(TOKENS.brand_wash if chosen else TOKENS.card))
        painter.setPen(QColor(TOKENS.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.row() == self._table.currentIndex().row() and index.column() == NAME:
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), QColor(TOKENS.brand))
        inner = QRectF(box.adjusted(10, 0, -8, 0))
        if index.column() == STAGE:
            words, mark = index.data(STANDING)
            draw_mark(painter, inner, mark=mark, words=words)
        else:
            self._draw_text(painter, inner, index=index)
        painter.restore()

    def _draw_text(self, painter: QPainter, box: QRectF, *, index: Index) -> None:
        cell: ReviewCell = index.data(_CELL)
        column = index.column()
        sign = sign_of(cell) if column == SAID else None
        if sign is not None:
            shape, ink = sign
            place = QRectF(box.left(), box.center().y() - 7, 14, 14)
            draw_shape(painter, place, shape=shape, color=ink)
            box = box.adjusted(20, 0, 0, 0)
        if column == NOW:
            font = painter.font()
            font.setBold(bool(cell.figure))
            painter.setFont(font)
        faint = column in (LAST, LAST_YEAR, SAID) or (column == NOW and not cell.figure)
        painter.setPen(QColor(TOKENS.ink_soft if faint else TOKENS.ink))
        text = str(index.data())
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, int(_RIGHT if column in _NUMBERS else _LEFT), cut)


class ReviewTable(QTableView):
    """The figures; Space or Enter accepts what is chosen.

    Signals:
        accept_asked: Space or Enter.
        pointed: another figure is current.
    """

    accept_asked = Signal()
    pointed = Signal()

    def __init__(self, model: ReviewModel) -> None:
        super().__init__()
        self.setModel(model)
        self._model = model
        self.setItemDelegate(ReviewDelegate(self))
        self.setAccessibleName("待审核的数")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(34)
        for column, width in enumerate(_WIDTHS):
            head.resizeSection(column, width)
        head.setSectionResizeMode(SAID, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self.pointed)

    @property
    def cells(self) -> list[ReviewCell]:
        """All figures of the unit."""
        return self._model.cells

    def standing_of(self, cell: ReviewCell) -> tuple[str, Mark]:
        """Word and mark of where a figure stands."""
        row = self._model.cells.index(cell)
        found: tuple[str, Mark] = self._model.index(row, STAGE).data(STANDING)
        return found

    @property
    def current_cell(self) -> ReviewCell | None:
        """The figure the cursor stands on."""
        row = self.currentIndex().row()
        return self._model.cells[row] if 0 <= row < len(self._model.cells) else None

    def chosen_cells(self) -> list[ReviewCell]:
        """The figures chosen, in order."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.cells[row] for row in rows]

    def stand_on(self, row: int) -> None:
        """Make a row the current and only chosen one, whatever keys are held (Ctrl+Enter would toggle)."""
        index = self._model.index(row, NAME)
        self.selectionModel().setCurrentIndex(index, _ONLY)
        self.scrollTo(index)

    def step_to_open(self, *, faulty: bool = False) -> bool:
        """To the next figure to be decided, going round; with `faulty` one that something speaks against."""
        many = len(self._model.cells)
        rows = [(self.currentIndex().row() + n) % many for n in range(1, many + 1)] if many else []
        for row in rows:
            cell = self._model.cells[row]
            if cell.stage in OPEN and (not faulty or not cell.clean):
                self.stand_on(row)
                return True
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names have the more room the wider it is; no word of a stage is cut."""
        super().resizeEvent(event)
        least, most = _NAME_PX
        wide = min(max(event.size().width() // 4, least), most)
        self.horizontalHeader().resizeSection(NAME, wide)
        words = max(self.fontMetrics().horizontalAdvance(one.words) for one in CellStage)
        self.horizontalHeader().resizeSection(STAGE, words + _SIGN_AND_EDGES_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter accept; Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_chosen(self, headed=True)
        elif not event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (
            Qt.Key.Key_Space,
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ):
            self.accept_asked.emit()
        else:
            super().keyPressEvent(event)
