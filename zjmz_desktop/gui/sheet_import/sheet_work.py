"""Planning and writing a foreign sheet beside the window, through a connection of its own."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.sheet_import.target_bar import TargetBar
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_sheets import FIGURES, Understood
from zjmz_desktop.service.sheet_figure_plans import FiguresAsked, plan_sheet_figures
from zjmz_desktop.service.sheet_plans import SheetPlan, SheetWritten, write_sheet_beside
from zjmz_desktop.service.sheet_row_plans import plan_sheet_rows

_Uses = tuple[Use, ...]


class SheetWork(QObject):
    """One piece of work at a time; what is being written is waited for.

    Attributes:
        bar: shown while it works.

    Signals:
        planned: a `SheetPlan`.
        written: a `SheetWritten`.
        failed: the sentence of a refusal.
        busy: whether it works.
        writing: whether it writes.
    """

    planned = Signal(object)
    written = Signal(object)
    failed = Signal(str)
    busy = Signal(bool)
    writing = Signal(bool)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = WorkBar()
        self.is_writing = False
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(self._on_failed)

    def plan(self, understood: Understood, uses: _Uses, *, bar: TargetBar, name: str) -> None:
        """Plan a sheet for what is chosen above its columns."""
        self.bar.begin("正在核对")
        self.busy.emit(True)
        if understood.target == FIGURES:
            asked = FiguresAsked(bar.period, bar.field, name, bar.share_factor)
            call = partial(_planned_figures, understood=understood, uses=uses, asked=asked)
            self._beside.start(call)
        else:
            rows = partial(_planned_rows, understood=understood, uses=uses, unit_id=bar.unit_id)
            self._beside.start(rows)

    def write(self, plan: SheetPlan) -> None:
        """Write what was planned."""
        self.bar.begin("正在写入")
        self._set_writing(True)
        self._beside.start(partial(_written, plan=plan))

    def drop(self) -> None:
        """Give a planning up."""
        self._beside.drop()
        self._end()

    def stop(self) -> None:
        """End what runs (closing)."""
        self._beside.drop()
        self._beside.wait()

    def _set_writing(self, writing: bool) -> None:
        self.is_writing = writing
        self.busy.emit(writing)
        self.writing.emit(writing)

    def _end(self) -> None:
        self.bar.hide()
        self._set_writing(False)

    def _on_read(self, found: SheetPlan | SheetWritten) -> None:
        self._end()
        if isinstance(found, SheetWritten):
            self.written.emit(found)
        else:
            self.planned.emit(found)

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self.failed.emit(sentence)


def _planned_rows(
    office: Office, task: Task, *, understood: Understood, uses: _Uses, unit_id: str
) -> SheetPlan:
    del task
    return plan_sheet_rows(office, understood, uses=uses, unit_id=unit_id)


def _planned_figures(
    office: Office, task: Task, *, understood: Understood, uses: _Uses, asked: FiguresAsked
) -> SheetPlan:
    del task
    return plan_sheet_figures(office, understood, uses=uses, asked=asked)


def _written(office: Office, task: Task, *, plan: SheetPlan) -> SheetWritten:
    del task
    return write_sheet_beside(office, plan)
