"""The annual summary, or any other `Paper`, written as a PDF file."""

import io
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zjmz_desktop import paths
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.paper import Paper
from zjmz_desktop.domain.typefaces import Typeface
from zjmz_desktop.report import sheet
from zjmz_desktop.report.composing import compose
from zjmz_desktop.report.fonts import Face, FontSet
from zjmz_desktop.report.pagination import Page, paginate
from zjmz_desktop.report.pdfa import LANGUAGE, Level, archived
from zjmz_desktop.report.pen import Pen
from zjmz_desktop.report.placing import place
from zjmz_desktop.report.typesetting import Style, Typesetter
from zjmz_desktop.report.user_fonts import user_fonts

_GREY = 0.5
_DASH_CENTRE_EM = 0.268
_SCALES = tuple(percent / 100 for percent in range(125, 35, -5))
_NUMBER = Style(Face.SONG, sheet.NUMBER_SIZE, sheet.NUMBER_SIZE)
_MARK = Style(Face.HEI, sheet.MARK_SIZE, sheet.MARK_SIZE)
_ONE_AT_A_TIME = threading.Lock()


class WritingCancelledError(ZjmzError):
    """The writing of a paper was stopped by the user; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("已取消生成PDF，原有文件没有改动。")


@dataclass(frozen=True, slots=True)
class Written:
    """A paper that was written.

    Attributes:
        path: the file.
        pages: number of pages.
        fonts: names of the fonts that are embedded.
        replaced: characters that no font has; each is drawn as 〓.
        faces: what the faces are set in that a user may have fonts of his own for.
    """

    path: Path
    pages: int
    fonts: tuple[str, ...]
    replaced: tuple[str, ...]
    faces: tuple[Typeface, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper that was drawn and is not written yet.

    Attributes:
        content: the PDF.
        pages, fonts, replaced, faces: as of a written one.
    """

    content: bytes
    pages: int
    fonts: tuple[str, ...]
    replaced: tuple[str, ...]
    faces: tuple[Typeface, ...] = ()

    def write(self, target: Path) -> Written:
        """Put it in the place of `target`; what stood there is replaced only by a whole file.

        Raises:
            PlacingError: the file could not be written; what stood there is untouched.
        """
        place(self.content, target)
        return Written(target, self.pages, self.fonts, self.replaced, self.faces)


def write_paper(
    paper: Paper,
    target: Path,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Draw a paper and put it in the place of `target`: see `draw_paper` and `Drawn.write`."""
    return draw_paper(paper, on_progress=on_progress, cancelled=cancelled).write(target)


def draw_paper(
    paper: Paper,
    *,
    level: Level = Level.A3B,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Drawn:
    """Draw a paper as PDF/A.

    The same paper always gives the same bytes.

    Args:
        paper: what to draw.
        level: which part of PDF/A.
        on_progress: told the pages drawn and the pages in all, after each page.
        cancelled: asked between blocks and pages whether to stop.

    Raises:
        WritingCancelledError: `cancelled` said so.
        FontError: a font file is missing or damaged.
    """

    def check() -> None:
        if cancelled and cancelled():
            raise WritingCancelledError

    def tell(done: int, pages: int) -> None:
        if on_progress:
            on_progress(done, pages)
        check()

    with _ONE_AT_A_TIME:  # a reportlab font can be read by one document only
        own = user_fonts()
        fonts = FontSet(paths.resource("fonts"), own.fonts)
        pages = _pages_of(paper, fonts, check=check)
        content, words = _drawn(paper, pages, fonts=fonts, tell=tell)
    check()
    whole = archived(content, paper, words=words, level=level)
    return Drawn(whole, len(pages), fonts.used, fonts.replaced, own.faces)


def _pages_of(paper: Paper, fonts: FontSet, *, check: Callable[[], None]) -> list[Page]:
    """The pages; of a paper for one page, in the largest type that lets it stand on one."""
    frames = [sheet.scaled(scale) for scale in _SCALES] if paper.one_page else [sheet.PORTRAIT]
    for frame in frames:
        pages = paginate(compose(paper, fonts, check=check, upright=frame)) or [Page(frame)]
        if len(pages) == 1:
            break
    if paper.imprint:
        from zjmz_desktop.report.letterhead import foot_strip, with_foot

        setter = Typesetter(fonts, sheet.PORTRAIT)
        return with_foot(pages, foot_strip(paper.imprint, setter))
    return pages


def _drawn(
    paper: Paper,
    pages: Sequence[Page],
    *,
    fonts: FontSet,
    tell: Callable[[int, int], None],
) -> tuple[bytes, Sequence[str]]:
    """The PDF, and the words on each page."""
    file = io.BytesIO()
    canvas = _canvas(file, font_name=fonts.glyphs_of(Face.SONG)("一").font)
    pen = Pen(canvas, paper.anchors)
    frames = {page.frame for page in pages} | {sheet.PORTRAIT}
    setters = {frame: Typesetter(fonts, frame) for frame in frames}
    for number, page in enumerate(pages, 1):
        pen.begin(page.frame)
        _draw_marks(paper.marks, pen, setter=setters[page.frame])
        for strip, top in page.placed:
            strip.draw(pen, top)
        pen.upright()
        if page.is_numbered and not paper.one_page:
            _draw_number(number, pen, setter=setters[sheet.PORTRAIT])
        pen.end()
        tell(number, len(pages))
    canvas.save()
    return file.getvalue(), pen.pages


def _canvas(file: io.BytesIO, *, font_name: str) -> Any:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = (
        0  # pages as plain text of five characters for four would only be undone again
    )
    canvas = Canvas(
        file,
        pagesize=(sheet.PAPER_WIDTH, sheet.PAPER_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=font_name,
        lang=LANGUAGE,
    )
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw_marks(marks: Sequence[str], pen: Pen, *, setter: Typesetter) -> None:
    """The paper's marks above the type area, grey, to the right."""
    text = "　".join(marks)
    left = setter.frame.width - setter.width_of(text, _MARK)
    pen.ink(grey=_GREY)
    for line in setter.lines(text, _MARK, width=setter.frame.width):
        pen.text(
            line, (max(left, 0.0), -sheet.MARK_DROP / setter.frame.scale), size=sheet.MARK_SIZE
        )
    pen.ink(grey=0.0)


def _draw_number(number: int, pen: Pen, *, setter: Typesetter) -> None:
    """“— 1 —” under the type area: odd to the right, even to the left, one character in."""
    text = f"— {number} —"
    right = sheet.TYPE_WIDTH - sheet.BODY_SIZE - setter.width_of(text, _NUMBER)
    left = right if number % 2 else sheet.BODY_SIZE
    dash = sheet.TYPE_HEIGHT + sheet.NUMBER_DROP
    baseline = dash + _DASH_CENTRE_EM * sheet.NUMBER_SIZE
    for line in setter.lines(text, _NUMBER, width=sheet.TYPE_WIDTH):
        pen.text(line, (left, baseline), size=sheet.NUMBER_SIZE)
