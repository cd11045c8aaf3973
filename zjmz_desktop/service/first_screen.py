"""What a window shows first, kept when it closes, so that it opens again without working all of it out.

It is shown only for the log position, plan, office, user and month that it was true for; every write
drops it (drafts and settings too), and it can be dropped at will. Import nothing heavy here at the top.
"""

import json
from collections.abc import Callable
from datetime import date
from enum import EnumType
from fractions import Fraction
from functools import lru_cache, partial
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin

from zjmz_desktop import __version__
from zjmz_desktop.domain.errors import PeriodError
from zjmz_desktop.domain.periods import Period, month_in_hand, parse_period
from zjmz_desktop.service.clock import BEIJING, Clock
from zjmz_desktop.service.views import FormView, MonthList
from zjmz_desktop.store import first_screen as kept_texts
from zjmz_desktop.store.database import Database

if TYPE_CHECKING:
    from zjmz_desktop.service.context import Office

Reader = Callable[[Any], Any]


class FirstScreen(NamedTuple):
    """The header's words, the tree of the month in hand, and the form it opens on.

    Attributes:
        year: the plan's year.
        period: the month in hand, of the office's own unit.
        units: (id, name) of the own unit and of those below it.
        departments: (code, name).
    """

    unit_id: str
    unit_name: str
    office_name: str
    user_name: str
    plan_title: str
    year: int
    sample: bool
    period: Period
    units: tuple[tuple[str, str], ...]
    departments: tuple[tuple[str, str], ...]
    month: MonthList
    form: FormView | None


def first_screen(office: "Office") -> FirstScreen:
    """What a window on this office shows first, worked out."""
    from zjmz_desktop.service import entering, forms, listing, users

    at = entering.UnitPeriod(office.unit.id, office.month_in_hand())
    month = listing.month_list(office, at)
    code = month.opens_on
    return FirstScreen(
        unit_id=office.unit.id,
        unit_name=office.unit.name,
        office_name=office.unit.office,
        user_name=users.written_name(office),
        plan_title=office.plan.title,
        year=office.plan.year,
        sample=office.sample,
        period=at.period,
        units=entering.units_in_sight(office),
        departments=entering.departments(office),
        month=month,
        form=forms.form(office, code, at=at) if code else None,
    )


def keep(office: "Office") -> None:
    """Keep the office's first screen, unless the one kept still holds.

    Raises:
        StoreError: when the disk refuses.
    """
    if kept(office.database, clock=office.now, user=office.user) is None:
        shown = first_screen(office)
        whole = [_true_for(office.database, office.user), _plain(shown)]
        kept_texts.keep(office.database, json.dumps(whole, ensure_ascii=False))


def kept(database: Database, *, clock: Clock, user: str) -> FirstScreen | None:
    """The first screen kept in a store; None unless all that it was true for is so now."""
    text = kept_texts.kept(database)
    true_for, shown = json.loads(text) if text else (None, None)
    if true_for != _true_for(database, user):
        return None
    try:
        found: FirstScreen = _reader(FirstScreen)(shown)
    except (ValueError, TypeError, PeriodError):  # by another checkout of this version
        return None
    in_hand = month_in_hand(found.year, clock().astimezone(BEIJING).date())
    return found if found.period == in_hand else None


def _true_for(database: Database, user: str) -> list[str]:
    """What a screen hangs on besides the month; it is never shown when one of these is another."""
    plan, office = database.meta("plan"), database.meta("office")
    return [__version__, kept_texts.position(database), plan, office, user]


def _plain(value: object) -> object:
    """A view in what JSON has words for, as `_reader` reads it."""
    if isinstance(value, tuple) and not isinstance(value, Period):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (str, int)) else str(value)


@lru_cache(maxsize=64)
def _reader(kind: Any) -> Reader:
    """What makes a value of a view's type from its JSON."""
    if kind in _READERS:
        return _READERS[kind]
    if isinstance(kind, EnumType):
        return kind
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind))
    if isinstance(kind, UnionType):
        inner = next(one for one in get_args(kind) if one is not NoneType)
        return partial(_optional, _reader(inner))
    return partial(_view, kind, readers=tuple(map(_reader, kind.__annotations__.values())))


def _tuple_reader(kinds: tuple[Any, ...]) -> Reader:
    if kinds[-1] is Ellipsis:
        return partial(_list, _reader(kinds[0]))
    return partial(_view, _tuple_of, readers=tuple(map(_reader, kinds)))


def _same(value: Any) -> Any:
    return value


def _optional(read: Reader, value: Any) -> Any:
    return None if value is None else read(value)


def _list(read: Reader, values: list[Any]) -> Any:
    return tuple(map(read, values))


def _tuple_of(*values: Any) -> Any:
    return values


def _view(make: Callable[..., Any], values: Any, *, readers: tuple[Reader, ...]) -> Any:
    return make(*[read(value) for read, value in zip(readers, values, strict=True)])


_READERS: dict[Any, Reader] = {
    str: _same,
    int: _same,
    bool: _same,
    date: date.fromisoformat,
    Fraction: Fraction,
    Period: parse_period,
}
