"""Versions of one figure beside each other: 月报, 快报, 预计全年, 年报, and by how much they differ."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """Which version; all are of the year up to a month."""

    MONTHLY = "monthly"
    FLASH = "flash"
    ESTIMATE = "estimate"
    ANNUAL = "annual"

    @property
    def words(self) -> str:
        """The words on screen and paper."""
        return {
            "monthly": "月报累计",
            "flash": "快报",
            "estimate": "预计全年",
            "annual": "年报",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Version:
    """One version with who gave it.

    Attributes:
        kind: which.
        period: title of the period for which it was given.
        n: number or numerator.
        d: denominator, None where there is none.
        user: who wrote it, "" where it is worked out.
        at: when, "" where it is worked out.
        note: why it was written so.
        id: revision, "" where it is worked out.
    """

    kind: Kind
    period: str
    n: Decimal
    d: Decimal | None = None
    user: str = ""
    at: str = ""
    note: str = ""
    id: str = ""

    @property
    def words(self) -> str:
        """The figure as text: 12, 50/60."""
        return f"{self.n:f}" if self.d is None else f"{self.n:f}/{self.d:f}"


def difference(later: Version, earlier: Version) -> str:
    """「年报12，快报13，少1，原因：…」, "" where they agree; the reason is the later one's note."""
    if (later.n, later.d) == (earlier.n, earlier.d):
        return ""
    told = [f"{later.kind.words}{later.words}", f"{earlier.kind.words}{earlier.words}"]
    if later.d is None and earlier.d is None:
        gap = later.n - earlier.n
        told.append(f"{'多' if gap > 0 else '少'}{abs(gap):f}")
    told.append(f"原因：{later.note}" if later.note else "没有写明原因")
    return "，".join(told)


def differences(versions: tuple[Version, ...]) -> tuple[str, ...]:
    """How the version that counts most differs from each of the others; an estimate is no report."""
    found = {one.kind: one for one in versions}
    order = [found[kind] for kind in (Kind.ANNUAL, Kind.MONTHLY, Kind.FLASH) if kind in found]
    if not order:
        return ()
    first, *others = order
    return tuple(words for one in others if (words := difference(first, one)))


def change_words(act: str, *, before: str, after: str, unit: str) -> str:
    """「更正，由5改为6（户次）」, 「补报4（户次）」 where nothing stood before."""
    measured = f"（{unit}）" if unit else ""
    return f"{act}，由{before}改为{after}{measured}" if before else f"{act}{after}{measured}"
