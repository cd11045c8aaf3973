"""The fields of a form, in paper order."""

from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.plan_indicators import Entry, Measure
from zjmz_desktop.domain.values import BLANK, State, Value
from zjmz_desktop.service.entering import (
    FieldAt,
    cell_of,
)
from zjmz_desktop.service.form_case import FormCase
from zjmz_desktop.service.step_typing import DECISION, DECISIONS, STEP_STATES
from zjmz_desktop.service.views import FieldView, StepTyped


def fields_of(case: FormCase) -> tuple[FieldView, ...]:
    """The fields of the form; none where the figure comes from a register."""
    match case.indicator.entry:
        case Entry.MILESTONE:
            return _step_fields(case)
        case Entry.CHECKLIST if case.indicator.source is None:
            return tuple(_tick_field(case, e.code, name=e.name) for e in case.indicator.entries)
        case Entry.NARRATIVE:
            return (cell_field(case, "value", label=_period_label(case, ""), kind="long_text"),)
        case Entry.ACTIVITY:
            return ()
        case _ if not case.office.is_typed(case.indicator, case.unit.id):
            return ()
        case Entry.RATIO if not case.indicator.rate_only:
            return ratio_fields(case, case.period)
        case Entry.PER_BASE:
            return (cell_field(case, "value/n", label=case.indicator.numerator_name or "分子"),)
        case _:
            return _number_fields(case)


def _number_fields(case: FormCase) -> tuple[FieldView, ...]:
    one = case.indicator
    kind = "percent" if one.rate_only else "number"
    label = _period_label(case, "新增" if one.closes else "数")
    fields = [cell_field(case, "value", label=f"{label}（{one.unit}）", kind=kind)]
    if one.closes:
        removed = _period_label(case, "减少")
        fields.append(cell_field(case, "removed", label=f"{removed}（{one.unit}）"))
        opening = cell_field(case, "opening", label=f"年初数（{one.unit}）")
        fields.append(opening)
    return tuple(fields)


def _period_label(case: FormCase, suffix: str) -> str:
    if case.indicator.measure is Measure.STOCK and suffix == "数":
        return "期末数"
    name = {
        PeriodType.MONTH: "本月",
        PeriodType.QUARTER: "本季",
        PeriodType.HALF: "本半年",
        PeriodType.YEAR: "本年",
    }[case.indicator.period]
    return f"{name}{suffix}" if suffix else f"{name}情况"


def ratio_fields(case: FormCase, period: Period) -> tuple[FieldView, ...]:
    """Numerator and denominator in a period; a half that waits says for what."""
    one = case.indicator
    n = cell_field(case, "value/n", label=one.numerator_name or "分子", period=period)
    d = cell_field(case, "value/d", label=one.denominator_name or "分母", period=period)
    return n._replace(waiting=_waiting(n, d)), d._replace(waiting=_waiting(d, n))


def _waiting(field: FieldView, other: FieldView) -> str:
    if not field.draft or field.error or (other.text and not other.draft):
        return ""
    lacks = "待改正" if other.error else "" if other.text else "待填"
    return f"未保存，{lacks}{other.label}。" if lacks else ""


def cell_field(
    case: FormCase,
    part: str,
    *,
    label: str,
    kind: str = "number",
    period: Period | None = None,
) -> FieldView:
    """One field with what is saved in its cell, or the draft in its place."""
    period = period or case.period
    at = FieldAt(case.indicator.code, case.unit.id, period, part)
    cell = cell_of(case.office, at)
    stored = case.stored.get((cell.part, cell.period))
    value = stored.value if stored else BLANK
    shown = _shown(value, part)
    drafts = case.drafts if period == case.period else case.drafts_in(period)
    draft = drafts.get(part)
    return FieldView(
        part=part,
        label=label,
        kind=kind,
        text=draft.typed if draft else shown,
        state=value.state.value,
        draft=draft is not None,
        error=draft.reason if draft else "",
        hint=_hint(case, part) if period == case.period else "",
        conflict=bool(stored and stored.conflict),
    )


def _shown(value: Value, part: str) -> str:
    if value.state is not State.VALUE:
        return "" if value.state is State.BLANK else value.state.words
    n = value.d if part == "value/d" else value.n
    return f"{n:f}" if n is not None else value.text or ""


def _hint(case: FormCase, part: str) -> str:
    """上期 and the difference, under the field that is typed."""
    stored = case.cell("value", case.period.previous().code)
    if not part.startswith("value") or stored is None or stored.value.state is not State.VALUE:
        return ""
    last = stored.value.d if part == "value/d" else stored.value.n
    if last is None:
        return ""
    now = case.cell("value")
    n = None if now is None else now.value.d if part == "value/d" else now.value.n
    change = "" if n is None else f"，比上期{n - last:+f}"
    return f"上期{last:f}{change}"


def _tick_field(case: FormCase, code: str, *, name: str) -> FieldView:
    return cell_field(case, f"tick/{code}", label=name, kind="tick")


def _step_fields(case: FormCase) -> tuple[FieldView, ...]:
    choices = tuple(STEP_STATES.items())
    fields = [
        _dated_field(
            case, f"step/{step.code}", label=f"{step.name}（{step.by:%m-%d}前）", choices=choices
        )
        for step in case.indicator.steps
    ]
    if case.indicator.outside:
        label = f"外部评定（{'、'.join(case.indicator.outside)}）"
        fields.append(_dated_field(case, DECISION, label=label, choices=tuple(DECISIONS.items())))
    return tuple(fields)


def _dated_field(
    case: FormCase, part: str, *, label: str, choices: tuple[tuple[str, str], ...]
) -> FieldView:
    stored = case.cell(part, str(case.office.plan.year))
    value = stored.value if stored else BLANK
    draft = case.drafts.get(part)
    typed = StepTyped(value.text or "", value.on or "", value.doc or "")
    if draft is not None:
        typed = StepTyped.read(draft.typed)
    return FieldView(
        part=part,
        label=label,
        kind="step",
        text=typed.state,
        state=value.state.value,
        on=typed.on,
        doc=typed.doc,
        choices=choices,
        draft=draft is not None,
        error=draft.reason if draft else "",
        conflict=bool(stored and stored.conflict),
    )
