"""A pasted block is one transaction and one undo; what is refused stays in its cell."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import register_tables, registering, row_drafts, undoing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.row_batches import RowLine
from zjmz_desktop.service.row_pasting import clear_cells, paste_rows
from zjmz_desktop.service.views import RowDraft

GAOZI, DANTU = "321112001000", "321112000000"
OLD = {"name": "旧助餐点", "address": "1号", "seats": "30", "remark": "原来的话"}


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


def names(office: Office) -> list[str]:
    return sorted(str(row.fields["name"].text) for row in rows_of(office, "canteen"))


def drafts(office: Office) -> list[tuple[str, str]]:
    return sorted((one.code, one.typed) for one in row_drafts.standing(office, "canteen"))


def test_refused_texts_stay_and_one_undo_takes_everything_back(town: Office, old: str) -> None:
    lines = [
        RowLine({"seats": "约50", "address": "2号"}, row=old),
        RowLine(
            {"name": "新", "opened_on": "不是日期", "state": "没有这种", "state_on": "20180618"}
        ),
    ]
    pasted = paste_rows(town, "canteen", lines=lines)
    assert names(town) == ["新", "旧助餐点"]
    texts = [("opened_on", "不是日期"), ("seats", "约50"), ("state", "没有这种")]
    assert drafts(town) == texts
    assert {one.row for one in pasted.drafts} == {old, pasted.rows[1]}
    undoing.undo(town)
    assert names(town) == ["旧助餐点"]
    assert drafts(town) == []
    (row,) = rows_of(town, "canteen")
    assert row.fields["address"].text == "1号"
    undoing.redo(town)
    assert names(town) == ["新", "旧助餐点"]
    assert drafts(town) == texts


def test_a_row_without_a_name_is_taken(town: Office) -> None:
    pasted = paste_rows(town, "canteen", lines=[RowLine({"address": "3号"})])
    assert pasted.added == (0,)
    (row,) = rows_of(town, "canteen")
    assert row.fields["town"].text == GAOZI


def test_new_rows_have_what_is_given_and_nothing_is_told_of_it(town: Office) -> None:
    given = {"town": "高资街道", "remark": "给定"}
    lines = [
        RowLine({"name": "甲"}, given=given),
        RowLine({"name": "乙", "remark": "自己的"}, given=given),
    ]
    pasted = paste_rows(town, "canteen", lines=lines)
    assert [one.column for one in pasted.found] == ["name", "name", "remark"]
    remarks = {
        str(r.fields["name"].text): r.fields["remark"].text for r in rows_of(town, "canteen")
    }
    assert remarks == {"甲": "给定", "乙": "自己的"}


def test_rows_of_another_keeper_keep_no_drafts(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as district:
        row, _ = registering.add_row(district.acting_as(GAOZI), "canteen", typed=OLD)
        district.cache.clear()
        pasted = paste_rows(district, "canteen", lines=[RowLine({"name": "改名"}, row=row)])
        assert "由高资街道登记" in pasted.found[0].reason
        assert pasted.drafts == ()
        assert not pasted.changes
        assert district.undo.done == []


def test_nothing_is_done_and_nothing_to_undo_when_the_disk_refuses(
    town: Office, old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kinds: object) -> None:
        raise StoreError("磁盘满了。请腾出空间再试。")

    before = list(town.undo.done)
    monkeypatch.setattr(row_drafts, "leave_many", refuse)
    with pytest.raises(StoreError):
        paste_rows(town, "canteen", lines=[RowLine({"name": "改名"}, row=old)])
    assert town.undo.done == before
    town.cache.clear()
    assert names(town) == ["旧助餐点"]


def test_cleared_cells_come_back_by_one_undo_and_names_stay(town: Office, old: str) -> None:
    place = registering.RowAt("canteen", old)
    row_drafts.leave(town, place, code="seats", typed="约50", reason="约数")
    cells = [(old, code) for code in ("name", "address", "seats", "opened_on")]
    assert clear_cells(town, "canteen", cells=cells)
    (row,) = rows_of(town, "canteen")
    assert {code for code in row.fields if code in OLD} == {"name", "remark"}
    assert drafts(town) == []
    undoing.undo(town)
    (row,) = rows_of(town, "canteen")
    assert row.fields["address"].text == "1号"


def test_a_state_written_mends_a_refused_one(town: Office, old: str) -> None:
    draft = RowDraft(old, "state", "运行中", "没有", pending=False)
    row_drafts.leave_many(town, "canteen", drafts=[draft])
    lines = [RowLine({"state": "运营", "state_on": "2018-06-18"}, row=old)]
    paste_rows(town, "canteen", lines=lines)
    assert drafts(town) == []


def test_dated_states_keep_their_reasons(town: Office, old: str) -> None:
    at = registering.RowAt("canteen", old)
    registering.set_state(town, at, typed="运营", on="2018-05-18")
    ending = registering.Ending("2018-06-20", reason="场地到期")
    registering.end_row(town, at, ending=ending)
    assert registering.states_of(town, at) == (
        registering.StateLine("2018-05-18", "运营", ""),
        registering.StateLine("2018-06-20", "关闭", "场地到期"),
    )


def test_first_reported_and_confirmed_days(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as district:
        typed = {
            **OLD,
            "town": "高资街道",
            "canteen_kind": "自办食堂",
            "build_kind": "新建",
            "state": "运营",
            "state_on": "2018-06-18",
        }
        row, _ = registering.add_row(district, "canteen", typed=typed)
        district.user = "u02"
        registering.confirm_rows(district, "canteen", rows=[row], on="2018-07-02")
        table = register_tables.table(district, "canteen", unit_id=DANTU, period=month(2018, 6))
        (shown,) = table.rows
        assert (shown.first_on, shown.confirmed_on) == ("2018-07-03", "2018-07-02")
        seats = next(c for c in table.columns if c.code == "seats")
        price = next(c for c in table.columns if c.code == "meal_price")
        assert (seats.totalled, price.totalled) == (True, False)
