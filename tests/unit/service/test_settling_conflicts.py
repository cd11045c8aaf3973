"""Two computers of one office: what is asked before a conflict is settled."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import DANTU, GAOZI, Opened

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.settling import Likeness
from zjmz_desktop.service import (
    importing_packages,
    packing,
    registering,
    settling,
    trusting,
    undoing,
)
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import FieldAt, save_field
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.registering import RowAt
from zjmz_desktop.service.undoing import SettledError
from zjmz_desktop.store import cells

JUNE = month(2018, 6)


@pytest.fixture
def opened() -> Iterator[Opened]:
    found = Opened()
    yield found
    found.close()


class TwoComputers:
    """One office on two computers, the second a copy of the first."""

    def __init__(self, folder: Path, opened: Opened) -> None:
        self.folder, self.opened = folder, opened
        opened.create(folder / "一", GAOZI).close()
        self.row = self.before()
        shutil.copytree(folder / "一", folder / "二")
        self.one, self.two = opened.open(folder / "一"), opened.open(folder / "二")

    def before(self) -> str:
        office = self.opened.open(self.folder / "一")
        row, _ = registering.add_row(office, "elder", typed={"name": "示例甲", "sex": "男"})
        office.close()
        return row

    def type(self, office: Office, typed: str) -> None:
        save_field(office, FieldAt("I06-02", GAOZI, JUNE, "value"), typed=typed)

    def address(self, office: Office, typed: str) -> None:
        registering.set_fields(office, RowAt("elder", self.row), typed={"address": typed})

    def meet(self) -> None:
        order = Order(GAOZI, passphrase="示例口令8")
        file = packing.pack(self.two, order, out=self.folder).files[0]
        asked = importing_packages.Asked(passphrase="示例口令8")
        assert importing_packages.import_packages(self.one, [file], asked=asked).refused == ()


@pytest.fixture
def pair(tmp_path: Path, opened: Opened) -> TwoComputers:
    return TwoComputers(tmp_path, opened)


def test_a_conflict_tells_both_values_and_where_they_were_written(pair: TwoComputers) -> None:
    pair.type(pair.one, "12")
    pair.type(pair.two, "13")
    pair.meet()
    (found,) = settling.conflicts(pair.one)
    assert found.words == "高资街道 2018年6月 临时救助人次"
    assert {(one.value, one.mine) for one in found.heads} == {("12", True), ("13", False)}
    assert {one.place.partition("（")[0] for one in found.heads} == {"本机", "另一台电脑"}
    assert found.common is None
    assert found.why_not == ""


def test_in_a_copied_store_only_one_side_is_this_computer(pair: TwoComputers) -> None:
    """Both write on through the chain that was copied: what came in a file was not written here."""
    pair.address(pair.one, "示例路1号")
    pair.address(pair.two, "示例路2号")
    pair.meet()
    (found,) = settling.conflicts(pair.one)
    told = {(one.value, one.mine, one.place.partition("（")[0]) for one in found.heads}
    assert told == {("示例路1号", True, "本机"), ("示例路2号", False, "另一台电脑")}


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"keep": "ffffffff", "reason": "核实"}, "没有编号"),
        ({"reason": "核实"}, "没有说清"),
        ({"keep": "f", "typed": "3", "reason": "核实"}, "没有说清"),
        ({"typed": "3", "reason": " "}, "理由"),
    ],
)
def test_settling_asks_for_one_value_and_a_reason(
    pair: TwoComputers, how: dict[str, str], says: str
) -> None:
    pair.type(pair.one, "12")
    pair.type(pair.two, "13")
    pair.meet()
    (found,) = settling.conflicts(pair.one)
    with pytest.raises(WriteRefusedError, match=says):
        settling.settle(pair.one, found.cell, **{"reason": "", **how})
    assert settling.conflicts(pair.one) == (found,)


def test_the_same_personal_text_typed_twice_is_told_to_be_the_same(pair: TwoComputers) -> None:
    pair.address(pair.one, "示例路1号")
    pair.address(pair.two, "示例路1号")
    pair.meet()
    (found,) = settling.conflicts(pair.one)
    assert found.likeness is Likeness.SAME
    assert {one.value for one in found.heads} == {"示例路1号"}
    settling.settle(pair.one, found.cell, keep=found.heads[0].id, reason="一样")
    assert settling.conflicts(pair.one) == ()


def test_another_offices_conflict_is_left_to_it(
    pair: TwoComputers, tmp_path: Path, opened: Opened
) -> None:
    district = opened.create(tmp_path / "区", DANTU)
    pair.type(pair.one, "12")
    pair.type(pair.two, "13")
    for office in (pair.one, pair.two):
        file = packing.pack(office, Order(DANTU, period=JUNE), out=tmp_path).files[0]
        trusting.trust_sender(district, file)
        importing_packages.import_packages(district, [file])
    (found,) = settling.conflicts(district)
    assert "高资街道" in found.why_not
    with pytest.raises(WriteRefusedError, match="高资街道"):
        settling.settle(district, found.cell, typed="3", reason="电话")
    with pytest.raises(WriteRefusedError, match="已经核实过"):
        settling.settle(district, "I06-02|x|||", typed="3", reason="电话")


def test_what_was_settled_is_not_taken_back_unsaid(pair: TwoComputers) -> None:
    """Taking it back would leave the other figure standing, which nobody chose."""
    pair.type(pair.one, "12")
    pair.type(pair.two, "13")
    pair.meet()
    (found,) = settling.conflicts(pair.one)
    settling.settle(pair.one, found.cell, keep=found.heads[1].id, reason="按台账核实")
    with pytest.raises(SettledError, match="不能撤销"):
        undoing.undo(pair.one)
    stored = cells.one(pair.one.database, Cell("I06-02", GAOZI, "value", 2018, JUNE.code))
    assert stored is not None
    assert f"{stored.value.n}" == found.heads[1].value
