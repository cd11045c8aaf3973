"""What of a package may be placed here: segment by segment, line by line, with the reason where it may not.

Nothing is written. What is set aside is kept with its reason and sifted again, when a plan, a code or
another package arrives.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import orjson

from zjmz_desktop.crypto import key_code
from zjmz_desktop.domain.chains import scopes_of
from zjmz_desktop.domain.lines import BadLine, Line, read_lines
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.placing import About, Placing, Reason, about, named
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.revisions import id_of
from zjmz_desktop.domain.trust import Signed, Speaker, Trust, Vouch, counted, vouch_of
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.trusting import trust_of
from zjmz_desktop.service.versions_known import known_plans, unit_stages
from zjmz_desktop.store import arriving
from zjmz_desktop.store.quarantine import Quarantined


class Opened(NamedTuple):
    """A segment with its lines read.

    Attributes:
        segment: as it was received.
        lines: the good ones.
        bad: those that can't be used.
        fault: why none of it can be used, whoever signed it; None where it can.
    """

    segment: Segment
    lines: list[Line]
    bad: list[BadLine]
    fault: Reason | None

    def vouches(self) -> Iterator[Vouch]:
        """What its office vouches for."""
        if self.fault is None and any(vouch_of(line.found, line.id) for line in self.lines):
            signed = self.signed()
            for line in self.lines:
                found = vouch_of(line.found, line.id, signer=signed.by.key, ends=signed.ends)
                if found is not None:
                    yield found

    def signed(self) -> Signed:
        """As far as trust goes."""
        ids = frozenset(line.id for line in self.lines)
        ends = ids.difference(line.found.get("prev") for line in self.lines)
        by = Speaker(self.segment.key, self.segment.author)
        return Signed(self.segment.name, by, ids, ends)


def opened(segment: Segment) -> Opened:
    """A segment with its lines read."""
    lines, bad = read_lines(segment.content)
    return Opened(segment, lines, bad, _fault(segment, lines))


def _fault(segment: Segment, lines: list[Line]) -> Reason | None:
    from zjmz_desktop.exchange.segments import has_whole_chains, is_of_one_author

    found = [line.found for line in lines]
    if not is_of_one_author(segment, found):
        return Reason.NOT_COVERED
    if not has_whole_chains(found, [line.id for line in lines]):
        return Reason.BROKEN_CHAIN
    if len(scopes_of(segment.author, (line["cell"] for line in found))) > 1:
        return Reason.MIXED_SCOPES
    return None


def _counted(office: Office, parts: Sequence[Opened], *, known: Trust) -> frozenset[str]:
    """Names of the segments that count although, or because, of their key; only where one is replaced."""
    if not any(Speaker(one.segment.key, one.segment.author) in known.replaced for one in parts):
        return frozenset()
    whole = [one.signed() for one in parts if one.fault is None]
    ends = {name for one in whole for name in one.ends}
    with office.database.reading() as conn:
        held = arriving.taken(conn, ends)
    return counted(whole, known=known, held=held)


class Sifted(NamedTuple):
    """What came out of a segment, or of several.

    Attributes:
        placed: lines that may enter.
        aside: what may not, with the reason.
    """

    placed: list[Line]
    aside: list[Quarantined]


class Sieve:
    """The rules as they stand, with what is just arriving."""

    def __init__(
        self,
        office: Office,
        *,
        parts: Sequence[Opened],
        heard: Iterable[Speaker] = (),
        plans: Iterable[Plan] = (),
    ) -> None:
        """Make a sieve.

        Args:
            office: the open office.
            parts: the segments that are just being read.
            heard: who is introduced by the package that is just being read.
            plans: that have just arrived.
        """
        vouches = [vouch for one in parts for vouch in one.vouches()]
        self.trust: Trust = trust_of(office, arriving=vouches, heard=heard)
        self._counted = _counted(office, parts, known=self.trust)
        self._office, self._now = office, office.now()
        known = {plan.sha256: plan for plan in (*plans, *known_plans(office))}
        self._placing = Placing(known.values(), unit_stages(office))

    def segment(self, found: Opened) -> Sifted:
        """Sift one segment."""
        segment = found.segment
        reason = None
        if segment.name not in self._counted:
            reason = self.trust.why_not(segment.key, segment.author) or found.fault
        if reason is not None:
            return Sifted([], [self._whole(segment, reason)])
        placed, aside = [], [self._bad(segment, one) for one in found.bad]
        for line in found.lines:
            why_not = self._placing.why_not(line.found)
            if why_not is None:
                placed.append(line)
            else:
                aside.append(self._aside(segment, line, reason=why_not))
        return Sifted(placed, aside)

    def line(self, segment: Segment, line: Line) -> Reason | None:
        """Why a single line that was set aside may still not be placed; its segment counted."""
        why_not = self.trust.why_not(segment.key, segment.author)
        if why_not is None or why_not is Reason.REPLACED_KEY:
            return self._placing.why_not(line.found)
        return why_not

    def _whole(self, segment: Segment, reason: Reason) -> Quarantined:
        told = self._office_words(segment)
        return self._made(segment, reason, told=told, name=segment.name)

    def _bad(self, segment: Segment, one: BadLine) -> Quarantined:
        told = self._office_words(segment)
        return self._made(segment, Reason.BAD_LINE, told=told, name=id_of(one.raw), line=one.raw)

    def _aside(self, segment: Segment, line: Line, *, reason: Reason) -> Quarantined:
        code = key_code(segment.author, segment.key)
        told = about(line.found, self._office.units, plan=self._office.plan, code=code)
        return self._made(segment, reason, told=told, name=line.id, line=line.raw)

    def _office_words(self, segment: Segment) -> About:
        code = key_code(segment.author, segment.key)
        return About(named(segment.author, self._office.units), code=code)

    def _made(
        self,
        segment: Segment,
        reason: Reason,
        *,
        told: About,
        name: str,
        line: bytes | None = None,
    ) -> Quarantined:
        detail = orjson.dumps(told._asdict()).decode()
        return Quarantined(
            name, segment.name, segment.author, reason.value, detail, line, self._now
        )


def message_of(one: Quarantined) -> str:
    """The sentence of something set aside."""
    told: Mapping[str, Any] = orjson.loads(one.detail)
    return Reason(one.reason).words(About(**told))
