"""Figures: what may be typed into one, and what checks find in it (审核).

Built-in checks need no declaration; the plan declares the rest (jump, bound, not_above, equals_sum,
decrease).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.plan_indicators import Entry, FigureCheck, Indicator, Measure
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.row_checks import read_amount
from zjmz_desktop.domain.values import State, Value, parse_percent, rounded, scale_of

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_RATE_DECIMALS = 2
_MOST = 12


@dataclass(frozen=True)
class Facts:
    """What a figure is checked against.

    Attributes:
        value: the figure of this period.
        last: the figure of the period before.
        removed: 本月减少 of this period.
        total_before: cumulative n up to the period before; for a stock, what stood then.
        others: n of other indicators of the same unit and period, by code.
        names: names of those indicators by code, for the sentences.
        reasons: 审核说明 given, by check code.
    """

    value: Value | None
    last: Value | None = None
    removed: Decimal = _ZERO
    total_before: Decimal | None = None
    others: Mapping[str, Decimal] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)


# ---- what is typed ----


def parse_value(indicator: Indicator, part: str, *, typed: str) -> Decimal:
    """Read the number typed into a figure, exactly: nothing is rounded.

    Args:
        indicator: whose figure it is.
        part: `d` for the denominator; `n` or a cell part (`value`, `removed`, …) otherwise.
        typed: as typed, perhaps with the unit behind it.

    Raises:
        ValueRefusedError: with the reason and what to type instead.
    """
    if indicator.rate_only:
        return _parse_rate(indicator, typed)
    name, unit = _label(indicator, part), _unit(indicator)
    if unit != "%" and typed.strip().endswith(("%", "％")):
        remedy = "请填个数，百分比由程序计算。" if indicator.is_rate else "请填具体数。"
        raise ValueRefusedError(typed, f"{name}不是百分比", remedy=remedy)
    n = read_amount(typed, unit)
    if n < 0:
        closes = indicator.closes and part != "removed"
        remedy = "减少的请填在“本月减少”里。" if closes else "请核对后重填。"
        raise ValueRefusedError(typed, f"{name}不能小于0", remedy=remedy)
    if scale_of(n) > indicator.scale:
        raise ValueRefusedError(typed, _too_fine(indicator, name), remedy=_finer_remedy(indicator))
    return n


def _parse_rate(indicator: Indicator, typed: str) -> Decimal:
    rate = parse_percent(typed)
    if not 0 <= rate <= _HUNDRED:
        raise ValueRefusedError(typed, f"{indicator.name}应在0到100之间", remedy="请核对后重填。")
    if scale_of(rate) > _rate_scale(indicator):
        reason = f"{indicator.name}最多{_rate_scale(indicator)}位小数"
        raise ValueRefusedError(typed, reason, remedy="请核实后重填，程序不代为四舍五入。")
    return rate


def _rate_scale(indicator: Indicator) -> int:
    return max(indicator.scale, _RATE_DECIMALS)


def _label(indicator: Indicator, part: str) -> str:
    if part == "d":
        return indicator.denominator_name or f"{indicator.name}的分母"
    if indicator.is_rate and not indicator.rate_only:
        return indicator.numerator_name or f"{indicator.name}的分子"
    return indicator.name


def _unit(indicator: Indicator) -> str:
    """The unit that what is typed is counted in; a rate's parts have none."""
    return "" if indicator.is_rate else indicator.unit


def _too_fine(indicator: Indicator, name: str) -> str:
    counted = f"按{_unit(indicator)}计，" if _unit(indicator) else ""
    if indicator.scale == 0:
        return f"{name}{counted}应为整数"
    return f"{name}{counted}最多{indicator.scale}位小数"


def _finer_remedy(indicator: Indicator) -> str:
    if indicator.scale == 0:
        return "请填整数，例如12。"
    return f"请核实后填到小数点后{indicator.scale}位，程序不代为四舍五入。"


# ---- what checks find ----

_NO_NUMBER = (Entry.MILESTONE, Entry.NARRATIVE)


def check_figures(indicator: Indicator, facts: Facts) -> list[Problem]:
    """Problems of one figure: built-in checks, then the declared ones in the plan's order.

    未填 and 不适用 have none; 未开展 is checked as 0. A warning whose reason is given carries it.
    """
    n = _n_of(facts.value)
    if indicator.entry in _NO_NUMBER or facts.value is None:
        return []
    if n is None:
        return _missing(indicator, facts.value)
    found = _check_numbers(indicator, n, d=facts.value.d)
    if not found:
        found += [_with_reason(p, facts) for p in _check_parts(indicator, n, value=facts.value)]
    now = _Now(indicator, n, facts)
    for check in indicator.checks:
        if message := _KINDS[check.kind](check, now):
            found.append(_declared(check, now, message=message))
    return found


def _missing(indicator: Indicator, value: Value) -> list[Problem]:
    if value.state is State.VALUE and value.d is not None:
        name = _label(indicator, "n")
        message, remedy = f"{name}未填。", f"请补填{name}，没有的填0。"
        return [_error(indicator, "numerator", message=message, remedy=remedy)]
    return []


def _n_of(value: Value | None) -> Decimal | None:
    if value is None:
        return None
    return _ZERO if value.state is State.NOT_BEGUN else value.n


def _error(indicator: Indicator, code: str, *, message: str, remedy: str) -> Problem:
    return Problem(Severity.ERROR, code, indicator.code, "value", message, remedy)


def _check_numbers(indicator: Indicator, n: Decimal, *, d: Decimal | None) -> list[Problem]:
    """Sign and decimals of numerator and denominator."""
    scale = _rate_scale(indicator) if indicator.rate_only else indicator.scale
    found = []
    for part, amount in (("n", n), ("d", d)):
        name = _label(indicator, part)
        if amount is not None and amount < 0:
            message = f"{name}为{amount:f}，不能小于0。"
            found.append(_error(indicator, "negative", message=message, remedy="请核对后重填。"))
        elif amount is not None and scale_of(amount) > scale:
            message = f"{_too_fine(indicator, name)}，现为{amount:f}。"
            found.append(
                _error(indicator, "decimals", message=message, remedy=_finer_remedy(indicator))
            )
    return found


def _check_parts(indicator: Indicator, n: Decimal, *, value: Value) -> list[Problem]:
    """A quotient's numerator against its denominator."""
    if indicator.rate_only and n > _HUNDRED:
        message = f"{indicator.name}{n:f}%，超过100%。"
        return [_error(indicator, "above_100", message=message, remedy="请核对后重填。")]
    fraction = indicator.entry in (Entry.RATIO, Entry.CHECKLIST) and not indicator.rate_only
    if not fraction or value.state is State.NOT_BEGUN:
        return []
    return _check_fraction(indicator, n, d=value.d)


def _check_fraction(indicator: Indicator, n: Decimal, *, d: Decimal | None) -> list[Problem]:
    above, below = _label(indicator, "n"), _label(indicator, "d")
    if d is None:
        message, remedy = f"{below}未填。", f"请补填{below}。"
        return [_error(indicator, "denominator", message=message, remedy=remedy)]
    if d == 0 and n == 0:
        message = f"{above}、{below}都是0，算不出{indicator.name}。"
        remedy = "没有这类对象的，请选“不适用”；确有对象的，请补填。"
        return [Problem(Severity.WARNING, "no_objects", indicator.code, "value", message, remedy)]
    if n > d:
        message = f"{above}{n:f}，大于{below}{d:f}，{indicator.name}不能超过100%。"
        return [_error(indicator, "above_100", message=message, remedy="请核对分子、分母。")]
    return []


# ---- declared checks ----


@dataclass(frozen=True, slots=True)
class _Now:
    """A figure under check."""

    indicator: Indicator
    n: Decimal
    facts: Facts

    @property
    def unit(self) -> str:
        """What `size` is counted in."""
        return "%" if self.is_percent else _unit(self.indicator)

    @property
    def is_percent(self) -> bool:
        """Whether it is compared as a percent."""
        return self.indicator.entry in (Entry.RATIO, Entry.CHECKLIST)

    def size(self, value: Value | None) -> Decimal | None:
        """The figure as one number: the percent of a ratio, else n."""
        n = _n_of(value)
        if n is None or value is None or self.indicator.rate_only or not self.is_percent:
            return n
        return n * _HUNDRED / value.d if value.d else None

    def shown(self, amount: Decimal, limit: Decimal | None = None) -> str:
        """With its unit, and decimals enough to stand on the true side of the limit."""
        if not self.is_percent:
            return f"{amount:f}{self.unit}"
        decimals = 1
        while limit is not None and decimals < _MOST:
            if rounded(amount, decimals).compare(limit) == amount.compare(limit):
                break
            decimals += 1
        return f"{rounded(amount, decimals):f}{self.unit}"

    def other(self, code: str) -> str:
        """Another indicator with its number."""
        return f"{self.facts.names.get(code, code)}{self.facts.others[code]:f}"


def _declared(check: FigureCheck, now: _Now, *, message: str) -> Problem:
    severity = Severity(check.severity)
    warns = severity is Severity.WARNING
    remedy = "请核对；情况属实的，请写审核说明。" if warns else "请核对后重填。"
    found = Problem(severity, check.code, now.indicator.code, "value", f"{message}。", remedy)
    return _with_reason(found, now.facts)


def _with_reason(problem: Problem, facts: Facts) -> Problem:
    """A warning with the reason given for it; an error takes none."""
    if problem.severity is Severity.ERROR:
        return problem
    return problem._replace(reason=facts.reasons.get(problem.code, ""))


def _jump(check: FigureCheck, now: _Now) -> str:
    """Both the percent and the absolute limit must be exceeded: 1 → 2 is no alarm."""
    size, last = now.size(now.facts.value), now.size(now.facts.last)
    if size is None or last is None or size == last:
        return ""
    gap = abs(size - last)
    if check.absolute is not None and gap <= check.absolute:
        return ""
    percent = gap * _HUNDRED / last if last else None
    if check.percent is not None and percent is not None and percent <= check.percent:
        return ""
    points = "个百分点" if now.is_percent else now.unit
    change = "增加" if size > last else "减少"
    share = "" if percent is None else f"（{rounded(percent, 1):f}%）"
    gap_text = f"{rounded(gap, 1) if now.is_percent else gap:f}{points}"
    return f"本期{now.shown(size)}，上期{now.shown(last)}，{change}{gap_text}{share}，变动较大"


def _bound(check: FigureCheck, now: _Now) -> str:
    size = now.size(now.facts.value)
    if size is None:
        return ""
    name = now.indicator.name
    if check.minimum is not None and size < check.minimum:
        return f"{name}{now.shown(size, check.minimum)}，低于{check.minimum:f}{now.unit}"
    if check.maximum is not None and size > check.maximum:
        return f"{name}{now.shown(size, check.maximum)}，高于{check.maximum:f}{now.unit}"
    return ""


def _not_above(check: FigureCheck, now: _Now) -> str:
    limits = now.facts.others
    above = [code for code in check.others if code in limits and now.n > limits[code]]
    if not above:
        return ""
    others = "、".join(now.other(code) for code in above)
    return f"{now.indicator.name}{now.n:f}，大于{others}"


def _equals_sum(check: FigureCheck, now: _Now) -> str:
    others = now.facts.others
    if any(code not in others for code in check.others):
        return ""
    total = sum((others[code] for code in check.others), _ZERO)
    if now.n == total:
        return ""
    parts = "、".join(now.other(code) for code in check.others)
    gap = f"{'多' if now.n > total else '少'}{abs(now.n - total):f}"
    return f"{now.indicator.name}{now.n:f}，与各项之和{total:f}不等（{parts}），{gap}"


def _decrease(check: FigureCheck, now: _Now) -> str:
    del check
    before = now.facts.total_before
    if before is None:
        return ""
    flow = now.indicator.measure is Measure.FLOW
    after = before + now.n - now.facts.removed if flow else now.n
    if after >= before:
        return ""
    name, unit, fall = _label(now.indicator, "n"), _unit(now.indicator), before - after
    return (
        f"{name}{'累计' if flow else ''}由{before:f}{unit}减为{after:f}{unit}，减少{fall:f}{unit}"
    )


_KINDS: dict[str, Callable[[FigureCheck, _Now], str]] = {
    "jump": _jump,
    "bound": _bound,
    "not_above": _not_above,
    "equals_sum": _equals_sum,
    "decrease": _decrease,
}
