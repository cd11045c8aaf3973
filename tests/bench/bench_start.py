"""Start to the first painted window with its real values, against a bare PySide6 window (≤ 2.0×).

Fresh processes in alternating pairs, medians; the sample office was closed and is opened again; offscreen, and
on xcb too where there is a display. Not a test: run it by hand with `python3 build_spec/dev.py bench bench_start`.
"""

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zjmz_desktop.gui.shell import Shell

ROOT = Path(__file__).parents[2]
PAIRS, SECONDS, ALLOWED, LEAST_COLORS = 9, 60, 2.0, 20
FEW = 3


def bare() -> None:
    """Show the least that PySide6 can: a main window with a label, painted."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(QLabel("民政"))
    window.showMaximized()
    application.processEvents()
    window.repaint()
    print(time.perf_counter())


def ours(folder: Path) -> None:
    """Show the program's window with the month's tree and the first form filled, painted.

    What was painted is proven against the office afterwards; closing keeps the first screen as a clerk's
    closing does.
    """
    gc.disable()  # as `__main__` does
    from PySide6.QtWidgets import QApplication

    from zjmz_desktop.app import show

    application = QApplication(sys.argv[:1])
    shell = show(application, folder)
    while shell.inside is None:
        application.processEvents()
    application.processEvents()
    shell.repaint()
    print(time.perf_counter())
    prove(shell)
    shell.close()
    application.aboutToQuit.emit()


def prove(shell: "Shell") -> None:
    """The frame holds the true tree and the true form: what the office says when it is asked anew."""
    from zjmz_desktop.gui.main_window import MainWindow
    from zjmz_desktop.service.first_screen import first_screen
    from zjmz_desktop.service.opening import open_folder

    window = shell.inside
    assert isinstance(window, MainWindow)
    view, form, shown = window.entry.navigation.view, window.entry.form, shell.grab().toImage()
    nodes = view.order
    for part in (view.viewport(), form.viewport()):
        at = part.mapTo(shell, part.rect().topLeft())
        area = shown.copy(at.x(), at.y(), part.width(), part.height())
        spots = range(0, area.width(), 3)
        colors = {area.pixel(x, y) for y in range(0, area.height(), 3) for x in spots}
        assert part.isVisible(), "not on screen"
        assert len(colors) > LEAST_COLORS, "nothing painted"
    with closing(
        open_folder(Path(window.desk.actions.office().folder), exclusive=False)
    ) as opening:
        true = first_screen(opening.read())
    listed = [n for s in true.month.sections for item in s.items for n in item.indicators]
    assert nodes, "an empty tree"
    assert list(nodes) == listed, "not the true tree"
    assert form.view == true.form, "not the true form"


def environment(platform: str) -> dict[str, str]:
    """The program comes with its `.pyc`; here the first start makes them."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)}


def started(platform: str, *words: str) -> float:
    """Milliseconds from asking for a fresh process to its painted window."""
    asked = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), *words],
        env=environment(platform),
        stdout=subprocess.PIPE,
        timeout=SECONDS,
        check=True,
    )
    return (float(done.stdout) - asked) * 1000


def measure(platform: str, store: str) -> None:
    """Print both medians and their ratio, and how long it takes where no first screen is kept."""
    for words in (["bare"], ["ours", store]):
        started(platform, *words)
    without = [never_closed(platform, store) for _ in range(FEW)]
    started(platform, "ours", store)
    pairs = [(started(platform, "bare"), started(platform, "ours", store)) for _ in range(PAIRS)]
    floor, mine = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{platform}: start to painted values {mine:.0f} ms, bare window {floor:.0f} ms,"
        f" ratio {mine / floor:.2f} (≤ {ALLOWED});"
        f" nothing kept from the last closing {statistics.median(without):.0f} ms"
    )


def never_closed(platform: str, store: str) -> float:
    """A start after something was written and the window was not closed: all of it is worked out."""
    from zjmz_desktop.store.database import open_store

    database = open_store(Path(store))
    with database.transaction():
        pass
    database.close()
    return started(platform, "ours", store)


def main() -> None:
    """Make the sample office and measure on every platform that can show a window."""
    from zjmz_desktop.service.sampling import create_sample

    with tempfile.TemporaryDirectory() as name:
        create_sample(Path(name) / "office").close()
        for platform in ("offscreen", *(("xcb",) if os.environ.get("DISPLAY") else ())):
            measure(platform, str(Path(name) / "office"))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:2] == ["bare"]:
        bare()
    elif sys.argv[1:2] == ["ours"]:
        ours(Path(sys.argv[2]))
    else:
        main()
