"""Which unit a text means: spaces inside, without 镇 or 街道, after its district, by a former name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.units import Unit, Units

_KIND = re.compile(r"(人民政府|街道办事处|街道办|街道|办事处|镇|乡)$")
_SHORTEST = 2
_Spelled = Mapping[str, tuple[Unit, ...]]


class UnitFound(NamedTuple):
    """The unit that a text means; `how` says so where the text is not its name of today."""

    unit: Unit
    how: str = ""


def unit_named(typed: str, units: Units, *, within: str = "") -> UnitFound:
    """The unit with that id or name.

    Args:
        typed: as it was typed or stands in a sheet.
        units: as they stand.
        within: where several fit, one at or below this unit is meant.

    Raises:
        ValueRefusedError: when none fits, several do, or it is no unit any more.
    """
    if typed.strip() in units.by_id:
        return UnitFound(units.by_id[typed.strip()])
    ended: list[Unit] = []
    for found, how in _readings(normalised(typed), units):
        fitting = [unit for unit in dict.fromkeys(found) if unit.ended_on is None]
        ended += [unit for unit in found if unit.ended_on is not None]
        near = [u for u in fitting if _is_within(u, units, above=within)] or fitting
        if len(near) == 1:
            return UnitFound(near[0], how.format(typed.strip(), near[0].name))
        if near:
            raise _several(typed, near, units=units)
    raise _unknown(typed, ended)


def _readings(text: str, units: Units) -> Iterable[tuple[Sequence[Unit], str]]:
    """Fitting units with how they are meant, the surest way first."""
    own, former = units.spellings.own, units.spellings.former
    yield own.get(text, ()), ""
    yield former.get(text, ()), "“{0}”是{1}的旧名"
    yield _by_stem(text, own), "“{0}”读作{1}"
    yield _by_stem(text, former), "“{0}”是{1}的旧名"
    if len(text) >= _SHORTEST:
        yield _by_beginning(text, own), "“{0}”读作{1}"


def _unknown(typed: str, ended: Sequence[Unit]) -> ValueRefusedError:
    if ended:
        why = f"{ended[0].name}已于{ended[0].ended_on}撤销"
        return ValueRefusedError(typed, why, remedy="请改填接管它的单位。")
    return ValueRefusedError(typed, "没有这个单位", remedy="请填所属镇（街道）的全称或编号。")


def _by_stem(text: str, spelled: _Spelled) -> list[Unit]:
    stem = _stem(text)
    return [u for name, units in spelled.items() if _stem(name) == stem for u in units]


def _stem(text: str) -> str:
    return _KIND.sub("", _KIND.sub("", text)) or text


def _by_beginning(text: str, spelled: _Spelled) -> list[Unit]:
    """Units whose own name, not only their district's, the text begins."""
    return [
        unit
        for name, units in spelled.items()
        if name.startswith(text)
        for unit in units
        if len(text) >= len(name) - len(normalised(unit.name)) + _SHORTEST
    ]


def _is_within(unit: Unit, units: Units, *, above: str) -> bool:
    return unit.id == above or units.is_below(unit.id, above)


def _several(typed: str, found: Iterable[Unit], *, units: Units) -> ValueRefusedError:
    every = list(found)
    names = "、".join(full_name(unit, units) for unit in every)
    return ValueRefusedError(
        typed, f"有{len(every)}个单位叫这个名字", remedy=f"请写明是哪一个：{names}。"
    )


def full_name(unit: Unit, units: Units) -> str:
    """A unit's name after its parent's: 丹徒区高资街道."""
    above = units.by_id.get(unit.parent_stat)
    return f"{above.name}{unit.name}" if above is not None else unit.name
