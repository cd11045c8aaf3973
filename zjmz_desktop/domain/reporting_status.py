"""报送情况: on time, late, missing, returned or accepted, by the day on which a submission came in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zjmz_desktop.domain.submissions import Stage


class Reported(StrEnum):
    """A unit's month in the table of who has reported."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    RETURNED = "returned"
    ACCEPTED = "accepted"

    @property
    def words(self) -> str:
        """The words on screen and paper."""
        return {
            "on_time": "按时",
            "late": "迟报",
            "missing": "未报",
            "returned": "退改",
            "accepted": "已接收",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Received:
    """How a unit's month came in.

    Attributes:
        stage: where the month stands.
        due_on: 报送截止日.
        received_on: day on which the submission that counts came in (the first since the last recall:
            what was mended after a return is not late), None where there is none.
    """

    stage: Stage
    due_on: date
    received_on: date | None

    @property
    def late(self) -> bool:
        """Whether it came after its day, or has not come and the day is known to be past."""
        return self.received_on is not None and self.received_on > self.due_on

    @property
    def state(self) -> Reported:
        """The one word of the table."""
        if self.stage in (Stage.NOT_REPORTED, Stage.RECALLED) or self.received_on is None:
            return Reported.MISSING
        if self.stage in (Stage.RETURNED, Stage.REOPENED):
            return Reported.RETURNED
        if self.stage is Stage.ACCEPTED:
            return Reported.ACCEPTED
        return Reported.LATE if self.late else Reported.ON_TIME

    def words(self, today: date) -> str:
        """The state in words, with how late it came, or that it is not due yet."""
        days = ((self.received_on or today) - self.due_on).days
        if self.state is Reported.MISSING:
            recalled = f"（{self.stage.words}）" if self.stage is Stage.RECALLED else ""
            return f"未报{recalled}，已超{days}天" if days > 0 else f"未报{recalled}，未到期"
        told = self.stage.words if self.stage in _TOLD_BY_STAGE else self.state.words
        if not self.late:
            return told
        return f"迟报{days}天" if self.state is Reported.LATE else f"{told}（迟报{days}天）"


_TOLD_BY_STAGE = (Stage.CHANGED, Stage.REOPENED)


_MOST_NAMED = 3
_OPEN: tuple[tuple[str, tuple[Reported, ...]], ...] = (
    ("还没有上报", (Reported.MISSING,)),
    ("已退改、还没有改报", (Reported.RETURNED,)),
    ("还没有审核完", (Reported.ON_TIME, Reported.LATE)),
)


def open_below(states: Mapping[str, Reported]) -> tuple[str, ...]:
    """What is still open of the units below, a sentence each: none where all is accepted.

    Args:
        states: unit's name → its month.
    """
    found = []
    for words, wanted in _OPEN:
        names = [name for name, state in states.items() if state in wanted]
        if names:
            more = f"等{len(names)}个单位" if len(names) > _MOST_NAMED else ""
            found.append(f"{words}：{'、'.join(names[:_MOST_NAMED])}{more}。")
    return tuple(found)
