"""Editing the words of the annual summary: one sentence a cell, figures locked, each act undone alone."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_sentences import (
    PaperChapter,
    PaperSentence,
    chapters_of_paper,
    ordered,
)
from zjmz_desktop.domain.edited_sentences import (
    OWN,
    Edit,
    Settled,
    edit_text,
    read_edit,
    seen_words,
    settle,
)
from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.line_writing import canonical
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.sentence_binding import bind
from zjmz_desktop.domain.sentence_order import Order
from zjmz_desktop.domain.sentence_slots import Generated, Tokens, read
from zjmz_desktop.domain.values import Value, text_value
from zjmz_desktop.service import paper_cells
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drafting_paper import SentenceDraft, refused_of
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.ordering_paper import ORDER, orders_of
from zjmz_desktop.service.views import ChangeSet

_PART = "sentence"
_LONGEST, _LONGEST_REASON = 1000, 200
_ROOM = 200  # what may be added to a generated sentence that is long itself
_TOLD_APART = 4  # random digits behind the number of a paragraph of one's own
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}")


class UnknownSentenceError(WriteRefusedError):
    """A key that no sentence of the paper has."""

    def __init__(self, key: str) -> None:
        super().__init__(f"总结里没有编号是{quoted(key)}的句子。请用 zjmz sentences list 查。")


@dataclass(frozen=True, slots=True)
class SentenceAt:
    """One sentence of a district's summary through a month, as it is generated now.

    Attributes:
        generated: None for a paragraph of one's own, and for a sentence that the data make no more.
    """

    at: UnitPeriod
    key: str
    generated: Generated | None = None


@dataclass(frozen=True, slots=True)
class PaperText:
    """The text of a summary, sentence by sentence.

    Attributes:
        chapters: as printed, with what is not written.
        digest: SHA-256 of the edits in force, "" for none.
        editable: whether this office may edit it.
        refused: sentence key → what this user typed of it, and why it was refused.
    """

    chapters: tuple[PaperChapter, ...]
    digest: str
    editable: bool
    refused: Mapping[str, SentenceDraft]

    @property
    def sentences(self) -> tuple[PaperSentence, ...]:
        """All of them, in order."""
        return tuple(one for chapter in self.chapters for one in chapter.sentences)

    @property
    def to_look_at(self) -> tuple[PaperSentence, ...]:
        """Those whose edit is to be looked at again."""
        return tuple(one for one in self.sentences if one.settled.again)

    def in_orders(self, orders: Mapping[str, Order]) -> "PaperText":
        """The same with its sentences in other orders."""
        chapters = tuple(ordered(one, orders.get(one.key)) for one in self.chapters)
        return replace(self, chapters=chapters)

    def with_settled(self, key: str, settled: Settled) -> "PaperText":
        """The same with one sentence as it stands after it was written."""
        chapters = tuple(
            chapter._replace(
                sentences=tuple(
                    one._replace(settled=settled) if one.key == key else one
                    for one in chapter.sentences
                )
            )
            for chapter in self.chapters
        )
        return replace(self, chapters=chapters)

    def chapter_of(self, key: str) -> int:
        """Number of the chapter that a sentence stands in, from 0."""
        chapters = enumerate(self.chapters)
        return next((no for no, c in chapters if any(one.key == key for one in c.sentences)), 0)

    def sentence(self, key: str) -> PaperSentence:
        """One of them.

        Raises:
            UnknownSentenceError: when there is none of that key.
        """
        found = next((one for one in self.sentences if one.key == key), None)
        if found is None:
            raise UnknownSentenceError(key)
        return found


# ---- reading ----


def paper_text(office: Office, at: UnitPeriod) -> PaperText:
    """The text of a district's summary with its edits.

    Raises:
        WriteRefusedError: when the unit is no district of this store.
    """
    from zjmz_desktop.service.reporting import annual_data

    data: AnnualData = annual_data(office, at)
    editable = at.unit_id == office.unit.id
    refused = refused_of(office, at)
    return PaperText(chapters_of_paper(data), edits_digest(office, at), editable, refused)


def edits_of(office: Office, at: UnitPeriod) -> dict[str, Edit]:
    """Sentence key → the edit in force: of that month, else of the last month before that has one."""
    return {key: edit for key, (_, edit) in _in_force(office, at).items()}


def edits_digest(office: Office, at: UnitPeriod, *, keys: Collection[str] | None = None) -> str:
    """SHA-256 of the edits and orders in force, the same wherever the same stand; "" for none.

    Args:
        office: the office.
        at: whose summary, through which month.
        keys: the sentences of the paper in question; None for all.
    """
    if keys is not None and not keys:
        return ""
    edits = _in_force(office, at).items()
    texts = {key: text for key, (text, _) in edits if keys is None or key in keys}
    texts |= {f"{ORDER}/{key}": order.text for key, order in orders_of(office, at).items()}
    return hashlib.sha256(canonical(texts)).hexdigest() if texts else ""


def settled_now(office: Office, where: SentenceAt) -> Settled | None:
    """How one sentence stands after it was written; None where nothing is left of it."""
    edit = edits_of(office, where.at).get(where.key)
    return settle(edit, where.generated) if edit or where.generated else None


def _in_force(office: Office, at: UnitPeriod) -> dict[str, tuple[str, Edit]]:
    told = paper_cells.in_force(office, at, part=_PART)
    found = ((key, text, read_edit(text)) for key, text in told.items())
    return {key: (text, edit) for key, text, edit in found if edit and not edit.says_nothing}


# ---- writing ----


def save_sentence(
    office: Office, where: SentenceAt, *, typed: str | Tokens, seen: bool = False
) -> ChangeSet:
    """Write a sentence as edited; the same as generated takes the edit back.

    Args:
        office: the office.
        where: which sentence.
        typed: words, with figures as printed or as `{I08-03}`; or words and slots.
        seen: whether words that turn a judgement round were looked at and stay.

    Raises:
        WriteRefusedError: for another unit's summary, or an empty text.
        StrayNumberError, LostFigureError, UnknownSlotError, SlotSyntaxError: as the text may not stand.
        ValueRefusedError: when it holds what can't be seen, or is too long.
    """
    bound = _bound(where, typed)
    if where.generated is not None and bound == where.generated.tokens:
        return revert_sentence(office, where)
    looked_at = seen_words(bound, where.generated) if seen else ""
    text = edit_text(bound, where.generated, reason=looked_at)
    return _write(office, where, value=text_value(text))


def sentence_value(where: SentenceAt, *, typed: str | Tokens) -> Value:
    """What a sentence's cell holds when it was typed so; raises as `save_sentence` does."""
    return text_value(edit_text(_bound(where, typed), where.generated))


def generated_now(office: Office, at: UnitPeriod, *, key: str) -> Generated | None:
    """A sentence as the data make it now; None where they make none of that key."""
    found = paper_text(office, at).sentences
    return next((one.generated for one in found if one.key == key), None)


def _bound(where: SentenceAt, typed: str | Tokens) -> Tokens:
    made = where.generated
    tokens = _tokens(typed, limit=max(_LONGEST, len(made.text) + _ROOM if made else 0))
    if not tokens:
        raise WriteRefusedError("句子是空的。整句不用的，请用“不写这一句”并说明理由。")
    return bind(tokens, made or Generated(where.key, (), {}))


def _tokens(typed: str | Tokens, *, limit: int) -> Tokens:
    """What was typed, of one line and without what can't be seen."""
    if isinstance(typed, str):
        line = "".join(clean_text(typed, limit=limit).splitlines())
        return read(line)[0]
    clean_text("".join(token for token in typed if isinstance(token, str)), limit=limit)
    return tuple(t.replace("\n", "") if isinstance(t, str) else t for t in typed)


def drop_sentence(office: Office, where: SentenceAt, *, reason: str) -> ChangeSet:
    """Leave a sentence out of the paper; the reason is kept.

    Raises:
        WriteRefusedError: for another unit's summary, or without a reason.
        ValueRefusedError: when the reason holds what can't be seen, or is too long.
    """
    told = " ".join(clean_text(reason, limit=_LONGEST_REASON).split())
    if not told:
        raise WriteRefusedError("没有写理由。请写明这一句为什么不写。")
    if where.generated is None:
        return revert_sentence(office, where)
    text = edit_text((), where.generated, reason=told)
    return _write(office, where, value=text_value(text), note=told)


def revert_sentence(office: Office, where: SentenceAt) -> ChangeSet:
    """Take an edit back: the sentence is as generated, a paragraph of one's own is gone.

    Raises:
        WriteRefusedError: for another unit's summary.
    """
    if where.key not in edits_of(office, where.at):
        return ChangeSet()
    found = where.generated
    text = edit_text(found.tokens if found else (), found)
    cell = f"{_PART}/{where.key}"
    return _write(office, where, value=paper_cells.as_made(office, where.at, cell=cell, text=text))


def add_own(office: Office, at: UnitPeriod, *, behind: str, typed: str) -> tuple[str, ChangeSet]:
    """Write a paragraph of one's own, behind that of a sentence; returns its key and what was written.

    Raises:
        WriteRefusedError: for another unit's summary, or an empty text.
        StrayNumberError: for an amount: figures stand in generated sentences only.
    """
    anchor = behind if not behind.startswith(OWN) else behind.removeprefix(OWN).rpartition("-")[0]
    taken = [key.removeprefix(f"{OWN}{anchor}-")[:2] for key in edits_of(office, at)]
    no = next(told for no in range(1, 100) if (told := f"{no:02d}") not in taken)
    # two computers that write one behind the same sentence keep both
    key = f"{OWN}{anchor}-{no}{office.new_id()[:_TOLD_APART]}"
    return key, save_sentence(office, SentenceAt(at, key), typed=typed)


def _write(office: Office, where: SentenceAt, *, value: Value, note: str = "") -> ChangeSet:
    if not _KEY.fullmatch(where.key):
        raise UnknownSentenceError(where.key)
    cell = f"{_PART}/{where.key}"
    return paper_cells.write(office, where.at, cell=cell, value=value, note=note)
