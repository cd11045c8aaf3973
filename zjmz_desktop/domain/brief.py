"""Paper C: one page for the leader: figures, rank, who lags and why, money; nothing else."""

from collections.abc import Iterator
from fractions import Fraction

from zjmz_desktop.domain.annexing import SummaryAnnex
from zjmz_desktop.domain.annual_data import LATE, AnnualData
from zjmz_desktop.domain.annual_figures import figure_words, goal_words
from zjmz_desktop.domain.annual_naming import (
    lagging_words,
    level_words,
    outlook_words,
    reaching_words,
)
from zjmz_desktop.domain.annual_problems import NO_REASON, reasons_words
from zjmz_desktop.domain.annual_prose import Account, account_of, han
from zjmz_desktop.domain.annual_tables import done_words
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.judging_words import completion_text, plain
from zjmz_desktop.domain.paper import (
    Align,
    Block,
    Column,
    FootNote,
    Heading,
    Numbers,
    Paper,
    Paragraph,
    Table,
)
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.undated_notes import MARK, MARKED_NOTE, told_undated

_MOST_TASKS, _MOST_LATE, _MOST_MONEY = 8, 4, 5
_LONGEST = 60
_LIGHTS = (Light.BEHIND, Light.SLIGHTLY_BEHIND, Light.ON_TRACK, Light.DONE)


def write_brief(data: AnnualData) -> Paper:
    """Write the page: everything on it is bounded, so that it stays one page."""
    until = "全年" if data.whole_year else f"截至{data.through_words}"
    title = f"{data.plan.year}年民政重点工作完成情况"
    return Paper(
        title_lines=(title,),
        subtitle="　".join(filter(None, (data.unit.office, until, data.data_of))),
        marks=data.marks,
        blocks=tuple(_blocks(data)),
        subject=f"{data.unit.office}{title}",
        office=data.unit.office,
        one_page=True,
    )


def _blocks(data: AnnualData) -> Iterator[Block]:
    account = account_of(data)
    yield Numbers(tuple(_pairs(account, data)))
    parts = (
        ("主要指标", _tasks_table(data)),
        ("落后的任务和原因", _late_texts(data)),
        ("报数情况", _gap_texts(data)),
        ("资金", _money_texts(data)),
    )
    for no, (title, found) in enumerate(((t, f) for t, f in parts if f), 1):
        yield Heading(1, f"{han(no)}、{title}")
        if isinstance(found, Table):
            yield found
        elif found:
            yield from (Paragraph(text) for text in found)
    if any(told_undated(data, one) for one, _ in (*_chosen(data), *_latest(data))):
        yield FootNote(MARKED_NOTE)


def _named(indicator: Indicator, data: AnnualData) -> str:
    return indicator.name + (MARK if told_undated(data, indicator) else "")


def _pairs(account: Account, data: AnnualData) -> Iterator[tuple[str, str]]:
    yield str(account.asked), "可考核任务（项）"
    yield str(account.done), "已完成（项）"
    if not data.whole_year:
        yield str(account.on_track), "达序时进度（项）"
    elif account.on_track:  # they reach their target so far, and not all units have reported
        yield str(account.on_track), "尚未报齐（项）"
    yield str(account.slightly + account.behind), "落后（项）"
    if account.unreported:
        yield str(account.unreported), "未报数（项）"
    if account.asked:
        yield completion_text(Fraction(account.done, account.asked)), "完成率"


# ---- figures ----


def _tasks_table(data: AnnualData) -> Table | None:
    """The tasks that a leader asks about: what is late first, then those with a number to reach."""
    chosen = _chosen(data)
    if not chosen:
        return None
    columns = [
        Column("指标", 21),
        Column("目标", 13, Align.RIGHT),
        Column("完成", 9, Align.RIGHT),
        Column("完成率", 7, Align.RIGHT),
    ]
    columns += [] if data.whole_year else [Column("预计全年", 10, Align.RIGHT)]
    columns += [Column("全市位次", 7, Align.CENTRE)] if data.ranks else []
    rows = tuple(tuple(_row(one, total, data=data)) for one, total in chosen)
    return Table("", "", tuple(columns), rows, large=True)


def _chosen(data: AnnualData) -> list[tuple[Indicator, Total]]:
    told = [
        (one, total)
        for one, total in data.assessed
        if total.judged.completion is not None
        and one.entry not in (Entry.MILESTONE, Entry.CHECKLIST)
        and total.sum.reported
    ]
    kept = sorted(told, key=lambda pair: pair[1].judged.light not in LATE)[:_MOST_TASKS]
    return [pair for pair in told if pair in kept]


def _row(indicator: Indicator, total: Total, *, data: AnnualData) -> Iterator[str]:
    judged = total.judged
    yield _named(indicator, data)
    each = f"每个{level_words(indicator)}" if judged.reaching else ""
    yield f"{each}{goal_words(indicator, judged.target)}" if judged.target is not None else "—"
    yield _done(indicator, total, data=data)
    yield "—" if judged.completion is None else completion_text(judged.completion)
    if not data.whole_year:
        yield _outlook(indicator, total, data=data) or "—"
    if data.ranks:
        rank = data.ranks.get(indicator.code)
        yield f"{rank[0]}/{rank[1]}" if rank else "—"


def _outlook(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    """Narrow: of units that reach it, the numbers alone, as in the column of what is done."""
    if total.judged.reaching:
        done, of = data.will_reach.get(indicator.code, (0, 0))
        return f"{done}/{of}" if of else ""
    return outlook_words(indicator, total, data=data)


def _done(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    if total.judged.reaching:
        done, of = total.judged.reaching
        return f"{done}/{of}"
    return done_words(indicator, total, data=data)


# ---- who lags, who has not reported ----


def _late_texts(data: AnnualData) -> list[str]:
    texts = [_late_text(one, total, data=data) for one, total in _latest(data)]
    left = len(data.late) - _MOST_LATE
    where = f"年度工作总结{SummaryAnnex.TASKS.word}"
    return [*texts, *([f"另有{left}项落后，见{where}。"] if left > 0 else [])]


def _latest(data: AnnualData) -> list[tuple[Indicator, Total]]:
    """Those that are behind, the worst first, as many as the page has room for."""
    order = sorted(data.late, key=lambda pair: _LIGHTS.index(pair[1].judged.light))
    return order[:_MOST_LATE]


def _late_text(indicator: Indicator, total: Total, *, data: AnnualData) -> str:
    if total.judged.reaching:
        where = reaching_words(indicator, total, data=data)
    else:
        where = lagging_words(indicator, total, units=data.units)
    reasons = reasons_words(indicator, total, data=data)
    figure = figure_words(indicator, total.judged) if total.judged.target is not None else None
    told = [
        f"{_named(indicator, data)}{total.judged.light.words}",
        *([f"现为{figure}"] if figure and not total.judged.reaching else []),
        *([shortened(where)] if where else []),
    ]
    why = f"原因{NO_REASON}" if reasons == NO_REASON else f"原因：{shortened(reasons)}"
    stop = "" if why.endswith("……") else "。"
    return f"{'，'.join(told)}；{why}{stop}"


def shortened(text: str) -> str:
    """A text of at most sixty characters; the rest is told by ……."""
    run = "".join(text.split())
    return run if len(run) <= _LONGEST else f"{run[:_LONGEST]}……"


def _gap_texts(data: AnnualData) -> list[str]:
    """Who has not reported, counted by unit; nothing where all have."""
    missing: dict[str, int] = {}
    for indicator in data.plan.indicators:
        total = data.total(indicator.code)
        if total and indicator.entry is not Entry.NARRATIVE:
            for unit in (*total.missing, *total.conflicts):
                missing[unit] = missing.get(unit, 0) + 1
    units = [unit for unit in (data.unit, *data.towns) if unit.id in missing]
    names = tuple(f"{unit.name}{missing[unit.id]}项" for unit in units)
    return [f"未报或待核实的：{_as_many_as_fit(names)}。"] if names else []


def _as_many_as_fit(names: tuple[str, ...]) -> str:
    """Names joined, whole ones only; those beyond the bound are counted."""
    fitting = [no for no in range(1, len(names) + 1) if len("、".join(names[:no])) <= _LONGEST]
    kept = names[: max(fitting, default=1)]
    return "、".join(kept) + (f"等{len(names)}个单位" if len(names) > len(kept) else "")


# ---- money ----


def _money_texts(data: AnnualData) -> list[str]:
    """Rates of spending with their halves, and amounts in 万元."""
    found = [spending for one in data.plan.indicators if (spending := spending_words(one, data))]
    found += [f"{one.name}{words}" for one, words in _amounts(data)]
    return [f"{'；'.join(found[:_MOST_MONEY])}。"] if found else []


def _amounts(data: AnnualData) -> Iterator[tuple[Indicator, str]]:
    for one in data.plan.indicators:
        total = data.total(one.code)
        if one.unit == "万元" and total and total.sum.reported:
            yield one, figure_words(one, total.judged) or "0"


def spending_words(indicator: Indicator, data: AnnualData) -> str:
    """「民政资金支出进度74.0%（累计下达8900万元、累计支出6588.4万元，余2311.6万元）」; "" for others."""
    total = data.total(indicator.code)
    if total is None or not total.sum.reported or total.judged.value is None:
        return ""
    figure = figure_words(indicator, total.judged)
    halves = (indicator.numerator_name or "", indicator.denominator_name or "")
    if not all(name.endswith("（万元）") for name in halves):
        return ""
    spent, given = (name.removesuffix("（万元）") for name in halves)
    n, d, left = (plain(v) for v in (total.sum.n, total.sum.d, total.sum.d - total.sum.n))
    return f"{indicator.name}{figure}（{given}{d}万元、{spent}{n}万元，余{left}万元）"
