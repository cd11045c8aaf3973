from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.errors import RevisionError, ValueRefusedError
from zjmz_desktop.domain.values import (
    BLANK,
    MAX_INTEGER,
    State,
    Value,
    from_json,
    half_up,
    number,
    parse_date,
    parse_number,
    parse_percent,
    reaches,
    rounded,
    shown,
    text_value,
    to_json,
    yes_no,
)


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("1,234", "1234"),
        ("1，234，567.50", "1234567.50"),
        ("１２３", "123"),
        ("１２．５", "12.5"),
        ("2000万", "20000000"),
        ("1.5万", "15000"),
        ("3亿", "300000000"),
        (" 12 ", "12"),
        ("－3", "-3"),
        ("0", "0"),
        ("零", "0"),
        ("三十", "30"),
        ("十五", "15"),
        ("一百零五", "105"),
        ("一百一十", "110"),
        ("两千万", "20000000"),
        ("一亿二千万", "120000000"),
        ("三万零五十", "30050"),
        ("一万亿", "1000000000000"),
    ],
)
def test_numbers_are_read_exactly_as_clerks_type_them(typed: str, exact: str) -> None:
    assert parse_number(typed) == Decimal(exact)


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("约50", "请填具体数"),
        ("50多", "请填具体数"),
        ("十几", "请填具体数"),
        ("12,34", "去掉逗号"),
        ("", "请填数字"),
        ("无", "没有发生请填0"),
        ("一二三", "请填数字"),
        ("百", "请填数字"),
        ("三万五万", "请填数字"),
        ("一百五", "阿拉伯数字"),
        ("两万五", "阿拉伯数字"),
        ("12e3", "请填数字"),
        ("85%", "请填数字"),
        ("99999999999999", "核对位数"),
        ("1.00000000000000000000000000000001", "核对位数"),
    ],
)
def test_what_is_no_exact_number_is_refused_with_a_remedy(typed: str, remedy: str) -> None:
    with pytest.raises(ValueRefusedError, match=remedy) as refused:
        parse_number(typed)
    assert refused.value.typed == typed


@pytest.mark.parametrize("typed", ["85", "85%", "８５％", " 85 % "])
def test_percents_with_and_without_the_sign(typed: str) -> None:
    assert parse_percent(typed) == 85


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2018-06-18", "2018-06-18"),
        ("20180618", "2018-06-18"),
        ("2018年6月18日", "2018-06-18"),
        ("２０１８．６．１８", "2018-06-18"),
        ("2018/6", "2018-06"),
        ("2018年6月", "2018-06"),
    ],
)
def test_dates_in_the_forms_clerks_use(typed: str, stored: str) -> None:
    assert parse_date(typed) == stored


@pytest.mark.parametrize("typed", ["2018-02-30", "20181301", "六月", "", "2018"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueRefusedError, match="2018-06-18"):
        parse_date(typed)


@given(st.integers(1, 9999))
def test_arabic_with_ten_thousands_is_exact(count: int) -> None:
    assert parse_number(f"{count}万") == count * 10_000


# ---- canonical form ----


def test_the_scale_is_minimal_so_equal_numbers_have_equal_bytes() -> None:
    assert (
        to_json(number("4.80")) == to_json(number("4.8")) == {"state": "value", "n": 48, "scale": 1}
    )
    assert (
        to_json(number(1200)) == to_json(number(Decimal("1.2E+3"))) == {"state": "value", "n": 1200}
    )
    assert to_json(number("0.00")) == {"state": "value", "n": 0}


def test_numerator_and_denominator_share_one_scale() -> None:
    assert to_json(number("1.5", 2)) == {"state": "value", "n": 15, "d": 20, "scale": 1}


def test_kinds_of_nothing() -> None:
    assert to_json(BLANK) == {"state": "blank"}
    assert text_value("") == BLANK
    assert to_json(yes_no(answer=True)) == {"state": "value", "n": 1}
    words = [state.words for state in State]
    assert words == ["已填", "未填", "不适用", "未开展", "已封存"]


@pytest.mark.parametrize(
    "exact", ["9007199254740992", "1.0000000000000000000000000000001", "NaN", "1E-16", "1E+400"]
)
def test_what_can_not_be_kept_exactly_is_refused(exact: str) -> None:
    with pytest.raises(RevisionError):
        to_json(number(exact))


@given(
    st.integers(-MAX_INTEGER, MAX_INTEGER),
    st.integers(0, 15),
    st.sampled_from(State),
    st.one_of(st.none(), st.text()),
)
def test_a_value_survives_its_json(n: int, scale: int, state: State, text: str | None) -> None:
    value = Value(state, n=Decimal(n).scaleb(-scale), text=text)
    assert from_json(to_json(value)) == value


@pytest.mark.parametrize(
    "found",
    [
        {"state": "value", "m": 1},
        {"state": "value", "n": 1, "scale": 10**9},
        {"state": "value", "n": 1, "scale": -1},
        {"state": "value", "n": 1, "scale": True},
        {"state": "value", "text": 5},
        {"state": "value", "refs": [1]},
        {"state": "value", "list": ["a", None]},
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(found: dict[str, object]) -> None:
    with pytest.raises(RevisionError):
        from_json(found)


# ---- how numbers are shown ----


@pytest.mark.parametrize(
    ("exact", "decimals", "target", "comparison", "text"),
    [
        (Decimal("54.96"), 1, "55", ">=", "54.96"),
        (Decimal("54.9"), 1, "55", ">=", "54.9"),
        (Fraction(15340000, 3196400), 2, "4.8", ">=", "4.799"),
        (Decimal(55), 1, "55", ">=", "55.0"),
        (Decimal("55.04"), 1, "55", ">=", "55.0"),
        (Decimal("5.04"), 1, "5", "<=", "5.04"),
        (Decimal("5.04"), 1, "5", ">", "5.04"),
        (Decimal("99.99999999996"), 1, "100", ">=", "99.99999999996"),
        (Fraction(2, 3) * 100, 1, None, ">=", "66.7"),
        (Decimal("0.05"), 1, None, ">=", "0.1"),
        (Decimal("-0.05"), 1, None, ">=", "-0.1"),
        (Decimal("-0.04"), 1, None, ">=", "0.0"),
    ],
)
def test_the_shown_number_stands_on_the_true_side_of_its_target(
    exact: Decimal | Fraction, decimals: int, target: str | None, comparison: str, text: str
) -> None:
    goal = None if target is None else Decimal(target)
    assert shown(exact, decimals, target=goal, comparison=comparison) == text


@given(
    st.fractions(0, 200, max_denominator=10**9),
    st.decimals(0, 200, places=2),
    st.sampled_from([">=", "<=", ">", "<"]),
)
def test_no_rounding_ever_changes_the_verdict(
    exact: Fraction, target: Decimal, comparison: str
) -> None:
    text = shown(exact, 1, target=target, comparison=comparison)
    goal = Fraction(target)
    assert reaches(Fraction(text), comparison, target=goal) == reaches(
        exact, comparison, target=goal
    )


@given(st.decimals(-(10**6), 10**6, places=6), st.integers(0, 4))
def test_half_up_of_a_fraction_is_half_up_of_a_decimal(exact: Decimal, decimals: int) -> None:
    expected = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert half_up(Fraction(exact), decimals) == expected == rounded(exact, decimals)


def test_a_month_alone_is_kept_as_a_month() -> None:
    assert parse_date("2018年06月") == date(2018, 6, 1).isoformat()[:7]
