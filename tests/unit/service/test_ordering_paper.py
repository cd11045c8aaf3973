"""Sentences moved within their chapter, and refused ones kept: by month, undone alone, the own office only."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import editing_paper, entering, undoing
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.drafting_paper import (
    SentenceDraft,
    drop_refused,
    keep_refused,
    refused_of,
)
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.ordering_paper import AtTheEdgeError, move_sentence, orders_of
from zjmz_desktop.service.proving import data_behind
from zjmz_desktop.service.reporting import annual_data

DANTU = "321112000000"
AT, LATER = UnitPeriod(DANTU, month(2018, 11)), UnitPeriod(DANTU, month(2018, 12))
BEFORE = UnitPeriod(DANTU, month(2018, 10))
KEY, MONEY = "account", "S2-07"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    found = create_office(tmp_path, DANTU, clock=lambda: datetime(2018, 12, 3, tzinfo=UTC))
    quarter = found.plan.indicator("I06-09").due_in(2018, 9)
    assert quarter is not None
    assert not entering.save_field(
        found, FieldAt("I06-09", DANTU, quarter, "value"), typed="50.3"
    ).error
    yield found
    found.close()


def keys(office: Office, at: UnitPeriod = AT) -> list[str]:
    return [one.key for one in editing_paper.paper_text(office, at).sentences]


def move(office: Office, key: str, by: int, at: UnitPeriod = AT) -> None:
    text = editing_paper.paper_text(office, at)
    chapter = text.chapters[text.chapter_of(key)]
    move_sentence(office, at, chapter=chapter, key=key, by=by)


def neighbour(office: Office) -> str:
    """The sentence before."""
    found = keys(office)
    return found[found.index(KEY) - 1]


def test_a_move_holds_from_its_month_on_and_is_undone_alone(office: Office) -> None:
    first, earlier = keys(office), keys(office, BEFORE)
    other = neighbour(office)
    want = list(first)
    at = want.index(KEY)
    want[at - 1 : at + 1] = [KEY, other]
    move(office, KEY, -1)
    assert keys(office) == keys(office, LATER) == want
    assert keys(office, BEFORE) == earlier
    undoing.undo(office)
    assert keys(office) == first
    undoing.redo(office)
    assert keys(office) == want


def test_moved_back_nothing_is_left_of_it_in_that_month_or_a_later_one(office: Office) -> None:
    move(office, KEY, -1)
    move(office, KEY, 1, at=LATER)
    assert orders_of(office, LATER) == {}
    assert orders_of(office, AT)
    move(office, KEY, 1)
    assert orders_of(office, AT) == {}


def test_an_edit_and_a_figure_that_changes_leave_the_order_as_it_is(office: Office) -> None:
    own, _ = editing_paper.add_own(office, AT, behind=MONEY, typed="探索慈善超市。")
    move(office, own, -1)
    want = keys(office)
    assert want.index(own) == want.index(MONEY) - 1
    one = editing_paper.paper_text(office, AT).sentence(MONEY)
    where = editing_paper.SentenceAt(AT, MONEY, one.generated)
    editing_paper.save_sentence(office, where, typed=f"总的看，{one.settled.text}")
    quarter = office.plan.indicator("I06-09").due_in(2018, 9)
    assert quarter is not None
    entering.save_field(office, FieldAt("I06-09", DANTU, quarter, "value"), typed="61")
    assert keys(office) == want
    assert "61.0万元" in editing_paper.paper_text(office, AT).sentence(MONEY).settled.text


def test_what_can_not_be_moved_is_refused_in_a_sentence(office: Office) -> None:
    text = editing_paper.paper_text(office, AT)
    first = text.chapters[0].sentences[0].key
    with pytest.raises(AtTheEdgeError, match="第一句"):
        move(office, first, -1)
    with pytest.raises(WriteRefusedError, match="引子"):
        move(office, "next-lead", 1)
    city = office.acting_as("321100000000")
    with pytest.raises(WriteRefusedError, match="只能看"):
        move_sentence(city, AT, chapter=text.chapters[text.chapter_of(KEY)], key=KEY, by=-1)
    assert orders_of(office, AT) == {}


def test_an_order_is_in_the_digest_of_a_paper_that_has_sentences(office: Office) -> None:
    def digest(paper: str) -> str:
        return data_behind(office, annual_data(office, AT), paper=paper).edits

    assert digest("summary") == digest("official") == ""
    move(office, KEY, -1)
    assert digest("summary")
    assert digest("official")
    assert digest("brief") == ""


def test_the_report_has_the_edits_of_its_own_sentences_in_its_digest(office: Office) -> None:
    def digest(paper: str) -> str:
        return data_behind(office, annual_data(office, AT), paper=paper).edits

    one = editing_paper.paper_text(office, AT).sentence("opening")
    where = editing_paper.SentenceAt(AT, "opening", one.generated)
    editing_paper.drop_sentence(office, where, reason="另写")
    assert digest("summary")
    assert digest("official") == ""


def test_a_refused_sentence_is_kept_until_it_is_dropped(office: Office, tmp_path: Path) -> None:
    refused = SentenceDraft(("慈善资金60万元{。",), "“60万元”不是这一句里的数，不能写。")
    keep_refused(office, AT, key=KEY, refused=refused)
    assert editing_paper.paper_text(office, AT).refused == {KEY: refused}
    assert refused_of(office, LATER) == {}
    office.close()
    again = open_office(tmp_path, clock=lambda: datetime(2018, 12, 4, tzinfo=UTC))
    assert refused_of(again, AT) == {KEY: refused}
    drop_refused(again, AT, key=KEY)
    assert refused_of(again, AT) == {}
    keep_refused(again, AT, key=KEY, refused=refused)
    undoing.undo(again)
    assert refused_of(again, AT) == {}
    again.close()
