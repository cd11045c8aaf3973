"""数据核对单: every figure that the summary says, in the order of its sentences, to be checked and signed for."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from zjmz_desktop.domain.annual_annexes import origins_words
from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_sentences import PaperSentence, chapters_of_paper
from zjmz_desktop.domain.edited_sentences import Settled
from zjmz_desktop.domain.paper import NOTHING, Align, Column, Paper, Table
from zjmz_desktop.domain.paper_kinds import PrintKind
from zjmz_desktop.domain.plan_indicators import Indicator, Measure
from zjmz_desktop.domain.prints import PrintHead, span_title
from zjmz_desktop.domain.sentence_slots import Ref, Slot, shown_as
from zjmz_desktop.domain.table_ends import head_lines
from zjmz_desktop.domain.units import Level

SUMS = "汇总数"
_STOPS = "，、；。："
_OPENING, _CLOSING = "（“《", "）”》"
_CODE = re.compile(r"I[0-9]{2}-[0-9]{2}")
_NOTE = (
    "注：“汇总数”由各项指标的完成情况统计得出，由拟稿人核对；核对无误的在“核对”栏打“√”，"
    "有出入的写明应为多少。"
)


class SaidFigure(NamedTuple):
    """One figure as the summary says it.

    Attributes:
        clause: the words around it, from stop to stop.
        written: as written, 近120个 where it is said so.
        slot: what it is bound to.
        code: the indicator that it is of, or beside whose figure it stands; "" for a sum of many.
        is_fixed: whether no data make it: the plan file's sentence has it (不低于500平方米).
    """

    clause: str
    written: str
    slot: Slot
    code: str
    is_fixed: bool


def said_figures(sentence: PaperSentence) -> Iterator[SaidFigure]:
    """The figures of a sentence as the paper has it, in order."""
    settled, at = sentence.settled, 0
    if not settled.text:
        return
    stops, code = _stops(settled.text), _code_of(sentence)
    by_plan = bool(sentence.rendered and sentence.rendered.codes)
    for token in settled.tokens:
        words = shown_as(token, settled.slots)
        if isinstance(token, Ref) and (slot := settled.slots[token.name]).is_figure:
            first = max((stop + 1 for stop in stops if stop < at), default=0)
            last = min((stop for stop in stops if stop >= at + len(words)), default=None)
            code = slot.code or code
            fixed = by_plan and not slot.code
            yield SaidFigure(settled.text[first:last], words, slot, code, fixed)
        at += len(words)


def _stops(text: str) -> list[int]:
    """Where its stops stand, but for those in brackets and quotes."""
    depths = accumulate((char in _OPENING) - (char in _CLOSING) for char in text)
    return [at for at, depth in enumerate(depths) if not depth and text[at] in _STOPS]


def _code_of(sentence: PaperSentence) -> str:
    """The indicator that a sentence begins with, or whose problem it tells."""
    if sentence.rendered and sentence.rendered.codes:
        return sentence.rendered.codes[0]
    found = _CODE.search(sentence.key)
    return found.group() if found else ""


# ---- the sheet ----


def check_paper(head: PrintHead, data: AnnualData) -> Paper:
    """The figures by chapter, then a line for each department to sign."""
    title = f"{data.plan.year}年工作总结数据核对单"
    rows: list[tuple[str, ...]] = []
    bold: list[int] = []
    asked: Counter[str] = Counter()
    for chapter in chapters_of_paper(data):
        found = [(one, f) for one in chapter.sentences for f in said_figures(one)]
        if found:
            bold.append(len(rows))
            rows.append(("", chapter.title, *[""] * 7))
        for one, figure in found:
            asked[_department(figure, data)] += 1
            rows.append((str(asked.total()), *_row(figure, one.settled, data=data)))
    lines = head_lines(head.office, data.span_words)
    table = Table(
        PrintKind.CHECK.number,
        title,
        _COLUMNS,
        tuple(rows),
        bold_rows=frozenset(bold),
        wide=True,
        head_lines=lines,
        note=_NOTE,
        foot_lines=head.foot_lines,
    )
    return head.paper(title, (table, _to_sign(asked, head, lines=lines)))


_COLUMNS = (
    Column("序号", 5, Align.CENTRE),
    Column("文中语句", 19),
    Column("文中的数", 8, Align.RIGHT),
    Column("指标（计量单位）", 19),
    Column("报告期", 7, Align.CENTRE),
    Column("数据来源", 14),
    Column("概数", 6),
    Column("责任科室（单位）", 10),
    Column("核对", 6, Align.CENTRE),
)


def _row(figure: SaidFigure, settled: Settled, *, data: AnnualData) -> tuple[str, ...]:
    one = data.plan.indicator_by_code.get(figure.code)
    rough = (r for r in settled.rough if (r.written, r.code) == (figure.written, figure.slot.code))
    fact = next(rough, None)
    return (
        figure.clause,
        figure.written,
        f"{one.name}（{one.unit}）" if one and one.unit else one.name if one else NOTHING,
        _period_words(one, data),
        _source_words(figure, one, data=data),
        f"实为{fact.shown}" if fact else "",
        _department(figure, data),
        "",
    )


def _department(figure: SaidFigure, data: AnnualData) -> str:
    one = data.plan.indicator_by_code.get(figure.code)
    return (data.plan.department_names.get(one.department) or NOTHING) if one else SUMS


def _period_words(one: Indicator | None, data: AnnualData) -> str:
    """Through which month or quarter a figure of the year runs; of a stock, at the end of which."""
    span = data.through
    if one and one.measure is not Measure.FLOW:
        return data.through_words
    if one and one.source is None:
        due = [p for p in one.due_through(span) if p.last_on <= span.last_on]
        span = due[-1] if due else span
    return span_title(span).removeprefix(f"{span.year}年") or "全年"


def _source_words(figure: SaidFigure, one: Indicator | None, *, data: AnnualData) -> str:
    """The register or who filled it in, who has reported, and what is not the units' own."""
    if one is None:
        return "各项指标汇总"
    if figure.is_fixed:
        return "计划文件的文字"
    by = "镇（街道）填报" if one.level is Level.TOWN else "本局填报"
    taken = f"“{data.plan.register(one.source.register).name}”底册" if one.source else by
    total = data.total(one.code)
    told = (data.reported if total.children else data.lacking)(total) if total else ""
    return "；".join(text for text in (taken, told, origins_words(one, data)) if text)


def _to_sign(asked: Counter[str], head: PrintHead, *, lines: tuple[str, ...]) -> Table:
    columns = (
        Column("科室（单位）", 14),
        Column("核对的数（个）", 8, Align.RIGHT),
        Column("核对人", 12),
        Column("负责人（签字）", 12),
        Column("日期", 10),
        Column("备注", 14),
    )
    rows = tuple((name, str(n), "", "", "", "") for name, n in asked.items())
    return Table(
        PrintKind.CHECK.number,
        "科室（单位）核对签字",
        columns,
        rows,
        wide=True,
        head_lines=lines,
        foot_lines=head.foot_lines,
        tall_rows=frozenset(range(len(rows))),
    )
