from collections.abc import Mapping

import pytest
from sheet_cases import plan_2018, sheet_words, units_2018

from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.sheet_rows import SheetLine, match_lines
from zjmz_desktop.domain.values import text_value

GAOZI, BAOYAN, DANTU = "321112001000", "321112104000", "321112000000"


def row(letter: str, register: str = "canteen", /, **texts: str) -> Row:
    fields = {code: text_value(text) for code, text in texts.items()}
    return Row(letter * 32, register, DANTU, fields)


ROWS = (
    row("a", name="甲点", town=GAOZI, village="一村", address="1号"),
    row("b", name="乙点", town=GAOZI, village="二村", address="2号"),
    row("c", name="乙点", town=GAOZI, village="二村", address="3号"),
)


def matched(*typed: Mapping[str, str], rows: tuple[Row, ...] = ROWS) -> list[SheetLine]:
    lines = [SheetLine(at, dict(one)) for at, one in enumerate(typed, start=1)]
    match_lines(
        lines,
        rows,
        register=plan_2018().register(rows[0].register),
        units=units_2018(),
        identities=sheet_words().identities,
    )
    return lines


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"name": "改了名", "village": "一 村", "address": "１号"}, "a"),
        ({"name": "甲点", "town": GAOZI, "address": "9号"}, "a"),
        ({"name": "甲点"}, "a"),
        ({"name": "甲点", "town": BAOYAN}, ""),
        ({"name": "甲点", "village": "三村"}, ""),
        ({"name": "丙点", "village": "一村"}, ""),
    ],
)
def test_lines_find_their_rows(typed: Mapping[str, str], found: str) -> None:
    (line,) = matched(typed)
    assert (line.row, line.why_not) == (found * 32, "")


def test_a_name_that_several_rows_bear_is_asked_about() -> None:
    (line,) = matched({"name": "乙点"})
    assert line.row == ""
    assert line.why_not.startswith("底册里有2行像“乙点”")


def test_two_lines_for_one_row_are_asked_about() -> None:
    first, second, third = matched({"name": "甲点"}, {"name": "甲点 "}, {"name": "新点"})
    assert first.why_not == second.why_not == "第2、3行都像底册里的“甲点”，请只留一行"
    assert third.why_not == ""


def test_two_new_lines_that_seem_the_same_are_asked_about() -> None:
    same = {"village": "五村", "address": "5号"}
    first, second = matched({"name": "丁", **same}, {"name": "戊", **same})
    assert first.why_not == second.why_not == "第2、3行说的像是同一个，请只留一行"


def test_a_number_of_its_own_finds_a_row_whatever_its_name() -> None:
    homes = (row("d", "institution", name="旧名", credit_code="5232110012345678XY"),)
    (line,) = matched({"name": "新名", "credit_code": "5232110012345678xy"}, rows=homes)
    assert line.row == "d" * 32


@pytest.mark.parametrize("name", ["甲点", "新点"])
def test_a_line_whose_town_is_unreadable_is_refused_whole(name: str) -> None:
    line = SheetLine(1, {"name": name, "town": "某镇"}, refusals={"town": "没有这个单位"})
    match_lines([line], ROWS, register=plan_2018().register("canteen"), units=units_2018())
    assert line.row == ""
    assert line.why_not == "所属镇（街道）读不出，整行不填：没有这个单位"


def test_two_new_lines_of_one_name_in_one_place_are_asked_about() -> None:
    same = {"name": "丁", "town": GAOZI, "address": "5号"}
    first, second, third = matched(same, same, same | {"town": BAOYAN})
    assert first.why_not == second.why_not == "第2、3行说的像是同一个，请只留一行"
    assert third.why_not == ""
