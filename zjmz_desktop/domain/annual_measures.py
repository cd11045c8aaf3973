"""What is wrong with a task and what is done about it, for the columns of annexes 1 and 5."""

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_naming import lagging_words
from zjmz_desktop.domain.annual_problems import NO_REASON, end_words, reasons_words
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total

_LATE = (Light.BEHIND, Light.SLIGHTLY_BEHIND)


def trouble_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """存在问题: of a late task who lags and why, and what was returned; "" for none."""
    found = []
    if total.judged.light in _LATE:
        where = lagging_words(indicator, total, units=data.units)
        reasons = reasons_words(indicator, total, data=data)
        found += [where] if where else []
        found.append(f"原因{NO_REASON}" if reasons == NO_REASON else reasons)
    return "；".join((*found, *returned_words(indicator, data)))


def returned_words(indicator: Indicator, data: AnnualData) -> list[str]:
    """「上党镇退改：…」 of each unit whose figure was returned."""
    found = []
    for unit in (data.unit, *data.towns):
        one = data.returned.get((indicator.code, unit.id))
        if one is not None:
            found.append(f"{unit.name}退改：{one.reason.rstrip('。；')}")
    return found


def remedy_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """下步措施: answers to returns, and until when a late task is to be done; "" for none."""
    found = []
    if total.judged.light in _LATE:
        found.append(f"压实责任、倒排工期，{end_words(indicator, data)}")
    for unit in (data.unit, *data.towns):
        one = data.returned.get((indicator.code, unit.id))
        if one is not None and one.answer:
            found.append(f"{unit.name}答复：{one.answer.rstrip('。；')}")
    return "；".join(found)
