"""What travels in a package from one office to another: by direction, author and scope. Design: sync.

Upwards goes what an office and those below it report; downwards what is said about the receiver and what
holds for all; between two computers of one office everything. Whoever was a unit's superior at any time of
the adjustments still passes it files: how else would it hear that it has another.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zjmz_desktop.domain.chains import FIGURES, OFFICE, ROWS, subject_of
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.domain.units import Unit, Units


class NoRouteError(ZjmzError):
    """Two offices that pass no files to each other."""

    def __init__(self, sender: Unit, recipient: Unit) -> None:
        super().__init__(
            f"{sender.office}和{recipient.office}不互相报送：只能发给上级、下级，或者本单位的另一台电脑。"
            "请核对收件单位的编号。"
        )


class Direction(StrEnum):
    """Which way a package goes."""

    UP = "up"
    DOWN = "down"
    SAME = "same"

    @property
    def usual(self) -> Kind:
        """The kind of package where none is named."""
        return self.kinds[0]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that go this way, the usual one first."""
        if self is Direction.DOWN:
            return (Kind.PLAN, Kind.RETURN, Kind.RECEIPT)
        return (Kind.SUBMISSION,)


def direction_of(sender: str, recipient: str, *, stages: Sequence[Units]) -> Direction:
    """Which way it is from one office to another.

    Args:
        sender: unit id.
        recipient: unit id.
        stages: the units before and after each adjustment (`units.stages`).

    Raises:
        NoRouteError: when neither is above the other.
        UnknownUnitError: when one of them is in no list.
    """
    if sender == recipient:
        return Direction.SAME
    from_one, to = stages[-1].get(sender), stages[-1].get(recipient)
    if _is_below(sender, recipient, stages=stages):
        return Direction.UP
    if _is_below(recipient, sender, stages=stages):
        return Direction.DOWN
    raise NoRouteError(from_one, to)


def _is_below(unit: str, above: str, *, stages: Sequence[Units]) -> bool:
    """Whether a unit is or was below another; one that is in no list here is below none."""
    return any(unit in units.by_id and units.is_below(unit, above) for units in stages)


@dataclass(frozen=True, slots=True)
class Route:
    """A package's way.

    Attributes:
        sender: unit id of who packs.
        recipient: unit id of who it is for.
        year: plan year whose figures travel.
        issuer: unit id of the issuing office.
        stages: the units before and after each adjustment (`units.stages`).
        rows: whether the sender's register rows go up.
        rows_below: whether rows of units below go up too.
    """

    sender: str
    recipient: str
    year: int
    issuer: str
    stages: Sequence[Units]
    rows: bool = False
    rows_below: bool = False

    @property
    def direction(self) -> Direction:
        """Which way it goes."""
        return direction_of(self.sender, self.recipient, stages=self.stages)

    def takes(self, author: str, scope: str) -> bool:
        """Whether lines of that author and scope travel."""
        takes: dict[Direction, Callable[[str, str], bool]] = {
            Direction.UP: self._up,
            Direction.DOWN: self._down,
            Direction.SAME: lambda author, scope: True,
        }
        return takes[self.direction](author, scope)

    def _up(self, author: str, scope: str) -> bool:
        own = author == self.sender
        if not own and not self._is_below(author, self.sender):
            return self._of_former_superior(author, scope)
        if scope.partition(":")[0] == ROWS:
            return self.rows if own else self.rows_below
        return scope == OFFICE or self._of_year(scope)

    def _of_former_superior(self, author: str, scope: str) -> bool:
        """What another superior than the receiver said of the sender: it goes along to a new one."""
        if author == self.recipient or subject_of(scope) != self.sender:
            return False
        return self.rows if scope.startswith(ROWS) else self._of_year(scope)

    def _down(self, author: str, scope: str) -> bool:
        if author == self.recipient:
            return not scope.startswith(FIGURES) or self._of_year(scope)
        if not self._is_below(self.recipient, author):
            return False
        if scope == OFFICE:
            return True
        subject = subject_of(scope)
        if scope.startswith(FIGURES) and not self._of_year(scope):
            return False
        if not subject:
            return author == self.issuer and scope.startswith(FIGURES)
        return self._is_recipients(subject)

    def _of_year(self, scope: str) -> bool:
        kind, _, rest = scope.partition(":")
        return kind == FIGURES and rest.partition(":")[0] == str(self.year)

    def _is_recipients(self, unit: str) -> bool:
        return unit == self.recipient or self._is_below(unit, self.recipient)

    def _is_below(self, unit: str, above: str) -> bool:
        return _is_below(unit, above, stages=self.stages)
