"""Many rows as one act: what becomes of each cell, and one undo for all."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.batches import Outcome, tally_words
from zjmz_desktop.service import registering, row_drafts, undoing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.row_batches import RowLine, plan_rows, write_rows
from zjmz_desktop.store import revisions

GAOZI, GAOQIAO, DANTU = "321112001000", "321112100000", "321112000000"
OLD = {"name": "旧助餐点", "address": "1号", "daily_diners": "30", "remark": "原来的话"}


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "镇", GAOZI, clock=clock)) as office:
        yield office


@pytest.fixture
def old(town: Office) -> str:
    row, _ = registering.add_row(town, "canteen", typed=OLD)
    return row


def shown(office: Office, row: str) -> dict[str, object]:
    (found,) = (one for one in rows_of(office, "canteen") if one.id == row)
    return {code: value.text or value.on or value.n for code, value in found.fields.items()}


def test_each_cell_has_its_outcome(town: Office, old: str) -> None:
    lines = [
        RowLine(
            {"name": "旧助餐点", "daily_diners": "３５", "remark": "", "seats": "约50"}, row=old
        ),
        RowLine(
            {"name": "新助餐点", "opened_on": "20180618", "state": "运营", "state_on": "2018-06-18"}
        ),
    ]
    before = revisions.last_log_no(town.database)
    plan = plan_rows(town, "canteen", lines=lines)
    assert revisions.last_log_no(town.database) == before  # planning writes nothing
    assert [(one.line, one.column, one.outcome) for one in plan.found] == [
        (0, "name", Outcome.SAME),
        (0, "daily_diners", Outcome.CHANGED),
        (0, "remark", Outcome.KEPT),
        (0, "seats", Outcome.REFUSED),
        (1, "name", Outcome.NEW),
        (1, "opened_on", Outcome.NEW),
        (1, "state", Outcome.NEW),
    ]
    changed = plan.found[1]
    assert (changed.before, changed.after) == ("30", "35")
    assert "具体数" in plan.found[3].reason
    assert tally_words(plan.found) == (
        "填入4格（其中改动1格），1格与原来相同，1格为空、保留原数，1格没有填入"
    )
    assert plan.added == (1,)


def test_empty_cells_keep_what_is_there_and_one_undo_takes_all_back(town: Office, old: str) -> None:
    lines = [RowLine({"name": "改名", "remark": " "}, row=old), RowLine({"name": "新助餐点"})]
    plan = plan_rows(town, "canteen", lines=lines)
    changes = write_rows(town, plan)
    assert changes.log_no
    assert shown(town, old)["remark"] == "原来的话"
    assert shown(town, old)["name"] == "改名"
    assert shown(town, plan.rows[1]) == {"name": "新助餐点", "town": GAOZI}
    undoing.undo(town)
    assert shown(town, old)["name"] == "旧助餐点"
    assert len(rows_of(town, "canteen")) == 1
    undoing.redo(town)
    assert len(rows_of(town, "canteen")) == 2


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (RowLine({"name": "甲"}, row="f" * 32), "没有编号为"),
        (RowLine({"address": "2号"}), "没有名称"),
        (RowLine({"name": "约", "town": "高桥镇"}), "高桥镇不在高资街道之下"),
        (
            RowLine({"name": "甲", "daily_diners": ""}, refusals={"name": "公式没有结果"}),
            "公式没有结果",
        ),
    ],
)
def test_lines_refused_whole(town: Office, line: RowLine, words: str) -> None:
    plan = plan_rows(town, "canteen", lines=[line])
    assert plan.writes == ()
    refused = [one for one in plan.found if one.outcome is Outcome.REFUSED]
    assert refused
    assert all(words in one.reason for one in refused)


def test_rows_of_another_keeper_stay(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as district:
        town = district.acting_as(GAOZI)
        row, _ = registering.add_row(town, "canteen", typed=OLD)
        plan = plan_rows(district, "canteen", lines=[RowLine({"name": "改名"}, row=row)])
        assert plan.writes == ()
        assert "由高资街道登记" in plan.found[0].reason


def test_a_batch_mends_what_was_refused(town: Office, old: str) -> None:
    place = registering.RowAt("canteen", old)
    row_drafts.leave(town, place, code="seats", typed="约50", reason="约数")
    row_drafts.leave(town, place, code="daily_diners", typed="约", reason="约数")
    write_rows(town, plan_rows(town, "canteen", lines=[RowLine({"seats": "50"}, row=old)]))
    assert [one.code for one in row_drafts.standing(town, "canteen")] == ["daily_diners"]


def test_new_rows_lie_in_the_order_of_their_lines(town: Office, old: str) -> None:
    drawn = iter(("d" * 32, "b" * 32, "c" * 32))
    town.new_id = lambda: next(drawn)
    lines = [RowLine({"name": name}) for name in "甲乙丙"]
    lines.insert(1, RowLine({"name": "丁"}, new_id="a" * 32))  # an id that is given stays
    lines.insert(2, RowLine({"name": "新名"}, row=old))
    plan = plan_rows(town, "canteen", lines=lines)
    assert plan.rows == {0: "b" * 32, 1: "a" * 32, 2: old, 3: "c" * 32, 4: "d" * 32}
    assert plan.added == (0, 1, 3, 4)
    write_rows(town, plan)
    names = {row.id: row.fields["name"].text for row in rows_of(town, "canteen")}
    assert names == {"b" * 32: "甲", "a" * 32: "丁", old: "新名", "c" * 32: "乙", "d" * 32: "丙"}


def test_personal_texts_are_sealed(town: Office) -> None:
    plan = plan_rows(town, "elder", lines=[RowLine({"name": "示例老人"})])
    write_rows(town, plan)
    lines: list[str] = []
    revisions.every(town.database, lambda one: lines.append(one.revision.line.decode()))
    assert not any("示例老人" in line for line in lines)
    (row,) = rows_of(town, "elder")
    assert row.fields["name"].text == "示例老人"


def test_the_source_stands_on_the_line(town: Office) -> None:
    write_rows(town, plan_rows(town, "canteen", lines=[RowLine({"name": "甲"})], source="sheet"))
    sources: list[str | None] = []
    revisions.every(town.database, lambda one: sources.append(one.revision.source))
    assert set(sources) == {"sheet"}


def test_a_refused_unit_is_told_by_its_name(town: Office) -> None:
    line = RowLine({"name": "甲", "town": GAOZI}, refusals={"town": "两行说的像是同一个"})
    (cell,) = (
        one for one in plan_rows(town, "canteen", lines=[line]).found if one.column == "town"
    )
    assert cell.after == "高资街道"
    assert "高资街道" in cell.reason
    assert GAOZI not in cell.reason
