"""The course of an import: look, compare codes that are new, preview, import; each beside the window."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.package_import.import_work import PackageWork, Taken
from zjmz_desktop.gui.package_import.received import Received
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.package_looks import Look
from zjmz_desktop.service.reading_ahead import ReadAhead, know
from zjmz_desktop.service.trusting import Signer

FILES, CODE, PREVIEW, RESULT = range(4)
_NONE_FOUND = "没有找到数据文件。请核对文件夹，或者请对方重新导出。"


class ImportFlow(PackageWork):
    """What comes next.

    Attributes:
        received: the files.

    Signals:
        turned: FILES, CODE or PREVIEW comes next, or is to be shown anew.
        ended: an `Imported`, and how many files were left as it was stopped.
    """

    turned = Signal(int)
    ended = Signal(object, int)

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget) -> None:
        super().__init__(office, parent)
        self._desk, self._office = desk, office
        self.received = Received()
        self._begun = False  # whether the clerk has gone on from the files
        self.looked.connect(self._on_looked)
        self.trusted.connect(self._on_trusted)
        self.imported.connect(self._on_imported)

    def choose(self, paths: Sequence[Path]) -> None:
        """Look at files or folders that were chosen."""
        self._begun = False
        self.look(paths)

    def leave_out(self, look: Look) -> None:
        """Do not import one of them."""
        self.received.leave_out(look)
        self.turned.emit(FILES)

    def go_on(self) -> None:
        """To the next code to compare, else to the preview, else back to the files."""
        self._begun = True
        if self.received.stranger is not None:
            self.turned.emit(CODE)
        elif self.received.ready:
            self.turned.emit(PREVIEW)
        else:
            self.go_back()

    def go_back(self) -> None:
        """To the files."""
        self._begun = False
        self.turned.emit(FILES)

    def agree(self) -> None:
        """The code was compared and is the same."""
        signer = self.received.stranger
        if signer is not None:
            self.trust(self.received.of(signer)[0].path)

    def deny(self) -> None:
        """The code was compared and is another one."""
        signer = self.received.stranger
        if signer is not None:
            self.received.deny(signer)
            self.go_on()

    def take_all(self, passphrase: str) -> None:
        """Import everything that can be."""
        self.take(
            [one.path for one in self.received.ready], passphrase=passphrase, place=self._desk.place
        )

    def _on_looked(self, looks: Iterable[Look]) -> None:
        found = tuple(looks)
        self.received.add(found)
        if self._begun:
            self.go_on()
            return
        self.turned.emit(FILES)
        if not found:
            self.failed.emit(_NONE_FOUND)

    def _on_trusted(self, signer: Signer) -> None:
        self._desk.told.emit(signer.words, False)
        self._catch_up()
        self.look(self.received.refused)

    def _on_imported(self, taken: Taken) -> None:
        found = taken.imported
        left = len(self.received.ready) - len(found.taken) - len(found.refused)
        self._catch_up(taken.ahead)
        self.ended.emit(found, left if found.cancelled else 0)

    def _catch_up(self, ahead: ReadAhead | None = None) -> None:
        """The window's own office hears what was written beside it, and knows what was read there."""
        changes = self._office.catch_up()
        if ahead is not None:
            know(self._office, ahead)
        if changes:
            self._desk.changed.emit(changes)
