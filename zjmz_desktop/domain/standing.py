"""Where a unit's own form stands on its way upward, and the ways on from there."""

from zjmz_desktop.domain.onward import FormStanding, Onward
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.domain.submissions import Stage

_OF_CELL = {
    CellStage.ACCEPTED: "good",
    CellStage.RETURNED: "bad",
    CellStage.ANSWERED: "warn",
    CellStage.RESUBMITTED: "brand",
    CellStage.CHANGED: "warn",
}


def form_standing(month: Stage, cell: CellStage, *, version: int, recallable: bool) -> FormStanding:
    """Where a form stands, by its month, its figure, and how often the month was submitted."""
    if month is Stage.NOT_REPORTED:
        return FormStanding()
    if cell in _OF_CELL:
        return FormStanding(cell.words, _OF_CELL[cell])
    if month in (Stage.RECALLED, Stage.REOPENED, Stage.RETURNED):
        return FormStanding(month.words, "warn")
    more = " · 可撤回" if recallable else ""
    return FormStanding(f"已上报（第{version}版）{more}", "brand")


def ways_on(*, recallable: bool, blank: bool) -> tuple[Onward, ...]:
    """What may be done with a figure of a submitted month: 补报 of what was blank, else 更正."""
    if recallable:
        return (Onward.RECALL, Onward.LATE) if blank else (Onward.RECALL,)
    return (Onward.LATE,) if blank else (Onward.CORRECT,)


def month_words(stage: Stage, *, version: int, returned: int, changed: int) -> str:
    """Where an office's own month stands, for the header; "" where nothing was submitted."""
    if stage is Stage.NOT_REPORTED:
        return ""
    if stage is Stage.RETURNED and returned:
        return f"退改{returned}处"
    if stage is Stage.CHANGED and changed:
        return f"改动待复核{changed}处"
    return f"已上报（第{version}版）" if stage is Stage.SUBMITTED else stage.words
