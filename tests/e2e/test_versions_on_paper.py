"""快报, 年报 and the months of a figure side by side, and what was corrected: worked out from the log's lines.

The sample has no 快报 and no 年报; they are typed here, the differences are worked out apart.
"""

import json
import shutil
import sqlite3
import sys
import tomllib
from collections.abc import Iterable
from contextlib import closing
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_hand import DISTRICT, ByHand, decimal, number  # noqa: E402
from pdf_text import read_pdf  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "resources" / "plans" / "zhenjiang-2018.toml"
MARRIAGES, MONEY, INSURED, RESCUED = "I19-08", "I05-08", "I11-01", "I20-03"
WHY = "剔除重复登记"
TYPED: dict[tuple[str, str, str, str], tuple[str, ...]] = {
    (MARRIAGES, DISTRICT, "2018M12", "flash"): ("--value", "2040"),
    (MARRIAGES, DISTRICT, "2018", "annual"): ("--value", "2035", "--note", WHY),
    (MONEY, DISTRICT, "2018M12", "flash"): ("--value", "1952.9"),
    (INSURED, DISTRICT, "2018", "annual"): ("--numerator", "55220", "--denominator", "76800"),
    (RESCUED, DISTRICT, "2018M12", "flash"): ("--value", "140"),
}
DIFFERING = ((MARRIAGES, DISTRICT), (INSURED, DISTRICT), (RESCUED, DISTRICT))


class Made(NamedTuple):
    """The log as it stands, and the annex 数据变更说明."""

    hand: ByHand
    annex: str
    folder: Path


@pytest.fixture(scope="module")
def made(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("versions") / "丹徒 示例"
    shutil.copytree(sample_folder, folder)
    for (code, unit, period, part), typed in TYPED.items():
        place = ["--indicator", code, "--unit", unit, "--period", period, "--part", part]
        assert main(["set", "--store", str(folder), *place, *typed]) == 0
    target = folder / "总结.pdf"
    words = ["--unit", DISTRICT, "--year", "2018", "--out", str(target)]
    assert main(["report", "--store", str(folder), *words]) == 0
    text = read_pdf(target).text
    return Made(ByHand(folder), text[text.index("附表6-4数据变更说明") :], folder)


def year(hand: ByHand, code: str, unit: str) -> tuple[Fraction, Fraction]:
    """The year by its months: added up, else as it stands at the end."""
    if code == INSURED:
        stock = hand.stock(code, [unit], period="2018M12")
        return stock.n, stock.d
    return hand.flow(code, [unit], months=12).n, Fraction(0)


def versions(hand: ByHand, code: str, unit: str) -> dict[str, tuple[Fraction, Fraction]]:
    """Words of a version → its figure; the one that counts most first."""
    typed = {
        words: (number(value), number(value, "d"))
        for words, period, part in (("年报", "2018", "annual"), ("快报", "2018M12", "flash"))
        if (value := hand.cells.get((code, unit, period, part)))
    }
    found = {"月报累计": year(hand, code, unit), **typed}
    return {words: found[words] for words in ("年报", "月报累计", "快报") if words in found}


def differences(hand: ByHand, code: str, unit: str, *, why: str = "") -> str:
    """「年报12，快报13，少1，原因：…」 for each other version that differs from the first."""
    (first, counted), *others = versions(hand, code, unit).items()
    told = []
    for name, other in others:
        if other == counted:
            continue
        gap = counted[0] - other[0]
        more = "" if counted[1] else f"，{'多' if gap > 0 else '少'}{decimal(abs(gap))}"
        reason = f"原因：{why}" if why else "没有写明原因"
        told.append(f"{first}{shown(counted)}，{name}{shown(other)}{more}，{reason}")
    return "；".join(told)


def shown(pair: tuple[Fraction, Fraction]) -> str:
    n, d = pair
    return f"{decimal(n)}/{decimal(d)}" if d else decimal(n)


def plan_names(key: str = "name") -> dict[str, str]:
    plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    return {one["code"]: one[key] for one in plan["indicator"] if key in one}


def expected_lines(hand: ByHand) -> list[str]:
    names, why = plan_names(), {MARRIAGES: WHY}
    return [
        f"{names[code]}丹徒区{differences(hand, code, unit, why=why.get(code, ''))}"
        for code, unit in DIFFERING
    ]


def test_what_the_versions_differ_by(made: Made) -> None:
    for line in expected_lines(made.hand):
        assert f"{line}—" in made.annex
    assert plan_names()[MONEY] not in made.annex  # its 快报 is what the months add up to


@pytest.mark.parametrize(
    "cell",
    [
        (MARRIAGES, DISTRICT, "2018", "annual"),
        (MARRIAGES, DISTRICT, "2018M04", "value"),
        (INSURED, DISTRICT, "2018M12", "value"),
        (RESCUED, DISTRICT, "2018M12", "flash"),
    ],
)
def test_one_altered_line_is_noticed(made: Made, cell: tuple[str, str, str, str]) -> None:
    planted = made.hand.retold(cell, n=7)
    missing = [line for line in expected_lines(planted) if line not in made.annex]
    assert [line.startswith(plan_names()[cell[0]]) for line in missing] == [True]


# ---- 补报, 更正 ----


def changed(folder: Path) -> list[dict[str, Any]]:
    """Lines of monthly figures that were written late or as a correction, with what each replaced."""
    with closing(sqlite3.connect(f"file:{folder / 'office.db'}?mode=ro", uri=True)) as store:
        told = store.execute("SELECT id, line FROM revision")
        lines = {name: json.loads(line) for name, line in told}
    return [
        {**line, "replaced": [lines[parent]["value"] for parent in line["parents"]]}
        for line in lines.values()
        if line.get("act") in ("late", "correction")
    ]


def change(line: dict[str, Any], measured: str) -> str:
    """What is printed of one."""
    now = decimal(number(line["value"]))
    if not line["replaced"]:
        return f"补报{now}（{measured}）"
    [before] = line["replaced"]
    return f"更正，由{decimal(number(before))}改为{now}（{measured}）"


def acts(lines: Iterable[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """(indicator, unit, what is printed)."""
    units = plan_names("unit")
    return {
        (
            line["cell"]["of"],
            line["cell"]["unit"],
            f"2018年{int(line['cell']['period'][5:])}月{change(line, units[line['cell']['of']])}",
        )
        for line in lines
    }


def missing_acts(annex: str, lines: Iterable[dict[str, Any]]) -> list[str]:
    names = plan_names()
    town = {"321112101000": "辛丰镇", "321112103000": "上党镇", "321112105000": "世业镇"}
    rows = {f"{names[code]}{town[unit]}—{told}" for code, unit, told in acts(lines)}
    return sorted(row for row in rows if row not in annex)


def test_what_was_corrected_or_came_late(made: Made) -> None:
    lines = changed(made.folder)
    assert len(lines) == 9
    assert missing_acts(made.annex, lines) == []
    assert made.annex.count("改为") + made.annex.count("月补报") == len(lines)


def test_an_altered_correction_is_noticed(made: Made) -> None:
    for at in range(9):
        lines = changed(made.folder)
        lines[at]["value"]["n"] += 1
        assert len(missing_acts(made.annex, lines)) == 1


# ---- the same on the screen of the command line ----


def test_the_versions_are_listed_with_their_differences(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--indicator", MARRIAGES, "--unit", DISTRICT, "--period", "2018M12", "--json"]
    capsys.readouterr()
    assert main(["versions", "--store", str(made.folder), *place]) == 0
    found = json.loads(capsys.readouterr().out)
    told = differences(made.hand, MARRIAGES, DISTRICT, why=WHY)
    assert "；".join(found["differences"]) == told
