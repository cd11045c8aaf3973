"""Template workbooks (填报模板): what stands where, what may be typed there, and the hidden addresses.

`domain` describes, `exchange` writes. A sheet holds blocks. Over a block's lines stands a hidden row of
roles, before each line a hidden id, so that the file is read back by what a cell is and not by where it
stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.sheet_tables import Quotient, SheetCell

FORMAT = "1"
MARK = "#填报模板"
FACTS, END, FIGURES, SIGNATURE, REGISTER = "facts", "end", "figures", "signature", "register"
NEW_LINE = "new"
COVER = "填报说明"
HEAD_OF_UNIT, FILLER, PHONE, REPORTED_ON = "head", "filler", "phone", "reported_on"
_HAN = "一二三四五六七八九十"


class SlotKind(StrEnum):
    """What a cell is: fixed text, an entry of some kind, or a live quotient."""

    FIXED = "fixed"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    QUOTIENT = "quotient"


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell.

    Attributes:
        shown: what stands in it.
        kind: what it is.
        choices: the drop-down's words; of a text they are offered, of a choice nothing else is taken.
        scale: most decimals of a number.
        minimum: least number, inclusive.
        maximum: greatest number, inclusive.
        hint: shown beside the cell while it is chosen.
        quotient: of which columns; the first column after the hidden one is 1.
        locked: an entry that can't be typed here (filled by the unit itself, another keeper's row).
    """

    shown: SheetCell = None
    kind: SlotKind = SlotKind.FIXED
    choices: tuple[str, ...] = ()
    scale: int = 0
    minimum: Decimal = Decimal(0)
    maximum: Decimal | None = None
    hint: str = ""
    quotient: Quotient | None = None
    locked: bool = False

    @property
    def is_open(self) -> bool:
        """Whether something is typed here."""
        return self.kind not in (SlotKind.FIXED, SlotKind.QUOTIENT) and not self.locked


NONE = Slot("—")


class TemplateColumn(NamedTuple):
    """One column of a block.

    Attributes:
        title: header.
        role: what its cells are (`value`, `denominator`, a field code), "" for facts.
        width: in hanzi; the widest of the blocks of a sheet holds.
        span: sheet columns that it takes.
    """

    title: str
    role: str = ""
    width: int = 8
    span: int = 1


class TemplateLine(NamedTuple):
    """One line: its hidden id and its cells, column by column."""

    id: str
    cells: tuple[Slot, ...]

    @property
    def is_new(self) -> bool:
        """Whether it is an empty line, for something new."""
        return self.id.partition(" ")[0] == NEW_LINE


@dataclass(frozen=True, slots=True)
class Block:
    """Lines under one header.

    Attributes:
        kind: `figures`, `signature`, `register <code>`, or "" where nothing is read back.
        title: over the header, or "".
        columns: left to right.
        lines: of the same length.
    """

    kind: str
    title: str
    columns: tuple[TemplateColumn, ...]
    lines: tuple[TemplateLine, ...]

    @property
    def places(self) -> tuple[int, ...]:
        """Sheet column of each column; 0 is the hidden one."""
        found, at = [], 1
        for column in self.columns:
            found.append(at)
            at += column.span
        return tuple(found)


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """One sheet.

    Attributes:
        name: on its tab.
        title: caption.
        number: 表号.
        note: a line over the first block.
        blocks: from top to bottom.
        paragraphs: under the blocks.
        frozen: columns that stay, the hidden one counted.
    """

    name: str
    title: str
    number: str
    blocks: tuple[Block, ...]
    note: str = ""
    paragraphs: tuple[str, ...] = ()
    frozen: int = 0

    @property
    def is_cover(self) -> bool:
        """Whether it is the first sheet, where one signs."""
        return any(block.kind == SIGNATURE for block in self.blocks)

    @property
    def lines(self) -> Iterator[TemplateLine]:
        """All lines."""
        return (line for block in self.blocks for line in block.lines)


class TemplateFacts(NamedTuple):
    """What the hidden sheet says: which template this is."""

    format: str
    plan: str
    unit: str
    period: str
    maker: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template workbook.

    Attributes:
        facts: for the hidden sheet.
        unit_name: 填报单位.
        period_title: 报告期 in words.
        issuer_name: 制表机关.
        sheets: the cover first.
    """

    facts: TemplateFacts
    unit_name: str
    period_title: str
    issuer_name: str
    sheets: tuple[TemplateSheet, ...]


def han_number(no: int) -> str:
    """1 → 一; beyond ten in digits."""
    return _HAN[no - 1] if no <= len(_HAN) else str(no)


_RULES = (
    "1.只填浅黄色的格子；灰色的格子是程序给的数或自动算出的率，改了也不会导入。",
    "2.填数：填具体数，不填“约50”；是零填0；没有数的，在“没有数的原因”里选未开展或不适用。",
    "3.空着的格子不会改动已报的数；要清空已报的数，请告诉收表单位。",
    "4.有下拉箭头的格子请从里面选；日期写成2018-06-18；可填多项的用“、”隔开。",
    "5.底册：已有的行只改变化的格子；新的对象填在后面的空行里；状态有变化的，选新状态并填变化日期。",
    "6.请不要插入、删除行列，不要改表名；填好后保存、关闭，交回收表单位导入。",
    "7.请不要填涉密信息：部队番号、军供数量、界桩坐标都不能填。",
)
_SIGNED = (
    (HEAD_OF_UNIT, "单位负责人"),
    (FILLER, "填表人"),
    (PHONE, "联系电话"),
    (REPORTED_ON, "报出日期"),
)


def cover_sheet(
    title: str, sheets: Sequence[TemplateSheet], *, left_out: Sequence[str] = ()
) -> TemplateSheet:
    """The first sheet: who fills it, what is in it, how it is filled.

    Args:
        title: caption.
        sheets: the other sheets.
        left_out: names of indicators that can't be reported by this way.
    """
    signature = Block(
        SIGNATURE,
        "一、填报人（各表末尾自动带出）",
        (TemplateColumn("项目", "", 14), TemplateColumn("请填写", "text", 26)),
        tuple(TemplateLine(code, (Slot(words), _signed(code))) for code, words in _SIGNED),
    )
    contents = Block(
        "",
        "二、本工作簿里的表",
        (
            TemplateColumn("表号", "", 14),
            TemplateColumn("表名", "", 26),
            TemplateColumn("要填的行数", "", 12),
        ),
        tuple(
            TemplateLine("", (Slot(one.number), Slot(one.name), Slot(_lines_words(one))))
            for one in sheets
        ),
    )
    words = ["三、怎样填", *_RULES]
    if left_out:
        names = "、".join(left_out)
        words += ["四、没有列入的", f"下列各项只能由本单位在程序里自己填报，不能代报：{names}。"]
    return TemplateSheet(COVER, title, "", (signature, contents), paragraphs=tuple(words))


def _signed(code: str) -> Slot:
    hint = "例如2018-07-03" if code == REPORTED_ON else ""
    return Slot(kind=SlotKind.DATE if code == REPORTED_ON else SlotKind.TEXT, hint=hint)


def _lines_words(sheet: TemplateSheet) -> str:
    new = sum(line.is_new for line in sheet.lines)
    known = sum(1 for _ in sheet.lines) - new
    return f"{known}行，另有{new}行空行" if new else f"{known}行"
