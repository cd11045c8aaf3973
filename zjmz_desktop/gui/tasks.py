"""Long work beside the window: a thread, progress, cancel; the result comes back as a signal."""

from collections.abc import Callable
from threading import Lock

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from zjmz_desktop.domain.errors import ZjmzError

BROKEN = "没有做完：程序内部出错。已保存的数据都在；请重试，再不行请把这句话告诉维护人员。"


class WorkCancelledError(ZjmzError):
    """Ends a call that shall stop; nobody is told of it."""


class Task(QObject):
    """One piece of work; `call` gets the task, to tell progress and to see whether to stop.

    `call` opens its own connection to the store: nothing of the window's may be used in it.

    Signals:
        progressed: how many of how many are done.
        finished: what `call` returned; not after `cancel`.
        failed: the sentence of a refusal; not after `cancel`.
        ended: always, last.
    """

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(str)
    ended = Signal()

    def __init__(self, call: Callable[["Task"], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = _Runner(self, call)
        self._cancelled = self._decided = False
        self._turn = Lock()

    def start(self, pool: QThreadPool) -> None:
        """Begin, as soon as the pool has a thread."""
        pool.start(self._runner)

    def cancel(self) -> bool:
        """Ask the work to stop; its result is thrown away.

        Returns:
            Whether it will: not any more where it has said that it goes through with it.
        """
        with self._turn:
            self._cancelled = not self._decided
            return self._cancelled

    def is_cancelled(self) -> bool:
        """Whether it shall stop."""
        return self._cancelled

    def decide(self) -> None:
        """Say that it goes through with it: what follows can't be taken back; called by the work.

        Raises:
            WorkCancelledError: when it shall stop.
        """
        with self._turn:
            if self._cancelled:
                raise WorkCancelledError
            self._decided = True

    def tell(self, done: int, whole: int) -> None:
        """Say how far it is; called by the work.

        Raises:
            WorkCancelledError: when it shall stop.
        """
        if self._cancelled:
            raise WorkCancelledError
        self.progressed.emit(done, whole)


class _Runner(QRunnable):
    """Runs the call in a thread of the pool; the task keeps it."""

    def __init__(self, task: Task, call: Callable[[Task], object]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._task = task
        self._call = call

    def run(self) -> None:
        """Make the call and send what came of it."""
        answered = False
        try:
            found = self._call(self._task)
            answered = True
            if not self._task.is_cancelled():
                self._task.finished.emit(found)
        except ZjmzError as error:
            answered = True
            if not self._task.is_cancelled():
                self._task.failed.emit(error.message)
        finally:
            if not answered and not self._task.is_cancelled():
                self._task.failed.emit(BROKEN)
            self._task.ended.emit()
