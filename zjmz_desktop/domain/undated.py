"""Figures of register rows by fields that carry no date: whatever month is asked for, they are of now."""

from collections.abc import Iterator

from zjmz_desktop.domain.conditions import STATE
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.plan_registers import Condition, Register, Source

UNDATED_WORDS = "按底册现状"
UNDATED_NOTE = (
    f"“{UNDATED_WORDS}”指所依据的底册栏目不带日期，按出表时底册的内容计，不随截至月份变；"
    "补出以前月份的，要按当时的时点出。"
)


def is_undated(indicator: Indicator, register: Register) -> bool:
    """Whether its figure for a month that is past is made of what stands in the rows today."""
    source = indicator.source
    if source is None:
        return False
    measures = [one for one in (source.numerator, source.denominator) if one is not None]
    if any(one.sum_field for one in measures):
        return True
    return any(_reads_now(one, register) for one in _conditions(source))


def follows_the_month(indicator: Indicator, register: Register) -> bool:
    """Whether its figure for a month that is past is another one than today's: something counted is dated."""
    source = indicator.source
    if source is None or not is_undated(indicator, register):
        return True
    dated = (one for one in source.numerator.where if one.field != STATE)
    return any(not _reads_now(one, register) for one in dated)


def _conditions(source: Source) -> Iterator[Condition]:
    yield from source.only
    yield from source.numerator.where
    if source.denominator is not None:
        yield from source.denominator.where


def _reads_now(condition: Condition, register: Register) -> bool:
    """The state is dated, and so is a date compared; whether a date is filled is not."""
    if condition.field == STATE:
        return False
    field = register.field_by_code.get(condition.field)
    return field is None or field.type != "date" or condition.operator == "filled"


def undated_warning(names: tuple[str, ...], *, through: str) -> str:
    """What is said before a paper of a past month is used; "" for none."""
    if not names:
        return ""
    return (
        f"{through}以后已有数据，下列指标所依据的底册栏目不带日期，印的是现在的数，不是当时的："
        f"{'、'.join(names)}。"
    )
