"""Into what a sheet goes: register or figures; and its month, its one indicator, or its unit."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.sheet_figures import Shape
from zjmz_desktop.domain.sheet_shares import AS_WRITTEN, OF_HUNDRED
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.domain.units import Level
from zjmz_desktop.gui.forms.edits import ChoiceBox
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_sheets import FIGURES, Understood

_MONTHS = 12
_SHARES = (
    ("请选：0.85是85%还是0.85%", None),
    ("0.85是85%", OF_HUNDRED),
    ("0.85就是0.85%", AS_WRITTEN),
)


class TargetBar(QWidget):
    """Only the boxes that the sheet needs are in sight.

    Signals:
        sheet_chosen: another sheet of the file.
        target_chosen: into another register, or figures.
        said: which indicator the whole sheet is, or what its shares are.
    """

    sheet_chosen = Signal()
    target_chosen = Signal()
    said = Signal()

    def __init__(self, office: Office, period: Period) -> None:
        super().__init__()
        self._office = office
        self._pairs: dict[QComboBox, QWidget] = {}
        self.sheet = _box("表")
        self.target = _box("导入到")
        self.month = _box("报告期")
        self.indicator = _box("全表的指标")
        self.unit = _box("没写镇的行算")
        self.shares = _box("百分数")
        self._fill(period)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for boxes in (
            (self.sheet, self.target, self.month, self.unit),
            (self.indicator, self.shares),
        ):
            row = QHBoxLayout()
            row.setSpacing(18)
            for box in boxes:
                self._pairs[box] = pair = _pair(box)
                row.addWidget(pair)
            row.addWidget(spacer(), 1)
            column.addLayout(row)
        self.sheet.activated.connect(self.sheet_chosen)
        self.target.activated.connect(self.target_chosen)
        for box in (self.indicator, self.shares):
            box.activated.connect(self.said)

    @property
    def period(self) -> Period:
        """The month of the figures."""
        found: Period = self.month.currentData()
        return found

    @property
    def field(self) -> str:
        """The one indicator of the sheet, where months stand across."""
        return str(self.indicator.currentData() or "")

    @property
    def unit_id(self) -> str:
        """Where rows count whose line names no town."""
        return str(self.unit.currentData() or "")

    @property
    def share_factor(self) -> Decimal | None:
        """What percentages written as shares of 1 are multiplied by; None while nobody has said."""
        found: Decimal | None = self.shares.currentData()
        return found

    @property
    def asks_shares(self) -> bool:
        """Whether it waits for what shares are."""
        return not self._pairs[self.shares].isHidden() and self.share_factor is None

    def ask_shares(self, asked: bool) -> None:
        """Ask what shares are, or not."""
        self._pairs[self.shares].setVisible(asked)

    def offer_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        """The sheets of a file; the first that is not hidden comes first."""
        self.sheet.clear()
        for sheet in sheets:
            self.sheet.addItem(f"{sheet.name}（隐藏）" if sheet.hidden else sheet.name)
        self.sheet.setCurrentIndex(next((i for i, s in enumerate(sheets) if not s.hidden), 0))

    def show_for(self, understood: Understood) -> None:
        """Show the boxes that a sheet needs, with what its title says."""
        figures = understood.figures
        months = figures is not None and figures.shape is Shape.MONTHS_ACROSS
        self._pairs[self.month].setVisible(figures is not None)
        self._pairs[self.unit].setVisible(figures is None and self.unit.count() > 1)
        self._pairs[self.indicator].setVisible(months)
        self.shares.setCurrentIndex(0)
        said = figures.month if figures else None
        if said is not None and said.year == self._office.plan.year:
            self.month.setCurrentIndex(said.last_month - 1)
        self.indicator.clear()
        if figures is not None and months:
            self.indicator.addItem("请选指标", "")
            for field in understood.asked.fields:
                self.indicator.addItem(field.name, field.code)
            self.indicator.setCurrentIndex(max(self.indicator.findData(figures.field), 0))

    def _fill(self, period: Period) -> None:
        office = self._office
        self.target.addItem("各镇（街道）的指标数", FIGURES)
        for register in office.plan.registers:
            self.target.addItem(f"底册：{register.name}", register.code)
        for number in range(1, _MONTHS + 1):
            one = month(office.plan.year, number)
            self.month.addItem(one.title, one)
        self.month.setCurrentIndex(period.last_month - 1)
        for words, factor in _SHARES:
            self.shares.addItem(words, factor)
        self.unit.addItem(office.unit.name, office.unit.id)
        for unit in office.units.fillers(office.unit.id, Level.TOWN):
            if unit.id != office.unit.id:
                self.unit.addItem(unit.name, unit.id)


def _pair(box: QComboBox) -> QWidget:
    """A box after its name; hidden together they leave no gap."""
    found = QWidget()
    row = QHBoxLayout(found)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    words = label(box.accessibleName(), "soft")
    words.setBuddy(box)
    row.addWidget(words)
    row.addWidget(box)
    return found


def _box(name: str) -> ChoiceBox:
    found = ChoiceBox()
    found.setAccessibleName(name)
    found.setMinimumWidth(150)
    found.setMaxVisibleItems(16)
    return found
