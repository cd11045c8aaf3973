"""The plan as one document for others to read (`zjmz plan show --json`)."""

from typing import Any

from zjmz_desktop.domain.errors import PlanProblem
from zjmz_desktop.domain.plan import Plan, WorkItem
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.units import Level, Units, read_units
from zjmz_desktop.paths import resource

_SCOPES = {Level.CITY: "全市", Level.DISTRICT: "各辖市区", Level.TOWN: "每个镇（街道）"}


def check_plan(text: str) -> tuple[PlanProblem, ...]:
    """Every problem of a plan file, in the order of the file."""
    return read_plan(text)[1]


def shown_plan(plan: Plan) -> dict[str, Any]:
    """The plan, its items with clauses, and its indicators, in the contract's keys."""
    units = _listed()
    return {
        "plan": {
            "code": plan.code,
            "title": plan.title,
            "year": plan.year,
            "issuer": plan.issuer,
            "issuer_name": plan.issuer_name,
            "issued_on": plan.issued_on.isoformat(),
            "starts_on": plan.starts_on.isoformat(),
            "sha256": plan.sha256,
            "sections": [{"no": s.no, "title": s.title} for s in plan.sections],
            "questions": [
                {"code": q.code, "text": q.text, "affects": q.affects, "choices": dict(q.labels)}
                for q in plan.questions
            ],
            "registers": [{"code": r.code, "name": r.name} for r in plan.registers],
        },
        "items": [_item(plan, item) for item in plan.items],
        "indicators": [_indicator(plan, one, units=units) for one in plan.indicators],
    }


def shown_units(under: str = "") -> list[dict[str, str]]:
    """The units of the list, or one with those below it, in the contract's keys.

    Raises:
        UnknownUnitError: when there is no unit `under`.
    """
    units = _listed()
    top = units.get(under).id if under else ""
    return [
        {
            "id": one.id,
            "name": one.name,
            "office": one.office,
            "level": one.level.value,
            "parent": one.parent_stat,
        }
        for one in units.by_id.values()
        if not top or one.id == top or units.is_below(one.id, top)
    ]


def _listed() -> Units:
    return read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8"))


def _item(plan: Plan, item: WorkItem) -> dict[str, Any]:
    return {
        "no": item.no,
        "section": item.section,
        "title": item.title,
        "text": item.text,
        "clauses": [
            {
                "id": clause.code,
                "start": clause.start,
                "end": clause.end,
                "text": item.clause_text(clause),
                "indicators": [i.code for i in plan.indicators_of_clause(clause.code)],
            }
            for clause in item.clauses
        ],
    }


def _indicator(plan: Plan, one: Indicator, *, units: Units) -> dict[str, Any]:
    target = one.target
    return {
        "code": one.code,
        "name": one.name,
        "item": plan.item_of(one).no,
        "clause": one.clauses[0],
        "clauses": list(one.clauses),
        "kind": one.entry.value,
        "source": one.source.register if one.source else "typed",
        "judgement": one.judgement.value,
        "curve": one.curve.value,
        "scored": one.scored,
        "unit": one.unit,
        "operator": target.operator if target else None,
        "value": f"{target.value:f}" if target else None,
        "deadline": target.by.isoformat() if target else None,
        "target_level": target.level.value if target else None,
        "period": one.period.value,
        "due_months": list(one.due_months),
        "level": one.level.value,
        "units": [u.id for u in plan.concerned(one, plan.issuer, units=units)],
        "scope": one.scope_text or (_SCOPES[target.level] if target else ""),
        "department": plan.department_names[one.department],
        "definition": one.definition,
        "questions": list(one.questions),
        "steps": [{"code": s.code, "name": s.name, "by": s.by.isoformat()} for s in one.steps],
        "entries": [{"code": e.code, "name": e.name} for e in one.entries],
    }
