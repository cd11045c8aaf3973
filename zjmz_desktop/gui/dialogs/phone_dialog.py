"""登记电话报数: a figure that was phoned in is entered as 代报, with who, how and when."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.service.urgent import Phoned, has_denominator

HOW = ("电话", "微信", "传真", "纸质")
Enter = Callable[[Phoned], str]


class PhoneDialog(Dialog):
    """One figure of one unit; `enter` returns why it was refused, or ""."""

    def __init__(
        self,
        indicators: tuple[tuple[Indicator, str], ...],
        units: tuple[tuple[str, str], ...],
        *,
        when: str,
        enter: Enter,
        parent: QWidget | None,
    ) -> None:
        text = "记成代报，表里标“电话报数”；单位自己报了以后，以单位报的为准。"
        super().__init__("登记电话报数", text, yes="登记", parent=parent)
        self._indicators = {one.code: (one, period) for one, period in indicators}
        self._enter = enter
        self.unit, self.indicator, self.how = QComboBox(), QComboBox(), QComboBox()
        self.number, self.below = QLineEdit(), QLineEdit()
        self.who, self.when = QLineEdit(), QLineEdit(when)
        for unit_id, name in units:
            self.unit.addItem(name, unit_id)
        for one, _ in indicators:
            self.indicator.addItem(one.name, one.code)
        self.how.addItems(HOW)
        self.who.setPlaceholderText("姓名或职务")
        self._form = QFormLayout()
        self._lay_out()
        self.act = self._try
        self.indicator.currentIndexChanged.connect(self._on_indicator_chosen)
        self._on_indicator_chosen()
        self.unit.setFocus()

    def _lay_out(self) -> None:
        for name, field in (
            ("单位", self.unit),
            ("指标", self.indicator),
            ("数", self.number),
            ("分母", self.below),
            ("谁报的", self.who),
            ("怎么报的", self.how),
            ("什么时候", self.when),
        ):
            field.setAccessibleName(name)
            self._form.addRow(name, field)
        self.body.addLayout(self._form)

    def _on_indicator_chosen(self) -> None:
        one, period = self._indicators[str(self.indicator.currentData())]
        pair = has_denominator(one)
        self._form.setRowVisible(self.below, pair)
        number = one.numerator_name if one.is_rate else ""
        self._say(self.number, f"{number or '数'}（{period}）")
        self._say(self.below, one.denominator_name or "分母")

    def _say(self, field: QLineEdit, words: str) -> None:
        shown = self._form.labelForField(field)
        getattr(shown, "setText", str)(words)
        field.setAccessibleName(words)

    def _try(self) -> str:
        return self._enter(
            Phoned(
                str(self.indicator.currentData()),
                str(self.unit.currentData()),
                self.number.text(),
                below=self.below.text() if self._form.isRowVisible(self.below) else "",
                who=self.who.text(),
                when=self.when.text(),
                how=self.how.currentText(),
            )
        )
