"""Soon after the start the libraries and pages that come next are there, imported beside the window."""

import subprocess
import sys
from pathlib import Path

from zjmz_desktop.gui.warming import PAGES
from zjmz_desktop.service.context import create_office

SCRIPT = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from zjmz_desktop.gui.opening import window_of
from zjmz_desktop.service.context import open_office
application = QApplication([])
office = open_office(Path(sys.argv[1]))
window = window_of(office)
window.show()
names = ["pypinyin", *sys.argv[2:]]
print(*(name for name in names if name in sys.modules))
until = time.monotonic() + 60
while time.monotonic() < until and not all(name in sys.modules for name in names):
    application.processEvents()
    time.sleep(0.01)
print(*(name for name in names if name not in sys.modules))
window.close()
office.close()
"""


def test_they_are_imported_after_the_window_is_shown(tmp_path: Path) -> None:
    create_office(tmp_path / "镇", "321112001000").close()
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "镇"), *PAGES],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert done.returncode == 0, done.stderr
    before, missing = done.stdout.splitlines()
    assert (before, missing) == ("", "")
