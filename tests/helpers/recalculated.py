"""A workbook as LibreOffice works it out: every cached result is taken away first."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.exchange.foreign_sheet import read_sheets

_RESULT = re.compile(rb"(</f>)<v>[^<]*</v>")
SECONDS = 120


def recalculated(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook after LibreOffice has computed every formula anew."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: live formulas were NOT recalculated")
    bare = path.with_name("bare") / path.name
    bare.parent.mkdir()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, _RESULT.sub(rb"\1", old.read(name)))
    done = path.with_name("done")
    words = ["--headless", "--convert-to", "xlsx", "--outdir", str(done), str(bare)]
    profile = f"-env:UserInstallation={path.with_name('profile').as_uri()}"
    subprocess.run([office, profile, *words], check=True, capture_output=True, timeout=SECONDS)
    return read_sheets(done / path.name)
