"""Paper C: figures, rank, who lags, money; whatever comes in, it stays short."""

from dataclasses import replace
from decimal import Decimal

import pytest
from judging_cases import DANTU, UNITS, indicator
from test_annual import CANTEEN, GOOD, LATE, NAMES, SMALL, data, each, of_the_city, own

from zjmz_desktop.domain import brief
from zjmz_desktop.domain.brief import shortened, spending_words, write_brief
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.paper import Heading, Numbers, Paper, Paragraph, Table
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan_indicators import Applies, Entry, Judgement
from zjmz_desktop.domain.units import Level

MONEY = indicator(
    code="I22-02",
    clauses=("C10-01",),
    name="民政资金支出进度",
    unit="%",
    entry=Entry.RATIO,
    judgement=Judgement.NONE,
    target=None,
    applies=Applies(Level.DISTRICT),
    numerator_name="累计支出（万元）",
    denominator_name="累计下达（万元）",
)


def texts(paper: Paper) -> list[str]:
    return [b.text for b in paper.blocks if isinstance(b, Heading | Paragraph)]


def numbers(paper: Paper) -> tuple[tuple[str, str], ...]:
    return next(b for b in paper.blocks if isinstance(b, Numbers)).pairs


def test_the_account_in_large_figures() -> None:
    paper = write_brief(data(LATE))
    assert paper.one_page
    # 5 judged: beds 50 of 55 % and the running curve; the canteens, the vacancy, the insurance are late
    assert numbers(paper) == (
        ("5", "可考核任务（项）"),
        ("0", "已完成（项）"),
        ("2", "达序时进度（项）"),
        ("3", "落后（项）"),
        ("0%", "完成率"),
    )


def test_who_lags_and_why_and_who_has_not_reported() -> None:
    notes = {("I08-03", DANTU.id): "选址难。"}
    told = texts(write_brief(data(LATE, notes=notes)))
    assert "新建老年人助餐点未达序时，现为4个，谷阳镇、上党镇尚无进展；原因：选址难。" in told
    assert any(text.startswith("未报或待核实的：宝堰镇1项、世业镇1项") for text in told)


def test_a_rank_is_printed_only_where_it_is_known() -> None:
    bare = next(b for b in write_brief(data()).blocks if isinstance(b, Table))
    assert "全市位次" not in [c.title for c in bare.columns]
    towns = [UNITS.children(unit)[0].id for unit in (DANTU.id, "321181000000", "321182000000")]
    figures = {town: Figure(Decimal(n)) for town, n in zip(towns, (7, 9, 2), strict=True)}
    ranked = write_brief(data(city=of_the_city(CANTEEN, figures)))
    found = next(b for b in ranked.blocks if isinstance(b, Table))
    assert [row[-1] for row in found.rows] == ["2/3", "—", "—"]
    assert found.rows[0][:4] == ("新建老年人助餐点", "12个", "12个", "100%")


def test_the_outlook_of_what_each_town_must_reach_counts_towns() -> None:
    office = data(LATE, estimates={"I12-07": Decimal(18)}, will_reach={"I12-07": (7, 8)})
    found = next(b for b in write_brief(office).blocks if isinstance(b, Table))
    assert next(row[4] for row in found.rows if "典型" in row[0]) == "7/8"


def test_money_says_what_was_given_spent_and_left() -> None:
    plan = replace(SMALL, indicators=(*SMALL.indicators, MONEY))
    office = data({"I22-02": own("6588.4", "8900")}, plan=plan)
    words = "民政资金支出进度74.0%（累计下达8900万元、累计支出6588.4万元，余2311.6万元）"
    assert spending_words(MONEY, office) == words  # 8900 - 6588.4 = 2311.6
    assert f"{words}。" in texts(write_brief(office))


def test_endless_notes_are_cut() -> None:
    notes = {("I08-03", unit): "因" * 20_000 for unit in (DANTU.id, NAMES["上党镇"])}
    told = texts(write_brief(data(LATE, notes=notes)))
    assert max(map(len, told)) < 200
    assert any(text.endswith("因……") for text in told)
    assert shortened("一" * 60) == "一" * 60
    assert shortened("一" * 61) == f"{'一' * 60}……"


def test_who_has_not_reported_is_named_whole_and_the_rest_counted() -> None:
    nobody = write_brief(data({code: {} for code in GOOD}))
    (told,) = [text for text in texts(nobody) if text.startswith("未报或待核实的：")]
    names = told.removeprefix("未报或待核实的：").removesuffix("等12个单位。")
    assert names != told
    for name in names.split("、"):
        assert name.rstrip("项0123456789") in (DANTU.name, *NAMES)


@pytest.mark.parametrize("last_month", [11, 12])
def test_the_large_figures_add_up(last_month: int) -> None:
    """What is asked is done, on its way or not all reported, late, or not reported at all."""
    few = {"I08-03": each(*[2] * 10), "I10-01": {}}  # one town and all beds are not reported
    told = numbers(write_brief(data(few, through=month(2018, last_month))))
    pairs = {words: n for n, words in told}
    asked, rate = int(pairs.pop("可考核任务（项）")), pairs.pop("完成率")
    assert rate.endswith("%")
    assert pairs["未报数（项）"] == "1"
    assert ("尚未报齐（项）" in pairs) == (last_month == 12)
    assert sum(map(int, pairs.values())) == asked == 5


def test_a_target_that_each_town_has_says_whose_it_is() -> None:
    table = next(b for b in write_brief(data(LATE)).blocks if isinstance(b, Table))
    assert ("社区协商议事典型", "每个镇（街道）2个", "6/8") in [row[:3] for row in table.rows]


def test_what_is_late_beyond_the_page_is_where_the_reader_can_find_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(brief, "_MOST_LATE", 2)
    assert "另有1项落后，见年度工作总结附件1。" in texts(write_brief(data(LATE)))
