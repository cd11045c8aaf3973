"""上报: where a unit's month stands, and what may still be written in it.

Nothing here hangs on a clock: an act names by its refs the very submission that it answers to, so a new
submission leaves an old return, acceptance or reopening behind.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.reviews import ACCEPTED, RETURNED, CellStage, Head, names
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State, Value

SUBMISSION = "submission"
SUBMITTED, RECALLED = "submitted", "recalled"
CLOSED, REOPENED = "closed", "reopened"


class MonthActs(NamedTuple):
    """The workflow cells of one unit and month, and 封年 of its year; None where nothing was done."""

    submit: Head | None = None
    review: Head | None = None
    answer: Head | None = None
    reopen: Head | None = None
    close: Head | None = None

    @property
    def returned_whole(self) -> bool:
        """整表退改 of this very submission."""
        return self._reviewed_as(RETURNED)

    @property
    def accepted_whole(self) -> bool:
        """整表接收 of this very submission."""
        return self._reviewed_as(ACCEPTED)

    def _reviewed_as(self, text: str) -> bool:
        return (
            self.review is not None and self.review.text == text and names(self.review, self.submit)
        )

    @property
    def stands(self) -> bool:
        """Whether a submission stands: neither recalled, nor returned whole, nor reopened."""
        submit = self.submit
        made = submit is not None and submit.text == SUBMITTED
        return made and not self.returned_whole and not names(self.reopen, submit)

    @property
    def closed(self) -> bool:
        """Whether the year is closed and this month was not reopened since."""
        made = self.close is not None and self.close.text == CLOSED
        return made and not names(self.reopen, self.close)

    @property
    def submitted(self) -> frozenset[str]:
        """The heads that the last submission names."""
        return self.submit.refs if self.submit is not None else frozenset()


class Stage(StrEnum):
    """Where a unit's month stands."""

    NOT_REPORTED = "not_reported"
    SUBMITTED = "submitted"
    RECALLED = "recalled"
    RETURNED = "returned"
    REOPENED = "reopened"
    ACCEPTED = "accepted"
    CHANGED = "changed"

    @property
    def words(self) -> str:
        """The words on screen and paper."""
        return {
            "not_reported": "未报",
            "submitted": "已上报",
            "recalled": "已撤回",
            "returned": "退改",
            "reopened": "例外重开",
            "accepted": "已接收",
            "changed": "改动待复核",
        }[self.value]


_UNSETTLED = (CellStage.CHANGED, CellStage.WAITING, CellStage.RESUBMITTED)


def stage_of(acts: MonthActs, cells: Collection[CellStage] = ()) -> Stage:
    """Where the month stands, by its own acts and by what became of its cells (blank ones aside)."""
    if acts.submit is None:
        return Stage.NOT_REPORTED
    if acts.submit.text != SUBMITTED:
        return Stage.RECALLED
    if names(acts.reopen, acts.submit):
        return Stage.REOPENED
    if acts.returned_whole or any(cell.open for cell in cells):
        return Stage.RETURNED
    return _reviewed(acts, [cell for cell in cells if cell is not CellStage.BLANK])


def _reviewed(acts: MonthActs, cells: Collection[CellStage]) -> Stage:
    whole = acts.accepted_whole
    if CellStage.CHANGED in cells or (whole and any(cell in _UNSETTLED for cell in cells)):
        return Stage.CHANGED
    all_accepted = bool(cells) and all(cell is CellStage.ACCEPTED for cell in cells)
    return Stage.ACCEPTED if whole or all_accepted else Stage.SUBMITTED


def to_review(acts: MonthActs, cells: Collection[CellStage]) -> int:
    """How many figures wait for the reviewer; others that went back hide none of them."""
    return sum(cell in _UNSETTLED for cell in cells) if acts.stands else 0


# ---- what may be written ----


class Until(StrEnum):
    """How long a part stays writable for its own office."""

    SUBMITTED = "submitted"
    CLOSED = "closed"


UNTIL: dict[str, Until] = {
    # The month's report: what it says is as submitted, until it is recalled, returned or corrected.
    "value": Until.SUBMITTED,
    "removed": Until.SUBMITTED,
    "sample_size": Until.SUBMITTED,
    "tick": Until.SUBMITTED,
    "village": Until.SUBMITTED,
    "note": Until.SUBMITTED,
    "check": Until.SUBMITTED,
    # Of the whole year, or versions beside the month's figure; a later step, opening stock or row that
    # changes what was accepted shows as 改动待复核.
    "opening": Until.CLOSED,
    "step": Until.CLOSED,
    "decision": Until.CLOSED,
    "mode": Until.CLOSED,
    "flash": Until.CLOSED,
    "estimate": Until.CLOSED,
    "annual": Until.CLOSED,
    # Evidence is no figure and may come later; an answer is only ever asked for after submission.
    "evidence": Until.CLOSED,
    "answer": Until.CLOSED,
}
"""Part → until when the unit itself may write it. Parts that are not here are never locked: sentences of
papers, users, fields of rows (registers outlive months), and all that superiors write."""

OF_FIGURE = ("value", "removed", "sample_size", "tick", "village", "opening", "step", "decision")
"""Parts that make up a figure: what an acceptance names."""

SUBMITTED_PARTS = (*OF_FIGURE, "note", "check", "answer")
"""Parts whose heads a submission names."""


def kind_of(part: str) -> str:
    """`step` of `step/s1`."""
    return part.partition("/")[0]


def until_of(cell: Cell) -> Until | None:
    """Until when a cell may be written by its own unit; None: always.

    A figure of the year before, entered for comparison, is in no month of this year's reports.
    """
    if cell.row is not None or cell.year is None or cell.of == SUBMISSION:
        return None
    until = UNTIL.get(kind_of(cell.part))
    last_year = parse_period(cell.period or str(cell.year)).year != cell.year
    return Until.CLOSED if until is Until.SUBMITTED and last_year else until


def report_month(period: Period, indicator: Indicator | None) -> Period:
    """The month with which a period is reported: in which it is due, else in which it ends."""
    mine = indicator.due_months_of(period) if indicator is not None else ()
    return month(period.year, mine[-1] if mine else period.last_month)


def is_of_figure(part: str, value: Value, *, by: date) -> bool:
    """Whether a cell makes up the figure of a period that ends `by`: a later step does not yet."""
    kind = kind_of(part)
    if kind not in OF_FIGURE or value.state is State.BLANK:
        return False
    if kind not in ("step", "decision"):
        return True
    return value.on is not None and value.on <= by.isoformat()


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands where something is to be written.

    Attributes:
        unit: name of the unit.
        period: the month.
        blank: whether nothing stands in the cell.
        recallable: whether nothing of the submission has been accepted yet.
    """

    unit: str
    period: Period
    blank: bool
    recallable: bool


def locked_words(standing: Standing) -> str:
    """Why a submitted month can't just be changed, and how to go on."""
    one = f"{standing.unit}{standing.period.title}"
    late = "原来没有填的，请用补报。"
    if standing.recallable:
        return f"{one}已上报，不能直接改。要改请先撤回上报，改好后再报；{late}"
    return f"{one}已被接收，不能直接改。要改请用更正，并写明原因；{late}"


def refusal(standing: Standing, *, act: str | None, note: str | None) -> str:
    """Why an act may not write into a submitted month, "" when it may.

    补报 fills what was blank; 更正 changes what can't be recalled any more, with its reason.
    """
    if act == "late" and not standing.blank:
        return f"这里原来已填数，不是补报。{locked_words(standing)}"
    if act == "late":
        return ""
    if act != "correction" or standing.recallable:
        return locked_words(standing)
    if standing.blank:
        return "这里原来没有填数，不是更正。请用补报。"
    return "" if note else "更正要写明原因。请写明原因后再改。"


# ---- why an act of the workflow is refused ----


def submitting_refusal(
    title: str, *, errors: int, unreasoned: int, unanswered: Sequence[str], first: str
) -> str:
    """What stops a submission, with the first of the problems; "" when nothing does."""
    told = []
    if errors:
        told.append(f"有{errors}处强制性问题")
    if unreasoned:
        told.append(f"有{unreasoned}处核实性问题没有写审核说明")
    if unanswered:
        told.append(f"退改的{'、'.join(f'“{name}”' for name in unanswered)}还没有答复")
    if not told:
        return ""
    rest = f"第一处：{first}" if first else "请逐项答复后再上报。"
    return f"{title}还不能上报：{'，'.join(told)}。{rest}"


def recall_refusal(unit: str, title: str, *, stands: bool) -> str:
    """Why a submission can't be recalled."""
    if not stands:
        return f"{unit}{title}没有待审核的上报，不用撤回，可以直接改。"
    return f"{unit}{title}已有数据被接收，不能撤回。要改请用更正，并写明原因，或请上级退改。"


def unsubmitted_refusal(unit: str, year: int, *, months: Sequence[int]) -> str:
    """Why a year can't be closed without a word: months of it were never submitted."""
    named = "、".join(f"{number}月" for number in months) if len(months) < 12 else "各月"
    return (
        f"{unit}{year}年{named}还没有上报，封年以后不能再报。"
        "请先上报；确实不报的，请写明原因再封年。"
    )


def unended_refusal(year: int) -> str:
    """Why a year that is not over can't be closed without a word."""
    return f"{year}年还没有过完，封年以后的数就填不进去了。确实要现在封年的，请写明原因。"


def pending_refusal(titles: Sequence[str]) -> str:
    """Why a year can't be closed at all as it stands: months of it went back."""
    return f"{'、'.join(titles)}还在退改、撤回或重开中，不能封年。请先改好上报。"


def reopening_refusal(unit: str, superior: str) -> str:
    """Who reopens, told to an office that may not."""
    return f"{unit}的例外重开由{superior}办理，本单位不能办理。请把要重开的报告期和原因报给{superior}。"


def not_locked_refusal(unit: str, title: str) -> str:
    """Why there is nothing to reopen."""
    return f"{unit}{title}没有锁定，可以直接改，不用重开。"


def closing_refusal(unit: str, year: int, *, superior: str) -> str:
    """Why nothing more can be written in a closed year; `superior` is the office above, or ""."""
    onward = (
        f"确需改动的，请{superior}例外重开（写明原因）后再改。"
        if superior
        else "本单位没有上级，不能重开。"
    )
    return f"{unit}{year}年已封年，不能再改。{onward}"
