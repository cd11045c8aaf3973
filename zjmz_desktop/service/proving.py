"""The data behind a paper, and the record that is kept when one is printed."""

import hashlib
from typing import NamedTuple

from zjmz_desktop import __version__
from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_record import paper_data_of
from zjmz_desktop.domain.paper import Paper
from zjmz_desktop.domain.paper_data import PaperData
from zjmz_desktop.domain.paper_proof import proven
from zjmz_desktop.domain.paper_words import Names, table_rows
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.editing_paper import edits_digest
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.paper_behind import behind_of
from zjmz_desktop.store import reports
from zjmz_desktop.store.reports import ReportRecord

SUMMARY = "summary"
DRAFT = "draft"


def data_behind(office: Office, data: AnnualData, *, paper: str = SUMMARY) -> PaperData:
    """The data of a paper that is written from `data`, with the revisions behind each figure."""
    at = UnitPeriod(data.unit.id, data.through)
    behind = behind_of(office, at)
    edits = edits_digest(office, at) if paper == SUMMARY else ""
    return paper_data_of(data, paper, behind=behind, sample=office.sample, edits=edits)


def with_proof(office: Office, paper: Paper, *, data: PaperData) -> Paper:
    """A paper with its 核验页 and its data inside."""
    from zjmz_desktop.exchange.csv_write import csv_bytes

    return proven(paper, data, table=csv_bytes(table_rows(data, names_of(office))))


def names_of(office: Office) -> Names:
    """What the plan's codes and the units are called."""
    return Names(office.plan, office.units)


class Printed(NamedTuple):
    """A paper's file.

    Attributes:
        name: the file's name.
        content: the PDF.
        pages: its pages.
        stage: `draft`, `review` or `final`.
    """

    name: str
    content: bytes
    pages: int
    stage: str = DRAFT


def keep_record(office: Office, data: PaperData, *, printed: Printed) -> None:
    """Keep that a paper was printed, and what it was made from: also of the past, in the present."""
    keeper = office.present or office
    record = ReportRecord(
        code=data.code,
        made_at=keeper.now(),
        user=office.user,
        unit=data.unit,
        paper=data.paper,
        stage=printed.stage,
        through=data.through,
        position=office.position,
        plan=data.plan,
        edits=data.edits,
        data=data.digest,
        version=__version__,
        name=printed.name,
        pages=printed.pages,
        sha256=hashlib.sha256(printed.content).hexdigest(),
    )
    reports.keep(keeper.database, record, data=data.content)
