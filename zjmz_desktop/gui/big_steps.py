"""撤销 and 重做 of very big acts, beside the window."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zjmz_desktop.gui.actions import FieldPlace
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service import undoing
from zjmz_desktop.service.context import Act, Office
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.service.views import ChangeSet


class BigSteps(QObject):
    """Hears the desk, which leaves big acts to it."""

    def __init__(self, desk: Desk, office: Office, *, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._office, self._window = desk, office, window
        desk.is_big = partial(_is_big, office)  # no method: the desk would keep the window alive
        desk.big_step_asked.connect(self._on_asked)

    def _on_asked(self, back: bool) -> None:
        from zjmz_desktop.gui.dialogs.big_work import BigWork

        act = undoing.big_act(self._office, back=back)
        words = f"正在{'撤销' if back else '重做'}{len(act)}格"
        work = BigWork(self._office, words, parent=self._window)
        work.finished_with.connect(partial(self._on_done, back))
        work.refused.connect(self._desk.say_not_done)
        work.begin(partial(_step, act=act, back=back))

    def _on_done(self, back: bool, changes: ChangeSet) -> None:
        undoing.stepped(self._office, back=back)
        self._desk.say_stepped(changes, back=back)


def _step(office: Office, task: Task, *, act: Act, back: bool) -> ChangeSet:
    del task
    return undoing.step_beside(office, act, back=back)


def _is_big(office: Office, back: bool, *, focus: FieldPlace | None) -> bool:
    at = None
    if focus is not None:
        unit_id, period = focus.place
        at = FieldAt(focus.code, unit_id, period, focus.part)
    return bool(undoing.big_act(office, back=back, focus=at))
