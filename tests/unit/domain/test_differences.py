"""Differences as an algebra: applied to the state then they give the state now; to itself there is none."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.differences import (
    Account,
    FigureState,
    UnitFigure,
    account_of,
    applied,
    difference,
)
from zjmz_desktop.domain.figures import Light, Sum
from zjmz_desktop.domain.judging import Judged
from zjmz_desktop.domain.rollup import Total

NUMBERS = st.integers(0, 3).map(Decimal)
FIGURES = st.builds(
    UnitFigure,
    state=st.sampled_from(FigureState),
    n=NUMBERS,
    d=NUMBERS,
    value=st.none() | st.integers(0, 3).map(Fraction),
    reported=st.integers(0, 2),
    expected=st.integers(0, 2),
    missing=st.sampled_from([(), ("u1",)]),
    target=st.none() | NUMBERS,
)
PLACES = st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"))
ACCOUNTS = st.builds(
    Account, plan=st.sampled_from("PQ"), figures=st.dictionaries(PLACES, FIGURES, max_size=6)
)


@given(before=ACCOUNTS, after=ACCOUNTS)
def test_a_difference_applied_to_what_was_gives_what_is(before: Account, after: Account) -> None:
    assert applied(difference(before, after), before) == after


@given(one=ACCOUNTS)
def test_between_a_state_and_itself_there_is_nothing(one: Account) -> None:
    found = difference(one, one)
    assert found.is_empty
    assert applied(found, one) == one


@given(before=ACCOUNTS, after=ACCOUNTS)
def test_a_difference_names_nothing_that_stayed(before: Account, after: Account) -> None:
    for place, then, now in difference(before, after).changes:
        assert then != now
        assert (then, now) == (before.figures.get(place), after.figures.get(place))


def test_another_plan_alone_is_a_difference() -> None:
    found = difference(Account("P", {}), Account("Q", {}))
    assert not found.is_empty
    assert found.changes == ()


def figure(n: int, **changed: Any) -> UnitFigure:
    base = UnitFigure(FigureState.REPORTED, Decimal(n), Decimal(0), Fraction(n), 1, 1, (), None)
    return base._replace(**changed)


def test_who_has_not_reported_counts_as_nothing_and_says_so() -> None:
    missing = figure(0, state=FigureState.NOT_REPORTED, value=None, reported=0)
    place = ("a", "x")
    come = difference(Account("P", {place: missing}), Account("P", {place: figure(4)})).changes[0]
    assert (come.grown, come.newly_reported, come.no_longer_reported) == (Decimal(4), True, False)
    gone = difference(Account("P", {place: figure(4)}), Account("P", {place: missing})).changes[0]
    assert (gone.grown, gone.newly_reported, gone.no_longer_reported) == (Decimal(-4), False, True)


def test_a_target_is_another_only_where_it_applied_both_times() -> None:
    def retargeted(then: UnitFigure, now: UnitFigure) -> bool:
        place = ("a", "x")
        return (
            difference(Account("P", {place: then}), Account("P", {place: now}))
            .changes[0]
            .retargeted
        )

    assert retargeted(figure(1, target=Decimal(3)), figure(1, target=Decimal(4)))
    assert retargeted(figure(1), figure(1, target=Decimal(4)))
    assert not retargeted(figure(1, expected=0), figure(1, target=Decimal(4)))
    assert not retargeted(figure(1, target=Decimal(3)), figure(2, target=Decimal(3)))


def judged() -> Judged:
    return Judged(Light.BEHIND, Fraction(1), "", Fraction(4), Decimal(9))


def test_an_account_holds_the_unit_and_the_children_that_it_concerns() -> None:
    leaf = Total("a", "x", Sum(Decimal(4), Decimal(0), 1, 1), judged)
    lacking = Total("a", "y", Sum(expected=1), judged, ("y",))
    apart = Total("a", "z", Sum(), judged)
    torn = Total("a", "w", Sum(expected=1, conflicts=1), judged, (), ("w",))
    early = Total("a", "v", Sum(expected=1), judged, due=False)
    whole = Total("a", "top", Sum(Decimal(4), Decimal(0), 1, 4), judged, ("y",), ("w",))
    below = (leaf, lacking, apart, torn, early)
    top = Total(whole.indicator, whole.unit, whole.sum, judged, ("y",), ("w",), lambda: below)
    found = account_of("P", [top]).figures
    assert {unit: figure.state.value for (_, unit), figure in found.items()} == {
        "top": "reported",
        "x": "reported",
        "y": "not_reported",
        "w": "conflict",
        "v": "not_due",
    }
    assert found["a", "x"] == UnitFigure(
        FigureState.REPORTED, Decimal(4), Decimal(0), Fraction(4), 1, 1, (), Decimal(9)
    )
    assert found["a", "y"].value is None
    assert found["a", "top"].missing == ("y",)
    assert replace(account_of("P", [top]), plan="Q").plan == "Q"
