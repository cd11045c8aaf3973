"""Figures, targets and deadlines in words, with their units."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from zjmz_desktop.domain.judging import Judged
from zjmz_desktop.domain.judging_words import target_text, value_text
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_indicators import Indicator

_REACH_WORDS = {">=": "不低于", "<=": "不超过", ">": "高于", "<": "低于", "=": "等于"}


def figure_words(indicator: Indicator, judged: Judged) -> str | None:
    """A value with its unit (12个, 85.7%); None where there is no value."""
    if judged.value is None:
        return None
    text = value_text(indicator, judged.value, target=judged.target)
    return f"{trimmed(text, indicator)}{indicator.unit}"


def trimmed(text: str, indicator: Indicator) -> str:
    """100% and 0% rather than 100.0% and 0.0%; other figures keep their decimals."""
    whole, _, decimals = text.partition(".")
    plain = indicator.unit == "%" and whole in ("0", "100") and not decimals.strip("0")
    return whole if plain else text


def estimate_words(indicator: Indicator, estimate: Decimal) -> str:
    """预计全年 with its unit."""
    text = value_text(indicator, Fraction(estimate))
    return f"{trimmed(text, indicator)}{indicator.unit}"


def goal_words(indicator: Indicator, target: Decimal) -> str:
    """A target with its unit: 12个, 55%, 4.8名."""
    text = target_text(indicator, target)
    return text if text.endswith("%") else f"{text}{indicator.unit}"


def demand_words(indicator: Indicator, target: Decimal) -> str:
    """What is asked: 不低于12个, 达到100%."""
    operator = indicator.target.operator if indicator.target else ">="
    reach = _REACH_WORDS[operator] if indicator.is_rate or operator != ">=" else "不少于"
    full = indicator.unit == "%" and target == 100 and operator == ">="
    return f"{'达到' if full else reach}{goal_words(indicator, target)}"


def deadline(indicator: Indicator, plan: Plan) -> date:
    """完成时限: the target's, else the last step's, else the end of the year."""
    if indicator.target:
        return indicator.target.by
    return max((step.by for step in indicator.steps), default=plan.ends_on)


def day_words(day: date) -> str:
    """2018年9月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_day_words(day: date, *, year: int) -> str:
    """9月30日 where the year is known from the table's title."""
    return f"{day.month}月{day.day}日" if day.year == year else day_words(day)
