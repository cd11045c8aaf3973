"""The window's way to attached files: slow looks in a thread, writes at once, told to everybody."""

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageWriter

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.evidence import Attached, Attachments, Source, pasted_name
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.tasks import Task

if TYPE_CHECKING:
    from zjmz_desktop.service.attaching import EvidenceAt, Prepared
    from zjmz_desktop.service.context import Office
    from zjmz_desktop.service.views import ChangeSet

_PATIENCE_MS = 20
_SAME = "这里已经有这个文件，没有重复添加。"
Given = Path | QImage


class HasOffice(Protocol):
    """Whoever has the open office; it may be read only when it is first asked for."""

    @property
    def open_office(self) -> "Office":
        """The office."""


class _Work(NamedTuple):
    """Files on their way to a place."""

    at: "EvidenceAt"
    given: tuple[Given, ...]


class EvidenceKeeper(QObject):
    """Adds files one batch after another; a batch goes to the place it was given for.

    Signals:
        progressed: how many of how many files of the batch are done.
        busy_changed: a batch began, or the last one ended.
        looked: thumbnails were read: SHA-256 → `QImage`.
    """

    progressed = Signal(int, int)
    busy_changed = Signal(bool)
    looked = Signal(object)

    def __init__(self, desk: Desk, actions: HasOffice, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._actions = desk, actions
        self._waiting: deque[_Work] = deque()
        self._work: _Work | None = None
        self._task: Task | None = None
        self._looking: Task | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.is_read = False

    @property
    def desk(self) -> Desk:
        """Where everybody hears of changes."""
        return self._desk

    @property
    def is_busy(self) -> bool:
        """Whether files are being added."""
        return self._work is not None

    # ---- what is there ----

    def listed(self, at: "EvidenceAt") -> Attachments:
        """What is attached; nothing where the place can't be read."""
        from zjmz_desktop.service import attaching

        self.is_read = True
        try:
            return attaching.listed(self._actions.open_office, at)
        except ZjmzError as error:
            return Attachments((), error.message)

    def look(self, items: Sequence[Attached]) -> None:
        """Read thumbnails in a thread; `looked` brings them. A look before is given up."""
        if self._looking is not None:
            self._looking.cancel()
        pictures = [one for one in items if one.is_picture and not one.missing]
        if pictures:
            folder = self._actions.open_office.folder
            task = Task(partial(_thumbnails, folder=folder, items=pictures), self)
            task.finished.connect(self.looked)
            task.ended.connect(task.deleteLater)
            self._looking = task
            task.start(self._pool)

    # ---- adding ----

    def add(self, at: "EvidenceAt", given: Sequence[Given]) -> None:
        """Add files or pasted pictures; those before them come first."""
        if given:
            self._waiting.append(_Work(at, tuple(given)))
            if not self.is_busy:
                self._begin()

    def cancel(self) -> None:
        """Add no more of what waits; what is attached stays."""
        self._waiting.clear()
        if self._task is not None:
            self._task.cancel()

    def stop(self) -> None:
        """Give up and wait (closing)."""
        self.cancel()
        if self._looking is not None:
            self._looking.cancel()
        while not self._pool.waitForDone(_PATIENCE_MS):
            pass

    def _begin(self) -> None:
        self._work = self._waiting.popleft()
        office = self._actions.open_office
        name = pasted_name(office.now().astimezone())
        call = partial(_prepared, folder=office.folder, given=self._work.given, name=name)
        self._task = Task(call, self)
        self._task.progressed.connect(self.progressed)
        self._task.finished.connect(self._on_prepared)
        self._task.failed.connect(self._desk.refused)
        self._task.ended.connect(self._on_ended)
        self.busy_changed.emit(True)
        self._task.start(self._pool)

    def _on_prepared(self, found: "Prepared") -> None:
        from zjmz_desktop.service import attaching

        work = self._work
        if work is None:
            return
        call = partial(attaching.attach, self._actions.open_office, work.at, files=found.kept)
        changes = self._written(call) if found.kept else None
        done = len(changes.cells) if changes else 0
        if found.refused:
            rest = f"另外{len(found.kept)}个已附上。" if changes else ""
            self._desk.refused.emit(f"{_few(found.refused)}{rest}")
        elif done:
            self._desk.told.emit(f"已附上{len(found.kept)}个佐证材料。", True)
        elif changes is not None:
            self._desk.told.emit(_SAME, False)

    def _on_ended(self) -> None:
        if self._task is not None:
            self._task.deleteLater()
        self._task = self._work = None
        if self._waiting:
            self._begin()
        else:
            self.busy_changed.emit(False)

    # ---- with one file ----

    def remove(self, at: "EvidenceAt", item: Attached) -> None:
        """Take a file off, with 撤销."""
        from zjmz_desktop.service import attaching

        call = partial(attaching.remove, self._actions.open_office, at, files=[item.sha256])
        if self._written(call):
            self._desk.told.emit(f"已移除“{item.name}”。", True)

    def save_as(self, at: "EvidenceAt", item: Attached, *, target: Path) -> None:
        """Write a copy."""
        from zjmz_desktop.service import attaching

        try:
            attaching.save_as(self._actions.open_office, at, file=item.sha256, target=target)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return
        self._desk.told.emit(f"已另存为{target}。", False)

    def copy_to_open(self, at: "EvidenceAt", item: Attached) -> Path | None:
        """A copy for another program, None where it was refused."""
        from zjmz_desktop.service import attaching

        try:
            return attaching.copy_to_open(self._actions.open_office, at, file=item.sha256)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return None

    def _written(self, call: "Callable[[], ChangeSet]") -> "ChangeSet | None":
        """What was written, None where it was refused."""
        try:
            changes = call()
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return None
        if changes:
            self._desk.changed.emit(changes)
        return changes


_MOST_TOLD = 3


def _few(refused: Sequence[str]) -> str:
    more = len(refused) - _MOST_TOLD
    return "".join(refused[:_MOST_TOLD]) + (f"还有{more}个也没能附上。" if more > 0 else "")


# ---- in the thread ----


def _prepared(task: Task, *, folder: Path, given: Sequence[Given], name: str) -> "Prepared":
    from zjmz_desktop.service import attaching

    sources = [one if isinstance(one, Path) else Source(name, _png(one)) for one in given]
    return attaching.prepare(folder, sources, on_progress=task.tell, cancelled=task.is_cancelled)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def _thumbnails(task: Task, *, folder: Path, items: Sequence[Attached]) -> dict[str, QImage]:
    from zjmz_desktop.service import attaching

    found = {}
    for one in items:
        if task.is_cancelled():
            break
        image = QImage.fromData(attaching.thumbnail(folder, one))
        if not image.isNull():
            found[one.sha256] = image
    return found
