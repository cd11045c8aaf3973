"""Sheets from outside: cells become the text that a clerk would have typed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.sheets import (
    Place,
    UnclearCellError,
    cell_text,
    column_letters,
    place_of,
    place_words,
)
from zjmz_desktop.domain.values import parse_number


@pytest.mark.parametrize(
    ("value", "number_format", "wanted"),
    [
        (None, "General", ""),
        ("２０００万", "", "２０００万"),
        (12.0, "General", "12"),
        (0.1 + 0.2, "", "0.3"),
        (54.96, "0.0", "54.96"),
        (0.85, "0%", "85%"),
        (0.5496, "0.0%;[Red]-0.0%", "54.96%"),
        (85.0, '0"%"', "85"),
        (1200000.0, "#,##0", "1200000"),
        (1e-7, "", "0.0000001"),
        (True, "", "是"),
        (datetime.fromisoformat("2018-06-18"), "yyyy-mm-dd", "2018-06-18"),
        (date(2018, 6, 18), "", "2018-06-18"),
    ],
)
def test_cell_text(value: object, number_format: str, wanted: str) -> None:
    assert cell_text(value, number_format) == wanted


@pytest.mark.parametrize("value", [123456789012345678, 1e15, float("nan"), float("inf")])
def test_digits_that_are_lost_are_refused(value: float) -> None:
    with pytest.raises(UnclearCellError, match="15位"):
        cell_text(value)


@given(st.decimals(min_value=0, max_value=10**9, places=4))
def test_a_sheets_float_gives_the_number_that_was_typed(typed: object) -> None:
    assert parse_number(cell_text(float(str(typed)))) == typed


@pytest.mark.parametrize(
    ("name", "place"), [("A1", (0, 0)), ("Z9", (8, 25)), ("AA10", (9, 26)), ("XFD7", (6, 16383))]
)
def test_places(name: str, place: tuple[int, int]) -> None:
    assert place_of(name) == place
    assert Place(*place).name == name


def test_place_in_words() -> None:
    assert column_letters(701) == "ZZ"
    assert place_words("养老服务", Place(16, 2)) == "表“养老服务” C17"
