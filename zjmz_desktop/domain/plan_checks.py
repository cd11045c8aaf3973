"""Cross-checks of a plan: ranges tile, every duty has an indicator, every name used is defined."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from zjmz_desktop.domain.errors import PlanProblem
from zjmz_desktop.domain.narrative import SentenceError, parse
from zjmz_desktop.domain.plan import Plan, Sentence, WorkItem
from zjmz_desktop.domain.plan_computed import computed_problems
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.plan_registers import (
    Condition,
    FromQuestion,
    Register,
    RegisterCheck,
    RegisterField,
    RowMeasure,
)
from zjmz_desktop.domain.plan_text import place_of

Finding = tuple[str, int, str, str]  # table, index, path, message
_FIGURE = re.compile(r"\b(I[0-9]{2}-[0-9]{2})\b", re.ASCII)


def cross_problems(plan: Plan, text: str) -> list[PlanProblem]:
    """Every problem that only shows when tables are held against each other."""
    found: list[Finding] = []
    found += _duplicate_codes(plan)
    found += (f for i, item in enumerate(plan.items) for f in _item_findings(plan, item, index=i))
    found += (f for i, reg in enumerate(plan.registers) for f in _register_findings(reg, i))
    found += (
        f for i, one in enumerate(plan.indicators) for f in _indicator_findings(plan, one, index=i)
    )
    found += _chapter_findings(plan)
    return [
        PlanProblem(*place_of(text, table, index=index), path, message)
        for table, index, path, message in found
    ] + computed_problems(plan, text)


def _duplicate_codes(plan: Plan) -> Iterator[Finding]:
    kinds: dict[str, Iterable[str]] = {
        "indicator": [i.code for i in plan.indicators],
        "register": [r.code for r in plan.registers],
        "question": [q.code for q in plan.questions],
        "item": [str(i.no) for i in plan.items],
        "item.clause": [c.code for i in plan.items for c in i.clauses],
        "group": [g.code for g in plan.groups],
        "department": [d.code for d in plan.departments],
    }
    for table, codes in kinds.items():
        for code, times in Counter(codes).items():
            if times > 1:
                last = len(list(codes)) - 1 - list(codes)[::-1].index(code)
                yield table, last, f"{table}[{code}]", f"代码“{code}”重复了，代码不能重用"


def _item_findings(plan: Plan, item: WorkItem, *, index: int) -> Iterator[Finding]:
    path = f"item[{item.no}]"
    if item.section not in {s.no for s in plan.sections}:
        yield "item", index, path, f"没有第{item.section}章"
    at = 0
    for clause in item.clauses:
        if clause.start != at or clause.end <= clause.start:
            yield "item", index, path, f"{clause.code}从{clause.start}开始，应从{at}开始，不重不漏"
        at = clause.end
        if not plan.indicators_of_clause(clause.code):
            yield "item", index, path, f"具体任务{clause.code}没有指标"
    if at != len(item.text):
        yield "item", index, path, f"具体任务只盖到第{at}字，全文{len(item.text)}字"


def _register_findings(register: Register, index: int) -> Iterator[Finding]:
    for message in (*_field_messages(register), *_state_messages(register)):
        yield "register", index, f"register[{register.code}]", message


def _field_messages(register: Register) -> Iterator[str]:
    for code, times in Counter(f.code for f in register.columns).items():
        if times > 1:
            yield f"字段“{code}”重复"
    used = [*register.unique_by]
    for check in register.checks:
        used += [*check.left, *check.right]
        sides = (bool(check.right), check.right_value is not None, bool(check.right_day))
        if sum(sides) != 1:
            yield f"校验{check.code}的右边应是字段、数或日期，取其一"
        yield from _date_check_messages(register, check)
    for code in used:
        if code not in register.field_by_code:
            yield f"没有字段“{code}”"


def _date_check_messages(register: Register, check: RegisterCheck) -> Iterator[str]:
    """Dates are compared with one date, numbers with numbers."""
    columns = register.field_by_code
    kinds = [columns[code].type for code in (*check.left, *check.right) if code in columns]
    if "date" not in kinds:
        if check.right_day:
            yield f"校验{check.code}的左边不是日期，右边不能是日期"
    elif set(kinds) != {"date"} or len(check.left) != 1 or len(check.right) > 1:
        yield f"校验{check.code}的两边应各是一个日期"
    if check.right_day not in ("", "period_end"):
        yield f"校验{check.code}的right_day只能是period_end"


def _state_messages(register: Register) -> Iterator[str]:
    for code in (*register.ended_states, *filter(None, [register.merged_state])):
        if code not in register.states:
            yield f"没有状态“{code}”"


def _indicator_findings(plan: Plan, one: Indicator, *, index: int) -> Iterator[Finding]:
    path = f"indicator[{one.code}]"
    for message in (
        *_reference_messages(plan, one),
        *_judgement_messages(one),
        *_entry_messages(plan, one),
        *_source_messages(plan, one),
    ):
        yield "indicator", index, path, message


def _reference_messages(plan: Plan, one: Indicator) -> Iterator[str]:
    clauses = {c.code for item in plan.items for c in item.clauses}
    known: tuple[tuple[str, Iterable[str], set[str]], ...] = (
        ("具体任务", one.clauses, clauses),
        ("科室", [one.department], {d.code for d in plan.departments}),
        ("口径", one.questions, {q.code for q in plan.questions}),
        ("单位组", one.applies.groups, {g.code for g in plan.groups}),
        ("指标", [o for c in one.checks for o in c.others], {i.code for i in plan.indicators}),
    )
    for what, codes, names in known:
        for code in codes:
            if code not in names:
                yield f"没有{what}“{code}”"
    if any(month not in range(1, 13) for month in one.due_months):
        yield "due_months 只能是1至12"


def _judgement_messages(one: Indicator) -> Iterator[str]:
    with_target = (
        Judgement.AT_LEAST,
        Judgement.AT_MOST,
        Judgement.EACH_UNIT,
        Judgement.MUST_NOT_HAPPEN,
    )
    if one.judgement in with_target and one.target is None:
        yield "这种判定要有 target"
    if one.judgement is Judgement.BY_STEPS and not one.steps:
        yield "按节点判定要有 steps"
    if one.judgement is Judgement.NONE and one.scored:
        yield "不判定的指标不能计分"


def _entry_messages(plan: Plan, one: Indicator) -> Iterator[str]:
    if one.entry is Entry.PER_BASE and one.base not in {b.code for b in plan.bases}:
        yield f"没有基数“{one.base}”"
    if one.entry is Entry.CHECKLIST and not one.entries and one.source is None:
        yield "清单要有 entries 或来自底册"
    if one.entry is Entry.MILESTONE and not one.steps and not one.outside:
        yield "节点类要有 steps 或 outside"
    if one.entry is Entry.RATIO and not one.rate_only and not one.denominator_name:
        yield "比率要写明分子、分母的名称"


def _source_messages(plan: Plan, one: Indicator) -> Iterator[str]:
    source = one.source
    if source is None:
        return
    register = plan.register_by_code.get(source.register)
    if register is None:
        yield f"没有底册“{source.register}”"
        return
    measures = [source.numerator, *([source.denominator] if source.denominator else [])]
    for condition in (*source.only, *(c for m in measures for c in m.where)):
        yield from _condition_messages(plan, register, one=condition)
    for measure in measures:
        yield from _measure_messages(plan, register, measure=measure)
    if one.is_rate and source.denominator is None and one.entry is not Entry.PER_BASE:
        yield "比率来自底册时要有 denominator"


def _measure_messages(plan: Plan, register: Register, *, measure: RowMeasure) -> Iterator[str]:
    fields: list[object] = [measure.distinct] if measure.distinct else []
    if isinstance(measure.sum_field, FromQuestion):
        fields += _question_values(plan, measure.sum_field)
    elif measure.sum_field:
        fields.append(measure.sum_field)
    for code in fields:
        if code not in register.field_by_code:
            yield f"底册“{register.name}”没有字段“{code}”"


def _question_values(plan: Plan, asked: FromQuestion) -> list[object]:
    for question in plan.questions:
        if question.code == asked.question:
            return list(question.choices.values())
    return [f"口径{asked.question}"]


def _condition_messages(plan: Plan, register: Register, *, one: Condition) -> Iterator[str]:
    if one.operator == "ticked":
        if not register.group_fields(one.field):
            yield f"底册“{register.name}”没有勾选组“{one.field}”"
        return
    field = register.field_by_code.get(one.field)
    if one.field != "state" and field is None:
        yield f"底册“{register.name}”没有字段“{one.field}”"
        return
    for code in _codes_of(plan, one):
        if code not in _choices_of(register, field):
            yield f"字段“{one.field}”没有取值“{code}”"


def _codes_of(plan: Plan, one: Condition) -> Iterator[object]:
    operand = one.operand
    values = _question_values(plan, operand) if isinstance(operand, FromQuestion) else [operand]
    if one.operator not in ("is", "in", "not_in"):
        return
    for value in values:
        if isinstance(value, tuple):
            yield from value
        elif not isinstance(value, bool):
            yield value


def _choices_of(register: Register, field: RegisterField | None) -> Iterable[object]:
    return register.states if field is None else field.choices


def _chapter_findings(plan: Plan) -> Iterator[Finding]:
    known = {i.code for i in plan.indicators}
    for index, chapter in enumerate(plan.chapters):
        for no in chapter.items:
            if no not in {item.no for item in plan.items}:
                yield "chapter", index, f"chapter[{chapter.title}]", f"没有第{no}项"
        for sentence in chapter.sentences:
            if fault := _sentence_fault(sentence):
                yield "chapter", index, f"chapter.sentence[{sentence.key}]", fault
            for code in sorted(set(_FIGURE.findall(sentence.text)) - known):
                yield "chapter", index, f"chapter.sentence[{sentence.key}]", f"没有指标“{code}”"


def _sentence_fault(sentence: Sentence) -> str:
    try:
        parse(sentence.text, key=sentence.key)
    except SentenceError as error:
        return str(error)
    return ""
