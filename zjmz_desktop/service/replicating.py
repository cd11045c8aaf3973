"""This computer's own chains of writing, and new ones after a backup was restored or the store was copied."""

from dataclasses import dataclass

from zjmz_desktop.domain.chains import OFFICE, ROWS, subject_of
from zjmz_desktop.service.context import Office
from zjmz_desktop.store import replicas as stored


@dataclass(frozen=True, slots=True)
class ReplicaLine:
    """One chain of this computer.

    Attributes:
        id: 32 hex digits; its beginning names this computer where two disagree.
        unit: unit id of the writing office.
        scope: which lines go through it.
        words: the same in words.
        seq: how many lines were written through it.
        former: whether it was given up.
    """

    id: str
    unit: str
    scope: str
    words: str
    seq: int
    former: bool


def replicas(office: Office) -> tuple[ReplicaLine, ...]:
    """This computer's chains, those that were given up last."""
    return tuple(
        ReplicaLine(one.id, one.unit, one.purpose, _words(office, one.purpose), one.seq, one.former)
        for one in stored.every(office.database)
    )


def _words(office: Office, scope: str) -> str:
    if scope == OFFICE:
        return "用户、识别码等"
    subject = subject_of(scope)
    whose = f"（{office.units.office_of(subject)}的）" if subject else ""
    kind = "底册" if scope.startswith(ROWS) else f"{scope.split(':')[1]}年的数"
    return f"{kind}{whose}"


def renew(office: Office) -> tuple[ReplicaLine, ...]:
    """Give up this computer's chains: what it writes from now on can be told from what another copy writes.

    A copy that is noticed in what arrives does so by itself; this is for who knows it beforehand.
    """
    with office.database.transaction() as conn:
        stored.renew_replicas(conn, at=office.now())
    return replicas(office)
