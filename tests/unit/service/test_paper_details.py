"""Details of the report and chapters: remembered as lines of the office; returns and versions gathered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import AT, CODE, DANTU, GAOZI, JUNE, Flow, at

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.paper import Block, Signature
from zjmz_desktop.domain.paper_kinds import Letter, PaperKind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service import entering, returns, reviewing, submitting
from zjmz_desktop.service.entering import Circumstances, UnitPeriod
from zjmz_desktop.service.papers import (
    chapter_choice,
    choose_chapters,
    letter_of,
    paper_of,
    remember_letter,
)
from zjmz_desktop.service.reporting import annual_data

WHERE = UnitPeriod(DANTU, JUNE)


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "数据")
    yield found
    found.district.close()


def test_a_letter_is_remembered_changed_and_taken_back(flow: Flow) -> None:
    office = flow.district
    assert letter_of(office, WHERE) == Letter()
    told = {"number": "镇徒民[2018]12号", "signer": "示例", "copies": "区政府办公室。"}
    assert remember_letter(office, told, through=JUNE)
    want = Letter(number="镇徒民〔2018〕12号", signer="示例", copies="区政府办公室")
    assert letter_of(office, WHERE) == want
    assert not remember_letter(
        office, {"signer": "示例"}, through=JUNE
    )  # nothing new, nothing written
    assert remember_letter(office, {"signer": ""}, through=JUNE)
    assert letter_of(office, WHERE).signer == ""


def test_what_belongs_to_one_paper_is_not_offered_for_another_month(flow: Flow) -> None:
    office = flow.district
    told = {"number": "镇徒民〔2018〕12号", "dated": "2018-06-28", "printed": "2018-06-29"}
    remember_letter(office, told | {"contact": "示例", "mark": "示例文件"}, through=JUNE)
    july = UnitPeriod(DANTU, month(2018, 7))
    assert letter_of(office, july) == Letter(contact="示例", mark="示例文件")
    assert remember_letter(office, {"dated": "2018年7月30日"}, through=july.period)
    assert letter_of(office, july).dated == "2018年7月30日"
    assert letter_of(office, WHERE).dated == "2018年6月28日"
    assert letter_of(office, WHERE).number == "镇徒民〔2018〕12号"


def test_what_belongs_to_one_paper_is_kept_for_that_paper(flow: Flow) -> None:
    office, summary = flow.district, PaperKind.SUMMARY
    remember_letter(office, {"dated": "2018-06-28", "phone": "0511-00000000"}, through=JUNE)
    remember_letter(office, {"dated": "2018-07-02"}, through=JUNE, paper=summary)
    assert letter_of(office, WHERE).dated == "2018年6月28日"
    own = letter_of(office, WHERE, paper=summary)
    assert own == Letter(dated="2018年7月2日", phone="0511-00000000")
    assert letter_of(office, WHERE, paper=PaperKind.BRIEF) == Letter()
    assert annual_data(office, WHERE).letter == own
    signed = [b for b in paper_of(summary, annual_data(office, WHERE)).blocks if _is_signed(b)]
    assert signed == [Signature("丹徒区民政局", "2018年7月2日")]


def _is_signed(block: Block) -> bool:
    return isinstance(block, Signature)


def test_a_refused_detail_leaves_all_as_it_was(flow: Flow) -> None:
    with pytest.raises(WriteRefusedError, match="发文字号"):
        remember_letter(flow.district, {"signer": "示例", "number": "12号"}, through=JUNE)
    with pytest.raises(ValueRefusedError):
        remember_letter(flow.district, {"signer": "示\x07例"}, through=JUNE)
    with pytest.raises(ValueRefusedError):
        remember_letter(flow.district, {"copies": "抄" * 201}, through=JUNE)
    assert letter_of(flow.district, WHERE) == Letter()


def test_chapters_are_chosen_and_given_back(flow: Flow) -> None:
    office = flow.district
    assert chapter_choice(office).choice == ""
    assert not chapter_choice(office).left_out
    assert choose_chapters(office, "养老：S3-01")
    assert not choose_chapters(office, "养老：S3-01")  # nothing new, nothing written
    assert chapter_choice(office).lines == "养老：S3-01"
    assert [c.title for c in annual_data(office, WHERE).chapters] == ["养老"]
    with pytest.raises(WriteRefusedError):
        choose_chapters(office, "养老：没有")
    assert chapter_choice(office).choice == "养老：S3-01"
    choose_chapters(office, "")
    assert annual_data(office, WHERE).chapters == office.plan.chapters


def test_returns_and_their_answers_are_gathered(flow: Flow) -> None:
    flow.put("12")
    submitting.submit(flow.town, JUNE)
    why = ReturnNote("与低保台账不符", "0511-00000000")
    reviewing.return_(flow.district, AT, codes=[CODE], why=why)
    found = annual_data(flow.district, WHERE).returned
    assert found[CODE, GAOZI] == ("与低保台账不符", "")
    returns.answer(flow.town, JUNE, code=CODE, text="已按台账改。")
    assert annual_data(flow.district, WHERE).returned[CODE, GAOZI].answer == "已按台账改。"
    flow.put("13")
    submitting.submit(flow.town, JUNE)
    reviewing.accept(flow.district, AT, codes=[CODE])
    assert not annual_data(flow.district, WHERE).returned


def test_versions_that_differ_and_corrections_are_gathered(flow: Flow) -> None:
    flow.put("12")
    assert annual_data(flow.district, WHERE).versions == ()
    assert not entering.save_field(flow.town, at(part="flash"), typed="13").error
    [line] = annual_data(flow.district, WHERE).versions
    assert (line.code, line.unit_id) == (CODE, GAOZI)
    assert line.differences == ("月报累计12，快报13，少1，没有写明原因",)
    submitting.submit(flow.town, JUNE)
    reviewing.accept(flow.district, AT, codes=[CODE])
    how = Circumstances(act="correction", note="录错")
    assert not entering.save_field(flow.town, at(), typed="13", how=how).error
    [line] = annual_data(flow.district, WHERE).versions
    assert line.differences == ()
    assert line.acts == ("2018年6月更正，由12改为13（户）",)
