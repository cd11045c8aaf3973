"""A city, districts and towns at work month by month, by files alone, as chance (with a seed) has it."""

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bureaus import Bureau, Time
from by_tally import Kept, Tally

from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.service import planning, registering, returns, reviewing, submitting
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.package_previews import Standing
from zjmz_desktop.service.registering import RowAt

CITY = "321100000000"
NUMBERS = ("I06-02", "I06-03", "I05-02")
RATIO, CLOSING = "I05-01", "I05-02"
STOCK = "I22-04"
DISTRICT_NUMBERS = ("I19-08", "I05-08")
DISTRICT_RATIO = "I11-01"
WHY = ReturnNote("和台账不符，请核对", "示例乙 0000", "2018-12-28")
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
        snapshots: (district, month) → what its registers gave when it packed for the city.
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
        self.unfilled: list[tuple[str, str]] = []  # (town, period) that did not report in its month
        self.phoned: set[tuple[str, str]] = set()

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

    # ---- one month ----

    def month(self, no: int) -> None:
        """Everything that happens about one month, in the month after it."""
        period = f"2018M{no:02d}"
        self.clock.now = self.clock.now.replace(
            year=2018 + no // 12, month=no % 12 + 1, day=1, hour=1
        )
        self._plan_goes_down(no)
        reporting = self._figures_go_up(no, period)
        self._review(reporting, period)
        self._afterwards(no, period)
        self._districts_report(no, period)

    def _plan_goes_down(self, no: int) -> None:
        city = self.offices[CITY].office
        for district in self.towns:
            planning.set_target(city, "I08-03", unit_id=district, typed=str(10 + no))
            self.down(district)
        self.deliver(self.towns)
        for district, below in self.towns.items():
            for town in below:
                office = self.offices[district].office
                planning.set_target(office, "I08-03", unit_id=town, typed=str(2 + no))
                self.down(town)
        self.deliver(self.all_towns)

    def _figures_go_up(self, no: int, period: str) -> list[str]:
        silent = [t for t in self.all_towns if self.chance.random() < 0.15]
        reporting = [town for town in self.all_towns if town not in silent]
        for town in reporting:
            self._type(town, NUMBERS[:2], period)
            if self.chance.random() < 0.4:
                self.up(
                    town, period, hold=True
                )  # a file made too early, that comes after the true one
            self._type(town, [NUMBERS[2], RATIO], period)
            self._more(town, no, period)
            self._submit(town, period)
            self.up(town, period)
        for town in silent:
            self.unfilled.append((town, period))
            if self.chance.random() < 0.5:
                self._phone(town, "I06-02", period)
        self.deliver(self.towns)
        return reporting

    def _type(
        self, unit: str, codes: Iterable[str], period: str, *, how: Circumstances | None = None
    ) -> None:
        for code in codes:
            typed = self._figure(code)
            if how is None:
                self.offices[unit].fill(code, period, typed)
            else:
                self.offices[unit].fill(code, period, typed, how=how)
            self.tally.put(unit, code, period, typed=typed)

    def _figure(self, code: str) -> str:
        if code in (RATIO, DISTRICT_RATIO):
            d = self.chance.randrange(20, 90)
            return f"{self.chance.randrange(d + 1)}/{d}"
        n = self.chance.randrange(40)
        return f"{n}.{self.chance.randrange(10)}" if code in ("I06-03", "I05-08") else str(n)

    def _phone(self, town: str, code: str, period: str) -> None:
        typed = self._figure(code)
        self.offices[self.above[town]].fill(code, period, typed, unit=town)
        self.tally.put(town, code, period, typed=typed, part="proxy")
        self.phoned.add((town, period))

    def _more(self, town: str, no: int, period: str) -> None:
        """What is not a plain figure of the month."""
        office = self.offices[town]
        if no == self.first:
            office.part(CLOSING, period, "opening", "100")
            self.tally.put(town, CLOSING, "2018", typed="100", part="opening")
        if self.chance.random() < 0.5:
            gone = str(self.chance.randrange(5))
            office.part(CLOSING, period, "removed", gone)
            self.tally.put(town, CLOSING, period, typed=gone, part="removed")
        if self.chance.random() < 0.7:
            self._row(town, "canteen", f"2018-{no:02d}-08")
        if no % 3 == 0:
            self._row(town, "elder", f"2018-{no:02d}-08")
            self._type(town, [STOCK], f"2018Q{no // 3}")
        if no % 6 == 0:
            self._half_year(town, f"2018H{no // 6}")

    def _half_year(self, town: str, period: str) -> None:
        office = self.offices[town]
        office.fill("I12-04", period, "示例情况。")
        self.tally.put(town, "I12-04", period, typed="1")
        if "街道" in office.office.unit.type or "镇" in office.office.unit.type:
            ticked = self.chance.randrange(6, 8)
            for entry in range(1, ticked + 1):
                office.part("I22-01", period, f"tick/e{entry}", "1")
            self.tally.put(town, "I22-01", period, typed=str(int(ticked == 7)))

    def _row(self, town: str, register: str, day: str) -> None:
        office, no = self.offices[town], len(self.tally.rows)
        if register == "canteen":
            typed = {**CANTEEN, "name": f"示例点{no}", "address": f"{no}号", "opened_on": day}
        else:
            typed = {**ELDER, "name": f"示例老人{no}"}
        row = office.row(register, state_on=day, **typed)
        self.tally.rows[row] = Kept(register, town, day, counts=register == "elder")

    def _submit(self, unit: str, period: str) -> None:
        office, shown = self.offices[unit].office, month(2018, int(period[5:]))
        found = submitting.preview(office, shown)
        reasons = {f"{p.indicator}/{p.code}": "核对无误" for p in found.unreasoned}
        submitting.submit(office, shown, reasons=reasons)

    # ---- review ----

    def _review(self, reporting: Iterable[str], period: str) -> None:
        shown = month(2018, int(period[5:]))
        returned = [town for town in reporting if self.chance.random() < 0.25]
        for town in returned:
            office = self.offices[self.above[town]].office
            reviewing.return_(office, UnitPeriod(town, shown), codes=["I06-02"], why=WHY)
            self.down(town, period, Kind.RETURN)
        self.deliver(returned)
        for town in returned:
            self._type(town, ["I06-02"], period)
            returns.answer(self.offices[town].office, shown, code="I06-02", text="漏了，已补")
            self._submit(town, period)
            self.up(town, period)
        self.deliver(self.towns)
        for town in reporting:
            self._accept(town, period)
        self.deliver(reporting)

    def _accept(self, town: str, period: str) -> None:
        above, shown = self.offices[self.above[town]], month(2018, int(period[5:]))
        if self.chance.random() < 0.2:
            typed = self._figure("I06-03")
            at = FieldAt("I06-03", town, shown, "value")
            reviewing.adopt(above.office, at, typed=(typed, None), reason="按台账")
            self.tally.put(town, "I06-03", period, typed=typed, part="adopted")
        self._confirm(town)
        reviewing.accept_whole(above.office, UnitPeriod(town, shown))
        self.down(town, period, Kind.RECEIPT)

    def _confirm(self, town: str) -> None:
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

    # ---- later words on earlier months ----

    def _afterwards(self, no: int, period: str) -> None:
        """补报 of what was missed a month ago, 更正 of what was accepted, a row changed after 认定."""
        touched: list[str] = []
        for town, missed in [one for one in self.unfilled if one[1] != period]:
            self.unfilled.remove((town, missed))
            self._type(town, ["I06-02", RATIO], missed, how=LATE)
            self._submit(town, missed)
            touched.append(town)
        for town in self.all_towns:
            if (town, period) not in self.unfilled and self.chance.random() < 0.2:
                self._type(town, ["I06-03"], period, how=CORRECTION)
                touched.append(town)
        for name, row in self.tally.rows.items():
            if row.counts and row.register == "canteen" and self.chance.random() < 0.05:
                self._change_row(name, row, no)
                touched.append(row.unit)
        for town in dict.fromkeys(touched):
            self.up(town, period)
        self.deliver(self.towns)

    def _change_row(self, name: str, row: Kept, no: int) -> None:
        day = f"2018-{no:02d}-{self.chance.randrange(10, 28)}"
        office = self.offices[row.unit].office
        registering.set_fields(office, RowAt("canteen", name), typed={"opened_on": day})
        row.since, row.counts = day, False

    # ---- districts ----

    def _districts_report(self, no: int, period: str) -> None:
        for district in self.towns:
            self._type(district, [*DISTRICT_NUMBERS, DISTRICT_RATIO], period)
            self._happened(district, no)
            self._submit(district, period)
            self.up(district, period)
        self.deliver([CITY])
        city = self.offices[CITY].office
        for district in self.towns:
            reviewing.accept_whole(city, UnitPeriod(district, month(2018, no)))
            self.down(district, period, Kind.RECEIPT)
        self.deliver(self.towns)

    def _happened(self, district: str, no: int) -> None:
        """Occurrences, a step, a text."""
        office, count = self.offices[district], self.chance.randrange(3)
        for day in range(1, count + 1):
            held = f"2018-{no:02d}-{day:02d}"
            row = office.row("activity", indicators="I01-01", held_on=held)
            self.tally.rows[row] = Kept("activity", district, held, counts=True)
        if no == self.first:
            office.step("I07-03", "step/s1", "done", f"2018-{no:02d}-20")
        if no % 6 == 0:
            office.fill("I01-03", f"2018H{no // 6}", "示例学习情况。")
            self.tally.put(district, "I01-03", f"2018H{no // 6}", typed="1")
