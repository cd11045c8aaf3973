"""Every figure that the sample's summary counts, against a calculation of its own over the log's lines.

The calculation is `by_definition`; `test_summary` and `test_papers` go deeper into some of the figures,
`test_every_town` and `test_account_and_scores` hold those of towns and what is said of tasks.
"""

import csv
import io
import re
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import pikepdf
import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_definition import worked  # noqa: E402
from by_hand import DISTRICT, ByHand, Row, decimal  # noqa: E402
from pdf_text import read_pdf  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "resources" / "plans" / "zhenjiang-2018.toml"


@pytest.fixture(scope="module")
def hand(sample_folder: Path) -> ByHand:
    return ByHand(sample_folder)


@pytest.fixture(scope="module")
def store(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("every") / "丹徒 示例"
    shutil.copytree(sample_folder, folder)
    return folder


def written(store: Path, months: int) -> Path:
    """The paper through a month, made once."""
    target = store / f"总结{months}.pdf"
    words = ["--store", str(store), "--unit", DISTRICT, "--year", "2018"]
    if not target.exists():
        through = ["--through", f"2018M{months:02d}", "--out", str(target)]
        assert main(["report", *words, *through]) == 0
    return target


@pytest.fixture(scope="module")
def paper(store: Path) -> Path:
    return written(store, 12)


def attached(paper: Path) -> dict[tuple[str, str], dict[str, str]]:
    """(indicator, name of the unit) → the line of the table that lies in the PDF."""
    with pikepdf.open(paper) as pdf:
        raw = pdf.attachments["data.csv"].get_file().read_bytes()
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    return {(row["指标代码"], row["单位"]): row for row in rows}


# worked out with more of their own in `test_summary`: reaching towns, people per 10,000
ELSEWHERE = {"I14-01", "I22-01", "I17-01"}


def narratives() -> set[str]:
    """Indicators whose figure is a text."""
    plan = tomllib.loads(PLAN.read_text(encoding="utf-8"))
    return {one["code"] for one in plan["indicator"] if one["entry"] == "narrative"}


def wrong_figures(hand: ByHand, paper: Path) -> list[str]:
    """Codes whose number or denominator in the table is not what was worked out."""
    lines = attached(paper)
    said = {code: lines[code, "丹徒区"] for code in worked(hand)}
    return [
        code
        for code, (n, d) in worked(hand).items()
        if (said[code]["数值或分子"], said[code]["分母"]) != (decimal(n), decimal(d) if d else "")
    ]


@pytest.mark.parametrize("months", [11, 12])
def test_every_figure_of_the_summary_is_worked_out_by_hand(
    sample_folder: Path, store: Path, months: int
) -> None:
    hand, paper = ByHand(sample_folder, months=months), written(store, months)
    counted = {
        code
        for (code, unit), row in attached(paper).items()
        if unit == "丹徒区" and row["数值或分子"]
    }
    assert counted - ELSEWHERE - narratives() == set(worked(hand))
    assert wrong_figures(hand, paper) == []


PLANTED: dict[str, Callable[[ByHand], ByHand]] = {
    "I19-08": lambda log: log.retold(("I19-08", DISTRICT, "2018M02", "value"), n=1),
    "I22-02": lambda log: log.retold(("I22-02", DISTRICT, "2018Q4", "value"), d=1),
    "I18-02": lambda log: log.retold(("I18-02", DISTRICT, "2018", "step/s1"), text="in_progress"),
    "I15-01": lambda log: log.retold(("I15-01", DISTRICT, "2018Q4", "tick/e01"), n=0),
    "I10-01": lambda log: log.row_retold("institution", "beds_nursing", where=homes, n=999),
    "I16-05": lambda log: log.row_retold("veteran", "allowance_yuan", where=paid, n=1),
    "I13-02": lambda log: log.row_retold("social_org", "party_body", where=own_body, text="none"),
    "I09-02": lambda log: log.row_retold("institution", "confirmation", where=homes, refs=[]),
    "I18-06": lambda log: log.row_retold("road_sign", "plates_up", where=in_use, n=1),
}


def homes(row: Row) -> bool:
    return row.state(row.last)[0] == "running"


def paid(row: Row) -> bool:
    return (row.text("allowance_paid_on") or "") > "2018"


def own_body(row: Row) -> bool:
    return row.text("party_body") == "own" and row.state(row.last)[0] == "registered"


def in_use(row: Row) -> bool:
    return row.state(row.last)[0] == "in_use" and row.number("plates_up") > 1


@pytest.mark.parametrize("code", PLANTED)
def test_one_altered_line_is_noticed(hand: ByHand, paper: Path, code: str) -> None:
    """The control: the same comparison over a log of which one line tells something else."""
    assert code in wrong_figures(PLANTED[code](hand), paper)


def test_each_unjudged_figure_is_printed_as_it_was_worked_out(hand: ByHand, paper: Path) -> None:
    """主要业务数据表: name, unit, code and the number, of counts that are no rates."""
    text, lines = read_pdf(paper).text, attached(paper)
    counts = [code for code, (_, d) in worked(hand).items() if not d and code in monitored(text)]
    assert len(counts) >= 40
    missing = []
    for code in counts:
        row = lines[code, "丹徒区"]
        n = worked_number(hand, code, text=text)
        printed = f"{row['计量单位']}{code}{n}"
        if printed.replace(" ", "") not in text:
            missing.append(printed)
    assert not missing


def monitored(text: str) -> Iterable[str]:
    """Codes that stand in the table."""
    start = text.index("附件3主要业务数据表")
    return [part[:6] for part in _after_i(text[start : text.index("附件4", start)])]


def _after_i(text: str) -> Iterable[str]:
    return [
        text[at : at + 6]
        for at in range(len(text))
        if text[at] == "I" and text[at + 3 : at + 4] == "-"
    ]


def worked_number(hand: ByHand, code: str, *, text: str) -> str:
    """Amounts in 万元 have one decimal, the allowance two; counts none."""
    n, _ = worked(hand)[code]
    if f"万元{code}" in text:
        return with_one(n)
    return f"{n}.00" if code == "I16-05" else decimal(n)


def with_one(exact: Fraction) -> str:
    """One decimal, half up."""
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"


TAKING_PART = {
    "I04-01": "举办行政执法人员岗位培训{}期，参加{}人",
    "I04-02": "举办基层民政人员培训{}期，参加{}人",
    "I14-02": "举办社工考前培训和骨干培训{}次、培训{}人",
    "I15-06": "组织“烈士纪念日”公祭活动{}次，{}人参加",
    "I21-10": "开展普法宣传活动{}次，{}人参加",
}


def people_of(hand: ByHand, code: str) -> Fraction:
    """Those who took part, added up over what was held until the last day."""
    held = (
        row
        for row in hand.rows["activity"].values()
        if code in row.parts["indicators"][1]["list"]
        and "2018" <= (row.text("held_on") or "") <= hand.last
    )
    return sum((row.number("people") or row.number("times") for row in held), Fraction(0))


@pytest.mark.parametrize("code", TAKING_PART)
def test_who_took_part(hand: ByHand, paper: Path, code: str) -> None:
    text = re.sub(r"—[0-9]+—示例数据征求意见稿", "", read_pdf(paper).text)
    n, people = worked(hand)[code][0], people_of(hand, code)
    assert people > 0
    assert TAKING_PART[code].format(n, people) in text
    planted = hand.row_retold(
        "activity", "people", where=lambda row: code in row.parts["indicators"][1]["list"], n=9999
    )
    assert TAKING_PART[code].format(n, people_of(planted, code)) not in text


# ---- last year, months ----

LAST_YEAR = {"I05-08": [DISTRICT], "I19-08": [DISTRICT], "I19-10": [DISTRICT], "I20-03": [DISTRICT]}


def test_last_year_and_the_change_against_it(hand: ByHand, paper: Path) -> None:
    """Twelve months on both sides, so that they are compared: 100 × (now − before) ÷ before."""
    text = read_pdf(paper).text
    for code, units in LAST_YEAR.items():
        now, before = (
            sum(
                (hand.stock(code, units, period=f"{year}M{m:02d}").n for m in range(1, 13)),
                Fraction(0),
            )
            for year in (2018, 2017)
        )
        change = (now - before) * 100 / before
        words = f"同比{'增长' if change > 0 else '下降'}{with_one(abs(change))}%"
        told = [with_one(n) if f"万元{code}" in text else decimal(n) for n in (now, before)]
        assert f"{code}{told[0]}{told[1]}{words}" in text


def test_the_months_that_are_drawn(hand: ByHand, paper: Path) -> None:
    """低保金 month by month: twelve labels of this year, twelve of the last."""
    pages = [page for page in read_pdf(paper).pages if "低保金发放额分月情况（当月数）" in page]
    (page,) = pages
    for year in (2018, 2017):
        for m in range(1, 13):
            paid = hand.stock("I05-08", [DISTRICT], period=f"{year}M{m:02d}").n
            assert with_one(paid) in page
