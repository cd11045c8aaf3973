"""Garbage is looked for between two acts of the window, never in the middle of one nor in another thread."""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

EVERY_MS = 250
MOST_LOOKED_AT = 10_000
"""So many new objects are looked through in some 20 ms. (`gc.get_objects` would count them better, but breaks
a tuple that another thread is making.)"""


class Sweeper(QObject):
    """Takes the place of Python's own collector, which looks at any time and through everything.

    While the program lies in front only what was made since the last time is looked through. Very much
    made at once is a register, a paper or a pasted block, which all stays: it is not looked through.
    When another program comes to the front, nobody waits, and everything is looked through.
    """

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.sweep)
        self._timer.start(EVERY_MS)
        application.applicationStateChanged.connect(self._on_state_changed)

    def sweep(self) -> None:
        """Free what was made since the last time and is garbage."""
        if gc.get_count()[0] <= MOST_LOOKED_AT:
            gc.collect()
        gc.freeze()

    def sweep_all(self) -> None:
        """Free whatever is garbage."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.sweep_all()
