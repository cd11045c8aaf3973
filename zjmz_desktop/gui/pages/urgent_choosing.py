"""Left of 临时要数: which indicators, under which titles, of which units, as of when, for whom."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.urgent import Wanted, WantedColumn
from zjmz_desktop.gui.navigation import SearchEdit
from zjmz_desktop.gui.pages.urgent_lists import ColumnList, FormBar, TickList
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, spacer

WIDTH_PX = 344


class Choosing(QFrame):
    """All that is chosen.

    Signals:
        changed: something else is wanted.
    """

    changed = Signal()

    def __init__(self, periods: tuple[Period, ...]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH_PX)
        self._periods = periods
        self.search = SearchEdit()
        self.indicators = TickList("指标")
        self.columns = ColumnList()
        self.units = TickList("单位")
        self.all_units = button("全选", "link", tip="选全部单位")
        self.through = QComboBox()
        self.receiver, self.title = QLineEdit(), QLineEdit()
        self.forms = FormBar()
        self._names: dict[str, str] = {}
        self._chosen = ElidedLabel("", "small")
        self._set_up()
        self._lay_out()
        self._wire()
        self._say()

    def offer(
        self, indicators: list[tuple[str, str, str]], units: tuple[tuple[str, str], ...]
    ) -> None:
        """Show what can be chosen; columns that are chosen already stay where they can."""
        self._names = {code: name for code, name, _ in indicators}
        self.indicators.fill(indicators, ticked=False)
        self.indicators.show_matching(self.search.text())
        self.units.fill([(unit, name, "") for unit, name in units], ticked=True)
        self._show_columns(self.columns.columns())

    def wanted(self) -> Wanted:
        """What is wanted."""
        units = self.units.codes()
        some = units if len(units) < self.units.count() else ()
        return Wanted(
            self.columns.columns(), some, self.title.text().strip(), self.receiver.text().strip()
        )

    def show_wanted(self, wanted: Wanted) -> None:
        """Choose what a saved form wants."""
        self._show_columns(wanted.columns)
        self.units.tick(wanted.units or self.units.every())
        self.title.setText(wanted.title)
        self.receiver.setText(wanted.receiver)
        self.changed.emit()

    @property
    def period(self) -> Period:
        """As of the end of which month."""
        return self._periods[max(self.through.currentIndex(), 0)]

    def show_period(self, period: Period) -> None:
        """Choose a month without saying so."""
        self.through.setCurrentIndex(self._periods.index(period))

    def _show_columns(self, columns: tuple[WantedColumn, ...]) -> None:
        self.columns.clear()
        known = [column for column in columns if column.indicator in self._names]
        for column in known:
            name = self._names[column.indicator]
            self.columns.put(column.indicator, name, title=column.title)
        self.indicators.tick(tuple(column.indicator for column in known))
        self._say()

    def _say(self) -> None:
        count = self.columns.count()
        words = f"已选{count}项：拖动换次序，双击改名称" if count else "请在上面勾选指标"
        self._chosen.set_text(words)
        self.columns.setVisible(count > 0)

    def _set_up(self) -> None:
        self.search.setPlaceholderText("找指标，可用拼音首字母")
        self.search.setAccessibleName("找指标")
        self.search.setToolTip("Enter 勾选列出的第一项，↓ 到列表（空格勾选），Esc 清空")
        self.search.setClearButtonEnabled(True)
        self.receiver.setAccessibleName("给谁")
        self.receiver.setPlaceholderText("例如：区政府督查室")
        self.title.setAccessibleName("表题")
        self.title.setPlaceholderText("不填就按指标起名")
        self.through.setAccessibleName("截至")
        self.through.addItems([f"{period.title}底（累计）" for period in self._periods])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 10)
        column.setSpacing(6)
        column.addWidget(label("临时要数", "head"))
        column.addWidget(self.search)
        column.addWidget(self.indicators, 5)
        column.addWidget(self._chosen)
        column.addWidget(self.columns, 3)
        heads = QHBoxLayout()
        heads.addWidget(label("单位", "soft"))
        heads.addWidget(spacer(), 1)
        heads.addWidget(self.all_units)
        column.addLayout(heads)
        column.addWidget(self.units, 3)
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        fields = (
            ("截至", self.through),
            ("给谁", self.receiver),
            ("表题", self.title),
            ("表样", self.forms),
        )
        for row, (name, field) in enumerate(fields):
            grid.addWidget(label(name, "soft"), row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.indicators.show_matching)
        self.search.confirmed.connect(self._on_confirmed)
        self.search.went_down.connect(self.indicators.go_to_first)
        self.indicators.ticked.connect(self._on_ticked)
        self.columns.arranged.connect(self.changed)
        self.units.ticked.connect(self.changed)
        self.all_units.clicked.connect(self._on_all_units)
        self.through.activated.connect(self.changed)
        self.title.editingFinished.connect(self.changed)

    def _on_confirmed(self) -> None:
        self.indicators.toggle_first()
        self.search.selectAll()

    def _on_ticked(self, code: str, ticked: bool) -> None:
        if ticked:
            self.columns.put(code, self._names[code])
        else:
            self.columns.remove(code)
        self._say()
        self.changed.emit()

    def _on_all_units(self) -> None:
        self.units.tick(self.units.every())
        self.changed.emit()
