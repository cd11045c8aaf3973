"""The district's annual summary: gathered in one snapshot, written by `domain.annual`, drawn by `report`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_problems import none_late_words, refuse_unexplained
from zjmz_desktop.domain.annual_sentences import refuse_open_edits
from zjmz_desktop.domain.chaptering import chapters_of
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.moments import data_words
from zjmz_desktop.domain.paper import Paper
from zjmz_desktop.domain.paper_data import PaperData
from zjmz_desktop.domain.paper_kinds import SAMPLE_MARK, PaperKind, PaperStage
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import (
    DrawnPaper,
    WrittenSummary,
    draw,
    save_drawn,
    with_record,
)
from zjmz_desktop.service.editing_paper import edits_of
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.finality import refuse_disputed, refuse_not_final
from zjmz_desktop.service.gathering import Gatherer, RowsGatherer
from zjmz_desktop.service.gathering_history import history_of
from zjmz_desktop.service.gathering_papers import PapersGatherer
from zjmz_desktop.service.ordering_paper import orders_of
from zjmz_desktop.service.papers import chapter_choice, letter_of, paper_of
from zjmz_desktop.service.past_months import undated_names
from zjmz_desktop.service.periods_lacking import all_lacking
from zjmz_desktop.service.proving import data_behind, with_proof
from zjmz_desktop.service.rolling import judging, scores_of
from zjmz_desktop.service.users import users
from zjmz_desktop.store import reports


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """What a summary will hold, before it is written.

    Attributes:
        judged: indicators that are judged and concern the office; the sum of the five that follow.
        done: how many of them are reached.
        on_track: how many stand at or above the elapsed share.
        late: names of those that are late.
        unreported: names of those without any figure.
        unallocated: how many have a city's target that was not broken down.
        none_late: what is said where none is late; of what was not reported nobody knows.
        gaps: indicators whose figure lacks units, as 「名称：7/8 已报，宝堰镇未报」.
        questions: undecided questions that figures hang on.
        undated: names of those that say for a past month what stands today.
    """

    judged: int
    done: int
    on_track: int
    late: tuple[str, ...]
    unreported: tuple[str, ...]
    unallocated: int
    none_late: str
    gaps: tuple[str, ...]
    questions: tuple[str, ...]
    undated: tuple[str, ...] = ()

    @property
    def asked(self) -> int:
        """可考核任务: those that have a target to be judged by."""
        return self.judged - self.unallocated


@dataclass(frozen=True, slots=True)
class PaperAsked:
    """Which paper of a district through which month, and how far it has come."""

    at: UnitPeriod
    kind: PaperKind = PaperKind.SUMMARY
    stage: PaperStage = PaperStage.DRAFT


def write_summary(
    office: Office,
    at: UnitPeriod,
    *,
    target: Path,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenSummary:
    """Write the annual summary of a district as PDF, as `write_report` does."""
    return write_report(
        office, PaperAsked(at), target=target, on_progress=on_progress, cancelled=cancelled
    )


def write_report(
    office: Office,
    asked: PaperAsked,
    *,
    target: Path,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> WrittenSummary:
    """Write a paper of a district as PDF, and keep the record of it.

    The old file stays until the new one is whole; a file that can't be written leaves no record.

    Raises:
        WriteRefusedError: for a town or the city.
        NotFinalError: for a 签发稿 with figures that are not 审定.
        ZjmzError: in a sentence, when fonts are missing or the target can't be written.
    """
    drawn = draw_report(office, asked, on_progress=on_progress, cancelled=cancelled)
    return save_drawn(office, drawn, target=target)


def draw_report(
    office: Office,
    asked: PaperAsked,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DrawnPaper:
    """Draw a paper of a district, to be looked at, printed or saved; nothing is written yet.

    Raises:
        WriteRefusedError: for a town or the city.
        NotFinalError: for a 签发稿 with figures that are not 审定.
        ZjmzError: in a sentence, when fonts are missing.
    """
    paper, data = proven_paper(office, asked)
    drawn = draw(paper, on_progress=on_progress, cancelled=cancelled)
    return with_record(office, drawn, data=data, stage=asked.stage.value)


def proven_paper(office: Office, asked: PaperAsked) -> tuple[Paper, PaperData]:
    """A paper with its 核验码, not yet drawn, and the data that it is made from.

    Raises:
        WriteRefusedError: for a town or the city.
        NotFinalError: for a 签发稿 with figures that are not 审定.
        DisputedWordsError: for a 签发稿 of which two computers tell words differently.
        OpenEditsError: for a 签发稿 with edited sentences to be looked at again.
        UnexplainedError: for a 签发稿 with late tasks whose reason nobody has written.
    """
    facts = _ready_data(office, asked)
    data = data_behind(office, facts, paper=asked.kind.value)
    paper = paper_of(asked.kind, facts)
    return with_proof(office, paper, data=data), data


def refuse_unready(office: Office, asked: PaperAsked) -> None:
    """Refuse a paper that may not be written, before it is drawn; raises as `proven_paper` does."""
    _ready_data(office, asked)


def _ready_data(office: Office, asked: PaperAsked) -> AnnualData:
    facts = annual_data(office, asked.at, paper=asked.kind)
    facts = replace(facts, marks=(*facts.marks, *asked.stage.marks))
    if asked.stage is PaperStage.FINAL:
        refuse_not_final(office, asked.at, data=facts)
        refuse_disputed(office, asked.at, kind=asked.kind)
        refuse_open_edits(facts, asked.kind)
        refuse_unexplained(facts)
    return facts


def proven_summary(office: Office, at: UnitPeriod) -> tuple[Paper, PaperData]:
    """The summary with its 核验页, not yet drawn, and the data that it is made from."""
    return proven_paper(office, PaperAsked(at))


def summary_paper(office: Office, at: UnitPeriod) -> Paper:
    """The summary as text and tables, not yet drawn."""
    return proven_summary(office, at)[0]


def paper_asked(office: Office, asked: PaperAsked) -> Paper:
    """A paper as text and tables, not yet drawn; raises as `proven_paper` does."""
    return proven_paper(office, asked)[0]


def summary_facts(office: Office, at: UnitPeriod) -> SummaryFacts:
    """What the summary will say, in counts and names."""
    data = annual_data(office, at)
    lights = [total.judged.light for _, total in data.assessed]
    asked = {code for one, _ in data.assessed for code in one.questions}
    return SummaryFacts(
        judged=len(lights),
        done=lights.count(Light.DONE),
        on_track=lights.count(Light.ON_TRACK),
        late=tuple(one.name for one, _ in data.late),
        unreported=tuple(
            one.name for one, total in data.assessed if total.judged.light is Light.NOT_REPORTED
        ),
        unallocated=lights.count(Light.UNALLOCATED),
        none_late=none_late_words(data),
        gaps=tuple(
            f"{one.name}：{data.reported(total)}"
            for one, total in data.assessed
            if total.due and data.lacking(total)
        ),
        questions=tuple(
            q.text
            for q in office.plan.questions
            if q.code in data.open_questions and q.code in asked
        ),
        undated=undated_names(office, at),
    )


def annual_data(office: Office, at: UnitPeriod, *, paper: str = PaperKind.SUMMARY) -> AnnualData:
    """Gather all that a paper of a district through a month is written from.

    Raises:
        WriteRefusedError: when the unit is no district of this store.
    """
    _refuse_other_units(office, at.unit_id)
    more, choice = PapersGatherer(office, at), chapter_choice(office, at.unit_id).choice
    return replace(
        _year_data(office, at),
        own_chapters=chapters_of(office.plan, choice) if choice else (),
        returned=more.returned(),
        versions=more.versions(),
        months=more.months(),
        history=history_of(office, at),
        letter=letter_of(office, at, paper=paper),
        edits=edits_of(office, at),
        orders=orders_of(office, at),
        city=more.city(),
        data_of=_data_of(office, at, paper=paper),
    )


def _data_of(office: Office, at: UnitPeriod, *, paper: str) -> str:
    """Of which moment a paper of the past says that its data are; one printed then is printed as it was."""
    if office.present is None:
        return ""
    then, asked = office.now(), (at.unit_id, paper, at.period.code)
    printed = reports.every(office.present.database)
    is_again = any(r.made_at == then and (r.unit, r.paper, r.through) == asked for r in printed)
    return "" if is_again else data_words(then)


def _year_data(office: Office, at: UnitPeriod) -> AnnualData:
    gatherer, rows = Gatherer(office, at), RowsGatherer(office, at)
    forecast = gatherer.forecast()
    return AnnualData(
        plan=office.plan,
        unit=office.units.get(at.unit_id),
        units=judging(office, at.period).units,
        through=at.period,
        as_of=at.period.last_on,
        totals=gatherer.totals,
        last_year=gatherer.last_year(),
        unlike=gatherer.unlike(),
        periods_lacking=all_lacking(office, at),
        names=rows.names(),
        notes=gatherer.texts_of("note"),
        check_notes=gatherer.texts_of("check"),
        estimates=forecast.estimates(),
        will_reach=forecast.will_reach(),
        steps=gatherer.steps(),
        decisions=gatherer.decisions(),
        texts=gatherer.narratives(),
        people=gatherer.people(),
        not_begun=gatherer.not_begun(),
        origins=gatherer.origins(),
        open_questions=tuple(q.code for q in office.plan.questions if q.code not in office.choices),
        working=gatherer.working_choices(),
        facilities=rows.facilities(),
        scores=scores_of(office, gatherer.totals),
        filled_by=_filled_by(office, at.unit_id),
        marks=(SAMPLE_MARK,) if office.sample else (),
    )


def _filled_by(office: Office, unit_id: str) -> str:
    """The user's recorded name; of another unit's paper it is not known here."""
    return dict(users(office)).get(office.user, "") if unit_id == office.unit.id else ""


def _refuse_other_units(office: Office, unit_id: str) -> None:
    unit = office.units.get(unit_id)
    if unit.level is not Level.DISTRICT:
        raise WriteRefusedError(_why_no_summary(office, unit))
    if unit.id != office.unit.id and not office.units.is_below(unit.id, office.unit.id):
        raise WriteRefusedError(
            f"这里是{office.unit.name}的数据，没有{unit.name}的，不能出它的总结。"
        )


def _why_no_summary(office: Office, unit: Unit) -> str:
    """Who writes the summary, and what this unit can do for it."""
    above = office.units.parent(unit.id)
    if above is None or above.level is not Level.DISTRICT:
        return f"年度工作总结由辖市区出，{unit.name}不出。请改选一个辖市区再看。"
    return (
        f"年度工作总结由{above.office}统一出，{unit.name}不用出。"
        f"请把应填的指标和底册填齐、审核提示说明清楚，{above.name}汇总时就会写进去。"
    )
