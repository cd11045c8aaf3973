"""Grids of sheets, and the 2018 plan with the words on foreign sheets, for several test modules."""

from functools import cache
from pathlib import Path

from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.sheet_fields import SheetWords, read_words
from zjmz_desktop.domain.sheets import Sheet, Span
from zjmz_desktop.domain.units import Units, read_units

_RESOURCES = Path(__file__).parents[3] / "resources"


def sheet_of(*lines: str, name: str = "表", merged: tuple[Span, ...] = ()) -> Sheet:
    """A sheet of lines with | between its cells."""
    rows = [line.split("|") for line in lines]
    width = max(map(len, rows))
    return Sheet(name, tuple(tuple(r + [""] * (width - len(r))) for r in rows), merged)


@cache
def plan_2018() -> Plan:
    found, _ = read_plan((_RESOURCES / "plans" / "zhenjiang-2018.toml").read_text("utf-8"))
    assert found is not None
    return found


@cache
def units_2018() -> Units:
    return read_units((_RESOURCES / "units" / "zhenjiang_2018.csv").read_text("utf-8"))


@cache
def sheet_words() -> SheetWords:
    return read_words((_RESOURCES / "sheets" / "words.toml").read_text("utf-8"))
