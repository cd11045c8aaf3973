"""附件: number, title and note are one; a form says its 表号 over its rules."""

import pytest
from test_annual import LATE, data
from test_brief import texts

from zjmz_desktop.domain import brief
from zjmz_desktop.domain.annexing import Annexed, SummaryAnnex, annex_note, annex_pages
from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.paper import AnnexNote, Column, NewPage, Paragraph, Table

FORM = Table("附表1", "名单", (Column("名称", 1),), (("甲",),), head_lines=("填报单位：乙",))
NOTES = Table("附表2-1", "说明", (Column("名称", 1),), (("甲",),))


def test_a_form_has_the_annexs_title_and_says_its_number_apart() -> None:
    found = (Annexed("名单", (FORM,)), Annexed("口径", (NOTES, Paragraph("无。"))))
    first, form, second, *rest = annex_pages(found)
    assert (first, second) == (
        NewPage("附件1", "名单", "annex-1"),
        NewPage("附件2", "口径", "annex-2"),
    )
    assert isinstance(form, Table)
    assert (form.title, form.number) == ("", "附表1")
    assert form.head_lines == ("填报单位：乙", "表号：附表1")
    assert rest == [NOTES, Paragraph("无。")]
    assert annex_note(found) == AnnexNote(("名单", "口径"), ("annex-1", "annex-2"))


def test_a_single_annex_has_no_number() -> None:
    page, _ = annex_pages((Annexed("名单", (FORM,)),))
    assert page == NewPage("附件", "名单", "annex-1")


def test_the_summarys_annexes_stand_in_their_order() -> None:
    paper = write_summary(data(LATE))
    pages = [block for block in paper.blocks if isinstance(block, NewPage)]
    assert [page.annex for page in pages] == [one.word for one in SummaryAnnex]
    titles = dict(zip(SummaryAnnex, (page.title for page in pages), strict=True))
    assert titles[SummaryAnnex.TASKS] == "2018年民政重点工作任务完成情况表"
    assert titles[SummaryAnnex.SOURCES] == "数据口径及来源说明"


def test_what_the_leaders_page_points_to_is_the_annex_of_the_tasks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(brief, "_MOST_LATE", 1)
    assert any(
        f"见年度工作总结{SummaryAnnex.TASKS.word}。" in text
        for text in texts(brief.write_brief(data(LATE)))
    )
