"""An open office: its store, plan, units and user. Everything but Qt meets here."""

import copy
import re
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from zjmz_desktop.domain.errors import (
    PlanFileError,
    StoreError,
    WriteRefusedError,
    ZjmzError,
    quoted,
)
from zjmz_desktop.domain.paper_kinds import PAPER
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.revisions import Cell, may_write
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.submissions import SUBMISSION
from zjmz_desktop.domain.units import read_units
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.paths import resource
from zjmz_desktop.service.acts import Act as Act
from zjmz_desktop.service.acts import DraftStep as DraftStep
from zjmz_desktop.service.acts import Step as Step
from zjmz_desktop.service.acts import Undo as Undo
from zjmz_desktop.service.clock import BEIJING, Clock, system_clock
from zjmz_desktop.service.locking import COUNTED, refuse_locked
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.service.records import Records, stored_plan
from zjmz_desktop.service.unplaced_papers import settle_unplaced
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import database as databases
from zjmz_desktop.store import log, plans, projections, revisions
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.revisions import Author, Progress, Write, untold

LONGEST_NAME = 40
USER = "user"
LARGEST_PLAN = 12_000_000
_USER_ID = re.compile(r"[a-z][a-z0-9]{0,15}")


def random_id() -> str:
    """32 random hex digits."""
    return secrets.token_hex(16)


class UnknownPlanError(ZjmzError):
    """A plan name that is no built-in plan and no file."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"没有找到计划{quoted(name)}。内置的计划有zhenjiang-2018；也可以给出计划文件的路径。"
        )
        self.name = name


class UnknownUserError(ZjmzError):
    """A text that is no short user id."""

    def __init__(self, user: str) -> None:
        super().__init__(f"{quoted(user)}不是用户编号。请写成u01这样的编号（用 zjmz users 查）。")


def refuse_no_user_id(user: str) -> None:
    """Refuse what can't be a short user id.

    Raises:
        UnknownUserError: when it is none.
    """
    if not _USER_ID.fullmatch(user):
        raise UnknownUserError(user)


class Office(Records):
    """An open office that can write.

    Attributes:
        new_id: where new random ids come from.
        undo: this session's undo list.
        tell: hears how far a long write is; when it raises, nothing of the act is written.
        stale_rows: register code → rows written since its rows were last read.
        position: this store's last log position.
        taken: how many acts with packages that came had been done when the store was last read.
        present: of an office as it once stood, the open one that it was taken from; nothing can be written
            to the past, and what is printed of it is recorded in the present.
    """

    present: "Office | None" = None

    def __init__(self, database: Database, *, clock: Clock, user: str) -> None:
        super().__init__(database, clock=clock, user=user)
        self.new_id = random_id
        self.undo = Undo()
        self.tell: Progress = untold
        self.stale_rows: dict[str, set[str]] = {}
        self.position = revisions.last_log_no(database)
        self.taken = log.acts_taken(database)

    def acting_as(self, unit_id: str) -> "Office":
        """The same store, written as another office; only the sample does so, by throw-away replicas."""
        other = copy.copy(self)
        other.unit = self.units.get(unit_id)
        other.undo = Undo()
        return other

    def close(self) -> None:
        """Close the store."""
        self.database.close()

    def write(self, writes: list[Write], *, author: str = "") -> ChangeSet:
        """Write cells as one act, by the table of ownership.

        Args:
            writes: what is written, in order.
            author: writing office; the sample writes as each town. Default: this office.

        Raises:
            WriteRefusedError: when this office may not write one of the cells, or its month is submitted
                or its year closed; nothing is written.
            StoreError: when the disk refuses; nothing is written.
        """
        who = author or self.unit.id
        kinds = {_but_for_row(one): one for one in writes}.values()
        for one in kinds:
            if not may_write(who, one.cell, units=self.units, issuer=self.plan.issuer):
                raise WriteRefusedError(self._refusal(who, one.cell))
        for one in kinds:
            if one.source != COUNTED:
                refuse_locked(self, one.cell, act=one.act, note=one.note)
        now = self.now()
        pen = Author(who, self.user, now, self.new_id)
        last = revisions.append(self.database, pen, writes=writes, tell=self.tell)
        written = [one.cell for one in writes]
        self._forget(written)
        self.position = last
        return self._changes(written, now)

    def catch_up(self) -> ChangeSet:
        """Forget what another connection to the same store has written since, and tell what that was.

        Where a package was taken in or back, or another plan holds, everything is forgotten; acts of this
        session can't be taken back any more, as what they wrote may have been built on.
        """
        if self._is_another():
            self.reread()
            self.undo.clear()
            return ChangeSet((), self.position, f"{self.now().astimezone(BEIJING):%H:%M:%S}", True)
        position = revisions.last_log_no(self.database)
        written = revisions.cells_since(self.database, self.position)
        self._forget(written)
        self.position = position
        return self._changes(written, self.now())

    def reread(self) -> None:
        """Forget everything read: another connection, or a package, may have changed anything."""
        self.cache.clear()
        self.stale_rows.clear()
        self.plan = stored_plan(self.database, self.database.meta("plan"))
        self.position = revisions.last_log_no(self.database)
        self.taken = log.acts_taken(self.database)

    def _is_another(self) -> bool:
        """Whether a package was taken in or back, or another plan holds."""
        taken = log.acts_taken(self.database)
        return self.taken != taken or self.database.meta("plan") != self.plan.sha256

    def _changes(self, written: Sequence[Cell], now: datetime) -> ChangeSet:
        touched = dict.fromkeys((cell.of, cell.unit, cell.period or "") for cell in written)
        if not touched:
            return ChangeSet()
        return ChangeSet(tuple(touched), self.position, f"{now.astimezone(BEIJING):%H:%M:%S}")

    def take_over(self, act: Act) -> None:
        """An act that this office wrote through another connection becomes one of this session's."""
        self.learn(act)
        self.undo.did(*act)

    def learn(self, act: Act) -> None:
        """Forget what an act of another connection may have changed: as `catch_up`, without reading it."""
        written = [one.write.cell for one in act if isinstance(one, Step)]
        position = revisions.last_log_no(self.database)
        if position - self.position != len(written) or self._is_another():
            self.catch_up()
            return
        self._forget(written)
        self.position = position

    def _forget(self, cells: Sequence[Cell]) -> None:
        """Drop what a write of the cells may have changed; keys are (kind, indicator or register code, …)."""
        codes = {cell.of for cell in cells}
        parts = {cell.part for cell in cells}
        if not all(map(self._is_reported, codes)) or parts & {"target", "mode"}:
            self.cache.clear()
            return
        codes.update(*(self._fed.get(code, ()) for code in codes))
        for code, row in {(cell.of, cell.row) for cell in cells if cell.row is not None}:
            self.stale_rows.setdefault(code, set()).add(row)  # the others stay as they were read
        for code in codes:
            kept = self.cache.pop(code, {})
            if rows := {key: found for key, found in kept.items() if key[0] == "rows"}:
                self.cache[code] = rows

    def _is_reported(self, code: str) -> bool:
        """Whether cells of it tell of figures, rows, submissions, words or names alone, and decide nothing."""
        known = self.plan.indicator_by_code, self.plan.register_by_code
        return code in (SUBMISSION, PAPER, USER) or any(code in codes for codes in known)

    @property
    def _fed(self) -> dict[str, list[str]]:
        """Register → indicators that are read from it."""

        def found() -> dict[str, list[str]]:
            fed: dict[str, list[str]] = {}
            for one in self.plan.indicators:
                fed.setdefault(register_behind(one), []).append(one.code)
            return fed

        return self.cached(("fed", ""), found)

    def _refusal(self, author: str, cell: Cell) -> str:
        mine, owner = self.units.get(author).name, self.units.get(cell.unit).name
        return (
            f"{mine}不能改写{owner}的这一项。本单位的数由本单位填；"
            "下级的数请用代报或区局采用数，其他单位的数不能填。"
        )


def _but_for_row(one: Write) -> tuple[Any, ...]:
    """What decides whether something may be written: of a row's cell everything but which row."""
    of, unit, part, year, period, row = one.cell
    return of, unit, part, year, period, row is None, one.note, one.act, one.source


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
        StoreError: when the file can't be read as UTF-8, or is far too large for a plan.
    """
    path = resource("plans") / f"{name}.toml" if name in built_in_plans() else Path(name)
    try:
        if path.stat().st_size > LARGEST_PLAN:
            most = LARGEST_PLAN // 1_000_000
            raise StoreError(f"文件{path}超过{most}MB，不是计划文件。请核对是不是选错了文件。")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise StoreError(f"计划文件{path}不是UTF-8编码，没能读出来。请另存为UTF-8再试。") from error
    except (OSError, ValueError) as error:  # a path with a NUL is a ValueError
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
    """Make a fresh store for the office of a unit, with a 单位识别码 of its own, and open it.

    Raises:
        ZjmzError: unknown unit or plan, a folder that can't be written, a store there already.
    """
    from zjmz_desktop.service.trusting import signing_key

    name, text = clean_text(user_name, limit=LONGEST_NAME), plan_text(plan)
    read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8")).get(unit_id)
    found, problems = read_plan(text)
    if found is None or problems:
        raise PlanFileError(problems)
    database = databases.create(folder)
    try:
        take_plan(database, found, text=text)
        database.set_meta("office", unit_id)
        office = Office(database, clock=clock, user=FIRST_USER)
        signing_key(office)
        if name:
            office.write([Write(Cell("user", unit_id, FIRST_USER), text_value(name))])
    except BaseException:
        database.close()
        (folder / databases.FILE_NAME).unlink(missing_ok=True)
        raise
    return office


def keep_plan(database: Database, plan: Plan, *, text: str) -> None:
    """Keep a checked plan in the store; the same one twice is kept once."""
    from zjmz_desktop.domain.plan_syntax import read_toml

    tables, _ = read_toml(text)
    parsed = orjson.dumps(tables).decode()
    plans.keep(database, plans.StoredPlan(plan.sha256, plan.code, plan.year, text, parsed))


def take_plan(database: Database, plan: Plan, *, text: str) -> None:
    """Keep a checked plan in the store and put it in force there."""
    with database.transaction():
        keep_plan(database, plan, text=text)
        projections.set_sources(database, sources_of(plan))
        database.set_meta("plan", plan.sha256)


def sources_of(plan: Plan) -> dict[str, str]:
    """Indicator → the register that it is counted from."""
    return {i.code: i.source.register for i in plan.indicators if i.source is not None}


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
        UnknownUserError: when `user` is no user id.
    """
    refuse_no_user_id(user)
    database = databases.open_store(folder, exclusive=exclusive)
    if exclusive:
        settle_unplaced(database)
    try:
        return Office(database, clock=clock, user=user)
    except BaseException:
        database.close()
        raise
