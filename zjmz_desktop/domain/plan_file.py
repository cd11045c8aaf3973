"""Reads a plan file (TOML text) into a `Plan`, or lists its problems by place."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from zjmz_desktop.domain import plan as p
from zjmz_desktop.domain import plan_indicators as indicators
from zjmz_desktop.domain import plan_registers as registers
from zjmz_desktop.domain.errors import PlanFileError, PlanProblem
from zjmz_desktop.domain.periods import PeriodType
from zjmz_desktop.domain.units import Level

Raw = Mapping[str, Any]


@lru_cache(maxsize=2)
def read_plan(text: str) -> tuple[p.Plan | None, tuple[PlanProblem, ...]]:
    """Read a plan file, once for the same text.

    Returns:
        The plan (None when its shape is wrong) and every problem found, in the order of the file.
    """
    # A plan kept in a store was checked when it was taken in: a start needs neither parser nor checks.
    from zjmz_desktop.domain.plan_checks import cross_problems
    from zjmz_desktop.domain.plan_schema import ShapeChecker
    from zjmz_desktop.domain.plan_syntax import read_toml

    raw, problems = read_toml(text)
    if problems:
        return None, problems
    checker = ShapeChecker(text)
    checker.check(raw)
    if checker.problems:
        return None, _in_order(checker.problems)
    plan = plan_of(raw, sha256=hashlib.sha256(text.encode()).hexdigest())
    return plan, _in_order(cross_problems(plan, text))


def load_plan(text: str) -> p.Plan:
    """Read a plan file that must be right.

    Raises:
        PlanFileError: with all problems.
    """
    plan, problems = read_plan(text)
    if plan is None or problems:
        raise PlanFileError(problems)
    return plan


def _in_order(problems: list[PlanProblem]) -> tuple[PlanProblem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _date(value: str) -> date:
    return date.fromisoformat(value)


def _decimal(raw: Raw, key: str) -> Decimal | None:
    return Decimal(raw[key]) if key in raw else None


def _strings(raw: Raw, key: str) -> tuple[str, ...]:
    return tuple(raw.get(key, ()))


def plan_of(raw: Raw, *, sha256: str) -> p.Plan:
    """The plan of parsed tables whose shape was checked when they were taken in."""
    head = raw["plan"]
    return p.Plan(
        code=head["code"],
        title=head["title"],
        year=head["year"],
        issuer=head["issuer"],
        issuer_name=head["issuer_name"],
        issued_on=_date(head["issued_on"]),
        starts_on=_date(head["starts_on"]),
        preamble=head.get("preamble", ""),
        slightly_behind_points=Decimal(head.get("slightly_behind_points", "10")),
        step_grace_days=head.get("step_grace_days", 30),
        score_cap=Decimal(head.get("score_cap", "100")),
        groups=tuple(
            p.Group(g["code"], g["name"], tuple(g["units"])) for g in raw.get("group", ())
        ),
        departments=tuple(p.Department(d["code"], d["name"]) for d in raw.get("department", ())),
        sections=tuple(p.Section(s["no"], s["title"]) for s in raw.get("section", ())),
        items=tuple(map(_item, raw.get("item", ()))),
        questions=tuple(map(_question, raw.get("question", ()))),
        bases=tuple(map(_base, raw.get("base", ()))),
        registers=tuple(map(_register, raw.get("register", ()))),
        indicators=tuple(map(_indicator, raw.get("indicator", ()))),
        chapters=tuple(map(_chapter, raw.get("chapter", ()))),
        sha256=sha256,
    )


def _item(raw: Raw) -> p.WorkItem:
    clauses = tuple(p.Clause(c["code"], c["start"], c["end"]) for c in raw["clause"])
    return p.WorkItem(raw["no"], raw["section"], raw["title"], raw["text"], clauses)


def _question(raw: Raw) -> p.Question:
    choices = {k: v if isinstance(v, str) else tuple(v) for k, v in raw["choices"].items()}
    return p.Question(raw["code"], raw["text"], raw.get("affects", ""), choices, raw["labels"])


def _base(raw: Raw) -> p.Base:
    return p.Base(raw["code"], raw["name"], raw["unit"], raw.get("scale", 0), raw.get("source", ""))


def _register(raw: Raw) -> registers.Register:
    confirmed_by = raw["confirmed_by"]
    own_fields, computed_fields = _fields(raw["field"])
    return registers.Register(
        code=raw["code"],
        name=raw["name"],
        measure_word=raw["measure_word"],
        filled_by=Level(raw["filled_by"]),
        confirmed_by=None if confirmed_by == "none" else Level(confirmed_by),
        unique_by=_strings(raw, "unique_by"),
        personal=raw.get("personal", False),
        states=raw.get("states", {}),
        ended_states=_strings(raw, "ended_states"),
        merged_state=raw.get("merged_state", ""),
        own_fields=own_fields,
        checks=tuple(map(_register_check, raw.get("check", ()))),
        computed_fields=computed_fields,
    )


_Fields = tuple[registers.RegisterField, ...]


def _fields(raw: Sequence[Raw]) -> tuple[_Fields, _Fields]:
    """The fields that are typed, and those that are worked out of them."""
    typed = tuple(_field(one) for one in raw if not _is_computed(one))
    computed = []
    after = ""
    for one in raw:
        if _is_computed(one):
            computed.append(_computed_field(one, typed, after=after))
        else:
            after = one["code"]
    return typed, tuple(computed)


def _is_computed(raw: Raw) -> bool:
    return "computed" in raw or "of" in raw


def _computed_field(raw: Raw, typed: _Fields, *, after: str) -> registers.RegisterField:
    """What is worked out of something personal is personal too."""
    kind, of = raw.get("computed", ""), _strings(raw, "of")
    read = [field for field in typed if field.code in of or field.group in of]
    given = {key: value for key, value in raw.items() if key not in ("computed", "of")}
    field = _field({"adds_up": kind in registers.ADDING_UP, **given})
    personal = field.personal or any(one.personal for one in read)
    return replace(field, personal=personal, computed=registers.Computed(kind, of, after))


def _field(raw: Raw) -> registers.RegisterField:
    numbers = {key: _decimal(raw, key) for key in ("minimum", "maximum")}
    return registers.RegisterField(**{**raw, **numbers})


def _register_check(raw: Raw) -> registers.RegisterCheck:
    return registers.RegisterCheck(
        raw["code"],
        raw["severity"],
        tuple(raw["left"]),
        raw["operator"],
        _strings(raw, "right"),
        _decimal(raw, "right_value"),
        raw.get("right_day", ""),
    )


def _indicator(raw: Raw) -> indicators.Indicator:
    entry, judgement = indicators.Entry(raw["entry"]), indicators.Judgement(raw["judgement"])
    period = PeriodType(raw["period"])
    flow = "flow" if entry in (indicators.Entry.NUMBER, indicators.Entry.ACTIVITY) else "stock"
    judged = judgement is not indicators.Judgement.NONE and entry is not indicators.Entry.NARRATIVE
    entries = tuple(indicators.ChecklistEntry(e["code"], e["name"]) for e in raw.get("entries", ()))
    return indicators.Indicator(
        code=raw["code"],
        clauses=tuple(dict.fromkeys((raw["clause"], *_strings(raw, "clauses")))),
        name=raw["name"],
        unit=raw["unit"],
        entry=entry,
        definition=raw["definition"],
        department=raw["department"],
        period=period,
        judgement=judgement,
        applies=_applies(raw["applies"]),
        measure=indicators.Measure(raw.get("measure", flow)),
        rollup=raw.get("rollup", "sum"),
        per=Decimal(raw.get("per", "1")),
        definition_changes=tuple(
            sorted((_date(day), text) for day, text in raw.get("definition_changes", {}).items())
        ),
        due_months=tuple(raw.get("due_months", range(period.months, 13, period.months))),
        target=_target(raw["target"]) if "target" in raw else None,
        curve=indicators.Curve(raw.get("curve", "none")),
        curve_on=_date(raw["curve_on"]) if "curve_on" in raw else None,
        curve_steps=tuple(
            (_date(s["by"]), Decimal(s["share"])) for s in raw.get("curve_steps", ())
        ),
        scored=raw.get("scored", judged),
        weight=Decimal(raw.get("weight", "1")),
        entries=entries,
        entries_needed=raw.get("entries_needed", len(entries)),
        steps=tuple(map(_step, raw.get("steps", ()))),
        source=_source(raw["source"]) if "source" in raw else None,
        checks=tuple(map(_figure_check, raw.get("check", ()))),
        **_plain(raw),
    )


def _step(raw: Raw) -> indicators.Step:
    return indicators.Step(raw["code"], raw["name"], _date(raw["by"]))


def _plain(raw: Raw) -> dict[str, Any]:
    """Keys that go over as they are."""
    found: dict[str, Any] = {
        key: raw[key]
        for key in (
            "scale",
            "closes",
            "numerator_name",
            "denominator_name",
            "rate_only",
            "base",
            "scope_text",
            "city_duty",
        )
        if key in raw
    }
    for key in ("questions", "also_reported", "outside"):
        found[key] = _strings(raw, key)
    return found


def _applies(raw: Raw) -> indicators.Applies:
    return indicators.Applies(
        Level(raw["level"]),
        _strings(raw, "types"),
        _strings(raw, "groups"),
        _strings(raw, "units"),
    )


def _target(raw: Raw) -> indicators.Target:
    return indicators.Target(
        raw["operator"],
        Decimal(raw["value"]),
        Level(raw["level"]),
        _date(raw["by"]),
        raw.get("scope") == "each",
    )


def _figure_check(raw: Raw) -> indicators.FigureCheck:
    return indicators.FigureCheck(
        raw["code"],
        raw["kind"],
        raw["severity"],
        _decimal(raw, "percent"),
        _decimal(raw, "absolute"),
        _decimal(raw, "minimum"),
        _decimal(raw, "maximum"),
        _strings(raw, "others"),
    )


def _source(raw: Raw) -> registers.Source:
    if "numerator" in raw:
        denominator = _measure(raw["denominator"]) if "denominator" in raw else None
        return registers.Source(
            raw["register"], _measure(raw["numerator"]), denominator, _conditions(raw, "only")
        )
    return registers.Source(raw["register"], _measure(raw), None, _conditions(raw, "only"))


def _measure(raw: Raw) -> registers.RowMeasure:
    summed = raw.get("sum")
    if isinstance(summed, dict):
        summed = registers.FromQuestion(summed["question"])
    return registers.RowMeasure(summed, raw.get("distinct", ""), _conditions(raw, "where"))


def _conditions(raw: Raw, key: str) -> tuple[registers.Condition, ...]:
    return tuple(map(_condition, raw.get(key, ())))


def _condition(raw: Raw) -> registers.Condition:
    if "ticked" in raw:
        return registers.Condition(raw["ticked"], "ticked", raw["at_least"])
    operator = next(key for key in raw if key != "field")
    operand = raw[operator]
    if isinstance(operand, dict):
        operand = registers.FromQuestion(operand["question"])
    elif isinstance(operand, list):
        operand = tuple(operand)
    return registers.Condition(raw["field"], operator, operand)


def _chapter(raw: Raw) -> p.Chapter:
    sentences = tuple(p.Sentence(**s) for s in raw["sentence"])
    return p.Chapter(raw["title"], tuple(raw["items"]), sentences)
