"""Step 2: which sheet, into what, and what each column is read as."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.sheet_shares import UNCLEAR
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.gui.sheet_import.column_table import ColumnTable
from zjmz_desktop.gui.sheet_import.target_bar import TargetBar
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, say
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_sheets import (
    FIGURES,
    Understood,
    likeliest_target,
    share_question,
    understand_figures,
    understand_rows,
)

_SHARES = f"？ 表里的百分数，{UNCLEAR}。请在上面的“百分数”里选；不选的，这些数不读入。"


class ColumnsPage(QWidget):
    """The sheet understood, for a person to put right.

    Signals:
        understood_changed: another sheet or target was chosen, or what a column is read as.
    """

    understood_changed = Signal()

    def __init__(self, office: Office, period: Period) -> None:
        super().__init__()
        self._office = office
        self._sheets: tuple[Sheet, ...] = ()
        self.path = Path()
        self.understood: Understood | None = None
        self.bar = TargetBar(office, period)
        self.table = ColumnTable()
        self._about = ElidedLabel("", "soft")
        self._asking = label("", "warn")
        self._error = label("", "bad", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.bar, self._about, self._error):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self._asking)
        self.bar.sheet_chosen.connect(self._on_sheet_chosen)
        self.bar.target_chosen.connect(self._on_target_chosen)
        self.bar.said.connect(self._on_chosen)
        self.table.chosen.connect(self._on_chosen)

    def open(self, path: Path, sheets: tuple[Sheet, ...]) -> None:
        """Show a file's sheets."""
        self.path, self._sheets = path, sheets
        self.bar.offer_sheets(sheets)
        self._on_sheet_chosen()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F8: the next column that asks."""
        if event.key() == Qt.Key.Key_F8:
            self.table.go_to_asking()
        else:
            super().keyPressEvent(event)

    def error(self) -> str:
        """Why the sheet can't be read, or ""."""
        return self._error.text()

    def _on_sheet_chosen(self) -> None:
        """Another sheet: into what it most likely goes."""
        target = likeliest_target(self._office, self._sheet)
        if target:
            self.bar.target.setCurrentIndex(self.bar.target.findData(target))
        self._on_target_chosen()

    @property
    def _sheet(self) -> Sheet:
        return self._sheets[self.bar.sheet.currentIndex()]

    def _on_target_chosen(self) -> None:
        self.understood = None
        try:
            self.understood = self._understood(str(self.bar.target.currentData()))
        except ZjmzError as error:
            say(self._error, error.message)
            self._about.set_text("")
            self.table.setRowCount(0)
        else:
            say(self._error, "")
            self.bar.show_for(self.understood)
            self._about.set_text(about(self.understood))
            self.table.show_columns(self.understood)
        self._on_chosen()

    def _understood(self, target: str) -> Understood:
        if target == FIGURES:
            return understand_figures(self._office, self._sheet)
        return understand_rows(self._office, self._sheet, register=target)

    def _on_chosen(self) -> None:
        found, uses = self.understood, self.table.uses()
        asks = found is not None and share_question(found, uses=uses, field=self.bar.field)
        self.bar.ask_shares(asks)
        count = len(self.table.asking()) if found else 0
        words = [f"？ 还有{count}列看不准，没有读入。按 F8 到下一列。"] if count else []
        words += [_SHARES] if self.bar.asks_shares else []
        say(self._asking, "\n".join(words))
        self.understood_changed.emit()


def about(understood: Understood) -> str:
    """What of the sheet is read, in a sentence."""
    layout = understood.layout
    header = "、".join(str(row + 1) for row in layout.header)
    words = [f"列名在第{header}行，数据{len(layout.data)}行"]
    if layout.totals:
        words.append(f"合计{len(layout.totals)}行只用来核对")
    if layout.notes:
        words.append(f"说明、落款{len(layout.notes)}行不读")
    if understood.figures is not None:
        words.insert(0, understood.figures.shape.words)
    if understood.remembered:
        words.append("各列读法同上次导入")
    return "；".join(words) + "。"
