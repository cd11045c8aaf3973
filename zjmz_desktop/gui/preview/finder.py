"""Words sought through all pages in a thread, and the walk from place to place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal

from zjmz_desktop.gui.tasks import Task, WorkCancelledError
from zjmz_desktop.service.paper_previews import Found, Preview

_PATIENCE_MS = 20


class Finder(QObject):
    """Seeks in one preview.

    Attributes:
        found: the places, page by page.
        at: number of the place that is chosen, -1 for none.

    Signals:
        changed: there are other places, or another is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Sequence[Found] = ()
        self.at = -1
        self._words = ""
        self._task: Task | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)

    @property
    def is_busy(self) -> bool:
        """Whether it is still seeking."""
        return self._task is not None

    @property
    def chosen(self) -> Found | None:
        """The place that is chosen."""
        return self.found[self.at] if self.at >= 0 else None

    @property
    def words(self) -> str:
        """What is sought."""
        return self._words

    def seek(self, words: str, preview: Preview, *, page: int) -> None:
        """Seek words; the first place from a page on is chosen."""
        self._give_up()
        self._words, self.found, self.at = words, (), -1
        if words.strip():
            self._task = task = Task(partial(_found, preview=preview, words=words), self)
            task.setProperty("page", page)
            task.finished.connect(self._on_found)
            task.ended.connect(task.deleteLater)
            task.start(self._pool)
        self.changed.emit()

    def step(self, steps: int) -> None:
        """Choose the next place or the one before, round the end."""
        if self.found:
            self.at = (self.at + steps) % len(self.found)
            self.changed.emit()

    def stop(self) -> None:
        """Give up and wait."""
        self._give_up()
        self._words, self.found, self.at = "", (), -1
        while not self._pool.waitForDone(_PATIENCE_MS):
            pass

    def _give_up(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _on_found(self, found: Sequence[Found]) -> None:
        task = self.sender()
        if task is not self._task:
            return
        self._task, self.found = None, found
        page = task.property("page")
        later = (n for n, one in enumerate(found) if one.page >= page)
        self.at = next(later, 0) if found else -1
        self.changed.emit()


def _found(task: Task, *, preview: Preview, words: str) -> tuple[Found, ...]:
    found: list[Found] = []
    for page in range(len(preview.sizes)):
        if task.is_cancelled():
            raise WorkCancelledError
        found += preview.find(words, page)
    return tuple(found)
