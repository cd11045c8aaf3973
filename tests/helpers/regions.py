"""A city, districts and towns at work month by month, by files alone, as chance (with a seed) has it."""

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bureaus import Bureau, Time
from by_tally import Kept, Tally

from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service import submitting
from zjmz_desktop.service.entering import PLAIN, Circumstances
from zjmz_desktop.service.package_previews import Standing

CITY = "321100000000"
NUMBERS = ("I06-02", "I06-03", "I05-02")
RATIO, CLOSING = "I05-01", "I05-02"
STOCK = "I22-04"
DISTRICT_NUMBERS = ("I19-08", "I05-08")
DISTRICT_RATIO = "I11-01"
DUE = "2019-01-28"  # after every review: that of December is in January
WHY = ReturnNote("和台账不符，请核对", "示例乙 0000", DUE)
LATE = Circumstances(note="补上", act="late")
CORRECTION = Circumstances(note="核对台账后改", act="correction")
CANTEEN = {
    "village": "示例村",
    "canteen_kind": "own_kitchen",
    "build_kind": "new",
    "state": "running",
}
ELDER = {
    "registered_village": "示例村",
    "elder_kind": "alone",
    "carer_name": "示例",
    "state": "listed",
}


class Mail:
    """What lies between two offices: it comes in any order, some twice, some only after newer ones."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.waiting: dict[str, list[Path]] = {}
        self.held: dict[str, list[Path]] = {}
        self.delivered: dict[str, list[Path]] = {}
        self.repeated = self.overtaken = 0

    def send(self, to: str, file: Path, *, hold: bool = False) -> None:
        """Put a file into the post; one that is held comes a batch later, after a newer one."""
        (self.held if hold else self.waiting).setdefault(to, []).append(file)

    def deliver(self, office: Bureau, trusted: set[tuple[str, str]]) -> None:
        """All that waits, shuffled, and some of what came before once more; then what was held."""
        fresh = self.waiting.pop(office.unit, [])
        known = self.delivered.setdefault(office.unit, [])
        again = self._chance.sample(known, min(len(known), self._chance.randrange(3)))
        batch = [*fresh, *again, *(one for one in fresh if self._chance.random() < 0.2)]
        self._chance.shuffle(batch)
        held = self.held.pop(office.unit, [])
        batch += held
        for file in batch:
            pair = (office.unit, file.parent.name)
            if pair not in trusted:
                office.trust(file)
                trusted.add(pair)
        for preview in office.take(*batch) if batch else ():
            assert not preview.quarantined, preview.words
            assert not preview.conflicts, preview.words
            self.repeated += preview.standing is Standing.REPEATED
            self.overtaken += preview.standing is Standing.OLDER
        known += [one for one in batch if one not in known]


class Region:
    """The offices.

    Attributes:
        tally: what was typed, for the calculation apart.
        unfilled: (town, period) that did not report in its month.
    """

    def __init__(
        self, folder: Path, towns: Mapping[str, Sequence[str]], *, seed: int, first: int
    ) -> None:
        self.folder, self.towns, self.first = folder, towns, first
        self.chance, self.clock = random.Random(seed), Time()
        self.mail, self.tally = Mail(self.chance), Tally()
        self.trusted: set[tuple[str, str]] = set()
        self.offices: dict[str, Bureau] = {}
        self.above: dict[str, str] = dict.fromkeys(towns, CITY)
        for district, below in towns.items():
            self.above |= dict.fromkeys(below, district)
        self.unfilled: list[tuple[str, str]] = []

    def open(self) -> None:
        """Make all stores."""
        for unit in (CITY, *self.above):
            self.offices[unit] = Bureau(self.folder, unit, clock=self.clock)

    def close(self) -> None:
        """Close all stores."""
        for office in self.offices.values():
            office.close()

    @property
    def all_towns(self) -> tuple[str, ...]:
        """Every town."""
        return tuple(town for below in self.towns.values() for town in below)

    def up(self, unit: str, period: str, *, hold: bool = False) -> None:
        """A package to the office above."""
        above = self.above[unit]
        self.mail.send(above, self.offices[unit].pack(above, period), hold=hold)

    def down(self, unit: str, period: str = "", kind: Kind | None = None) -> None:
        """A package from the office above."""
        self.mail.send(unit, self.offices[self.above[unit]].pack(unit, period, kind))

    def deliver(self, units: Iterable[str]) -> None:
        """The post comes to these offices."""
        for unit in units:
            self.mail.deliver(self.offices[unit], self.trusted)

    # ---- what people type ----

    def type(
        self, unit: str, codes: Iterable[str], period: str, *, how: Circumstances = PLAIN
    ) -> None:
        """Figures of an office's own."""
        for code in codes:
            typed = self.figure(code)
            self.offices[unit].fill(code, period, typed, how=how)
            self.tally.put(unit, code, period, typed=typed)

    def figure(self, code: str) -> str:
        """A figure by chance, as it is typed."""
        if code in (RATIO, DISTRICT_RATIO):
            d = self.chance.randrange(20, 90)
            return f"{self.chance.randrange(d + 1)}/{d}"
        n = self.chance.randrange(40)
        return f"{n}.{self.chance.randrange(10)}" if code in ("I06-03", "I05-08") else str(n)

    def phone(self, town: str, code: str, period: str) -> None:
        """A figure that the district takes down for a town."""
        typed = self.figure(code)
        self.offices[self.above[town]].fill(code, period, typed, unit=town)
        self.tally.put(town, code, period, typed=typed, part="proxy")

    def row(self, town: str, register: str, day: str) -> None:
        """A new object in a town's register."""
        office, no = self.offices[town], len(self.tally.rows)
        if register == "canteen":
            typed = {**CANTEEN, "name": f"示例点{no}", "address": f"{no}号", "opened_on": day}
        else:
            typed = {**ELDER, "name": f"示例老人{no}"}
        row = office.row(register, state_on=day, **typed)
        self.tally.rows[row] = Kept(register, town, day, counts=register == "elder")

    def submit(self, unit: str, period: str) -> None:
        """上报, with a reason for every warning."""
        office, shown = self.offices[unit].office, month(2018, int(period[5:]))
        found = submitting.preview(office, shown)
        reasons = {f"{p.indicator}/{p.code}": "核对无误" for p in found.unreasoned}
        submitting.submit(office, shown, reasons=reasons)

    def confirm(self, town: str) -> None:
        """认定 of most of a town's canteens that wait."""
        rows = [
            name
            for name, row in self.tally.rows.items()
            if row.unit == town and row.register == "canteen" and not row.counts
        ]
        chosen = [name for name in rows if self.chance.random() < 0.8]
        if chosen:
            self.offices[self.above[town]].confirm("canteen", *chosen)
        for name in chosen:
            self.tally.rows[name].counts = True
