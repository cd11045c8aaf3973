"""存在问题 and next year's thoughts: what is late is named with figures, towns and reasons.

Nothing is invented: without 情况说明 the reason is 待补充, and no target is named that was not
issued.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from zjmz_desktop.domain.annexing import SummaryAnnex
from zjmz_desktop.domain.annual_data import CANCELLED_WORDS, DONE_WORDS, AnnualData
from zjmz_desktop.domain.annual_figures import day_words, deadline, estimate_words, figure_words
from zjmz_desktop.domain.annual_naming import lagging_words, quoted, reaching_words, unit_reasons
from zjmz_desktop.domain.annual_phrases import NO_DECISION, shortfall_words, standing_words
from zjmz_desktop.domain.annual_prose import account_of, asked_of, han
from zjmz_desktop.domain.errors import Listed, ZjmzError
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.lacking import periods_words
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.values import reaches

NO_REASON = "待补充"
_MOST_NAMED = 12
Told = tuple[str, str]


def numbered(texts: Iterable[str]) -> tuple[str, ...]:
    """一是…, 二是…, one paragraph each; a single one stands without its number."""
    found = tuple(texts)
    if len(found) == 1:
        return found
    return tuple(f"{han(no)}是{text}" for no, text in enumerate(found, 1))


# ---- problems ----


def problems_told(data: AnnualData) -> Iterator[Told]:
    """(key, text) of each, not numbered."""
    yield from ((f"problem-{one.code}", _late_text(one, t, data=data)) for one, t in data.late)
    yield from (("problem-unreported", text) for text in _unreported_text(data))
    yield from (("problem-questions", text) for text in _questions_text(data))


def none_late_words(data: AnnualData) -> str:
    """What is said where no task is late: of what was not reported nobody knows."""
    account, until = account_of(data), f"截至{data.through_words}"
    if not account.asked:
        return f"没有下达到{data.own}的可考核任务。"
    if not account.unreported:
        return f"{until}，各项可考核任务没有落后的。"
    if account.unreported == account.asked:
        return f"{until}，{account.asked}项可考核任务都尚未报数。"
    return f"{until}，已报数的可考核任务没有落后的，另有{account.unreported}项尚未报数。"


def _late_text(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    towns = lagging_words(indicator, total, units=data.units)
    reasons = reasons_words(indicator, total, data=data)
    clauses = [
        f"截至{data.through_words}{situation_words(indicator, total, data=data)}",
        *([towns] if towns else []),
        f"原因{NO_REASON}" if reasons == NO_REASON else f"主要原因：{reasons}",
        *outlook_clauses(indicator, total, data=data),
    ]
    return f"{indicator.name}{_behind_words(indicator, total, data=data)}。{'；'.join(clauses)}。"


def _behind_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    if indicator.judgement is Judgement.MUST_NOT_HAPPEN:
        return "未达到“不发生”的要求"
    if data.through.last_on >= deadline(indicator, data.plan):
        return "未按期完成"
    if total.judged.light is Light.SLIGHTLY_BEHIND:
        return "略低于序时进度"
    return "未达序时进度"


def situation_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """How a late indicator stands: 「为4个，完成年度目标12个的33.3%，…」, open steps, or units."""
    if indicator.entry is Entry.MILESTONE:
        return _steps_words(indicator, total, data=data)
    note = data.lacking(total)
    counted = f"（{note}）" if note else ""
    if total.judged.reaching:
        return f"，{reaching_words(indicator, total, data=data)}{counted}"
    if indicator.entries and total.judged.target is None:
        return standing_words(indicator, total, data=data)
    figure = figure_words(indicator, total.judged) or "0"
    if indicator.judgement is Judgement.MUST_NOT_HAPPEN:
        return f"发生{figure}{counted}"
    return f"为{figure}{counted}{standing_words(indicator, total, data=data)}"


def _steps_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    if indicator.judgement is Judgement.BY_OUTSIDE:
        return f"，{data.decisions.get(indicator.code) or NO_DECISION}"
    count = f"，{plain(total.sum.d)}个节点已完成{plain(total.sum.n)}个"
    overdue = [
        f"{quoted(line.name)}（应于{day_words(line.by)}前完成）"
        for line in data.steps.get(indicator.code, ())
        if line.state not in (DONE_WORDS, CANCELLED_WORDS) and line.by <= data.through.last_on
    ]
    return f"{count}，逾期节点：{'、'.join(overdue)}" if overdue else count


def outlook_clauses(indicator: Indicator, total: Total, *, data: AnnualData) -> list[str]:
    """「预计全年12个，可完成年度任务」 or by how much it will fall short, where somebody has estimated."""
    estimate, target = data.estimates.get(indicator.code), total.judged.target
    if data.whole_year or estimate is None or target is None or total.judged.reaching:
        return []
    short = total.judged._replace(value=Fraction(estimate), met=False)
    operator = indicator.target.operator if indicator.target else ">="
    words = f"预计全年{estimate_words(indicator, estimate)}"
    if reaches(Fraction(estimate), operator, target=Fraction(target)):
        return [f"{words}，可完成年度任务"]
    lacking = shortfall_words(indicator, short)
    return [f"{words}{f'，仍差{lacking}' if lacking else ''}"]


def reasons_words(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """情况说明 of the district and of the towns that lag; 待补充 where there is none."""
    fine = (Light.DONE, Light.ON_TRACK)
    lagging = [child.unit for child in total.children if child.judged.light not in fine]
    units = [data.unit, *(data.units.get(unit) for unit in lagging)]
    return "；".join(unit_reasons(indicator, units, data=data)) or NO_REASON


class UnexplainedError(ZjmzError):
    """A 签发稿 was asked for while the reason of a late task is 待补充.

    Args:
        missing: indicators whose reason is missing, in the plan's order.
    """

    def __init__(self, missing: tuple[Listed, ...]) -> None:
        names = tuple(one.words for one in missing)
        more = f"等{len(names)}项" if len(names) > _MOST_NAMED else ""
        super().__init__(
            f"还有{len(names)}项落后的任务没有写原因，不能出签发稿："
            f"{'、'.join(names[:_MOST_NAMED])}{more}。"
            "请在“填报”里给这些指标写上情况说明（本级的，或落后镇、街道的），再出签发稿。"
        )
        self.names = names
        self.listed = missing if more else ()


def refuse_unexplained(data: AnnualData) -> None:
    """Refuse where the papers would say 原因待补充.

    Raises:
        UnexplainedError: with those indicators.
    """
    missing = tuple(
        Listed(one.code, one.name)
        for one, total in data.late
        if reasons_words(one, total, data=data) == NO_REASON
    )
    if missing:
        raise UnexplainedError(missing)


def _unreported_text(data: AnnualData) -> Iterator[str]:
    missing, unlike = _gaps(data)
    lacking = "、".join(_lacking(data))
    clauses = [
        *([f"指标未报的有{_counted(missing, data)}"] if missing else []),
        *([f"部分报告期缺报的有{lacking}"] if lacking else []),
        *([f"两机数据不一致、待核实的有{_counted(unlike, data)}"] if unlike else []),
        *_without_figure(data),
    ]
    if missing or unlike or lacking:
        found = "；".join(clauses)
        yield f"部分数据尚未报齐。截至{data.through_words}，{found}。相关合计为已报数之和。"


def _lacking(data: AnnualData) -> Iterator[str]:
    """「宝堰镇7项（缺7月、11月）」: how many figures of a unit lack the same months."""
    found = Counter(
        (unit, periods_words(periods))
        for code, gaps in data.periods_lacking.items()
        if data.total(code)
        for unit, periods in gaps.items()
    )
    for unit in (data.unit, *data.towns):
        for (lacks, words), count in found.items():
            if lacks == unit.id:
                yield f"{_name(unit.id, data)}{count}项（缺{words}）"


def _gaps(data: AnnualData) -> tuple[Counter[str], Counter[str]]:
    """How many figures each unit has not reported, and how many are in conflict."""
    missing: Counter[str] = Counter()
    unlike: Counter[str] = Counter()
    for indicator in data.plan.indicators:
        total = data.total(indicator.code)
        if total and indicator.entry is not Entry.NARRATIVE:
            missing.update(total.missing)
            unlike.update(total.conflicts)
    return missing, unlike


def _without_figure(data: AnnualData) -> Iterator[str]:
    light = Light.NOT_REPORTED
    names = [quoted(one.name) for one, total in data.assessed if total.judged.light is light]
    if names:
        yield f"可考核任务中，{''.join(names)}{len(names)}项尚未报数"


def _counted(found: Counter[str], data: AnnualData) -> str:
    units = (unit for unit in (data.unit, *data.towns) if found[unit.id])
    return "、".join(f"{_name(unit.id, data)}{found[unit.id]}项" for unit in units)


def _name(unit_id: str, data: AnnualData) -> str:
    return "本级" if unit_id == data.unit.id else data.units.get(unit_id).name


def _questions_text(data: AnnualData) -> Iterator[str]:
    hanging = [one for one, _ in asked_of(data) if set(one.questions) & set(data.open_questions)]
    if hanging:
        yield (
            f"部分指标口径有待明确。{len(hanging)}项可考核任务的统计口径尚待市局确认，"
            f"目前按暂定口径统计（见{SummaryAnnex.SOURCES.word}），口径明确后数据可能调整。"
        )


# ---- next year ----


def thoughts_lead(data: AnnualData) -> str:
    """What leads to next year's thoughts."""
    lead = f"{data.plan.year + 1}年，我局将认真落实上级决策部署，重点做好以下工作。"
    return lead if data.whole_year else f"{data.plan.year}年底前，抓好各项任务收尾；{lead}"


def next_told(data: AnnualData) -> Iterator[Told]:
    """(key, text) of each, not numbered."""
    yield from (("next-late", text) for text in _catching_up(data))
    yield from (("next-reporting", text) for text in _reporting(data))
    yield from (("next-targets", text) for text in _deciding(data))
    yield "next-tasks", _next_tasks(data.plan.year + 1, data)


def _catching_up(data: AnnualData) -> Iterator[str]:
    by_end: dict[str, list[str]] = {}
    for indicator, total in data.late:
        task = f"{indicator.name}{_bracketed(_left(indicator, total), indicator, data=data)}"
        by_end.setdefault(end_words(indicator, data), []).append(task)
    texts = (f"{end}的有{'、'.join(tasks)}" for end, tasks in by_end.items())
    if by_end:
        head = f"对未达要求的{len(data.late)}项任务压实责任、倒排工期。"
        yield f"补齐短板弱项。{head}{'；'.join(texts)}。"


def end_words(indicator: Indicator, data: AnnualData) -> str:
    """By when a late task is to be done: 「确保2018年12月31日前完成」."""
    if indicator.judgement is Judgement.MUST_NOT_HAPPEN:
        return "逐一整改到位"
    due = deadline(indicator, data.plan)
    if data.through.last_on >= due:
        return "已到时限，尽快完成"
    return f"确保{day_words(due)}前完成"


def _bracketed(left: str, indicator: Indicator, *, data: AnnualData) -> str:
    who = data.plan.department_names.get(indicator.department, "")
    inner = "，".join(text for text in (left, who) if text)
    return f"（{inner}）" if inner else ""


def _left(indicator: Indicator, total: Total) -> str:
    short = shortfall_words(indicator, total.judged)
    if short:
        return f"还差{short}"
    left = total.sum.d - total.sum.n
    if indicator.entry is Entry.MILESTONE and left > 0:
        return f"还剩{plain(left)}个节点"
    return ""


def _reporting(data: AnnualData) -> Iterator[str]:
    if any(True for _ in _unreported_text(data)):
        yield "夯实数据基础。督促未报单位尽快补报，核实存疑数据，做到数出有据。"


def _deciding(data: AnnualData) -> Iterator[str]:
    unallocated = [one for one, t in data.assessed if t.judged.light is Light.UNALLOCATED]
    if unallocated:
        yield f"明确目标任务。{len(unallocated)}项全市性目标未分解到{data.own}，主动与市局对接。"


def _next_tasks(year: int, data: AnnualData) -> str:
    return (
        f"衔接新年度任务。{year}年各项目标任务按市局要求推进，"
        f"待下达后及时分解到科室（单位）和{'镇（街道）' if data.towns else '基层'}。"
    )
