"""The sample office with a summary printed from it, to be copied and verified."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from zjmz_desktop.domain.paper_data import FILE_NAME
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import write_summary
from zjmz_desktop.store import reports

DANTU, GAOZI = "321112000000", "321112001000"
HOUSEHOLDS = "I05-02"
NOVEMBER = month(2018, 11)
PRINTED_AT = datetime(2019, 1, 20, 1, 12, tzinfo=UTC)
LATER = datetime(2019, 2, 5, 2, 30, tzinfo=UTC)


def print_once(sample_folder: Path, folder: Path) -> Path:
    """A folder with the sample's store and a paper printed from it."""
    shutil.copytree(sample_folder, folder)
    with closing(open_office(folder, clock=lambda: PRINTED_AT)) as office:
        write_summary(office, UnitPeriod(DANTU, NOVEMBER), target=folder / "总结.pdf")
    return folder


@contextmanager
def opened_copy(printed: Path, folder: Path) -> Iterator[Office]:
    """A copy of it, opened a fortnight later."""
    shutil.copytree(printed, folder)
    with closing(open_office(folder, clock=lambda: LATER)) as office:
        yield office


def code_of(office: Office) -> str:
    """The code of the paper that was printed last."""
    return reports.every(office.database)[0].code


def attached(path: Path) -> bytes:
    """The data that lie in a PDF."""
    with pikepdf.open(path) as pdf:
        return pdf.attachments[FILE_NAME].get_file().read_bytes()
