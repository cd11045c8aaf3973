"""The computed numbers of a form, and how it stands."""

from fractions import Fraction

from zjmz_desktop.domain.figures import Figure, Origin
from zjmz_desktop.domain.judging import Judged
from zjmz_desktop.domain.judging_words import (
    completion_text,
    gap_words,
    plain,
    target_text,
    value_text,
)
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.values import State
from zjmz_desktop.domain.year_on_year import NO_LAST_YEAR, why_not_compared
from zjmz_desktop.service.comparing import unlike_last_year
from zjmz_desktop.service.figuring import base_of, months_filled
from zjmz_desktop.service.form_case import FormCase
from zjmz_desktop.service.rolling import total_last_year
from zjmz_desktop.service.views import FactView, ProgressView


def facts_of(case: FormCase) -> tuple[FactView, ...]:
    """The computed numbers beside the fields; a text has none."""
    one, judged = case.indicator, case.total.judged
    if one.entry is Entry.NARRATIVE:
        return ()
    facts = [_value_fact(case, judged)]
    if one.entry is not Entry.MILESTONE:
        facts.append(_last_year_fact(case, judged))
    if one.target is not None:
        facts.append(_target_fact(case, judged))
    if judged.completion is not None:
        facts.append(FactView("完成率", completion_text(judged.completion), judged.words))
    if one.entry is Entry.PER_BASE:
        facts.append(_base_fact(case))
    return tuple(facts)


def _value_label(one: Indicator) -> str:
    """What the number is; where it comes from stands under it."""
    if one.entry is Entry.MILESTONE:
        return "已完成节点"
    if one.is_rate:
        return "现状"
    return "期末数" if one.is_standing else "1月至本期累计"


def _value_fact(case: FormCase, judged: Judged) -> FactView:
    figure, label = case.figure(), _value_label(case.indicator)
    text = _value_text(case, judged)
    if not text:
        words = nothing_words(figure)
        return FactView(label, words or "—", "" if words else "尚无数据")
    hints = [_arithmetic(case)]
    if figure is not None and not case.is_above:
        hints = [_origin_hint(figure), *hints, months_filled(figure)]
    return FactView(label, text, "，".join(filter(None, hints)) or "自动计算")


def _value_text(case: FormCase, judged: Judged) -> str:
    """The number, "" where there is none; of a milestone its steps."""
    one, total = case.indicator, case.total.sum
    if one.entry is Entry.MILESTONE:
        return f"{plain(total.n)}/{plain(total.d)}步" if total.reported and total.d else ""
    if judged.value is None:
        return ""
    text = value_text(one, judged.value, target=judged.target)
    return f"{text}{'%' if one.unit == '%' else ''}"


def _arithmetic(case: FormCase) -> str:
    total = case.total.sum
    return f"{plain(total.n)}÷{plain(total.d)}" if case.indicator.is_rate and total.d else ""


def _origin_hint(figure: Figure) -> str:
    """Where the figure comes from, unless all of it was typed by the unit itself."""
    words = figure.origin_words
    return "" if words == Origin.OWN.words else words


def nothing_words(figure: Figure | None) -> str:
    """不适用 or 未开展, "" where there is a number or nothing at all."""
    if figure is None:
        return ""
    if figure.not_applicable:
        return State.NOT_APPLICABLE.words
    return State.NOT_BEGUN.words if figure.not_begun else ""


def _last_year_fact(case: FormCase, judged: Judged) -> FactView:
    one = case.indicator
    before = total_last_year(case.office, one, unit_id=case.unit.id, through=case.through)
    value = before.judged.value
    if value is None or not before.sum.reported:
        return FactView("上年同期", "—", NO_LAST_YEAR)
    hint = "" if judged.value is None else _change_words(case, before, now=judged.value)
    return FactView("上年同期", value_text(one, value) + ("%" if one.unit == "%" else ""), hint)


def _change_words(case: FormCase, before: Total, *, now: Fraction) -> str:
    """The change, or why there is none."""
    one, last = case.indicator, before.judged.value
    unlike = unlike_last_year(case.office, one, unit_id=case.unit.id, through=case.through)
    reason = why_not_compared(case.total, before, unlike=unlike, by_points=one.is_rate)
    if reason or last is None:
        return reason
    if now == last:
        return "同比持平"
    if one.is_rate:
        return f"同比{signed(now - last)}个百分点"
    return f"同比{signed((now - last) * 100 / last)}%"


def signed(exact: Fraction) -> str:
    """A signed number with one decimal, half up, exactly."""
    tenths = abs(exact) * 10
    whole = int(tenths + Fraction(1, 2))
    sign = "-" if exact < 0 and whole else "+"
    return f"{sign}{whole // 10}.{whole % 10}"


def _target_fact(case: FormCase, judged: Judged) -> FactView:
    target = case.indicator.target
    assert target is not None
    if judged.target is None:
        whole = target_text(case.indicator, target.value)
        return FactView("年度目标", "未分解", f"{case.indicator.scope_text or '全市'}目标{whole}")
    own = target_text(case.indicator, judged.target)
    return FactView("年度目标", own, f"{target.by:%Y-%m-%d}前")


def _base_fact(case: FormCase) -> FactView:
    code = base_of(case.office, case.indicator)
    base = next(b for b in case.office.plan.bases if b.code == code)
    n = case.office.bases.get((code, case.unit.id))
    text = "未下发" if n is None else f"{n:.{base.scale}f}"
    return FactView(f"{base.name}（{base.unit}）", text, "上级下发，只读")


def progress_of(indicator: Indicator, judged: Judged) -> ProgressView:
    """Completion against the elapsed share, with its words."""
    target = "" if judged.target is None else f"年度目标{target_text(indicator, judged.target)}"
    gap = ""
    if judged.completion is not None and judged.completion < 1:
        gap = gap_words(judged.completion, judged.elapsed)
    return ProgressView(
        light=judged.light,
        completion=judged.completion,
        elapsed=judged.elapsed,
        completion_text=judged.words
        if judged.completion is None
        else completion_text(judged.completion),
        elapsed_text=f"序时进度{completion_text(judged.elapsed)}" + (f"，{gap}" if gap else ""),
        target_text=target or judged.words,
    )
