"""Drafts of register cells: what was refused stays with its row until it is mended or dropped."""

from collections.abc import Iterable
from dataclasses import dataclass

from zjmz_desktop.service import drafting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.views import RowDraft
from zjmz_desktop.store.cells import Draft, DraftAt

_PART = "row"
_PENDING = "new:"


@dataclass(frozen=True, slots=True)
class RowAt:
    """A row of a register; one that has no id yet goes by `pending_row`."""

    register: str
    row: str


def pending_row(unit_id: str, indicator: str = "") -> str:
    """What the row that is begun for a unit (and an indicator's occurrences) goes by until it has an id."""
    return f"{_PENDING}{unit_id}:{indicator}"


def standing(office: Office, register: str) -> tuple[RowDraft, ...]:
    """All drafts of a register's cells."""
    found = []
    for draft in drafting.standing(office, _place(office, register)).values():
        _, row, code = draft.part.split("/")
        pending = row.startswith(_PENDING)
        found.append(RowDraft(row, code, draft.typed, draft.reason, pending))
    return tuple(found)


def leave(office: Office, at: RowAt, *, code: str, typed: str, reason: str) -> None:
    """Keep what was refused as its cell was left."""
    draft = Draft(f"{_PART}/{at.row}/{code}", typed, reason)
    drafting.leave(office, _place(office, at.register), draft=draft)


def leave_many(office: Office, register: str, *, drafts: Iterable[RowDraft]) -> None:
    """Keep what was refused of a batch, as one act."""
    found = [Draft(f"{_PART}/{one.row}/{one.code}", one.typed, one.reason) for one in drafts]
    drafting.leave_many(office, _place(office, register), drafts=found)


def drop_many(office: Office, register: str, *, cells: Iterable[tuple[str, str]]) -> None:
    """Forget the drafts of these cells: (row id, field code)."""
    parts = [f"{_PART}/{row}/{code}" for row, code in cells]
    drafting.drop_many(office, _place(office, register), parts=parts)


def drop(office: Office, at: RowAt, *, code: str) -> None:
    """Forget a cell's draft: the cell goes back to what is saved."""
    drafting.drop(office, _place(office, at.register), part=f"{_PART}/{at.row}/{code}")


def move(office: Office, pending: RowAt, *, to: str) -> None:
    """The row has an id now: its drafts go with it."""
    drafting.move(
        office,
        _place(office, pending.register),
        part=f"{_PART}/{pending.row}",
        to=f"{_PART}/{to}",
    )


def _place(office: Office, register: str) -> DraftAt:
    return DraftAt(register, office.unit.id, "", office.user)
