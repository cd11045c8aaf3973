"""Which characters of a text say an amount, and which are words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.number_words import amounts_in


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in amounts_in(text)]


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("建成近120个，超过100人", ["近120个", "超过100人"]),
        (
            "十余个、百余人、数十家、几百户、十几个",
            ["十余个", "百余人", "数十家", "几百户", "十几个"],
        ),
        (
            "三分之一，过半，近半，九成以上，百分之八十五",
            ["三分之一", "过半", "近半", "九成以上", "百分之八十五"],
        ),
        ("1,234.5万元，１２３个，7/8已报，3个月", ["1,234.5万元", "１２３个", "7/8", "3个"]),
        (
            "约1.2万人，1万余人，两百余人，12个左右",
            ["约1.2万人", "1万余人", "两百余人", "12个左右"],
        ),
        ("新建四个，共三百五十，0.04个百分点", ["四个", "三百五十", "0.04个百分点"]),
        ("编号12，达98", ["12", "98"]),
    ],
)
def test_amounts(text: str, amounts: list[str]) -> None:
    assert found(text) == amounts


@pytest.mark.parametrize(
    "text",
    [
        "2018年1—11月，1980年—1994年，截至11月底，10月31日前，5·12期间",
        "党的十九大精神，第十九大，十三五，第四轮，第3条，第2季度",
        "八室两超市一广场，五分离五规范，三级网络，三会一课",
        "“四个意识”，四个意识，中央八项规定，《三百家名录》",
        "一批、一项、一是，千家万户，百姓，近半年，成立",
        "镇徒民〔2018〕12号，MZ/T 113—2018，4A级，12345热线，60周岁以上，见附件6",
        "1．开展检查",
        "2019年3号文",
    ],
)
def test_words(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="近约超余多半数几十百千万亿一二三12.,%个人元成分之“”《》年月第，。"))
def test_amounts_never_overlap_and_lie_in_the_text(text: str) -> None:
    at = 0
    for one in amounts_in(text):
        start, end = one.core
        assert at <= one.start <= start < end <= one.end <= len(text)
        at = one.end


@given(st.integers(0, 10**9), st.sampled_from("个人家户项"))
def test_no_count_in_digits_is_overlooked(number: int, unit: str) -> None:
    assert f"{number}{unit}" in found(f"全区共有{number}{unit}对象")
