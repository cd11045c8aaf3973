"""Cells of figures: words for kinds of nothing, live totals only where the cells add up."""

from decimal import Decimal

import pytest
from judging_cases import BEDS, DANTU, GAOZI, context, filled, indicator

from zjmz_desktop.domain.figure_cells import (
    Part,
    Standing,
    completion_cell,
    figure_cells,
    sum_of_units,
    why_no_number,
)
from zjmz_desktop.domain.figures import Figure, Sum
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import roll_up
from zjmz_desktop.domain.sheet_tables import LiveQuotient, LiveSum, Shown
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.domain.units import Level

TOWNS = [unit.id for unit in context().units.children(DANTU.id)]


def below(part: Part, number: int) -> Place:
    return Place(number, part)


def standings(
    one: Indicator, figures: dict[str, Figure], *, targets: dict[tuple[str, str], str] | None = None
) -> tuple[list[Standing], Standing]:
    total = roll_up(one, DANTU.id, figures=figures, context=context(targets=targets))
    marked = {unit for unit, figure in figures.items() if figure.not_begun}
    units = [Standing(child, child.unit in marked) for child in total.children]
    return units, Standing(total)


def test_a_total_that_the_cells_add_up_to_is_live() -> None:
    one = indicator()
    figures = {TOWNS[0]: Figure(n=Decimal(3)), TOWNS[1]: Figure(not_begun=True)}
    units, total = standings(one, figures)
    cells = figure_cells(one, units, total=total, at=below)[Part.VALUE]
    assert cells[:3] == [Shown(Decimal(3), 0), "未开展", "未报"]
    assert cells[-1] == LiveSum(Place(0, Part.VALUE), Place(len(units) - 1, Part.VALUE), 0)


@pytest.mark.parametrize("rollup", ["max", "last"])
def test_a_total_of_another_kind_stands_as_its_number(rollup: str) -> None:
    one = indicator(rollup=rollup)
    figures = {TOWNS[0]: Figure(n=Decimal(3)), TOWNS[1]: Figure(n=Decimal(5))}
    units, total = standings(one, figures)
    assert figure_cells(one, units, total=total, at=below)[Part.VALUE][-1] == Shown(Decimal(5), 0)


def test_a_rate_is_live_and_shows_the_true_side_of_its_target() -> None:
    one = indicator(
        entry=BEDS.entry, unit="%", target=BEDS.target, applies=indicator(code="x").applies
    )
    figures = {TOWNS[0]: Figure(n=Decimal(5496), d=Decimal(10_000))}
    units, total = standings(one, figures, targets={(one.code, DANTU.id): "55"})
    cells = figure_cells(one, units, total=total, at=below)
    assert cells[Part.ABOVE][:2] == [Decimal(5496), "未报"]
    assert cells[Part.VALUE][1] == "未报"
    last = len(units)
    whole = cells[Part.VALUE][-1]
    assert whole == LiveQuotient(Place(last, Part.ABOVE), Place(last, Part.BELOW), Decimal(100), 2)
    place = Place(last, Part.VALUE)
    done = completion_cell(total.total, value=place, target=Place(0, 9))
    assert done == LiveQuotient(place, Place(0, 9), Decimal(100), 1)  # 99.9


def test_kinds_of_nothing() -> None:
    one = indicator(applies=indicator().applies)
    nothing = sum_of_units(one, (), unit_id=GAOZI.id)
    assert why_no_number(Standing(nothing)) == "不适用"
    units, total = standings(one, {})
    assert why_no_number(units[0]) == "未报"
    assert figure_cells(one, units, total=total, at=below)[Part.VALUE][-1] == "未报"
    units, _ = standings(one, {TOWNS[0]: Figure(n=Decimal(1), conflict=True)})
    assert why_no_number(units[0]) == "两机不一致"


def test_what_a_unit_that_is_no_more_did_is_a_number() -> None:
    one = indicator()
    ended = sum_of_units(one, (), unit_id=GAOZI.id)
    object.__setattr__(ended, "sum", Sum(Decimal(4)))
    assert why_no_number(Standing(ended)) == ""
    cells = figure_cells(one, [Standing(ended)], total=None, at=below)
    assert cells[Part.VALUE] == [Shown(Decimal(4), 0)]


def test_some_units_are_held_against_no_target() -> None:
    one = indicator()
    units, _ = standings(
        one, {TOWNS[0]: Figure(n=Decimal(3))}, targets={(one.code, DANTU.id): "12"}
    )
    some = sum_of_units(one, [units[0].total, units[1].total], unit_id=DANTU.id)
    assert some.sum == filled("3", reported=1, expected=2)
    assert some.judged.target is None
    assert some.missing == (TOWNS[1],)
    assert one.level is Level.TOWN


def test_a_total_of_more_than_the_cells_is_no_formula_over_them() -> None:
    one = indicator()
    units, total = standings(one, {town: Figure(n=Decimal(2)) for town in TOWNS})
    cells = figure_cells(one, units[:2], total=total, at=below)[Part.VALUE]
    assert cells[-1] == Shown(Decimal(2 * len(TOWNS)), 0)
