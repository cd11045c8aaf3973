"""Chapters of the annual summary: the plan file's, by the plan's sections, or the district's own.

The district's own are lines 「标题：S3-01 S3-02」, one a chapter: its 亮点, or the four or five blocks in which it
has always written. Sentences that stand in no line are left out, and the caller is told which.
"""

import re
from collections.abc import Iterator

from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.narrative import codes_in, parse
from zjmz_desktop.domain.plan import Chapter, Plan, Sentence

BY_PLAN, BY_SECTIONS = "", "sections"
_LONGEST_TITLE = 40  # two lines of the paper, with its number
_HAN = "一二三四五六七八九十"
_NUMBERED = re.compile(
    rf"(?:[{_HAN}]+[、.．]|[（(](?:[{_HAN}]+|[0-9]+)[)）]、?|[0-9]{{1,2}}[、.．](?![0-9])"
    rf"|第(?:[{_HAN}]+|[0-9]+)(?:章|节|部分)[、：:]?)\s*"
)
_BETWEEN = re.compile(r"[\s、，,；;]+")


def chapters_of(plan: Plan, choice: str) -> tuple[Chapter, ...]:
    """The chapters by a stored choice: `BY_PLAN`, `BY_SECTIONS`, or lines.

    Raises:
        WriteRefusedError: a line without title or sentences, an unknown or repeated sentence.
    """
    if choice == BY_PLAN:
        return plan.chapters
    if choice == BY_SECTIONS:
        return tuple(_by_sections(plan))
    return tuple(_by_lines(plan, choice))


def bare_title(typed: str) -> str:
    """A title as pasted, without its number and full stop: the paper numbers its chapters itself."""
    title = " ".join(typed.split()).rstrip("。")
    while match := _NUMBERED.match(title):
        title = title[match.end() :]
    return title.strip()


def refuse_long(title: str) -> None:
    """Refuse a title that does not fit two lines of the paper.

    Raises:
        WriteRefusedError: with how long it may be.
    """
    if len(title) > _LONGEST_TITLE:
        raise WriteRefusedError(
            f"章的标题{quoted(title[:10] + '…')}有{len(title)}个字，最多{_LONGEST_TITLE}个。请写短些。"
        )


def left_out(plan: Plan, chapters: tuple[Chapter, ...]) -> tuple[str, ...]:
    """Keys of the plan's sentences that stand in no chapter."""
    told = {sentence.key for chapter in chapters for sentence in chapter.sentences}
    return tuple(key for key in _sentences(plan) if key not in told)


def lines_of(chapters: tuple[Chapter, ...]) -> str:
    """Chapters as lines, to be changed and stored."""
    return "\n".join(f"{c.title}：{' '.join(s.key for s in c.sentences)}" for c in chapters)


def _sentences(plan: Plan) -> dict[str, Sentence]:
    return {s.key: s for chapter in plan.chapters for s in chapter.sentences}


def _by_sections(plan: Plan) -> Iterator[Chapter]:
    """Each sentence goes where its first figure's work item belongs, else where its chapter does."""
    section_of = {item.no: item.section for item in plan.items}
    found: dict[int, list[Sentence]] = {section.no: [] for section in plan.sections}
    for chapter in plan.chapters:
        for sentence in chapter.sentences:
            code = next(codes_in(parse(sentence.text, key=sentence.key).parts), "")
            item = plan.item_of(plan.indicator(code)).no if code else chapter.items[0]
            found[section_of[item]].append(sentence)
    for section in plan.sections:
        items = tuple(item.no for item in plan.items if item.section == section.no)
        if found[section.no]:
            yield Chapter(section.title, items, tuple(found[section.no]))


def _by_lines(plan: Plan, text: str) -> Iterator[Chapter]:
    known, seen = _sentences(plan), set[str]()
    for no, line in enumerate(filter(None, (line.strip() for line in text.splitlines())), 1):
        typed, colon, rest = line.replace(":", "：").partition("：")
        title = bare_title(typed)
        keys = [key for key in _BETWEEN.split(rest) if key]
        if not title or not colon or not keys:
            told = (
                f"章节第{no}行{quoted(line)}读不懂。请写成“标题：S3-01 S3-02”，标题后是句子编号。"
            )
            raise WriteRefusedError(told)
        for key in keys:
            if key not in known or key in seen:
                wrong = "写了两次" if key in seen else "计划里没有"
                told = f"章节第{no}行的句子{quoted(key)}{wrong}。请改正（用 zjmz chapters 看全部句子）。"
                raise WriteRefusedError(told)
            seen.add(key)
        items = _items(plan, keys)
        yield Chapter(title, items, tuple(known[key] for key in keys))


def _items(plan: Plan, keys: list[str]) -> tuple[int, ...]:
    """Work items of the plan's chapters that these sentences come from."""
    return tuple(
        sorted(
            {
                item
                for chapter in plan.chapters
                if any(s.key in keys for s in chapter.sentences)
                for item in chapter.items
            }
        )
    )
