"""Above the figures under review: whose, which month, where it stands; months that wait elsewhere."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.gui.reporting.review_queue import short_words
from zjmz_desktop.gui.reporting.stage_marks import OF_STAGE
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.gui.widgets.stage_pill import StagePill
from zjmz_desktop.service.review_views import UnitQueue
from zjmz_desktop.service.waiting import UnitMonth


class ReviewHead(QWidget):
    """Title, stage, how far; where nothing waits in this month, the one that does.

    Signals:
        month_asked: another month is to be shown.
    """

    month_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._title, self._pill = label("", "title"), StagePill()
        self._about = label("", "soft")
        self._waiting = Notice("info", "")
        self._go = button("去审核", "link")
        self._go.clicked.connect(self._on_go)
        self._waiting.body.addWidget(self._go)
        self._elsewhere: Period | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self._title, self._pill, spacer(), self._about):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._waiting)

    @property
    def way_elsewhere(self) -> QWidget:
        """去审核, of the month that waits."""
        return self._go

    def show_line(self, line: UnitQueue, *, period: Period, waiting: int) -> None:
        """Show another unit's month."""
        self._title.setText(f"{line.name}　{period.title}")
        self._pill.say(line.stage.words, OF_STAGE[line.stage])
        times = f"第{line.version}版，" if line.version else ""
        rest = f"　本月{waiting}个单位待审核" if waiting else ""
        self._about.setText(f"{times}{short_words(line)}{rest}")
        self._waiting.hide()

    def offer_months(self, waiting: Iterable[UnitMonth], shown: Period) -> None:
        """Say which month has something that waits, where this one has nothing."""
        counts = Counter(one.period for one in waiting)
        counts.pop(shown, None)
        self._elsewhere = max(counts, key=lambda one: one.code, default=None)
        if self._elsewhere is not None:
            title = self._elsewhere.title
            said = f"{shown.title}没有待审核的。{title}有{counts[self._elsewhere]}个单位待审核。"
            self._waiting.set_text(said)
            self._go.setText(f"去审核{title}")
            self._waiting.show()

    def _on_go(self) -> None:
        self.month_asked.emit(self._elsewhere)
