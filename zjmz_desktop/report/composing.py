"""A paper's blocks as sections of strips: which pages lie on their side, what keeps together."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from zjmz_desktop.domain.charts import BarChart
from zjmz_desktop.domain.paper import (
    AnnexNote,
    Block,
    CheckCode,
    FootNote,
    Heading,
    NewPage,
    Numbers,
    Paper,
    Paragraph,
    Remark,
    Signature,
    Table,
)
from zjmz_desktop.report.chart_strips import chart_strips, number_strips
from zjmz_desktop.report.check_code import check_code_strips
from zjmz_desktop.report.flowables import (
    annex_note_strips,
    annex_strips,
    foot_note_strips,
    heading_strips,
    keep_last,
    paragraph_strips,
    remark_strips,
    signature_strips,
    title_strips,
)
from zjmz_desktop.report.fonts import FontSet
from zjmz_desktop.report.grid import table_strips
from zjmz_desktop.report.pagination import Section, Strip
from zjmz_desktop.report.sheet import LANDSCAPE, PORTRAIT, Frame
from zjmz_desktop.report.typesetting import Typesetter, keeping


def compose(
    paper: Paper, fonts: FontSet, *, check: Callable[[], None], upright: Frame = PORTRAIT
) -> list[Section]:
    """Set all blocks of a paper; `check` is called before each block and may raise to stop.

    Args:
        paper: what to set.
        fonts: its fonts.
        check: may raise to stop.
        upright: type area of the pages that do not lie.
    """
    setters = {frame: Typesetter(fonts, frame) for frame in (upright, LANDSCAPE)}
    head = _head(paper, setters[upright])
    opening = head + title_strips(paper.title_lines, paper.subtitle, setter=setters[upright])
    sections = [Section(upright, tuple(opening))] if opening else []
    for part in _parts(paper.blocks):
        for frame, blocks in _framed(part, upright):
            strips: list[Strip] = []
            for previous, block in pairwise([None, *blocks]):
                check()
                strips = _joined(strips, _set(block, setters[frame]), between=(previous, block))
            sections.append(Section(frame, tuple(strips)))
    return _without_title_page(sections, has_title=bool(opening))


def _head(paper: Paper, setter: Typesetter) -> list[Strip]:
    """The 版头 of a paper that has one."""
    if not paper.letterhead:
        return []
    from zjmz_desktop.report.letterhead import head_strips

    return head_strips(paper.letterhead, setter)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks between new pages, each part with the `NewPage` that opens it."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, NewPage) and part:
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _framed(part: Sequence[Block], upright: Frame) -> Iterator[tuple[Frame, list[Block]]]:
    """Runs of blocks by frame.

    A part whose first table or paragraph is a wide table lies on its side as a whole; elsewhere
    only the wide tables do, each with the headings right before it.
    """
    leading = next((b for b in part if not isinstance(b, NewPage | Heading)), None)
    if _is_wide(leading) and isinstance(part[0], NewPage):
        yield LANDSCAPE, list(part)
        return
    standing: list[Block] = []
    for block in part:
        if not _is_wide(block):
            standing.append(block)
            continue
        heads: list[Block] = []
        while standing and isinstance(standing[-1], Heading):
            heads.insert(0, standing.pop())
        yield from [(upright, standing)] if standing else []
        yield LANDSCAPE, [*heads, block]
        standing = []
    yield from [(upright, standing)] if standing else []


def _is_wide(block: Block | None) -> bool:
    return isinstance(block, Table) and block.wide


def _joined(
    strips: list[Strip], added: list[Strip], *, between: tuple[Block | None, Block | None]
) -> list[Strip]:
    """Two lines of text go with the heading before them, and two with a signature after them."""
    match between:
        case (_, Signature()):
            return [*keep_last(strips, 2), *added]
        case (Paragraph(), AnnexNote()):
            return [*keep_last(strips, 2), *keeping(added, 1)]
        case (Signature(), Remark()):
            return [*keep_last(strips, 1), *added]
        case (Heading(), Paragraph()) if len(added) > 1:
            return [*strips, *keeping(added[:1], 1), *added[1:]]
        case _:
            return [*strips, *added]


_SETTING: dict[type, Callable[[Any, Typesetter], list[Strip]]] = {
    Heading: heading_strips,
    Paragraph: paragraph_strips,
    Table: table_strips,
    BarChart: chart_strips,
    Numbers: number_strips,
    AnnexNote: annex_note_strips,
    Remark: remark_strips,
    FootNote: foot_note_strips,
    Signature: signature_strips,
    NewPage: annex_strips,
    CheckCode: check_code_strips,
}


def _set(block: Block | None, setter: Typesetter) -> list[Strip]:
    return [] if block is None else _SETTING[type(block)](block, setter)


def _without_title_page(sections: list[Section], *, has_title: bool) -> list[Section]:
    """Let the text begin under the title, on the same page, where it stands upright."""
    if not has_title or len(sections) < 2 or sections[1].frame.is_wide:
        return sections
    first = Section(sections[1].frame, sections[0].strips + sections[1].strips)
    return [first, *sections[2:]]
