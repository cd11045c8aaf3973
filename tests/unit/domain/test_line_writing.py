"""A line put together from its parts is canonical JSON of the whole object, key for key."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.errors import RevisionError
from zjmz_desktop.domain.line_writing import canonical, line_of, value_written
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of
from zjmz_desktop.domain.values import State, Value, number, to_json

IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
AWKWARD = st.sampled_from(
    ('"', "\\", "\n", "\x00", "e\u0301", "\u0301", "镇", "\u2028", "</x>", "𠮷")
)
TEXTS = st.lists(st.one_of(st.text(max_size=6), AWKWARD), max_size=4).map("".join)
WHOLES = st.integers(-(2**53) + 1, 2**53 - 1)
NUMBERS = st.one_of(st.none(), WHOLES.map(Decimal), WHOLES.map(lambda n: Decimal(n).scaleb(-4)))
SHORT = st.decimals(-9999, 9999, places=3, allow_nan=False, allow_infinity=False)
SMALL = st.one_of(st.none(), SHORT, st.integers(0, 9).map(Decimal))


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.one_of(st.none(), strategy)


LISTS = st.one_of(st.none(), st.lists(TEXTS, max_size=3).map(tuple))
VALUES = st.one_of(
    st.builds(lambda state, n: Value(state, n), st.sampled_from(State), NUMBERS),
    st.builds(
        Value,
        st.sampled_from(State),
        SMALL,
        SMALL,
        text=maybe(TEXTS),
        on=maybe(TEXTS),
        choices=LISTS,
        refs=LISTS,
        doc=maybe(TEXTS),
        commit=maybe(TEXTS),
    ),
)
CELLS = st.builds(
    Cell,
    TEXTS,
    TEXTS,
    TEXTS,
    year=st.one_of(st.none(), st.integers(0, 9999)),
    period=maybe(TEXTS),
    row=maybe(IDS),
)
REVISIONS = st.builds(
    Revision,
    author=TEXTS,
    replica=IDS,
    seq=st.integers(0, 2**53 - 1),
    clock=st.builds(Clock, st.integers(0, 2**53 - 1), st.integers(0, 999)),
    user=TEXTS,
    cell=CELLS,
    value=VALUES,
    parents=st.lists(IDS, max_size=3).map(tuple),
    prev=maybe(IDS),
    note=maybe(TEXTS),
    act=maybe(TEXTS),
    source=maybe(TEXTS),
    rows=st.one_of(st.none(), st.fixed_dictionaries({"count": WHOLES, "digest": IDS})),
)


@given(REVISIONS)
def test_the_line_is_canonical_json_of_the_whole_object(revision: Revision) -> None:
    whole = canonical(revision.to_json())
    assert line_of(revision).encode() == whole
    assert id_of(revision.line) == id_of(whole)


@given(VALUES)
def test_a_value_is_written_as_the_line_has_it(value: Value) -> None:
    written, plain = value_written(value), to_json(value)
    assert written.json.encode() == canonical(plain)
    assert written.state == plain["state"]


def test_equal_numbers_of_different_scale_are_written_alike() -> None:
    assert value_written(number("4.80")).json == value_written(number("4.8")).json
    assert value_written(number("4.80")).json == '{"n":48,"scale":1,"state":"value"}'


def test_a_number_too_large_is_refused_again_and_again() -> None:
    for _ in range(2):
        with pytest.raises(RevisionError, match="超出"):
            value_written(number(2**53))


PLAIN = st.text("a中0-_/ ", min_size=1, max_size=6)


@given(
    st.builds(
        Cell,
        PLAIN,
        PLAIN,
        PLAIN,
        year=st.one_of(st.none(), st.integers(1, 9999)),
        period=maybe(PLAIN),
        row=maybe(IDS),
    )
)
def test_a_cell_is_told_by_its_key(cell: Cell) -> None:
    assert Cell.of_key(cell.key) == cell
