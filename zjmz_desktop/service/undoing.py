"""撤销 and 重做: a session's acts taken back one by one, and done again."""

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.settling import SETTLE
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service import drafting
from zjmz_desktop.service.context import Act, DraftStep, Office, Step
from zjmz_desktop.service.entering import FieldAt, draft_at
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store.cells import Draft, DraftAt
from zjmz_desktop.store.revisions import Write


class SettledError(WriteRefusedError):
    """The last act settled what two computers told differently: taken back, one of them would hold unsaid."""

    def __init__(self) -> None:
        super().__init__(
            "“两机数据不一致”核实过的不能撤销。要改的，请直接在那一项上改；两边原来填的都在修改记录里。"
        )


BIG = 1_000
"""Steps of an act that take longer than a window may stand still."""


def undo(office: Office, *, focus: FieldAt | None = None) -> ChangeSet:
    """Take back the last act of this session, as a recorded act; empty when there is none.

    A draft is dropped, so that its field shows what is saved. One that stands in the field in `focus`
    goes first, also when it was typed in an earlier session.

    Raises:
        SettledError: when the last act settled a conflict; the next time the act before it goes.
    """
    done = office.undo.done
    standing = _draft_in(office, focus) if focus is not None else None
    if standing is not None:
        office.undo.done = done = [*(act for act in done if act != (standing,)), (standing,)]
    while done:
        if any(step.write.act == SETTLE for step in _steps(done[-1])):
            done.pop()  # said once: the act before it can be taken back
            raise SettledError
        changes = _take_back(office, done[-1])  # refused, it stays the one to take back
        act = done.pop()
        if changes:
            office.undo.undone.append(act)
            return changes
    return ChangeSet()


def redo(office: Office) -> ChangeSet:
    """Do again what was taken back; empty when there is none."""
    if not office.undo.undone:
        return ChangeSet()
    changes = _do_again(office, office.undo.undone[-1])  # refused, it stays the one to do again
    office.undo.done.append(office.undo.undone.pop())
    return changes


def big_act(office: Office, *, back: bool, focus: FieldAt | None = None) -> Act:
    """The act that `undo`, or `redo`, would take now, where it is so big that a window should not wait.

    Returns:
        The act, for `step_beside`; empty where it is a small one.
    """
    acts = office.undo.done if back else office.undo.undone
    if focus is not None and _draft_in(office, focus) is not None:
        return ()
    return acts[-1] if acts and len(acts[-1]) >= BIG else ()


def step_beside(office: Office, act: Act, *, back: bool) -> ChangeSet:
    """Take an act of another connection's session back, or do it again; then tell it (`stepped`).

    Raises:
        ZjmzError: when it is refused; nothing is changed.
    """
    return _take_back(office, act) if back else _do_again(office, act)


def stepped(office: Office, *, back: bool) -> None:
    """The last act of this session was taken back, or done again, through another connection."""
    undo = office.undo
    taken, given = (undo.done, undo.undone) if back else (undo.undone, undo.done)
    act = taken.pop()
    given.append(act)
    office.learn(act)


def _draft_in(office: Office, focus: FieldAt) -> DraftStep | None:
    place = draft_at(office, focus)
    draft = drafting.standing(office, place).get(focus.part)
    return DraftStep(place, draft) if draft is not None else None


def _take_back(office: Office, act: Act) -> ChangeSet:
    """Empty where it was only a draft that was saved or dropped since."""
    drafts = drafting.still_standing(office, _drafts(act))
    with office.database.transaction():
        for at, found in _by_form(drafts).items():
            drafting.drop_many(office, at, parts=(one.part for one in found))
        written = _write(office, [(one, one.before) for one in reversed(_steps(act))])
    return _joined(written, drafts)


def _do_again(office: Office, act: Act) -> ChangeSet:
    drafts = _drafts(act)
    with office.database.transaction():
        for at, found in _by_form(drafts).items():
            drafting.keep_many(office, at, drafts=found)
        written = _write(office, [(one, one.write.value) for one in _steps(act)])
    return _joined(written, drafts)


def _drafts(act: Act) -> list[DraftStep]:
    return [one for one in act if isinstance(one, DraftStep)]


def _by_form(drafts: list[DraftStep]) -> dict[DraftAt, list[Draft]]:
    found: dict[DraftAt, list[Draft]] = {}
    for one in drafts:
        found.setdefault(one.at, []).append(one.draft)
    return found


def _steps(act: Act) -> list[Step]:
    return [one for one in act if isinstance(one, Step)]


def _write(office: Office, values: list[tuple[Step, Value]]) -> ChangeSet:
    if not values:
        return ChangeSet()
    return office.write([Write(step.write.cell, value, act="undo") for step, value in values])


def _joined(written: ChangeSet, drafts: list[DraftStep]) -> ChangeSet:
    places = (one.at.key[:3] for one in drafts)
    return written._replace(cells=tuple(dict.fromkeys((*written.cells, *places))))
