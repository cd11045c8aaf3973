"""An open store before the office in it is read: enough for the first paint. Import nothing heavy here."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from zjmz_desktop.domain.errors import StoreError, ZjmzError
from zjmz_desktop.service.clock import Clock, system_clock
from zjmz_desktop.service.first_screen import FirstScreen, keep, kept
from zjmz_desktop.service.unplaced_papers import settle_unplaced
from zjmz_desktop.store import database as databases
from zjmz_desktop.store.settings import LAST_USER

if TYPE_CHECKING:
    from zjmz_desktop.service.context import Office

FIRST_USER = "u01"


def last_user(database: databases.Database) -> str:
    """Who is taken where nobody is named: the user the window was last switched to."""
    return database.meta(LAST_USER, FIRST_USER)


def remember_user(database: databases.Database, user: str) -> None:
    """Take this user at the next start, where nobody is named."""
    database.set_meta(LAST_USER, user)


class Opening:
    """A store whose office is read when it is first asked for."""

    def __init__(
        self, database: databases.Database, *, clock: Clock = system_clock, user: str = ""
    ) -> None:
        self.folder = database.folder
        self._database, self._clock = database, clock
        self._user = user or last_user(database)
        self._alone = False
        self._first = kept(database, clock=clock, user=self._user)
        self._office: Office | None = None

    @classmethod
    def of(cls, office: "Office") -> "Opening":
        """An office that is read already."""
        found = cls(office.database, clock=office.now, user=office.user)
        found._office = office
        return found

    @property
    def first(self) -> FirstScreen | None:
        """What may be shown although the office is not read yet."""
        return self._first if self._office is None else None

    @property
    def is_open(self) -> bool:
        """Whether the store can still be asked."""
        return self._database.is_open

    @property
    def open_office(self) -> "Office":
        """The office itself.

        Raises:
            ZjmzError: in a sentence, when it can't be read.
        """
        return self._office or self.read()

    def read(self) -> "Office":
        """Read the office now.

        Raises:
            ZjmzError: in a sentence, when it can't be read.
        """
        if self._office is None:
            from zjmz_desktop.service.context import Office, refuse_no_user_id

            refuse_no_user_id(self._user)
            self._office = Office(self._database, clock=self._clock, user=self._user)
            if self._alone:
                _settle_packages(self._office)
        return self._office

    def settle_left(self) -> None:
        """Papers now, packages once the office is read: what was being written when the program ended.

        Only for who holds the store alone.
        """
        self._alone = True
        settle_unplaced(self._database)

    def close(self) -> None:
        """Keep the first screen for the next time, and close the store; may be called twice."""
        if self._office is not None and self._database.is_open:
            with suppress(StoreError):  # costs the next start half a second, no figure
                keep(self._office)
        self._database.close()


def open_folder(
    folder: Path,
    *,
    clock: Clock = system_clock,
    user: str = "",
    exclusive: bool = True,
) -> Opening:
    """Open an office's store; as the last user where none is named.

    Raises:
        ZjmzError: in a sentence, when there is none, it is in use, damaged, newer or read-only.
    """
    database = databases.open_store(folder, exclusive=exclusive)
    try:
        opening = Opening(database, clock=clock, user=user)
        if exclusive:
            opening.settle_left()
        if opening.first is None:
            opening.read()
    except BaseException:
        database.close()
        raise
    return opening


def open_at_once(folder: Path, *, clock: Clock = system_clock, user: str = "") -> Opening | None:
    """Open a store whose first screen holds, so that nothing has to be worked out; None where there is none."""
    try:
        database = databases.open_store(folder)
    except ZjmzError:
        return None  # who opens it the long way hears why
    opening = Opening(database, clock=clock, user=user)
    opening.settle_left()
    if opening.first is not None:
        return opening
    opening.close()
    return None


def _settle_packages(office: "Office") -> None:
    from zjmz_desktop.store import packages

    if packages.unconfirmed(office.database):
        from zjmz_desktop.service.packing import settle_interrupted

        with suppress(StoreError):  # they wait, and are listed as interrupted until then
            settle_interrupted(office)
