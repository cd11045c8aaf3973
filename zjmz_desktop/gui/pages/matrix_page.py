"""汇总: indicators × units of the office's own level, and the scores."""

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.scoring import ItemScore
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.comparing import Comparing
from zjmz_desktop.gui.copying import copy_chosen
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.origin_dialog import OriginDialog
from zjmz_desktop.gui.dialogs.target_dialog import TargetDialog
from zjmz_desktop.gui.navigation import SearchEdit
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.frozen_table import FrozenTable
from zjmz_desktop.gui.pages.matrix_export import MatrixExport
from zjmz_desktop.gui.pages.matrix_model import (
    HEADS,
    MARK_GAP_PX,
    MatrixDelegate,
    MatrixModel,
    mark_font,
)
from zjmz_desktop.gui.pages.matrix_rows import concerns_below, is_late, read_matrix
from zjmz_desktop.gui.pages.register_bars import UnitBox
from zjmz_desktop.gui.pages.score_view import ScoreView
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.explaining import explain
from zjmz_desktop.service.figure_versions import versions
from zjmz_desktop.service.listing import initials
from zjmz_desktop.service.matrix_views import Matrix, MatrixRow
from zjmz_desktop.service.rolling import scores

_WIDTHS = (236, 68, 84, 74, 114, 54)
_UNIT_PX = 84
_SIGN_AND_EDGES_PX = 40
_BY_LEAST = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
Both = tuple[Matrix, tuple[ItemScore, ...]]


class MatrixView(FrozenTable):
    """The table; Enter or a double click asks where a number comes from.

    Signals:
        asked: the cell.
    """

    asked = Signal(QModelIndex)

    def __init__(self, model: MatrixModel) -> None:
        super().__init__(frozen=len(HEADS))
        self._matrix = model
        self.setModel(model)
        self.set_delegates(MatrixDelegate(self), MatrixDelegate(self))
        self.setAccessibleName("汇总表")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for part in (self, self.part):
            part.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.verticalHeader().hide()
        self.doubleClicked.connect(self.asked)

    def fit_columns(self) -> None:
        """Widths of what stays; units as wide as their names need."""
        metrics = self.horizontalHeader().fontMetrics()
        for at in range(self.model().columnCount()):
            name = str(self.model().headerData(at, Qt.Orientation.Horizontal))
            width = max(_UNIT_PX, min(metrics.horizontalAdvance(name) * 11 // 10 + 24, 180))
            width = max(width, self._marked_width(at))
            self.setColumnWidth(at, _WIDTHS[at] if at < len(_WIDTHS) else width)
        self.settle()

    def _marked_width(self, column: int) -> int:
        """What the widest figure with a mark beside it needs."""
        plain, small = self.fontMetrics(), QFontMetrics(mark_font(self.font()))
        needs = (
            plain.horizontalAdvance(text) + small.horizontalAdvance(mark)
            for text, mark in self._matrix.marked(column)
        )
        return max(needs, default=0) + MARK_GAP_PX + _SIGN_AND_EDGES_PX

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter: where does it come from; Ctrl+C copies."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_chosen(self, headed=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.asked.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class MatrixPage(QWidget):
    """汇总表 and 得分 of the unit and month that lie open."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._matrix: Matrix | None = None
        self.model = MatrixModel()
        self.view = MatrixView(self.model)
        self.scores = ScoreView()
        self._tabs = QTabBar()
        self._section = QComboBox()
        self.late = QCheckBox("只看未达序时")
        self.below = QCheckBox("只看下级填报的")
        self.search = SearchEdit()
        self.allocate_button = button(
            "目标分解…", "flat", tip="把这项指标的目标分到各单位（Ctrl+T）"
        )
        self._about = ElidedLabel("", "soft")
        self._sums = label("", "strong")
        self._beside = Beside(office, self)
        self.tables = MatrixExport(desk, office, model=self.model, view=self.view)
        self.comparing = Comparing(desk, office, parent=self, role="flat")
        self._set_up()
        self._lay_out()
        self._wire()

    def open_subject(self, subject: str) -> None:
        """Read anew and show it."""
        self._read()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """End what runs beside the window."""
        self.tables.export.stop()
        self._beside.drop()
        self._beside.wait()

    def explain(self, index: QModelIndex) -> OriginDialog | None:
        """这个数从哪来, of a cell; None where it can't be told."""
        row, unit = self.model.row(index.row()), self.model.unit_of(index.column())
        try:
            period = self._desk.place.period
            told = explain(self._office, row.code, unit_id=unit, period=period)
            beside = versions(self._office, row.code, unit_id=unit, period=period)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return None
        dialog = OriginDialog(row.name, told, versions=beside, parent=self)
        dialog.open()
        return dialog

    def allocate(self) -> None:
        """目标分解 of the current indicator, among the units below this office."""
        index, office = self.view.currentIndex(), self._office
        if not index.isValid():
            return
        one = office.plan.indicator(self.model.row(index.row()).code)
        if one.target is None:
            self._desk.told.emit(f"“{one.name}”不设目标，不用分解。", False)
        elif not office.units.children(office.unit.id):
            self._desk.told.emit(f"{office.unit.name}没有下级单位，不用分解。", False)
        else:
            TargetDialog(self._desk, office, code=one.code, parent=self).open()

    def _set_up(self) -> None:
        for words in ("汇总表", "得分"):
            self._tabs.addTab(words)
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setAccessibleName("汇总表或得分")
        self._section.setAccessibleName("章节")
        self._section.addItem("全部章节", 0)
        for section in self._office.plan.sections:
            self._section.addItem(section.title, section.no)
        self._section.setMinimumWidth(130)
        self._section.setMaximumWidth(240)
        self._section.setSizeAdjustPolicy(_BY_LEAST)
        self._section.setMinimumContentsLength(6)
        self.search.setPlaceholderText("找指标")
        self.search.setAccessibleName("找指标")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(170)

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._tabs)
        head.addStretch(1)
        for part in (self.below, self.late, self._section, self.search, UnitBox(self._desk)):
            head.addWidget(part, 2 if part is self._section else 0)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.scores)
        foot.addWidget(self._about, 1)
        foot.addWidget(self.allocate_button)
        foot.addWidget(self.comparing.button)
        foot.addWidget(self.tables.button)
        foot.addWidget(self._sums)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 18, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)

    def _wire(self) -> None:
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self.late.toggled.connect(self._on_filter_changed)
        self.below.toggled.connect(self._on_filter_changed)
        self._section.currentIndexChanged.connect(self._on_filter_changed)
        self.search.textChanged.connect(self._on_filter_changed)
        for way in (self.search.confirmed, self.search.went_down):
            way.connect(self.view.setFocus)
        self.view.asked.connect(self.explain)
        self.allocate_button.clicked.connect(self.allocate)
        self.allocate_button.setShortcut(QKeySequence("Ctrl+T"))
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(self._desk.refused)
        self._desk.moved.connect(self._on_moved)
        self._desk.changed.connect(self._on_moved)

    def _on_tab_changed(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        of_matrix = (
            self.below,
            self.late,
            self._section,
            self.search,
            self._about,
            self._sums,
            self.allocate_button,
        )
        for part in of_matrix:
            part.setVisible(at == 0)

    def _read(self) -> None:
        self._sums.setText("正在汇总……")
        self._beside.start(partial(_read_both, place=self._desk.place))

    def _on_read(self, both: Both) -> None:
        self._matrix, found = both
        self._on_filter_changed()
        self.view.fit_columns()
        self.scores.show_scores(self._office.plan, found)

    def _on_filter_changed(self) -> None:
        if self._matrix is None:
            return
        rows = tuple(row for row in self._matrix.rows if self._is_wanted(row))
        self.model.show(self._matrix, rows)
        late = sum(map(is_late, rows))
        self._sums.setText(f"列出{len(rows)}项指标，其中{late}项有未达序时")
        self._about.set_text("" if rows else "没有符合条件的指标，请换一个条件。")
        if rows:
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _is_wanted(self, row: MatrixRow) -> bool:
        section, words = self._section.currentData(), self.search.text().strip().lower()
        if self.late.isChecked() and not is_late(row):
            return False
        if self.below.isChecked() and not concerns_below(row):
            return False
        plan = self._office.plan
        if section and section != plan.item_of(plan.indicator(row.code)).section:
            return False
        return not words or words in row.name.lower() or words in initials(row.name)

    def _on_current_changed(self, index: QModelIndex) -> None:
        words = self.model.about(index) if index.isValid() else ""
        self._about.set_text(f"{words}按 Enter 看这个数从哪来。" if words else "")

    def _on_moved(self) -> None:
        if self._matrix is not None and self.isVisible():
            self._read()


def _read_both(office: Office, task: Task, *, place: Place) -> Both:
    matrix = read_matrix(office, task, place=place)
    return matrix, scores(office, place.unit_id, through=place.period)
