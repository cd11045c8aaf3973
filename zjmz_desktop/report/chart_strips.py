"""Bar charts and rows of large figures as strips: grey and hatched, labels on the bars."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zjmz_desktop.domain.charts import Bar, BarChart
from zjmz_desktop.domain.paper import Numbers
from zjmz_desktop.report.flowables import CAPTION, blank
from zjmz_desktop.report.fonts import INK_CENTRE_EM, Face
from zjmz_desktop.report.linebreak import Line
from zjmz_desktop.report.pagination import Strip
from zjmz_desktop.report.pen import Pen
from zjmz_desktop.report.sheet import PITCH
from zjmz_desktop.report.typesetting import Style, Typesetter, keeping

_LABEL = Style(Face.SONG, 9.0, 12.0)
_SMALL = Style(Face.SONG, 7.5, 10.0)
_GAP_PT = 4.0
_HEIGHT_PT, _ROW_PT, _MOST_NAME = 150.0, 17.0, 0.34
_GRID_GREY, _SOLID_GREY = 0.75, 0.35
_GROUP_SHARE, _STANDING_SHARE = 0.76, 0.94
_BESIDE_PT = 0.75  # white between a label and a taller bar beside its own
_GROUND_PT = 2.0  # white beside and under a label, where a line of the scale passes
_LEAST_LABEL_PT = 5.5
_LABEL_ROOM_PT = 30.0
_KEY_PT = 14.0
_AROUND_PT = 120.0  # caption, scale and legend
_FIGURE = Style(Face.HEI, 26.0, 34.0)
_CAPTION_OF_FIGURE = Style(Face.BODY, 13.0, 18.0)


@dataclass(frozen=True, slots=True)
class _Text:
    """A line with its left edge and the height of its middle."""

    line: Line
    left: float
    middle: float
    size: float

    def clear(self, pen: Pen, top: float) -> None:
        """Make its ground white, so that no line of the scale goes through it or touches it."""
        corner = (self.left - _GROUND_PT, top + self.middle - self.size / 2)
        size = (self.line.right + 2 * _GROUND_PT, self.size + _GROUND_PT)
        pen.shade(corner, size, grey=1.0)

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it."""
        baseline = top + self.middle + INK_CENTRE_EM * self.size
        pen.text(self.line, (self.left, baseline), size=self.size)


@dataclass(frozen=True, slots=True)
class _Box:
    """A filled bar: top left corner, width, height, number of its series."""

    left: float
    top: float
    width: float
    height: float
    series: int

    def draw(self, pen: Pen, top: float) -> None:
        """Draw it: the first series solid, the second hatched, the third white."""
        corner, size = (self.left, top + self.top), (self.width, self.height)
        if self.series == 0:
            pen.shade(corner, size, grey=_SOLID_GREY)
        else:
            pen.shade(corner, size, grey=1.0)
        if self.series == 1:
            pen.hatch(corner, size)
        right, foot = self.left + self.width, top + self.top + self.height
        upright = [(x, top + self.top, x, foot) for x in (self.left, right)]
        across = [(self.left, y, right, y) for y in (top + self.top, foot)]
        pen.rules([*upright, *across])


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingStrip(Strip):
    """A drawing that no page break goes through."""

    boxes: tuple[_Box, ...] = ()
    texts: tuple[_Text, ...] = ()
    grid: tuple[tuple[float, float, float, float], ...] = ()
    axis: tuple[tuple[float, float, float, float], ...] = ()

    @property
    def is_blank(self) -> bool:
        """Never."""
        return False

    def draw(self, pen: Pen, top: float) -> None:
        """Draw grid, white grounds of the labels, bars, axis, labels."""

        def lowered(
            lines: tuple[tuple[float, float, float, float], ...],
        ) -> list[tuple[float, float, float, float]]:
            return [(x1, top + y1, x2, top + y2) for x1, y1, x2, y2 in lines]

        pen.rules(lowered(self.grid), grey=_GRID_GREY)
        for text in self.texts:
            text.clear(pen, top)
        for box in self.boxes:
            box.draw(pen, top)
        pen.rules(lowered(self.axis))
        for text in self.texts:
            text.draw(pen, top)


def chart_strips(chart: BarChart, setter: Typesetter) -> list[Strip]:
    """A chart with its caption above and its legend below."""
    caption = setter.strips(chart.title, CAPTION, entry=(1, chart.title.replace("　", " ")))
    standing = _Standing(chart, setter)
    plot = standing if not chart.lying and standing.has_room else _Lying(chart, setter)
    return [blank(PITCH / 3), *keeping(caption, 1), plot.strip(), blank(PITCH / 3)]


class _Plot:
    """What lying and standing bars share."""

    def __init__(self, chart: BarChart, setter: Typesetter) -> None:
        self.chart, self.setter = chart, setter
        self.boxes: list[_Box] = []
        self.texts: list[_Text] = []
        self.grid: list[tuple[float, float, float, float]] = []
        self.axis: list[tuple[float, float, float, float]] = []

    @property
    def many(self) -> bool:
        """Whether there is more than one series, which needs a legend."""
        return len(self.chart.series) > 1

    def text(self, text: str, style: Style, *, at: tuple[float, float], anchor: float) -> None:
        """Put a text with its `anchor` (0 left end, 0.5 centre, 1 right end) and middle at a point."""
        for line in self.setter.lines(text, style, width=self.setter.frame.width)[:1]:
            self.texts.append(_Text(line, at[0] - anchor * line.right, at[1], style.size))

    def legend(self, middle: float) -> None:
        """The series with their fills, centred."""
        widths = [self.setter.width_of(name, _LABEL) for name in self.chart.series]
        whole = sum(widths) + len(widths) * (_KEY_PT * 2 + _GAP_PT)
        left = (self.setter.frame.width - whole) / 2
        for number, (name, width) in enumerate(zip(self.chart.series, widths, strict=True)):
            self.boxes.append(_Box(left, middle - 4, _KEY_PT, 8, number))
            self.text(name, _LABEL, at=(left + _KEY_PT + _GAP_PT, middle), anchor=0)
            left += width + 2 * _KEY_PT + _GAP_PT

    def made(self, height: float) -> DrawingStrip:
        """The strip."""
        return DrawingStrip(
            height=height,
            boxes=tuple(self.boxes),
            texts=tuple(self.texts),
            grid=tuple(self.grid),
            axis=tuple(self.axis),
        )


class _Standing(_Plot):
    """Bars that stand, categories below."""

    @property
    def has_room(self) -> bool:
        """Whether every label can stand over its own bar; lying bars have the room beside them."""
        _, slot = self._slots()
        wide = slot * _STANDING_SHARE / max(len(self.chart.series), 1)
        return self._widest_label() * _LEAST_LABEL_PT / _SMALL.size <= wide - 2 * _BESIDE_PT

    def _slots(self) -> tuple[float, float]:
        """Where the first category begins, and how wide each is."""
        scale = max(self.setter.width_of(t.text, _LABEL) for t in self.chart.ticks) + _GAP_PT
        return scale, (self.setter.frame.width - scale) / max(len(self.chart.groups), 1)

    def strip(self) -> DrawingStrip:
        """Lay it out."""
        chart, width = self.chart, self.setter.frame.width
        top, height = 2 * _LABEL.pitch, _HEIGHT_PT
        left, slot = self._slots()
        foot = top + height
        self.text(f"单位：{chart.measure}", _LABEL, at=(0, _LABEL.pitch / 2), anchor=0)
        for tick in chart.ticks:
            y = foot - float(tick.height) * height
            self.grid.append((left, y, width, y))
            self.text(tick.text, _LABEL, at=(left - _GAP_PT, y), anchor=1)
        base = foot - float(chart.zero) * height
        self.axis.append((left, base, width, base))
        for number, group in enumerate(chart.groups):
            start = left + number * slot
            self.text(
                group.name, _LABEL, at=(start + slot / 2, foot + _LABEL.pitch * 0.7), anchor=0.5
            )
            self._bars(group.bars, (start, base), slot=slot, height=height)
        bottom = foot + _LABEL.pitch * 1.5
        if self.many:
            self.legend(bottom + _LABEL.pitch / 2)
            bottom += _LABEL.pitch
        return self.made(bottom + _GAP_PT)

    def _bars(
        self, bars: tuple[Bar, ...], at: tuple[float, float], *, slot: float, height: float
    ) -> None:
        start, base = at
        wide = slot * _STANDING_SHARE / max(len(bars), 1)
        left = start + slot * (1 - _STANDING_SHARE) / 2
        style = self._label_style(wide)
        for series, bar in enumerate(bars):
            share = float(bar.share if bar.share is not None else self.chart.zero)
            rise = (share - float(self.chart.zero)) * height
            if rise:
                self.boxes.append(_Box(left, base - max(rise, 0), wide, abs(rise), series))
            y = base - max(rise, 0) - style.size * 0.7
            self.text(bar.text, style, at=(left + wide / 2, y), anchor=0.5)
            left += wide

    def _label_style(self, wide: float) -> Style:
        """As large as lets every label stand over its own bar, within reason."""
        size = _SMALL.size * min(1.0, (wide - 2 * _BESIDE_PT) / max(self._widest_label(), 1.0))
        return replace(_SMALL, size=max(size, _LEAST_LABEL_PT))

    def _widest_label(self) -> float:
        texts = [bar.text for group in self.chart.groups for bar in group.bars]
        return max((self.setter.width_of(text, _SMALL) for text in texts), default=0.0)


class _Lying(_Plot):
    """Bars that lie, categories at the left."""

    def strip(self) -> DrawingStrip:
        """Lay it out."""
        chart, width = self.chart, self.setter.frame.width
        names = {g.name: self.setter.width_of(g.name, _LABEL) for g in chart.groups}
        left = min(max(names.values(), default=0.0), width * _MOST_NAME) + _GAP_PT
        texts = [bar.text for group in chart.groups for bar in group.bars]
        widest = max((self.setter.width_of(text, _LABEL) for text in texts), default=0.0)
        measure = f"（{chart.measure}）"
        over = self.setter.width_of(chart.ticks[-1].text, _LABEL) / 2  # of the last number
        beside = max(
            widest + 2 * _GAP_PT, _LABEL_ROOM_PT, over + self.setter.width_of(measure, _LABEL)
        )
        room, top = width - left - beside, _GAP_PT
        row = self._row()
        foot = top + row * len(chart.groups)
        for tick in chart.ticks:
            x = left + float(tick.height) * room
            self.grid.append((x, top, x, foot))
            self.text(tick.text, _LABEL, at=(x, foot + _LABEL.pitch * 0.6), anchor=0.5)
        self.text(measure, _LABEL, at=(left + room + over, foot + _LABEL.pitch * 0.6), anchor=0)
        base = left + float(chart.zero) * room
        for number, group in enumerate(chart.groups):
            middle = top + (number + 0.5) * row
            self._name(group.name, right=left - _GAP_PT, middle=middle)
            self._bars(group.bars, (base, top + number * row), row=row, room=room)
        self.axis.append((base, top, base, foot))
        bottom = foot + _LABEL.pitch * 1.2
        if self.many:
            self.legend(bottom + _LABEL.pitch / 2)
            bottom += _LABEL.pitch
        return self.made(bottom + _GAP_PT)

    def _row(self) -> float:
        """Height of a category: as much as it needs, and no more than a page has."""
        most = (self.setter.frame.height - _AROUND_PT) / max(len(self.chart.groups), 1)
        return min(_ROW_PT * max(len(self.chart.series), 1), most)

    def _name(self, name: str, *, right: float, middle: float) -> None:
        """A category's name, on two lines where it is too long for one."""
        lines = self.setter.lines(name, _LABEL, width=right + 0.01)[:2]
        style = _LABEL if len(lines) == 1 else _SMALL
        lines = self.setter.lines(name, style, width=right + 0.01)[:2]
        first = middle - (len(lines) - 1) * style.pitch / 2 * 0.85
        for number, line in enumerate(lines):
            y = first + number * style.pitch * 0.85
            self.texts.append(_Text(line, right - line.right, y, style.size))

    def _bars(
        self, bars: tuple[Bar, ...], at: tuple[float, float], *, row: float, room: float
    ) -> None:
        base, top = at
        thick = row * _GROUP_SHARE / max(len(bars), 1)
        top += row * (1 - _GROUP_SHARE) / 2
        for series, bar in enumerate(bars):
            share = float(bar.share if bar.share is not None else self.chart.zero)
            run = (share - float(self.chart.zero)) * room
            if run:
                self.boxes.append(_Box(base + min(run, 0), top, abs(run), thick, series))
            self.text(bar.text, _LABEL, at=(base + max(run, 0) + 3, top + thick / 2), anchor=0)
            top += thick


# ---- rows of large figures ----


def number_strips(numbers: Numbers, setter: Typesetter) -> list[Strip]:
    """Figures in large type in equal boxes, each whole over the lines of its caption."""
    if not numbers.pairs:
        return []
    wide = setter.frame.width / len(numbers.pairs)
    room = wide - 2 * _GAP_PT
    heads = [caption.partition("（")[0] for _, caption in numbers.pairs]
    figure = _fitting([figure for figure, _ in numbers.pairs], _FIGURE, setter=setter, room=room)
    caption = _fitting(heads, _CAPTION_OF_FIGURE, setter=setter, room=room)
    texts: list[_Text] = []
    foot = 0.0
    for n, pair in enumerate(numbers.pairs):
        below = _GAP_PT
        for text, style in zip(pair, (figure, caption), strict=True):
            for line in setter.lines(text, style, width=room):
                left = n * wide + (wide - line.right) / 2
                texts.append(_Text(line, left, below + style.pitch / 2, style.size))
                below += style.pitch
        foot = max(foot, below)
    height = foot + _GAP_PT
    edges = [n * wide for n in range(len(numbers.pairs) + 1)]
    upright = [(x, 0.0, x, height) for x in edges]
    across = [(0.0, y, setter.frame.width, y) for y in (0.0, height)]
    drawing = DrawingStrip(height=height, texts=tuple(texts), axis=(*upright, *across))
    return [drawing, blank(PITCH / 3)]


def _fitting(texts: Sequence[str], style: Style, *, setter: Typesetter, room: float) -> Style:
    """The style, smaller by half points until each text stands on one line of that width."""
    while style.size > _SMALL.size and any(setter.width_of(text, style) > room for text in texts):
        style = replace(style, size=style.size - 0.5)
    return style
