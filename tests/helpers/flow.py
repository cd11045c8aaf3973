"""A district's store with one of its towns writing in it, and a clock that can be set."""

from datetime import UTC, datetime
from pathlib import Path

from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.service import entering
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import PLAIN, Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.month_states import MonthStates

CITY, DANTU = "321100000000", "321112000000"
GAOZI, GAOQIAO = "321112001000", "321112100000"
JUNE = month(2018, 6)
AT = UnitPeriod(GAOZI, JUNE)
CODE, OTHER = "I05-02", "I05-03"  # 低保对象户数, 人数: numbers without a sum to agree with


class Flow:
    """The two offices.

    Attributes:
        district: the reviewing office.
        town: the town, in the same store.
        now: what the clock says.
    """

    def __init__(self, folder: Path) -> None:
        self.now = datetime(2018, 7, 3, 2, tzinfo=UTC)
        self.district = create_office(folder, DANTU, clock=lambda: self.now)
        self.town: Office = self.district.acting_as(GAOZI)

    def put(self, typed: str, code: str = CODE, *, how: Circumstances = PLAIN) -> str:
        """Type the town's figure of June; the reason of a refusal, or ""."""
        return entering.save_field(self.town, at(code), typed=typed, how=how).error

    def stage(self, period: Period = JUNE) -> Stage:
        """Where the town's month stands."""
        return MonthStates(self.district, period).month_stage(GAOZI)

    def cell(self, code: str = CODE) -> CellStage:
        """Where the town's figure stands."""
        return MonthStates(self.district, JUNE).stages(GAOZI)[code]


def at(code: str = CODE, part: str = "value") -> FieldAt:
    """A field of the town's June."""
    return FieldAt(code, GAOZI, JUNE, part)
