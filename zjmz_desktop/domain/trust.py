"""Trust: which keys speak for which offices. Pure, and whatever order lines and segments come in.

A key is trusted because a person confirmed it here, because the direct superior introduced its own
superior's, or because an office vouches: a unit for its own second PC, any superior for those below.
The cell `speaks/<key>` says so; `replaced` there ends it for what has not been taken in yet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zjmz_desktop.domain.packages import Introduction
from zjmz_desktop.domain.placing import Reason
from zjmz_desktop.domain.units import Units

SPEAKS = "speaks"
TRUSTED = "trusted"
REPLACED = "replaced"


class Speaker(NamedTuple):
    """A key and an office that it speaks for."""

    key: str
    unit: str


class Vouch(NamedTuple):
    """A revision of the cell `speaks/<key>`.

    Attributes:
        id: its id.
        author: the office that wrote it.
        about: which key speaks for whom.
        trusted: whether it does; False where it is replaced (or the cell was cleared).
        parents: ids of the revisions it supersedes.
        signer: key that signed the segment it came in, "" for a line that this store holds.
    """

    id: str
    author: str
    about: Speaker
    trusted: bool
    parents: tuple[str, ...] = ()
    signer: str = ""


def vouch_of(found: Mapping[str, Any], name: str, *, signer: str = "") -> Vouch | None:
    """The vouch that a parsed line is; None for any other line.

    Args:
        found: the line as an object.
        name: its id.
        signer: key of the segment it came in, "" for a line that this store holds.
    """
    cell = found["cell"]
    kind, _, key = cell["part"].partition("/")
    if cell["of"] != "key" or kind != SPEAKS:
        return None
    trusted = found["value"].get("text") == TRUSTED
    about = Speaker(key, cell["unit"])
    return Vouch(name, found["author"], about, trusted, tuple(found["parents"]), signer)


@dataclass(frozen=True)
class Trust:
    """What this store believes of keys.

    Attributes:
        covers: key → the offices it speaks or has spoken for.
        replaced: keys that cover nothing new for an office any more.
    """

    covers: Mapping[str, frozenset[str]]
    replaced: frozenset[Speaker] = field(default_factory=frozenset)

    def why_not(self, key: str, author: str) -> Reason | None:
        """Why something new that is signed by `key` can't be taken as written by `author`."""
        if key not in self.covers:
            return Reason.UNKNOWN_KEY
        if author not in self.covers[key]:
            return Reason.NOT_COVERED
        return Reason.REPLACED_KEY if Speaker(key, author) in self.replaced else None

    def keys_of(self, unit: str) -> tuple[str, ...]:
        """The keys that speak for an office now, sorted."""
        return tuple(sorted(key for key in self.covers if self.why_not(key, unit) is None))


def trust(direct: Iterable[Speaker], vouches: Iterable[Vouch], *, stages: Sequence[Units]) -> Trust:
    """What follows from the keys trusted here and everything that is vouched for.

    What this store holds already was weighed when it came, and is settled first; so whoever has got
    hold of a replaced key can add nothing by it. What arrives together has no order: there a key
    still introduces its successor although the successor replaces it.

    Args:
        direct: trusted by this store itself: its own, confirmed by a person, introduced.
        vouches: of the lines held, and of all segments that have arrived.
        stages: the units before and after each adjustment (`units.stages`).
    """
    roots = frozenset(direct)
    found = {one for one in vouches if _may_vouch(one, stages)}
    valid = {one for one in found if not one.signer}
    waiting = found - valid
    known = _settled(roots, valid)
    while ready := {one for one in waiting if known.why_not(one.signer, one.author) is None}:
        valid |= ready
        waiting -= ready
        known = Trust(_settled(roots, valid).covers, known.replaced)  # together, without order
    return _settled(roots, valid)


def _may_vouch(one: Vouch, stages: Sequence[Units]) -> bool:
    """A unit speaks for its own keys, any superior for those of units below."""
    author, unit = one.author, one.about.unit
    return author == unit or any(
        units.is_below(unit, author) for units in stages if unit in units.by_id
    )


def _settled(direct: frozenset[Speaker], valid: Iterable[Vouch]) -> Trust:
    """What valid vouches come to; of heads that differ, `replaced` stands."""
    cells: dict[Speaker, list[Vouch]] = {}
    for one in valid:
        cells.setdefault(one.about, []).append(one)
    spoken = direct | {about for about, mine in cells.items() if any(v.trusted for v in mine)}
    covers: dict[str, set[str]] = {}
    for speaker in spoken:
        covers.setdefault(speaker.key, set()).add(speaker.unit)
    ended = frozenset(about for about, mine in cells.items() if not _stands(mine))
    return Trust({key: frozenset(units) for key, units in covers.items()}, ended)


def _stands(mine: Sequence[Vouch]) -> bool:
    superseded = {parent for one in mine for parent in one.parents}
    return all(one.trusted for one in mine if one.id not in superseded)


def introduced(
    sender: Speaker,
    introductions: Iterable[Introduction],
    *,
    own: str,
    direct: Iterable[Speaker],
    units: Units,
) -> tuple[Speaker, ...]:
    """The keys of superiors that a package may make trusted here, sorted.

    Only the direct superior, whose key is trusted here itself, introduces offices above it; and this
    office's other computer those above the office.

    Args:
        sender: who made the package, with the key that signed it.
        introductions: what its manifest introduces.
        own: this store's office.
        direct: keys that this store trusts itself.
        units: the units as they stand.
    """
    parent = units.parent(own)
    if sender.unit not in (own, parent.id if parent else own) or sender not in direct:
        return ()
    above = {unit.id for unit in units.chain(sender.unit)}
    found = {Speaker(one.key, one.unit) for one in introductions if one.unit in above}
    return tuple(sorted(found))
