"""核验页: the last page of a paper, with the 核验码 of the data that it was made from.

It is a page of its own, so that nothing of it ever stands on a page that is sealed.
"""

from dataclasses import replace

from zjmz_desktop.domain.check_codes import grouped
from zjmz_desktop.domain.paper import Attachment, Block, CheckCode, NewPage, Paper, Paragraph
from zjmz_desktop.domain.paper_data import FILE_NAME, TABLE_NAME, PaperData
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.typefaces import Typeface, faces_words

PROOF_PAGE = "核验页"
KEYWORD = "核验码"
_HOW = (
    "本页不盖章。在本程序“年度总结”的“核验”里输入下面的核验码（或用扫码枪扫二维码），"
    "或选本件的PDF文件，即可查明本件的数字与台账是否一致；有变动的，逐项列出变动前后的数、"
    "由谁在何时改动。"
)


def proven(
    paper: Paper, data: PaperData, *, table: bytes, faces: tuple[Typeface, ...] = ()
) -> Paper:
    """A paper with its data: the 核验页 at its end, two files inside.

    Args:
        paper: any paper made from `data`.
        data: what it was made from.
        table: the same for people, as CSV.
        faces: what it is set in.
    """
    attachments = (
        Attachment(TABLE_NAME, "text/csv", "本件所用的数据，供人查看", table),
        Attachment(FILE_NAME, "application/json", "本件所用的数据，供程序核验", data.content),
    )
    return replace(
        paper,
        blocks=(*paper.blocks, *(_line(data) if paper.one_page else _page(data, faces))),
        keywords=f"{KEYWORD}{grouped(data.code)}",
        attachments=attachments,
    )


def _line(data: PaperData) -> tuple[Block, ...]:
    """On a paper of one page the code alone."""
    return (Paragraph(f"{KEYWORD}：{grouped(data.code)}", indent=False),)


def _page(data: PaperData, faces: tuple[Typeface, ...]) -> tuple[Block, ...]:
    through = parse_period(data.through)
    lines = (
        f"单位：{data.office}",
        f"数据截至：{through.year}年{through.last_month}月底",
        f"数据：{len(data.figures)}个数，{len(data.texts)}条文字",
        f"数据摘要（SHA-256前16位）：{data.digest[:16]}",
        f"本件的PDF里附有{TABLE_NAME}（供人查看）和{FILE_NAME}（供程序核验）",
        *((f"字体：{faces_words(faces)}",) if faces else ()),
    )
    return (
        NewPage(PROOF_PAGE, anchor="proof"),
        Paragraph(_HOW),
        CheckCode(grouped(data.code), lines),
    )


def code_in(keywords: str) -> str:
    """The code that a document's metadata claim, as printed, "" for none."""
    found = keywords.strip()
    return found.removeprefix(KEYWORD) if found.startswith(KEYWORD) else ""
