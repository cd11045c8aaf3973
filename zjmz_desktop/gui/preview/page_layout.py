"""Where the pages lie: one under another, or side by side as in a book, odd pages to the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF

from zjmz_desktop.service.paper_previews import Box

MARGIN_PX, GAP_PX = 18, 14
PX_PER_POINT = 96 / 72
LEAST_PERCENT, MOST_PERCENT = 25, 300
PAGE, WIDTH = "page", "width"

Size = tuple[float, float]
Row = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Zoom:
    """How large pages are shown: `page` and `width` fit the window, "" is a percentage."""

    fit: str = WIDTH
    percent: int = 100


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages on the canvas.

    Attributes:
        boxes: one for each page, in pixels.
        width, height: of the canvas.
        scale: pixels for a point.
    """

    boxes: tuple[QRect, ...] = ()
    width: int = 0
    height: int = 0
    scale: float = PX_PER_POINT

    def placed(self, page: int, box: Box) -> QRectF:
        """A part of a page on the canvas."""
        corner = QPointF(self.boxes[page].topLeft())
        area = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
        return QRectF(area.topLeft() * self.scale + corner, area.size() * self.scale)

    def within(self, sight: QRect) -> list[int]:
        """Numbers of the pages that a part of the canvas shows something of."""
        return [number for number, box in enumerate(self.boxes) if box.intersects(sight)]

    def nearest(self, y: int) -> int:
        """The page whose middle is nearest to a height; side by side, the left one."""
        numbers = range(len(self.boxes))
        return min(numbers, key=lambda n: abs(self.boxes[n].center().y() - y), default=0)

    def share_at(self, page: int, point: QPoint) -> tuple[float, float]:
        """Which shares of a page's width and height lie left of a point and above it."""
        box = self.boxes[page]
        across = (point.x() - box.left()) / max(1, box.width())
        return across, (point.y() - box.top()) / max(1, box.height())

    def point_at(self, page: int, share: tuple[float, float]) -> QPoint:
        """The point with such shares."""
        box = self.boxes[page]
        across, down = box.width() * share[0], box.height() * share[1]
        return QPoint(round(box.left() + across), round(box.top() + down))


def arrange(sizes: Sequence[Size], *, scale: float, facing: bool, room: int) -> Layout:
    """Lay the pages out.

    Args:
        sizes: of the pages, in points.
        scale: pixels for a point.
        facing: two side by side.
        room: pixels that there are from left to right.
    """
    shown = [(round(w * scale), round(h * scale)) for w, h in sizes]
    rows = list(_rows(sizes, facing=facing))
    across = max((_across(row, shown) for row in rows), default=0)
    width = max(room, across + 2 * MARGIN_PX)
    heights = [max(shown[n][1] for n in row if n is not None) for row in rows]
    tops = list(accumulate((h + GAP_PX for h in heights), initial=MARGIN_PX))
    boxes: dict[int, QRect] = {}
    for row, top in zip(rows, tops, strict=False):
        for side, number in enumerate(row):
            if number is not None:
                left = _left(width, shown[number][0], side=side if len(row) > 1 else None)
                boxes[number] = QRect(left, top, *shown[number])
    whole = tops[-1] - GAP_PX + MARGIN_PX if rows else 0
    return Layout(tuple(boxes[n] for n in range(len(sizes))), width, whole, scale)


def scale_of(zoom: Zoom, sizes: Sequence[Size], *, facing: bool, room: tuple[int, int]) -> float:
    """Pixels for a point with a zoom, where there is so much room."""
    if not zoom.fit or not sizes:
        return zoom.percent / 100 * PX_PER_POINT
    free = room[0] - 2 * MARGIN_PX - GAP_PX, room[1] - 2 * MARGIN_PX
    found = min(
        free[0] / (len(row) * max(sizes[n][0] for n in row if n is not None))
        for row in _rows(sizes, facing=facing)
    )
    if zoom.fit == PAGE:
        found = min(found, free[1] / max(height for _, height in sizes))
    return min(max(found, LEAST_PERCENT / 100 * PX_PER_POINT), MOST_PERCENT / 100 * PX_PER_POINT)


def stepped(scale: float, steps: int) -> int:
    """The percentage so many tenths larger or smaller, on whole tenths of a hundred."""
    now = scale / PX_PER_POINT * 100
    found = round((now + 10 * steps) / 10) * 10
    return min(max(found, LEAST_PERCENT), MOST_PERCENT)


def _rows(sizes: Sequence[Size], *, facing: bool) -> Iterator[Row]:
    """Pages beside each other; one that lies on its side has a row for itself."""
    single = [not facing or width > height for width, height in sizes]
    number = 0
    while number < len(sizes):
        if single[number]:
            yield (number,)
        elif number % 2 == 0:
            yield (None, number)
        elif number + 1 < len(sizes) and not single[number + 1]:
            yield (number, number + 1)
            number += 1
        else:
            yield (number, None)
        number += 1


def _across(row: Row, shown: Sequence[tuple[int, int]]) -> int:
    widest = max(shown[number][0] for number in row if number is not None)
    return widest if len(row) == 1 else 2 * widest + GAP_PX


def _left(width: int, page: int, *, side: int | None) -> int:
    """The left edge: in the middle, or against the fold from the left or the right."""
    if side is None:
        return (width - page) // 2
    fold = width // 2
    return fold - GAP_PX // 2 - page if side == 0 else fold + GAP_PX // 2
