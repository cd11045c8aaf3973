"""Who works with this office's store: short ids with their names."""

import re

from zjmz_desktop.domain.errors import WriteRefusedError, quoted
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.service.context import LONGEST_NAME, Office, Undo
from zjmz_desktop.service.opening import FIRST_USER, remember_user
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells, revisions
from zjmz_desktop.store.revisions import Write

_NUMBERED = re.compile(r"u([0-9]{1,9})")


def users(office: Office) -> tuple[tuple[str, str], ...]:
    """(id, name or "") of this office's users, the first one always among them."""
    stored = cells.of_code(office.database, "user")
    names = {c.cell.part: c.value.text or "" for c in stored if c.cell.unit == office.unit.id}
    return tuple(sorted(({FIRST_USER: ""} | names).items()))


def written_name(office: Office) -> str:
    """The name of the user who sits here, "" where none is written."""
    return dict(users(office)).get(office.user, "")


def add_user(office: Office, name: str) -> str:
    """Enter one more user; returns the id that was given.

    Raises:
        WriteRefusedError: when no name is given, or a user has it already.
        ValueRefusedError: when it holds what can't be seen, or is too long.
    """
    known = users(office)
    name = _clean(name, known)
    user = FIRST_USER if known == ((FIRST_USER, ""),) else next_id(office)
    _write(office, user, name=name)
    return user


def next_id(office: Office) -> str:
    """The first id after all that this office's computers have used, as far as that is known here."""
    numbers = [int(m[1]) for user in _used(office) if (m := _NUMBERED.fullmatch(user))]
    return f"u{max(numbers, default=0) + 1:02d}"


def _used(office: Office) -> set[str]:
    """Ids with a name, and those that a line was written under without one."""
    named = {user for user, _ in users(office)}
    return named | revisions.users_of(office.database, office.unit.id)


def rename_user(office: Office, user: str, *, name: str) -> ChangeSet:
    """Write another name for a user; what was entered under the id stays theirs.

    Raises:
        WriteRefusedError: when there is no such user, no name is given, or another user has it.
        ValueRefusedError: when it holds what can't be seen, or is too long.
    """
    _refuse_unknown(office, user)
    others = tuple(one for one in users(office) if one[0] != user)
    return _write(office, user, name=_clean(name, others))


def switch_user(office: Office, user: str) -> None:
    """Act as another user from now on, and at the next start; what can be undone is each user's own.

    Raises:
        WriteRefusedError: when there is no such user.
        StoreError: when the disk refuses; the user stays.
    """
    _refuse_unknown(office, user)
    remember_user(office.database, user)
    office.user, office.undo = user, Undo()


def _refuse_unknown(office: Office, user: str) -> None:
    named = any(user == one for one, _ in users(office))  # else the whole log is looked through
    if not named and user not in _used(office):
        told = f"没有编号是{quoted(user)}的用户。请从本单位的用户里选一位，或先新增。"
        raise WriteRefusedError(told)


def _clean(name: str, others: tuple[tuple[str, str], ...]) -> str:
    """A name that can be written, and that nobody else has."""
    name = clean_text(name, limit=LONGEST_NAME)
    if not name:
        raise WriteRefusedError("没有写姓名。请写明用户的姓名。")
    same = [user for user, other in others if other == name]
    if same:
        raise WriteRefusedError(f"已有用户{name}，编号是{same[0]}。同名的两人请在姓名后加注区别。")
    return name


def _write(office: Office, user: str, *, name: str) -> ChangeSet:
    return office.write([Write(Cell("user", office.unit.id, user), text_value(name))])
