"""A paper's blocks as sections of strips: which pages lie on their side, what keeps together."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from zjmz_desktop.domain.paper import (
    Block,
    CheckCode,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from zjmz_desktop.report.check_code import check_code_strips
from zjmz_desktop.report.flowables import (
    annex_strips,
    heading_strips,
    keep_last,
    paragraph_strips,
    signature_strips,
    title_strips,
)
from zjmz_desktop.report.fonts import FontSet
from zjmz_desktop.report.grid import table_strips
from zjmz_desktop.report.pagination import Section, Strip
from zjmz_desktop.report.sheet import LANDSCAPE, PORTRAIT, Frame
from zjmz_desktop.report.typesetting import Typesetter, keeping


def compose(paper: Paper, fonts: FontSet, *, check: Callable[[], None]) -> list[Section]:
    """Set all blocks of a paper; `check` is called before each block and may raise to stop."""
    setters = {frame: Typesetter(fonts, frame) for frame in (PORTRAIT, LANDSCAPE)}
    opening = title_strips(paper.title_lines, paper.subtitle, setter=setters[PORTRAIT])
    sections = [Section(PORTRAIT, tuple(opening))] if opening else []
    for part in _parts(paper.blocks):
        for frame, blocks in _framed(part):
            strips: list[Strip] = []
            for previous, block in pairwise([None, *blocks]):
                check()
                strips = _joined(strips, _set(block, setters[frame]), between=(previous, block))
            sections.append(Section(frame, tuple(strips)))
    return _without_title_page(sections, has_title=bool(opening))


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


def _framed(part: Sequence[Block]) -> Iterator[tuple[Frame, list[Block]]]:
    """Runs of blocks by frame.

    A part whose first table or paragraph is a wide table lies on its side as a whole; elsewhere
    only the wide tables do, each with the headings right before it.
    """
    leading = next((b for b in part if not isinstance(b, NewPage | Heading)), None)
    if _is_wide(leading) and isinstance(part[0], NewPage):
        yield LANDSCAPE, list(part)
        return
    upright: list[Block] = []
    for block in part:
        if not _is_wide(block):
            upright.append(block)
            continue
        heads: list[Block] = []
        while upright and isinstance(upright[-1], Heading):
            heads.insert(0, upright.pop())
        yield from [(PORTRAIT, upright)] if upright else []
        yield LANDSCAPE, [*heads, block]
        upright = []
    yield from [(PORTRAIT, upright)] if upright else []


def _is_wide(block: Block | None) -> bool:
    return isinstance(block, Table) and block.wide


def _joined(
    strips: list[Strip], added: list[Strip], *, between: tuple[Block | None, Block | None]
) -> list[Strip]:
    """Two lines of text go with the heading before them, and two with a signature after them."""
    match between:
        case (_, Signature()):
            return [*keep_last(strips, 2), *added]
        case (Heading(), Paragraph()) if len(added) > 1:
            return [*strips, *keeping(added[:1], 1), *added[1:]]
        case _:
            return [*strips, *added]


def _set(block: Block | None, setter: Typesetter) -> list[Strip]:
    match block:
        case Heading():
            return heading_strips(block, setter)
        case Paragraph():
            return paragraph_strips(block, setter)
        case Table():
            return table_strips(block, setter)
        case Signature():
            return signature_strips(block, setter)
        case NewPage():
            return annex_strips(block, setter)
        case CheckCode():
            return check_code_strips(block, setter)
        case None:
            return []


def _without_title_page(sections: list[Section], *, has_title: bool) -> list[Section]:
    """Let the text begin under the title, on the same page, where it stands upright."""
    if not has_title or len(sections) < 2 or sections[1].frame is not PORTRAIT:
        return sections
    first = Section(PORTRAIT, sections[0].strips + sections[1].strips)
    return [first, *sections[2:]]
