"""The data behind a paper, and the record of one that is saved or printed."""

import hashlib
from typing import TYPE_CHECKING

from zjmz_desktop import __version__
from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_record import paper_data_of
from zjmz_desktop.domain.annual_sentences import keys_in
from zjmz_desktop.domain.paper import Paper
from zjmz_desktop.domain.paper_data import PaperData
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.domain.paper_proof import proven
from zjmz_desktop.domain.paper_words import Names, table_rows
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.editing_paper import edits_digest
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.paper_behind import behind_of
from zjmz_desktop.store.reports import ReportRecord

if TYPE_CHECKING:
    from zjmz_desktop.service.drawn_papers import DrawnPaper

SUMMARY = "summary"
DRAFT = "draft"


def data_behind(office: Office, data: AnnualData, *, paper: str = SUMMARY) -> PaperData:
    """The data of a paper that is written from `data`, with the revisions behind each figure."""
    at = UnitPeriod(data.unit.id, data.through)
    behind = behind_of(office, at)
    edits = edits_digest(office, at, keys=keys_in(PaperKind(paper), data))
    return paper_data_of(data, paper, behind=behind, sample=office.sample, edits=edits)


def with_proof(office: Office, paper: Paper, *, data: PaperData) -> Paper:
    """A paper with its 核验页 and its data inside."""
    from zjmz_desktop.report.user_fonts import user_fonts

    table = table_of(data, names_of(office))
    return proven(paper, data, table=table, faces=user_fonts().faces)


def table_of(data: PaperData, names: Names) -> bytes:
    """The data of a paper for people, as it is attached."""
    from zjmz_desktop.exchange.csv_texts import csv_bytes

    return csv_bytes(table_rows(data, names))


def names_of(office: Office) -> Names:
    """What the plan's codes and the units are called."""
    return Names(office.plan, office.units)


def record_of(
    office: Office, data: PaperData, *, drawn: "DrawnPaper", stage: str = DRAFT
) -> ReportRecord:
    """The record of a paper that was just drawn, also of the past; it has no file's name yet."""
    return ReportRecord(
        code=data.code,
        made_at=(office.present or office).now(),
        user=office.user,
        unit=data.unit,
        paper=data.paper,
        stage=stage,
        through=data.through,
        position=office.position,
        plan=data.plan,
        edits=data.edits,
        data=data.digest,
        version=__version__,
        name="",
        pages=drawn.pages,
        sha256=hashlib.sha256(drawn.content).hexdigest(),
    )
