"""An open office: its store, plan, units and user. Everything but Qt meets here."""

import copy
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from zjmz_desktop.domain.errors import PlanFileError, StoreError, WriteRefusedError, ZjmzError
from zjmz_desktop.domain.periods import Period, PeriodType
from zjmz_desktop.domain.plan import Entry, Indicator, Plan
from zjmz_desktop.domain.plan_file import plan_of, read_plan
from zjmz_desktop.domain.revisions import Cell, may_write
from zjmz_desktop.domain.units import Unit, UnitChange, Units, read_units, units_on
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.paths import resource
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import cells, plans, projections, revisions
from zjmz_desktop.store import database as databases
from zjmz_desktop.store.cells import DraftAt
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.revisions import Author, Write

BEIJING = timezone(timedelta(hours=8))
FIRST_USER = "u01"
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The computer's clock, aware, in UTC."""
    return datetime.now(UTC)


def random_id() -> str:
    """32 random hex digits."""
    return secrets.token_hex(16)


class UnknownPlanError(ZjmzError):
    """A plan name that is no built-in plan and no file."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"没有找到计划“{name}”。内置的计划有zhenjiang-2018；也可以给出计划文件的路径。"
        )
        self.name = name


@dataclass
class Undo:
    """Writes of this session that can be undone and redone, newest last."""

    done: list[tuple["Step", ...]] = field(default_factory=list)
    undone: list[tuple["Step", ...]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Step:
    """One write with what stood there before; `before` None where nothing ever was."""

    author: str
    write: Write
    before: Any


class Office:
    """An open office.

    Attributes:
        folder: folder of the store.
        plan: the plan in force.
        unit: the office's own unit.
        user: short user id.
        sample: whether every figure is 示例数据.
        undo: this session's undo list.
    """

    def __init__(self, database: Database, *, clock: Clock, user: str) -> None:
        self.database = database
        self.folder = database.folder
        self.now = clock
        self.new_id = random_id
        self.user = user
        self.undo = Undo()
        self.plan = _stored_plan(database)
        self.sample = database.meta("sample") == "1"
        self.position = revisions.last_log_no(database)
        self.cache: dict[Any, Any] = {}
        self.unit: Unit = self.units.get(database.meta("office"))

    def acting_as(self, unit_id: str) -> "Office":
        """The same store, written as another office; only the sample does so, by throw-away replicas."""
        other = copy.copy(self)
        other.unit = self.units.get(unit_id)
        other.undo = Undo()
        return other

    def close(self) -> None:
        """Close the store."""
        self.database.close()

    # -- what the issuer and superiors decided; read anew after each write --

    @cached_property
    def _unit_list(self) -> Units:
        return read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8"))

    @property
    def units(self) -> Units:
        """The units as they stand at the end of the plan's year."""
        return self.units_at(self.plan.ends_on)

    def units_at(self, day: date) -> Units:
        """The units as they stood on a day, after recorded changes."""

        def read() -> Units:
            stored = cells.of_code(self.database, "unit")
            changes = (
                UnitChange(c.cell.unit, part, date.fromisoformat(on), c.value.text or "")
                for c in stored
                for part, _, on in [c.cell.part.partition("/")]
            )
            return units_on(self._unit_list, changes, day)

        return self.cached(("units", day), read)

    @property
    def targets(self) -> Mapping[tuple[str, str], Decimal]:
        """目标分解: (indicator, unit) → target."""
        return self.cached(("targets", ""), lambda: self._numbers("target"))

    @property
    def bases(self) -> Mapping[tuple[str, str], Decimal]:
        """Base figures issued: (base code, unit) → number in the base's unit."""
        return self.cached(("bases", ""), lambda: self._numbers("base"))

    @property
    def choices(self) -> Mapping[str, str]:
        """Open questions the issuer has decided: question → choice code."""
        return self.cached(
            ("choices", ""),
            lambda: {
                c.cell.of: c.value.text or "" for c in cells.with_part(self.database, "choice")
            },
        )

    @property
    def summary_mode(self) -> frozenset[tuple[str, str]]:
        """(indicator, unit) where a unit keeps no register and types the figure."""
        return self.cached(
            ("modes", ""),
            lambda: frozenset(
                (c.cell.of, c.cell.unit)
                for c in cells.with_part(self.database, "mode")
                if c.value.text == "summary"
            ),
        )

    def _numbers(self, part: str) -> dict[tuple[str, str], Decimal]:
        stored = cells.with_part(self.database, part)
        return {
            (c.cell.of, c.cell.unit): c.value.n
            for c in stored
            if c.value.n is not None and c.cell.year == self.plan.year
        }

    def cached(self, key: Any, make: Callable[[], Any]) -> Any:
        """A value that holds until the next write of this office."""
        if key not in self.cache:
            self.cache[key] = make()
        return self.cache[key]

    # -- writing --

    def write(
        self, writes: list[Write], *, author: str = "", settled: DraftAt | None = None
    ) -> ChangeSet:
        """Write cells as one act, by the table of ownership.

        Args:
            writes: what is written, in order.
            author: writing office; the sample writes as each town. Default: this office.
            settled: where drafts of the same parts are dropped.

        Raises:
            WriteRefusedError: when this office may not write one of the cells; nothing is written.
            StoreError: when the disk refuses; nothing is written.
        """
        who = author or self.unit.id
        for one in writes:
            if not may_write(who, one.cell, self.units, self.plan.issuer):
                raise WriteRefusedError(self._refusal(who, one.cell))
        now = self.now()
        pen = Author(who, self.user, now, self.new_id)
        done = revisions.append(self.database, pen, writes, settled=settled)
        self._forget(writes)
        self.position = done[-1].log_no
        touched = dict.fromkeys((w.cell.of, w.cell.unit, w.cell.period or "") for w in writes)
        return ChangeSet(tuple(touched), self.position, f"{now.astimezone(BEIJING):%H:%M:%S}")

    def _forget(self, writes: list[Write]) -> None:
        """Drop what the writes may have changed; keys are (kind, indicator or register code, …)."""
        codes = {one.cell.of for one in writes}
        known = {i.code for i in self.plan.indicators} | set(self.plan.register_by_code)
        parts = {one.cell.part for one in writes}
        if not codes <= known or parts & {"target", "mode"}:
            self.cache.clear()
            return
        codes |= {i.code for i in self.plan.indicators if register_behind(i) in codes}
        for key in [key for key in self.cache if key[1] in codes]:
            del self.cache[key]

    def _refusal(self, author: str, cell: Cell) -> str:
        mine, owner = self.units.get(author).name, self.units.get(cell.unit).name
        return (
            f"{mine}不能改写{owner}的这一项。本单位的数由本单位填；"
            "下级的数请用代报或区局采用数，其他单位的数不能填。"
        )

    def today(self) -> date:
        """Today's date of +08:00."""
        return self.now().astimezone(BEIJING).date()

    def month_in_hand(self) -> Period:
        """The month to open on: last month, within the plan's year."""
        today = self.today()
        if today.year > self.plan.year:
            return Period(self.plan.year, 12, PeriodType.MONTH)
        if today.year < self.plan.year:
            return Period(self.plan.year, 1, PeriodType.MONTH)
        return Period(self.plan.year, max(today.month - 1, 1), PeriodType.MONTH)

    @property
    def user_name(self) -> str:
        """The user's name as recorded, else the short id."""
        return self.name_of_user(self.unit.id, self.user)

    def name_of_user(self, office: str, user: str) -> str:
        """A user's recorded name."""
        stored = cells.one(self.database, Cell("user", office, user))
        return (stored.value.text if stored else None) or user

    def is_typed(self, indicator: Indicator, unit_id: str) -> bool:
        """Whether the unit types the figure itself (no register, or summary mode)."""
        return indicator.source is None or (indicator.code, unit_id) in self.summary_mode


def register_behind(indicator: Indicator) -> str:
    """Code of the register that feeds an indicator, "" where none does."""
    if indicator.entry is Entry.ACTIVITY:
        return "activity"
    return indicator.source.register if indicator.source else ""


def built_in_plans() -> tuple[str, ...]:
    """Codes of the plans that come with the program."""
    return tuple(sorted(path.stem for path in resource("plans").glob("*.toml")))


def plan_text(name: str) -> str:
    """The text of a built-in plan, or of a plan file.

    Raises:
        UnknownPlanError: when there is neither.
        StoreError: when the file can't be read as UTF-8.
    """
    path = resource("plans") / f"{name}.toml" if name in built_in_plans() else Path(name)
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise StoreError(f"计划文件{path}不是UTF-8编码，没能读出来。请另存为UTF-8再试。") from error
    except OSError as error:
        raise UnknownPlanError(name) from error


def read_plan_named(name: str) -> Plan:
    """A built-in plan, or a plan file, that must be right.

    Raises:
        PlanFileError: with all problems.
        UnknownPlanError: when there is none of that name.
    """
    plan, problems = read_plan(plan_text(name))
    if plan is None or problems:
        raise PlanFileError(problems)
    return plan


def create_office(
    folder: Path,
    unit_id: str,
    *,
    plan: str = "zhenjiang-2018",
    user_name: str = "",
    clock: Clock = system_clock,
) -> Office:
    """Make a fresh store for the office of a unit and open it.

    Raises:
        ZjmzError: unknown unit or plan, a folder that can't be written, a store there already.
    """
    text = plan_text(plan)
    read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8")).get(unit_id)
    found, problems = read_plan(text)
    if found is None or problems:
        raise PlanFileError(problems)
    database = databases.create(folder)
    try:
        take_plan(database, found, text)
        database.set_meta("office", unit_id)
        office = Office(database, clock=clock, user=FIRST_USER)
        if user_name:
            office.write([Write(Cell("user", unit_id, FIRST_USER), text_value(user_name))])
    except BaseException:
        database.close()
        raise
    return office


def take_plan(database: Database, plan: Plan, text: str) -> None:
    """Keep a checked plan in the store and put it in force there."""
    import tomllib

    parsed = orjson.dumps(tomllib.loads(text)).decode()
    plans.keep(database, plans.StoredPlan(plan.sha256, plan.code, plan.year, text, parsed))
    sources = {i.code: i.source.register for i in plan.indicators if i.source is not None}
    projections.set_sources(database, sources)
    database.set_meta("plan", plan.sha256)


def open_office(
    folder: Path,
    *,
    clock: Clock = system_clock,
    user: str = FIRST_USER,
    exclusive: bool = True,
) -> Office:
    """Open an office's store.

    Raises:
        StoreError: in a sentence, when there is none, it is in use, damaged, newer or read-only.
    """
    database = databases.open_store(folder, exclusive=exclusive)
    try:
        return Office(database, clock=clock, user=user)
    except BaseException:
        database.close()
        raise


def _stored_plan(database: Database) -> Plan:
    sha256 = database.meta("plan")
    parsed = plans.parsed(database, sha256)
    if not parsed:
        raise StoreError(
            f"数据文件{database.path}里没有工作计划，可能没有建完。请另选文件夹重新建立。"
        )
    return plan_of(orjson.loads(parsed), sha256=sha256)
