"""Editing the words of a district's summary: saved, carried over, taken back, sent along."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.annual_sentences import OpenEditsError, refuse_open_edits
from zjmz_desktop.domain.edited_sentences import SentenceState
from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.domain.paper import Paragraph
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.sentence_binding import LostFigureError, StrayNumberError
from zjmz_desktop.domain.sentence_slots import Generated, written
from zjmz_desktop.service import editing_paper, entering, reporting, undoing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.editing_paper import SentenceAt, UnknownSentenceError
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.reporting import summary_paper

DANTU = "321112000000"
OCTOBER, NOVEMBER = month(2018, 10), month(2018, 11)
AT = UnitPeriod(DANTU, NOVEMBER)
KEY = "S2-07"  # 救助金额, of the district itself


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = create_office(tmp_path, DANTU, clock=lambda: datetime(2018, 12, 3, tzinfo=UTC))
    for last, typed in ((3, "0"), (6, "0"), (9, "50.3"), (12, "0")):
        put(found, typed, last=last)
    yield found
    found.close()


def put(office: Office, typed: str, *, last: int = 9) -> None:
    """The district's figure of the quarter that ends with a month."""
    quarter = office.plan.indicator("I06-09").due_in(2018, last)
    assert quarter is not None
    at = FieldAt("I06-09", DANTU, quarter, "value")
    assert not entering.save_field(office, at, typed=typed).error


def where(office: Office, key: str = KEY, at: UnitPeriod = AT) -> SentenceAt:
    one = editing_paper.paper_text(office, at).sentence(key)
    return SentenceAt(at, key, one.generated)


def text(office: Office, key: str = KEY, at: UnitPeriod = AT) -> str:
    return editing_paper.paper_text(office, at).sentence(key).settled.text


def edit(office: Office, typed: str = "慈善救助资金超过50万元。", key: str = KEY) -> None:
    editing_paper.save_sentence(office, where(office, key), typed=typed)


def test_an_edit_is_printed_and_follows_the_figure(office: Office) -> None:
    assert "救助金额50.3万元" in text(office)
    edit(office)
    printed = [b.text for b in summary_paper(office, AT).blocks if isinstance(b, Paragraph)]
    assert any("慈善救助资金超过50万元。" in line for line in printed)
    put(office, "50.9")
    assert text(office) == "慈善救助资金超过50万元。"
    put(office, "120")
    found = editing_paper.paper_text(office, AT)
    assert found.sentence(KEY).settled.text == "慈善救助资金120.0万元。"
    assert [one.key for one in found.to_look_at] == [KEY]


def test_another_number_is_refused_and_nothing_written(office: Office) -> None:
    position = office.position
    with pytest.raises(StrayNumberError, match="60万元"):
        edit(office, "慈善救助资金60万元。")
    with pytest.raises(LostFigureError):
        edit(office, "慈善救助有力。")
    with pytest.raises(WriteRefusedError, match="空"):
        edit(office, " ")
    assert office.position == position


def test_saving_what_is_generated_takes_the_edit_back(office: Office) -> None:
    before = text(office)
    edit(office)
    edit(office, before)
    assert editing_paper.edits_of(office, AT) == {}
    assert editing_paper.edits_digest(office, AT) == ""
    assert not editing_paper.revert_sentence(office, where(office))


def test_each_act_is_undone_alone(office: Office) -> None:
    before = text(office)
    edit(office)
    edit(office, "慈善力量参与救助，金额50.3万元。")
    undoing.undo(office)
    assert text(office) == "慈善救助资金超过50万元。"
    undoing.undo(office)
    assert text(office) == before
    undoing.redo(office)
    assert text(office) == "慈善救助资金超过50万元。"


def test_a_sentence_is_left_out_with_a_reason_and_comes_back(office: Office) -> None:
    with pytest.raises(WriteRefusedError, match="理由"):
        editing_paper.drop_sentence(office, where(office), reason=" ")
    editing_paper.drop_sentence(office, where(office), reason="不对外\n公布")
    assert editing_paper.edits_of(office, AT)[KEY].reason == "不对外 公布"
    assert text(office) == ""
    editing_paper.revert_sentence(office, where(office))
    assert "50.3万元" in text(office)


def test_paragraphs_of_ones_own(office: Office) -> None:
    first, _ = editing_paper.add_own(office, AT, behind=KEY, typed="探索慈善超市。")
    second, _ = editing_paper.add_own(office, AT, behind=first, typed="群众满意。")
    told = [re.fullmatch(rf"own-{KEY}-([0-9]+?)[0-9a-f]{{4}}", key) for key in (first, second)]
    assert [one and one[1] for one in told] == ["01", "02"]
    with pytest.raises(StrayNumberError, match="没有数"):
        editing_paper.add_own(office, AT, behind=KEY, typed="建成3家慈善超市。")
    editing_paper.revert_sentence(office, where(office, first))
    keys = [one.key for one in editing_paper.paper_text(office, AT).sentences]
    assert first not in keys
    assert second in keys


def test_an_edit_goes_on_in_later_months_and_may_be_taken_back_there(office: Office) -> None:
    edit(office)
    later = UnitPeriod(DANTU, month(2018, 12))
    assert text(office, at=later) == "慈善救助资金超过50万元。"
    assert "50.3万元" in text(office, at=UnitPeriod(DANTU, OCTOBER))
    editing_paper.revert_sentence(office, where(office, at=later))
    assert "救助金额50.3万元" in text(office, at=later)
    assert text(office) == "慈善救助资金超过50万元。"
    undoing.undo(office)
    assert text(office, at=later) == "慈善救助资金超过50万元。"


def test_a_later_month_takes_back_an_own_paragraph(office: Office) -> None:
    key, _ = editing_paper.add_own(office, AT, behind=KEY, typed="群众满意。")
    later = UnitPeriod(DANTU, month(2018, 12))
    editing_paper.revert_sentence(office, where(office, key, later))
    assert key in editing_paper.edits_of(office, AT)
    assert key not in editing_paper.edits_of(office, later)


def test_the_digest_is_of_the_edits_alone(office: Office) -> None:
    edit(office)
    first = editing_paper.edits_digest(office, AT)
    assert len(first) == 64
    put(office, "50.4")
    assert editing_paper.edits_digest(office, AT) == first
    edit(office, "慈善救助资金50余万元。")
    assert editing_paper.edits_digest(office, AT) not in (first, "")


def test_only_the_district_itself_edits(office: Office) -> None:
    city = office.acting_as("321100000000")
    with pytest.raises(WriteRefusedError, match="只能看"):
        editing_paper.save_sentence(city, where(office), typed="救助金额50.3万元。")
    with pytest.raises(UnknownSentenceError):
        editing_paper.paper_text(office, AT).sentence("S9-99")


def test_how_a_sentence_stands_after_it_was_written(office: Office) -> None:
    place = where(office)
    edit(office)
    found = editing_paper.settled_now(office, place)
    assert found is not None
    assert found.state is SentenceState.EDITED
    assert written(found.tokens) == "慈善救助资金{I06-09~超过50万元}。"


def test_a_judgement_that_was_turned_round_stops_the_paper_until_it_was_looked_at(
    office: Office,
) -> None:
    found = where(office, "account")
    assert found.generated is not None
    typed = f"{found.generated.text.removesuffix('。')}，没有一项滞后。"
    editing_paper.save_sentence(office, found, typed=typed)
    (waiting,) = editing_paper.paper_text(office, AT).to_look_at
    assert waiting.settled.text == typed
    assert "“没有”" in waiting.settled.again[0]
    with pytest.raises(OpenEditsError, match="“没有”"):
        refuse_open_edits(reporting.annual_data(office, AT))
    editing_paper.save_sentence(office, found, typed=typed, seen=True)
    assert editing_paper.paper_text(office, AT).to_look_at == ()
    refuse_open_edits(reporting.annual_data(office, AT))


@pytest.mark.parametrize("in_tokens", [False, True])
def test_a_sentence_is_no_essay(office: Office, in_tokens: bool) -> None:
    before, place = text(office), where(office)
    words = f"救助金额50.3万元{'，群众满意' * 250}。"
    typed = (words[:600], words[600:]) if in_tokens else words
    with pytest.raises(ValueRefusedError, match="超过1000字"):
        editing_paper.save_sentence(office, place, typed=typed)
    assert text(office) == before
    edit(office, f"救助金额50.3万元{'，群众满意' * 190}。")
    assert len(text(office)) > 950


def test_a_generated_sentence_that_is_long_itself_may_be_edited(office: Office) -> None:
    made = Generated(KEY, ("长" * 1100,), {})
    assert editing_paper.sentence_value(SentenceAt(AT, KEY, made), typed="长" * 1200)
    with pytest.raises(ValueRefusedError, match="超过1300字"):
        editing_paper.sentence_value(SentenceAt(AT, KEY, made), typed="长" * 1301)
