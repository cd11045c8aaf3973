"""Tables that leave as sheets: sums, quotients and widths."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    Quotient,
    SheetCell,
    SheetColumn,
    SheetTable,
    Shown,
    cell_words,
    quotient_formula,
    sum_formula,
    total_row,
    width_of,
    with_quotients,
)

NUMBER = ColumnKind.NUMBER
COLUMNS = (
    SheetColumn("单位"),
    SheetColumn("分子", NUMBER, summed=True),
    SheetColumn("分母", NUMBER, summed=True),
    SheetColumn("率（%）", NUMBER, 1, quotient=Quotient(1, 2)),
)


def table(*rows: tuple[SheetCell, ...], decimals: tuple[tuple[int, int], ...] = ()) -> SheetTable:
    return SheetTable("表", "题", COLUMNS, rows, total="合计", total_decimals=decimals)


def test_total_is_the_quotient_of_sums_not_the_mean() -> None:
    found = total_row(
        table(("甲", Decimal(1), Decimal(2), None), ("乙", Decimal(3), Decimal(3), None))
    )
    assert found == ("合计", Decimal(4), Decimal(5), Decimal(80))  # the mean would be 75


def test_missing_is_no_zero() -> None:
    one = table(("甲", Decimal(1), Decimal(2), None), ("乙", "未报", "未报", None))
    assert with_quotients(one)[1][3] is None
    assert total_row(one)[1:3] == (Decimal(1), Decimal(2))


def test_a_rate_below_its_target_is_not_rounded_onto_it() -> None:
    one = table(("甲", Decimal(5496), Decimal(10000), Shown(Decimal(0), 2)), decimals=((3, 2),))
    assert cell_words(with_quotients(one)[0][3], COLUMNS[3]) == "54.96"
    assert cell_words(total_row(one)[3], COLUMNS[3]) == "54.96"
    assert cell_words(Decimal("54.96"), COLUMNS[3]) == "55.0"  # what it must not say


def test_an_entered_number_is_never_cut() -> None:
    assert cell_words(Decimal("12.5"), COLUMNS[1]) == "12.5"
    assert cell_words(Decimal("12"), SheetColumn("万元", NUMBER, 1)) == "12.0"


@given(
    st.lists(
        st.tuples(
            st.decimals(0, 10**6, places=2, allow_nan=False),
            st.decimals(0, 10**6, places=2, allow_nan=False),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_totals_against_fractions(pairs: list[tuple[Decimal, Decimal]]) -> None:
    found = total_row(table(*((f"{i}", n, d, None) for i, (n, d) in enumerate(pairs))))
    n, d = sum(Fraction(n) for n, _ in pairs), sum(Fraction(d) for _, d in pairs)
    if d == 0:
        assert found[3] is None
    else:
        assert isinstance(found[3], Decimal)
        assert abs(Fraction(found[3]) - n * 100 / d) < Fraction(1, 10**12)


def test_formulas() -> None:
    assert sum_formula(2, first=4, last=11) == "=SUM(C5:C12)"
    wanted = '=IF(OR(N(D5)=0,NOT(ISNUMBER(C5))),"",C5*10000/D5)'
    assert quotient_formula(Quotient(2, 3, 10_000), row=4) == wanted


@pytest.mark.parametrize(
    ("title", "texts", "wanted"),
    [("单位", ["高资街道"], 11), ("数", ["1"], 9), ("地址", ["长" * 90], 80)],
)
def test_widths_fit_chinese(title: str, texts: list[str], wanted: int) -> None:
    assert width_of(SheetColumn(title), texts) == wanted
