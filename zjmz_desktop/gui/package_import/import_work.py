"""Looking at packages, trusting a sender and importing, beside the window."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.pages.beside import Beside, Call
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.importing_packages import Asked, Imported, import_packages
from zjmz_desktop.service.package_looks import Look, look_at
from zjmz_desktop.service.reading_ahead import ReadAhead, read_ahead
from zjmz_desktop.service.trusting import Signer, trust_sender


class Looked(NamedTuple):
    """Files that were looked at."""

    looks: tuple[Look, ...]


class Taken(NamedTuple):
    """What became of files, and the month that lies open as it is now."""

    imported: Imported
    ahead: ReadAhead


class PackageWork(QObject):
    """One piece of work at a time; what is being imported is stopped between two files only.

    Attributes:
        bar: shown while it works.
        is_writing: whether it writes.

    Signals:
        looked: a tuple of `Look`.
        trusted: a `Signer`.
        imported: a `Taken`.
        failed: the sentence of a refusal.
        busy: whether it works.
    """

    looked = Signal(object)
    trusted = Signal(object)
    imported = Signal(object)
    failed = Signal(str)
    busy = Signal(bool)

    def __init__(self, office: Office, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = WorkBar()
        self.is_writing = False
        self._stopped = Event()
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_done)
        self._beside.failed.connect(self._on_failed)

    def look(self, paths: Sequence[Path]) -> None:
        """Look at files and folders."""
        self._start(partial(_looked, paths=tuple(paths)), words="正在读文件", writing=False)

    def trust(self, path: Path) -> None:
        """Trust the sender of a file."""
        self._start(partial(_trusted, path=path), words="正在登记", writing=True)

    def take(self, paths: Sequence[Path], *, passphrase: str, place: Place) -> None:
        """Import files, each whole or not at all; the month that lies open is read again beside, too."""
        self._stopped.clear()
        asked = Asked(passphrase, cancelled=self._stopped.is_set)
        call = partial(_imported, paths=tuple(paths), asked=asked, place=place)
        self._start(call, words="正在导入", writing=True)

    def stop_taking(self) -> None:
        """Leave the files that are not imported yet."""
        self._stopped.set()

    def close(self) -> None:
        """End what runs (closing)."""
        self._stopped.set()
        self._beside.drop()
        self._beside.wait()

    def _start(self, call: Call, *, words: str, writing: bool) -> None:
        self.is_writing = writing
        self.bar.begin(words)
        self.busy.emit(True)
        task = self._beside.start(call)
        task.progressed.connect(self.bar.show_progress)

    def _end(self) -> None:
        self.is_writing = False
        self.bar.hide()
        self.busy.emit(False)

    def _on_done(self, found: Looked | Signer | Taken) -> None:
        self._end()
        if isinstance(found, Looked):
            self.looked.emit(found.looks)
        elif isinstance(found, Signer):
            self.trusted.emit(found)
        else:
            self.imported.emit(found)

    def _on_failed(self, sentence: str) -> None:
        self._end()
        self.failed.emit(sentence)


def _looked(office: Office, task: Task, *, paths: tuple[Path, ...]) -> Looked:
    asked = Asked(on_progress=task.tell, cancelled=task.is_cancelled)
    return Looked(look_at(office, paths, asked=asked))


def _trusted(office: Office, task: Task, *, path: Path) -> Signer:
    del task
    return trust_sender(office, path)


def _imported(
    office: Office, task: Task, *, paths: tuple[Path, ...], asked: Asked, place: Place
) -> Taken:
    told = replace(asked, on_progress=task.progressed.emit)
    found = import_packages(office, paths, asked=told)
    return Taken(found, read_ahead(office, UnitPeriod(place.unit_id, place.period)))
