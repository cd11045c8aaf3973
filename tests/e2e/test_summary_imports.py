"""The summary in a process of its own imports what it needs: each library left out is a hundredth of a second."""

import shutil
import subprocess
import sys
from pathlib import Path

UNUSED = (
    "lxml",  # an XML library to read our own XMP through
    "sqlite_utils",  # makes and migrates tables only
    "PySide6",
    "pypdfium2",
    "openpyxl",
    "zjmz_desktop.domain.official",
    "zjmz_desktop.exchange.csv_write",
    "zjmz_desktop.report.letterhead",
    "zjmz_desktop.report.preview",
    "zjmz_desktop.service.printing",
)
SCRIPT = """
import sys
from zjmz_desktop.__main__ import main
code = main()
print(*(name for name in {names} if name in sys.modules))
sys.exit(code)
"""


def test_the_summary_imports_nothing_that_it_does_not_use(
    sample_folder: Path, tmp_path: Path
) -> None:
    store, out = shutil.copytree(sample_folder, tmp_path / "区"), tmp_path / "总结.pdf"
    words = ["report", "--store", str(store), "--unit", "321112000000", "--year", "2018"]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(names=UNUSED), *words, "--out", str(out)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert out.read_bytes().startswith(b"%PDF-1.7")
    assert done.stdout.splitlines()[-1] == ""
