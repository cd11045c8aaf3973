"""Paper A: a district's 年度工作总结 as content; `report` draws it and decides nothing."""

from collections.abc import Iterator

from zjmz_desktop.domain import annual_annexes as lists
from zjmz_desktop.domain import annual_tables as tables
from zjmz_desktop.domain.annexing import Annexed, annex_note, annex_pages
from zjmz_desktop.domain.annual_charts import month_charts, section_chart, town_charts
from zjmz_desktop.domain.annual_data import AnnualData as AnnualData
from zjmz_desktop.domain.annual_data import Facility as Facility
from zjmz_desktop.domain.annual_data import StepLine as StepLine
from zjmz_desktop.domain.annual_problems import none_late_words
from zjmz_desktop.domain.annual_prose import han
from zjmz_desktop.domain.annual_sentences import printed, rough_table
from zjmz_desktop.domain.paper import (
    Block,
    Heading,
    Paper,
    Paragraph,
    Signature,
)

_NO_FACILITY = "本期没有经认定的新建设施。"


def write_summary(data: AnnualData) -> Paper:
    """Write the summary: prose, problems, next year, signature, six annexes."""
    year, office = data.plan.year, data.unit.office
    rest = f"{year}年工作总结和{year + 1}年工作思路"
    until = f"{year}年全年" if data.whole_year else f"截至{year}年{data.through_words}"
    subtitle = "，".join(filter(None, (until, data.data_of)))
    return Paper(
        title_lines=(office, rest),
        subtitle=subtitle,
        marks=data.marks,
        blocks=tuple(_blocks(data)),
        subject=f"{office}{rest}",
        office=office,
    )


def _blocks(data: AnnualData) -> Iterator[Block]:
    no = 0
    for title, texts in printed(data):
        if title:
            no += 1
            yield Heading(1, f"{han(no)}、{title}")
        yield from (Paragraph(text) for text in texts)
    annexed = tuple(_annexes(data))
    yield annex_note(annexed)
    yield Signature(data.unit.office, data.letter.dated or data.dated_words)
    yield from annex_pages(annexed)


# ---- annexes ----


def _annexes(data: AnnualData) -> Iterator[Annexed]:
    """Title and blocks of each, in the order of `SummaryAnnex`."""
    year = data.plan.year
    no_towns = f"{data.own}没有按镇（街道）统计的可考核指标。"
    by_section = section_chart(data)
    by_town = town_charts(data)
    by_month = tuple(month_charts(data, first=2 + len(by_town)))
    for title, table, none, more in (
        (
            f"{year}年民政重点工作任务完成情况表",
            tables.tasks_table(data),
            "",
            (tables.full_history_table(data), by_section),
        ),
        ("主要指标分镇（街道）完成情况表", tables.towns_table(data), no_towns, by_town),
        ("主要业务数据表", tables.business_table(data), "", by_month),
        (f"{year}年新建设施名单", lists.facilities_table(data), _NO_FACILITY, ()),
        ("未完成任务情况说明", lists.late_table(data), none_late_words(data), ()),
    ):
        said: Block = table or Paragraph(none)
        yield Annexed(title, (said, *(block for block in more if block)))
    yield Annexed("数据口径及来源说明", tuple(_sources(data)))


def _sources(data: AnnualData) -> Iterator[Block]:
    for make in (
        lists.sources_table,
        lists.questions_table,
        lists.scores_table,
        lists.versions_table,
        rough_table,
    ):
        if table := make(data):
            yield table
