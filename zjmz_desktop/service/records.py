"""What an office knows from its store: plan, units, and what the issuer and superiors decided."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, TypeVar

import orjson

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.domain.periods import Period, month_in_hand
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import plan_of
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.units import Unit, UnitChange, Units, read_units, units_on
from zjmz_desktop.paths import resource
from zjmz_desktop.service.clock import BEIJING, Clock
from zjmz_desktop.store import cells, plans
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.errors import DamagedStoreError

T = TypeVar("T")


class Records:
    """An open store, read. What is read is kept until a write may have changed it.

    Attributes:
        database: the store.
        folder: its folder.
        plan: the plan in force.
        unit: the office's own unit.
        user: short user id.
        sample: whether every figure is 示例数据.
        now: the clock.
    """

    def __init__(self, database: Database, *, clock: Clock, user: str) -> None:
        self.database = database
        self.folder = database.folder
        self.now = clock
        self.user = user
        self.cache: dict[str, dict[Any, Any]] = {}
        self.plan = stored_plan(database, database.meta("plan"))
        self.sample = database.meta("sample") == "1"
        self.unit: Unit = self.units.get(database.meta("office"))

    @cached_property
    def unit_list(self) -> Units:
        """The units before any recorded adjustment."""
        return read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8"))

    @property
    def units(self) -> Units:
        """The units as they stand at the end of the plan's year."""
        return self.units_at(self.plan.ends_on)

    def units_at(self, day: date) -> Units:
        """The units as they stood on a day, after recorded changes."""

        def read() -> Units:
            changes = unit_changes(self.database)
            since = max((one.on for one in changes if one.on <= day), default=date.min)
            key = ("units since", "", since)
            return self.cached(key, lambda: units_on(self.unit_list, changes, day=day))

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

    def cached(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """A value that holds until a write of what `key` names: (kind, code, …)."""
        kept = self.cache.setdefault(key[1], {})
        if key not in kept:
            kept[key] = make()
        found: T = kept[key]
        return found

    def today(self) -> date:
        """Today's date of +08:00."""
        return self.now().astimezone(BEIJING).date()

    def month_in_hand(self) -> Period:
        """The month to open on: last month, within the plan's year."""
        return month_in_hand(self.plan.year, self.today())

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


def stored_plan(database: Database, sha256: str) -> Plan:
    """A plan kept in the store.

    Raises:
        StoreError: when it is not kept, or damaged.
    """
    parsed = plans.parsed(database, sha256)
    if not parsed:
        raise StoreError(
            f"数据文件{database.path}里没有工作计划，可能没有建完。请另选文件夹重新建立。"
        )
    try:
        return _plan_of(parsed, sha256=sha256)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DamagedStoreError(database.path, "工作计划的内容坏了") from error


@lru_cache(maxsize=8)
def _plan_of(parsed: str, *, sha256: str) -> Plan:
    """Made once for the same text: what many packages are weighed by must not be made for each."""
    return plan_of(orjson.loads(parsed), sha256=sha256)


def unit_changes(database: Database) -> tuple[UnitChange, ...]:
    """Every recorded adjustment of units."""
    return tuple(
        UnitChange(c.cell.unit, part, date.fromisoformat(on), c.value.text or "")
        for c in cells.of_code(database, "unit")
        for part, _, on in [c.cell.part.partition("/")]
    )
