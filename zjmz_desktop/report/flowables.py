"""Running text as strips: title, headings, paragraphs, signature, lines beside a table."""

from collections.abc import Sequence
from dataclasses import replace

from zjmz_desktop.domain.paper import (
    AnnexNote,
    FootNote,
    Heading,
    NewPage,
    Paragraph,
    Remark,
    Signature,
)
from zjmz_desktop.report.fonts import Face
from zjmz_desktop.report.linebreak import Line, Setting
from zjmz_desktop.report.pagination import Strip
from zjmz_desktop.report.sheet import ADVANCE, BODY_SIZE, PITCH
from zjmz_desktop.report.typesetting import Style, Typesetter, keeping, stacked

_SIGNATURE_INDENT_CHARS, _SIGNATURE_BLANK_ROWS = 4, 2
_NOTE_GAP_EM = 2

_BODY = Style(
    Face.BODY, BODY_SIZE, PITCH, ADVANCE / BODY_SIZE, 2 * ADVANCE, setting=Setting.JUSTIFIED
)
_HEADINGS = {
    1: replace(_BODY, face=Face.HEI, setting=Setting.LEFT),
    2: replace(_BODY, face=Face.KAI, setting=Setting.LEFT),
    3: replace(_BODY, bold=True, setting=Setting.LEFT),
}
_PLAIN = replace(_BODY, indent=0.0, setting=Setting.LEFT)
_ANNEX = replace(_PLAIN, face=Face.HEI)
_SUBTITLE = replace(_PLAIN, face=Face.KAI, setting=Setting.CENTRE)
_TITLE = Style(Face.TITLE, 22.0, 36.0, setting=Setting.CENTRE)
CAPTION = Style(Face.HEI, 14.0, 23.0, setting=Setting.CENTRE)
NOTE = Style(Face.SONG, 10.5, 16.0)


def title_strips(title_lines: Sequence[str], subtitle: str, *, setter: Typesetter) -> list[Strip]:
    """The title, one strip a line, the subtitle under it, and an empty row."""
    strips = [strip for text in title_lines for strip in setter.strips(text, _TITLE)]
    strips += setter.strips(subtitle, _SUBTITLE)
    return [*strips, blank(PITCH)] if strips else []


def annex_strips(page: NewPage, setter: Typesetter) -> list[Strip]:
    """The annex's label on the first line at the left, its title centred on the third."""
    entry = (0, " ".join(filter(None, (page.annex, page.title))))
    strips = [
        replace(strip, anchor=page.anchor if number == 0 else "")
        for number, strip in enumerate(setter.strips(page.annex, _ANNEX, entry=entry))
    ]
    if not strips:
        return []
    title = setter.strips(page.title, _TITLE)
    above = [*strips, blank(PITCH), *title]
    return keeping(above, len(title) + 2)


def heading_strips(heading: Heading, setter: Typesetter) -> list[Strip]:
    """A heading that stays with the line after it."""
    level = min(max(heading.level, 1), 3)
    entry = (level - 1, heading.text)
    return keeping(setter.strips(heading.text, _HEADINGS[level], entry=entry), 1)


def paragraph_strips(paragraph: Paragraph, setter: Typesetter) -> list[Strip]:
    """A paragraph of body text on the line grid."""
    style = _BODY if paragraph.indent else replace(_BODY, indent=0.0)
    lines = setter.strips(paragraph.text, style)
    last = len(lines) - 1
    tied = (0, last - 1)  # no page begins or ends with one line of a paragraph
    return [
        replace(line, link=paragraph.link, keep=int(no in tied and no < last))
        for no, line in enumerate(lines)
    ]


def signature_strips(signature: Signature, setter: Typesetter) -> list[Strip]:
    """署名 over 成文日期: the date four characters from the margin, the office centred on it."""
    width = setter.frame.width
    date_width = setter.width_of(signature.dated, _PLAIN)
    centre = width - _SIGNATURE_INDENT_CHARS * ADVANCE - date_width / 2
    strips = [blank(PITCH)] * _SIGNATURE_BLANK_ROWS
    for text in (signature.office, signature.dated):
        own = min(setter.width_of(text, _PLAIN), width)
        left = max(0.0, min(centre - own / 2, width - own))
        strips += stacked(setter.lines(text, _PLAIN, width=width), _PLAIN, left=left)
    return [replace(strip, keep=len(strips) - n) for n, strip in enumerate(strips, 1)]


def annex_note_strips(note: AnnexNote, setter: Typesetter) -> list[Strip]:
    """附件说明: an empty row, 附件： two characters in, the names under each other behind their numbers."""
    if not note.titles:
        return []
    many = len(note.titles) > 1
    word = "附件："
    left = 2 * ADVANCE
    names = left + setter.width_of(word, _PLAIN)
    strips: list[Strip] = [blank(PITCH)]
    for no, title in enumerate(note.titles, 1):
        label = f"{no}．" if many else ""
        hang = names + setter.width_of(label, _PLAIN)
        head = _piece(label, setter, left=names)
        if no == 1:
            head = [*_piece(word, setter, left=left), *head]
        lines = setter.lines(title, _PLAIN, width=setter.frame.width - hang)
        link = note.anchors[no - 1] if note.anchors else ""
        named = [replace(line, link=link) for line in stacked(lines, _PLAIN, left=hang)]
        strips += _on_one_row(head, named)
    return keeping(strips[:1], 2) + strips[1:]


def _piece(text: str, setter: Typesetter, *, left: float) -> list[Strip]:
    return [*stacked(setter.lines(text, _PLAIN, width=setter.frame.width), _PLAIN, left=left)]


def _on_one_row(head: Sequence[Strip], lines: Sequence[Strip]) -> list[Strip]:
    """The pieces of a row drawn on one line, followed by the other lines."""
    flat = [replace(piece, height=0.0, trail=0.0, keep=1) for piece in head]
    return [*flat, *lines]


def remark_strips(remark: Remark, setter: Typesetter) -> list[Strip]:
    """附注, two characters in, on the page of the date before it."""
    return [*setter.strips(remark.text, replace(_BODY, setting=Setting.LEFT))]


def foot_note_strips(note: FootNote, setter: Typesetter) -> list[Strip]:
    """Small type over the whole width."""
    return [*setter.strips(note.text, NOTE)]


def caption_strips(number: str, title: str, *, setter: Typesetter) -> list[Strip]:
    """A table's caption, entered in the outline; none where it has no title of its own."""
    if not title:
        return []
    text = "　".join(part for part in (number, title) if part)
    return [*setter.strips(text, CAPTION, entry=(1, text.replace("　", " ")))]


def continued_strips(number: str, setter: Typesetter) -> list[Strip]:
    """The line over a table's next pages: its number and （续）."""
    text = f"{number}（续）" if number else ""
    return [*setter.strips(text, replace(NOTE, setting=Setting.RIGHT))]


def note_strips(notes: Sequence[str], setter: Typesetter) -> list[Strip]:
    """Small lines beside a table: side by side where they fit on one line, else half of them over the other."""
    if len(notes) < 2:
        return [strip for text in notes for strip in setter.strips(text, NOTE)]
    widths = sum(setter.width_of(text, NOTE) for text in notes)
    gap = (setter.frame.width - widths) / (len(notes) - 1)
    if gap >= _NOTE_GAP_EM * NOTE.size:
        return _side_by_side(notes, setter, gap=gap)
    half = len(notes) // 2
    return [*note_strips(notes[:half], setter), *note_strips(notes[half:], setter)]


def _side_by_side(notes: Sequence[str], setter: Typesetter, *, gap: float) -> list[Strip]:
    runs = []
    left = 0.0
    for text in notes:
        for line in setter.lines(text, NOTE, width=setter.frame.width):
            runs += [replace(run, x=run.x + left) for run in line.runs]
        left += setter.width_of(text, NOTE) + gap
    return [*stacked([Line(tuple(runs), setter.frame.width)], NOTE)]


def blank(height: float) -> Strip:
    """White space, dropped at the top of a page and free to hang over its bottom."""
    return Strip(height=height, trail=height)


def keep_last(strips: list[Strip], count: int) -> list[Strip]:
    """Tie the last `count` strips to each other and to the one that will follow them."""
    tied = [replace(strip, keep=max(strip.keep, 1)) for strip in strips[-count:]]
    return strips[:-count] + tied
