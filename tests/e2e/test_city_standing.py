"""A district's paper made at the city: 全市平均 and 全市位次, worked out apart over the city's own log."""

import csv
import sys
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_hand import ByHand, number  # noqa: E402
from desks import CITY, DANTU, Desk  # noqa: E402
from pdf_text import read_pdf  # noqa: E402
from towns_by_definition import shown_percent  # noqa: E402

UNIT_LIST = Path(__file__).resolve().parents[2] / "resources" / "units" / "zhenjiang_2018.csv"
DANYANG, JURONG, YANGZHONG = "321181000000", "321183000000", "321182000000"
JUNE = "2018M06"
CANTEENS, CARE, INSURED = "I08-03", "I05-01", "I11-01"
TYPED: dict[str, dict[str, tuple[str, ...]]] = {  # district → (code/town no.) → what is typed
    DANTU: {CANTEENS: ("3", "0", "2"), CARE: ("88/90", "47/50"), INSURED: ("700/1000",)},
    DANYANG: {CANTEENS: ("4", "7"), CARE: ("60/60",), INSURED: ("701/1000",)},
    JURONG: {CANTEENS: ("1",), CARE: ("19/21", "5/8"), INSURED: ("650/1000",)},
    YANGZHONG: {INSURED: ("1400/2000",)},
}


class Played(NamedTuple):
    """The city's log, and two papers of a district made there."""

    hand: ByHand
    summary: str
    one_page: str


def parents() -> dict[str, str]:
    with UNIT_LIST.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["statistical_parent"] for row in csv.DictReader(file)}


def play(folder: Path) -> Played:
    city, above = Desk(folder / "镇江市", CITY, name="示例甲"), parents()
    for district, told in TYPED.items():
        for code, asked in ((INSURED, "70"), (CARE, "100")):
            city.run("target", "set", "--indicator", code, "--unit", district, "--value", asked)
        desk = Desk(folder / district, district)
        towns = [unit for unit, parent in above.items() if parent == district]
        for code, values in told.items():
            for unit, value in zip([district] if code == INSURED else towns, values, strict=False):
                fill(desk, code, unit=unit, value=value)
        desk.run("submit", "--period", JUNE)
        city.meet(desk.pack(CITY, "--period", JUNE))
    made = [paper(city, folder / f"{kind}.pdf", kind) for kind in ("summary", "brief")]
    return Played(ByHand(city.folder, months=6), *made)


def fill(desk: Desk, code: str, *, unit: str, value: str) -> None:
    n, _, d = value.partition("/")
    typed = ["--numerator", n, "--denominator", d] if d else ["--value", n]
    proxy = [] if unit == desk.unit else ["--proxy", "电话"]
    desk.run("set", "--indicator", code, "--unit", unit, "--period", JUNE, *typed, *proxy)


def paper(city: Desk, target: Path, kind: str) -> str:
    asked = ("--unit", DANTU, "--year", "2018", "--through", JUNE, "--paper", kind)
    city.run("report", *asked, "--out", str(target))
    return read_pdf(target).text


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("standing"))


# ---- by hand ----


def by_district(hand: ByHand, code: str) -> dict[str, tuple[Fraction, Fraction]]:
    """District → Σn, Σd of what it and its towns told; those that told nothing are not there."""
    above, found = parents(), dict[str, tuple[Fraction, Fraction]]()
    for (of, unit, period, part), value in hand.cells.items():
        if (of, period) == (code, JUNE) and part in ("value", "proxy"):
            district = unit if unit in TYPED else above[unit]
            n, d = found.get(district, (Fraction(0), Fraction(0)))
            found[district] = n + number(value), d + number(value, "d")
    return found


def average(hand: ByHand, code: str) -> str:
    """A rate of the whole city, else the mean of the districts that have told; how many have."""
    told = by_district(hand, code)
    n, d = (sum(parts, Fraction(0)) for parts in zip(*told.values(), strict=True))
    if d:
        return f"{shown_percent(n * 100 / d, asked=100)}（{len(told)}/8）"
    tenths = (n * 10 / len(told) + Fraction(1, 2)).__floor__()
    mean = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
    return f"{mean}（{len(told)}/8）"


def place(hand: ByHand, code: str) -> str:
    """One more than those that have a greater rate, of those that have told."""
    rates = {unit: n / d if d else n for unit, (n, d) in by_district(hand, code).items()}
    better = sum(rate > rates[DANTU] for rate in rates.values())
    return f"{1 + better}/{len(rates)}"


def wrong(hand: ByHand, made: Played) -> list[str]:
    """What is not printed as it was worked out."""
    found = []
    for code, whole in ((CANTEENS, "5"), (CARE, shown_percent(Fraction(13500, 140), asked=100))):
        if f"{whole}{average(hand, code)}" not in made.summary:
            found.append(f"average {code}")
    for code, row in ((INSURED, "70%70.0%100%—"), (CARE, "100%96.4%96.4%—")):
        if f"{row}{place(hand, code)}" not in made.one_page:
            found.append(f"place {code}")
    return found


def test_the_average_of_the_city_and_the_districts_place(played: Played) -> None:
    assert average(played.hand, CANTEENS) == "5.7（3/8）"  # (5 + 11 + 1) / 3
    assert average(played.hand, CARE) == "95.6（3/8）"  # 219 of 229
    assert place(played.hand, INSURED) == "2/4"  # shared with 扬中市: 1400 of 2000
    assert place(played.hand, CARE) == "2/3"
    assert wrong(played.hand, played) == []


@pytest.mark.parametrize(
    ("cell", "n", "noticed"),
    [
        ((INSURED, YANGZHONG, "value"), 1500, ["place I11-01"]),
        ((CANTEENS, "321181001000", "proxy"), 9, ["average I08-03"]),
        ((CARE, "321181001000", "proxy"), 50, ["average I05-01", "place I05-01"]),
    ],
)
def test_one_altered_line_is_noticed(
    played: Played, cell: tuple[str, str, str], n: int, noticed: list[str]
) -> None:
    code, unit, part = cell
    planted = played.hand.retold((code, unit, JUNE, part), n=n)
    assert wrong(planted, played) == noticed
