"""What a paper says, block by block, before anything is drawn.

`domain.annual` writes a `Paper`; `report` draws it and decides nothing. Texts are final Chinese
with full-width punctuation.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from zjmz_desktop.domain.charts import BarChart

NOTHING = "—"  # a cell of which there is nothing to say


class Align(StrEnum):
    """How a table column is set."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the paper: level 1 一、(黑体), 2 （一）(楷体), 3 bold line of an annex."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, first line indented by two characters unless `indent` is false.

    `link` names an anchor that a click on the text leads to.
    """

    text: str
    indent: bool = True
    link: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One table column.

    Attributes:
        title: header text.
        weight: share of the width, relative to the other columns.
        align: how cells are set; headers are always centred.
        is_whole: whether a cell stays on one line where there is room, as 元/人·月.
    """

    title: str
    weight: int
    align: Align = Align.LEFT
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with its caption; header rows repeat on every page and rows are never split.

    Attributes:
        number: 表号, e.g. 附表1.
        title: caption above the table, behind its number; "" where the annex's title is its own.
        columns: left to right.
        rows: one tuple of texts per row, as long as `columns`.
        bold_rows: indexes of rows set bold (totals, names over a group of rows).
        centred_rows: indexes of rows whose cells are all centred (甲, 乙, 1, 2 under the header).
        wide: set on landscape pages.
        head_lines: small lines between caption and table (报告期, 计量单位, 填报单位（盖章）).
        note: what has to be known to read it, in small type under the last row.
        foot_lines: small lines under the table (单位负责人, 填表人, 联系电话, 报出日期).
        large: set in the size of running text.
        anchors: one name per row by which links find it; none at all where it is empty.
        links: one anchor per row, "" for none, that the cell of `linked` leads to; likewise.
        linked: number of the column whose cells are the links.
        tall_rows: indexes of rows that are high enough to write in by hand.
        under_rows: indexes of rows that tell more of the one before, and are never parted from it.
        joined_rows: indexes of rows whose cells from column `joined` on are one, centred; the others are "".
        joined: number of that column.
    """

    number: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    bold_rows: frozenset[int] = frozenset()
    centred_rows: frozenset[int] = frozenset()
    wide: bool = False
    head_lines: tuple[str, ...] = ()
    note: str = ""
    foot_lines: tuple[str, ...] = ()
    large: bool = False
    anchors: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    linked: int = 0
    tall_rows: frozenset[int] = frozenset()
    under_rows: frozenset[int] = frozenset()
    joined_rows: frozenset[int] = frozenset()
    joined: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期, set to the right, four characters from the margin."""

    office: str
    dated: str


@dataclass(frozen=True, slots=True)
class AnnexNote:
    """附件说明 under the text: 「附件：1．…」, the names aligned under each other.

    `anchors` are the places that the names lead to, one each; none at all where it is empty.
    """

    titles: tuple[str, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """附注 under the date: 「（联系人：…，电话：…）」, two characters in."""

    text: str


@dataclass(frozen=True, slots=True)
class FootNote:
    """What has to be known to read the page, in small type."""

    text: str


@dataclass(frozen=True, slots=True)
class Numbers:
    """A row of figures in large type, each over its caption, in equal boxes."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NewPage:
    """Start a new page.

    Attributes:
        annex: its label (附件1), printed at the top left.
        title: the annex's title, centred on the third line.
        anchor: name by which links find the page.
    """

    annex: str = ""
    title: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class CheckCode:
    """核验码: the code as it is printed, drawn as a QR code with the code and small lines beside it."""

    code: str
    lines: tuple[str, ...] = ()


Block = (
    Heading
    | Paragraph
    | Table
    | BarChart
    | Numbers
    | AnnexNote
    | Signature
    | Remark
    | FootNote
    | NewPage
    | CheckCode
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF; `about` says in words what it is."""

    name: str
    media_type: str
    about: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letterhead:
    """版头 of an upward paper: 发文机关标志 in red, 发文字号 left, 签发人 right, a red rule.

    Attributes:
        mark: 发文机关标志, e.g. 丹徒区民政局文件.
        number: 发文字号, e.g. 镇徒民〔2018〕12号.
        signer: name behind 签发人：, empty leaves room to write it.
    """

    mark: str
    number: str
    signer: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last, even page.

    Attributes:
        copies: 抄送, without the word and the final stop; empty leaves the line out.
        printer: 印发机关.
        printed: 印发日期 in words, without 印发.
    """

    copies: str
    printer: str
    printed: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, ready to be drawn.

    Attributes:
        title_lines: 标题, already broken at sense.
        subtitle: a line under the title (「截至2018年11月底」), or empty.
        marks: marks that every page carries in its header (示例数据, 征求意见稿).
        blocks: the text in reading order.
        subject: one line for the document's metadata.
        office: issuing office, for the metadata.
        keywords: one more line for the metadata, the 核验码.
        attachments: files that travel inside the PDF.
        letterhead: 版头 above the title.
        imprint: 版记 at the end.
        one_page: set as large as lets it stand on one page, and always on one.
    """

    title_lines: tuple[str, ...]
    subtitle: str
    marks: tuple[str, ...]
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    subject: str = ""
    office: str = ""
    letterhead: Letterhead | None = None
    imprint: Imprint | None = None
    one_page: bool = False
    keywords: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def anchors(self) -> frozenset[str]:
        """Every name that a link may lead to."""
        found: set[str] = set()
        for block in self.blocks:
            if isinstance(block, NewPage):
                found.add(block.anchor)
            elif isinstance(block, Table):
                found.update(block.anchors)
        return frozenset(found - {""})
