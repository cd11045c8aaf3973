import pytest

from zjmz_desktop.domain.sheet_years import SheetYears, years_in


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("２０１７年临时救助户次", (2017,)),
        ("2018年与2017年对比", (2018, 2017)),
        ("2017-06", (2017,)),
        ("镇民〔2017〕12号", ()),
        ("共12018年", ()),
    ],
)
def test_years_that_a_text_says(text: str, years: tuple[int, ...]) -> None:
    assert years_in([text]) == years


def test_a_columns_own_year_goes_before_the_titles() -> None:
    said = SheetYears(["2017年"], {1: ("2018年", "户数")})
    assert said.refusal(1, 2018) == ""
    assert said.refusal(2, 2018).startswith("表题写的是2017年")
