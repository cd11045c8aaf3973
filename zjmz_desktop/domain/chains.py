"""Chains: which of an office's replicas a line goes through.

A package carries whole chains, so what belongs to different receivers goes through different ones:
rows only to the office that confirms them, what a superior says about one unit only to that unit.
Design: sync ("State is a set of revisions"), formats ("Replicas").
"""

from collections.abc import Iterable, Mapping
from typing import Any

from zjmz_desktop.domain.revisions import Cell

OFFICE = "office"
ROWS = "rows"
FIGURES = "figures"


def scope_of(author: str, cell: Cell) -> str:
    """`office`, `rows`, `figures:2018`, and those about another unit: `figures:2018:<unit>`."""
    if cell.row is None and cell.year is None:
        return OFFICE
    first = ROWS if cell.row is not None else f"{FIGURES}:{cell.year}"
    return first if cell.unit == author else f"{first}:{cell.unit}"


def scopes_of(author: str, cells: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The scopes of many cells, as they stand in lines."""
    places = {(cell["unit"], cell.get("year"), cell.get("row")) for cell in cells}
    return frozenset(
        scope_of(author, Cell("", unit, "", year, row=row)) for unit, year, row in places
    )


def figures_scope(year: int, unit: str = "") -> str:
    """The scope of a year's figures: an office's own, or those that it writes about another unit."""
    return f"{FIGURES}:{year}:{unit}" if unit else f"{FIGURES}:{year}"


def subject_of(scope: str) -> str:
    """The other unit that a scope is about, "" where it is the author's own."""
    parts = scope.split(":")
    at = 1 if parts[0] == ROWS else 2
    return parts[at] if len(parts) > at else ""
