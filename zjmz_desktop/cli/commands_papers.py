"""`report`, `chapters`: papers as PDF, and how their chapters are grouped."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zjmz_desktop.cli.options import (
    Commands,
    NotHereError,
    add_as_of,
    add_indicator,
    add_json,
    add_store,
    add_unit,
    office_as_asked,
    office_of,
    print_json,
    refuse_foreign,
    text_of,
)
from zjmz_desktop.cli.parser import ContradictionError
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.paper_kinds import PaperKind, PaperStage, PrintKind, details_of
from zjmz_desktop.domain.periods import Period, PeriodType, month, parse_period
from zjmz_desktop.domain.typefaces import faces_words
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod

if TYPE_CHECKING:
    from zjmz_desktop.service.drawn_papers import WrittenSummary

LETTER_OPTIONS = {
    "number": "发文字号，例如 镇徒民〔2018〕12号",
    "signer": "签发人，几个人用顿号隔开",
    "addressee": "主送机关；不写是市局",
    "copies": "抄送机关，用逗号隔开",
    "contact": "联系人",
    "phone": "联系电话",
    "dated": "成文日期，例如 2018年12月28日或2018-12-28",
    "printed": "印发日期；不写与成文日期相同",
    "mark": "发文机关标志；不写是“单位名称＋文件”",
}


_OF_AN_INDICATOR = (PrintKind.INDICATOR, PrintKind.BLANK)


class NotPdfError(ZjmzError):
    """A file whose name says that it is something else than a PDF."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"“{path.name}”的扩展名不是.pdf。请写成 {path.stem}.pdf。")


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    _add_report(commands.add("report", "生成总结、报告等（PDF）", run=_report))
    _add_chapters(commands.add("chapters", "看或改总结的章节分法", run=_chapters))


def _add_report(found: argparse.ArgumentParser) -> None:
    add_store(found)
    add_unit(found)
    year = "哪一年，例如2018"
    found.add_argument("--year", required=True, type=int, metavar="年份", help=year)
    found.add_argument("--out", required=True, metavar="文件.pdf", help="写到哪个文件")
    through = "截至哪个月，例如2018M11；不写是年底，写了 --as-of 的是到那时已经过完的月份"
    found.add_argument("--through", default="", metavar="月份", help=through)
    which = "summary年度工作总结（不写就是它）、official报送市局的报告、brief领导一页纸"
    which += "；status报送情况统计表、indicator单项指标表、unit单位情况表、blank填报空表"
    which += "、check数据核对单（总结里的每个数，供科室核对签字）"
    papers = [kind.value for kind in PaperKind] + [kind.value for kind in PrintKind]
    found.add_argument("--paper", default="summary", choices=papers, help=which)
    stage = "draft征求意见稿（不写就是它）、review送审稿、final签发稿（数要全部审定）"
    stages = [one.value for one in PaperStage]
    found.add_argument("--stage", default="draft", choices=stages, help=stage)
    add_indicator(found, required=False)
    add_as_of(found)
    letter = found.add_argument_group(
        "报告（--paper official）的版头、版记，写过一次就记住；文号和日期只用于这个月的报告。"
        "总结（--paper summary）只有成文日期和联系电话"
    )
    for name, words in LETTER_OPTIONS.items():
        letter.add_argument(f"--{name}", default=None, metavar="文字", help=words)
    add_json(found)


def _report(arguments: argparse.Namespace) -> None:
    _refuse_contradictions(arguments)
    target = Path(arguments.out)
    if target.suffix.lower() != ".pdf" and not target.is_dir():
        raise NotPdfError(target)
    if told := _letter_told(arguments):
        with office_of(arguments, writing=True) as office:
            _refuse_other_office(office, arguments.unit)
            _remember(office, told, arguments=arguments)
    with office_as_asked(arguments) as office:
        at = UnitPeriod(arguments.unit, _through(arguments, office))
        written = _written(office, arguments, at=at)
        undated = _undated(office, arguments, at=at)
        unended = _unended(office, arguments, at=at)
    for warning in filter(None, (undated, unended)):
        print(warning, file=sys.stderr)
    if arguments.json:
        print_json(written)
        return
    print(written.path)
    if written.replaced:
        lost = "、".join(written.replaced)
        print(f"有{len(written.replaced)}个字字体里没有，印成“〓”：{lost}")
    print(f"字体：{faces_words(written.faces)}。")
    for words in (words for face in written.faces for words in face.refused):
        print(words)


def _letter_told(arguments: argparse.Namespace) -> dict[str, str]:
    every = ((name, getattr(arguments, name)) for name in LETTER_OPTIONS)
    return {name: text for name, text in every if text is not None}


def _remember(office: Office, told: dict[str, str], *, arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.papers import remember_letter

    papers = list(PaperKind)
    paper = PaperKind(arguments.paper) if arguments.paper in papers else PaperKind.OFFICIAL
    remember_letter(office, told, through=_through(arguments, office), paper=paper)


def _undated(office: Office, arguments: argparse.Namespace, *, at: UnitPeriod) -> str:
    """What a paper with figures says of a past month by rows of today."""
    from zjmz_desktop.domain.undated import undated_warning
    from zjmz_desktop.service.past_months import undated_names

    if arguments.paper in (PrintKind.STATUS, PrintKind.BLANK):
        return ""
    said = undated_warning(undated_names(office, at), through=at.period.title)
    return said and f"注意：{said}要当时的数，请加 --as-of（例如 --as-of 2018-07-05）重出。"


def _refuse_contradictions(arguments: argparse.Namespace) -> None:
    """Options that the paper asked for has no use for: it would not be what was meant."""
    paper = arguments.paper
    if arguments.indicator and paper not in _OF_AN_INDICATOR:
        papers = "、".join(_OF_AN_INDICATOR)
        raise ContradictionError(f"--indicator只能和--paper {papers}一起用，不能和{paper}同时用。")
    for name in _letter_told(arguments):
        if name not in details_of(paper):
            fitting = "、".join(one for one in PaperKind if name in details_of(one))
            raise ContradictionError(f"--{name}只能和--paper {fitting}一起用，{paper}上不印它。")
    if arguments.stage != PaperStage.DRAFT and paper in list(PrintKind):
        papers = "、".join(PaperKind)
        raise ContradictionError(f"--stage只能和--paper {papers}一起用，不能和{paper}同时用。")


def _written(office: Office, arguments: argparse.Namespace, *, at: UnitPeriod) -> "WrittenSummary":
    target = Path(arguments.out)
    if arguments.paper in list(PaperKind):
        from zjmz_desktop.service.reporting import PaperAsked, write_report

        asked = PaperAsked(at, PaperKind(arguments.paper), PaperStage(arguments.stage))
        return write_report(office, asked, target=target)
    from zjmz_desktop.service.printing import PrintAsked, write_print

    refuse_foreign(office, at.unit_id)
    sheet = PrintAsked(PrintKind(arguments.paper), at, arguments.indicator or "")
    return write_print(office, sheet, target=target)


def _refuse_other_office(office: Office, unit_id: str) -> None:
    if unit_id != office.unit.id:
        name = office.units.get(unit_id).name
        raise NotHereError(f"这里只能记{office.unit.name}自己的版头，不能写{name}的。")


def _through(arguments: argparse.Namespace, office: Office) -> Period:
    year = office.plan.year
    if arguments.year != year:
        raise NotHereError(
            f"这里只有{year}年的数据，没有{arguments.year}年的。请改 --year {year}。"
        )
    through = parse_period(arguments.through) if arguments.through else _usual(arguments, office)
    if through.type is not PeriodType.MONTH or through.year != year:
        raise NotHereError(f"--through 要写月份，例如{year}M11。")
    return through


def _usual(arguments: argparse.Namespace, office: Office) -> Period:
    """The month through which a paper goes unasked: the year's end, of the past what had ended by then."""
    if not arguments.as_of:
        return month(office.plan.year, 12)
    from zjmz_desktop.service.as_of import find_moment, month_told

    present = office.present or office
    return month_told(present, find_moment(present, arguments.as_of))


def _unended(office: Office, arguments: argparse.Namespace, *, at: UnitPeriod) -> str:
    from zjmz_desktop.domain.moments import unended_warning

    if office.present is None:
        return ""
    return unended_warning(at.period, at=office.now(), usual=_usual(arguments, office))


# ---- chapters ----


def _add_chapters(found: argparse.ArgumentParser) -> None:
    add_store(found)
    add_unit(found, words="看哪个单位的；不写是本单位", required=False)
    which = found.add_mutually_exclusive_group()
    plan = "改用计划文件的章节"
    which.add_argument("--plan", action="store_true", help=plan)
    sections = "改用工作要点的章"
    which.add_argument("--sections", action="store_true", help=sections)
    own = "改用本单位自己的章节：文本文件，每章一行，写成“标题：S3-01 S3-02”"
    which.add_argument("--own", default=None, metavar="文件.txt", help=own)
    add_json(found)


def _chapters(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.papers import chapter_choice

    writing = arguments.plan or arguments.sections or arguments.own is not None
    with office_of(arguments, writing=writing) as office:
        if arguments.unit:
            refuse_foreign(office, arguments.unit)
        if writing:
            _choose(office, arguments)
        found = chapter_choice(office, "" if writing else arguments.unit)
    if arguments.json:
        print_json(found)
        return
    print(found.lines)
    if found.left_out:
        print(f"没有写进章节、不会出现的句子：{' '.join(found.left_out)}")


def _choose(office: Office, arguments: argparse.Namespace) -> None:
    from zjmz_desktop.domain.chaptering import BY_PLAN, BY_SECTIONS
    from zjmz_desktop.service.papers import choose_chapters, choose_own_chapters

    if arguments.own is not None:
        choose_own_chapters(office, text_of(arguments.own))
    else:
        choose_chapters(office, BY_SECTIONS if arguments.sections else BY_PLAN)
