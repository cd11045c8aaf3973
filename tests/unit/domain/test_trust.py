"""Which keys speak for whom, whatever order the vouches come in."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.packages import Introduction
from zjmz_desktop.domain.placing import Reason
from zjmz_desktop.domain.trust import (
    Signed,
    Speaker,
    Trust,
    Vouch,
    counted,
    introduced,
    trust,
    vouch_of,
)
from zjmz_desktop.domain.units import UnitChange, read_units, stages

LIST = Path(__file__).parents[3] / "resources" / "units" / "zhenjiang_2018.csv"
UNITS = read_units(LIST.read_text(encoding="utf-8"))
CITY, DANTU, GAOZI = "321100000000", "321112000000", "321112001000"
XINFENG, DANYANG = "321112101000", "321181000000"
OFFICES = (CITY, DANTU, GAOZI, XINFENG, DANYANG)


def vouch(
    author: str, key: str, unit: str, *parents: Vouch, signer: str = "", yes: bool = True
) -> Vouch:
    about = Speaker(key, unit)
    name = f"{author} {key} {unit} {yes} {signer} {[one.id for one in parents]}"
    return Vouch(name, author, about, yes, tuple(one.id for one in parents), signer)


def replaced(author: str, key: str, *parents: Vouch, signer: str = "", received: str = "") -> Vouch:
    """A replacement of one of 高资街道's keys that names what was received under it."""
    one = vouch(author, key, GAOZI, *parents, signer=signer, yes=False)
    return one._replace(id=f"{one.id} {received}", received=frozenset(received.split()))


def known(*vouches: Vouch, direct: Sequence[Speaker] = (Speaker("d1", DANTU),)) -> Trust:
    return trust(direct, vouches, stages=(UNITS,))


def test_a_key_covers_the_offices_it_is_trusted_for_and_no_other() -> None:
    found = known()
    assert found.why_not("d1", DANTU) is None
    assert found.why_not("d1", GAOZI) is Reason.NOT_COVERED
    assert found.why_not("x", DANTU) is Reason.UNKNOWN_KEY
    assert found.keys_of(DANTU) == ("d1",)


def test_a_superior_vouches_and_a_chain_of_vouches_is_followed() -> None:
    second_pc = vouch(GAOZI, "g2", GAOZI, signer="g1")
    town = vouch(DANTU, "g1", GAOZI, signer="d2")
    own = vouch(DANTU, "d2", DANTU, signer="d1")
    found = known(second_pc, town, own)
    assert found.keys_of(GAOZI) == ("g1", "g2")
    assert found.keys_of(DANTU) == ("d1", "d2")


@pytest.mark.parametrize(
    "one",
    [
        vouch(GAOZI, "x1", GAOZI, signer="x1"),  # nobody knows the signer
        vouch(DANYANG, "x1", GAOZI, signer="d1"),  # the signer doesn't cover the author
        vouch(DANTU, "x1", CITY, signer="d1"),  # below
        vouch(DANTU, "x1", DANYANG, signer="d1"),  # beside
        vouch(DANTU, "x1", "999", signer="d1"),  # no unit
    ],
)
def test_who_may_not_vouch_changes_nothing(one: Vouch) -> None:
    assert known(one) == known()


def test_a_replaced_key_covers_nothing_new() -> None:
    first = vouch(DANTU, "g1", GAOZI)
    gone = vouch(DANTU, "g1", GAOZI, first, yes=False)
    found = known(first, gone, vouch(GAOZI, "g2", GAOZI, signer="g1"))
    assert found.why_not("g1", GAOZI) is Reason.REPLACED_KEY
    assert found.why_not("g2", GAOZI) is Reason.UNKNOWN_KEY
    again = vouch(DANTU, "g1", GAOZI, gone)
    assert known(first, gone, again).why_not("g1", GAOZI) is None


def test_who_holds_a_replaced_key_can_not_bring_it_back_or_replace_its_successor() -> None:
    first, second = vouch(DANTU, "g1", GAOZI), vouch(GAOZI, "g2", GAOZI)
    gone = vouch(GAOZI, "g1", GAOZI, first, yes=False)
    thief = (
        vouch(GAOZI, "g1", GAOZI, gone, signer="g1"),
        vouch(GAOZI, "g2", GAOZI, second, signer="g1", yes=False),
    )
    assert known(first, second, gone, *thief) == known(first, second, gone)
    another = vouch(DANTU, "x1", XINFENG, signer="d1")  # takes the weighing into a second round
    honest = first, second, gone, another
    assert known(*honest, *thief) == known(*honest)


def test_what_anybody_received_under_a_replaced_key_is_named_but_not_by_the_key_itself() -> None:
    first = vouch(DANTU, "g1", GAOZI)
    said = replaced(DANTU, "g1", first, received="a b"), replaced(CITY, "g1", received="c")
    thief = replaced(GAOZI, "g1", signer="g1", received="t")
    found = known(first, *said, thief)
    assert found.received == {Speaker("g1", GAOZI): frozenset("abc")}
    arriving = replaced(DANTU, "g1", first, signer="d1", received="a")
    assert known(first, arriving, thief).received == {Speaker("g1", GAOZI): {"a"}}
    assert known(first, *said[:1], vouch(DANTU, "g1", GAOZI, said[0])).received == {}


def test_a_replaced_key_vouched_for_what_was_received_whether_heard_before_or_together() -> None:
    """The second computer replaced the first one's code, and was lost itself."""
    first, second = vouch(DANTU, "g1", GAOZI), vouch(DANTU, "g2", GAOZI)
    gone = replaced(DANTU, "g2", second, received="e", signer="d1")
    by_second = replaced(GAOZI, "g1", first, signer="g2", received="a")._replace(
        ends=frozenset("e")
    )
    later = vouch(GAOZI, "x1", GAOZI, signer="g2")._replace(ends=frozenset("ef"))
    held = known(first, second, gone._replace(signer=""), by_second, later)
    assert held == known(first, second, gone._replace(signer=""), by_second)
    assert held.received == {Speaker("g1", GAOZI): {"a"}, Speaker("g2", GAOZI): {"e"}}
    assert known(first, second, gone, by_second) == held
    bare = replaced(DANTU, "g2", second)
    assert known(first, second, bare, by_second).replaced == {Speaker("g2", GAOZI)}
    again = replaced(DANTU, "g2", bare, signer="d1", received="e")
    assert known(first, second, bare, again, by_second) == held


FIRST = vouch(DANTU, "g1", GAOZI, signer="d1")
SECOND = vouch(GAOZI, "g2", GAOZI, signer="g1")._replace(ends=frozenset("e"))
SUCCEEDED = replaced(GAOZI, "g1", FIRST, signer="g2", received="e")
"""A second computer that the first one introduced, and that replaced its code."""
THIEF = (
    vouch(GAOZI, "x1", GAOZI, signer="g1")._replace(ends=frozenset("et")),
    replaced(GAOZI, "g1", FIRST, signer="x1", received="e t"),
    vouch(GAOZI, "g2", GAOZI, SECOND, signer="x1", yes=False),
    vouch(GAOZI, "g1", GAOZI, SUCCEEDED, signer="g1"),
)
"""Who has the first computer's key names a successor of its own."""


def test_a_key_and_its_successor_may_come_together() -> None:
    found = known(FIRST, SECOND, SUCCEEDED)
    assert found.received == {Speaker("g1", GAOZI): {"e"}}
    assert found.keys_of(GAOZI) == ("g2",)
    assert found.why_not("g1", GAOZI) is Reason.REPLACED_KEY
    unnamed = SUCCEEDED._replace(received=frozenset())
    assert known(FIRST, SECOND, unnamed).keys_of(GAOZI) == ()


def test_a_stolen_key_brings_no_successor_to_a_store_that_hears_all_at_once() -> None:
    gone = replaced(DANTU, "g1", FIRST, signer="d1", received="e")
    for honest in ([FIRST, gone], [FIRST, SECOND, gone], [FIRST, SECOND, SUCCEEDED, gone]):
        assert known(*honest, *THIEF) == known(*honest)
    assert known(FIRST, SECOND, gone, *THIEF).keys_of(GAOZI) == ("g2",)


@st.composite
def written_with_a_stolen_key(draw: st.DrawFn) -> Vouch:
    key, signer = (draw(st.sampled_from(["g1", "g2", "x1", "x2"])) for _ in range(2))
    signer = "g1" if signer == "g2" else signer
    one = vouch(GAOZI, key, GAOZI, *draw(st.lists(st.sampled_from([FIRST, SECOND]), max_size=2)))
    received = frozenset(draw(st.sets(st.sampled_from("et"))))
    named = f"{one.id} {signer} {sorted(received)} {draw(st.integers(0, 3))}"
    yes = draw(st.booleans())
    return one._replace(
        id=named, trusted=yes, signer=signer, ends=frozenset("et"), received=received
    )


@given(st.lists(written_with_a_stolen_key(), max_size=8))
def test_nothing_that_is_said_with_a_stolen_key_changes_what_a_superior_has_ended(
    words: list[Vouch],
) -> None:
    gone = replaced(DANTU, "g1", FIRST, signer="d1", received="e")
    assert known(FIRST, SECOND, gone, *words) == known(FIRST, SECOND, gone)


def test_of_two_stolen_keys_neither_names_what_was_received_under_the_other() -> None:
    other = vouch(DANTU, "g3", GAOZI, signer="d1")
    gone = (
        replaced(DANTU, "g1", FIRST, signer="d1", received="e"),
        replaced(DANTU, "g3", other, signer="d1", received="h"),
    )
    thief = replaced(GAOZI, "g1", signer="g3", received="e t")._replace(ends=frozenset("k"))
    found = known(FIRST, other, *gone, thief, *THIEF)
    assert found == known(FIRST, other, *gone)
    assert found.received == {Speaker("g1", GAOZI): {"e"}, Speaker("g3", GAOZI): {"h"}}


def test_two_who_replace_a_key_of_their_own_office_apart_are_both_left_to_the_superior() -> None:
    """Nothing in the files tells the thief from the office: only what both name counts."""
    found = known(FIRST, SECOND, SUCCEEDED, *THIEF)
    assert found.keys_of(GAOZI) == ()
    assert found.received[Speaker("g1", GAOZI)] == {"e"}
    said = vouch(DANTU, "g2", GAOZI, signer="d1"), replaced(DANTU, "g1", signer="d1", received="e")
    assert known(FIRST, SECOND, SUCCEEDED, *THIEF, *said).keys_of(GAOZI) == ("g2",)


def test_what_one_computer_says_of_a_key_in_two_lines_is_taken_together() -> None:
    again = replaced(GAOZI, "g1", SUCCEEDED, signer="g2", received="f")
    found = known(FIRST, SECOND, SUCCEEDED, again)
    assert found.received == {Speaker("g1", GAOZI): {"e", "f"}}


def test_a_key_that_a_superior_replaced_introduces_nobody_whether_heard_together_or_before() -> (
    None
):
    """g2 is vouched for and replaced in one package of 丹徒区; what g2 vouched for comes in the same."""
    second = vouch(DANTU, "g2", GAOZI, signer="d1")
    gone = vouch(DANTU, "g2", GAOZI, second, signer="d1", yes=False)
    third = vouch(GAOZI, "g3", GAOZI, signer="g2")
    assert known(second, third).keys_of(GAOZI) == ("g2", "g3")
    assert known(second, gone, third).keys_of(GAOZI) == ()
    held = [one._replace(signer="") for one in (second, gone)]
    assert known(*held, third).keys_of(GAOZI) == ()


def test_of_two_who_differ_replaced_stands() -> None:
    yes = vouch(GAOZI, "g1", GAOZI, signer="d2")
    found = known(vouch(DANTU, "g1", GAOZI), vouch(CITY, "g1", GAOZI, yes=False), yes)
    assert found.why_not("g1", GAOZI) is Reason.REPLACED_KEY


def test_the_superior_before_an_adjustment_has_vouched_as_such() -> None:
    moved = stages(UNITS, [UnitChange(GAOZI, "parent_stat", date(2018, 7, 1), DANYANG)])
    now = trust((Speaker("d1", DANTU),), [vouch(DANTU, "g1", GAOZI, signer="d1")], stages=moved)
    assert now.keys_of(GAOZI) == ("g1",)


KEYS = st.sampled_from(["d1", "d2", "g1", "g2", "c1"])


@st.composite
def vouchings(draw: st.DrawFn) -> list[Vouch]:
    found: list[Vouch] = []
    for _ in range(draw(st.integers(1, 8))):
        parents = draw(st.lists(st.sampled_from(found), max_size=2)) if found else []
        author, unit = draw(st.sampled_from(OFFICES)), draw(st.sampled_from(OFFICES))
        signer = draw(st.one_of(st.just(""), KEYS))
        found.append(
            vouch(author, draw(KEYS), unit, *parents, signer=signer, yes=draw(st.booleans()))
        )
    return found


@given(vouchings(), st.randoms())
def test_order_and_repetition_of_vouches_can_not_matter(
    vouches: list[Vouch], random: Random
) -> None:
    shuffled = [*vouches, *vouches[:2]]
    random.shuffle(shuffled)
    assert known(*shuffled) == known(*vouches)


@given(vouchings())
def test_every_key_trusted_has_someone_who_may_vouch_behind_it(vouches: list[Vouch]) -> None:
    found = known(*vouches)
    for key, units in found.covers.items():
        for unit in units:
            behind = [v for v in vouches if v.about == Speaker(key, unit) and v.trusted]
            assert (key, unit) == ("d1", DANTU) or any(
                v.author == unit or UNITS.is_below(unit, v.author) for v in behind
            )


def test_a_line_is_read_as_a_vouch() -> None:
    cell = {"of": "key", "unit": GAOZI, "part": "speaks/" + "a" * 64}
    line = {"author": DANTU, "cell": cell, "parents": ["p"], "value": {"text": "trusted"}}
    expected = Vouch("id", DANTU, Speaker("a" * 64, GAOZI), True, ("p",), "s")
    assert vouch_of(line, "id", signer="s") == expected
    for value in ({"text": "replaced", "refs": ["a", "b"]}, {"state": "blank"}):
        found = vouch_of(line | {"value": value}, "id", ends=frozenset("e"))
        assert found is not None
        assert not found.trusted
        assert found.received == frozenset(value.get("refs", ()))
        assert found.ends == {"e"}
    assert vouch_of(line | {"cell": cell | {"of": "user"}}, "id") is None
    assert vouch_of(line | {"cell": cell | {"part": "u01"}}, "id") is None


def test_only_the_direct_superior_introduces_and_only_those_above_it() -> None:
    parent, city = Speaker("d1", DANTU), Introduction(CITY, "c1")
    offered = [
        city,
        Introduction(DANYANG, "y1"),
        Introduction(GAOZI, "g9"),
        Introduction(DANTU, "d9"),
    ]

    def of(sender: Speaker, own: str = GAOZI, *, direct: Sequence[Speaker] = (parent,)) -> object:
        return introduced(sender, offered, own=own, direct=direct, units=UNITS)

    assert of(parent) == (Speaker("c1", CITY),)
    assert of(parent, direct=()) == ()
    assert of(Speaker("d2", DANTU)) == ()
    assert of(Speaker("c1", CITY), direct=(Speaker("c1", CITY),)) == ()
    assert of(parent, own=CITY) == ()


def test_an_offices_other_computer_introduces_all_above_it() -> None:
    first = Speaker("g1", GAOZI)
    offered = [Introduction(CITY, "c1"), Introduction(DANTU, "d1"), Introduction(XINFENG, "x1")]

    def of(*direct: Speaker) -> object:
        return introduced(first, offered, own=GAOZI, direct=direct, units=UNITS)

    assert of(first) == (Speaker("c1", CITY), Speaker("d1", DANTU))
    assert of(Speaker("d1", DANTU)) == ()


# ---- what was signed with a replaced key ----

LOST, NEW = Speaker("g1", GAOZI), Speaker("g2", GAOZI)


class Grown:
    """Chains as a tree of lines, and segments cut out of it: each has the whole way to its ends."""

    def __init__(self, before: Sequence[int], cuts: Sequence[tuple[Speaker, set[int]]]) -> None:
        self.before = before
        self.segments = [self._cut(no, by, ends) for no, (by, ends) in enumerate(cuts)]

    def way(self, line: int) -> set[str]:
        """The line and all before it."""
        found = {str(line)}
        while (line := self.before[line]) >= 0:
            found.add(str(line))
        return found

    def _cut(self, no: int, by: Speaker, asked: set[int]) -> Signed:
        ids = set().union(*(self.way(one) for one in asked))
        inner = {str(self.before[int(one)]) for one in ids}
        return Signed(f"s{no}", by, frozenset(ids), frozenset(ids - inner))


@st.composite
def grown(draw: st.DrawFn) -> tuple[Grown, Trust]:
    size = draw(st.integers(1, 9))
    before = [draw(st.integers(-1, no - 1)) for no in range(size)]
    lines = st.integers(0, size - 1)
    by = st.sampled_from([LOST, LOST, LOST, NEW])
    cuts = draw(st.lists(st.tuples(by, st.sets(lines, min_size=1, max_size=3)), max_size=6))
    named = frozenset(map(str, draw(st.sets(lines, max_size=3))))
    both = {"g1": frozenset({GAOZI}), "g2": frozenset({GAOZI})}
    return Grown(before, cuts), Trust(both, frozenset({LOST}), {LOST: named})


@given(grown(), st.randoms())
def test_what_counts_does_not_hang_on_the_order_in_which_it_comes(
    found: tuple[Grown, Trust], random: Random
) -> None:
    """One after the other, with what waits tried again each time, comes to the same as all at once."""
    chains, said = found
    arriving = [*chains.segments, *chains.segments[:1]]
    random.shuffle(arriving)
    held, names, waiting = set[str](), set[str](), list[Signed]()
    for one in arriving:
        waiting.append(one)
        taken = counted(waiting, known=said, held=held)
        names |= taken
        held.update(*(each.ids for each in waiting if each.name in taken))
        waiting = [each for each in waiting if each.name not in taken]
    assert names == counted(chains.segments, known=said)


@given(grown())
def test_nothing_counts_that_is_beyond_what_was_received_and_all_that_was_received_does(
    found: tuple[Grown, Trust],
) -> None:
    chains, said = found
    names = counted(chains.segments, known=said)
    good = set().union(*(chains.way(int(one)) for one in said.received[LOST]))
    for one in chains.segments:
        if one.by == NEW:
            good |= one.ids
            assert one.name in names
    for one in chains.segments:
        if one.name in names:
            assert one.ids <= good
        elif one.by == LOST:
            assert not one.ends <= said.received[LOST]


def test_one_end_too_many_sets_a_segment_aside_and_what_is_held_counts() -> None:
    said = Trust({"g1": frozenset({GAOZI})}, frozenset({LOST}), {LOST: frozenset("b")})
    short = Signed("short", LOST, frozenset("a"), frozenset("a"))
    whole = Signed("whole", LOST, frozenset("ab"), frozenset("b"))
    more = Signed("more", LOST, frozenset("abct"), frozenset("ct"))
    assert counted([short], known=said) == set()
    assert counted([short, whole, more], known=said) == {"short", "whole"}
    assert counted([short], known=said, held={"a"}) == {"short"}
    assert counted([more], known=said, held={"c"}) == set()
    stranger = whole._replace(by=Speaker("x", GAOZI))
    assert counted([stranger], known=said, held={"a", "b"}) == set()
