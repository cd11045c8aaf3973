"""The form of one indicator for one unit and period, as screens show it."""

from zjmz_desktop.domain.plan import Plan, WorkItem, printed
from zjmz_desktop.service.checking import problems_of
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.form_beside import last_year_fields, reason_fields
from zjmz_desktop.service.form_case import FormCase
from zjmz_desktop.service.form_facts import facts_of, progress_of
from zjmz_desktop.service.form_fields import fields_of
from zjmz_desktop.service.form_standing import standing_of
from zjmz_desktop.service.form_surroundings import (
    history_of,
    register_summary_of,
    series_of,
    towns_of,
)
from zjmz_desktop.service.listing import is_entered
from zjmz_desktop.service.periods_lacking import reported_words
from zjmz_desktop.service.planning import open_questions
from zjmz_desktop.service.untold_steps import untold_steps
from zjmz_desktop.service.views import FormView


def form(office: Office, code: str, *, at: UnitPeriod) -> FormView:
    """The form of an indicator for a unit and the month shown.

    Raises:
        UnknownIndicatorError: when the plan has no such indicator.
    """
    case = FormCase(office, office.plan.indicator(code), at=at)
    view = _view(case)
    own = case.unit.id == office.unit.id
    return view._replace(
        reasons=reason_fields(case, view.problems) if own else (),
        last_year=last_year_fields(case) if view.editable else (),
        filled=_is_filled(case),
        untold=_untold(case) if view.editable else (),
    )


def _view(case: FormCase) -> FormView:
    office, one, plan = case.office, case.indicator, case.office.plan
    item = plan.item_of(one)
    why_not = case.why_not_editable()
    lock = case.lock()
    return FormView(
        code=one.code,
        name=one.name,
        entry=one.entry.value,
        unit_id=case.unit.id,
        unit_name=case.unit.name,
        period=case.period,
        section_title=_section_title(plan, item),
        item_title=f"{item.no}.{item.title}",
        clauses=tuple(_clause(item, text) for text in plan.clause_texts(one)),
        definition=one.definition_on(case.period.last_on),
        department=plan.department_names[one.department],
        filled_by=one.level.words,
        measure_unit=one.unit,
        questions=open_questions(office, one),
        also_reported=one.also_reported,
        editable=not why_not and not lock,
        why_not_editable=why_not or lock,
        fields=() if why_not else fields_of(case),
        facts=facts_of(case),
        progress=progress_of(one, case.total.judged),
        note=case.note,
        problems=problems_of(office, one, unit=case.unit, period=case.period),
        history=history_of(case),
        series=series_of(case),
        towns=towns_of(case),
        reported_text=reported_words(office, case.total, through=case.through)
        if case.is_above
        else "",
        register=register_summary_of(case),
        sample=office.sample,
        locked=bool(lock),
        standing=standing_of(case),
    )


def _is_filled(case: FormCase) -> bool:
    """Whether the unit has entered something for the period; above it, whether a unit below has."""
    if case.is_above:
        return case.total.sum.reported > 0
    return is_entered(case.office, case.indicator, unit=case.unit.id, period=case.period)


def _untold(case: FormCase) -> tuple[str, ...]:
    return untold_steps(case.office, case.indicator, unit=case.unit.id, through=case.through)


def _clause(item: WorkItem, verbatim: str) -> str:
    """A clause as shown: full-width punctuation, without the item's number and heading."""
    return printed(verbatim.removeprefix(f"{item.no}.{item.title}。"))


def _section_title(plan: Plan, item: WorkItem) -> str:
    section = next(s for s in plan.sections if s.no == item.section)
    return f"{'一二三四五六七八九十'[section.no - 1]}、{section.title}"
