"""The page by GB/T 9704-2012, in points: paper, margins, type area, 22 × 28 grid."""

from dataclasses import dataclass

MM = 72 / 25.4
PAPER_WIDTH, PAPER_HEIGHT = 210 * MM, 297 * MM
HEAD_MARGIN, BINDING_MARGIN = 37 * MM, 28 * MM
TYPE_WIDTH, TYPE_HEIGHT = 156 * MM, 225 * MM
ROWS, COLUMNS = 22, 28
BODY_SIZE = 16.0
ADVANCE = (TYPE_WIDTH - BODY_SIZE) / (COLUMNS - 1)
PITCH = (TYPE_HEIGHT - BODY_SIZE) / (ROWS - 1)
NUMBER_DROP, NUMBER_SIZE = 7 * MM, 14.0
MARK_DROP, MARK_SIZE = 12 * MM, 12.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The type area of a page; a wide one lies on its side, its head at the paper's left edge.

    What is placed in it is drawn `scale` times as large, so `width` and `height` are in its own points.
    """

    width: float
    height: float
    is_wide: bool
    scale: float = 1.0


PORTRAIT = Frame(TYPE_WIDTH, TYPE_HEIGHT, is_wide=False)
LANDSCAPE = Frame(TYPE_HEIGHT, TYPE_WIDTH, is_wide=True)


def scaled(scale: float) -> Frame:
    """The upright type area for what is drawn `scale` times as large."""
    return Frame(TYPE_WIDTH / scale, TYPE_HEIGHT / scale, is_wide=False, scale=scale)
