"""两机数据不一致，待核实: what two computers of one office wrote apart, side by side, until somebody settles it."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache

from zjmz_desktop.domain.edited_sentences import read_edit
from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.merge import Held, last_common, shown
from zjmz_desktop.domain.paper_cells_told import PAPERS, sentence_words
from zjmz_desktop.domain.paper_kinds import PAPER
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.settling import Likeness, likeness, settling, shared_words
from zjmz_desktop.domain.values import State, Value
from zjmz_desktop.service.cell_typing import typed_value
from zjmz_desktop.service.cell_words import CellWords
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.paper_cell_typing import may_be_typed, typed_for_paper
from zjmz_desktop.service.row_writing import write_act
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells, packages, personal, revisions
from zjmz_desktop.store.cells import StoredCell
from zjmz_desktop.store.revisions import Write

_SHORT = 4


@dataclass(frozen=True, slots=True)
class Said:
    """One of the values that stand against each other, or the last common one.

    Attributes:
        id: id of its revision.
        value: in words.
        user: who wrote it.
        at: when, by the clock of the computer it was written on.
        place: 本机, or the other computer by the short name of its chain.
        mine: whether it was written on this computer.
        note: why it was written, or "".
    """

    id: str
    value: str
    user: str
    at: str
    place: str
    mine: bool
    note: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """One cell whose heads differ.

    Attributes:
        cell: the cell's key; what it is settled by.
        of: code of the indicator or register.
        unit: (id, name) of the unit.
        period: period code, or "".
        row: id of the row, or "".
        words: the place in words (指标、底册行和字段、报告期).
        heads: the values, the one that is shown first.
        common: the last value that all of them started from.
        likeness: how their contents compare; personal texts may be the same although their commitments
            differ, or not be here to compare.
        why_not: why it can't be settled here, "" where it can.
        shared: the user id that two people go by, one of them on this computer; else "".
        of_paper: whether it is words of a paper, of which the first stand there until it is settled.
        may_type: whether another value may be typed; the order of sentences and chapters is not typed.
        draft: a sentence from which another one may be written, or "".
    """

    cell: str
    of: str
    unit: tuple[str, str]
    period: str
    row: str
    words: str
    heads: tuple[Said, ...]
    common: Said | None
    likeness: Likeness
    why_not: str
    shared: str
    of_paper: bool = False
    may_type: bool = True
    draft: str = ""

    @property
    def shared_words(self) -> str:
        """Who shares the id, and how to go on; "" where it is nobody's."""
        mine, theirs = (
            "、".join(one.value for one in self.heads if one.mine is here) for here in (True, False)
        )
        return shared_words(self.shared, mine=mine, theirs=theirs) if self.shared else ""


def conflicts(office: Office) -> tuple[Conflict, ...]:
    """Every cell that waits to be settled, this office's own first."""
    stored = cells.conflicting(office.database)
    teller = _Teller(office, stored)
    found = map(teller.conflict, stored)
    return tuple(sorted(found, key=lambda one: (bool(one.why_not), one.unit[0], one.cell)))


def settle(
    office: Office, cell: str, *, keep: str = "", typed: str | None = None, reason: str
) -> ChangeSet:
    """Settle one cell: keep one of its values, or type another.

    Args:
        office: the open office.
        cell: the key of the cell.
        keep: id (or the beginning of it) of the revision whose value stays.
        typed: another value, as typed; a rate as 50/60.
        reason: why; it goes onto the line.

    Raises:
        WriteRefusedError: no such conflict, another office's cell, no reason, neither or both given.
        ValueRefusedError: when what was typed is no value here.
    """
    return write_act(office, [settling_write(office, cell, keep=keep, typed=typed, reason=reason)])


def settling_write(
    office: Office, cell: str, *, keep: str = "", typed: str | None = None, reason: str
) -> Write:
    """The write that settles a cell, as `settle` has it."""
    stored = _conflicting(office, cell)
    if why_not := _why_not(office, _heads(office, stored.cell)):
        raise WriteRefusedError(why_not)
    if bool(keep) == (typed is not None):
        raise WriteRefusedError("没有说清用哪个数。请选一个保留的数，或者另填一个。")
    value = _kept(office, stored.cell, keep=keep)
    if typed is not None:
        value = _typed(office, stored.cell, typed=typed)
    said = settling(_heads(office, stored.cell), value, reason=clean_text(reason))
    return Write(stored.cell, said.value, note=said.note, act=said.act)


def _heads(office: Office, cell: Cell) -> list[Held]:
    return [Held(one.id, one.revision) for one in revisions.heads(office.database, cell)]


def _conflicting(office: Office, key: str) -> StoredCell:
    for one in cells.conflicting(office.database):
        if one.cell.key == key:
            return one
    raise WriteRefusedError(f"{quoted(key)}没有两机不一致的数，可能已经核实过了。")


def _kept(office: Office, cell: Cell, *, keep: str) -> Value:
    heads = revisions.heads(office.database, cell)
    found = [one for one in heads if keep and one.id.startswith(keep.lower())]
    if keep and len(found) != 1:
        known = "、".join(one.id[:8] for one in heads)
        raise WriteRefusedError(f"没有编号是{quoted(keep)}的数。可以保留的有：{known}。")
    return found[0].revision.value if found else Value()


def _typed(office: Office, cell: Cell, *, typed: str) -> Value:
    if cell.of in PAPERS:
        return typed_for_paper(office, cell, typed=typed)
    return typed_value(office, cell, typed=typed)


def _draft(cell: Cell, heads: Iterable[Held]) -> str:
    """The first sentence that stands there: of a sentence that one left out, the other's."""
    if cell.of != PAPER or not cell.part.startswith("sentence/"):
        return ""
    edits = (read_edit(one.revision.value.text or "") for one in heads)
    return next((words for one in edits if one and (words := sentence_words(one))), "")


def _why_not(office: Office, heads: Iterable[Held]) -> str:
    """Only the office whose figure it is can say which is right."""
    authors = {one.revision.author for one in heads}
    if office.unit.id in authors:
        return ""
    owner = office.units.get(min(authors)).name
    return f"这是{owner}自己两台电脑填的不一样，由{owner}核实后重新上报；请电话提醒。"


# ---- how it is shown ----


class _Teller:
    """Puts conflicts into words; what is the same for all of them is read once."""

    def __init__(self, office: Office, stored: Iterable[StoredCell]) -> None:
        self._office = office
        self._heads = revisions.head_ids(office.database, (one.cell for one in stored))
        self._words = CellWords(office)
        self._name = cache(office.name_of_user)

    def conflict(self, stored: StoredCell) -> Conflict:
        """One cell with the values that stand in it."""
        office, cell = self._office, stored.cell
        history = [Held(one.id, one.revision) for one in revisions.history(office.database, [cell])]
        heads = _shown_first([one for one in history if one.id in self._heads])
        common = last_common(history, heads=heads)
        came = packages.brought(office.database, (one.id for one in history)).keys()
        said = tuple(self._said(one, came=came) for one in heads)
        why_not = _why_not(office, heads)
        return Conflict(
            cell.key,
            cell.of,
            (cell.unit, office.units.get(cell.unit).name),
            cell.period or "",
            cell.row or "",
            self._words.place(cell),
            said,
            None if common is None else self._said(common, came=came),
            _likeness(office, heads),
            why_not,
            "" if why_not else _shared_id(cell, heads, said=said),
            cell.of in PAPERS,
            may_be_typed(cell),
            _draft(cell, heads),
        )

    def _said(self, one: Held, *, came: Container[str]) -> Said:
        """Whose it is says the file that it came in: a copied store writes on through the same chain."""
        revision = one.revision
        here = one.id not in came
        at = revision.clock.at.astimezone(BEIJING)
        return Said(
            one.id,
            self._value(revision.cell, revision.value),
            self._name(revision.author, revision.user),
            f"{at:%Y-%m-%d %H:%M}",
            "本机" if here else f"另一台电脑（{revision.replica[:_SHORT]}）",
            here,
            revision.note or "",
        )

    def _value(self, cell: Cell, value: Value) -> str:
        if value.commit:
            text = personal.texts(self._office.database, [value.commit]).get(value.commit)
            return text or "（个人信息，本机没有内容）"
        return self._words.value(cell, value)


def _shared_id(cell: Cell, heads: Iterable[Held], *, said: Iterable[Said]) -> str:
    """The id of a user that has a name on this computer and another one elsewhere."""
    named = all(one.revision.value.state is State.VALUE for one in heads)
    apart = sorted(one.mine for one in said) == [False, True]
    return cell.part if cell.of == "user" and named and apart else ""


def _shown_first(heads: list[Held]) -> list[Held]:
    first = shown(heads)
    return sorted(heads, key=lambda one: (one is not first, one.id))


def _likeness(office: Office, heads: list[Held]) -> Likeness:
    commitments = {one.revision.value.commit or "" for one in heads} - {""}
    return likeness(heads, personal.texts(office.database, commitments))
