"""The printed page against GB/T 9704-2012, measured in millimetres; what is moved by 0.5 mm is found.

The numbers are the standard's own: 版心 156 × 225 mm at 37 mm from the top and 28 mm from the left,
22 rows of 28 characters of 16 points that fill it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from millimetres import POINT, Shot, Span, advance, glyph_ink
from pdf_text import ink_boxes
from sample_paper import indicator_table

from zjmz_desktop import paths
from zjmz_desktop.domain.paper import (
    Heading,
    Imprint,
    Letterhead,
    NewPage,
    Paper,
    Paragraph,
    Signature,
)
from zjmz_desktop.report import flowables, letterhead, sheet
from zjmz_desktop.report.annual_pdf import write_paper

TOLERANCE_MM, RULE_TOLERANCE_MM = 0.1, 0.02
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
RIGHT, BOTTOM, CENTRE = LEFT + WIDTH, TOP + HEIGHT, LEFT + WIDTH / 2
ROWS, CHARACTERS, BODY_MM = 22, 28, 16 * POINT
PITCH, ADVANCE = (HEIGHT - BODY_MM) / (ROWS - 1), (WIDTH - BODY_MM) / (CHARACTERS - 1)
FANGSONG, KAI, HEI, SONG, TITLE = (
    paths.resource("fonts") / f"GW-{name}.ttf"
    for name in ("FangSong", "Kai", "Hei", "Song", "Title")
)
WHOLE, TEXT = (0.0, 210.0), (TOP - 1, BOTTOM + 1)
FULL = "国"

Measured = Mapping[str, tuple[float, float]]
Write = Callable[[Paper], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a paper."""
    return lambda paper: write_paper(paper, tmp_path / "a.pdf").path


def off(measured: Measured) -> dict[str, float]:
    """What stands elsewhere than the standard says, with the difference in mm."""
    differences = {name: round(found - asked, 3) for name, (found, asked) in measured.items()}
    return {
        name: mm
        for name, mm in differences.items()
        if abs(mm) > (RULE_TOLERANCE_MM if "粗" in name else TOLERANCE_MM)
    }


def row(number: int) -> tuple[float, float]:
    """Where a row of the grid stands, from 0."""
    return (TOP + number * PITCH - 1, TOP + number * PITCH + BODY_MM + 1)


def origin(shot: Shot, font: Path, char: str, *, column: float, line: int) -> float:
    """Where the em of a character begins that stands about a column of the grid, by its ink."""
    left = LEFT + column * ADVANCE
    found = shot.ink(across=(left - 1, left + ADVANCE - 0.6), down=row(line))
    return found.across.begin - glyph_ink(font, char, 16).across.begin


# ---- the grid ----


def grid_paper() -> Paper:
    text = Paragraph(FULL * (CHARACTERS * ROWS * 3), indent=False)
    return Paper((), "", (), (text,))


def grid(path: Path) -> Measured:
    """Paper, margins, rows and columns of a page full of text."""
    shot = Shot(path, 1)
    rows, columns = shot.rows(across=WHOLE, down=TEXT), shot.columns(across=WHOLE, down=TEXT)
    own = glyph_ink(FANGSONG, FULL, 16)
    found = {"纸宽": (shot.size[0], 210.0), "纸高": (shot.size[1], 297.0)}
    found["行数"], found["字数"] = (len(rows), ROWS), (len(_characters(columns)), CHARACTERS)
    found["天头"] = (rows[0].middle - BODY_MM / 2, TOP)
    found["版心下边"] = (rows[-1].middle + BODY_MM / 2, BOTTOM)
    found["订口"] = (columns[0].begin - own.across.begin, LEFT)
    found["版心右边"] = (columns[-1].end + BODY_MM - own.across.end, RIGHT)
    for number, one in enumerate(rows):
        found[f"第{number + 1}行"] = (one.middle - rows[0].middle, number * PITCH)
    for number, one in enumerate(_characters(columns)):
        found[f"第{number + 1}字"] = (one.begin - columns[0].begin, number * ADVANCE)
    return found


def _characters(columns: list[Span]) -> list[Span]:
    """Runs of ink put together to characters: white inside one is narrow."""
    found = [columns[0]]
    for one in columns[1:]:
        if one.begin - found[-1].end < 0.5:
            found[-1] = Span(found[-1].begin, one.end)
        else:
            found.append(one)
    return found


def numbers(path: Path) -> Measured:
    """The numbers of pages: a dash 7 mm under the type area, one character in, odd right, even left."""
    found = {}
    for page, name in ((1, "单页码"), (2, "双页码")):
        shot = Shot(path, page)
        ink = shot.ink(across=WHOLE, down=(BOTTOM + 2, BOTTOM + 14))
        dash = shot.ink(across=_dash(ink.across, page), down=(BOTTOM + 2, BOTTOM + 14))
        found[f"{name}线"] = (dash.down.middle, BOTTOM + 7)
        own = glyph_ink(SONG, "—", 14).across
        if page == 1:
            white = advance(SONG, "—", 14) - own.end
            found[name] = (ink.across.end + white, RIGHT - BODY_MM)
        else:
            found[name] = (ink.across.begin - own.begin, LEFT + BODY_MM)
    return found


def _dash(number: Span, page: int) -> tuple[float, float]:
    return (number.begin, number.begin + 4) if page == 2 else (number.end - 4, number.end)


def lying(path: Path) -> Measured:
    """A page on its side: its table fills the type area, its number stays where it is on others."""
    shot = Shot(path, 1)
    table = shot.ink(across=(LEFT - 4, RIGHT + 4), down=(TOP - 4, BOTTOM + 3))
    rules = 0.5 * POINT
    return {
        "横排表左边": (table.down.end, BOTTOM + rules / 2),
        "横排表右边": (table.down.begin, TOP - rules / 2),
        **{name: told for name, told in numbers(path).items() if name.startswith("单")},
    }


# ---- title and levels ----

LEVELS: tuple[tuple[Heading | Paragraph, Path, float], ...] = (
    (Heading(1, f"一、{FULL * 3}"), HEI, 2),
    (Heading(2, f"（一）{FULL * 3}"), KAI, 3),
    (Paragraph(f"1.{FULL * 3}"), FANGSONG, 0.75),  # the digit half a character, the stop a quarter
    (Paragraph(f"（1）{FULL * 3}"), FANGSONG, 2.5),
)


def levels_paper() -> Paper:
    blocks = tuple(block for block, _, _ in LEVELS)
    ending = (Signature(FULL * 6, f"2018年12月{FULL}"),)
    return Paper((FULL * 6, FULL * 10), "", (), (*blocks, *ending))


def title_and_levels(path: Path) -> Measured:
    """Size, face and place of the title and of the four levels."""
    shot = Shot(path, 1)
    rows = shot.rows(across=WHOLE, down=TEXT)
    found = dict(_title(shot, rows[:2]))
    for (block, font, before), one in zip(LEVELS, rows[2:], strict=False):
        ink = shot.ink(across=WHOLE, down=one)
        last = shot.ink(across=(ink.across.end - 5, ink.across.end), down=one)
        own, name = glyph_ink(font, FULL, 16), block.text[:3]
        found[f"{name}字高"] = (last.down.size, own.down.size)
        found[f"{name}字宽"] = (last.across.size, own.across.size)
        place = LEFT + (2 + before + 2) * ADVANCE
        found[f"{name}缩进"] = (last.across.begin - own.across.begin, place)
    return found


def _title(shot: Shot, rows: list[Span]) -> Iterator[tuple[str, tuple[float, float]]]:
    own = glyph_ink(TITLE, FULL, 22)
    for number, one in enumerate(rows):
        ink = shot.ink(across=WHOLE, down=one)
        yield f"标题{number}字高", (one.size, own.down.size)
        yield f"标题{number}居中", (ink.across.middle, CENTRE + own.across.middle - 11 * POINT)


def signature(path: Path) -> Measured:
    """The date ends four characters in, and the office is centred on it."""
    shot = Shot(path, 1)
    office, date = (
        shot.ink(across=WHOLE, down=one).across
        for one in shot.rows(across=WHOLE, down=TEXT)[2 + len(LEVELS) :]
    )
    own = glyph_ink(FANGSONG, FULL, 16).across
    return {
        "成文日期": (date.end + BODY_MM - own.end, RIGHT - 4 * ADVANCE - (ADVANCE - BODY_MM)),
        "署名宽": (office.size, 5 * ADVANCE + own.size),
    }


# ---- 版头, 版记 ----


def official_paper() -> Paper:
    head = Letterhead(FULL * 8, f"{FULL}〔2018〕12{FULL}", FULL * 3)
    foot = Imprint(FULL * 4, FULL * 6, f"2018年12月28{FULL}")
    return Paper((FULL * 9,), "", (), (Paragraph(FULL * 40),), letterhead=head, imprint=foot)


def red_head(path: Path) -> Measured:
    """发文机关标志 35 mm under the type area's edge, 发文字号 and 签发人 one character in, the red rule."""
    shot = Shot(path, 1)
    mark, number, rule = shot.rows(across=(LEFT - 3, RIGHT + 3), down=(TOP + 20, TOP + 105))[:3]
    own = glyph_ink(TITLE, FULL, 44)
    line, name = shot.ink(across=WHOLE, down=rule), glyph_ink(KAI, FULL, 16).across
    texts = shot.ink(across=WHOLE, down=number).across
    full = shot.rows(across=(LEFT, LEFT + 12), down=number)[0]
    assert shot.is_red(across=WHOLE, down=mark)
    assert shot.is_red(across=WHOLE, down=rule)
    assert not shot.is_red(across=WHOLE, down=number)
    return {
        "发文机关标志": (mark.middle - 22 * POINT, TOP + 35),
        "发文机关标志字高": (mark.size, own.down.size),
        "发文机关标志居中": (
            shot.ink(across=WHOLE, down=mark).across.middle,
            CENTRE + own.across.middle - 22 * POINT,
        ),
        "发文字号": (texts.begin - glyph_ink(FANGSONG, FULL, 16).across.begin, LEFT + ADVANCE),
        "签发人": (texts.end + BODY_MM - name.end, RIGHT - ADVANCE),
        "红线距字": (line.down.middle - (full.middle + BODY_MM / 2), 4.0),
        "红线左": (line.across.begin, LEFT),
        "红线右": (line.across.end, RIGHT),
    }


def imprint(path: Path) -> Measured:
    """Rules as wide as the type area, the outer ones thick, the last on the type area's lower edge."""
    shot = Shot(path, 2)
    found = {}
    edge = (LEFT - 0.5, LEFT + 2)  # left of the texts
    rules = shot.rows(across=edge, down=(TOP, BOTTOM + 2))
    for rule, name, thick in zip(rules, ("首条", "中间", "末条"), (0.35, 0.25, 0.35), strict=True):
        around = (rule.begin - 0.5, rule.end + 0.5)
        line = shot.ink(across=(LEFT - 4, RIGHT + 4), down=rule).across
        found[f"{name}线粗"] = (shot.thickness(at=LEFT + 2.5, down=around), thick)
        found[f"{name}线左"], found[f"{name}线右"] = (line.begin, LEFT), (line.end, RIGHT)
    found["末条线"] = (rules[-1].middle, BOTTOM)
    return found


# ---- what the standard says ----


def test_the_grid_and_the_page_numbers(write: Write) -> None:
    path = write(grid_paper())
    assert off(grid(path)) == {}
    assert off(numbers(path)) == {}


def test_a_lying_page(write: Write) -> None:
    path = write(Paper((), "", (), (indicator_table(60),)))
    assert off(lying(path)) == {}


def test_title_levels_and_signature(write: Write) -> None:
    path = write(levels_paper())
    assert off(title_and_levels(path)) == {}
    assert off(signature(path)) == {}


def test_an_annexs_label_opens_its_page_and_its_title_is_centred_on_the_third_line(
    write: Write,
) -> None:
    blocks = (NewPage("附件1", "重点任务表"), Paragraph("正文。"))
    boxes = dict(ink_boxes(write(Paper((), "", (), blocks)), 1))
    assert abs(boxes["附"].left - LEFT) < 1
    first, third = (TOP + line * PITCH for line in (0, 2))
    assert first <= boxes["附"].top < boxes["附"].bottom < first + PITCH
    assert third <= boxes["重"].top < boxes["表"].bottom < third + PITCH
    assert abs((boxes["重"].left + boxes["表"].right) / 2 - CENTRE) < 0.5


def test_the_red_head_and_the_imprint(write: Write) -> None:
    path = write(official_paper())
    assert off(red_head(path)) == {}
    assert off(imprint(path)) == {}


# ---- what is moved is found ----

HALF_MM = 0.5 / 25.4 * 72
PAPERS: Mapping[str, Callable[[], Paper]] = {
    "grid": grid_paper,
    "levels": levels_paper,
    "official": official_paper,
    "lying": lambda: Paper((), "", (), (indicator_table(60),)),
}


def moved(style: Any, **more: float) -> Any:
    """A style with some of its measures changed by so much."""
    return replace(style, **{name: getattr(style, name) + by for name, by in more.items()})


PLANTED: Mapping[str, tuple[str, Callable[[Path], Measured], Any, str, Any]] = {
    "天头": ("grid", grid, sheet, "HEAD_MARGIN", sheet.HEAD_MARGIN + HALF_MM),
    "订口": ("grid", grid, sheet, "BINDING_MARGIN", sheet.BINDING_MARGIN + HALF_MM),
    "第22行": ("grid", grid, flowables, "_BODY", moved(flowables._BODY, pitch=-HALF_MM / 21)),
    "字数": ("grid", grid, flowables, "_BODY", moved(flowables._BODY, advance=HALF_MM / 432)),
    "单页码": ("grid", numbers, sheet, "BODY_SIZE", 16 + HALF_MM),
    "双页码线": ("grid", numbers, sheet, "NUMBER_DROP", sheet.NUMBER_DROP + HALF_MM),
    "单页码线": ("lying", lying, sheet, "NUMBER_DROP", sheet.NUMBER_DROP + HALF_MM),
    "横排表右边": ("lying", lying, sheet, "HEAD_MARGIN", sheet.HEAD_MARGIN + HALF_MM),
    "标题0字高": (
        "levels",
        title_and_levels,
        flowables,
        "_TITLE",
        moved(flowables._TITLE, size=HALF_MM),
    ),
    "发文机关标志": (
        "official",
        red_head,
        letterhead,
        "_MARK_TOP",
        letterhead._MARK_TOP + HALF_MM,
    ),
    "红线距字": (
        "official",
        red_head,
        letterhead,
        "_RED_RULE_GAP",
        letterhead._RED_RULE_GAP + HALF_MM,
    ),
    "末条线": ("official", imprint, sheet, "TYPE_HEIGHT", sheet.TYPE_HEIGHT - HALF_MM),
    "中间线粗": ("official", imprint, letterhead, "_THIN", letterhead._THICK),
}


@pytest.mark.parametrize("found", PLANTED)
def test_what_is_moved_is_found(found: str, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    paper, measure, module, name, value = PLANTED[found]
    monkeypatch.setattr(module, name, value)
    assert found in off(measure(write(PAPERS[paper]())))
