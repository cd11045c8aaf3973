"""Papers that were printed here, and the scans of those that were signed and sealed."""

from dataclasses import dataclass
from pathlib import Path

from zjmz_desktop.domain.check_codes import grouped
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.evidence import ending_of
from zjmz_desktop.domain.moments import instant_words
from zjmz_desktop.domain.paper_kinds import PaperStage
from zjmz_desktop.domain.verdicts import subject_words
from zjmz_desktop.service.attaching import keep
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.store import log, reports
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.reports import ReportRecord

SCANS = (".pdf", ".ofd", ".jpg", ".jpeg", ".png")


class NoSuchReportError(ZjmzError):
    """A number that no record here has."""

    def __init__(self, no: int) -> None:
        super().__init__(f"这里没有编号为{no}的报告。请用 zjmz reports 看有哪些。")
        self.no = no


class ScanError(ZjmzError):
    """A file that can't be the scan of a sealed paper, or a scan that is not there."""


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """One line of the list, in words.

    Attributes:
        no: its number here.
        code: 核验码 as printed.
        at: local time to the minute.
        user: who printed it.
        subject: office, paper and month.
        stage: how far it had come.
        as_of: the moment of the past whose data it tells, "" for those of when it was printed.
        name: the PDF's name.
        pages: its pages.
        scan: name of the sealed paper's scan, "" for none.
        scan_missing: whether the scan's file is not in the store's folder.
    """

    no: int
    code: str
    at: str
    user: str
    subject: str
    stage: str
    as_of: str
    name: str
    pages: int
    scan: str
    scan_missing: bool


def printed(office: Office) -> tuple[PrintedPaper, ...]:
    """Every paper printed here, newest first."""
    return tuple(_told(office, record) for record in reports.every(office.database))


def _told(office: Office, record: ReportRecord) -> PrintedPaper:
    missing = bool(record.scan) and Blobs(office.folder).size(record.scan) is None
    return PrintedPaper(
        record.no,
        grouped(record.code),
        f"{record.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}",
        office.name_of_user(office.unit.id, record.user),
        subject_words(office.units.office_of(record.unit), record.paper, through=record.through),
        PaperStage(record.stage).words,
        _as_of(office, record),
        record.name,
        record.pages,
        record.scan_name,
        missing,
    )


def _as_of(office: Office, record: ReportRecord) -> str:
    """The record has the place of the log that was told: what lay beyond it by then was left out."""
    if not log.gone_beyond(office.database, record.position, by=record.made_at):
        return ""
    at = log.instant_of(office.database, record.position)
    return instant_words(at, year=office.plan.year) if at else ""


def attach_scan(office: Office, no: int, *, path: Path) -> None:
    """Keep the scan of a sealed paper beside its record; one kept before gives way.

    Raises:
        NoSuchReportError: no such record.
        ScanError: neither PDF nor OFD nor picture.
        EvidenceError: a file that can't be kept.
    """
    from zjmz_desktop.exchange.evidence import check, read_source

    _record(office, no)
    if ending_of(path.name) not in SCANS:
        raise ScanError(f"“{path.name}”不是扫描件。请选PDF、OFD、JPG或PNG文件。")
    kept = keep(office.folder, check(read_source(path)))
    reports.set_scan(office.database, no, sha256=kept.sha256, name=kept.name)


def remove_scan(office: Office, no: int) -> None:
    """Take the scan off; its bytes stay until the folder is tidied."""
    _record(office, no)
    reports.set_scan(office.database, no, sha256="", name="")


def save_scan(office: Office, no: int, *, target: Path) -> Path:
    """Write a copy of the scan: to `target`, or under its own name where that is a folder.

    Raises:
        ScanError: there is none.
        BlobError: missing or damaged.
        FileNotWrittenError: when the target can't be written.
    """
    from zjmz_desktop.exchange.written_files import write_whole

    record = _record(office, no)
    if not record.scan:
        raise ScanError(f"编号为{no}的报告还没有附扫描件。")
    content = Blobs(office.folder).read(record.scan)
    path = target / record.scan_name if target.is_dir() else target

    def fill(part: Path) -> None:
        part.write_bytes(content)

    write_whole(path, fill)
    return path


def _record(office: Office, no: int) -> ReportRecord:
    found = reports.with_no(office.database, no)
    if found is None:
        raise NoSuchReportError(no)
    return found
