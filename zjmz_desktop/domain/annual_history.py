"""历次进展: what annex 1 keeps of earlier months, in the row of each task, one dated line a month.

Of the year's reports the last of each quarter is shown: nearly all tasks are reported by quarter or by
half-year, whoever reads wants the course and not eleven figures, and three lines make no row higher than
its other cells do. A month of which the office wrote a 情况说明 is shown too, or what it said then would
be gone with the next one.

A line says the cumulative figure as it was reported with that month, of a milestone the steps done since
the line before, and what the office said of it. A figure that was corrected since is the corrected one:
a 更正 is a report of that month too, and 数据变更说明 tells it with its reason. Of what nobody reported
nothing is said.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from zjmz_desktop.domain.annual_data import AnnualData, Earlier
from zjmz_desktop.domain.annual_figures import figure_words
from zjmz_desktop.domain.annual_naming import quoted
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total

FULL_NUMBER = "附表1-1"
MOST_LINES, MOST_CHARS = 4, 40
_QUARTER = 3
_CUT, _SEE_FULL = "……", f"（全文见{FULL_NUMBER}）"
_STOPS = "，。；、：！？"
_NUMBER_AT_END = re.compile("[0-9０-９.．,%％一二三四五六七八九十百千万亿零〇两]+$")


class Line(NamedTuple):
    """What is told of one month; `words` are without the month."""

    through: Period
    words: str

    @property
    def text(self) -> str:
        """「9月：9个」."""
        return f"{self.through.last_month}月：{self.words}"


def shown_months(indicator: Indicator, *, before: int) -> tuple[int, ...]:
    """The month of the last report in each quarter that was over before a month (1 to 12)."""
    quarters = ((-(-month // _QUARTER), month) for month in indicator.due_months)
    last = {quarter: month for quarter, month in quarters if quarter * _QUARTER < before}
    return tuple(last.values())


def lines_of(indicator: Indicator, earlier: Sequence[Earlier]) -> tuple[Line, ...]:
    """What there is to say of a task's earlier months; nothing of a month with nothing to say."""
    told = ((one.through, "；".join(_parts(indicator, one))) for one in earlier)
    return tuple(Line(through, words) for through, words in told if words)


def lines_told(indicator: Indicator, data: AnnualData) -> tuple[Line, ...]:
    """The same of an indicator that is this office's; of another's none."""
    if data.total(indicator.code) is None:
        return ()
    return lines_of(indicator, data.history.get(indicator.code, ()))


def _parts(indicator: Indicator, one: Earlier) -> Iterator[str]:
    figure = _figure_words(indicator, one.total) if one.total is not None else ""
    note = " ".join(one.note.split()).rstrip("。；，")
    yield from filter(None, (figure, _steps_words(one), one.decision, note))


def _figure_words(indicator: Indicator, total: Total) -> str:
    """「9个（10/11已报）」, 「14个，超额完成」; "" where nothing was reported."""
    words = _count_words(indicator, total) if total.sum.reported else ""
    if not words:
        return ""
    lacking = total.sum.reported < total.sum.expected
    counted = f"（{total.sum.reported}/{total.sum.expected}已报）" if lacking else ""
    return f"{words}{counted}{_reached_words(indicator, total)}"


def _count_words(indicator: Indicator, total: Total) -> str:
    if total.judged.reaching:
        done, of = total.judged.reaching
        return f"{done}/{of}达到"
    return figure_words(indicator, total.judged) or ""


def _reached_words(indicator: Indicator, total: Total) -> str:
    """Of numbers to be reached: whether they were; a rate stands beside its target in the same row."""
    judged = total.judged
    if indicator.is_rate or judged.reaching or not judged.met or judged.completion is None:
        return ""
    return "，超额完成" if judged.completion > 1 else "，已完成"


def _steps_words(one: Earlier) -> str:
    """「“起草”“征求意见”已完成，“签订合同”经批准取消」, in the order of the steps."""
    by_state = groupby(one.steps, key=attrgetter("state"))
    return "，".join(f"{''.join(quoted(s.name) for s in some)}{state}" for state, some in by_state)


# ---- the cell ----


def cell_words(indicator: Indicator, data: AnnualData) -> str:
    """The newest lines, each as long as stands in a cell; what is left out is pointed to. "" for none."""
    lines = lines_told(indicator, data)
    short = [_shortened(line.text) for line in lines[-MOST_LINES:]]
    return "\n".join((*short, _SEE_FULL) if is_cut(lines) else short)


def is_cut(lines: Sequence[Line]) -> bool:
    """Whether not all of them stand whole in the cell."""
    return len(lines) > MOST_LINES or any(len(line.text) > MOST_CHARS for line in lines)


def _shortened(text: str) -> str:
    """A long text up to its last stop that has room, else up to a character that is of no number."""
    if len(text) <= MOST_CHARS:
        return text
    head = text[:MOST_CHARS]
    last = max(head.rfind(stop) for stop in _STOPS)
    is_clause = last > head.find("：")
    return f"{head[:last] if is_clause else _NUMBER_AT_END.sub('', head)}{_CUT}"


# ---- what changed ----

Told = Mapping[str, tuple[Line, ...]]
"""Indicator code → its lines."""


def changed_words(before: Told, after: Told, *, names: Mapping[str, str]) -> tuple[str, ...]:
    """「“新建老年人助餐点”9月进展：9个→8个」 of each line that differs, in the order of `names`."""
    found = []
    for code, name in names.items():
        then, now = (dict(lines.get(code, ())) for lines in (before, after))
        months = sorted({*then, *now}, key=attrgetter("last_month"))
        found += [
            f"{quoted(name)}{one.last_month}月进展：{then.get(one, _NONE)}→{now.get(one, _NONE)}"
            for one in months
            if then.get(one) != now.get(one)
        ]
    return tuple(found)


_NONE = "没有"
