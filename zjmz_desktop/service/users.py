"""Who works with this office's store: short ids with their names."""

import re

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.service.context import LONGEST_NAME, Office
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.store import cells
from zjmz_desktop.store.revisions import Write

_NUMBERED = re.compile(r"u([0-9]{1,9})")


def users(office: Office) -> tuple[tuple[str, str], ...]:
    """(id, name or "") of this office's users, the first one always among them."""
    stored = cells.of_code(office.database, "user")
    names = {c.cell.part: c.value.text or "" for c in stored if c.cell.unit == office.unit.id}
    return tuple(sorted(({FIRST_USER: ""} | names).items()))


def add_user(office: Office, name: str) -> str:
    """Enter one more user; returns the id that was given.

    Raises:
        WriteRefusedError: when no name is given, or a user has it already.
        ValueRefusedError: when it holds what can't be seen, or is too long.
    """
    name = clean_text(name, limit=LONGEST_NAME)
    if not name:
        raise WriteRefusedError("没有写姓名。请写明用户的姓名。")
    known = users(office)
    same = [user for user, other in known if other == name]
    if same:
        raise WriteRefusedError(f"已有用户{name}，编号是{same[0]}。同名的两人请在姓名后加注区别。")
    numbers = [int(m[1]) for user, _ in known if (m := _NUMBERED.fullmatch(user))]
    user = f"u{max(numbers, default=0) + 1:02d}"
    if known == ((FIRST_USER, ""),):
        user = FIRST_USER
    office.write([Write(Cell("user", office.unit.id, user), text_value(name))])
    return user
