"""A small district's year with fixed figures, from a few of the real plan's indicators: invented numbers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from random_annual import plan_of, real_units

from zjmz_desktop.domain.annual_data import AnnualData, Earlier, Facility, Returned, StepLine
from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.paper_kinds import Letter
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.rollup import roll_up
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Units

DISTRICT, GAOZI, BAOYAN = "321112000000", "321112001000", "321112103000"
CODES = ("I06-02", "I08-03", "I12-02", "I18-02")
LETTER = Letter(
    number="镇徒民〔2018〕12号",
    signer="示例签发人",
    copies="区政府办公室，区人大办公室",
    contact="李堃",
    phone="0511-00000000",
    dated="2018年12月5日",
)


def small_year() -> AnnualData:
    """Everything that a paper can say, once."""
    plan, units, through = plan_of(CODES), real_units(), month(2018, 11)
    targets = {("I08-03", DISTRICT): Decimal(12), ("I12-02", DISTRICT): Decimal(75)}
    context = JudgingContext(plan, units, through.last_on, targets)
    now, before = (
        {
            one.code: roll_up(one, DISTRICT, figures=found.get(one.code, {}), context=context)
            for one in plan.indicators
        }
        for found in (_figures(less=0), _figures(less=3))
    )
    steps = plan.indicator("I18-02").steps
    done = [StepLine(steps[0].name, steps[0].by, "已完成", "2018-05-20", "镇徒民〔2018〕3号")]
    return AnnualData(
        plan=plan,
        unit=units.get(DISTRICT),
        units=units,
        through=through,
        as_of=date(2018, 12, 5),
        totals=now,
        last_year=before,
        notes={("I08-03", GAOZI): "房屋租赁合同未续签，王玥负责协调，12月底前开业。"},
        check_notes={("I06-02", BAOYAN): "含因病返贫一次性救助86人次。"},
        returned={("I08-03", BAOYAN): Returned("请核实开业日期", "")},
        estimates={"I08-03": Decimal(14)},
        steps={"I18-02": (*done, *(StepLine(s.name, s.by, "进行中") for s in steps[1:]))},
        origins={("I08-03", BAOYAN): "代报"},
        names={"I08-03": ("示例东路助餐点", "示例西路助餐点")},
        facilities=(
            Facility("助餐点", "示例东路助餐点", "高资街道", "示例东路1号", "120.00", "2018-06-01"),
        ),
        history=_history(plan, units, done=done[0]),
        filled_by="王玥",
        letter=LETTER,
        marks=("示例数据", "征求意见稿"),
    )


def _history(plan: Plan, units: Units, *, done: StepLine) -> Mapping[str, tuple[Earlier, ...]]:
    """Canteens of two earlier quarters, the later with words too long for a cell; a step of the atlas."""
    towns = [unit.id for unit in units.children(DISTRICT)]
    told = {
        6: "",
        9: "宝堰镇用房手续不全，消防备案正在补办；已派人现场督办，倒排工期，确保11月底前开业迎客",
    }
    canteens = tuple(
        Earlier(
            month(2018, number),
            roll_up(
                plan.indicator("I08-03"),
                DISTRICT,
                figures={unit: Figure(Decimal(unit in towns[:number])) for unit in towns},
                context=JudgingContext(plan, units, month(2018, number).last_on, {}),
            ),
            note,
        )
        for number, note in told.items()
    )
    return {"I08-03": canteens, "I18-02": (Earlier(month(2018, 6), steps=(done,)),)}


def _figures(*, less: int) -> Mapping[str, Mapping[str, Figure]]:
    towns = [unit.id for unit in real_units().children(DISTRICT)]
    return {
        "I06-02": {unit: Figure(Decimal(90 + 7 * n - less)) for n, unit in enumerate(towns)},
        "I08-03": {unit: Figure(Decimal(1)) for unit in towns[: 9 - less]}
        | {BAOYAN: Figure(Decimal(2), origin=Origin.PROXY)},
        "I12-02": {unit: Figure(Decimal(6 + n), Decimal(9 + n)) for n, unit in enumerate(towns)},
        "I18-02": {DISTRICT: Figure(Decimal(1), Decimal(3), met=False, late_days=12)},
    }
