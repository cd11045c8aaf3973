"""The first rows of a large register: the head of the whole table, and nothing that hangs on the rest."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.service import undoing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.register_tables import first_rows, is_large, table
from zjmz_desktop.service.registering import add_row
from zjmz_desktop.service.views import RegisterTable
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write

DANTU, JUNE = "321112000000", month(2018, 6)
TOWNS = ("高资街道", "宝堰镇", "谷阳镇")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path, DANTU, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    for number in range(7):
        town = TOWNS[number % 3]
        for code in ("canteen", "elder"):
            typed = {"name": f"示例{9 - number}", "town": town, "address": f"{number}号"}
            if code == "canteen":
                typed["village"] = "示例村"
            add_row(office, code, typed=typed)
    yield office
    office.close()


def first(office: Office, code: str, most: int, unit: str = DANTU) -> RegisterTable:
    return first_rows(office, code, unit_id=unit, period=JUNE, most=most)


@pytest.mark.parametrize("code", ["canteen", "elder"])
def test_first_rows_are_the_head_of_the_table(office: Office, code: str) -> None:
    found = first(office, code, 4)
    whole = table(office, code, unit_id=DANTU, period=JUNE)
    assert [row.id for row in found.rows] == [row.id for row in whole.rows[:4]]
    assert [row.cells for row in found.rows] == [row.cells for row in whole.rows[:4]]
    assert (found.columns, found.states) == (whole.columns, whole.states)
    assert (found.whole, found.may_edit, found.may_confirm) == (False, False, False)
    assert (whole.whole, whole.may_edit) == (True, True)


def test_what_hangs_on_all_rows_is_not_said_of_the_first(office: Office) -> None:
    typed = {"name": "示例9", "town": "高资街道", "village": "示例村", "address": "0号"}
    add_row(office, "canteen", typed=typed)
    whole = table(office, "canteen", unit_id=DANTU, period=JUNE)
    assert any(row.counts for row in whole.rows)
    assert "duplicate" in {p.code for row in whole.rows for p in row.problems}
    found = first(office, "canteen", 6)
    assert not any(row.counts for row in found.rows)
    assert "duplicate" not in {p.code for row in found.rows for p in row.problems}


def test_columns_can_be_had_without_a_row(office: Office) -> None:
    found, whole = first(office, "canteen", 0), table(office, "canteen", unit_id=DANTU, period=JUNE)
    assert (found.rows, found.whole) == ((), False)
    assert (found.columns, found.states) == (whole.columns, whole.states)


def test_columns_alone_look_at_no_row(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for walks_through_rows in ("writers_of_part", "of_rows", "first_written"):
        monkeypatch.delattr(cells, walks_through_rows)
    assert office.plan.register("canteen").confirmed_by is not None
    assert first(office, "canteen", 0).columns


def test_a_register_is_large_beyond_so_many_rows(office: Office) -> None:
    assert is_large(office, "canteen", most=6)
    assert not is_large(office, "canteen", most=7)
    assert not is_large(office, "institution", most=0)


def test_first_rows_of_one_town_are_its_own(office: Office) -> None:
    town = office.units.fillers(DANTU, office.plan.register("canteen").filled_by)[0].id
    found = first(office, "canteen", 2, unit=town)
    whole = table(office, "canteen", unit_id=town, period=JUNE)
    assert [row.id for row in found.rows] == [row.id for row in whole.rows[:2]]


AWKWARD = (
    *(
        "示例",
        "示例 ",
        " 示例",
        "示例10",
        "示例9",
        "示例９",
        "ABC",
        "abc",
        "Ａ",
        "é",
        "é",
        "𠮷氏",
        "😀",
    ),
    *(
        '"',
        "\\",
        "'",
        "{}",
        "[1,2]",
        "null",
        "1",
        "1.0",
        "%",
        "_",
        "甲\n乙",
        "甲\t乙",
        "\x01",
        "\u2028",
    ),
    *("未填名称的助餐点", "未填名称的助餐", "\uffff", "名" * 300, ""),
)
PLACES = ("", "321112001000", "321112103000", DANTU, "321181000000", "没有的单位")


@pytest.mark.parametrize("code", ["canteen", "elder", "activity"])
def test_order_of_first_rows_is_the_tables_order(office: Office, code: str) -> None:
    chooser, keepers = random.Random(7), (DANTU, *PLACES[1:3])
    title = office.plan.register(code).title_field
    for number in range(120):
        row, keeper = f"{chooser.getrandbits(64):032x}", chooser.choice(keepers)
        filled = {
            "remark": f"{number}",
            title: chooser.choice(AWKWARD),
            "town": chooser.choice(PLACES),
        }
        writes = [
            Write(Cell(code, keeper, part, row=row), text_value(text))
            for part, text in filled.items()
            if chooser.random() < 0.8
        ]
        if writes:
            office.write(writes, author=keeper)
    for unit in (DANTU, *PLACES[1:3]):
        whole = table(office, code, unit_id=unit, period=JUNE)
        shown = [(row.id, row.cells) for row in whole.rows]
        assert len(shown) > 20
        for most in (1, 9, 200):
            found = first(office, code, most, unit=unit)
            assert [(row.id, row.cells) for row in found.rows] == shown[:most]


def test_sealed_names_stand_in_order_whether_their_text_is_here_or_not(office: Office) -> None:
    with office.database.transaction() as conn:
        conn.execute("DELETE FROM personal WHERE text IN ('示例3', '示例8')")
    whole = table(office, "elder", unit_id=DANTU, period=JUNE)
    found = first(office, "elder", 60)
    assert [row.id for row in found.rows] == [row.id for row in whole.rows]
    assert len(found.rows) == 7


def test_rows_that_were_undone_are_none_of_the_first(office: Office) -> None:
    row, _ = add_row(office, "canteen", typed={"name": "一", "town": "高资街道"})
    assert row in {one.id for one in first(office, "canteen", 60).rows}
    undoing.undo(office)
    assert row not in {one.id for one in first(office, "canteen", 60).rows}


def test_what_is_worked_out_stands_beside_what_it_is_worked_out_of(office: Office) -> None:
    typed = {"name": "示例甲", "town": "高资街道", "born_on": "1938-07"}
    row, _ = add_row(office, "elder", typed=typed)
    for period, age in ((JUNE, "79"), (month(2018, 7), "80")):
        found = table(office, "elder", unit_id=DANTU, period=period)
        cells = next(one.cells for one in found.rows if one.id == row)
        at = [column.code for column in found.columns].index("age")
        assert (cells[at - 1 : at + 1], found.columns[at].computed) == (("1938-07", age), True)


def test_what_is_worked_out_is_not_typed(office: Office) -> None:
    for code in ("age", "年龄"):
        with pytest.raises(WriteRefusedError, match="“年龄”由程序计算，不用填，也不能改"):
            add_row(office, "elder", typed={"name": "示例乙", "town": "高资街道", code: "80"})
