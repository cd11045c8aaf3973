"""A block pasted into a form: field after field by the rules of typing, one transaction, one undo."""

from collections.abc import Sequence
from typing import NamedTuple

from zjmz_desktop.domain.batches import CellFound, Outcome
from zjmz_desktop.domain.errors import StoreError, ZjmzError
from zjmz_desktop.domain.row_checks import answer_of
from zjmz_desktop.domain.values import State
from zjmz_desktop.service import drafting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import (
    FieldAt,
    StepTyped,
    draft_at,
    save_field,
    save_state,
    save_step,
)
from zjmz_desktop.service.views import ChangeSet, Saved

_NOTHING = {one.words: one.value for one in (State.NOT_APPLICABLE, State.NOT_BEGUN)}


class FieldTyped(NamedTuple):
    """What a block has for one field; `before` is what stands there, as shown."""

    at: FieldAt
    typed: str | StepTyped
    before: str

    @property
    def words(self) -> str:
        """What is typed, in one text."""
        if isinstance(self.typed, str):
            return self.typed
        return " ".join(filter(None, self.typed))


class BlockEntered(NamedTuple):
    """What became of a block: what was written, and each field in order."""

    changes: ChangeSet
    found: tuple[CellFound, ...]


def enter_block(office: Office, fields: Sequence[FieldTyped]) -> BlockEntered:
    """Save the fields in order; what is refused stays in its field as a draft; no text keeps what is there.

    Raises:
        StoreError: when the disk refuses; nothing is written.
    """
    found, written = [], []
    with office.undo.one_act(), office.database.transaction():
        for line, one in enumerate(fields):
            outcome, saved = _enter(office, one)
            part, reason = one.at.part, saved.error
            found.append(CellFound(line, part, outcome, one.before, one.words, reason))
            written += [saved.changes] if saved.changes else []
    return BlockEntered(_joined(written), tuple(found))


def _enter(office: Office, one: FieldTyped) -> tuple[Outcome, Saved]:
    if not one.words.strip():
        return Outcome.KEPT, Saved(ChangeSet(), "")
    try:
        saved = _saved(office, one)
    except StoreError:
        raise
    except ZjmzError as error:  # the whole form is closed
        return Outcome.REFUSED, Saved(ChangeSet(), one.words, error.message)
    if saved.error:
        return Outcome.REFUSED, saved
    waits = one.at.part in drafting.standing(office, draft_at(office, one.at))
    if saved.changes or waits:
        return Outcome.CHANGED if one.before else Outcome.NEW, saved
    return Outcome.SAME, saved


def _saved(office: Office, one: FieldTyped) -> Saved:
    if not isinstance(one.typed, str):
        return save_step(office, one.at, typed=one.typed)
    text = one.typed.strip()
    if text in _NOTHING:
        return save_state(office, one.at, state=_NOTHING[text])
    if one.at.part.startswith("tick/"):
        answer = answer_of(text)
        text = text if answer is None else str(int(answer))
    return save_field(office, one.at, typed=text)


def _joined(written: Sequence[ChangeSet]) -> ChangeSet:
    if not written:
        return ChangeSet()
    touched = dict.fromkeys(cell for changes in written for cell in changes.cells)
    return written[-1]._replace(cells=tuple(touched))
