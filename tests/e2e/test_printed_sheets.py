"""The other prints of the sample, sheets and forms, against a calculation of their own over the log's lines."""

import re
import shutil
import sys
from calendar import monthrange
from itertools import pairwise
from pathlib import Path

import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_hand import TOWNS, ByHand, Row, decimal, number  # noqa: E402
from test_papers import GAOZI, asked, printed  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402


@pytest.fixture(scope="module")
def by_hand(sample_folder: Path) -> ByHand:
    return ByHand(sample_folder)


@pytest.fixture(scope="module")
def store(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("sheets") / "丹徒 示例"
    shutil.copytree(sample_folder, copy)
    return copy


def months_of(hand: ByHand, code: str, unit: str) -> list[str]:
    """What stands in each of eleven months, in words."""
    found = []
    for n in range(1, 12):
        value = hand.value(code, unit, period=f"2018M{n:02d}")
        found.append("未报" if value is None or "n" not in value else decimal(number(value)))
    return found


def test_an_indicators_sheet_by_hand(by_hand: ByHand, store: Path, tmp_path: Path) -> None:
    read = printed(store, tmp_path / "i.pdf", "--paper", "indicator", "--indicator", "I06-02")
    for town in TOWNS:
        row = "".join(months_of(by_hand, "I06-02", town))
        whole = by_hand.flow("I06-02", [town], months=11)
        assert f"{row}{decimal(whole.n)}———" in read.text, town
    sums = [by_hand_month(by_hand, f"2018M{n:02d}") for n in range(1, 12)]
    total = by_hand.flow("I06-02", TOWNS, months=11)
    assert f"合计{''.join(map(str, sums))}{decimal(total.n)}———" in read.text
    before = [by_hand_month(by_hand, f"2017M{n:02d}") for n in range(1, 13)]
    picture = read.text.split("图1临时救助人次分月情况（当月数）")[1]
    pairs = [f"{now}{last}" for now, last in zip(sums, before, strict=False)]
    assert all(pair in picture for pair in pairs)
    assert str(before[11]) in picture


def by_hand_month(hand: ByHand, period: str) -> int:
    values = (hand.value("I06-02", town, period=period) for town in TOWNS)
    return sum(int(number(v)) for v in values if v and "n" in v)


def test_a_units_sheet_by_hand(by_hand: ByHand, store: Path, tmp_path: Path) -> None:
    read = printed(store, tmp_path / "u.pdf", "--paper", "unit", unit=GAOZI)
    now = months_of(by_hand, "I06-02", GAOZI)[-1]
    whole = decimal(by_hand.flow("I06-02", [GAOZI], months=11).n)
    before = sum(
        int(number(v))
        for n in range(1, 12)
        if (v := by_hand.value("I06-02", GAOZI, period=f"2017M{n:02d}")) and "n" in v
    )
    assert f"I06-02临时救助人次人次{now}{whole}累计{before}———" in read.text
    assert "填报单位（盖章）：高资街道" in read.text


def net_of_months(hand: ByHand, code: str, town: str) -> list[str]:
    """新增 less 减少 of eleven months."""
    found = []
    for n in range(1, 12):
        came = hand.value(code, town, period=f"2018M{n:02d}")
        gone = hand.cells.get((code, town, f"2018M{n:02d}", "removed"), {})
        found.append("未报" if came is None else decimal(number(came) - number(gone)))
    return found


def test_months_of_a_net_stock_are_what_came_less_what_went(
    by_hand: ByHand, store: Path, tmp_path: Path
) -> None:
    read = printed(store, tmp_path / "n.pdf", "--paper", "indicator", "--indicator", "I05-02")
    for town in TOWNS:
        row = "".join(net_of_months(by_hand, "I05-02", town))
        whole = by_hand.closing("I05-02", [town], months=11)
        assert f"{row}{decimal(whole.n)}———" in read.text, town
    assert "11月期末数目标" in read.text
    assert "各期为本期净增（新增减减少）" in read.text


def canteens_through(hand: ByHand, day: str) -> int:
    """New canteens opened in the year that run on a day, confirmed."""

    def is_new(row: Row) -> bool:
        opened = row.text("opened_on") or ""
        built = row.text("build_kind") == "new" and "2018-01-01" <= opened <= day
        return built and row.state(day)[0] == "running"

    return len(hand.counting("canteen", is_new, seen=["build_kind", "opened_on"], day=day))


def test_quarters_and_months_of_rows_are_those_dated_in_them(
    by_hand: ByHand, store: Path, tmp_path: Path
) -> None:
    ends = [by_hand.held("I01-01", until=f"2018-{day}") for day in ("03-31", "06-30", "09-30")]
    alone = f"{ends[0]}{ends[1] - ends[0]}{ends[2] - ends[1]}"
    whole = by_hand.held("I01-01", until="2018-11-30")
    met = printed(store, tmp_path / "q.pdf", "--paper", "indicator", "--indicator", "I01-01")
    assert f"丹徒区{alone}{whole}———" in met.text
    days = [monthrange(2018, n)[1] for n in range(1, 12)]
    canteens = [canteens_through(by_hand, f"2018-{n:02d}-{day}") for n, day in enumerate(days, 1)]
    risen = [canteens[0], *(now - was for was, now in pairwise(canteens))]
    built = printed(store, tmp_path / "c.pdf", "--paper", "indicator", "--indicator", "I08-03")
    assert f"合计{''.join(map(str, risen))}{canteens[-1]}12个" in built.text


def test_a_units_sheet_has_the_period_alone_beside_the_year_and_the_end(
    by_hand: ByHand, store: Path, tmp_path: Path
) -> None:
    read = printed(store, tmp_path / "u.pdf", "--paper", "unit", unit=GAOZI)
    net = net_of_months(by_hand, "I05-02", GAOZI)[-1]
    whole = decimal(by_hand.closing("I05-02", [GAOZI], months=11).n)
    assert f"低保对象户数户{net}{whole}期末———" in read.text
    assert "本期数为本期净增（新增减减少）" in read.text
    district = printed(store, tmp_path / "d.pdf", "--paper", "unit")
    held = [by_hand.held("I01-01", until=f"2018-{day}") for day in ("06-30", "09-30", "11-30")]
    assert f"专题学习次{held[1] - held[0]}{held[2]}累计" in district.text


def test_a_form_has_last_months_figures_and_room(
    by_hand: ByHand, store: Path, tmp_path: Path
) -> None:
    read = printed(store, tmp_path / "k.pdf", "--paper", "blank", unit=GAOZI)
    october = months_of(by_hand, "I06-02", GAOZI)[-2]
    assert f"I06-02临时救助人次人次11月{october}I06-03" in read.text
    one = printed(
        store, tmp_path / "k1.pdf", "--paper", "blank", "--indicator", "I06-02", unit=GAOZI
    )
    assert "I06-03" not in one.text


def test_a_form_asks_what_came_and_what_went_apart_and_nothing_of_what_rows_tell(
    by_hand: ByHand, store: Path, tmp_path: Path
) -> None:
    read = printed(store, tmp_path / "f.pdf", "--paper", "blank", unit=GAOZI)
    came = decimal(number(by_hand.value("I05-02", GAOZI, period="2018M10") or {}))
    gone = decimal(number(by_hand.cells["I05-02", GAOZI, "2018M10", "removed"]))
    stood = decimal(by_hand.closing("I05-02", [GAOZI], months=10).n)
    asked = f"低保对象户数户11月期末{stood}本期新增{came}本期减少{gone}I05-03"
    assert asked in read.text
    assert re.search("新建老年人助餐点个11月[0-9]+由底册计算", read.text)


def test_the_figures_of_the_summary_are_listed_to_be_signed_for(
    store: Path, tmp_path: Path
) -> None:
    read = printed(store, tmp_path / "c.pdf", "--paper", "check")
    assert "2018年工作总结数据核对单" in read.text
    assert "科室（单位）核对签字" in read.text
    assert "养老服务科" in read.text


def test_who_has_reported_as_a_sheet(store: Path, tmp_path: Path) -> None:
    read = printed(store, tmp_path / "s.pdf", "--paper", "status")
    assert "2018年1—11月报送情况统计表" in read.text
    assert "综合机关（盖章）：丹徒区民政局" in read.text
    towns = [name for name in ("高资街道", "宝堰镇", "高新园区管委会") if name in read.text]
    assert len(towns) == 3
    assert "按时△" in read.text  # 谷阳镇's November was returned
    assert "“△”指已退改、还没有改报" in read.text


def test_a_milestones_sheet_shows_its_steps(store: Path, tmp_path: Path) -> None:
    read = printed(store, tmp_path / "m.pdf", "--paper", "indicator", "--indicator", "I18-02")
    assert "丹徒区编纂完成7月31日已完成7月20日" in read.text
    assert "审图（审稿）通过10月31日进行中" in read.text
    decided = printed(store, tmp_path / "o.pdf", "--paper", "indicator", "--indicator", "I17-01")
    assert "命名文件12月31日已命名7月30日示例〔2018〕30号" in decided.text
    whole = printed(store, tmp_path / "w.pdf", "--paper", "unit").text
    assert "2/3节点" in whole
    assert "编纂完成已完成7月31日7月20日完成" in whole


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--paper", "indicator"), "没有写是哪个指标"),
        (("--paper", "indicator", "--indicator", "I02-01"), "是文字，没有数可以列表"),
        (("--paper", "blank", "--indicator", "I18-05"), "没有要填的"),
    ],
)
def test_what_can_not_be_printed_is_refused_in_a_sentence(
    store: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    said: str,
) -> None:
    assert main(asked(store, tmp_path / "x.pdf", *more)) == 1
    assert said in capsys.readouterr().err


def test_a_past_month_says_which_figures_are_of_today(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    past, told = ["--through", "2018M06"], "印的是现在的数，不是当时的"
    read = printed(store, tmp_path / "a.pdf", *past)
    said = capsys.readouterr().err
    assert told in said
    assert "1980年—1994年婚姻登记信息补录完成率" in said
    assert "在运营老年人助餐点总数" not in said
    assert "--as-of" in said
    assert "按底册现状”指所依据的底册栏目不带日期" in read.text
    assert "“已报”指已经有数，不等于已经正式上报" in read.text
    printed(store, tmp_path / "b.pdf", *past, "--as-of", "2018-07-05")
    assert told not in capsys.readouterr().err
    printed(store, tmp_path / "c.pdf", "--through", "2018M12")
    assert told not in capsys.readouterr().err
    printed(store, tmp_path / "d.pdf", "--paper", "status", *past)
    assert told not in capsys.readouterr().err
