"""A plan, units and indicators that the tests of judging, roll-up and scoring share."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from zjmz_desktop.domain.figures import Sum
from zjmz_desktop.domain.periods import PeriodType
from zjmz_desktop.domain.plan import Group, Plan
from zjmz_desktop.domain.plan_indicators import Applies, Curve, Entry, Indicator, Judgement, Target
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Level, read_units

LIST = Path(__file__).parents[3] / "resources" / "units" / "zhenjiang_2018.csv"
UNITS = read_units(LIST.read_text(encoding="utf-8"))
CITY, DANTU, GAOZI = map(UNITS.get, ("321100000000", "321112000000", "321112001000"))
DANYANG, HIGH_TECH = map(UNITS.get, ("321181000000", "L3211-01"))
START, YEAR_END, JUNE = date(2018, 3, 26), date(2018, 12, 31), date(2018, 6, 30)
URBAN = ("321102000000", "321111000000", DANTU.id, "321171000000", HIGH_TECH.id)
PLAN = Plan(
    code="p",
    title="要点",
    year=2018,
    issuer=CITY.id,
    issuer_name="镇江市民政局",
    issued_on=START,
    starts_on=START,
    preamble="",
    slightly_behind_points=Decimal(10),
    step_grace_days=30,
    score_cap=Decimal(100),
    groups=(Group("urban", "市区", URBAN),),
    **dict.fromkeys(("departments", "sections", "items", "questions", "bases", "registers"), ()),
    indicators=(),
    chapters=(),
    sha256="",
)


def target(value: str, level: Level = Level.CITY, operator: str = ">=", **more: Any) -> Target:
    return Target(operator, Decimal(value), level, more.pop("by", YEAR_END), **more)


def indicator(**changed: Any) -> Indicator:
    base = Indicator(
        code="I08-03",
        clauses=("C08-04",),
        name="新建老年人助餐点",
        unit="个",
        entry=Entry.NUMBER,
        definition="",
        department="yanglao",
        period=PeriodType.MONTH,
        judgement=Judgement.AT_LEAST,
        applies=Applies(Level.TOWN),
        target=target("114"),
        scope_text="全市",
        curve=Curve.EVEN,
    )
    return replace(base, **changed)


BEDS = indicator(entry=Entry.RATIO, unit="%", target=target("55"), applies=Applies(Level.DISTRICT))


def context(as_of: date = JUNE, targets: Mapping[tuple[str, str], str] | None = None) -> Any:
    exact = {key: Decimal(value) for key, value in (targets or {}).items()}
    return JudgingContext(PLAN, UNITS, as_of, exact)


def filled(n: str, d: str = "0", *, reported: int = 1, expected: int = 1, **more: int) -> Sum:
    return Sum(Decimal(n), Decimal(d), reported, expected, **more)
