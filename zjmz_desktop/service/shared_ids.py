"""Two people under one user id, on two computers of an office: the one who sits here gets another."""

from dataclasses import dataclass

from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.settling import new_id_reason
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.row_writing import write_act
from zjmz_desktop.service.settling import conflicts, settling_write
from zjmz_desktop.service.users import next_id, switch_user
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store.revisions import Write


@dataclass(frozen=True, slots=True)
class NewId:
    """The id that somebody goes by from now on."""

    user: str
    name: str
    changes: ChangeSet

    @property
    def words(self) -> str:
        """What was done, in a sentence."""
        return f"{self.name}已改用用户编号{self.user}。"


def give_new_id(office: Office, cell: str) -> NewId:
    """改用新编号: the name written here moves to a new id; under the old one the other's stays.

    Who works here under the old id goes on under the new one. What was written before stays as it is.

    Args:
        office: the open office, writable.
        cell: key of the name that the two computers disagree about.

    Raises:
        WriteRefusedError: when that is no user id that two people share.
    """
    found = next((one for one in conflicts(office) if one.cell == cell and one.shared), None)
    if found is None:
        raise WriteRefusedError(f"{quoted(cell)}不是两人共用的用户编号，可能已经改过了。")
    mine = next(one for one in found.heads if one.mine)
    theirs = next(one for one in found.heads if not one.mine)
    user = next_id(office)
    reason = new_id_reason(found.shared, name=mine.value, user_now=user)
    settled = settling_write(office, cell, keep=theirs.id, reason=reason)
    named = Write(Cell("user", office.unit.id, user), text_value(mine.value))
    changes = write_act(office, [named, settled])
    if office.user == found.shared:
        switch_user(office, user)
    return NewId(user, mine.value, changes)
