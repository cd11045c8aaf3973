"""The summary's chapters while they are regrouped: each act makes a new board, so that it can be taken back."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from zjmz_desktop.domain.chaptering import (
    BY_PLAN,
    BY_SECTIONS,
    bare_title,
    chapters_of,
    left_out,
    lines_of,
    refuse_long,
)
from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.narrative import Choice, Optional, Parts, Slot, Words, codes_in, parse
from zjmz_desktop.domain.plan import Chapter, Plan, Sentence

OUT = -1
_T = TypeVar("_T")
_GAP, _AS_REPORTED, _AHEAD = "…", "（照填报的文字写）", "（写在开头）"


class OwnChapter(NamedTuple):
    """A chapter: its title, and the keys of its sentences in order."""

    title: str
    keys: tuple[str, ...] = ()


class Board(NamedTuple):
    """How the sentences stand in chapters.

    Attributes:
        chapters: in order.
        out: keys of the sentences that stand in none; the summary leaves them out.
    """

    chapters: tuple[OwnChapter, ...]
    out: tuple[str, ...] = ()

    def place_of(self, key: str) -> int:
        """Number of the chapter that a sentence stands in, or `OUT`."""
        return next((no for no, one in enumerate(self.chapters) if key in one.keys), OUT)


def board_of(plan: Plan, choice: str) -> Board:
    """The board by a stored choice, as `chapters_of` reads it."""
    chapters = chapters_of(plan, choice)
    told = (OwnChapter(c.title, tuple(s.key for s in c.sentences)) for c in chapters)
    return Board(tuple(told), left_out(plan, chapters))


def choice_of(plan: Plan, board: Board) -> str:
    """What is stored of a board: a choice by its name where it is one of the ready ones.

    Raises:
        WriteRefusedError: for a chapter without sentences, or no chapter at all.
    """
    for one in board.chapters:
        if not one.keys:
            told = "里还没有句子。请从别的章移几句进来，或者删去这一章。"
            raise WriteRefusedError(f"{quoted(one.title)}{told}")
    if not board.chapters:
        raise WriteRefusedError("一章也没有。请新建一章，再把句子移进去。")
    ready = (
        one for one in (BY_PLAN, BY_SECTIONS) if board_of(plan, one).chapters == board.chapters
    )
    return next(ready, _lines(plan, board))


def _lines(plan: Plan, board: Board) -> str:
    known = {s.key: s for chapter in plan.chapters for s in chapter.sentences}
    told = (Chapter(c.title, (), tuple(known[key] for key in c.keys)) for c in board.chapters)
    return lines_of(tuple(told))


# ---- acts on chapters ----


def with_chapter(board: Board, title: str, *, behind: int) -> Board:
    """A new, empty chapter behind another one.

    Raises:
        WriteRefusedError: for a title that can't stand.
    """
    new = OwnChapter(_title(board, title, at=OUT))
    at = behind + 1
    return board._replace(chapters=(*board.chapters[:at], new, *board.chapters[at:]))


def renamed(board: Board, at: int, *, title: str) -> Board:
    """A chapter under another title.

    Raises:
        WriteRefusedError: for a title that can't stand.
    """
    return _changed(
        board, at, chapter=OwnChapter(_title(board, title, at=at), board.chapters[at].keys)
    )


def without_chapter(board: Board, at: int) -> Board:
    """A chapter less; its sentences stand in none any more."""
    left = (*board.chapters[:at], *board.chapters[at + 1 :])
    return Board(left, (*board.out, *board.chapters[at].keys))


def chapter_stepped(board: Board, at: int, *, by: int) -> Board:
    """A chapter before (-1) or behind (1) its neighbour; the same board at either end."""
    return board._replace(chapters=_swapped(board.chapters, at, by=by))


def _title(board: Board, typed: str, *, at: int) -> str:
    title = bare_title(typed)
    if not title:
        raise WriteRefusedError("章的标题是空的。请写上标题，不用写“一、”。")
    refuse_long(title)
    if "：" in title or ":" in title:
        raise WriteRefusedError("标题里不能有冒号。请换一个写法。")
    if any(no != at and one.title == title for no, one in enumerate(board.chapters)):
        raise WriteRefusedError(f"已经有一章叫{quoted(title)}。请换一个标题。")
    return title


# ---- acts on sentences ----


def moved_to(board: Board, keys: Iterable[str], *, to: int) -> Board:
    """Sentences at the end of a chapter, or in none (`OUT`); those that stand there stay."""
    moved = tuple(key for key in keys if board.place_of(key) != to)
    left = tuple(_without(one, moved) for one in board.chapters)
    out = tuple(key for key in board.out if key not in moved)
    if to == OUT:
        return Board(left, (*out, *moved))
    return _changed(Board(left, out), to, chapter=left[to]._replace(keys=(*left[to].keys, *moved)))


def sentence_stepped(board: Board, key: str, *, by: int) -> Board:
    """A sentence before or behind its neighbour; from the edge of a chapter into the next one."""
    at = board.place_of(key)
    if at == OUT:
        return board
    keys = board.chapters[at].keys
    no = keys.index(key)
    if 0 <= no + by < len(keys):
        return _changed(
            board, at, chapter=board.chapters[at]._replace(keys=_swapped(keys, no, by=by))
        )
    if not 0 <= at + by < len(board.chapters):
        return board
    beside = board.chapters[at + by]
    joined = (key, *beside.keys) if by > 0 else (*beside.keys, key)
    left = _changed(board, at, chapter=_without(board.chapters[at], (key,)))
    return _changed(left, at + by, chapter=beside._replace(keys=joined))


def _changed(board: Board, at: int, *, chapter: OwnChapter) -> Board:
    chapters = (*board.chapters[:at], chapter, *board.chapters[at + 1 :])
    return board._replace(chapters=chapters)


def _without(chapter: OwnChapter, keys: tuple[str, ...]) -> OwnChapter:
    return chapter._replace(keys=tuple(key for key in chapter.keys if key not in keys))


def _swapped(of: tuple[_T, ...], at: int, *, by: int) -> tuple[_T, ...]:
    if not 0 <= at + by < len(of):
        return of
    found = list(of)
    found[at], found[at + by] = found[at + by], found[at]
    return tuple(found)


# ---- what a sentence is about ----


class SentenceAbout(NamedTuple):
    """What a sentence of the plan file says.

    Attributes:
        key: its key.
        words: its words, with … where a figure will stand.
        item: number of the work item of its first figure, 0 for none.
        names: its indicators.
    """

    key: str
    words: str
    item: int
    names: tuple[str, ...]

    @property
    def about(self) -> str:
        """第8项：新建老年人助餐点."""
        names = "、".join(self.names)
        return f"第{self.item}项：{names}" if self.item else "没有指标"


def sentences_about(plan: Plan) -> dict[str, SentenceAbout]:
    """Key → what the sentence says, of all sentences of the plan file."""
    return {s.key: _about(s, plan) for chapter in plan.chapters for s in chapter.sentences}


def _about(sentence: Sentence, plan: Plan) -> SentenceAbout:
    parts = parse(sentence.text, key=sentence.key).parts
    indicators = [plan.indicator(code) for code in dict.fromkeys(codes_in(parts))]
    item = plan.item_of(indicators[0]).no if indicators else 0
    words = "".join(_words(parts)).replace(_GAP * 2, _GAP)
    told = _AS_REPORTED if words == _GAP else f"{words}{_AHEAD if sentence.opening else ''}"
    return SentenceAbout(sentence.key, told, item, tuple(one.name for one in indicators))


def _words(parts: Parts) -> Iterator[str]:
    for part in parts:
        match part:
            case Words(text):
                yield text
            case Slot():
                yield _GAP
            case Optional(inner):
                yield from _words(inner)
            case Choice(_, _, then, otherwise):
                yield from _words(then or otherwise)
