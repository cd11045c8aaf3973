"""One month in a region's life, as chance has it: down, up, back, again, and later words on it."""

from collections.abc import Iterable

from by_tally import Kept
from regions import (
    CITY,
    CLOSING,
    CORRECTION,
    DISTRICT_NUMBERS,
    DISTRICT_RATIO,
    LATE,
    NUMBERS,
    RATIO,
    STOCK,
    WHY,
    Region,
)

from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import planning, registering, returns, reviewing
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.registering import RowAt


class Month:
    """Everything that happens about one month, in the month after it."""

    def __init__(self, region: Region, no: int) -> None:
        self.region, self.no = region, no
        self.period, self.shown = f"2018M{no:02d}", month(2018, no)

    def run(self) -> None:
        """From the plan that comes down to the receipt of the city."""
        clock = self.region.clock
        clock.now = clock.now.replace(
            year=2018 + self.no // 12, month=self.no % 12 + 1, day=1, hour=1
        )
        self._plan_goes_down()
        reporting = self._figures_go_up()
        self._review(reporting)
        self._afterwards()
        self._districts_report()

    def _plan_goes_down(self) -> None:
        city = self.region.offices[CITY].office
        for district in self.region.towns:
            planning.set_target(city, "I08-03", unit_id=district, typed=str(10 + self.no))
            self.region.down(district)
        self.region.deliver(self.region.towns)
        for district, below in self.region.towns.items():
            for town in below:
                office = self.region.offices[district].office
                planning.set_target(office, "I08-03", unit_id=town, typed=str(2 + self.no))
                self.region.down(town)
        self.region.deliver(self.region.all_towns)

    def _figures_go_up(self) -> list[str]:
        silent = [t for t in self.region.all_towns if self.region.chance.random() < 0.15]
        reporting = [town for town in self.region.all_towns if town not in silent]
        for town in reporting:
            self.region.type(town, NUMBERS[:2], self.period)
            if self.region.chance.random() < 0.4:
                self.region.up(
                    town, self.period, hold=True
                )  # too early: it comes after the true one
            self.region.type(town, [NUMBERS[2], RATIO], self.period)
            self._more(town)
            self.region.submit(town, self.period)
            self.region.up(town, self.period)
        for town in silent:
            self.region.unfilled.append((town, self.period))
            if self.region.chance.random() < 0.5:
                self.region.phone(town, "I06-02", self.period)
        self.region.deliver(self.region.towns)
        return reporting

    def _more(self, town: str) -> None:
        """What is not a plain figure of the month."""
        office = self.region.offices[town]
        if self.no == self.region.first:
            office.part(CLOSING, self.period, "opening", "100")
            self.region.tally.put(town, CLOSING, "2018", typed="100", part="opening")
        if self.region.chance.random() < 0.5:
            gone = str(self.region.chance.randrange(5))
            office.part(CLOSING, self.period, "removed", gone)
            self.region.tally.put(town, CLOSING, self.period, typed=gone, part="removed")
        if self.region.chance.random() < 0.7:
            self.region.row(town, "canteen", f"2018-{self.no:02d}-08")
        if self.no % 3 == 0:
            self.region.row(town, "elder", f"2018-{self.no:02d}-08")
            self.region.type(town, [STOCK], f"2018Q{self.no // 3}")
        if self.no % 6 == 0:
            self._half_year(town, f"2018H{self.no // 6}")

    def _half_year(self, town: str, period: str) -> None:
        office = self.region.offices[town]
        office.fill("I12-04", period, "示例情况。")
        self.region.tally.put(town, "I12-04", period, typed="1")
        if "街道" in office.office.unit.type or "镇" in office.office.unit.type:
            ticked = self.region.chance.randrange(6, 8)
            for entry in range(1, ticked + 1):
                office.part("I22-01", period, f"tick/e{entry}", "1")
            self.region.tally.put(town, "I22-01", period, typed=str(int(ticked == 7)))

    def _review(self, reporting: Iterable[str]) -> None:
        returned = [town for town in reporting if self.region.chance.random() < 0.25]
        for town in returned:
            office = self.region.offices[self.region.above[town]].office
            reviewing.return_(office, UnitPeriod(town, self.shown), codes=["I06-02"], why=WHY)
            self.region.down(town, self.period, Kind.RETURN)
        self.region.deliver(returned)
        for town in returned:
            self.region.type(town, ["I06-02"], self.period)
            returns.answer(
                self.region.offices[town].office, self.shown, code="I06-02", text="漏了，已补"
            )
            self.region.submit(town, self.period)
            self.region.up(town, self.period)
        self.region.deliver(self.region.towns)
        for town in reporting:
            self._accept(town)
        self.region.deliver(reporting)

    def _accept(self, town: str) -> None:
        above = self.region.offices[self.region.above[town]]
        if self.region.chance.random() < 0.2:
            typed = self.region.figure("I06-03")
            at = FieldAt("I06-03", town, self.shown, "value")
            reviewing.adopt(above.office, at, typed=(typed, None), reason="按台账")
            self.region.tally.put(town, "I06-03", self.period, typed=typed, part="adopted")
        self.region.confirm(town)
        reviewing.accept_whole(above.office, UnitPeriod(town, self.shown))
        self.region.down(town, self.period, Kind.RECEIPT)

    def _afterwards(self) -> None:
        """补报 of what was missed a month ago, 更正 of what was accepted, a row changed after 认定."""
        touched: list[str] = []
        for town, missed in [one for one in self.region.unfilled if one[1] != self.period]:
            self.region.unfilled.remove((town, missed))
            self.region.type(town, ["I06-02", RATIO], missed, how=LATE)
            self.region.submit(town, missed)
            touched.append(town)
        for town in self.region.all_towns:
            if (
                town,
                self.period,
            ) not in self.region.unfilled and self.region.chance.random() < 0.2:
                self.region.type(town, ["I06-03"], self.period, how=CORRECTION)
                touched.append(town)
        for name, row in self.region.tally.rows.items():
            if row.counts and row.register == "canteen" and self.region.chance.random() < 0.05:
                self._change_row(name, row)
                touched.append(row.unit)
        for town in dict.fromkeys(touched):
            self.region.up(town, self.period)
        self.region.deliver(self.region.towns)

    def _change_row(self, name: str, row: Kept) -> None:
        day = f"2018-{self.no:02d}-{self.region.chance.randrange(10, 28)}"
        office = self.region.offices[row.unit].office
        registering.set_fields(office, RowAt("canteen", name), typed={"opened_on": day})
        row.since, row.counts = day, False

    def _districts_report(self) -> None:
        for district in self.region.towns:
            self.region.type(district, [*DISTRICT_NUMBERS, DISTRICT_RATIO], self.period)
            self._happened(district)
            self.region.submit(district, self.period)
            self.region.up(district, self.period)
        self.region.deliver([CITY])
        city = self.region.offices[CITY].office
        for district in self.region.towns:
            reviewing.accept_whole(city, UnitPeriod(district, self.shown))
            self.region.down(district, self.period, Kind.RECEIPT)
        self.region.deliver(self.region.towns)

    def _happened(self, district: str) -> None:
        """Occurrences, a step, a text."""
        office, count = self.region.offices[district], self.region.chance.randrange(3)
        for day in range(1, count + 1):
            held = f"2018-{self.no:02d}-{day:02d}"
            row = office.row("activity", indicators="I01-01", held_on=held)
            self.region.tally.rows[row] = Kept("activity", district, held, counts=True)
        if self.no == self.region.first:
            office.step("I07-03", "step/s1", "done", f"2018-{self.no:02d}-20")
        if self.no % 6 == 0:
            office.fill("I01-03", f"2018H{self.no // 6}", "示例学习情况。")
            self.region.tally.put(district, "I01-03", f"2018H{self.no // 6}", typed="1")
