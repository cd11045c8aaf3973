"""Pages as text with places: what stands where, in words that a change of it can be read in.

`python tests/helpers/golden_pages.py` writes the files that the tests compare with, after it was looked
at that the pages are as they are meant to be.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from page_faults import Box, Sheet, sheets_of
from small_year import small_year

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.brief import write_brief
from zjmz_desktop.domain.official import write_official
from zjmz_desktop.domain.paper import Paper
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.report.annual_pdf import write_paper

FOLDER = Path(__file__).parents[1] / "data" / "golden_pages"
_GAP_MM = 6.0


def small_paper(kind: PaperKind) -> Paper:
    """The small district's paper of a kind."""
    data = small_year()
    match kind:
        case PaperKind.SUMMARY:
            return write_summary(data)
        case PaperKind.OFFICIAL:
            return write_official(data)
        case PaperKind.BRIEF:
            return write_brief(data)


def pages_told(kind: PaperKind) -> str:
    """Every piece of text of a small paper: its left and upper edge and its height in mm, its words."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_paper(small_paper(kind), Path(folder) / "a.pdf").path
        sheets = sheets_of(path)
    return "".join(line for number, sheet in enumerate(sheets, 1) for line in _told(number, sheet))


def _told(number: int, sheet: Sheet) -> Iterator[str]:
    yield f"—— 第{number}页，{len(sheet.rules)}条线 ——\n"
    piece: list[Box] = []
    for one in sheet.chars:
        if piece and not _follows(piece[-1], one):
            yield _line(piece)
            piece = []
        piece.append(one)
    if piece:
        yield _line(piece)


def _follows(before: Box, one: Box) -> bool:
    """Whether a character stands right behind another, on an upright or on a lying page."""
    across, down = one.left - before.right, before.top - one.bottom
    level = abs(one.bottom - before.bottom) < 3 and -2 < across < _GAP_MM
    upright = abs(one.right - before.right) < 3 and -2 < down < _GAP_MM
    return level or upright


def _line(piece: list[Box]) -> str:
    left, top = min(one.left for one in piece), min(one.top for one in piece)
    return f"{left:6.1f} {top:6.1f}  {''.join(one.char for one in piece)}\n"


def golden(kind: PaperKind) -> Path:
    """The file of a kind."""
    return FOLDER / f"{kind.value}.txt"


def main() -> int:
    """Write every file anew."""
    FOLDER.mkdir(exist_ok=True)
    for kind in PaperKind:
        golden(kind).write_text(pages_told(kind), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parents[2]))
    sys.exit(main())
