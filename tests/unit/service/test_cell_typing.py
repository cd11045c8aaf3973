"""Any cell's value as typed where two computers disagree."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import GAOZI, Opened

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import BLANK, Value, number, text_value
from zjmz_desktop.service.cell_typing import typed_value
from zjmz_desktop.service.cell_words import CellWords
from zjmz_desktop.service.context import Office

ROW = "0" * 32


@pytest.fixture(scope="module")
def opened() -> Iterator[Opened]:
    found = Opened()
    yield found
    found.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, opened: Opened) -> Office:
    folder: Path = tmp_path_factory.mktemp("typing")
    return opened.create(folder / "镇", GAOZI)


def figure(code: str, part: str = "value", period: str = "2018M06") -> Cell:
    return Cell(code, GAOZI, part, 2018, period)


@pytest.mark.parametrize(
    ("cell", "typed", "value", "words"),
    [
        (figure("I06-02"), "1,234", number("1234"), "1234"),
        (figure("I05-01"), "50/60", number("50", "60"), "50／60"),
        (figure("I05-01"), "", BLANK, "未填"),
        (figure("I06-02", "note"), "雨水多", text_value("雨水多"), "雨水多"),
        (figure("B01", "base", "2018"), "35.5", number("35.5"), "35.5"),
        (Cell("canteen", GAOZI, "name", row=ROW), "示例点", text_value("示例点"), "示例点"),
        (Cell("user", GAOZI, "u01"), "示例丙", text_value("示例丙"), "示例丙"),
        (
            Cell("calendar", GAOZI, "cut_off", 2018, "2018M06"),
            "2018年6月25日",
            Value(on="2018-06-25"),
            "2018-06-25",
        ),
    ],
)
def test_what_is_typed_and_how_it_reads(
    office: Office, cell: Cell, typed: str, value: Value, words: str
) -> None:
    assert typed_value(office, cell, typed=typed) == value
    assert CellWords(office).value(cell, value) == words


@pytest.mark.parametrize(
    ("cell", "typed", "says"),
    [
        (figure("I06-02"), "约50", "约数"),
        (figure("I05-01"), "50", "分子和分母"),
        (figure("I05-01"), "70/60", "100%"),
        (Cell("canteen", GAOZI, "state/2018-06-18", row=ROW), "飞了", "没有这种状态"),
    ],
)
def test_what_is_no_value_there_is_refused(
    office: Office, cell: Cell, typed: str, says: str
) -> None:
    with pytest.raises(ValueRefusedError, match=says):
        typed_value(office, cell, typed=typed)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (figure("I06-02"), "高资街道 2018年6月 临时救助人次"),
        (figure("I06-02", "removed"), "高资街道 2018年6月 临时救助人次 本月减少"),
        (Cell("submission", GAOZI, "submit", 2018, "2018M06"), "高资街道 2018年6月 整月 上报"),
        (Cell("key", GAOZI, f"speaks/{'0' * 64}"), "高资街道 单位识别码"),
        (Cell("canteen", GAOZI, "name", row=ROW), "高资街道 老年人助餐点 名称"),
    ],
)
def test_any_place_in_words(office: Office, cell: Cell, words: str) -> None:
    assert CellWords(office).place(cell) == words
