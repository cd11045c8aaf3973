"""The order of sentences: moved by one place, carried over when sentences come, go and are regrouped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.sentence_order import Order, in_order, read_order, stepped

NOW = ("a", "b", "c", "d")


def test_a_sentence_goes_before_and_behind_its_neighbour() -> None:
    order = stepped(NOW, None, key="c", by=-1)
    assert order == Order(("a", "c", "b", "d"), NOW)
    assert in_order(NOW, order) == ("a", "c", "b", "d")
    order = stepped(NOW, order, key="a", by=1)
    assert in_order(NOW, order) == ("c", "a", "b", "d")
    assert stepped(NOW, order, key="c", by=-1) is None
    assert stepped(NOW, order, key="d", by=1) is None


def test_moved_back_it_says_nothing() -> None:
    order = stepped(NOW, stepped(NOW, None, key="c", by=-1), key="c", by=1)
    assert order is not None
    assert order.says_nothing


def test_what_is_new_stands_behind_what_it_is_generated_behind() -> None:
    order = stepped(NOW, None, key="c", by=-1)  # a c b d
    now = ("new", "a", "b", "own-b-01", "c", "own-c-01", "d")
    assert in_order(now, order) == ("new", "a", "c", "own-c-01", "b", "own-b-01", "d")


def test_what_has_nothing_to_say_keeps_its_place() -> None:
    order = stepped(NOW, None, key="c", by=-1)  # a c b d
    assert in_order(("a", "b", "d"), order) == ("a", "b", "d")
    order = stepped(("a", "b", "d"), order, key="d", by=-1)
    assert in_order(("a", "b", "d"), order) == ("a", "d", "b")
    assert in_order(NOW, order) == ("a", "c", "d", "b")


def test_chapters_that_were_regrouped_since_hold() -> None:
    order = stepped(NOW, None, key="c", by=-1)
    assert in_order(("b", "a", "c", "d"), order) == ("b", "a", "c", "d")
    assert stepped(("b", "a", "c"), order, key="c", by=-1) == Order(
        ("b", "c", "a"), ("b", "a", "c")
    )


def test_an_order_reads_back_and_what_is_none_does_not() -> None:
    order = Order(("b", "a"), ("a", "b"))
    assert read_order(order.text) == order
    for text in ("", "a b", "a b\na", "a a\na a", "a  b\na b", "a；b\na b", "a b\nb c"):
        assert read_order(text) is None, text


keys = st.permutations([f"S1-{no:02d}" for no in range(6)])


@given(keys, st.sets(st.integers(0, 5)), st.lists(st.tuples(st.integers(0, 5), st.booleans())))
def test_nothing_is_lost_or_doubled_whatever_is_moved(
    now: list[str], absent: set[int], moves: list[tuple[int, bool]]
) -> None:
    order: Order | None = None
    for no, down in moves:
        shown = [key for at, key in enumerate(now) if at not in absent or at == no]
        order = stepped(shown, order, key=now[no], by=1 if down else -1) or order
        assert sorted(in_order(shown, order)) == sorted(shown)
        assert order is None or read_order(order.text) == order
    assert sorted(in_order(now, order)) == sorted(now)


@pytest.mark.parametrize("by", [-1, 1])
@given(now=keys, at=st.integers(0, 5))
def test_a_move_changes_one_place(now: list[str], at: int, by: int) -> None:
    order = stepped(now, None, key=now[at], by=by)
    if order is not None:
        want = list(now)
        want[at], want[at + by] = want[at + by], want[at]
        assert list(in_order(now, order)) == want
