"""Whatever is tried in whatever order: no write in a locked month, no silent change of what was accepted.

The model knows only what was typed, accepted and submitted; the stages are asked of the program.
"""

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.helpers.flow import AT, CODE, GAOZI, JUNE, Flow
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.reviews import CellStage, ReturnNote
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.submissions import Stage
from zjmz_desktop.service import returns, reviewing, submitting, undoing
from zjmz_desktop.service.entering import Circumstances, UnitPeriod
from zjmz_desktop.service.month_states import MonthStates
from zjmz_desktop.store import projections, revisions

SECOND = "I06-03"
CODES = st.sampled_from((CODE, SECOND))
OPEN_MONTH = (Stage.NOT_REPORTED, Stage.RECALLED, Stage.REOPENED)


class Months(RuleBasedStateMachine):
    """One town's June, with two figures."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.flow = Flow(self.folder / "数据")
        self.accepted: dict[str, str] = {}
        self.written: list[str] = []

    @initialize()
    def empty(self) -> None:
        """One figure is there from the start."""
        self.flow.put("1", CODE)
        self.remember()

    def value(self, code: str) -> str:
        cell = Cell(code, GAOZI, "value", 2018, "2018M06")
        heads = revisions.heads(self.flow.district.database, cell)
        return str(heads[0].revision.value.n) if heads else "None"

    def remember(self) -> None:
        self.written = [name for name in self.log() if name]

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

    @rule(code=CODES, n=st.integers(0, 9))
    def type_plainly(self, code: str, n: int) -> None:
        before, writable = self.value(code), self.is_writable(code)
        done = self.attempt(code, str(n), Circumstances())
        assert done is writable
        assert self.value(code) == (str(n) if done else before)

    @rule(code=CODES, n=st.integers(10, 19))
    def correct(self, code: str, n: int) -> None:
        before, writable = self.value(code), self.is_writable(code)
        recallable = self.flow.stage() is Stage.SUBMITTED and not self.any_accepted()
        done = self.attempt(code, str(n), Circumstances("笔误", "correction"))
        if writable:
            assert done
        elif recallable or before == "None":
            assert not done
        assert self.value(code) == (str(n) if done else before)

    def any_accepted(self) -> bool:
        stages = MonthStates(self.flow.district, JUNE).stages(GAOZI).values()
        return CellStage.ACCEPTED in stages or CellStage.CHANGED in stages

    @rule(code=CODES, n=st.integers(20, 29))
    def report_late(self, code: str, n: int) -> None:
        before, writable = self.value(code), self.is_writable(code)
        done = self.attempt(code, str(n), Circumstances(act="late"))
        assert done is (writable or before == "None")

    @rule()
    def undo(self) -> None:
        before = {code: self.value(code) for code in (CODE, SECOND)}
        locked = [code for code in before if not self.is_writable(code)]
        with suppress(WriteRefusedError):
            undoing.undo(self.flow.town)
        assert all(self.value(code) == before[code] for code in locked)

    @rule()
    def submit(self) -> None:
        pending = any(not point.answer for point in returns.to_mend(self.flow.town, JUNE))
        try:
            submitting.submit(self.flow.town, JUNE)
        except WriteRefusedError:
            return
        assert not pending
        assert not any(self.is_writable(code) for code in (CODE, SECOND))

    @rule()
    def recall(self) -> None:
        accepted = self.any_accepted()
        try:
            submitting.recall(self.flow.town, JUNE)
        except WriteRefusedError:
            return
        assert not accepted
        assert self.stage() is Stage.RECALLED

    @rule(code=CODES)
    def accept(self, code: str) -> None:
        found = reviewing.accept(self.flow.district, AT, codes=[code])
        if found.done:
            self.accepted[code] = self.value(code)

    @rule()
    def accept_whole(self) -> None:
        try:
            reviewing.accept_whole(self.flow.district, AT)
        except WriteRefusedError:
            return
        self.accepted = {
            code: self.value(code) for code in (CODE, SECOND) if self.value(code) != "None"
        }
        assert self.stage() is Stage.ACCEPTED

    @rule(codes=st.lists(CODES, unique=True))
    def return_(self, codes: list[str]) -> None:
        try:
            reviewing.return_(self.flow.district, AT, codes=codes, why=ReturnNote("不对"))
        except WriteRefusedError:
            return
        for code in codes:
            self.accepted.pop(code, None)
        assert self.stage() is Stage.RETURNED

    @rule()
    def answer_all(self) -> None:
        for point in returns.to_mend(self.flow.town, JUNE):
            returns.answer(self.flow.town, JUNE, code=point.code, text="已核对")

    @rule()
    def reopen(self) -> None:
        try:
            submitting.reopen(self.flow.district, UnitPeriod(GAOZI, JUNE), reason="审计")
        except WriteRefusedError:
            return
        assert self.stage() is Stage.REOPENED

    @invariant()
    def nothing_accepted_changes_unseen(self) -> None:
        for code, seen in self.accepted.items():
            stage = self.flow.cell(code)
            assert stage in (CellStage.ACCEPTED, CellStage.CHANGED)
            if self.value(code) != seen:
                assert stage is CellStage.CHANGED
                assert self.stage() in (Stage.CHANGED, Stage.RETURNED, *OPEN_MONTH)

    @invariant()
    def nothing_is_lost(self) -> None:
        now = self.log()
        assert now[: len(self.written)] == self.written
        self.written = now

    def teardown(self) -> None:
        database = self.flow.district.database
        before = projections.digest(database)
        projections.rebuild(database)
        assert projections.digest(database) == before
        self.flow.district.close()
        shutil.rmtree(self.folder)


TestMonths = Months.TestCase
TestMonths.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
