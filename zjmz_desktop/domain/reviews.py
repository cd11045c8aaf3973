"""区局审核: where a figure stands with its reviewer, what a return says, and who may accept.

An acceptance names the exact heads of the figure that was seen; an answer names the return; so what was
done after what needs no clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

ACCEPTED, RETURNED = "accepted", "returned"
_LONGEST_TO_MEND = timedelta(days=366)


class Head(NamedTuple):
    """The head that a cell of the workflow shows: what was done, naming which revisions."""

    id: str
    text: str
    refs: frozenset[str] = frozenset()


def names(act: Head | None, other: Head | None) -> bool:
    """Whether an act is about that very revision."""
    return act is not None and other is not None and other.id in act.refs


class CellStage(StrEnum):
    """Where one unit's figure of one period stands with its reviewer."""

    BLANK = "blank"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    ANSWERED = "answered"
    RESUBMITTED = "resubmitted"
    CHANGED = "changed"

    @property
    def words(self) -> str:
        """The words on screen and paper."""
        return {
            "blank": "未填",
            "waiting": "待审核",
            "accepted": "已接收",
            "returned": "退改",
            "answered": "已答复，未重新上报",
            "resubmitted": "已改报，待审核",
            "changed": "改动待复核",
        }[self.value]

    @property
    def open(self) -> bool:
        """Returned and not submitted again: the unit may write."""
        return self in (CellStage.RETURNED, CellStage.ANSWERED)


@dataclass(frozen=True, slots=True)
class Figured:
    """A figure of a period with what was said of it.

    Attributes:
        heads: ids of the revisions that the figure rests on.
        review: 接收 or 退改, None where nothing was decided.
        answer: the unit's answer to a return.
        unsettled: 两机数据不一致, or rows behind a written count that give another one now.
    """

    heads: frozenset[str] = frozenset()
    review: Head | None = None
    answer: Head | None = None
    unsettled: bool = False


def cell_stage(figured: Figured, *, submitted: frozenset[str]) -> CellStage:
    """Where a figure stands; `submitted` are the heads that the standing submission names."""
    review = figured.review
    if review is not None and review.text == RETURNED:
        return _returned(figured, submitted=submitted)
    if review is not None and review.text == ACCEPTED:
        same = figured.heads == review.refs and not figured.unsettled
        return CellStage.ACCEPTED if same else CellStage.CHANGED
    return CellStage.WAITING if figured.heads else CellStage.BLANK


def _returned(figured: Figured, *, submitted: frozenset[str]) -> CellStage:
    answer = figured.answer
    if answer is None or not names(answer, figured.review):
        return CellStage.RETURNED
    return CellStage.RESUBMITTED if answer.id in submitted else CellStage.ANSWERED


# ---- the words of a return ----

_PHONE, _DUE = "联系电话：", "改报期限："


@dataclass(frozen=True, slots=True)
class ReturnNote:
    """退改意见: why, whom to call, and by when (a date as stored, or "")."""

    reason: str
    phone: str = ""
    due: str = ""

    @property
    def line(self) -> str:
        """As one text, for the `note` of the revision."""
        more = [
            f"{label}{text}" for label, text in ((_PHONE, self.phone), (_DUE, self.due)) if text
        ]
        return "\n".join((self.reason, *more))


def read_return(line: str) -> ReturnNote:
    """What a return's `note` says; a text without the labels is the reason."""
    rest, due = _taken_off(line, _DUE)
    reason, phone = _taken_off(rest, _PHONE)
    return ReturnNote(reason, phone, due)


def _taken_off(line: str, label: str) -> tuple[str, str]:
    """The text without its last line where that has the label, and what stands behind the label."""
    before, newline, last = line.rpartition("\n")
    if not newline or not last.startswith(label):
        return line, ""
    return before, last.removeprefix(label)


def due_refusal(due: str, *, today: date) -> str:
    """Why a day can't be the one by which figures are mended; "" where it can, or none is set."""
    if not due:
        return ""
    if len(due) < len("2018-06-18"):
        return f"改报期限{due}没有写到哪一天。请写成年月日，例如{today + timedelta(days=3)}。"
    day = date.fromisoformat(due)
    if day < today:
        return f"改报期限{due}已经过了。请写今天或者以后的日期。"
    if day > today + _LONGEST_TO_MEND:
        return f"改报期限{due}离今天超过一年。请核对年份。"
    return ""


# ---- who may accept ----


def not_acceptable(name: str, *, stage: CellStage, unsettled: bool, submitted: bool) -> str:
    """Why a figure can't be accepted as it stands, "" when it can."""
    if stage is CellStage.BLANK:
        return f"“{name}”没有填数，不能接收。"
    if not submitted:
        return f"“{name}”还没有上报，不能接收。请等上报后再审核。"
    if unsettled:
        return f"“{name}”两处的数不一致（两机不一致，或底册已变），不能接收。请先核实，或退改。"
    if stage.open:
        return f"“{name}”已退改，还没有重新上报，不能接收。请等改报后再审核。"
    return ""


def same_filler(names_of_figures: Iterable[str], *, user: str, office: str) -> str:
    """Why the user who entered figures can't accept them, in a sentence."""
    figures = "、".join(f"“{name}”" for name in names_of_figures)
    return (
        f"{figures}是{user}代报的，填数的人不能接收自己填的数，要由第二人办理。"
        f"请在窗口右上角的姓名下换成{office}另一人再接收；还没有的，在那里新增用户。"
    )
