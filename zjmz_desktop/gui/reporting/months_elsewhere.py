"""Where nothing of a month waits for review: the month that does, looked for beside the window."""

from functools import partial

from PySide6.QtCore import QObject

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.reporting.review_head import ReviewHead
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.waiting import UnitMonth, months_to_review


class MonthsElsewhere(QObject):
    """Looks through the months of the year, and lets the head offer what was found."""

    def __init__(self, desk: Desk, office: Office, *, head: ReviewHead) -> None:
        super().__init__(head)
        self._desk, self._head = desk, head
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(desk.refused)

    def look(self) -> None:
        """Look; what was looked for before is not offered any more."""
        self._beside.start(partial(_waiting, period=self._desk.place.period))

    def drop(self) -> None:
        """Offer nothing."""
        self._beside.drop()

    def stop(self) -> None:
        """End what runs beside the window."""
        self._beside.drop()
        self._beside.wait()

    def _on_read(self, found: tuple[Period, tuple[UnitMonth, ...]]) -> None:
        period, months = found
        if period == self._desk.place.period:
            self._head.offer_months(months, period)


def _waiting(office: Office, task: Task, *, period: Period) -> tuple[Period, tuple[UnitMonth, ...]]:
    del task
    return period, months_to_review(office)
