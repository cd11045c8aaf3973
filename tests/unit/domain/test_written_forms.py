"""统一社会信用代码 and 区划代码: what is right and what is said of what is not."""

import pytest

from zjmz_desktop.domain.written_forms import fault_of_form, in_form, with_check_sign

# The example of GB 32100-2015, appendix.
RIGHT = "91350100M000100Y43"


def test_the_example_of_the_standard_is_right() -> None:
    assert fault_of_form("credit_code", RIGHT) == ""
    assert with_check_sign(RIGHT[:-1]) == RIGHT


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (RIGHT[:-1], "是17位，应为18位"),
        (RIGHT.replace("M", "O"), "里不会有“O”"),
        ("91350100M000100Y44", "校验码"),
        ("91350100M000010Y43", "校验码"),
    ],
)
def test_a_wrong_code_is_named(code: str, words: str) -> None:
    assert words in fault_of_form("credit_code", code)


@pytest.mark.parametrize(
    ("code", "good"), [("321112001001", True), ("32111200100", False), ("32111200100A", False)]
)
def test_a_division_code_has_twelve_digits(code: str, good: bool) -> None:
    assert (fault_of_form("division_code", code) == "") is good


def test_texts_without_a_form_stay_as_they_are() -> None:
    assert in_form("", "甲 乙") == "甲 乙"
    assert in_form("credit_code", " ９１350100m000100y43 ") == RIGHT
    assert fault_of_form("", "甲") == ""
    assert fault_of_form("credit_code", "") == ""
