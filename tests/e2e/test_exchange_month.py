"""A month over files alone: plan and targets down, figures up, a return, a correction, a receipt, totals."""

import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from desks import BAOYAN, CITY, DANTU, GAOZI, Desk

from zjmz_desktop.service.context import plan_text

JUNE = ("--period", "2018M06")
TYPED = {
    GAOZI: {"I06-02": "12", "I06-03": "3.5", "I05-01": "50/60"},
    BAOYAN: {"I06-02": "7", "I06-03": "1.2", "I05-01": "30/31"},
}
CORRECTED = "15"


class Month:
    """The offices after the month, and every file that went between them, in order."""

    def __init__(self, folder: Path) -> None:
        self.city = Desk(folder / "镇江 市", CITY, name="示例甲")
        self.dantu = Desk(folder / "丹徒", DANTU, name="示例乙")
        self.gaozi = Desk(folder / "高资", GAOZI, name="示例丙")
        self.baoyan = Desk(folder / "宝堰", BAOYAN, name="示例丁")
        self.to_dantu: list[Path] = []
        self.to_city: list[Path] = []
        self.to_gaozi: list[Path] = []

    def run(self) -> "Month":
        self.plan_goes_down()
        self.figures_go_up()
        self.one_is_returned_and_corrected()
        self.district_reports()
        return self

    def plan_goes_down(self) -> None:
        target = ["--indicator", "I08-03", "--unit", DANTU, "--value", "12"]
        self.city.run("target", "set", *target)
        self.to_dantu.append(self.city.pack(DANTU))
        self.dantu.meet(self.to_dantu[0])
        self.dantu.run("target", "set", "--indicator", "I08-03", "--unit", GAOZI, "--value", "2")
        self.to_gaozi.append(self.dantu.pack(GAOZI))
        self.gaozi.meet(self.to_gaozi[0])
        self.baoyan.meet(self.dantu.pack(BAOYAN))

    def figures_go_up(self) -> None:
        for town in (self.gaozi, self.baoyan):
            for code, typed in TYPED[town.unit].items():
                town.fill(code, typed)
            town.run("submit", *JUNE)
            self.to_dantu.append(town.pack(DANTU, *JUNE))
            self.dantu.meet(self.to_dantu[-1])

    def one_is_returned_and_corrected(self) -> None:
        place = ["--unit", GAOZI, *JUNE]
        why = ["--reason", "和台账不符，请核对", "--phone", "示例乙 0000"]
        self.dantu.run("review", "return", *place, "--indicator", "I06-02", *why)
        self.to_gaozi.append(self.dantu.pack(GAOZI, *JUNE, "--kind", "return"))
        self.gaozi.take(self.to_gaozi[-1])
        self.gaozi.fill("I06-02", CORRECTED)
        answer = ["--indicator", "I06-02", "--reason", "漏了三人次，已补"]
        self.gaozi.run("review", "answer", "--unit", GAOZI, *JUNE, *answer)
        self.gaozi.run("submit", *JUNE)
        self.to_dantu.append(self.gaozi.pack(DANTU, *JUNE))
        self.dantu.take(self.to_dantu[-1])
        self.dantu.run("review", "accept", *place)
        self.dantu.run("review", "accept", "--unit", BAOYAN, *JUNE)
        self.to_gaozi.append(self.dantu.pack(GAOZI, *JUNE, "--kind", "receipt"))
        self.gaozi.take(self.to_gaozi[-1])

    def district_reports(self) -> None:
        self.dantu.run("submit", *JUNE)
        self.to_city.append(self.dantu.pack(CITY, *JUNE))
        self.city.meet(self.to_city[0])


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Month:
    return Month(tmp_path_factory.mktemp("month")).run()


def by_hand(code: str) -> tuple[Fraction, Fraction]:
    """Numerators and denominators (or values and units) added up, apart from the program."""
    typed = {unit: dict(values) for unit, values in TYPED.items()}
    typed[GAOZI]["I06-02"] = CORRECTED
    n, d = Fraction(0), Fraction(0)
    for values in typed.values():
        numerator, _, denominator = values[code].partition("/")
        n += Fraction(numerator)
        d += Fraction(denominator or "1")
    return n, d


@pytest.mark.parametrize("code", ["I06-02", "I06-03"])
def test_sums_at_district_and_city_are_those_of_a_calculation_apart(
    month: Month, code: str
) -> None:
    n, units = by_hand(code)
    for desk in (month.dantu, month.city):
        found = desk.total(code)
        assert Fraction(found["value"]) == n
        assert found["reported"] == units


def test_a_rate_is_the_sum_of_numerators_over_the_sum_of_denominators(month: Month) -> None:
    n, d = by_hand("I05-01")
    for desk in (month.dantu, month.city):
        found = desk.total("I05-01")
        assert (Fraction(found["numerator"]), Fraction(found["denominator"])) == (n, d)
        assert found["value"] == f"{int(n / d * 1_000_000) / 10_000:.4f}"


def test_targets_came_down_and_the_return_and_receipt_are_seen_in_the_town(month: Month) -> None:
    shown = month.gaozi.run("target", "show", "--indicator", "I08-03", "--json")
    assert '"2"' in str(shown).replace("'", '"')
    state = month.gaozi.run("status", "--unit", GAOZI, *JUNE, "--json")[0]
    assert (state["state"], state["version"]) == ("accepted", 2)


def test_receipts_say_what_was_received_accepted_and_used(month: Month, tmp_path: Path) -> None:
    found = month.gaozi.run("receipts", *JUNE, "--json")
    assert (found["arrival"], found["version"]) == ("accepted", 2)
    day = f"{int(found['on'][5:7])}月{int(found['on'][8:])}日"
    assert found["words"] == f"丹徒区民政局已接收第2版，{day}，已用于汇总。"
    assert {one["known"] for one in found["figures"]} == {True}
    dantu, city = copied(month.dantu, tmp_path), copied(month.city, tmp_path)
    assert dantu.run("receipts", *JUNE, "--json")["arrival"] == "sent"
    dantu.take(city.pack(DANTU, *JUNE, "--kind", "receipt"))
    heard = dantu.run("receipts", *JUNE, "--json")
    assert (heard["arrival"], heard["version"]) == ("received", 1)
    known = {(one["indicator"], one["unit"]): one["known"] for one in heard["figures"]}
    assert known["I06-02", GAOZI] is True
    dantu.run("set", "--indicator", "I06-03", "--unit", BAOYAN, *JUNE, "--value", "9")
    later = dantu.run("receipts", *JUNE, "--json")["figures"]
    assert [one["unit"] for one in later if not one["known"]] == [BAOYAN]


def test_the_city_sees_the_towns_own_line_and_the_file_it_came_in(month: Month) -> None:
    place = ["--indicator", "I06-02", "--unit", CITY, *JUNE]
    told = month.city.run("explain", *place)
    assert "高资街道 示例丙" in told
    assert month.to_city[0].name in told
    town = month.gaozi.figure("I06-02", GAOZI)["heads"]
    assert month.city.figure("I06-02", GAOZI)["heads"] == town


def test_another_order_and_twice_gives_the_same(month: Month, tmp_path: Path) -> None:
    new, files = Desk(tmp_path / "新", DANTU), month.to_dantu
    for file in files:
        new.trust(file)
    first, other = copied(new, tmp_path / "甲"), copied(new, tmp_path / "乙")
    for file in files:
        first.take(file)
    for file in (*reversed(files), *files):
        other.take(file)
    assert first.digest() == other.digest()
    assert first.total("I06-02")["value"] == "22"
    stick = copied(new, tmp_path / "丙")
    assert len(stick.take(files[0].parent, files[1].parent, files[2].parent)) >= len(files)
    assert stick.figure("I06-02", GAOZI) == first.figure("I06-02", GAOZI)


def test_again_and_older_change_nothing_and_say_so(month: Month, tmp_path: Path) -> None:
    desk = copied(month.dantu, tmp_path)
    before = desk.digest()
    for file in (month.to_dantu[-1], month.to_dantu[1]):
        again = desk.take(file)[0]
        assert (again["new"], again["changed"], again["standing"]) == (0, 0, "repeated")
        assert "已经导入过" in again["words"]
    assert desk.digest() == before
    new = Desk(tmp_path / "新", DANTU)
    new.meet(month.to_dantu[-1])
    older = new.take(month.to_dantu[1])[0]
    assert older["standing"] == "older"
    assert new.figure("I06-02", GAOZI)["value"] == CORRECTED


def copied(desk: Desk, folder: Path) -> Desk:
    place = folder / f"{desk.folder.name}-副本"
    shutil.copytree(desk.folder, place)
    return Desk(place, desk.unit)


def test_a_preview_says_what_would_change_and_writes_nothing(month: Month, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "区", DANTU)
    desk.meet(month.to_dantu[1])
    before = desk.digest()
    found = desk.run("inspect", str(month.to_dantu[-1]), "--json")
    assert desk.digest() == before
    change = next(one for one in found["changes"] if one["indicator"] == "I06-02")
    assert (change["before"], change["after"]) == ("12", CORRECTED)
    assert "高资街道 2018年6月 临时救助人次" in change["words"]
    done = desk.take(month.to_dantu[-1])[0]
    for key in ("new", "same", "changed", "changes", "conflicts", "quarantined"):
        assert done[key] == found[key]


def test_an_import_is_undone_and_restored(month: Month, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "区", DANTU)
    desk.meet(month.to_dantu[1])
    before = desk.digest()
    done = desk.take(month.to_dantu[-1])[0]
    after = desk.digest()
    told = desk.run("undo-import", done["package"], "--reason", "导错了文件", "--json")
    assert told["cells"] >= 1
    assert desk.digest() == before
    assert desk.figure("I06-02", GAOZI)["value"] == "12"
    again = desk.take(month.to_dantu[-1])[0]
    assert again["standing"] == "restored"
    assert desk.digest() == after


# ---- two computers of one office ----


def test_what_is_built_upon_is_not_undone_and_is_named(month: Month, tmp_path: Path) -> None:
    first, second = copied(month.gaozi, tmp_path), Desk(tmp_path / "第二台", GAOZI)
    first.fill("I05-02", "100", "--late", "--note", "补")
    file = first.pack(GAOZI)
    second.meet(file)
    second.fill("I05-02", "101", "--correction", "--note", "核对")
    told = second.refused("undo-import", file.name)
    assert "不能撤销" in told
    assert "高资街道 2018年6月 低保对象户数" in told
    assert second.figure("I05-02", GAOZI)["value"] == "101"


def test_two_people_under_one_id_are_told_apart(tmp_path: Path) -> None:
    first, second = Desk(tmp_path / "一台", GAOZI), Desk(tmp_path / "另一台", GAOZI)
    first.run("users", "--add", "示例甲")
    second.run("users", "--add", "示例乙")
    first.meet(second.pack(GAOZI))
    (shared,) = first.run("conflicts", "list", "--json")
    assert shared["shared"] == "u01"
    assert first.run("conflicts", "settle", "--cell", shared["cell"], "--new-id", "--json") == []
    told = first.run("users", "--json")
    assert told == [{"user": "u01", "name": "示例乙"}, {"user": "u02", "name": "示例甲"}]


def test_two_computers_of_one_office_disagree_and_settle(month: Month, tmp_path: Path) -> None:
    first = copied(month.gaozi, tmp_path)
    second = Desk(tmp_path / "第二台", GAOZI)
    second.meet(first.pack(GAOZI))
    late = ("--late", "--note", "补")
    first.fill("I05-02", "100", *late)
    second.fill("I05-02", "103", *late)
    met = first.meet(second.pack(GAOZI))[0]
    assert [one["indicator"] for one in met["conflicts"]] == ["I05-02"]
    found: list[dict[str, Any]] = first.run("conflicts", "list", "--json")
    assert {head["value"] for head in found[0]["heads"]} == {"100", "103"}
    assert {head["mine"] for head in found[0]["heads"]} == {True, False}
    assert first.figure("I05-02", GAOZI)["conflict"] is True
    assert first.total("I05-02")["value"] is None
    keep = next(head for head in found[0]["heads"] if head["value"] == "103")
    settle = ["--cell", found[0]["cell"], "--keep", keep["id"][:8], "--reason", "按台账核实"]
    assert first.run("conflicts", "settle", *settle, "--json") == []
    second.meet(first.pack(GAOZI))
    for desk in (first, second):
        assert desk.figure("I05-02", GAOZI)["value"] == "103"
        assert desk.figure("I05-02", GAOZI)["conflict"] is False
    assert first.digest() == second.digest()


# ---- another version of the plan ----


def test_a_new_version_of_the_plan_comes_down_and_holds(month: Month, tmp_path: Path) -> None:
    city, dantu = copied(month.city, tmp_path), copied(month.dantu, tmp_path)
    changed = tmp_path / "新计划.toml"
    text = plan_text("zhenjiang-2018")
    changed.write_text(text.replace('name = "临时救助人次"', 'name = "临时救助总人次"', 1), "utf-8")
    city.run("plan", "adopt", str(changed))
    assert "临时救助总人次" in name_of(city)
    told = dantu.run("inspect", str(city.pack(DANTU)), "--json")
    assert "新的一版工作要点，与本机执行的有1处不同" in told["plan"]
    assert told["plan_changes"] == [
        "指标I06-02“临时救助总人次”：名称由“临时救助人次”改为“临时救助总人次”"
    ]
    dantu.take(city.pack(DANTU))
    assert "临时救助总人次" in name_of(dantu)
    gaozi = copied(month.gaozi, tmp_path)
    assert "停用的旧版" in dantu.run("inspect", str(gaozi.pack(DANTU, *JUNE)))
    gaozi.take(dantu.pack(GAOZI))
    assert "临时救助总人次" in name_of(gaozi)
    assert gaozi.figure("I06-02", GAOZI)["value"] == CORRECTED


def name_of(desk: Desk) -> str:
    """How the indicator is called in the plan in force."""
    return str(desk.run("rollup", "--unit", desk.unit, *JUNE, "--indicator", "I06-02"))
