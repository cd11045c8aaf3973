"""A block pasted into a form: by the rules of typing, in one transaction and one undo."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.batches import Outcome
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.service import drafting, undoing
from zjmz_desktop.service.block_entering import BlockEntered, FieldTyped, enter_block
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt, StepTyped, cell_of, draft_at
from zjmz_desktop.service.guarding import period_for
from zjmz_desktop.store import cells

GAOZI = "321112001000"
JUNE = month(2018, 6)
NEW, CHANGED, SAME = Outcome.NEW, Outcome.CHANGED, Outcome.SAME
KEPT, REFUSED = Outcome.KEPT, Outcome.REFUSED


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "镇", GAOZI, clock=clock)) as office:
        yield office


def paste(office: Office, code: str, *rows: tuple[str, str | StepTyped, str]) -> BlockEntered:
    period = period_for(office.plan.indicator(code), JUNE)
    fields = [
        FieldTyped(FieldAt(code, GAOZI, period, part), typed, before)
        for part, typed, before in rows
    ]
    return enter_block(office, fields)


def outcomes(done: BlockEntered) -> list[Outcome]:
    return [one.outcome for one in done.found]


def stored(office: Office, code: str, part: str, *, period: Period = JUNE) -> object:
    found = cells.one(office.database, cell_of(office, FieldAt(code, GAOZI, period, part)))
    return None if found is None else (found.value.n, found.value.d)


def test_pairs_are_written_once_both_halves_are_there(town: Office) -> None:
    done = paste(town, "I05-01", ("value/n", "１２", ""), ("value/d", "１,２00", ""))
    assert outcomes(done) == [NEW, NEW]
    assert done.changes.log_no
    assert stored(town, "I05-01", "value") == (12, 1200)
    undoing.undo(town)
    assert stored(town, "I05-01", "value") == (None, None)
    assert town.undo.done == []


def test_each_field_has_its_outcome_and_refusals_stay(town: Office) -> None:
    paste(town, "I05-01", ("value/n", "12", ""), ("value/d", "15", ""))
    again = paste(town, "I05-01", ("value/n", "12", "12"), ("value/d", "约20", "15"))
    assert outcomes(again) == [SAME, REFUSED]
    assert "具体数" in again.found[1].reason
    at = draft_at(town, FieldAt("I05-01", GAOZI, JUNE, "value"))
    assert drafting.standing(town, at)["value/d"].typed == "约20"
    assert outcomes(paste(town, "I05-01", ("value/n", " ", "12"))) == [KEPT]
    assert stored(town, "I05-01", "value") == (12, 15)


def test_ticks_are_read_as_words_and_one_undo_clears_them(town: Office) -> None:
    entries = town.plan.indicator("I22-01").entries
    words = ("有", "无", "√", "maybe")
    rows = [(f"tick/{e.code}", word, "") for e, word in zip(entries, words, strict=False)]
    done = paste(town, "I22-01", *rows)
    assert outcomes(done) == [NEW, NEW, NEW, REFUSED]
    half = period_for(town.plan.indicator("I22-01"), JUNE)
    found = [stored(town, "I22-01", part, period=half) for part, _, _ in rows[:3]]
    assert found == [(1, None), (0, None), (1, None)]
    undoing.undo(town)
    assert stored(town, "I22-01", rows[0][0], period=half) == (None, None)


def test_a_closed_form_refuses_every_field(town: Office) -> None:
    steps = [i for i in town.plan.indicators if i.steps and i.level.value == "city"]
    code, step = steps[0].code, steps[0].steps[0].code
    typed = StepTyped("已完成", "20180618")
    done = paste(town, code, (f"step/{step}", typed, ""))
    assert outcomes(done) == [REFUSED]
    assert done.found[0].after == "已完成 20180618"
    assert not done.changes
