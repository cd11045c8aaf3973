"""What the keys and buttons of 审核 do with the figures chosen."""

from functools import partial

from PySide6.QtCore import QObject, Qt

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.reporting.adopt_dialog import AdoptDialog
from zjmz_desktop.gui.reporting.return_dialog import ReturnDialog
from zjmz_desktop.gui.reporting.review_desk import ReviewDesk
from zjmz_desktop.gui.reporting.review_queue import ReviewQueue
from zjmz_desktop.gui.reporting.review_table import OPEN, ReviewTable
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.reviewing import usual_return_day


class ReviewActs(QObject):
    """Accept and on, return, adopt, the next unit.

    Attributes:
        deeds: the calls behind them.
    """

    def __init__(
        self, desk: Desk, office: Office, *, table: ReviewTable, queue: ReviewQueue
    ) -> None:
        super().__init__(table)
        self._desk, self._office = desk, office
        self._table, self._queue = table, queue
        self.deeds = ReviewDesk(desk, office, parent=self)

    def next_unit(self) -> None:
        """Ctrl+↓: the next unit that waits, else the next one."""
        if not self._queue.step_to_waiting() and not self._queue.step(1):
            self._desk.told.emit("没有别的单位待审核。", False)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Space: the figures chosen, then on to the next one to be decided."""
        codes = [cell.code for cell in self._table.chosen_cells() if cell.stage in OPEN]
        if not codes or self.deeds.accept(codes):
            self._on_with()

    def accept_clean(self) -> None:
        """Ctrl+Enter: all that nothing speaks against, then on to what is left."""
        codes = [cell.code for cell in self._table.cells if cell.clean]
        if codes and self.deeds.accept_clean(codes):
            self._on_with()

    def send_back(self) -> None:
        """退改 of the figures chosen."""
        cells = self._table.chosen_cells()
        self._ask_return([one.code for one in cells], [one.name for one in cells])

    def send_back_whole(self) -> None:
        """整表退改."""
        self._ask_return([], [])

    def adopt(self) -> None:
        """采用数 of the current figure."""
        cell = self._table.current_cell
        if cell is not None:
            one = self._office.plan.indicator(cell.code)
            act = partial(self.deeds.adopt, cell.code)
            AdoptDialog(cell, indicator=one, act=act, parent=self._table.window()).open()

    def _ask_return(self, codes: list[str], names: list[str]) -> None:
        if codes or self._table.cells:
            ReturnDialog(
                names,
                phone=f"{self._office.unit.office} {self._office.user_name}",
                due=usual_return_day(self._office),
                act=partial(self.deeds.send_back, codes),
                parent=self._table.window(),
            ).open()

    def _on_with(self) -> None:
        """To the next figure to be decided; with none left the unit is done."""
        if not self._table.step_to_open():
            line = self._queue.current_line
            name = line.name if line is not None else ""
            self._desk.told.emit(f"{name}没有待审核的数了。Ctrl+↓ 下一单位。", False)

    def go_to_faulty(self) -> None:
        """F8: the next figure that something speaks against."""
        if not self._table.step_to_open(faulty=True):
            self._desk.told.emit("没有别的有提示的数了。Ctrl+Enter 全部接收。", False)

    def unit_before(self) -> None:
        """Ctrl+↑."""
        self._queue.step(-1)
