"""Stages and what a 发文字号 looks like."""

import pytest

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.paper_kinds import PaperStage, document_number


def test_only_what_is_not_final_is_marked() -> None:
    assert PaperStage.DRAFT.marks == ("征求意见稿",)
    assert PaperStage.REVIEW.marks == ("送审稿",)
    assert PaperStage.FINAL.marks == ()


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
