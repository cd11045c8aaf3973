"""Whatever is tried in whatever order: no write in a locked month, no silent change of what was accepted.

The model knows only what was typed, accepted and submitted; the stages are asked of the program.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from flow import AT, CODE, GAOZI, JUNE, OTHER, Flow
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.reviews import CellStage, ReturnNote
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.service import closing, returns, reviewing, submitting, undoing
from zjmz_desktop.service.entering import Circumstances, UnitPeriod
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.store import projections, rebuilding, revisions

REASONS = {CODE: "已核对", OTHER: "已核对"}
OPEN_MONTH = (Stage.NOT_REPORTED, Stage.RECALLED, Stage.REOPENED)


class June:
    """One town's June, with two figures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.flow = Flow(self.folder / "数据")
        self.accepted: dict[str, str] = {}
        self.flow.put("1", CODE)
        self.written = self.log()

    def value(self, code: str) -> str:
        cell = Cell(code, GAOZI, "value", 2018, "2018M06")
        heads = revisions.heads(self.flow.district.database, cell)
        return str(heads[0].revision.value.n) if heads else "None"

    def log(self) -> list[str]:
        found: list[str] = []
        revisions.every(self.flow.district.database, lambda one: found.append(one.id))
        return found

    def stage(self) -> Stage:
        return self.flow.stage()

    def is_writable(self, code: str) -> bool:
        acts = MonthStates(self.flow.district, JUNE).acts(GAOZI)
        return not acts.stands or self.flow.cell(code).open

    def attempt(self, code: str, typed: str, how: Circumstances) -> bool:
        try:
            self.flow.put(typed, code, how=how)
        except WriteRefusedError:
            return False
        return True

    def any_accepted(self) -> bool:
        stages = MonthStates(self.flow.district, JUNE).stages(GAOZI).values()
        return CellStage.ACCEPTED in stages or CellStage.CHANGED in stages

    def nothing_accepted_changes_unseen(self) -> None:
        for code, seen in self.accepted.items():
            stage = self.flow.cell(code)
            assert stage in (CellStage.ACCEPTED, CellStage.CHANGED)
            if self.value(code) != seen:
                assert stage is CellStage.CHANGED
                assert self.stage() in (Stage.CHANGED, Stage.RETURNED, *OPEN_MONTH)

    def nothing_is_lost(self) -> None:
        now = self.log()
        assert now[: len(self.written)] == self.written
        self.written = now

    def end(self) -> None:
        database = self.flow.district.database
        before = projections.digest(database)
        rebuilding.rebuild(database)
        assert projections.digest(database) == before
        assert self.log()[: len(self.written)] == self.written


class Months(June):
    """The acts, each a method."""

    def type_plainly(self, code: str, n: int) -> None:
        before, writable = self.value(code), self.is_writable(code)
        done = self.attempt(code, str(n), Circumstances())
        assert done is writable
        assert self.value(code) == (str(n) if done else before)

    def correct(self, code: str, n: int) -> None:
        before, writable = self.value(code), self.is_writable(code)
        recallable = self.flow.stage() is Stage.SUBMITTED and not self.any_accepted()
        done = self.attempt(code, str(n), Circumstances("笔误", "correction"))
        if writable:
            assert done
        elif recallable or before == "None":
            assert not done
        assert self.value(code) == (str(n) if done else before)

    def report_late(self, code: str, n: int) -> None:
        before, writable = self.value(code), self.is_writable(code)
        done = self.attempt(code, str(n), Circumstances(act="late"))
        assert done is (writable or before == "None")

    def undo(self, code: str, n: int) -> None:
        before = {code: self.value(code) for code in (CODE, OTHER)}
        locked = [code for code in before if not self.is_writable(code)]
        with suppress(WriteRefusedError):
            undoing.undo(self.flow.town)
        assert all(self.value(code) == before[code] for code in locked)

    def submit(self, code: str, n: int) -> None:
        pending = any(not point.answer for point in returns.to_mend(self.flow.town, JUNE))
        try:
            submitting.submit(self.flow.town, JUNE, reasons=REASONS)
        except WriteRefusedError:
            return
        assert not pending
        assert not any(self.is_writable(code) for code in (CODE, OTHER))

    def recall(self, code: str, n: int) -> None:
        accepted = self.any_accepted()
        try:
            submitting.recall(self.flow.town, JUNE)
        except WriteRefusedError:
            return
        assert not accepted
        assert self.stage() is Stage.RECALLED

    def accept(self, code: str, n: int) -> None:
        found = reviewing.accept(self.flow.district, AT, codes=[code])
        if found.done:
            self.accepted[code] = self.value(code)

    def accept_whole(self, code: str, n: int) -> None:
        try:
            reviewing.accept_whole(self.flow.district, AT)
        except WriteRefusedError:
            return
        self.accepted = {
            code: self.value(code) for code in (CODE, OTHER) if self.value(code) != "None"
        }
        assert self.stage() is Stage.ACCEPTED

    def return_(self, code: str, n: int) -> None:
        codes = [code] if n else []
        try:
            reviewing.return_(self.flow.district, AT, codes=codes, why=ReturnNote("不对"))
        except WriteRefusedError:
            return
        for code in codes:
            self.accepted.pop(code, None)
        assert self.stage() is Stage.RETURNED

    def answer_all(self, code: str, n: int) -> None:
        for point in returns.to_mend(self.flow.town, JUNE):
            returns.answer(self.flow.town, JUNE, code=point.code, text="已核对")

    def reopen(self, code: str, n: int) -> None:
        try:
            closing.reopen(self.flow.district, UnitPeriod(GAOZI, JUNE), reason="审计")
        except WriteRefusedError:
            return
        assert self.stage() is Stage.REOPENED


Act = Callable[[Months, str, int], None]
ACTS: tuple[Act, ...] = (
    Months.type_plainly,
    Months.correct,
    Months.report_late,
    Months.undo,
    Months.submit,
    Months.recall,
    Months.accept,
    Months.accept_whole,
    Months.return_,
    Months.answer_all,
    Months.reopen,
)
STEPS = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from((CODE, OTHER)), st.integers(0, 9)),
    min_size=12,
    max_size=30,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example([(one, CODE, 3) for one in (Months.submit, Months.undo)])
@example([(one, CODE, 3) for one in (Months.submit, Months.accept, Months.correct)])
@example(
    [(one, CODE, 3) for one in (Months.submit, Months.return_, Months.answer_all, Months.submit)]
)
@given(STEPS)
def test_no_order_of_acts_changes_what_was_accepted_unseen(
    steps: list[tuple[Act, str, int]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        months = Months(Path(folder))
        try:
            for act, code, n in steps:
                act(months, code, n)
                months.nothing_accepted_changes_unseen()
                months.nothing_is_lost()
            months.end()
        finally:
            months.flow.district.close()
