"""Refused cells of registers stay with their row."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import register_tables, registering, row_drafts, undoing
from zjmz_desktop.service.checking import check_unit
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.row_drafts import RowAt
from zjmz_desktop.service.views import RowDraft

GAOZI = "321112001000"
JUNE = month(2018, 6)
AREA = "usable_area_m2"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path, GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    yield office
    office.close()


def drafts(office: Office) -> tuple[RowDraft, ...]:
    return register_tables.table(office, "canteen", unit_id=GAOZI, period=JUNE).drafts


def refused(office: Office) -> list[str]:
    found = check_unit(office, GAOZI, month_shown=JUNE)
    return [p.part for p in found if p.code == "draft"]


def test_a_refused_cell_is_kept_until_it_is_mended(town: Office) -> None:
    name, _ = registering.add_row(town, "canteen", typed={"name": "甲助餐点"})
    at = RowAt("canteen", name)
    saved = registering.set_field(town, at, code=AREA, typed="about")
    assert drafts(town) == (RowDraft(name, AREA, "about", saved.error, False),)
    assert refused(town) == [AREA]
    assert registering.set_field(town, at, code=AREA, typed="46").changes
    assert drafts(town) == ()


def test_mending_by_what_is_saved_drops_the_draft(town: Office) -> None:
    name, _ = registering.add_row(town, "canteen", typed={"name": "甲助餐点", AREA: "46"})
    at = RowAt("canteen", name)
    registering.set_field(town, at, code=AREA, typed="about")
    assert not registering.set_field(town, at, code=AREA, typed="46").changes
    assert drafts(town) == ()


def test_drafts_of_a_new_row_go_with_it(town: Office) -> None:
    pending = RowAt("canteen", row_drafts.pending_row(GAOZI))
    name, saved = registering.begin_row(town, pending, typed={AREA: "about"}, code=AREA)
    assert (name, bool(saved.error)) == ("", True)
    assert [(d.pending, d.typed) for d in drafts(town)] == [(True, "about")]
    name, saved = registering.begin_row(town, pending, typed={"name": "甲"}, code="name")
    assert saved.changes
    assert [(d.row, d.pending, d.typed) for d in drafts(town)] == [(name, False, "about")]
    undoing.undo(town)
    assert refused(town) == []  # the row is gone, and what was refused in it with it
    undoing.redo(town)
    assert refused(town) == [AREA]
    undoing.undo(town)
    undoing.undo(town)
    assert drafts(town) == ()


def test_rows_begun_for_different_units_are_kept_apart() -> None:
    names = {row_drafts.pending_row(u, i) for u in (GAOZI, "321112000000") for i in ("", "I01-02")}
    assert len(names) == 4
