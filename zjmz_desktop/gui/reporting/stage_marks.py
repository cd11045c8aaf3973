"""The shape and colour of where a month or a figure stands; always beside its word."""

from zjmz_desktop.domain.reporting_status import Reported
from zjmz_desktop.domain.reviews import CellStage
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.stage_pill import AGAIN, BAD, BRAND, GOOD, PLAIN, WARN, Mark

OF_STAGE: dict[Stage, Mark] = {
    Stage.NOT_REPORTED: PLAIN,
    Stage.SUBMITTED: BRAND,
    Stage.RECALLED: ("ring", TOKENS.ink_soft, TOKENS.computed),
    Stage.RETURNED: BAD,
    Stage.REOPENED: WARN,
    Stage.ACCEPTED: GOOD,
    Stage.CHANGED: WARN,
}
OF_CELL: dict[CellStage, Mark] = {
    CellStage.BLANK: PLAIN,
    CellStage.WAITING: BRAND,
    CellStage.ACCEPTED: GOOD,
    CellStage.RETURNED: BAD,
    CellStage.ANSWERED: AGAIN,
    CellStage.RESUBMITTED: AGAIN,
    CellStage.CHANGED: WARN,
}
OF_REPORTED: dict[Reported, Mark] = {
    Reported.ON_TIME: BRAND,
    Reported.LATE: WARN,
    Reported.MISSING: PLAIN,
    Reported.RETURNED: BAD,
    Reported.ACCEPTED: GOOD,
}
