"""Random years of a random district: a few of the real plan's indicators, any figures, names and texts.

Every total is rolled up by `domain` from the towns' figures, as the service does from a store.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from zjmz_desktop import paths
from zjmz_desktop.domain.annual_data import (
    AnnualData,
    Earlier,
    Facility,
    Months,
    Returned,
    StepLine,
    VersionLine,
)
from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.narrative import codes_in, parse
from zjmz_desktop.domain.paper_kinds import Letter, PaperStage
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total, roll_up
from zjmz_desktop.domain.targets import JudgingContext
from zjmz_desktop.domain.units import Units, read_units

_DISTRICT = "321112000000"
UNKNOWN = "\ue000"

_PIECES = st.sampled_from(
    [
        *"镇村喆玥堃㛃，。、；：！？（）《》“”—…·　 ㎡①%",
        *("截至11月底", "已完成12个", "3.5个百分点", "（经办人：王玥）", "2,864.35万元", "——"),
        *("老年人日间照料中心", "GB/T 9704—2012", "http://www.example.com/aaa?b=" + "c" * 70),
        *("\x07", "\u200b", "\n", "Ａ１", "江心洲生态农业园区", "受疫情影响，工期推迟，", "ABC"),
    ]
)
_TEXTS = st.lists(_PIECES, min_size=1, max_size=60).map("".join)
_NAMES = st.lists(
    st.sampled_from([*"高资宝堰谷阳世业辛丰上党喆堃㛃镇街道", "（园区）", "生态农业"]),
    min_size=2,
    max_size=14,
).map("".join)
_COUNTS = st.one_of(st.integers(0, 40), st.integers(0, 10**9), st.decimals(0, 10**6, places=2)).map(
    Decimal
)


@cache
def _plan() -> Plan:
    (file,) = paths.resource("plans").glob("*2018*.toml")
    found, problems = read_plan(file.read_text("utf-8"))
    assert found is not None, problems
    return found


@cache
def real_units() -> Units:
    """The units of the list that travels with the program."""
    return read_units((paths.resource("units") / "zhenjiang_2018.csv").read_text("utf-8"))


@st.composite
def annual_data(draw: st.DrawFn) -> AnnualData:
    """What a district's papers are written from."""
    plan, units = _few(draw), _renamed(draw)
    unit, through = units.get(_DISTRICT), month(2018, draw(st.integers(1, 12)))
    context = JudgingContext(plan, units, through.last_on, _targets(draw, plan))
    figures = {one.code: _figures(draw, one, units=units) for one in plan.indicators}
    now, before = (
        {
            one.code: roll_up(one, unit.id, figures=found.get(one.code, {}), context=context)
            for one in plan.indicators
        }
        for found in (figures, _last_year(draw, figures))
    )
    return AnnualData(
        plan=plan,
        unit=unit,
        units=units,
        through=through,
        as_of=through.last_on,
        totals=now,
        last_year=before,
        history={one.code: draw(_earlier(one, now[one.code])) for one in plan.indicators},
        **_told(draw, plan, units),
        **_kept(draw, plan, units),
    )


@st.composite
def letters(draw: st.DrawFn) -> Letter:
    """The details of a report's head."""
    may = st.one_of(st.just(""), _NAMES)
    return Letter(
        mark=draw(may),
        number=draw(st.sampled_from(["", "镇徒民〔2018〕12号"])),
        signer=draw(st.sampled_from(["", "王玥", "示例签发人"])),
        addressee=draw(may),
        copies=draw(may),
        contact=draw(st.sampled_from(["", "李堃"])),
        phone=draw(st.sampled_from(["", "0511-00000000"])),
        dated=draw(st.sampled_from(["", "2018年12月28日"])),
    )


# ---- the plan and the units ----


def _few(draw: st.DrawFn) -> Plan:
    """The plan with some of its indicators."""
    every = [one.code for one in _plan().indicators]
    return plan_of(draw(st.sets(st.sampled_from(every), min_size=1, max_size=9)))


def plan_of(codes: Collection[str]) -> Plan:
    """The real plan with no more than these indicators, and the sentences that ask for no others."""
    whole, codes = _plan(), frozenset(codes)
    indicators = tuple(one for one in whole.indicators if one.code in codes)
    chapters = tuple(
        replace(chapter, sentences=kept)
        for chapter in whole.chapters
        if (kept := tuple(s for s in chapter.sentences if frozenset() < _codes(s.text) <= codes))
    )
    return replace(whole, indicators=indicators, chapters=chapters)


@cache
def _codes(sentence: str) -> frozenset[str]:
    return frozenset(codes_in(parse(sentence).parts))


def _renamed(draw: st.DrawFn) -> Units:
    names = iter(draw(st.lists(_NAMES, min_size=11, max_size=11)))
    return Units(
        {
            one.id: replace(one, name=next(names, one.name))
            if one.parent_stat == _DISTRICT
            else one
            for one in real_units().by_id.values()
        }
    )


def _targets(draw: st.DrawFn, plan: Plan) -> Mapping[tuple[str, str], Decimal]:
    allocated = draw(st.sets(st.sampled_from([one.code for one in plan.indicators])))
    return {(code, _DISTRICT): Decimal(draw(st.integers(1, 100))) for code in allocated}


# ---- figures ----


def _figures(draw: st.DrawFn, one: Indicator, *, units: Units) -> dict[str, Figure]:
    fillers = [_DISTRICT, *(u.id for u in units.children(_DISTRICT))]
    asked = draw(st.sets(st.sampled_from(fillers)))
    return {unit: draw(_figure(one)) for unit in sorted(asked)}


@st.composite
def _figure(draw: st.DrawFn, one: Indicator) -> Figure:
    n = draw(_COUNTS)
    return Figure(
        n=draw(st.one_of(st.none(), st.just(n))),
        d=n + draw(st.integers(1, 50)) if one.is_rate else None,
        not_applicable=draw(st.sampled_from([False] * 9 + [True])),
        origin=draw(st.sampled_from(Origin)),
        conflict=draw(st.sampled_from([False] * 9 + [True])),
        met=draw(st.sampled_from([None, True, False])),
        late_days=draw(st.sampled_from([0, 0, 12, 90])),
    )


def _last_year(
    draw: st.DrawFn, figures: Mapping[str, dict[str, Figure]]
) -> Mapping[str, dict[str, Figure]]:
    return figures if draw(st.booleans()) else {}


# ---- texts ----


def _told(draw: st.DrawFn, plan: Plan, units: Units) -> dict[str, Any]:
    """Texts that somebody wrote, by indicator, or by indicator and unit."""
    codes = [one.code for one in plan.indicators]
    places = [(code, unit.id) for code in codes for unit in units.children(_DISTRICT)]
    places += [(code, _DISTRICT) for code in codes]
    at = st.dictionaries(st.sampled_from(places), _TEXTS, max_size=4)
    of = st.dictionaries(st.sampled_from(codes), _TEXTS, max_size=3)
    returned = st.dictionaries(
        st.sampled_from(places),
        st.builds(Returned, _TEXTS, st.one_of(st.just(""), _TEXTS)),
        max_size=2,
    )
    return {
        "notes": draw(at),
        "check_notes": draw(at),
        "texts": draw(of),
        "unlike": draw(of),
        "origins": draw(at),
        "returned": draw(returned),
        "not_begun": draw(st.sets(st.sampled_from(places), max_size=2)),
        "names": {code: (text, text) for code, text in draw(of).items()},
    }


@st.composite
def _earlier(draw: st.DrawFn, one: Indicator, total: Total) -> tuple[Earlier, ...]:
    """Any months, with figures of any size and texts of any length."""
    return tuple(
        Earlier(
            month(2018, number),
            draw(st.sampled_from([None, total])),
            draw(st.one_of(st.just(""), _TEXTS)),
            _steps(draw, one),
            draw(st.sampled_from(["", "已命名"])),
        )
        for number in sorted(draw(st.sets(st.integers(1, 11), max_size=6)))
    )


def _kept(draw: st.DrawFn, plan: Plan, units: Units) -> dict[str, Any]:
    """All the rest: steps, facilities, estimates, months, marks."""
    codes = [one.code for one in plan.indicators]
    questions = [one.code for one in plan.questions]
    stage = draw(st.sampled_from(PaperStage))
    facility = st.builds(Facility, *[_NAMES] * 4, st.just("460.00"), st.just("2018-06-01"))
    twelve = st.lists(
        st.one_of(st.none(), st.integers(0, 10**6).map(Fraction)), min_size=12, max_size=12
    ).map(tuple)
    months = st.builds(Months, st.sampled_from(codes), twelve, twelve)
    version = st.builds(
        VersionLine,
        st.sampled_from(codes),
        st.just(_DISTRICT),
        st.tuples(_TEXTS),
        st.tuples(_TEXTS),
    )
    return {
        "steps": {one.code: _steps(draw, one) for one in plan.indicators if one.steps},
        "estimates": {code: draw(_COUNTS) for code in draw(st.sets(st.sampled_from(codes)))},
        "people": dict.fromkeys(codes[:1], 10**6),
        "facilities": tuple(draw(st.lists(facility, max_size=30))),
        "months": tuple(draw(st.lists(months, max_size=2))),
        "versions": tuple(draw(st.lists(version, max_size=2))),
        "open_questions": tuple(sorted(draw(st.sets(st.sampled_from(questions), max_size=4)))),
        "filled_by": draw(st.sampled_from(["", "王玥", "李㛃"])),
        "letter": draw(letters()),
        "marks": ("示例数据", *stage.marks),
    }


def _steps(draw: st.DrawFn, one: Indicator) -> tuple[StepLine, ...]:
    states = st.sampled_from(["未启动", "进行中", "已完成", "经批准取消"])
    return tuple(
        StepLine(step.name, step.by, draw(states), draw(st.sampled_from(["", "2018-05-01"])))
        for step in one.steps
    )
