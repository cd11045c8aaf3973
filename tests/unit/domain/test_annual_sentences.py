"""The summary's sentences in one place: edited, left out, added to, and printed so."""

from dataclasses import replace

import pytest
from test_annual import GOOD, LATE, SMALL, data, lines, prose, table

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_prose import account_words
from zjmz_desktop.domain.annual_sentences import (
    OpenEditsError,
    PaperSentence,
    anchor_of,
    chapters_of_paper,
    keys_in,
    refuse_open_edits,
    to_look_at,
)
from zjmz_desktop.domain.edited_sentences import Edit, edit_text, read_edit
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.domain.sentence_binding import bind
from zjmz_desktop.domain.sentence_order import stepped
from zjmz_desktop.domain.sentence_slots import read


def sentences(found: AnnualData) -> dict[str, PaperSentence]:
    return {one.key: one for chapter in chapters_of_paper(found) for one in chapter.sentences}


def edited(key: str, text: str, *, found: AnnualData | None = None) -> Edit:
    made = sentences(found or data())[key].generated
    assert made is not None
    edit = read_edit(edit_text(bind(read(text)[0], made), made))
    assert edit is not None
    return edit


def own(text: str) -> Edit:
    edit = read_edit(edit_text((text,), None))
    assert edit is not None
    return edit


def dropped(key: str, *, found: AnnualData | None = None) -> Edit:
    edit = read_edit(edit_text((), sentences(found or data())[key].generated, reason="不用"))
    assert edit is not None
    return edit


@pytest.mark.parametrize("figures", [GOOD, LATE])
def test_without_edits_each_sentence_is_as_generated(figures: object) -> None:
    found = data(LATE if figures is LATE else GOOD)
    for one in sentences(found).values():
        assert one.generated
        assert one.rendered
        assert one.generated.text == one.rendered.text == one.settled.text


def test_an_edit_is_printed_and_its_approximation_told_in_the_annex() -> None:
    edit = edited("S2", "全区床位100张，占比近三分之二，高于市定目标5个百分点。")
    paper = write_summary(data(edits={"S2": edit}))
    assert any("全区床位100张，占比近三分之二，" in line for line in prose(paper))
    assert table(paper, "附表6-5").rows == (("近三分之二", "60.0%", "护理型床位占比"),)
    assert "附表6-5" not in str(write_summary(data()).blocks)


def test_the_opening_problems_and_thoughts_can_be_edited_too() -> None:
    late = data(LATE, open_questions=("Q08-2",))
    edits = {
        "opening": edited("opening", "2018年，我局实干为民。", found=late),
        "problem-questions": dropped("problem-questions", found=late),
        "own-next-tasks-01": own("办好民生实事。"),
    }
    lines = prose(write_summary(data(LATE, open_questions=("Q08-2",), edits=edits)))
    assert lines[0] == "2018年，我局实干为民。"
    assert not any("口径有待明确" in line for line in lines)
    assert any(line.endswith("是办好民生实事。") and line[1:2] == "是" for line in lines)


def test_a_paragraph_of_ones_own_stands_behind_that_of_its_sentence() -> None:
    edits = {"own-S1-01": own("探索配送办法。"), "own-S1-02": own("群众满意。")}
    lines = prose(write_summary(data(edits=edits)))
    at = lines.index("探索配送办法。")
    assert "新建助餐点" in lines[at - 1]
    assert lines[at + 1] == "群众满意。"


def test_a_chapter_that_is_left_out_whole_loses_its_heading() -> None:
    texts = {"I02-01": "抓实党建。"}
    found = data(texts=texts, edits={"S5": dropped("S5", found=data(texts=texts))})
    assert not any("党建引领" in line for line in prose(write_summary(found)))


def test_an_edit_whose_sentence_is_gone_waits_and_stops_the_final() -> None:
    late = data(LATE)
    edit = edited("problem-I08-03", sentences(late)["problem-I08-03"].settled.text, found=late)
    good = data(edits={"problem-I08-03": edit._replace(edited=("改过。",))})
    assert [one.key for one in to_look_at(good)] == ["problem-I08-03"]
    with pytest.raises(OpenEditsError, match="1句"):
        refuse_open_edits(good)
    refuse_open_edits(data())


def test_where_a_paragraph_of_ones_own_belongs() -> None:
    assert anchor_of("own-S3-01-02") == "S3-01"
    assert anchor_of("S3-01") == ""


def test_an_order_of_ones_own_is_printed_and_paragraphs_of_ones_own_go_along() -> None:
    found = data(edits={"own-S1-01": own("自写一段。")})
    chapter = chapters_of_paper(found)[1]
    assert chapter.movable[:3] == ("S1", "own-S1-01", "S2")
    order = stepped(("S1", "S2", "S3", "S4"), None, key="S1", by=1)
    assert order is not None
    moved = replace(found, orders={chapter.key: order})
    assert chapters_of_paper(moved)[1].movable[:3] == ("S2", "S1", "own-S1-01")
    text = "".join(prose(write_summary(moved)))
    assert text.index("床位") < text.index("新建助餐点") < text.index("自写一段")


def test_what_leads_to_the_thoughts_stays_before_them() -> None:
    found = data(LATE)
    chapter = chapters_of_paper(found)[-1]
    assert chapter.sentences[0].key == "next-lead"
    assert "next-lead" not in chapter.movable
    order = stepped(chapter.movable, None, key=chapter.movable[-1], by=-1)
    assert order is not None
    moved = chapters_of_paper(replace(found, orders={chapter.key: order}))[-1]
    assert moved.sentences[0].key == "next-lead"
    assert moved.movable[-1] == chapter.movable[-2]


def test_a_final_of_a_paper_waits_for_its_own_sentences_alone() -> None:
    edit = edited("opening", sentences(data())["opening"].settled.text + "特此说明。")
    gone = replace(data(LATE), edits={"opening": edit._replace(base=("别的。",))})
    assert to_look_at(gone)
    with pytest.raises(OpenEditsError):
        refuse_open_edits(gone)
    refuse_open_edits(gone, PaperKind.OFFICIAL)
    assert "opening" not in keys_in(PaperKind.OFFICIAL, gone)
    assert keys_in(PaperKind.BRIEF, gone) == ()


def test_a_sentence_for_the_opening_stands_behind_the_account_whichever_chapter_it_is_in() -> None:
    first, *rest = data().plan.chapters
    moved = replace(first.sentences[0], opening=True)
    chapter = replace(first, sentences=(moved, *first.sentences[1:]))
    plan = replace(data().plan, chapters=(chapter, *rest))
    found = data(plan=plan)
    text = sentences(found)[moved.key].settled.text
    lines = prose(write_summary(found))
    assert lines[1] == account_words(found) + text
    assert sum(text in line for line in lines) == 1
    gone = data(plan=plan, edits={moved.key: dropped(moved.key, found=found)})
    assert prose(write_summary(gone))[1] == account_words(found)
    own_line = {f"own-{moved.key}-01": own("资金管理规范。")}
    assert prose(write_summary(data(plan=plan, edits=own_line)))[2] == "资金管理规范。"


def test_a_chapter_of_ones_own_may_be_called_as_the_opening_is() -> None:
    plan = replace(SMALL, chapters=(replace(SMALL.chapters[0], title="开头"), *SMALL.chapters[1:]))
    assert "一、开头" in lines(write_summary(data(plan=plan)))


def test_a_sentence_of_the_opening_is_none_of_the_report() -> None:
    first, *others = SMALL.chapters[0].sentences
    ahead = replace(SMALL.chapters[0], sentences=(replace(first, opening=True), *others))
    found = sentences(data(plan=replace(SMALL, chapters=(ahead,))))
    assert not found["S1"].in_official
    assert found["S2"].in_official


def test_chapters_are_worked_out_once_for_the_same_data_and_anew_for_others() -> None:
    found = data()
    chapters = chapters_of_paper(found)
    assert chapters_of_paper(found) is chapters
    changed = replace(found, edits={"opening": own("另写一段。")})
    assert chapters_of_paper(changed) != chapters
    assert chapters_of_paper(replace(found)) == chapters
    assert replace(found) == found
