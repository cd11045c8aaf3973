"""Paper B: the district's 报告 to the city bureau (上行文) as content; `report` draws it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zjmz_desktop.domain import annual_annexes as annexes
from zjmz_desktop.domain import annual_tables as tables
from zjmz_desktop.domain.annexing import Annexed, annex_note, annex_pages
from zjmz_desktop.domain.annual_data import AnnualData, is_work_told
from zjmz_desktop.domain.annual_problems import none_late_words, numbered
from zjmz_desktop.domain.annual_prose import account_of, every_words, han
from zjmz_desktop.domain.annual_sentences import (
    ACCOUNT,
    OPENING,
    PaperChapter,
    chapters_of_paper,
    rough_table,
)
from zjmz_desktop.domain.brief import spending_words
from zjmz_desktop.domain.paper import (
    Block,
    Heading,
    Imprint,
    Letterhead,
    Paper,
    Paragraph,
    Remark,
    Signature,
    Table,
)
from zjmz_desktop.domain.paper_kinds import Letter, PaperKind
from zjmz_desktop.domain.undated_notes import told_codes, undated_note

_NONE_REPORTED = "本期没有可考核任务报数。"


def write_official(data: AnnualData) -> Paper:
    """Write the report; what its letter does not tell is left to be filled by hand."""
    year, office, letter = data.plan.year, data.unit.office, data.letter
    matter = "民政重点工作任务完成情况的报告"
    dated = letter.dated or f"{data.dated_words}　　日"
    return Paper(
        title_lines=(f"{office}关于{year}年", matter),
        subtitle="",
        marks=data.marks,
        blocks=tuple(_blocks(data, dated=dated)),
        subject=f"{office}关于{year}年{matter}",
        office=office,
        letterhead=Letterhead(
            letter.mark or f"{office}文件",
            letter.number or f"　　　〔{year}〕　　号",
            letter.signer,
        ),
        imprint=Imprint(letter.copies, office, letter.printed or dated),
    )


def _blocks(data: AnnualData, *, dated: str) -> Iterator[Block]:
    yield Paragraph(f"{data.letter.addressee or data.plan.issuer_name}：", indent=False)
    yield from _text(data)
    annexed = tuple(
        Annexed(table.title, (replace(table, number=f"附表{no}"), *more))
        for no, (table, *more) in enumerate(_annexes(data), 1)
    )
    yield annex_note(annexed)
    yield Signature(data.unit.office, dated)
    if remark := _remark(data.letter):
        yield Remark(remark)
    yield from annex_pages(annexed)


def _remark(letter: Letter) -> str:
    pairs = (("联系人", letter.contact), ("电话", letter.phone))
    told = "，".join(f"{name}：{text}" for name, text in pairs if text)
    return f"（{told}）" if told else ""


def _text(data: AnnualData) -> Iterator[Block]:
    year = data.plan.year
    span = f"{year}年" if data.whole_year else f"截至{year}年{data.through_words}"
    of_then = f"（{data.data_of}）" if data.data_of else ""
    yield Paragraph(_opening(f"{span}完成情况{of_then}", data))
    chapters = chapters_of_paper(data)
    yield Heading(1, "一、总体情况")
    yield from (Paragraph(text) for text in _account(chapters))
    if money := [text for one in data.plan.indicators if (text := spending_words(one, data))]:
        yield Paragraph(f"{'；'.join(money)}。")
    yield Heading(1, "二、重点任务完成情况")
    tasks = [chapter for chapter in chapters if not chapter.numbered and chapter.key != OPENING]
    told = [(chapter, texts) for chapter in tasks if (texts := official_texts(chapter))]
    for no, (chapter, texts) in enumerate(told, 1):
        yield Heading(2, f"（{han(no)}）{chapter.title}")
        yield Paragraph("".join(texts))
    if not told:
        yield Paragraph(_NONE_REPORTED)
    yield Heading(1, "三、存在问题和下一步措施")
    yield from (Paragraph(text) for text in _problems(chapters, data))
    yield Paragraph("特此报告。")


def _opening(span: str, data: AnnualData) -> str:
    """What the report is about; no deed where no figure tells of one."""
    year, title = data.plan.year, data.plan.title
    if not is_work_told(data):
        return f"现对照《{title}》，将{span}报告如下。"
    every = every_words(account_of(data))
    return (
        f"{year}年，我局认真贯彻落实《{title}》，扎实推进{every}重点工作任务。现将{span}报告如下。"
    )


def official_texts(chapter: PaperChapter) -> tuple[str, ...]:
    """Sentences of a chapter that the report has, as they were edited."""
    return tuple(
        one.settled.text for one in chapter.sentences if one.in_official and one.settled.text
    )


def _account(chapters: Sequence[PaperChapter]) -> tuple[str, ...]:
    told = [one for chapter in chapters for one in chapter.sentences if one.key == ACCOUNT]
    texts = tuple(one.settled.text for one in told if one.settled.text)
    return texts if told else (_NONE_REPORTED,)


def _problems(chapters: Sequence[PaperChapter], data: AnnualData) -> Iterator[str]:
    numbered_ones = {
        chapter.key: official_texts(chapter) for chapter in chapters if chapter.numbered
    }
    if not data.late:
        yield none_late_words(data)
    yield from numbered(numbered_ones.get("problems", ()))
    if next_ones := numbered(numbered_ones.get("next", ())):
        yield f"下一步，我局将重点做好以下工作：{''.join(next_ones)}"


def _annexes(data: AnnualData) -> Iterator[tuple[Table, ...]]:
    """The tables of each annex, the first of which bears its name."""
    assessed = frozenset(one.code for one, _ in data.assessed)
    every = assessed | told_codes(chapters_of_paper(data))
    now = undated_note(data, every, where="本报告中")
    full = tables.full_history_table(data)
    yield (_noted(tables.tasks_table(data), now), *([full] if full else []))
    if towns := tables.towns_table(data):
        of_towns = {one.code for one, total in data.assessed if total.children}
        yield (_noted(towns, undated_note(data, of_towns)),)
    for make in (annexes.late_table, _rough_table):
        if table := make(data):
            yield (table,)


def _noted(table: Table, note: str) -> Table:
    """The table with one more note at its foot."""
    more = note.removeprefix("注：") if table.note else note
    return replace(table, note=table.note + more)


def _rough_table(data: AnnualData) -> Table | None:
    return rough_table(data, PaperKind.OFFICIAL)
