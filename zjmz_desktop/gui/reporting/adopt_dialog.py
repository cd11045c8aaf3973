"""区局采用数: the reviewer's own figure beside the unit's, with its reason."""

from typing import Protocol

from PySide6.QtWidgets import QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.service.review_views import ReviewCell
from zjmz_desktop.service.urgent import has_denominator

Pair = tuple[str, str | None]


class Adopt(Protocol):
    """What adopts; it says why it was refused, or ""."""

    def __call__(self, typed: Pair, *, reason: str) -> str:
        """Number or numerator, and denominator where there is one to type."""


class AdoptDialog(Dialog):
    """A number (or a pair) and why; an empty number takes an adopted one back."""

    def __init__(
        self, cell: ReviewCell, *, indicator: Indicator, act: Adopt, parent: QWidget | None
    ) -> None:
        reported = f"上报数：{cell.figure or '未填'}。"
        now = f"现在采用：{cell.adopted}，空着就取消采用。" if cell.adopted else ""
        text = f"{reported}{now}采用数与上报数并列，汇总用采用数，上报数不动。"
        super().__init__(f"采用数：{cell.name}", text, yes="采用", parent=parent)
        self.setMinimumWidth(520)
        self._adopt, self._pair = act, has_denominator(indicator)
        self.number, self.below = QLineEdit(), QLineEdit()
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(72)
        self.reason.setPlaceholderText("为什么不用上报的数；打印时会注明")
        rate = indicator.is_rate
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        for name, field in (
            (indicator.numerator_name if rate and indicator.numerator_name else "数", self.number),
            (indicator.denominator_name or "分母", self.below),
            ("原因", self.reason),
        ):
            field.setAccessibleName(name)
            form.addRow(name, field)
        form.setRowVisible(self.below, self._pair)
        self.body.addLayout(form)
        self.act = self._try
        self.number.setFocus()

    def _try(self) -> str:
        below = self.below.text() if self._pair else None
        reason = self.reason.toPlainText().strip()
        return self._adopt((self.number.text(), below), reason=reason)
