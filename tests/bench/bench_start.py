"""Start to the first painted window with its real values, against a bare PySide6 window (≤ 2.0×).

Fresh processes in alternating pairs, medians, the sample office lies open; offscreen, and on xcb too
where there is a display. Not a test: run it by hand with `python3 build_spec/dev.py bench bench_start`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAIRS, SECONDS, ALLOWED = 9, 60, 2.0


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
    """Show the program's window with the month's tree and the first form filled, painted."""
    from PySide6.QtWidgets import QApplication

    from zjmz_desktop.gui.theme import dress

    application = QApplication(sys.argv[:1])
    dress(application)
    from zjmz_desktop.gui.opening import window_of
    from zjmz_desktop.service.context import open_office

    window = window_of(open_office(folder, exclusive=False))
    window.showMaximized()
    application.processEvents()
    window.repaint()
    print(time.perf_counter())


def started(platform: str, *words: str) -> float:
    """Milliseconds from asking for a fresh process to its painted window."""
    asked = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), *words],
        env={**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        timeout=SECONDS,
        check=True,
    )
    return (float(done.stdout) - asked) * 1000


def measure(platform: str, store: str) -> None:
    """Print both medians and their ratio."""
    for words in (["bare"], ["ours", store]):
        started(platform, *words)
    pairs = [(started(platform, "bare"), started(platform, "ours", store)) for _ in range(PAIRS)]
    floor, mine = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{platform}: start to painted values {mine:.0f} ms, bare window {floor:.0f} ms,"
        f" ratio {mine / floor:.2f} (≤ {ALLOWED})"
    )


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
