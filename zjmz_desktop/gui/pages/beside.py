"""Reading an office in a thread, through a connection of its own: the window stays awake."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal

from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.context import Office, open_office

_PATIENCE_MS = 20
Call = Callable[[Office, Task], object]


class Beside(QObject):
    """One reading at a time; a new one throws the older away.

    The store is opened once more for reading, and kept open: what was read and not written since is
    not read again.

    Signals:
        read: what the last call returned.
        failed: the sentence of a refusal.
        ended: the last call is over.
    """

    read = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._own: Office | None = None
        self._task: Task | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    @property
    def task(self) -> Task | None:
        """The call under way, or None."""
        return self._task

    def start(self, call: Call) -> Task:
        """Begin a call with an office of its own."""
        self.drop()
        task = Task(partial(self._in_own_office, call=call), self)
        task.finished.connect(self._on_finished)
        task.failed.connect(self._on_failed)
        task.ended.connect(task.deleteLater)
        self._task = task
        task.start(self._pool)
        return task

    def drop(self) -> None:
        """Throw the call under way away."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def cancel(self) -> bool:
        """Give the call under way up; False where it ends as it would have, and tells so."""
        if self._task is None or not self._task.cancel():
            return False
        self._task = None
        return True

    def wait(self) -> None:
        """Wait until nothing runs any more, and close what was opened (closing, tests)."""
        while not self._pool.waitForDone(_PATIENCE_MS):
            pass
        if self._own is not None:
            self._own.close()
            self._own = None

    def _in_own_office(self, task: Task, *, call: Call) -> object:
        """In the pool's one thread."""
        office = self._office
        if self._own is None:
            self._own = open_office(
                office.folder, clock=office.now, user=office.user, exclusive=False
            )
            self._own.unit = office.unit
        self._own.user = office.user  # another one may have sat down since
        self._own.catch_up()
        return call(self._own, task)

    def _on_finished(self, found: object) -> None:
        if self.sender() is self._task:
            self._task = None
            self.read.emit(found)
            self.ended.emit()

    def _on_failed(self, sentence: str) -> None:
        if self.sender() is self._task:
            self._task = None
            self.failed.emit(sentence)
            self.ended.emit()
