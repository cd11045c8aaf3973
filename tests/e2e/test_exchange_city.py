"""The program opened as 镇江市民政局: eight districts' files, the roll-up, who has reported, what was used."""

from pathlib import Path

import pytest
from desks import CITY, DANTU, GAOZI, Desk
from pdf_text import read_pdf

JUNE = ("--period", "2018M06")
DISTRICTS = {
    "321102000000": "3",
    "321111000000": "5",
    DANTU: "7",
    "321171000000": "11",
    "L3211-01": "13",
    "321181000000": "17",
    "321182000000": "19",
    "321183000000": "23",
}
NOT_BUREAUS = {"321171000000": "镇江新区社会发展局", "L3211-01": "镇江高新区社会事业局"}
SILENT, CODE = "321183000000", "I19-08"
DANYANG_TOWN = "321181001000"


class CityMonth:
    """Eight districts and one town; one of the districts does not report in time."""

    def __init__(self, folder: Path) -> None:
        self.city = Desk(folder / "镇江市", CITY, name="示例甲")
        self.desks = {unit: Desk(folder / unit, unit) for unit in DISTRICTS}
        self.gaozi = Desk(folder / "高资", GAOZI)

    def play(self) -> "CityMonth":
        self.gaozi.fill("I06-02", "12")
        self.gaozi.run("submit", *JUNE)
        self.desks[DANTU].meet(self.gaozi.pack(DANTU, *JUNE))
        for unit, town, halves in (
            (DANTU, GAOZI, ("90", "100")),
            ("321181000000", DANYANG_TOWN, ("60", "100")),
        ):
            place = ("--indicator", "I05-01", "--unit", town, *JUNE, "--proxy", "电话")
            self.desks[unit].run(
                "set", *place, "--numerator", halves[0], "--denominator", halves[1]
            )
        for unit, typed in DISTRICTS.items():
            self.desks[unit].fill(CODE, typed)
            if unit != SILENT:
                self.desks[unit].run("submit", *JUNE)
        files = [d.pack(CITY, *JUNE) for unit, d in self.desks.items() if unit != SILENT]
        for file in files:
            self.city.trust(file)
        self.taken = self.city.take(*files)
        for unit in DISTRICTS:
            if unit not in (SILENT, "321102000000"):
                self.city.run("review", "accept", "--unit", unit, *JUNE)
        return self


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> CityMonth:
    return CityMonth(tmp_path_factory.mktemp("city")).play()


def test_the_citys_total_names_who_is_missing(played: CityMonth) -> None:
    found = played.city.total(CODE)
    expected = sum(int(typed) for unit, typed in DISTRICTS.items() if unit != SILENT)
    assert found["value"] == str(expected)
    assert (found["reported"], found["expected"], found["missing"]) == (7, 8, [SILENT])
    assert {one["unit"]: one["value"] for one in found["children"]} == {
        unit: typed if unit != SILENT else None for unit, typed in DISTRICTS.items()
    }
    assert played.city.total("I06-02")["value"] == "12"
    assert all(one["quarantined"] == [] for one in played.taken)
    told = played.city.run("rollup", "--unit", CITY, *JUNE, "--indicator", CODE)
    assert "7/8" in told
    assert "句容市未报" in told


def test_the_status_of_eight_offices_by_their_own_names(played: CityMonth) -> None:
    lines = played.city.run("status", "--unit", CITY, *JUNE, "--json")
    states = {one["unit"]: one["state"] for one in lines}
    assert states.pop(SILENT) == "missing"
    assert states.pop("321102000000") in ("on_time", "late")
    assert set(states.values()) == {"accepted"}
    assert len(lines) == 8
    for unit, office in NOT_BUREAUS.items():
        assert office in str(next(one for one in played.taken if one["sender"] == unit))


def test_the_city_prints_the_average_of_all_beside_a_districts_total(
    played: CityMonth, tmp_path: Path
) -> None:
    """兜底保障率 is 90 of 100 in one district, 60 of 100 in another: 150 of 200 in the city."""
    asked = ("--unit", DANTU, "--year", "2018", "--through", "2018M06")
    played.city.run("report", *asked, "--out", str(tmp_path / "市局.pdf"))
    text = read_pdf(tmp_path / "市局.pdf").text
    assert "合计全市平均兜底保障率%90.0" in text
    assert f"90.0{'未报' * 10}90.075.0（2/8）" in text
    assert "注：全市平均，比率按全市合计计算" in text
    played.desks[DANTU].run("report", *asked, "--out", str(tmp_path / "区局.pdf"))
    assert "全市平均" not in read_pdf(tmp_path / "区局.pdf").text


def test_a_receipt_tells_a_district_which_of_its_figures_the_city_uses(played: CityMonth) -> None:
    dantu = played.desks[DANTU]
    dantu.meet(played.city.pack(DANTU, *JUNE, "--kind", "receipt"))
    heard = dantu.run("receipts", *JUNE, "--json")
    assert heard["words"].startswith("镇江市民政局已接收第1版")
    assert "已用于汇总" in heard["words"]
    known = {(one["indicator"], one["unit"]): one["known"] for one in heard["figures"]}
    assert known == {(CODE, DANTU): True, ("I06-02", GAOZI): True, ("I05-01", GAOZI): True}
    waiting = played.desks["321102000000"]
    waiting.meet(played.city.pack("321102000000", *JUNE, "--kind", "receipt"))
    heard = waiting.run("receipts", *JUNE, "--json")
    assert heard["words"].startswith("镇江市民政局已收到第1版")


def test_a_late_district_and_a_district_that_stands_for_its_towns(played: CityMonth) -> None:
    """镇江高新区 has no towns in the tree: it fills what towns fill elsewhere."""
    late, high_tech = played.desks[SILENT], played.desks["L3211-01"]
    late.run("submit", *JUNE)
    played.city.meet(late.pack(CITY, *JUNE))
    high_tech.fill("I06-02", "4", "--late", "--note", "补上")
    played.city.take(high_tech.pack(CITY, *JUNE))
    found = played.city.total(CODE)
    assert (found["reported"], found["missing"]) == (8, [])
    assert found["value"] == str(sum(map(int, DISTRICTS.values())))
    assert played.city.total("I06-02")["value"] == "16"
