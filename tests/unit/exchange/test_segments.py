"""Segments: one order of lines, one signature, chains without a gap."""

import json
import random

from hypothesis import given
from hypothesis import strategies as st
from made_packages import ANOTHER, DANTU, GAOZI, KEY, OTHER, REPLICA, lines, revisions

from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.revisions import id_of, read_line
from zjmz_desktop.exchange.segments import (
    content_of,
    has_whole_chains,
    is_of_one_author,
    is_signed,
    make_segment,
)


def parsed(content: bytes) -> tuple[list[dict[str, object]], list[str]]:
    every = content.splitlines()
    return [json.loads(line) for line in every], [id_of(line) for line in every]


def whole(some: list[bytes]) -> bool:
    return has_whole_chains(*parsed(content_of(some)))


@given(st.randoms(use_true_random=False))
def test_whatever_the_order_the_content_is_one(chance: random.Random) -> None:
    every = [*lines(4, replica=ANOTHER), *lines(11)]
    mixed = list(every)
    chance.shuffle(mixed)
    assert content_of(mixed) == content_of(every)
    assert whole(mixed)


def test_lines_stand_by_replica_and_number() -> None:
    every = content_of([*lines(3, replica=ANOTHER), *lines(11)]).splitlines()
    places = [(one.replica, one.seq) for one in map(read_line, every)]
    assert places == [(REPLICA, n) for n in range(1, 12)] + [(ANOTHER, n) for n in (1, 2, 3)]


def test_a_segment_is_signed_by_its_office() -> None:
    found = make_segment(GAOZI, lines(3), key=KEY)
    assert (found.author, found.key) == (GAOZI, KEY.public)
    assert found.signature == KEY.sign(b"zjmz-segment-1\n" + found.content)
    assert is_signed(found)
    assert not is_signed(Segment(GAOZI, OTHER.public, found.signature, found.content))
    assert not is_signed(Segment(GAOZI, KEY.public, found.signature, found.content[:-1]))


def test_lines_of_another_author_are_found() -> None:
    found, _ = parsed(content_of([*lines(2), *lines(1, unit=DANTU, replica=ANOTHER)]))
    segment = make_segment(GAOZI, [], key=KEY)
    assert is_of_one_author(segment, found[:2])
    assert not is_of_one_author(segment, found)


def test_a_gap_a_missing_beginning_and_a_line_twice_are_found() -> None:
    every = lines(5)
    assert whole(every)
    assert whole(every[:3])
    assert whole([])
    assert not whole(every[1:])
    assert not whole([*every[:2], *every[3:]])
    assert not whole([*every, every[2]])


def test_lines_out_of_order_are_found() -> None:
    found, ids = parsed(b"\n".join(reversed(lines(2))))
    assert not has_whole_chains(found, ids)


def test_a_fork_is_whole_and_a_graft_is_not() -> None:
    """A restored backup went on from line 2; a graft names a line of another chain."""
    trunk = revisions(4)
    fork = [one.line for one in revisions(4, prev="f" * 32)]
    again = json.loads(trunk[2].line) | {"user": "u07"}
    other = json.dumps(again, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    assert whole([*[one.line for one in trunk], other])
    assert not whole([trunk[0].line, *fork[1:]])
    assert not whole(fork)  # the first line of a chain follows nothing
