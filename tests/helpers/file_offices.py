"""Offices that pass files: a district and its town, or two computers of one town, each with its own store."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import importing_packages, packing, trusting
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt, save_field
from zjmz_desktop.service.packing import Order

CITY, DANTU = "321100000000", "321112000000"
GAOZI, BAOYAN = "321112001000", "321112104000"
JUNE = month(2018, 6)
CODE, OTHER = "I06-02", "I05-02"


class Clock:
    """Goes on a minute with each look, so that nothing is done at one instant."""

    def __init__(self) -> None:
        self.now = datetime(2018, 7, 3, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class FileOffices:
    """Makes offices below a folder, and closes them in the end.

    Attributes:
        out: the stick.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._clock = folder, Clock()
        self._made: list[Office] = []
        self.out = folder / "u"
        self.out.mkdir()

    def make(self, unit_id: str, name: str) -> Office:
        """A new office of a unit, in a folder of that name."""
        self._made.append(create_office(self._folder / name, unit_id, clock=self._clock))
        return self._made[-1]

    def sends(self, office: Office, to: str = DANTU) -> Path:
        """A package on the stick."""
        return packing.pack(office, Order(to, period=JUNE), out=self.out).files[0]

    def close(self) -> None:
        """Close all."""
        for office in self._made:
            office.close()


def fill(office: Office, typed: str, code: str = CODE) -> None:
    """Type a figure of the office's own June."""
    saved = save_field(office, FieldAt(code, office.unit.id, JUNE, "value"), typed=typed)
    assert not saved.error, saved.error


def takes(office: Office, file: Path) -> None:
    """Trust who sent a file, and import it."""
    trusting.trust_sender(office, file)
    found = importing_packages.import_packages(office, [file])
    assert not found.refused, found.refused


def two_computers(offices: FileOffices) -> Office:
    """A town's office whose other computer has filled the same cell otherwise: 13 here, 15 there, 12 before."""
    one, other = offices.make(GAOZI, "一台"), offices.make(GAOZI, "另一台")
    fill(one, "12")
    takes(other, offices.sends(one, GAOZI))
    fill(one, "13")
    fill(other, "15")
    takes(one, offices.sends(other, GAOZI))
    return one
