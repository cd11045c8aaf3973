"""What travels in a package: an office's own lines, signed now, and others' byte for byte; plans, evidence.

Which lines go where is `domain.routes`.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import NamedTuple

import orjson

from zjmz_desktop.domain.chains import scope_of
from zjmz_desktop.domain.evidence import PREFIX, sha256_of
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.routes import Direction, Route
from zjmz_desktop.domain.values import State
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.relaying import relayed
from zjmz_desktop.service.trusting import signing_key
from zjmz_desktop.service.versions_known import known_plans
from zjmz_desktop.store import cells, keys, personal, plans, receipts, replicas
from zjmz_desktop.store.blobs import Blobs


class Contents(NamedTuple):
    """What travels in one package.

    Attributes:
        segments: lines by author and scope; this store's own signed now.
        plans: SHA-256 → text.
        blobs: evidence that the receiver lacks: SHA-256 → bytes in size.
        missing: evidence that is named and not here: SHA-256 → file name.
        texts: personal texts that go along.
        sealed: those under the passphrase, b"" where there are none.
    """

    segments: tuple[Segment, ...]
    plans: Mapping[str, str]
    blobs: Mapping[str, int]
    missing: Mapping[str, str]
    texts: list[personal.Kept]
    sealed: bytes


def gather(office: Office, route: Route, *, passphrase: str) -> Contents:
    """Everything that travels on a way.

    Args:
        office: the open office.
        route: from whom to whom.
        passphrase: takes personal texts along, sealed under it; "" leaves them here.
    """
    found = (*_own(office, route), *relayed(office, route))
    blobs, missing = _evidence(office, route)
    texts = personal_texts(office, found, route=route) if passphrase else []
    sealed = _sealed(texts, passphrase) if texts else b""
    return Contents(found, _plans(office, route), blobs, missing, texts, sealed)


def _plans(office: Office, route: Route) -> dict[str, str]:
    """Every version of the year's plan, not the one in force alone: figures may rest on an older one."""
    if route.direction is Direction.UP:
        return {}
    of_year = (plan for plan in known_plans(office) if plan.year == route.year)
    return {plan.sha256: plans.text_of(office.database, plan.sha256) for plan in of_year}


def _own(office: Office, route: Route) -> Iterator[Segment]:
    """What was written here, signed now."""
    from zjmz_desktop.exchange.segments import make_segment

    for own in keys.all_own(office.database):
        scopes = replicas.scopes_of(office.database, own.unit)
        asked = [scope for scope in scopes if route.takes(own.unit, scope)]
        contents = replicas.lines_of_scopes(office.database, own.unit, scopes=asked)
        for content in contents.values():
            yield make_segment(own.unit, content.splitlines(), key=signing_key(office, own.unit))


def _evidence(office: Office, route: Route) -> tuple[dict[str, int], dict[str, str]]:
    """Evidence that the receiver lacks: SHA-256 → size; and what is not here: SHA-256 → name."""
    named = {}
    for one in cells.of_parts_at(office.database, None, prefix=PREFIX):
        scope = scope_of(one.cell.unit, one.cell)
        if one.value.state is State.VALUE and route.takes(one.cell.unit, scope):
            named[sha256_of(one.cell.part)] = one
    ids = {sha256: one.head_id for sha256, one in named.items()}
    has = receipts.covered(office.database, route.recipient, ids=ids.values())
    wanted = receipts.wanted(office.database, route.recipient)
    blobs, found, missing = Blobs(office.folder), {}, {}
    for sha256, one in named.items():
        size = blobs.size(sha256)
        if size is None:
            missing[sha256] = one.value.text or ""
        elif one.head_id not in has or sha256 in wanted:
            found[sha256] = size
    return found, missing


def personal_texts(
    office: Office, found: Iterable[Segment], *, route: Route
) -> list[personal.Kept]:
    """The personal texts kept here that may go along: their commitments stand in the lines.

    Upwards those of registers that the receiver confirms or counts; of others only where their rows
    were asked for: one chain has the rows of all registers, but no name has to go with it.
    """
    level = office.units.get(route.recipient).level
    every = route.direction is not Direction.UP or route.rows_below
    read = {one.code for one in office.plan.registers if every or one.counted_by is level}
    return personal.kept_of(office.database, _commitments(found, registers=read))


def _commitments(found: Iterable[Segment], *, registers: Set[str]) -> set[str]:
    lines = (orjson.loads(line) for one in found for line in one.content.splitlines())
    mine = (line for line in lines if line["cell"]["of"] in registers)
    return {line["value"]["commit"] for line in mine if "commit" in line["value"]}


def _sealed(texts: list[personal.Kept], passphrase: str) -> bytes:
    from zjmz_desktop.exchange.personal_sealed import PersonalText, seal_texts

    return seal_texts((PersonalText(*one) for one in texts), passphrase)
