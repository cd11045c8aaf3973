"""How long the window stands still while a paper of 150 pages is drawn, turned, searched and zoomed.

A timer rings every 5 ms; the worst pause of each act is printed, the target is 100 ms. Not a test: run
it by hand with `python tests/bench/bench_preview_window.py`.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from zjmz_desktop.app import stay_awake
from zjmz_desktop.domain.periods import month
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog
from zjmz_desktop.gui.previewing import PaperToShow
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.theme import dress
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import DrawnPaper, draw
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import summary_paper
from zjmz_desktop.service.sampling import create_sample

DANTU = "321112000000"
TARGET_MS, TURNS, STEPS = 100.0, 40, 6


class Pauses:
    """The worst pause of the event loop since it was asked last."""

    def __init__(self) -> None:
        self._last, self._worst = time.perf_counter(), 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self._ring)
        self._timer.start(5)

    def worst_ms(self) -> float:
        found, self._worst = self._worst * 1000, 0.0
        return found

    def until(self, done: Callable[[], bool], *, seconds: float = 120.0) -> None:
        end = time.perf_counter() + seconds
        while not done() and time.perf_counter() < end:
            QApplication.processEvents()
            time.sleep(0.001)

    def _ring(self) -> None:
        now = time.perf_counter()
        self._last, self._worst = now, max(self._worst, now - self._last)


def long_paper(office: Office, task: Task) -> DrawnPaper:
    """The sample's summary three times over."""
    paper = summary_paper(office, UnitPeriod(DANTU, month(2018, 11)))
    longer = replace(paper, blocks=paper.blocks[:-1] * 3)
    return draw(longer, on_progress=task.tell, cancelled=task.is_cancelled)


def measured(dialog: PreviewDialog, pauses: Pauses) -> dict[str, float]:
    """Worst pause of each act in ms."""
    view, found = dialog.pane.view, {}
    pauses.until(dialog.print_button.isEnabled)
    found["drawn"] = pauses.worst_ms()
    for turn in range(TURNS):
        view.go_to(turn * 3)
        pauses.until(bool, seconds=0.1)
    found["turned"] = pauses.worst_ms()
    dialog.pane.find_bar.box.setText("2018")
    pauses.until(lambda: bool(dialog.pane.finder.found))
    found["searched"] = pauses.worst_ms()
    for _ in range(STEPS):
        view.step_zoom(1)
        pauses.until(bool, seconds=0.3)
    found["zoomed"] = pauses.worst_ms()
    return found


def main() -> int:
    """Print the pauses; exit code 1 when one is over the target."""
    application = QApplication([])
    stay_awake(application)
    dress(application)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(create_sample(Path(folder) / "store")) as office,
    ):
        window = QWidget()
        window.resize(1366, 695)
        window.show()
        beside, pauses = Beside(office, window), Pauses()
        asked = PaperToShow("bench", "预览", "总结.pdf", long_paper)
        dialog = PreviewDialog(beside, asked, parent=window)
        dialog.open()
        found = measured(dialog, pauses)
        print(f"pages                {len(dialog.pane.view.pages.boxes):6}")
        dialog.reject()
        beside.wait()
    for act, worst in found.items():
        print(f"{act:20} {worst:6.0f} ms   target {TARGET_MS:.0f} ms")
    return int(max(found.values()) > TARGET_MS)


if __name__ == "__main__":
    sys.exit(main())
