"""Reading a template workbook back: its hidden sheet, and typed cells line by line, each with its place.

Cells are found by the hidden roles over a block and the hidden ids before its lines; rows that were
sorted and columns that were inserted do no harm.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.sheet_cells import ONLY_A_LINE, is_only_a_line
from zjmz_desktop.domain.sheets import Place, Sheet, place_words
from zjmz_desktop.domain.templates import (
    END,
    FACTS,
    FIGURES,
    FORMAT,
    MARK,
    NEW_LINE,
    NONE,
    REGISTER,
    SIGNATURE,
    TemplateFacts,
)

_NOTHING_WRITTEN = "没有写入任何数据。"


class TemplateRefusedError(ZjmzError):
    """A workbook that is no template for here: which file, why, and what to do."""

    def __init__(self, name: str, reason: str, *, remedy: str) -> None:
        super().__init__(f"“{name}”{reason}。{remedy}{_NOTHING_WRITTEN}")
        self.name, self.reason, self.remedy = name, reason, remedy


class ReadCell(NamedTuple):
    """One entry cell.

    Attributes:
        place: where.
        text: what stands in it.
        fault: why that can't be told for sure, or "".
        line: the dash or stroke where nothing else is drawn in it.
    """

    place: Place
    text: str
    fault: str = ""
    line: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return not self.text.strip() and not self.fault


class ReadLine(NamedTuple):
    """One line of a block.

    Attributes:
        sheet: name of its sheet.
        row: row in the sheet, from 0.
        kind: the block's kind.
        id: hidden id; "" where a row was inserted.
        cells: role → cell.
        why_not: why the whole line is refused, or "".
    """

    sheet: str
    row: int
    kind: str
    id: str
    cells: Mapping[str, ReadCell]
    why_not: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is typed in it."""
        return all(cell.is_empty for cell in self.cells.values())

    @property
    def is_new(self) -> bool:
        """Whether it is an empty line of the template, for something new."""
        return self.id.partition(" ")[0] == NEW_LINE

    @property
    def new_id(self) -> str:
        """The permanent id of a line for something new; "" in templates that have none yet."""
        return self.id.partition(" ")[2].strip() if self.is_new else ""

    @property
    def register(self) -> str:
        """Code of the register, "" for other blocks."""
        kind, _, code = self.kind.partition(" ")
        return code if kind == REGISTER else ""

    def with_numbers(self, roles: Collection[str]) -> "ReadLine":
        """The line with the cells of these roles read as numbers: a dash there can't be told for sure."""
        drawn = {
            role: cell._replace(text=cell.line, fault=ONLY_A_LINE)
            for role, cell in self.cells.items()
            if role in roles and cell.line and not cell.fault
        }
        return self._replace(cells={**self.cells, **drawn}) if drawn else self

    def where(self, role: str = "") -> str:
        """Where a cell stands, in words; the line's first cell with anything in it by default."""
        typed = (cell for cell in self.cells.values() if not cell.is_empty)
        cell = self.cells.get(role) or next(typed, None) or next(iter(self.cells.values()))
        return place_words(self.sheet, cell.place)


class TemplateRead(NamedTuple):
    """A template as it came back.

    Attributes:
        facts: which template it is.
        signed: what was written on the first sheet (`filler`, `phone`, `reported_on`, `head`).
        lines: figures and rows, in order.
    """

    facts: TemplateFacts
    signed: Mapping[str, str]
    lines: tuple[ReadLine, ...]


def read_template(sheets: Iterable[Sheet], *, name: str) -> TemplateRead:
    """Read what was typed into a template.

    Args:
        sheets: all sheets of the file, hidden ones too.
        name: the file's name, for the sentence.

    Raises:
        TemplateRefusedError: when the hidden addresses are not there, or are of a newer format.
    """
    known = tuple(sheets)
    facts = next((found for sheet in known if (found := _facts(sheet)) is not None), None)
    lines = [line for sheet in known for line in _lines(sheet)]
    if facts is None or not any(line.kind != SIGNATURE for line in lines):
        raise TemplateRefusedError(
            name,
            "不是本程序导出的填报模板，或者里面隐藏的编号被删掉了",
            remedy="请重新导出模板，把数填进去再导入。",
        )
    if facts.format != FORMAT:
        raise TemplateRefusedError(
            name, "是新版程序导出的模板", remedy="请升级本程序，或用本程序重新导出模板。"
        )
    return TemplateRead(facts, _signed(lines), tuple(_judged(lines)))


def _facts(sheet: Sheet) -> TemplateFacts | None:
    if not sheet.rows or sheet.rows[0][0].strip() != f"{MARK} {FACTS}":
        return None
    told = {row[0]: row[1].strip() for row in sheet.rows[1:] if len(row) > 1}
    return TemplateFacts(*(told.get(key, "") for key in TemplateFacts._fields))


def _lines(sheet: Sheet) -> Iterator[ReadLine]:
    kind, at, roles = "", 0, {}
    for row, texts in enumerate(sheet.rows):
        mark = next((column for column, text in enumerate(texts) if text.startswith(MARK)), None)
        if mark is not None:
            kind, at = texts[mark].removeprefix(MARK).strip(), mark
            roles = {c: text for c, text in enumerate(texts) if text and c != mark}
        elif kind not in ("", END, FACTS):
            line = _line(sheet, row, kind=kind, at=at, roles=roles)
            if line.id or not line.is_empty:
                yield line


def _line(sheet: Sheet, row: int, *, kind: str, at: int, roles: Mapping[int, str]) -> ReadLine:
    texts = sheet.rows[row]
    cells = {
        role: _cell(texts[c], Place(row, c), fault=sheet.faults.get(Place(row, c), ""))
        for c, role in roles.items()
    }
    return ReadLine(sheet.name, row, kind, texts[at].strip(), cells)


def _cell(text: str, place: Place, *, fault: str) -> ReadCell:
    """What was typed; the dash of a cell that has nothing to fill in is nothing."""
    entered = "" if text.strip() == NONE.shown else text
    return ReadCell(place, entered, fault, text.strip() if is_only_a_line(text) else "")


def _signed(lines: Iterable[ReadLine]) -> dict[str, str]:
    return {
        line.id: cell.text.strip()
        for line in lines
        if line.kind == SIGNATURE
        for cell in line.cells.values()
    }


def _judged(lines: Iterable[ReadLine]) -> Iterator[ReadLine]:
    """Lines of figures and rows, with why whole lines are refused."""
    known = [line for line in lines if line.kind != SIGNATURE]
    count = Counter((line.kind, line.id) for line in known if line.id not in ("", NEW_LINE))
    for line in known:
        why = ""
        if line.kind != FIGURES and not line.register:
            why = "这一行隐藏的编号被改动过，认不出是什么"
        elif not line.id:
            why = "这一行没有编号，是后来插入的；请填在原来的行里，或底册后面的空行里"
        elif count[line.kind, line.id] > 1:
            why = f"有{count[line.kind, line.id]}行的编号相同（整行复制出来的），看不出用哪一行"
        yield line._replace(why_not=why) if why else line
