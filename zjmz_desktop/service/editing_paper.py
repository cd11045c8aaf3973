"""Editing the words of the annual summary: one sentence a cell, figures locked, each act undone alone."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_sentences import PaperChapter, PaperSentence, chapters_of_paper
from zjmz_desktop.domain.edited_sentences import (
    OWN,
    PAPER,
    Edit,
    Settled,
    edit_text,
    read_edit,
    settle,
)
from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.line_writing import canonical
from zjmz_desktop.domain.periods import PeriodType, parse_period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.sentence_binding import bind
from zjmz_desktop.domain.sentence_slots import Generated, Tokens, read
from zjmz_desktop.domain.values import BLANK, Value, text_value
from zjmz_desktop.service.context import Office, Step
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write

_LONGEST, _LONGEST_REASON = 20_000, 200
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
    """

    chapters: tuple[PaperChapter, ...]
    digest: str
    editable: bool

    @property
    def sentences(self) -> tuple[PaperSentence, ...]:
        """All of them, in order."""
        return tuple(one for chapter in self.chapters for one in chapter.sentences)

    @property
    def to_look_at(self) -> tuple[PaperSentence, ...]:
        """Those whose edit is to be looked at again."""
        return tuple(one for one in self.sentences if one.settled.again)

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
    return PaperText(chapters_of_paper(data), edits_digest(office, at), editable)


def edits_of(office: Office, at: UnitPeriod) -> dict[str, Edit]:
    """Sentence key → the edit in force: of that month, else of the last month before that has one."""
    return {key: edit for key, (_, edit) in _in_force(office, at).items()}


def edits_digest(office: Office, at: UnitPeriod) -> str:
    """SHA-256 of the edits in force, the same wherever the same edits stand; "" for none."""
    texts = {key: text for key, (text, _) in _in_force(office, at).items()}
    return hashlib.sha256(canonical(texts)).hexdigest() if texts else ""


def settled_now(office: Office, where: SentenceAt) -> Settled | None:
    """How one sentence stands after it was written; None where nothing is left of it."""
    edit = edits_of(office, where.at).get(where.key)
    return settle(edit, where.generated) if edit or where.generated else None


def _in_force(office: Office, at: UnitPeriod) -> dict[str, tuple[str, Edit]]:
    last: dict[str, tuple[int, str]] = {}
    for month, key, text in _told(office, at):
        last[key] = max(last.get(key, (0, "")), (month, text))
    found = ((key, text, read_edit(text)) for key, (_, text) in sorted(last.items()))
    return {key: (text, edit) for key, text, edit in found if edit and not edit.says_nothing}


def _told(office: Office, at: UnitPeriod) -> Iterator[tuple[int, str, str]]:
    """(month, sentence key, text) of what was told up to the month; what was cleared is told no more."""
    for one in cells.of_parts(office.database, "sentence", unit=at.unit_id, year=office.plan.year):
        period = parse_period(one.cell.period or str(office.plan.year))
        month = period.last_month if period.type is PeriodType.MONTH else 0
        if one.cell.of == PAPER and 0 < month <= at.period.last_month and one.value.text:
            yield month, one.cell.part.partition("/")[2], one.value.text


# ---- writing ----


def save_sentence(office: Office, where: SentenceAt, *, typed: str | Tokens) -> ChangeSet:
    """Write a sentence as edited; the same as generated takes the edit back.

    Args:
        office: the office.
        where: which sentence.
        typed: words, with figures as printed or as `{I08-03}`; or words and slots.

    Raises:
        WriteRefusedError: for another unit's summary, or an empty text.
        StrayNumberError, LostFigureError, UnknownSlotError, SlotSyntaxError: as the text may not stand.
        ValueRefusedError: when it holds what can't be seen, or is too long.
    """
    tokens = _tokens(typed)
    if not tokens:
        raise WriteRefusedError("句子是空的。整句不用的，请用“不写这一句”并说明理由。")
    found = where.generated
    bound = bind(tokens, found or Generated(where.key, (), {}))
    if found is not None and bound == found.tokens:
        return revert_sentence(office, where)
    return _write(office, where, value=text_value(edit_text(bound, found)))


def _tokens(typed: str | Tokens) -> Tokens:
    """What was typed, of one line and without what can't be seen."""
    if isinstance(typed, str):
        line = "".join(clean_text(typed, limit=_LONGEST).splitlines())
        return read(line)[0]
    for token in typed:
        if isinstance(token, str):
            clean_text(token, limit=_LONGEST)
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
    month = where.at.period.last_month
    earlier = any(m < month and key == where.key for m, key, _ in _told(office, where.at))
    found = where.generated
    as_made = text_value(edit_text(found.tokens if found else (), found))
    return _write(office, where, value=as_made if earlier else BLANK)


def add_own(office: Office, at: UnitPeriod, *, behind: str, typed: str) -> tuple[str, ChangeSet]:
    """Write a paragraph of one's own, behind that of a sentence; returns its key and what was written.

    Raises:
        WriteRefusedError: for another unit's summary, or an empty text.
        StrayNumberError: for an amount: figures stand in generated sentences only.
    """
    anchor = behind if not behind.startswith(OWN) else behind.removeprefix(OWN).rpartition("-")[0]
    taken = edits_of(office, at)
    no = next(no for no in range(1, 1000) if f"{OWN}{anchor}-{no:02d}" not in taken)
    key = f"{OWN}{anchor}-{no:02d}"
    return key, save_sentence(office, SentenceAt(at, key), typed=typed)


def _write(office: Office, where: SentenceAt, *, value: Value, note: str = "") -> ChangeSet:
    if where.at.unit_id != office.unit.id:
        name = office.units.get(where.at.unit_id).name
        raise WriteRefusedError(f"{name}的总结由{name}自己改，这里只能看。")
    if not _KEY.fullmatch(where.key):
        raise UnknownSentenceError(where.key)
    cell = Cell(
        PAPER, where.at.unit_id, f"sentence/{where.key}", office.plan.year, where.at.period.code
    )
    before = cells.one(office.database, cell)
    standing = before.value if before else BLANK
    if standing == value and not (before and before.conflict):
        return ChangeSet()
    act = "settle" if before and before.conflict else None
    write = Write(cell, value, note=note or None, act=act)
    changes = office.write([write])
    office.undo.did(Step(office.unit.id, write, standing))
    return changes
