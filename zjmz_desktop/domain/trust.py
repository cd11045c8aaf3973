"""Trust: which keys speak for which offices. Pure, and whatever order lines and segments come in.

A key is trusted because a person confirmed it here, because the direct superior introduced its own
superior's, or because an office vouches: a unit for its own second PC, any superior for those below.
The cell `speaks/<key>` says so; `replaced` there ends it, but for what was received under the key
before: its writer names the last lines of every chain that it holds, and whoever knows the last line of
a chain of hashes knows all of it.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
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
        ends: ids of the last lines of that segment's chains.
        received: with a replacement, ids of the last lines received under the key.
    """

    id: str
    author: str
    about: Speaker
    trusted: bool
    parents: tuple[str, ...] = ()
    signer: str = ""
    ends: frozenset[str] = frozenset()
    received: frozenset[str] = frozenset()


class Signed(NamedTuple):
    """A segment as far as trust goes: every line but the first of a chain has the one before with it.

    Attributes:
        name: of the segment.
        by: the key that signed it, and its author.
        ids: of its lines.
        ends: ids of those after which none follows.
    """

    name: str
    by: Speaker
    ids: frozenset[str]
    ends: frozenset[str]


def vouch_of(
    found: Mapping[str, Any], name: str, *, signer: str = "", ends: frozenset[str] = frozenset()
) -> Vouch | None:
    """The vouch that a parsed line is; None for any other line.

    Args:
        found: the line as an object.
        name: its id.
        signer: key of the segment it came in, "" for a line that this store holds.
        ends: ids of the last lines of that segment's chains.
    """
    cell = found["cell"]
    kind, _, key = cell["part"].partition("/")
    if cell["of"] != "key" or kind != SPEAKS:
        return None
    trusted = found["value"].get("text") == TRUSTED
    about = Speaker(key, cell["unit"])
    received = frozenset(found["value"].get("refs", ()))
    parents = tuple(found["parents"])
    return Vouch(name, found["author"], about, trusted, parents, signer, ends, received)


@dataclass(frozen=True)
class Trust:
    """What this store believes of keys.

    Attributes:
        covers: key → the offices it speaks or has spoken for.
        replaced: keys that cover nothing new for an office any more.
        received: of those ids of the last lines that were received under them before.
    """

    covers: Mapping[str, frozenset[str]]
    replaced: frozenset[Speaker] = field(default_factory=frozenset)
    received: Mapping[Speaker, frozenset[str]] = field(default_factory=dict)

    def why_not(self, key: str, author: str) -> Reason | None:
        """Why something new that is signed by `key` can't be taken as written by `author`."""
        if key not in self.covers:
            return Reason.UNKNOWN_KEY
        if author not in self.covers[key]:
            return Reason.NOT_COVERED
        return Reason.REPLACED_KEY if Speaker(key, author) in self.replaced else None

    def takes(self, by: Speaker, ends: Set[str], *, known: Set[str] = frozenset()) -> bool:
        """Whether a segment counts whose chains end in `ends`.

        Args:
            by: the key that signed it, and its author.
            ends: ids of the last lines of its chains.
            known: ids of lines that count already.
        """
        reason = self.why_not(by.key, by.unit)
        if reason is not Reason.REPLACED_KEY:
            return reason is None
        return ends <= self.received.get(by, frozenset()) | known

    def keys_of(self, unit: str) -> tuple[str, ...]:
        """The keys that speak for an office now, sorted."""
        return tuple(sorted(key for key in self.covers if self.why_not(key, unit) is None))


def trust(direct: Iterable[Speaker], vouches: Iterable[Vouch], *, stages: Sequence[Units]) -> Trust:
    """What follows from the keys trusted here and everything that is vouched for.

    What this store holds already was weighed when it came, and is settled first; so whoever has got
    hold of a replaced key can add nothing by it. What arrives together has no order, but offices have:
    each office's words are heard after those of all above it, so that a key which a superior replaced
    says no more than what was received under it.

    Args:
        direct: trusted by this store itself: its own, confirmed by a person, introduced.
        vouches: of the lines held, and of all segments that have arrived.
        stages: the units before and after each adjustment (`units.stages`).
    """
    found = {one for one in vouches if _may_vouch(one, stages)}
    held = {one for one in found if not one.signer}
    weighing = _Weighing(frozenset(direct), held)
    arriving: dict[str, set[Vouch]] = {}
    for one in found - held:
        arriving.setdefault(one.author, set()).add(one)
    for author in sorted(arriving, key=lambda unit: (_depth(unit, stages), unit)):
        weighing.hear(arriving[author], author=author)
    return weighing.trust


def _depth(unit: str, stages: Sequence[Units]) -> int:
    """How many offices stand above a unit, at most."""
    return max((len(units.chain(unit)) for units in stages if unit in units.by_id), default=0)


class _Weighing:
    """Words that count so far, office after office from above."""

    def __init__(self, direct: frozenset[Speaker], held: set[Vouch]) -> None:
        self._direct, self._valid = direct, held
        self._disputed: dict[Speaker, frozenset[str]] = {}

    @property
    def trust(self) -> Trust:
        """What the words so far come to."""
        now = _settled(self._direct, self._valid)
        ended = now.replaced | self._disputed.keys()
        return Trust(now.covers, ended, {**now.received, **self._disputed})

    def hear(self, said: set[Vouch], *, author: str) -> None:
        """Weigh what an office says: of its own keys first, then of those of units below."""
        own = {one for one in said if one.about.unit == author}
        self._disputed |= self._replaced_by(self._heard(own))
        self._valid |= self._heard(own)
        self._valid |= {one for one in said - own if _is_heard(one, self.trust)}

    def _heard(self, own: set[Vouch]) -> set[Vouch]:
        """Of an office's words about its own keys those that count, as far as is known what ended."""
        ended, heard = self.trust.replaced, set[Vouch]()
        while True:
            now = _settled(self._direct, self._valid | heard)
            known = Trust(now.covers, ended, {**now.received, **self._disputed})
            ready = {one for one in own - heard if _is_heard(one, known)}
            if not ready:
                return heard
            heard |= ready

    def _replaced_by(self, own: set[Vouch]) -> dict[Speaker, frozenset[str]]:
        """Keys that only their own office replaced, with what all who did so name as received.

        A thief can say as well as the office that a key was replaced, and by whom it is followed; where
        no superior has spoken nothing tells them apart, so only what both agree on counts.
        """
        now = _settled(self._direct, self._valid | own)
        return {one: _agreed(one, own) for one in now.replaced - self.trust.replaced}


def _agreed(about: Speaker, own: Iterable[Vouch]) -> frozenset[str]:
    """What every other key that replaced this one names."""
    named: dict[str, frozenset[str]] = {}
    for one in own:
        if one.about == about and not one.trusted and one.signer != about.key:
            named[one.signer] = named.get(one.signer, frozenset()) | one.received
    return frozenset.intersection(*named.values()) if named else frozenset()


def counted(
    segments: Iterable[Signed], *, known: Trust, held: Set[str] = frozenset()
) -> frozenset[str]:
    """Names of the segments that count, whatever order they come in.

    One that a replaced key signed counts when each of its chains ends in a line that was received
    before, or lies within what counts; so nothing that was written with a lost key afterwards does.

    Args:
        segments: with whole chains.
        known: which keys speak for whom.
        held: ids of lines that this store has taken already, of those that segments end in.
    """
    waiting, ids, found = set(segments), set(held), set[str]()
    while ready := {one for one in waiting if known.takes(one.by, one.ends, known=ids)}:
        waiting -= ready
        found |= {one.name for one in ready}
        ids.update(*(one.ids for one in ready))
    return frozenset(found)


def _is_heard(one: Vouch, known: Trust) -> bool:
    return known.takes(Speaker(one.signer, one.author), one.ends or {one.id})


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
    received = {about: _received(cells[about]) for about in ended}
    return Trust({key: frozenset(units) for key, units in covers.items()}, ended, received)


def _received(mine: Iterable[Vouch]) -> frozenset[str]:
    """What anybody says was received under a key; a replaced key can't say it of itself."""
    return frozenset().union(*(one.received for one in mine if one.signer != one.about.key))


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
