"""Chinese line breaking: one text in, lines of positioned runs out.

Kept from breaking: closers at a line's start and openers at its end (避头尾, GB/T 15834), numbers
with sign, decimals, percent and counting word, Latin words, —— and ……. Two full-width marks that
meet lose half a character between them. A justified line is first squeezed at its marks, else
spread between its characters. Nothing here knows a PDF: widths come from `Measure.glyph`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

OPENERS = "（《〈“‘「『【〔［｛〖([{￥¥＄$￡£№"
CLOSERS = "，。、；：！？）》〉”’」』】〕］｝〗…—－～·・％‰℃°′″々,.;:!?)]}%"
_BLANK_AFTER = frozenset("，。、；：！）》〉”’」』】〕］｝〗")
_BLANK_BEFORE = frozenset("（《〈“‘「『【〔［｛〖")
_BLANK_HALF = re.compile(f"[{re.escape(''.join(sorted(_BLANK_AFTER | _BLANK_BEFORE)))}]")
_SQUEEZE_EM, _SQUEEZE_END_EM, _SPREAD_EM, _HALF_EM = 0.25, 0.5, 0.5, 0.5
_FUZZ_PT = 1e-6

_UNITS = (
    "平方公里|平方米|立方米|公里|个?百分点|[人户家件台场班]次|人天|月份|季度|小时|学时|分钟|年度|年|月|日|号|时|分"
    "|秒|天|周|个|人|名|元|户|张|家|件|处|所|次|岁|条|项|位|座|台|辆|篇|场|期|批|份|倍|对|支|只|套|间|亩|吨|度|类"
    "|级|层|轮|宗|例|笔|米|床|起|块|颗|㎡"
)
_WORD_CHARS = "A-Za-z0-9À-ÖØ-öø-ɏͰ-Ͽ"
_NUMBER = (
    r"(?:第|附件|附表|附图|表|图)?+[+\-−±≥≤＞＜><=]?\d++(?:[.,:/~～\-–—]\d++)*+(?![A-Za-z])"
    rf"(?:[%％‰℃°]|[多余]?[百千万亿]{{0,2}}+(?:{_UNITS})?+(?:/[年月日天人次户餐](?:·[年月日天人次])?)?+)"
)
_WORD = rf"[{_WORD_CHARS}]++(?:[._@&+/:'\-–,~#=%?]++[{_WORD_CHARS}]++)*+"
_OPEN, _CLOSE = re.escape(OPENERS), re.escape(CLOSERS)
_CLOSING = rf"(?:\ *+[{_CLOSE}])*+"
_ATOM = re.compile(
    rf"(?:[{_OPEN}]\ *+)*+(?:{_NUMBER}|{_WORD}|[^\ {_OPEN}{_CLOSE}]|(?=[{_CLOSE}])){_CLOSING}"
    rf"|(?:[{_OPEN}]\ *+)++|\ ++",
    re.DOTALL,
)
_LOOSE_ATOM = re.compile(rf"[{_OPEN}]*+.[{_CLOSE}]*+", re.DOTALL)
_UNDRAWABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_TIGHT = re.compile(rf"[{_WORD_CHARS}!-/:-@\[-`{{-~]{{2}}|——|……")


class Setting(StrEnum):
    """How the lines stand in their width."""

    JUSTIFIED = "justified"
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Glyph(NamedTuple):
    """What stands for one character.

    Attributes:
        font: registered name of the font that has it.
        width: its width in em.
        char: what is drawn.
        rise: by how many em it is raised, so that faces stand level.
    """

    font: str
    width: float
    char: str
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Measure:
    """What a text is broken to.

    Attributes:
        glyph: finds the glyph of one character.
        size: size of the type in points.
        width: width of a full line in points.
        indent: indent of the first line in points.
        advance: factor on every width, so that a size fits a grid.
        setting: how lines stand in the width.
    """

    glyph: Callable[[str], Glyph]
    size: float
    width: float
    indent: float = 0.0
    advance: float = 1.0
    setting: Setting = Setting.LEFT


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font set with one spacing.

    Attributes:
        x: left edge in points from the left edge of the measure.
        text: characters to draw.
        font: registered name of the font.
        spacing: points added after every character of the run.
        rise: by how many em the run stands above the baseline.
    """

    x: float
    text: str
    font: str
    spacing: float
    rise: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its runs from left to right, and where it ends (points from the left edge)."""

    runs: tuple[Run, ...]
    right: float

    @property
    def text(self) -> str:
        """The characters as drawn."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class _Galley:
    """A text with its glyphs measured: points per character and sums from the start."""

    text: str
    glyphs: list[Glyph]
    steps: list[float]
    cuts: list[float]
    sums: list[float]
    gives: list[float]
    size: float

    def width(self, start: int, end: int) -> float:
        """Width of characters `start` to `end` set without squeezing."""
        return self.sums[end] - self.sums[start] + self.cuts[end - 1]

    def extras(self, start: int, end: int) -> list[float]:
        """Points to add to each character's own width: the grid's and the cut marks'."""
        found = [
            self.steps[n] - self.glyphs[n].width * self.size - self.cuts[n]
            for n in range(start, end)
        ]
        found[-1] += self.cuts[end - 1]
        return found

    def give(self, start: int, end: int) -> float:
        """By how much the same characters can be squeezed."""
        inner = self.gives[end - 1] - self.gives[start]
        last = _SQUEEZE_END_EM * self.size if self.text[end - 1] in _BLANK_AFTER else 0.0
        return inner + last

    def give_at(self, index: int, end: int) -> float:
        """The part of `give` that the character at `index` bears in a line up to `end`."""
        if index == end - 1:
            return _SQUEEZE_END_EM * self.size if self.text[index] in _BLANK_AFTER else 0.0
        return self.gives[index + 1] - self.gives[index]


def clean(text: str) -> str:
    """Drop what has no glyph of its own: controls, surrogates, direction and variation marks."""
    return _UNDRAWABLE.sub("", text)


def break_lines(text: str, measure: Measure) -> tuple[Line, ...]:
    """Break a text into lines; a line feed in it forces a break, an empty text gives no line."""
    lines: list[Line] = []
    for part in clean(text).split("\n") if text else ():
        galley = _measured(part, measure)
        spans = list(_filled(galley, measure))
        for number, span in enumerate(spans, 1):
            indent = measure.indent if number == 1 else 0.0
            is_last = number == len(spans)
            lines.append(_set_line(galley, measure, span=span, indent=indent, is_last=is_last))
    return tuple(lines)


def widest_atom(texts: Iterable[str], measure: Measure, *, least: float = 0.0) -> float:
    """Width in points of the widest piece of some texts that is not to be broken, or `least`."""
    atoms: dict[str, None] = {}
    for text in texts:
        atoms.update(dict.fromkeys(_ATOM.findall(clean(text).replace("\n", " "))))
    widest, em, glyph = least, measure.size * measure.advance, measure.glyph
    for atom in atoms:
        most = em * sum([glyph(char).width for char in atom])  # without what marks that meet lose
        if most > widest:
            widest = max(widest, _measured(atom, measure).width(0, len(atom)))
    return widest


def _measured(text: str, measure: Measure) -> _Galley:
    glyphs = list(map(measure.glyph, text))
    factor = measure.size * measure.advance
    steps = [glyph.width * factor for glyph in glyphs]
    cuts = [0.0] * len(text)
    gives = [0.0] * len(text)
    for match in _BLANK_HALF.finditer(text, 0, max(len(text) - 1, 0)):
        index, char = match.start(), match.group()
        if _meets(char, text[index + 1]):
            cuts[index] = _HALF_EM * factor
        elif char in _BLANK_AFTER:
            gives[index] = _SQUEEZE_EM * measure.size
    sums = list(accumulate((s - c for s, c in zip(steps, cuts, strict=True)), initial=0.0))
    given = list(accumulate(gives, initial=0.0))
    return _Galley(text, glyphs, steps, cuts, sums, given, measure.size)


def _meets(char: str, following: str) -> bool:
    """Whether a blank half between two full-width marks falls away."""
    if char in _BLANK_AFTER:
        return following in _BLANK_AFTER or following in _BLANK_BEFORE
    return following in _BLANK_BEFORE


def _filled(galley: _Galley, measure: Measure) -> Iterator[tuple[int, int]]:
    """Fill lines greedily; a line takes what fits once squeezed."""
    start = end = 0
    room, sums, cuts = measure.width - measure.indent, galley.sums, galley.cuts
    whole = len(galley.text)
    if whole and galley.width(0, whole) <= room:  # as in most cells of a table
        yield 0, whole
        return
    for left, right in _atoms(galley, room):
        if galley.text[left] == " ":
            if end == start and start:
                start = right
            end = right
            continue
        wide = sums[right] - sums[start] + cuts[right - 1]
        most = room + _FUZZ_PT
        if end > start and wide > most and wide - galley.give(start, right) > most:
            yield start, end
            start, room = left, measure.width
        end = right
    yield start, end


def _atoms(galley: _Galley, room: float) -> Iterator[tuple[int, int]]:
    """Unbreakable spans in order; what is wider than a line is broken where it must be."""
    text, sums, cuts = galley.text, galley.sums, galley.cuts
    for start, end in map(re.Match[str].span, _ATOM.finditer(text)):
        if sums[end] - sums[start] + cuts[end - 1] <= room or text[start] == " ":
            yield start, end
            continue
        for piece in _LOOSE_ATOM.finditer(text, start, end):
            if galley.width(*piece.span()) <= room:
                yield piece.span()
            else:
                yield from ((index, index + 1) for index in range(*piece.span()))


def _set_line(
    galley: _Galley, measure: Measure, *, span: tuple[int, int], indent: float, is_last: bool
) -> Line:
    start, end = span
    while end > start and galley.text[end - 1] == " ":
        end -= 1
    if end == start:
        return Line((), indent)
    slack = measure.width - indent - galley.width(start, end)
    extras = galley.extras(start, end)
    if slack < -_FUZZ_PT:
        _squeeze(extras, galley, span=(start, end), overrun=-slack)
    elif measure.setting is Setting.JUSTIFIED and not is_last:
        _spread(extras, galley.text[start:end], slack=slack, most=measure.size * _SPREAD_EM)
    x = indent
    if slack > 0 and measure.setting in (Setting.CENTRE, Setting.RIGHT):
        x += slack if measure.setting is Setting.RIGHT else slack / 2
    return _with_runs(galley.glyphs[start:end], extras, x=x, size=measure.size)


def _squeeze(
    extras: list[float], galley: _Galley, *, span: tuple[int, int], overrun: float
) -> None:
    """Take the overrun from the blank halves of the line's marks, each in its share."""
    start, end = span
    give = galley.give(start, end)
    share = min(1.0, overrun / give) if give else 0.0
    for index in range(start, end):
        extras[index - start] -= share * galley.give_at(index, end)


def _spread(extras: list[float], text: str, *, slack: float, most: float) -> None:
    """Share the slack between the characters that may stand apart; leave a hopeless line ragged."""
    gaps = [i for i in range(len(text) - 1) if not _TIGHT.match(text, i)]
    if not gaps or slack / len(gaps) > most:
        return
    for index in gaps:
        extras[index] += slack / len(gaps)


def _with_runs(glyphs: list[Glyph], extras: list[float], *, x: float, size: float) -> Line:
    """Gather neighbours of one font and one spacing into runs."""
    edges, starts = [x], [0]
    font, spacing, before = glyphs[0].font, extras[0], extras[0]
    for index, (glyph, extra) in enumerate(zip(glyphs, extras, strict=True)):
        if glyph.font != font or abs(before - spacing) >= _FUZZ_PT:
            starts.append(index)
            edges.append(x)
            font, spacing = glyph.font, extra
        x += glyph.width * size + extra
        before = extra
    ends = [*starts[1:], len(glyphs)]
    spans = zip(edges, starts, ends, strict=True)
    return Line(tuple(_run(left, glyphs[a:b], extras=extras[a:b]) for left, a, b in spans), x)


def _run(x: float, glyphs: list[Glyph], *, extras: list[float]) -> Run:
    text = "".join([glyph.char for glyph in glyphs])
    spacing = extras[0] if len(glyphs) > 1 else 0.0
    return Run(x, text, glyphs[0].font, spacing, glyphs[0].rise)
