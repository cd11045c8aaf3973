"""Paper B by the small office of `test_annual`: its order, its words, what is left to fill by hand."""

from dataclasses import replace
from decimal import Decimal

from test_annual import LATE, Numbers, data, prose
from test_annual_sentences import dropped, edited, own, sentences

from zjmz_desktop.domain.annual_prose import chapter_sentences
from zjmz_desktop.domain.annual_sentences import chapters_of_paper
from zjmz_desktop.domain.official import official_texts, write_official
from zjmz_desktop.domain.paper import (
    AnnexNote,
    Heading,
    Imprint,
    Letterhead,
    NewPage,
    Paper,
    Paragraph,
    Remark,
    Signature,
    Table,
)
from zjmz_desktop.domain.paper_kinds import Letter
from zjmz_desktop.domain.sentence_order import stepped

LATE_ONE = "problem-I08-03"
LETTER = Letter(
    number="镇徒民〔2018〕12号",
    signer="示例签发",
    copies="区政府办公室，区人大办公室",
    contact="示例联系人",
    phone="0511-00000000",
    dated="2018年12月3日",
)


def kinds(paper: Paper) -> list[str]:
    return [type(block).__name__ for block in paper.blocks]


def test_the_report_stands_in_the_order_of_the_standard() -> None:
    paper = write_official(data(LATE, letter=LETTER))
    assert paper.title_lines == ("丹徒区民政局关于2018年", "民政重点工作任务完成情况的报告")
    assert paper.letterhead == Letterhead("丹徒区民政局文件", "镇徒民〔2018〕12号", "示例签发")
    assert paper.imprint == Imprint("区政府办公室，区人大办公室", "丹徒区民政局", "2018年12月3日")
    assert paper.blocks[0] == Paragraph("镇江市民政局：", indent=False)
    order = ["AnnexNote", "Signature", "Remark", "NewPage", "Table"]
    first = kinds(paper).index("AnnexNote")
    assert kinds(paper)[first : first + 5] == order
    assert Remark("（联系人：示例联系人，电话：0511-00000000）") in paper.blocks
    assert Signature("丹徒区民政局", "2018年12月3日") in paper.blocks


def test_every_annex_is_named_in_the_note_and_follows_it() -> None:
    paper = write_official(data(LATE, letter=LETTER))
    note = next(b for b in paper.blocks if isinstance(b, AnnexNote))
    assert note.titles == (
        "2018年民政重点工作任务完成情况表",
        "主要指标分镇（街道）完成情况表",
        "未完成任务情况说明",
    )
    assert [b.annex for b in paper.blocks if isinstance(b, NewPage)] == ["附件1", "附件2", "附件3"]
    assert tuple(b.title for b in paper.blocks if isinstance(b, NewPage)) == note.titles


def test_what_nobody_told_is_left_to_be_written() -> None:
    paper = write_official(data())
    assert paper.letterhead == Letterhead("丹徒区民政局文件", "　　　〔2018〕　　号", "")
    assert Signature("丹徒区民政局", "2018年12月　　日") in paper.blocks
    assert not any(isinstance(block, Remark) for block in paper.blocks)
    assert paper.imprint == Imprint("", "丹徒区民政局", "2018年12月　　日")


def test_only_judged_tasks_are_told_and_what_is_late_is_named() -> None:
    office = data(LATE)
    paper = write_official(office)
    text = "".join(prose(paper))
    assert "党建" not in text  # a narrative is no task
    told = "".join(official_texts(chapters_of_paper(office)[1]))
    assert told
    assert told in text
    assert "一是新建老年人助餐点未达序时进度。截至11月底为4个" in text
    assert "确保2018年12月31日前完成的有新建老年人助餐点（还差8个，养老服务科）" in text
    assert text.endswith("特此报告。")


def test_with_nothing_late_it_says_so() -> None:
    text = "".join(prose(write_official(data(letter=LETTER))))
    assert "截至11月底，各项可考核任务没有落后的。" in text
    assert "未达序时" not in text


def test_what_was_not_reported_is_not_said_to_be_well() -> None:
    """Of five judged tasks one, then none has been reported."""
    few: dict[str, Numbers] = {"I08-03": {}, "I10-01": {}, "I12-07": {}, "I22-05": {}}
    text = "".join(prose(write_official(data(few))))
    assert "截至11月底，已报数的可考核任务没有落后的，另有4项尚未报数。" in text
    none = write_official(data({**few, "I07-03": {}}))
    text = "".join(prose(none))
    assert "截至11月底，5项可考核任务都尚未报数。" in text
    assert "没有落后的" not in text
    at = none.blocks.index(Heading(1, "二、重点任务完成情况"))
    assert none.blocks[at + 1] == Paragraph("本期没有可考核任务报数。")


def test_chapters_without_a_judged_task_have_no_heading() -> None:
    office = data()
    party = chapters_of_paper(replace(office, texts={"I02-01": "换届3个。"}))[2]
    assert party.title == office.plan.chapters[1].title
    assert not official_texts(party)
    headings = [b.text for b in write_official(office).blocks if isinstance(b, Heading)]
    assert headings == [
        "一、总体情况",
        "二、重点任务完成情况",
        "（一）养老服务体系不断健全",
        "三、存在问题和下一步措施",
    ]


def test_the_whole_year_estimates_nothing() -> None:
    from zjmz_desktop.domain.periods import month

    office = data(LATE, through=month(2018, 12), estimates={"I08-03": Decimal(12)})
    text = "".join(prose(write_official(office)))
    assert "现将2018年完成情况报告如下" in text
    assert "预计" not in text
    assert chapter_sentences(office.plan.chapters[0], office)


def test_edits_of_the_summary_stand_in_the_report_too() -> None:
    office = data(LATE)
    said = {key: one.settled.text for key, one in sentences(office).items()}
    edits = {
        "account": edited("account", f"总的看，{said['account']}", found=office),
        LATE_ONE: edited(LATE_ONE, f"要看到，{said[LATE_ONE]}", found=office),
        "own-S2-01": own("自写一段。"),
    }
    text = "".join(prose(write_official(replace(office, edits=edits))))
    assert "总的看，截至11月底，对照市局下达的" in text
    assert "一是要看到，新建老年人助餐点未达序时进度。" in text
    assert "自写一段" not in text  # it stands in the summary alone


def test_what_is_left_out_of_the_summary_is_left_out_of_the_report() -> None:
    office = data(LATE)
    edits = {key: dropped(key, found=office) for key in ("account", LATE_ONE, "next-late")}
    text = "".join(prose(write_official(replace(office, edits=edits))))
    for gone in ("对照市局下达的", "没有落后的", "本期没有可考核任务报数", "补齐短板弱项"):
        assert gone not in text


def test_an_approximation_of_the_report_is_told_in_an_annex_of_its_own() -> None:
    edit = edited("S2", "全区床位100张，占比近三分之二，高于市定目标5个百分点。")
    paper = write_official(data(edits={"S2": edit}))
    assert "占比近三分之二" in "".join(prose(paper))
    told = [b for b in paper.blocks if isinstance(b, Table)][-1]
    page = [b for b in paper.blocks if isinstance(b, NewPage)][-1]
    assert (page.title, told.rows) == ("概数说明", (("近三分之二", "60.0%", "护理型床位占比"),))


def test_the_order_of_the_sentences_holds_in_the_report_too() -> None:
    office = data()
    chapter = chapters_of_paper(office)[1]
    order = stepped(chapter.movable, None, key=chapter.movable[0], by=1)
    assert order is not None
    first, second = official_texts(chapter)[:2]
    text = "".join(prose(write_official(replace(office, orders={chapter.key: order}))))
    assert f"{second}{first}" in text
