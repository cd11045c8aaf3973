"""Writes a template workbook: locked but for the cells to fill in, drop-downs, hidden ids, A4."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zjmz_desktop.domain.sheet_tables import (
    columns_of,
    formula_of,
    live_quotient,
    number_in,
    quotient_of,
)
from zjmz_desktop.domain.sheets import Place, column_letters
from zjmz_desktop.domain.templates import (
    COVER,
    END,
    FACTS,
    FILLER,
    HEAD_OF_UNIT,
    MARK,
    PHONE,
    REPORTED_ON,
    SIGNATURE,
    Block,
    Slot,
    SlotKind,
    Template,
    TemplateColumn,
    TemplateLine,
    TemplateSheet,
)
from zjmz_desktop.exchange.workbook_write import Styles, close_book, new_book, sheet_name
from zjmz_desktop.exchange.written_files import write_whole

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_A4, _A4_COLUMNS = 9, 190
_FACTS_NAME, _CHOICES_NAME = "模板编号", "选项"
_ENTRY, _FACT, _HEADER, _GRID = "#FFFBE6", "#F2F4F7", "#E8EEF6", "#8A96A3"
_SHORT, _FREE_LINES, _WIDE_SPAN = 10, 4, 4
_LINE_HEIGHT, _LEAST_HEIGHT, _HEAD_HEIGHT = 15, 20, 32
_PROTECTED = {"format_rows": True, "format_columns": True}
_LONGEST_TITLE, _LONGEST_HINT = 32, 250
_FIRST_BLOCK, _FOOT_COLUMNS = 4, 3
_FOOT = (
    (HEAD_OF_UNIT, "单位负责人："),
    (FILLER, "填表人："),
    (PHONE, "联系电话："),
    (REPORTED_ON, "报出日期："),
)


def write_template(path: Path, template: Template) -> None:
    """Write a template as one workbook.

    Args:
        path: the file; replaced only once the new one is whole.
        template: what it holds.

    Raises:
        FileNotWrittenError: with a sentence.
    """

    def write(part: Path) -> None:
        book = new_book(part, title=template.sheets[0].title, author=template.issuer_name)
        _Writer(book, template).draw()
        close_book(book)

    write_whole(path, write)


class _Writer:
    """Draws the workbook; drop-downs' words are gathered on a hidden sheet."""

    def __init__(self, book: "Workbook", template: Template) -> None:
        self.styles, self.template = Styles(book), template
        names = {_FACTS_NAME, _CHOICES_NAME}
        self._pens = [
            _Pen(self, one, page=book.add_worksheet(sheet_name(one.name, names)))
            for one in template.sheets
        ]
        self._choices = book.add_worksheet(_CHOICES_NAME)
        self._facts = book.add_worksheet(_FACTS_NAME)
        self._known: dict[tuple[str, ...], str] = {}
        self.signed: dict[str, str] = {}

    def draw(self) -> None:
        """All of it."""
        for pen in self._pens:
            pen.draw()
        self._facts.write_string(0, 0, f"{MARK} {FACTS}")
        for row, (key, text) in enumerate(self.template.facts._asdict().items(), start=1):
            self._facts.write_string(row, 0, key)
            self._facts.write_string(row, 1, text)
        for sheet in (self._facts, self._choices):
            sheet.hide()
            sheet.protect()

    def source(self, words: tuple[str, ...]) -> str:
        """Where the words of a drop-down stand, as a formula."""
        if words not in self._known:
            column = len(self._known)
            for row, text in enumerate(words):
                self._choices.write_string(row, column, text)
            letters = column_letters(column)
            self._known[words] = f"={_CHOICES_NAME}!${letters}$1:${letters}${len(words)}"
        return self._known[words]


class _Pen:
    """Draws one sheet."""

    def __init__(self, writer: _Writer, sheet: TemplateSheet, *, page: Any) -> None:
        self._writer, self._sheet, self._page = writer, sheet, page
        self._style = writer.styles.of
        self._widths = _widths(sheet.blocks)
        self._last = max(self._widths)
        self._ruled: dict[tuple[tuple[str, ...], Slot], list[Place]] = {}
        self._styles: dict[tuple[object, ...], Any] = {}
        self._pages = max(1, round(sum(self._widths.values()) / _A4_COLUMNS))

    def draw(self) -> None:
        """All of it."""
        at = self._head()
        for block in self._sheet.blocks:
            at = self._block(block, at) + 1
        at = self._paragraphs(at)
        if not self._sheet.is_cover:
            self._foot(at)
        self._validate()
        self._set_up()

    # ---- around the blocks ----

    def _head(self) -> int:
        page, template = self._page, self._writer.template
        title = self._style(bold=True, font_size=16, align="left" if self._pages > 1 else "center")
        if self._pages == 1:
            page.merge_range(0, 1, 0, self._last, "", title)
        page.write_string(0, 1, self._sheet.title, title)
        page.set_row(0, _HEAD_HEIGHT)
        right = self._style(align="right")
        page.write_string(1, 1, f"填报单位（盖章）：{template.unit_name}", self._style())
        page.write_string(1, self._last, f"报告期：{template.period_title}", right)
        number = f"表号：{self._sheet.number}" if self._sheet.number else ""
        page.write_string(2, 1, number or f"制表机关：{template.issuer_name}", self._style())
        if number:
            page.write_string(2, self._last, f"制表机关：{template.issuer_name}", right)
        page.write_string(3, 1, self._sheet.note, self._style(font_size=10, font_color="#9A5B00"))
        return _FIRST_BLOCK

    def _paragraphs(self, at: int) -> int:
        for text in self._sheet.paragraphs:
            head = len(text) < 10 and "、" in text
            style = self._style(bold=head, text_wrap=True)
            self._page.merge_range(at, 1, at, self._last, "", style)
            self._page.write_string(at, 1, text, style)
            room = sum(self._widths[c] for c in range(1, self._last + 1))
            self._page.set_row(at, max(_LEAST_HEIGHT, _LINE_HEIGHT * _lines_of(text, room) + 5))
            at += 1
        return at

    def _foot(self, at: int) -> None:
        spread = min(max((self._last - 1) // len(_FOOT), 1), _FOOT_COLUMNS)
        for index, (code, words) in enumerate(_FOOT):
            formula = f'="{words}"&{COVER}!{self._writer.signed[code]}'
            column = min(1 + index * spread + (index > 0), self._last)
            self._page.write_formula(at, column, formula, self._style(), words)

    def _set_up(self) -> None:
        page = self._page
        page.set_column(0, 0, 4, None, {"hidden": True})
        for column, width in self._widths.items():
            page.set_column(column, column, width)
        page.set_paper(_A4)
        if not self._sheet.is_cover:
            page.set_landscape()
        page.fit_to_pages(self._pages, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        page.center_horizontally()
        page.set_footer("&C第 &P 页  共 &N 页")
        if self._sheet.frozen:
            self._freeze()
        page.protect("", _PROTECTED)
        page.hide_gridlines(2)

    def _freeze(self) -> None:
        """The naming columns stay; the header too, where the sheet has only one."""
        first, *others = self._sheet.blocks
        rows = 0 if others else _FIRST_BLOCK + 1 + bool(first.title)
        self._page.freeze_panes(rows, self._sheet.frozen)
        self._page.repeat_columns(1, self._sheet.frozen - 1)
        if rows:
            self._page.repeat_rows(0, rows - 1)

    # ---- blocks ----

    def _block(self, block: Block, at: int) -> int:
        """Title, header, roles (hidden) and lines from row `at`; the row after the end mark."""
        if block.title:
            self._page.write_string(at, 1, block.title, self._style(bold=True))
            self._page.set_row(at, _LEAST_HEIGHT)
            at += 1
        style = self._style(
            bold=True,
            align="center",
            border=1,
            border_color=_GRID,
            bg_color=_HEADER,
            text_wrap=True,
        )
        for column, place in zip(block.columns, block.places, strict=True):
            self._across(Place(at, place), column.span, style=style)
            self._page.write_string(at, place, column.title, style)
        self._page.set_row(at, _HEAD_HEIGHT)
        if block.kind:
            at += 1
            self._roles(block, at)
        for row, line in enumerate(block.lines, start=at + 1):
            self._line(block, line, row=row)
        end = at + 1 + len(block.lines)
        if block.kind:
            self._page.write_string(end, 0, f"{MARK} {END}")
            self._page.set_row(end, None, None, {"hidden": True})
            end += 1
        return end

    def _roles(self, block: Block, at: int) -> None:
        self._page.write_string(at, 0, f"{MARK} {block.kind}")
        for column, place in zip(block.columns, block.places, strict=True):
            if column.role:
                self._page.write_string(at, place, column.role)
        self._page.set_row(at, None, None, {"hidden": True})

    def _line(self, block: Block, line: TemplateLine, *, row: int) -> None:
        if line.id:
            self._page.write_string(row, 0, line.id)
        lines = 1
        for column, place, slot in zip(block.columns, block.places, line.cells, strict=False):
            room = sum(self._widths[place + more] for more in range(column.span))
            lines = max(lines, _lines_of(str(slot.shown or ""), room), _room_for(column, slot))
            style = self._slot_style(slot)
            self._across(Place(row, place), column.span, style=style)
            self._slot(Place(row, place), slot, style=style, line=line, block=block)
            if slot.is_open:
                rule = (slot.choices, replace(slot, shown=None, choices=()))
                self._ruled.setdefault(rule, []).append(Place(row, place))
        if block.kind == SIGNATURE:
            self._writer.signed[line.id] = f"${column_letters(block.places[1])}${row + 1}"
        self._page.set_row(row, max(_LEAST_HEIGHT, _LINE_HEIGHT * lines + 5))

    def _across(self, at: Place, span: int, *, style: Any) -> None:
        if span > 1:
            self._page.merge_range(at.row, at.column, at.row, at.column + span - 1, "", style)

    def _slot(self, at: Place, slot: Slot, *, style: Any, line: TemplateLine, block: Block) -> None:
        number = number_in(slot.shown)
        if slot.quotient is not None:
            value = quotient_of(_by_place(block, line), slot.quotient)
            formula = formula_of(live_quotient(slot.quotient, at.row), 0)
            self._page.write_formula(*at, formula, style, "" if value is None else value)
        elif number is not None:
            self._page.write_number(*at, number, style)
        elif slot.shown:
            self._page.write_string(*at, str(slot.shown), style)
        else:
            self._page.write_blank(*at, None, style)

    def _slot_style(self, slot: Slot) -> Any:
        number = number_in(slot.shown) is not None
        short = not slot.is_open and columns_of(str(slot.shown or "")) <= _SHORT
        key = (slot.kind, number, short, slot.scale, slot.is_open)
        if key not in self._styles:
            self._styles[key] = self._style(**_looks(slot, number=number, short=short))
        return self._styles[key]

    def _validate(self) -> None:
        """One rule for all cells that share it: a run of a column is one range."""
        for (choices, slot), places in self._ruled.items():
            rule = self._rule(slot, choices)
            if len(rule) > 1:
                first, *others = _runs(places)
                self._page.data_validation(*first, {**rule, "other_cells": others})

    def _rule(self, slot: Slot, choices: tuple[str, ...]) -> dict[str, Any]:
        rule: dict[str, Any] = {"validate": "any"}
        if choices:
            rule = {"validate": "list", "source": self._writer.source(choices)}
            rule["show_error"] = slot.kind is SlotKind.CHOICE
            rule |= {"error_title": "没有这一项", "error_message": "请从下拉箭头里选一项。"}
        elif slot.kind is SlotKind.NUMBER:
            rule = _number_rule(slot)
        if slot.hint:
            rule |= {"input_title": "填报说明", "input_message": slot.hint[:_LONGEST_HINT]}
        return rule


def _looks(slot: Slot, *, number: bool, short: bool) -> dict[str, Any]:
    """The properties of a cell's format."""
    number = number or slot.kind in (SlotKind.NUMBER, SlotKind.QUOTIENT)
    shape = "General" if number else "@"
    if slot.kind is SlotKind.QUOTIENT:
        shape = f"0.{'0' * slot.scale}" if slot.scale else "0"
    align = "right" if number else "center" if short else "left"
    return {
        "border": 1,
        "border_color": _GRID,
        "text_wrap": not number,
        "num_format": shape,
        "align": align,
        "indent": 0 if align == "center" else 1,
        "bg_color": _ENTRY if slot.is_open else _FACT,
        "locked": not slot.is_open,
    }


def _runs(places: Sequence[Place]) -> list[list[int]]:
    """First row and column, last row and column of each run of neighbours in a column."""
    found: list[list[int]] = []
    for at in sorted(places, key=lambda place: (place.column, place.row)):
        if found and found[-1][1] == at.column and found[-1][2] == at.row - 1:
            found[-1][2] = at.row
        else:
            found.append([at.row, at.column, at.row, at.column])
    return found


def _number_rule(slot: Slot) -> dict[str, Any]:
    rule: dict[str, Any] = {"validate": "decimal" if slot.scale else "integer"}
    least = f"不小于{slot.minimum:f}"
    if slot.maximum is None:
        rule |= {"criteria": ">=", "value": slot.minimum}
    else:
        rule |= {"criteria": "between", "minimum": slot.minimum, "maximum": slot.maximum}
        least = f"{slot.minimum:f}到{slot.maximum:f}之间"
    decimals = f"最多{slot.scale}位小数" if slot.scale else "整数"
    rule |= {"error_title": "这里填数", "error_message": f"请填{least}的数（{decimals}）。"}
    return rule


def _widths(blocks: Sequence[Block]) -> dict[int, int]:
    """Sheet column → width in half-width characters."""
    found: dict[int, int] = {}
    for block in blocks:
        for column, place in zip(block.columns, block.places, strict=True):
            for more in range(column.span):
                width = column.width * 2 + 2
                known = found.get(place + more, 0)
                found[place + more] = max(known, width if column.span == 1 else known or width)
    return found


def _by_place(block: Block, line: TemplateLine) -> list[Any]:
    found: list[Any] = [None] * (max(block.places) + 1)
    for place, slot in zip(block.places, line.cells, strict=False):
        found[place] = slot.shown
    return found


def _room_for(column: TemplateColumn, slot: Slot) -> int:
    """Lines left free in a wide field, so that one sees that several sentences fit."""
    return _FREE_LINES if slot.is_open and column.span > _WIDE_SPAN else 1


def _lines_of(text: str, room: int) -> int:
    """Lines that a text takes in a column of that width."""
    return sum(max(1, -(-columns_of(part) // max(room - 2, 1))) for part in text.split("\n"))
