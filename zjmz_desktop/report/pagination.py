"""Strips of a paper filled into pages, top to bottom; pure, so that it can be tested by numbers."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zjmz_desktop.report.pen import Pen
from zjmz_desktop.report.sheet import PITCH, Frame

_FUZZ_PT = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A horizontal slice of a paper that no page break goes through.

    Attributes:
        height: points from its top to the top of the next strip.
        trail: the part of `height` that may hang below the type area (the white after a line).
        keep: how many of the following strips must stand on the same page.
        snap: whether it starts on a line of the page's grid.
        repeat: strips drawn first when a page begins with this one.
    """

    height: float
    trail: float = 0.0
    keep: int = 0
    snap: bool = False
    repeat: tuple["Strip", ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether it is white space, dropped at the top of a page."""
        return True

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it with its upper edge `top` points below the type area's."""


@dataclass(frozen=True, slots=True)
class Section:
    """Strips that start on a new page, all in one kind of frame."""

    frame: Frame
    strips: tuple[Strip, ...]


@dataclass(slots=True)
class Page:
    """One page: its frame, and the strips with the place of their tops."""

    frame: Frame
    placed: list[tuple[Strip, float]] = field(default_factory=list)
    bottom: float = 0.0
    is_numbered: bool = True

    def room_for(self, strips: Iterable[Strip]) -> bool:
        """Whether strips fit under what is placed."""
        bottom, used = self.bottom, 0.0
        for strip in strips:
            top = _snapped(bottom) if strip.snap else bottom
            bottom = top + strip.height
            used = max(used, bottom - strip.trail)
        return used <= self.frame.height + _FUZZ_PT

    def place(self, strip: Strip) -> None:
        """Put a strip under what is placed; white at the top falls away."""
        if strip.is_blank and not self.placed:
            return
        top = _snapped(self.bottom) if strip.snap else self.bottom
        self.placed.append((strip, top))
        self.bottom = top + strip.height


def paginate(sections: Iterable[Section]) -> list[Page]:
    """Fill pages with the strips of all sections in order."""
    pages = [page for section in sections for page in _pages_of(section)]
    return [page for page in pages if page.placed]


def _pages_of(section: Section) -> Iterator[Page]:
    page = Page(section.frame)
    strips, settled = section.strips, 0
    for index, strip in enumerate(strips):
        if index >= settled:
            chain = _chain(strips, index, frame=section.frame)
            settled = index + len(chain)
            if page.placed and not page.room_for(chain):
                yield page
                page = Page(section.frame)
                for again in strip.repeat:
                    page.place(again)
        page.place(strip)
    yield page


def _chain(strips: tuple[Strip, ...], index: int, *, frame: Frame) -> tuple[Strip, ...]:
    """A strip with those that must share its page: of too many, the first that one page holds."""
    last = index + strips[index].keep
    position = index
    while position < min(last, len(strips) - 1):
        position += 1
        last = max(last, position + strips[position].keep)
    chain = strips[index : position + 1]
    while len(chain) > 1 and not Page(frame).room_for((*chain[0].repeat, *chain)):
        chain = chain[:-1]
    return chain


def _snapped(top: float) -> float:
    return math.ceil(top / PITCH - _FUZZ_PT) * PITCH
