"""Figure by figure: whether the office above has it as it stands here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable, Sign
from zjmz_desktop.service.receipts import FigureUse

_COLUMNS = (Column("指标", 240, 0), Column("单位", 110, 160), Column("上级", 210, 230))
_KNOWN, _UNKNOWN = Sign("tick", TOKENS.good), Sign("dashed", TOKENS.warn)


class UsesDialog(QDialog):
    """Those that the office above lacks stand first."""

    def __init__(
        self, found: Sequence[FigureUse], *, period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("上级收到的数")
        self.resize(760, 520)
        self.table = LinesTable("上级收到的数", _COLUMNS, sign_column=2)
        self.table.show_lines(map(_line, sorted(found, key=lambda one: one.known)))
        known = sum(one.known for one in found)
        about = (
            f"{len(found)}个数里，上级已收到现在的{known}个。收到与否，以上级最近发来的文件为准。"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label(f"上级收到的数：{period.title}", "title"))
        column.addWidget(label(about, "soft", wrap=True))
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(spacer(), 1)
        self.leave = button("关闭", "primary")
        self.leave.setMinimumSize(88, 32)
        self.leave.clicked.connect(self.accept)
        row.addWidget(self.leave)
        column.addLayout(row)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(one: FigureUse) -> Line:
    return Line((one.name, one.unit_name, one.words), one, _KNOWN if one.known else _UNKNOWN)
