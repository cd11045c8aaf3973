"""Offices by their services, each with its own store and a clock in the test's hand; files alone between them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.service import (
    entering,
    importing_packages,
    packing,
    registering,
    rolling,
    trusting,
    users,
)
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import PLAIN, Circumstances, FieldAt, StepTyped
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.service.package_previews import Preview
from zjmz_desktop.store import projections

SECOND = "u02"


class Time:
    """What all clocks say."""

    def __init__(self, month: int = 7, day: int = 3) -> None:
        self.now = datetime(2018, month, day, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """A second later each time."""
        self.now += timedelta(seconds=1)
        return self.now


class Bureau:
    """One office.

    Attributes:
        office: its open store.
        unit: whose it is.
        out: where its files go.
        sent: every file it made, in order.
    """

    def __init__(
        self, folder: Path, unit: str, *, clock: Callable[[], datetime] | None = None
    ) -> None:
        self.unit, self.out = unit, folder / "发出" / unit
        self.office: Office = create_office(folder / unit, unit, clock=clock or Time())
        self.sent: list[Path] = []
        self.out.mkdir(parents=True)
        users.add_user(self.office, "示例审核")

    # ---- files ----

    def pack(
        self, to: str, period: str = "", kind: Kind | None = None, *, rows: bool = False
    ) -> Path:
        """A package for another office."""
        asked = parse_period(period) if period else None
        order = packing.Order(to, kind=kind, period=asked, rows=rows)
        self.sent += packing.pack(self.office, order, out=self.out).files
        return self.sent[-1]

    def trust(self, file: Path) -> None:
        """Trust who sent a file."""
        trusting.trust_sender(self.office, file)

    def take(self, *files: Path) -> tuple[Preview, ...]:
        """Import files; none may be refused."""
        found = importing_packages.import_packages(self.office, files)
        assert found.refused == ()
        return found.taken

    def refused(self, file: Path) -> str:
        """Import a file that must be refused; the sentence."""
        found = importing_packages.import_packages(self.office, [file])
        assert not found.taken
        return found.refused[0].why

    def meet(self, file: Path) -> Preview:
        """Trust who sent a file, and import it."""
        self.trust(file)
        return self.take(file)[0]

    # ---- figures ----

    def fill(
        self, code: str, period: str, typed: str, *, how: Circumstances = PLAIN, unit: str = ""
    ) -> None:
        """Enter a figure, a rate as 50/60; of a unit below it is 代报."""
        at = FieldAt(code, unit or self.unit, parse_period(period), "value")
        n, slash, d = typed.partition("/")
        if slash:
            saved = entering.save_pair(self.office, at, typed=(n, d), how=how)
        else:
            saved = entering.save_field(self.office, at, typed=typed, how=how)
        assert not saved.error, f"{code} {typed}: {saved.error}"

    def part(self, code: str, period: str, part: str, typed: str) -> None:
        """Enter another part of a figure: 本月减少, a tick."""
        at = FieldAt(code, self.unit, parse_period(period), part)
        saved = entering.save_field(self.office, at, typed=typed)
        assert not saved.error, f"{code} {part} {typed}: {saved.error}"

    def step(self, code: str, step: str, *told: str) -> None:
        """Enter a step's state, date, document; or the decision."""
        at = FieldAt(code, self.unit, parse_period("2018"), step)
        saved = entering.save_step(self.office, at, typed=StepTyped(*told))
        assert not saved.error, saved.error

    def row(self, register: str, *, town: str = "", **typed: str) -> str:
        """Enter an object into a register; its id."""
        return registering.add_row(self.office, register, typed=typed, town=town)[0]

    def confirm(self, register: str, *rows: str) -> None:
        """认定 by the second person of the office."""
        self.office.user = SECOND
        registering.confirm_rows(self.office, register, rows=rows)
        self.office.user = FIRST_USER

    # ---- what comes out ----

    def total(self, code: str, period: str, unit: str = "") -> Total:
        """The roll-up of one indicator."""
        one, through = self.office.plan.indicator(code), parse_period(period)
        return rolling.total(self.office, one, unit_id=unit or self.unit, through=through)

    def digest(self) -> str:
        """Everything that is worked out from the store."""
        return projections.digest(self.office.database)

    def close(self) -> None:
        """Close the store."""
        self.office.close()
