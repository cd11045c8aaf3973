"""Canned forms of the fake office."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fake_plan import CLAUSES, ITEMS, QUESTION, REFUSED, ROOMS, SECTIONS, STATES, STEPS, TOWNS, Spec

from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.service.views import (
    FactView,
    FieldView,
    FormView,
    HistoryLine,
    ProgressView,
    RegisterSummary,
    SeriesView,
    StepTyped,
    TownLine,
)

if TYPE_CHECKING:
    from fake_office import FakeOffice

DISTRICT = "321112000000"
ELAPSED = Fraction(97, 281)
Part = tuple[str, str, str]
OFFERS = (("同上期：集中受理", "集中受理"), ("政策提标", "政策提标"))
HISTORY = (
    HistoryLine("2018-07-02 10:42", "高资街道 张敏", "数：3"),
    HistoryLine("2018-07-01 16:05", "高资街道 王海", "数：2", "更正：漏了西村一处"),
    HistoryLine("2018-06-28 09:12", "高资街道 张敏", "数：1"),
)


def parts_of(spec: Spec) -> tuple[Part, ...]:
    """(part, label, kind) of a form's fields, in paper order."""
    unit = f"（{spec.unit}）" if spec.unit else ""
    by_kind: dict[str, tuple[Part, ...]] = {
        "ratio": (("value/n", "符合条件人数", "number"), ("value/d", "应有总人数", "number")),
        "per_base": (("value/n", "持证社工", "number"),),
        "checklist": tuple((f"tick/e{i}", name, "tick") for i, name in enumerate(ROOMS)),
        "milestone": tuple((f"step/{code}", name, "step") for code, name in STEPS),
        "narrative": (("value", "本季情况", "long_text"),),
        "activity": (),
    }
    if spec.register:
        return ()
    if spec.code == "I08-03":
        removed = ("removed", f"本月减少{unit}", "number")
        return (("value", f"本月新增{unit}", "number"), removed)
    return by_kind.get(spec.entry, (("value", f"本月数{unit}", "number"),))


def field_of(office: FakeOffice, spec: Spec, *, place: Place, what: Part) -> FieldView:
    """One field as the service would show it."""
    part, label, kind = what
    key = (spec.code, place.unit_id, place.period.code, part)
    text, draft, error = office.cells.get(key, ""), False, ""
    if key in office.drafts:
        draft, error = True, office.drafts[key][1]
        text = office.drafts[key][0]
    state, on, doc = ("value" if text else "blank"), "", ""
    if text.startswith("="):
        state = text[1:]
        text = {"not_applicable": "不适用", "not_begun": "未开展"}[state]
    if kind == "step":
        text, on, doc = StepTyped.read(text)
    return FieldView(
        part,
        label,
        kind,
        text,
        state,
        on,
        doc,
        STATES if kind == "step" else (),
        draft=draft,
        error=error,
        hint="上期3，比上期+1" if kind == "number" else "",
    )


def cumulative(office: FakeOffice, spec: Spec, place: Place) -> Decimal | None:
    """What the year stands at: five earlier months give 5."""
    base = (spec.code, place.unit_id, place.period.code)
    n = office.number((*base, "value/n" if spec.entry in ("ratio", "per_base") else "value"))
    d = office.number((*base, "value/d"))
    if spec.entry == "ratio":
        return None if n is None or not d else n * 100 / d
    return None if n is None else n + 5


def problems_of(office: FakeOffice, spec: Spec, place: Place) -> tuple[Problem, ...]:
    """Two checks: numerator not above denominator; a jump."""
    base = (spec.code, place.unit_id, place.period.code)
    n, d = office.number((*base, "value/n")), office.number((*base, "value/d"))
    if n is not None and d is not None and n > d:
        text = f"符合条件人数{n}大于应有总人数{d}。"
        return (Problem(Severity.ERROR, "K1", spec.code, "value/n", text, "请核对后改正。"),)
    value = office.number((*base, "value"))
    if value is not None and value > 50:
        said = office.cells.get((*base, "check/K2"), "")
        text = f"本月{value}比上月3多{value - 3}，超过50%且超过5的提示线。"
        remedy = "不影响保存。请核对数据，或写明原因后上报。"
        return (Problem(Severity.WARNING, "K2", spec.code, "value", text, remedy, reason=said),)
    return ()


def status_of(office: FakeOffice, spec: Spec, place: Place) -> tuple[str, Light]:
    """Status and light of a row of the tree."""
    view = form_of(office, spec, place)
    light = view.progress.light
    if any(f.draft for f in view.fields):
        return ("error" if any(f.error for f in view.fields) else "draft"), light
    if any(p.severity is Severity.ERROR for p in view.problems):
        return "error", light
    if any(not p.reason for p in view.problems):
        return "warning", light
    if spec.register or not view.editable:
        return "computed", light
    needed = [f for f in view.fields if f.part != "removed"]
    return ("filled" if all(f.text for f in needed) else "blank"), light


def progress_of(spec: Spec, value: Decimal | None) -> ProgressView:
    """Completion against a target, where there is one."""
    if not spec.target:
        return ProgressView(Light.NOT_JUDGED, None, ELAPSED, "监测", "序时进度34.5%", "监测")
    if value is None:
        return ProgressView(Light.NOT_REPORTED, None, ELAPSED, "未报", "", "年度目标")
    done = Fraction(value) / spec.target
    late = Light.BEHIND if done + Fraction(1, 10) < ELAPSED else Light.SLIGHTLY_BEHIND
    light = Light.DONE if done >= 1 else Light.ON_TRACK if done >= ELAPSED else late
    target = f"年度目标{spec.target}{spec.unit}"
    shown = f"{float(done) * 100:.1f}%"
    return ProgressView(light, done, ELAPSED, shown, "序时进度34.5%，快7.2个百分点", target)


def towns_of(spec: Spec, place: Place) -> tuple[TownLine, ...]:
    """Eight units below a district."""
    if place.unit_id != DISTRICT or spec.entry not in ("number", "ratio"):
        return ()
    lights = (Light.DONE, Light.BEHIND, Light.ON_TRACK, Light.SLIGHTLY_BEHIND)
    found = []
    for at, name in enumerate(TOWNS):
        missing = name == "宝堰镇"
        light = Light.NOT_REPORTED if missing else lights[at % 4]
        note = "选址变更，7月开工。" if light is Light.BEHIND else ""
        value, total = ("", "未报") if missing else (str(at % 3), str(12 - at))
        found.append(TownLine(f"u{at}", name, value, total, "value", light, note))
    return tuple(found)


def facts_of(spec: Spec, value: Decimal | None, progress: ProgressView) -> tuple[FactView, ...]:
    """What is computed beside the fields."""
    said = "—" if value is None else f"{value:.1f}".removesuffix(".0")
    facts = [FactView("1月至本期累计", said, "自动计算"), FactView("上年同期", "4", "同比+25.0%")]
    if spec.target:
        facts.append(FactView("年度目标", f"{spec.target}{spec.unit}", "2018-12-31前"))
    if progress.completion is not None:
        facts.append(FactView("完成率", progress.completion_text, progress.light.words))
    if spec.entry == "per_base":
        facts.append(FactView("常住人口（万人）", "30.52", "上级下发，只读"))
    return tuple(facts)


def form_of(office: FakeOffice, spec: Spec, place: Place) -> FormView:
    """The whole form."""
    view = view_of(office, spec, place)
    warnings = [p for p in view.problems if view.editable and p.severity is Severity.WARNING]
    said = [(f"check/{p.code}", p.reason) for p in warnings]
    reasons = (FieldView(part, "审核说明", "text", text=t, offers=OFFERS) for part, t in said)
    filled = cumulative(office, spec, place) is not None
    return view._replace(reasons=tuple(reasons), filled=filled)


def view_of(office: FakeOffice, spec: Spec, place: Place) -> FormView:
    """The form without its reasons."""
    section, item_title = ITEMS[spec.item]
    own = place.unit_id != DISTRICT
    value = cumulative(office, spec, place)
    progress = progress_of(spec, value)
    parts = parts_of(spec) if own else ()
    months = tuple(None if m > 5 else Fraction(m % 3 + 1) for m in range(12))
    definition = f"“{spec.name}”指报告期内新增、期末在用且经区局认定的数量。"
    register = RegisterSummary("daycare", "日间照料中心", 2, 1, REFUSED)
    return FormView(
        code=spec.code,
        name=spec.name,
        entry=spec.entry,
        unit_id=place.unit_id,
        unit_name="高资街道" if own else "丹徒区",
        period=place.period,
        section_title=SECTIONS[section],
        item_title=item_title,
        clauses=(CLAUSES.get(spec.item, CLAUSES[0]),),
        definition=definition,
        department="养老服务科",
        filled_by="镇（街道）",
        measure_unit=spec.unit,
        questions=(QUESTION,) if spec.item == 8 else (),
        also_reported=("区政府督查室",) if spec.item == 8 else (),
        editable=own,
        why_not_editable="" if own else "由镇（街道）填报，丹徒区这里看汇总。",
        fields=tuple(field_of(office, spec, place=place, what=part) for part in parts),
        facts=facts_of(spec, value, progress),
        progress=progress,
        note=office.cells.get((spec.code, place.unit_id, place.period.code, "note"), ""),
        problems=problems_of(office, spec, place),
        history=HISTORY,
        series=SeriesView(months, tuple(Fraction(m % 4 + 1) for m in range(12)), 6, "当月数"),
        towns=towns_of(spec, place),
        reported_text="" if own else "7／8已报，宝堰镇未报",
        register=register if spec.register else None,
        sample=office.sample,
    )
