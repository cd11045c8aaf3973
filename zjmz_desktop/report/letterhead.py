"""版头 and 版记 by GB/T 9704: the red head of an upward paper, the imprint on its last even page."""

from dataclasses import dataclass

from zjmz_desktop.domain.letter import SIGNERS_IN_LINE, signers
from zjmz_desktop.domain.paper import Imprint, Letterhead
from zjmz_desktop.report import sheet
from zjmz_desktop.report.fonts import INK_CENTRE_EM, Face
from zjmz_desktop.report.linebreak import Line
from zjmz_desktop.report.pagination import Page, Strip
from zjmz_desktop.report.pen import Pen
from zjmz_desktop.report.sheet import ADVANCE, BODY_SIZE, MM, PITCH, PORTRAIT, TYPE_WIDTH
from zjmz_desktop.report.typesetting import Style, Typesetter

_MARK_TOP, _RED_RULE_GAP, _RED_RULE = 35 * MM, 4 * MM, 1.5
_MARK_SIZE, _MARK_SHARE = 44.0, 0.96
_BLANK_ROWS = 2
_ROOM_FOR_NAME_CHARS = 4
_BODY = Style(Face.BODY, BODY_SIZE, PITCH, ADVANCE / BODY_SIZE)
_NAME = Style(Face.KAI, BODY_SIZE, PITCH, ADVANCE / BODY_SIZE)
_THICK, _THIN = 0.35 * MM, 0.25 * MM
_FOOT = Style(Face.BODY, 14.0, 22.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A line set at a place of its strip."""

    line: Line
    style: Style
    left: float
    top: float
    is_red: bool = False

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it, its ink centred in its em."""
        baseline = top + self.top + (0.5 + INK_CENTRE_EM) * self.style.size
        if self.is_red:
            pen.ink(red=True)
        pen.text(self.line, (self.left, baseline), size=self.style.size)
        pen.ink()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadStrip(Strip):
    """发文机关标志, 发文字号, 签发人 and the red rule."""

    pieces: tuple[_Piece, ...]
    rule_top: float

    @property
    def is_blank(self) -> bool:
        """Never."""
        return False

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the head."""
        for piece in self.pieces:
            piece.draw(pen, top)
        y = top + self.rule_top
        pen.red_rule((0.0, y, TYPE_WIDTH, y), width=_RED_RULE)


def head_strips(letterhead: Letterhead, setter: Typesetter) -> list[Strip]:
    """版头: its mark 35 mm below the type area's upper edge, the title two rows below the rule.

    发文字号 stands level with the last line of 签发人.
    """
    mark = _mark_style(letterhead.mark, setter)
    names = signers(letterhead.signer)
    first_top = _MARK_TOP + mark.size + _BLANK_ROWS * PITCH
    number_top = first_top + max(len(names) - 1, 0) // SIGNERS_IN_LINE * PITCH
    rule_top = number_top + BODY_SIZE + _RED_RULE_GAP
    pieces = [
        *_centred(letterhead.mark, mark, setter=setter),
        *_at(letterhead.number, _BODY, left=ADVANCE, top=number_top, setter=setter),
        *_signers(names, top=first_top, setter=setter),
    ]
    height = rule_top + _BLANK_ROWS * PITCH
    return [HeadStrip(height=height, keep=1, pieces=tuple(pieces), rule_top=rule_top)]


def _mark_style(mark: str, setter: Typesetter) -> Style:
    """小标宋 as large as lets the mark stand on one line."""
    style = Style(Face.TITLE, _MARK_SIZE, _MARK_SIZE)
    wide = setter.width_of(mark, style)
    size = min(_MARK_SIZE, _MARK_SIZE * _MARK_SHARE * TYPE_WIDTH / max(wide, 1.0))
    return Style(Face.TITLE, size, size)


def _centred(text: str, style: Style, *, setter: Typesetter) -> list[_Piece]:
    left = (TYPE_WIDTH - setter.width_of(text, style)) / 2
    lines = setter.lines(text, style, width=TYPE_WIDTH)
    return [_Piece(line=n, style=style, left=left, top=_MARK_TOP, is_red=True) for n in lines]


def _at(text: str, style: Style, *, left: float, top: float, setter: Typesetter) -> list[_Piece]:
    line = setter.one_line(text, style)
    return [_Piece(line=line, style=style, left=left, top=top)] if line else []


def _signers(names: tuple[str, ...], *, top: float, setter: Typesetter) -> list[_Piece]:
    """签发人： in 仿宋 before the first line of the names in 楷体, two to a line, ending one character in.

    Room to write it where it is unknown.
    """
    word = "签发人："
    columns = [names[at::SIGNERS_IN_LINE] for at in range(SIGNERS_IN_LINE)]
    pieces: list[_Piece] = []
    left = TYPE_WIDTH
    for column in reversed([one for one in columns if one] or [()]):
        wide = [setter.width_of(name, _NAME) for name in column]
        left -= ADVANCE + max(wide, default=_ROOM_FOR_NAME_CHARS * ADVANCE)
        for row, name in enumerate(column):
            pieces += _at(name, _NAME, left=left, top=top + row * PITCH, setter=setter)
    left -= setter.width_of(word, _BODY)
    return [*_at(word, _BODY, left=left, top=top, setter=setter), *pieces]


# ---- 版记 ----


@dataclass(frozen=True, slots=True, kw_only=True)
class FootStrip(Strip):
    """抄送, 印发机关 and 印发日期 between their rules; the last rule is the type area's lower edge."""

    pieces: tuple[_Piece, ...]
    thin_tops: tuple[float, ...]

    @property
    def is_blank(self) -> bool:
        """Never."""
        return False

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the imprint."""
        for piece in self.pieces:
            piece.draw(pen, top)
        for y in (top, top + self.height):
            pen.rules([(0.0, y, TYPE_WIDTH, y)], width=_THICK)
        for y in self.thin_tops:
            pen.rules([(0.0, top + y, TYPE_WIDTH, top + y)], width=_THIN)


def foot_strip(imprint: Imprint, setter: Typesetter) -> FootStrip:
    """版记 as one strip: a character in on both sides, copies hanging behind their word."""
    size, pitch = _FOOT.size, _FOOT.pitch
    inside = (pitch - size) / 2
    pieces: list[_Piece] = []
    copies = _copies(imprint.copies, setter)
    for number, (line, left) in enumerate(copies):
        top = number // 2 * pitch if number < 2 else (number - 1) * pitch
        pieces.append(_Piece(line=line, style=_FOOT, left=left, top=top + inside))
    rows = max(len(copies) - 1, 0)
    last = rows * pitch + inside
    printed = f"{imprint.printed}印发"
    right = TYPE_WIDTH - size - setter.width_of(printed, _FOOT)
    pieces += _at(imprint.printer, _FOOT, left=size, top=last, setter=setter)
    pieces += _at(printed, _FOOT, left=right, top=last, setter=setter)
    thin = (rows * pitch,) if rows else ()
    return FootStrip(height=(rows + 1) * pitch, pieces=tuple(pieces), thin_tops=thin)


def _copies(copies: str, setter: Typesetter) -> list[tuple[Line, float]]:
    """抄送： and the lines behind it, each with its left edge; nothing where there are none."""
    if not copies:
        return []
    word = "抄送："
    hang = _FOOT.size + setter.width_of(word, _FOOT)
    lines = setter.lines(f"{copies}。", _FOOT, width=TYPE_WIDTH - _FOOT.size - hang)
    head = setter.lines(word, _FOOT, width=TYPE_WIDTH)
    return [*((line, _FOOT.size) for line in head), *((line, hang) for line in lines)]


def with_foot(pages: list[Page], foot: FootStrip) -> list[Page]:
    """The pages with 版记 at the foot of the last one, which is even.

    A blank page that this takes, and the page of 版记 alone behind it, carry no number.
    """
    place = (foot, sheet.TYPE_HEIGHT - foot.height)
    last = pages[-1]
    has_room = not last.frame.is_wide and last.bottom + PITCH <= place[1]
    if len(pages) % 2 == 0 and has_room:
        last.placed.append(place)
        return pages
    if len(pages) % 2:
        return [*pages, Page(PORTRAIT, [place])]
    return [*pages, Page(PORTRAIT, is_numbered=False), Page(PORTRAIT, [place], is_numbered=False)]
