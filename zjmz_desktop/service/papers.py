"""Three papers of one year's data: asked for, gathered in one snapshot, written by `domain`."""

from dataclasses import asdict, dataclass, replace

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.chapter_board import Board, board_of
from zjmz_desktop.domain.chaptering import (
    BY_PLAN,
    BY_SECTIONS,
    chapters_of,
    left_out,
    lines_of,
    refuse_long,
)
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.letter import as_printed
from zjmz_desktop.domain.paper import Paper
from zjmz_desktop.domain.paper_kinds import OF_ONE_PAPER, Letter, PaperKind, details_of
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.values import BLANK, text_value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write

_OFFICIAL, _SUMMARY = "paper/official", "paper/summary"
_LONGEST_CHAPTERS = 8000
_NO_CHAPTERS = "没有写章节。请每章一行，写成“标题：S3-01 S3-02”。"


def paper_of(kind: PaperKind, data: AnnualData) -> Paper:
    """A paper as text and tables, not yet drawn."""
    match kind:
        case PaperKind.SUMMARY:
            return write_summary(data)
        case PaperKind.OFFICIAL:
            from zjmz_desktop.domain.official import write_official

            return write_official(data)
        case PaperKind.BRIEF:
            from zjmz_desktop.domain.brief import write_brief

            return write_brief(data)


# ---- the details of the report's 版头 ----


def letter_of(office: Office, at: UnitPeriod, *, paper: str = PaperKind.OFFICIAL) -> Letter:
    """What was told of a unit's paper through a month, of what that paper prints."""
    found = Letter()
    for name in details_of(paper):
        stored = cells.one(office.database, _letter_cell(office, at, name=name, paper=paper))
        if stored and stored.value.text:
            found = replace(found, **{name: stored.value.text})
    return found


def remember_letter(
    office: Office,
    told: dict[str, str],
    *,
    through: Period,
    paper: PaperKind = PaperKind.OFFICIAL,
) -> ChangeSet:
    """Remember details of this office's paper through a month; an empty text takes one back.

    Raises:
        WriteRefusedError: for what can't be printed so.
        ValueRefusedError: when a text holds what can't be seen, or is too long.
    """
    at = UnitPeriod(office.unit.id, through)
    known = letter_of(office, at, paper=paper)
    written = asdict(as_printed(replace(known, **told)))
    writes = [
        Write(_letter_cell(office, at, name=name, paper=paper), text_value(text) if text else BLANK)
        for name, text in written.items()
        if name in told and text != getattr(known, name)
    ]
    return office.write(writes) if writes else ChangeSet()


def _letter_cell(office: Office, at: UnitPeriod, *, name: str, paper: str) -> Cell:
    """Where a detail is kept: of one paper with that paper and its month, of the office in one place."""
    if name not in OF_ONE_PAPER:
        return Cell(_OFFICIAL, at.unit_id, f"letter/{name}", office.plan.year)
    of = f"paper/{paper}"
    return Cell(of, at.unit_id, f"letter/{name}", office.plan.year, at.period.code)


# ---- chapters ----


@dataclass(frozen=True, slots=True)
class ChapterChoice:
    """How the summary's chapters are grouped.

    Attributes:
        choice: as stored: "" the plan file's, `sections`, or lines.
        lines: the chapters as lines, to be changed.
        left_out: keys of sentences that stand in no chapter.
    """

    choice: str
    lines: str
    left_out: tuple[str, ...]


def chapter_choice(office: Office, unit_id: str = "") -> ChapterChoice:
    """How a unit's chapters are grouped; default: this office's."""
    return _choice(office, _stored_choice(office, unit_id or office.unit.id))


def chapter_board(office: Office) -> tuple[Board, str]:
    """This office's chapters to be regrouped; the plan file's, with the reason, where the stored can't be read."""
    try:
        return board_of(office.plan, _stored_choice(office, office.unit.id)), ""
    except WriteRefusedError as error:
        return board_of(office.plan, BY_PLAN), f"{error.message}下面是计划文件的章节。"


def choose_chapters(office: Office, choice: str) -> ChangeSet:
    """Group this office's chapters: "" the plan file's, `sections` its sections, or own lines.

    The same grouping again writes nothing.

    Raises:
        WriteRefusedError: a line that can't be read, an unknown or repeated sentence, a long title.
    """
    told = "\n".join(clean_text(line, limit=_LONGEST_CHAPTERS) for line in choice.splitlines())
    choice = _choice(office, told.strip()).choice
    if choice not in (BY_PLAN, BY_SECTIONS):
        for chapter in chapters_of(office.plan, choice):
            refuse_long(chapter.title)
    if choice == _stored_choice(office, office.unit.id):
        return ChangeSet()
    value = text_value(choice) if choice else BLANK
    return office.write([Write(_chapters_cell(office, office.unit.id), value)])


def choose_own_chapters(office: Office, lines: str) -> ChangeSet:
    """Group this office's chapters by own lines; an empty text is none, not the plan file's.

    Raises:
        WriteRefusedError: as `choose_chapters`, and without a line.
    """
    if not lines.strip():
        raise WriteRefusedError(_NO_CHAPTERS)
    return choose_chapters(office, lines)


def _stored_choice(office: Office, unit_id: str) -> str:
    stored = cells.one(office.database, _chapters_cell(office, unit_id))
    return (stored.value.text or "") if stored else ""


def _chapters_cell(office: Office, unit_id: str) -> Cell:
    return Cell(_SUMMARY, unit_id, "chapters", office.plan.year)


def _choice(office: Office, choice: str) -> ChapterChoice:
    chapters = chapters_of(office.plan, choice)
    if not chapters:
        raise WriteRefusedError(_NO_CHAPTERS)
    return ChapterChoice(choice, lines_of(chapters), left_out(office.plan, chapters))
