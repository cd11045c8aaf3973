"""Where an office's form and month stand on their way upward, read for the screen."""

from zjmz_desktop.domain.onward import FormStanding
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.reviews import CellStage, cell_stage
from zjmz_desktop.domain.standing import form_standing, month_words, ways_on
from zjmz_desktop.domain.submissions import report_month, stage_of
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.form_case import FormCase
from zjmz_desktop.service.locking import acts_of, is_recallable
from zjmz_desktop.service.month_states import (
    Due,
    MonthStates,
    figured_of,
    parts_of,
    that_count,
    version_of,
)


def standing_of(case: FormCase) -> FormStanding:
    """Where a form stands; what may be done with it only where its own office has it locked."""
    office, unit = case.office, case.unit.id
    shown = report_month(case.period, case.indicator)
    acts = acts_of(office, unit, shown=shown)
    if acts.submit is None:
        return FormStanding()
    stored = that_count(office, tuple(case.stored.values()))
    parts = parts_of(stored, case.period)
    figured = figured_of(office, Due(case.indicator, case.period), parts=parts)
    cell = cell_stage(figured, submitted=acts.submitted)
    recallable = unit == office.unit.id and is_recallable(office, unit, shown=shown)
    version = version_of(office, unit, shown=shown)
    found = form_standing(stage_of(acts), cell, version=version, recallable=recallable)
    if not case.lock() or acts.closed:
        return found
    return found._replace(onward=ways_on(recallable=recallable, blank=not figured.heads))


def month_standing(office: Office, unit_id: str, *, period: Period) -> str:
    """Where a unit's month stands, in a few words; "" where nothing was submitted."""
    shown = month(period.year, period.last_month)
    if acts_of(office, unit_id, shown=shown).submit is None:
        return ""
    states = MonthStates(office, shown)
    stages = states.stages(unit_id).values()
    return month_words(
        states.month_stage(unit_id),
        version=version_of(office, unit_id, shown=shown),
        returned=sum(one.open for one in stages),
        changed=sum(one is CellStage.CHANGED for one in stages),
    )
