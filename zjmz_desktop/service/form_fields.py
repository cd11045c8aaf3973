"""The fields of a form, in paper order."""

from zjmz_desktop.domain.periods import PeriodType
from zjmz_desktop.domain.plan_indicators import Entry, Measure
from zjmz_desktop.domain.values import BLANK, State, Value
from zjmz_desktop.service.entering import DECISIONS, STEP_STATES, FieldAt, cell_of
from zjmz_desktop.service.form_case import FormCase
from zjmz_desktop.service.views import FieldView


def fields_of(case: FormCase) -> tuple[FieldView, ...]:
    """The fields of the form; none where the figure comes from a register."""
    match case.indicator.entry:
        case Entry.MILESTONE:
            return _step_fields(case)
        case Entry.CHECKLIST if case.indicator.source is None:
            return tuple(_tick_field(case, e.code, name=e.name) for e in case.indicator.entries)
        case Entry.NARRATIVE:
            return (_cell_field(case, "value", label=_period_label(case, ""), kind="long_text"),)
        case Entry.ACTIVITY:
            return ()
        case _ if not case.office.is_typed(case.indicator, case.unit.id):
            return ()
        case Entry.RATIO if not case.indicator.rate_only:
            return _ratio_fields(case)
        case Entry.PER_BASE:
            return (_cell_field(case, "value/n", label=case.indicator.numerator_name or "分子"),)
        case _:
            return _number_fields(case)


def _number_fields(case: FormCase) -> tuple[FieldView, ...]:
    one = case.indicator
    kind = "percent" if one.rate_only else "number"
    label = _period_label(case, "新增" if one.closes else "数")
    fields = [_cell_field(case, "value", label=f"{label}（{one.unit}）", kind=kind)]
    if one.closes:
        removed = _period_label(case, "减少")
        fields.append(_cell_field(case, "removed", label=f"{removed}（{one.unit}）"))
        opening = _cell_field(case, "opening", label=f"年初数（{one.unit}）")
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


def _ratio_fields(case: FormCase) -> tuple[FieldView, ...]:
    one = case.indicator
    return (
        _cell_field(case, "value/n", label=one.numerator_name or "分子"),
        _cell_field(case, "value/d", label=one.denominator_name or "分母"),
    )


def _cell_field(case: FormCase, part: str, *, label: str, kind: str = "number") -> FieldView:
    at = FieldAt(case.indicator.code, case.unit.id, case.period, part)
    cell = cell_of(case.office, at)
    stored = case.stored.get((cell.part, cell.period))
    value = stored.value if stored else BLANK
    shown = _shown(value, part)
    draft = case.drafts.get(part)
    return FieldView(
        part=part,
        label=label,
        kind=kind,
        text=draft.typed if draft else shown,
        state=value.state.value,
        draft=draft is not None,
        error=draft.reason if draft else "",
        hint=_hint(case, part),
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
    return _cell_field(case, f"tick/{code}", label=name, kind="tick")


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
        fields.append(
            _dated_field(
                case, "decision", label=label, choices=tuple(DECISIONS.items()), kind="decision"
            )
        )
    return tuple(fields)


def _dated_field(
    case: FormCase,
    part: str,
    *,
    label: str,
    choices: tuple[tuple[str, str], ...],
    kind: str = "step",
) -> FieldView:
    stored = case.cell(part, str(case.office.plan.year))
    value = stored.value if stored else BLANK
    draft = case.drafts.get(part)
    return FieldView(
        part=part,
        label=label,
        kind=kind,
        text=value.text or "",
        state=value.state.value,
        on=value.on or "",
        doc=value.doc or "",
        choices=choices,
        draft=draft is not None,
        error=draft.reason if draft else "",
        conflict=bool(stored and stored.conflict),
    )
