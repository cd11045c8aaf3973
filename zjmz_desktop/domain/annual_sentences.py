"""All sentences of the annual summary in one place: as generated, as edited, as printed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_problems import (
    Told,
    next_told,
    numbered,
    problems_told,
    thoughts_lead,
)
from zjmz_desktop.domain.annual_prose import (
    account_words,
    chapter_sentences,
    opening_sentences,
    opening_words,
    paragraphs,
)
from zjmz_desktop.domain.annual_tables import with_ends
from zjmz_desktop.domain.edited_sentences import OWN, SentenceState, Settled, settle
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.narrative_words import Rendered
from zjmz_desktop.domain.paper import Column, Table
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.domain.plan import Chapter
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.sentence_order import Order, in_order
from zjmz_desktop.domain.sentence_slots import Generated, generated, told

ACCOUNT, LEAD = "account", "next-lead"
OPENING = "opening"
PROBLEMS = "存在问题"


class PaperSentence(NamedTuple):
    """One sentence of the summary.

    Attributes:
        key: its key: of the plan's sentences theirs, `own-…` of a paragraph of one's own.
        rendered: as the data make it; None where they make none.
        generated: the same with its slots.
        settled: what stands on the paper.
        in_official: whether the 报告 has it too.
    """

    key: str
    rendered: Rendered | None
    generated: Generated | None
    settled: Settled
    in_official: bool = False


class PaperChapter(NamedTuple):
    """A chapter and all its sentences, those that are not written too.

    Attributes:
        key: its key, by which the order of its sentences is kept.
        title: its heading; the opening's, of the key `OPENING`, is not printed.
        sentences: in order.
        numbered: whether each is a paragraph with 一是, 二是; the first `leads` ones are not.
        generated: as generated, keys of the sentences that stand in an order of one's own.
    """

    key: str
    title: str
    sentences: tuple[PaperSentence, ...]
    numbered: bool = False
    leads: int = 0
    generated: tuple[str, ...] = ()

    @property
    def as_made(self) -> tuple[str, ...]:
        """The same in the order in which they are generated."""
        return self.generated or self.movable

    @property
    def movable(self) -> tuple[str, ...]:
        """Keys of those whose order may be changed."""
        return tuple(one.key for one in self.sentences[self.leads :])


# ---- all of them ----


def chapters_of_paper(data: AnnualData) -> tuple[PaperChapter, ...]:
    """The summary's chapters as the editor shows them; worked out once for the same data."""
    if "chapters" not in data.kept:
        made = _chapters(data, _Maker(data))
        data.kept["chapters"] = tuple(ordered(one, data.orders.get(one.key)) for one in made)
    found: tuple[PaperChapter, ...] = data.kept["chapters"]
    return found


def ordered(chapter: PaperChapter, order: Order | None) -> PaperChapter:
    """A chapter with its sentences in the office's order; those that lead stay before the others."""
    known = {one.key: one for one in chapter.sentences}
    moved = (known[key] for key in in_order(chapter.as_made, order))
    sentences = (*chapter.sentences[: chapter.leads], *moved)
    return chapter._replace(sentences=sentences, generated=chapter.as_made)


def _chapters(data: AnnualData, maker: "_Maker") -> Iterator[PaperChapter]:
    opening = (("opening", opening_words(data)), (ACCOUNT, account_words(data)))
    said = maker.told(one for one in opening if one[1])
    yield PaperChapter(OPENING, "开头", (*said, *maker.of_opening()))
    last = data.chapters[-1] if data.chapters else None
    for chapter in data.chapters:
        sentences = maker.of_chapter(chapter, last=chapter is last)
        if sentences:
            key = next((one.key for one in chapter.sentences), "")
            yield PaperChapter(key, chapter.title, sentences)
    problems = maker.told(problems_told(data), gone="problem-")
    if problems:
        yield PaperChapter("problems", PROBLEMS, problems, numbered=True)
    thoughts = maker.told([(LEAD, thoughts_lead(data)), *next_told(data)], gone="next-")
    title = f"{data.plan.year + 1}年工作思路"
    yield PaperChapter("next", title, thoughts, numbered=True, leads=1)


class _Maker:
    """Puts sentences and their edits together."""

    def __init__(self, data: AnnualData) -> None:
        self._data = data
        self._exact = exact_figures(data)
        self._assessed = {one.code for one, _ in data.assessed}
        self._late = {f"problem-{one.code}" for one, _ in data.late}
        self._left = dict(data.edits)

    def told(self, found: Iterable[Told], *, gone: str = "") -> tuple[PaperSentence, ...]:
        """Texts with their edits; then edits of texts that begin with `gone` and are none now."""
        through = self._data.through_words
        sentences = [
            one
            for key, text in found
            for one in self._with_own(key, told(key, text, through=through))
        ]
        keys = [key for key in self._left if gone and key.startswith(gone)]
        return (*sentences, *(one for key in keys for one in self._with_own(key, None)))

    def of_opening(self) -> tuple[PaperSentence, ...]:
        """The plan's sentences that stand behind the account; the 报告 has words of its own there."""
        every = (one for chapter in self._data.chapters for one in chapter.sentences)
        keys = [one.key for one in every if one.opening]
        made = self._of_plan(keys, opening_sentences(self._data))
        return tuple(one._replace(in_official=False) for one in made)

    def _of_plan(
        self, keys: Iterable[str], rendered: Iterable[Rendered]
    ) -> Iterator[PaperSentence]:
        made = {one.key: one for one in rendered}
        for key in keys:
            yield from self._with_own(key, made.get(key))

    def of_chapter(self, chapter: Chapter, *, last: bool) -> tuple[PaperSentence, ...]:
        """The sentences of a chapter of the plan; the last one has what stands in none."""
        keys = [one.key for one in chapter.sentences if not one.opening]
        found = list(self._of_plan(keys, chapter_sentences(chapter, self._data)))
        if last:
            lost = [key for key in self._left if key.startswith(OWN) and not self._is_later(key)]
            found += [self._one(key, None) for key in lost]
        return tuple(found)

    def _is_later(self, key: str) -> bool:
        return anchor_of(key).startswith(("problem-", "next-"))

    def _with_own(self, key: str, rendered: Rendered | None) -> Iterator[PaperSentence]:
        if rendered is not None or key in self._left:
            yield self._one(key, rendered)
        for own in sorted(own for own in self._left if anchor_of(own) == key):
            yield self._one(own, None)

    def _one(self, key: str, rendered: Rendered | None) -> PaperSentence:
        through = self._data.through_words
        made = generated(rendered, self._exact, through=through) if rendered else None
        settled = settle(self._left.pop(key, None), made)
        return PaperSentence(key, rendered, made, settled, self._in_official(key, rendered))

    def _in_official(self, key: str, rendered: Rendered | None) -> bool:
        """The 报告 tells the account, judged tasks, what is late and what is done about it."""
        if key == ACCOUNT or key in self._late:
            return True
        if key.startswith("next-"):
            return key != LEAD
        return rendered is not None and bool(self._assessed & set(rendered.codes))


def anchor_of(key: str) -> str:
    """Key of the sentence behind which a paragraph of one's own stands; "" for other keys."""
    return key.removeprefix(OWN).rpartition("-")[0] if key.startswith(OWN) else ""


_EXACT: Mapping[str, Callable[[Total], Fraction | None]] = {
    "": lambda total: total.judged.value,
    "n": lambda total: Fraction(total.sum.n),
    "d": lambda total: Fraction(total.sum.d),
}


def exact_figures(data: AnnualData) -> dict[tuple[str, str], Fraction]:
    """(code, aspect) → the unrounded figure, of the aspects that are one."""
    found = {}
    for one in data.plan.indicators:
        total = data.total(one.code)
        if total is None or not total.sum.reported:
            continue
        for aspect, take in _EXACT.items():
            value = take(total)
            if value is not None:
                found[one.code, aspect] = value
    return found


# ---- on the paper ----


def printed(data: AnnualData) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Title ("" of the opening) and paragraphs; a chapter with nothing to say falls away."""
    for chapter in chapters_of_paper(data):
        texts = _paragraphs(chapter, data)
        if texts:
            yield "" if chapter.key == OPENING else chapter.title, texts


def _paragraphs(chapter: PaperChapter, data: AnnualData) -> tuple[str, ...]:
    written = [one for one in chapter.sentences if one.settled.text]
    if chapter.numbered:
        leads = [one for one in written if one.key == LEAD]
        rest = numbered(one.settled.text for one in written if one not in leads)
        return (*(one.settled.text for one in leads), *rest)
    if chapter.key == OPENING:
        return tuple(_opening(written))
    return tuple(_running(written, data))


def _opening(written: list[PaperSentence]) -> Iterator[str]:
    """Under whose lead, then the account with the plan's sentences behind it; one's own by itself."""
    account = ""
    for one in written:
        if one.rendered is None or one.key == "opening":
            yield from filter(None, (account, one.settled.text))
            account = ""
        else:
            account += one.settled.text
    yield from filter(None, (account,))


def _running(written: list[PaperSentence], data: AnnualData) -> Iterator[str]:
    """Sentences as paragraphs; one of one's own is a paragraph behind that of its sentence."""
    own: dict[str, list[str]] = {}
    before, sentences = "", []
    for one in written:
        if one.rendered is None:
            own.setdefault(before, []).append(one.settled.text)
        else:
            before = one.key
            sentences.append(replace(one.rendered, text=one.settled.text))
    yield from own.get("", ())
    for group in paragraphs(sentences, data):
        yield "".join(one.text for one in group)
        yield from (text for one in group for text in own.get(one.key, ()))


class OpenEditsError(ZjmzError):
    """A 签发稿 was asked for while edited sentences wait to be looked at again."""

    def __init__(self, sentences: tuple[PaperSentence, ...]) -> None:
        first = sentences[0].settled.again[0]
        super().__init__(
            f"还有{len(sentences)}句改过的文字要再看一遍（如：{first}），不能出签发稿。"
            "请在“年度总结”的“改文字”里逐句看过、保存，再出签发稿。"
        )
        self.sentences = sentences


def refuse_open_edits(data: AnnualData, kind: PaperKind = PaperKind.SUMMARY) -> None:
    """Refuse where an edited sentence of a paper is to be looked at again.

    Raises:
        OpenEditsError: with those sentences.
    """
    waiting = tuple(one for one in to_look_at(data) if is_in(kind, one))
    if waiting:
        raise OpenEditsError(waiting)


def is_in(kind: PaperKind, one: PaperSentence) -> bool:
    """Whether a paper has a sentence: the summary all of them, the leader's page none."""
    return kind is PaperKind.SUMMARY or (kind is PaperKind.OFFICIAL and one.in_official)


def keys_in(kind: PaperKind, data: AnnualData) -> tuple[str, ...]:
    """Keys of the sentences that a paper has, in order."""
    sentences = (one for chapter in chapters_of_paper(data) for one in chapter.sentences)
    return tuple(one.key for one in sentences if is_in(kind, one))


def to_look_at(data: AnnualData) -> tuple[PaperSentence, ...]:
    """Sentences whose edit is to be looked at again."""
    sentences = (one for chapter in chapters_of_paper(data) for one in chapter.sentences)
    return tuple(one for one in sentences if one.settled.again)


def rough_table(data: AnnualData, kind: PaperKind = PaperKind.SUMMARY) -> Table | None:
    """概数说明: figures that a paper says as approximations, and what they are; None for none."""
    names = {one.code: one.name for one in data.plan.indicators}
    columns = (Column("文中写法", 12), Column("实为", 10), Column("指标", 26))
    if not any(edit.edited for edit in data.edits.values()):
        return None
    rows = tuple(
        (rough.written, rough.shown, names.get(rough.code, chapter.title))
        for chapter in chapters_of_paper(data)
        for one in chapter.sentences
        if one.settled.state is SentenceState.EDITED and one.settled.text and is_in(kind, one)
        for rough in one.settled.rough
    )
    return with_ends(Table("附表6-5", "概数说明", columns, rows), data)
