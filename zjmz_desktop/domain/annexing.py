"""附件: their order and numbers in the summary, and how what is annexed stands under its title.

GB/T 9704: 附件 with its number at the top left of a page of its own, its title centred on the
third line, both as the 附件说明 names them. The 表号 of a form stands apart, over the form's rules.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

from zjmz_desktop.domain.paper import AnnexNote, Block, NewPage, Table


class SummaryAnnex(IntEnum):
    """The summary's annexes; a number stays the same where one has nothing to list."""

    TASKS = 1
    TOWNS = 2
    BUSINESS = 3
    FACILITIES = 4
    LATE = 5
    SOURCES = 6

    @property
    def word(self) -> str:
        """How a text refers to it: 附件6."""
        return annex_word(self)


class Annexed(NamedTuple):
    """One annex: its title as the 附件说明 has it, and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


def annex_word(no: int) -> str:
    """附件6."""
    return f"附件{no}"


def annex_note(found: Sequence[Annexed]) -> AnnexNote:
    """附件说明, each name a link to its page."""
    return AnnexNote(
        tuple(one.title for one in found), tuple(_anchor(no) for no in range(1, len(found) + 1))
    )


def annex_pages(found: Sequence[Annexed]) -> Iterator[Block]:
    """Each annex on a page of its own; a single one has no number."""
    for no, one in enumerate(found, 1):
        word = annex_word(no) if len(found) > 1 else "附件"
        yield NewPage(word, one.title, _anchor(no))
        yield from (_under(one.title, block) for block in one.blocks)


def _under(title: str, block: Block) -> Block:
    """A table of the annex's own title is a form: 表号 over its rules instead of a second title."""
    if not isinstance(block, Table) or block.title != title:
        return block
    return replace(block, title="", head_lines=(*block.head_lines, f"表号：{block.number}"))


def _anchor(no: int) -> str:
    return f"annex-{no}"
