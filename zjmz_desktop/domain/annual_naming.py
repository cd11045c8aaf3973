"""Who reaches a target, who lags and why, who has most: units and objects by name."""

from collections.abc import Sequence
from fractions import Fraction

from zjmz_desktop.domain.annual_data import LATE, AnnualData
from zjmz_desktop.domain.annual_figures import estimate_words, figure_words, goal_words
from zjmz_desktop.domain.judging_words import completion_text
from zjmz_desktop.domain.plan_indicators import Indicator, Judgement
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.units import Level, Unit, Units

_MOST_NAMES = 8
_FEW_NAMES = 5


def reaching_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """「8个镇（街道）中6个达到要求，上党镇（1个）、宝堰镇（0个）未达到」."""
    done, of = total.judged.reaching or (total.sum.met, total.sum.expected)
    level = f"个{level_words(indicator)}"
    if done == of:
        return f"{of}{level}全部达到要求"
    short = [child for child in total.children if child.judged.met is False]
    names = "、".join(_town_with_figure(indicator, child, units=data.units) for child in short)
    return f"{of}{level}中{done}个达到要求{f'，{names}未达到' if names else ''}"


def outlook_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """预计全年 as a table cell: 12个, 7/8个镇（街道）达到 where each must reach it; "" where unknown."""
    if total.judged.reaching:
        done, of = data.will_reach.get(indicator.code, (0, 0))
        return f"{done}/{of}个{level_words(indicator)}达到" if of else ""
    estimate = data.estimates.get(indicator.code)
    return "" if estimate is None else estimate_words(indicator, estimate)


def level_words(indicator: Indicator) -> str:
    """镇（街道）, or 单位 where others fill it."""
    return indicator.level.words if indicator.level is Level.TOWN else "单位"


def _town_figure(indicator: Indicator, child: Total, *, units: Units) -> str:
    return f"{units.get(child.unit).name}{figure_words(indicator, child.judged) or ''}"


def _town_with_figure(indicator: Indicator, child: Total, *, units: Units) -> str:
    """「上党镇（85.7%）」, as what follows is said of the town."""
    return f"{units.get(child.unit).name}（{figure_words(indicator, child.judged) or 0}）"


def lagging_words(indicator: Indicator, total: Total, *, units: Units) -> str:
    """Towns that lag behind their own target, else those that stand at nothing; "" for none."""
    if total.judged.reaching:
        return ""
    late = [child for child in total.children if child.judged.light in LATE]
    if late and indicator.judgement is Judgement.MUST_NOT_HAPPEN:
        return "其中" + "、".join(_town_figure(indicator, child, units=units) for child in late)
    if late:
        return "、".join(_lagging(indicator, child, units=units) for child in late) + "进度落后"
    reported = [child for child in total.children if child.sum.reported]
    empty = [units.get(child.unit).name for child in reported if not child.sum.n]
    if not empty or len(empty) == len(reported):
        return ""
    return f"{'、'.join(empty)}尚无进展"


def _lagging(indicator: Indicator, child: Total, *, units: Units) -> str:
    name, judged = units.get(child.unit).name, child.judged
    if indicator.is_rate or judged.completion is None or judged.target is None:
        return _town_with_figure(indicator, child, units=units)
    goal = goal_words(indicator, judged.target)
    return f"{name}（完成目标{goal}的{completion_text(judged.completion)}）"


def top_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str | None:
    """The two towns with most, 「高资街道4个、谷阳镇3个，占全区的58.3%」; a tie is not cut in two."""
    ranked = sorted(
        (child for child in total.children if child.judged.value),
        key=lambda child: child.judged.value or Fraction(0),
        reverse=True,
    )
    named = ranked[:2]
    if len(ranked) > 2:
        named = [child for child in named if child.judged.value != ranked[2].judged.value]
    names = "、".join(_town_figure(indicator, child, units=data.units) for child in named)
    return f"{names}{_share_words(named, total, data=data)}" if names else None


def _share_words(named: Sequence[Total], total: Total, *, data: AnnualData) -> str:
    """「，占全区的58.3%」 where amounts add up to the total, and not all of them are named."""
    whole = total.judged.value
    told, every = (
        sum((child.judged.value or Fraction(0) for child in found), Fraction(0))
        for found in (named, total.children)
    )
    if not whole or every != whole or told == whole:
        return ""
    return f"，占{_whole_words(total, data)}的{completion_text(told / whole)}"


def _whole_words(total: Total, data: AnnualData) -> str:
    """全区, or 全市 of a county-level city; only what was reported where a unit has not."""
    if data.lacking(total):
        return "已报数"
    return data.own.replace("本", "全")


def names_words(names: Sequence[str], measure_word: str) -> str | None:
    """Names of the counted rows; many are cut to five and counted."""
    if len(names) <= _MOST_NAMES:
        return "、".join(names) or None
    return f"{'、'.join(names[:_FEW_NAMES])}等{len(names)}{measure_word or '个'}"


def unit_reasons(indicator: Indicator, units: Sequence[Unit], *, data: AnnualData) -> list[str]:
    """情况说明 of these units, each led by the town's name; the district's own stands bare."""
    found = []
    for unit in units:
        note = data.notes.get((indicator.code, unit.id), "").strip().rstrip("。；，")
        if note:
            found.append(note if unit.id == data.unit.id else f"{unit.name}反映，{note}")
    return found


def quoted(name: str) -> str:
    """A name in quotation marks; marks inside it become single ones."""
    return f"“{name.replace('“', '‘').replace('”', '’')}”"
