"""Details of a 报告's head as they are typed: the form that each is printed in, and what is refused."""

from dataclasses import replace

import pytest

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.letter import as_printed, document_number
from zjmz_desktop.domain.paper_kinds import Letter

NUMBER = "镇徒民〔2018〕12号"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("镇徒民〔2018〕12号", "镇徒民〔2018〕12号"),
        ("镇徒民[2018]12号", "镇徒民〔2018〕12号"),
        ("镇徒民（2018）第12号", "镇徒民〔2018〕12号"),
        (" 镇徒民 【2018】 12 号", "镇徒民〔2018〕12号"),
        ("", ""),
    ],
)
def test_other_brackets_become_the_standards(typed: str, written: str) -> None:
    assert document_number(typed) == written


@pytest.mark.parametrize(
    "typed", ["12号", "镇徒民〔18〕12号", "镇徒民〔2018〕012号", "镇徒民2018-12"]
)
def test_what_is_no_number_is_refused_with_the_form(typed: str) -> None:
    with pytest.raises(WriteRefusedError, match="镇徒民〔2018〕12号"):
        document_number(typed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2018年12月28日", "2018年12月28日"),
        ("2018-12-28", "2018年12月28日"),
        ("2018-02-03", "2018年2月3日"),
        (" 2018 年 2 月 3 日 ", "2018年2月3日"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("detail", ["dated", "printed"])
def test_a_day_is_printed_in_words(detail: str, typed: str, printed: str) -> None:
    assert getattr(as_printed(replace(Letter(), **{detail: typed})), detail) == printed


@pytest.mark.parametrize(
    "typed", ["2018年2月30日", "2018-13-45", "2018年12月", "2018", "十二月", "2018-00-10"]
)
@pytest.mark.parametrize(("detail", "name"), [("dated", "成文日期"), ("printed", "印发日期")])
def test_what_is_no_day_is_refused_with_the_form(detail: str, name: str, typed: str) -> None:
    with pytest.raises(WriteRefusedError) as told:
        as_printed(replace(Letter(), **{detail: typed}))
    assert told.value.message.startswith(f"{name}“{typed}”不是完整的日期。")
    assert "2018年12月28日或2018-12-28" in told.value.message


def test_names_are_parted_by_the_mark_for_lists() -> None:
    letter = Letter(signer="张示，李示,王示；赵示", copies="区政府办公室,区人大办公室")
    assert as_printed(letter).signer == "张示、李示、王示、赵示"
    assert as_printed(letter).copies == "区政府办公室，区人大办公室"


@pytest.mark.parametrize(
    "letter",
    [
        Letter(signer="、".join(["示例甲"] * 10), number=NUMBER),
        Letter(signer="示例签发人、示例签署人", number=NUMBER),
        Letter(signer="示" * 12, number=NUMBER),
        Letter(mark="民" * 20),
    ],
)
def test_what_fits_its_line_is_taken(letter: Letter) -> None:
    assert as_printed(letter) == letter


@pytest.mark.parametrize(
    ("letter", "why"),
    [
        (Letter(signer="、".join(["示例"] * 11)), "签发人共11人，版头印不下。"),
        (Letter(signer="示" * 200), "排在一行，印不下。请只写姓名"),
        (Letter(signer="示" * 13, number=NUMBER), "排在一行，印不下。请只写姓名"),
        (Letter(signer="示例签发的人、示例签署的人", number=NUMBER), "排在一行，印不下。"),
        (Letter(signer="示例", number=f"{'民' * 20}〔2018〕12号"), "排在一行，印不下。"),
        (Letter(mark="民" * 21), "共21个字，一行印不下。请写20个字以内"),
    ],
)
def test_what_does_not_fit_its_line_is_refused(letter: Letter, why: str) -> None:
    with pytest.raises(WriteRefusedError, match=why):
        as_printed(letter)
