"""核验: does a paper equal the store, and if not, what changed since, by whom and when."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.check_codes import grouped, read_code
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.paper_data import TABLE_NAME, PaperData, PaperDataError, read_data
from zjmz_desktop.domain.paper_words import Names, changes, rewritten
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.verdicts import (
    PagesState,
    PaperState,
    UnknownCodeError,
    Verdict,
    Verification,
)
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.edits_since import edits_since
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.proving import data_behind, names_of, table_of
from zjmz_desktop.service.records import stored_plan
from zjmz_desktop.service.reporting import annual_data
from zjmz_desktop.service.tracing_changes import Span, traced
from zjmz_desktop.store import plans, reports
from zjmz_desktop.store.reports import ReportRecord

if TYPE_CHECKING:
    from zjmz_desktop.report.reading import PaperFile


class OtherYearError(ZjmzError):
    """A paper of a year that this store does not hold."""

    def __init__(self, year: int, *, here: int) -> None:
        super().__init__(
            f"这份报告是{year}年的，这里是{here}年的数据。请打开{year}年的数据文件夹再核验。"
        )
        self.year, self.here = year, here


def verify_code(office: Office, typed: str) -> Verification:
    """Compare the paper of a 核验码 with the store.

    Raises:
        CheckCodeError: mistyped.
        UnknownCodeError: no record of it here.
        ZjmzError: a paper of another year or of a unit that is not here.
    """
    code = read_code(typed)
    record = reports.with_code(office.database, code)
    if record is None:
        raise UnknownCodeError(code)
    return _compared(office, _recorded(office, record), record=record)


def verify_file(office: Office, path: Path) -> Verification:
    """Compare a PDF's attached data with its code, with the record of it, and with the store.

    Raises:
        PaperFileError: it can't be read, or nothing is attached.
        PaperDataError: what is attached is not what this program writes.
        ZjmzError: as of `verify_code`.
    """
    from zjmz_desktop.report.reading import read_paper

    found = read_paper(path)
    data = _read(found.data)
    claimed = read_code(found.claimed) if found.claimed else ""
    record = reports.with_code(office.database, claimed or data.code)
    if claimed != data.code:
        return _altered(office, data, record=record, claimed=claimed)
    exact = reports.with_file(office.database, found.sha256)
    compared = _compared(office, data, record=exact or record, file=_state(exact, record))
    attached = () if exact else _attached_otherwise(office, data, found=found)
    altered = bool(attached) or (found.pages.state is PagesState.ALTERED and exact is None)
    verdict = Verdict.ALTERED if altered else compared.verdict
    return replace(compared, pages=found.pages, verdict=verdict, attached=attached)


def _attached_otherwise(office: Office, data: PaperData, *, found: "PaperFile") -> tuple[str, ...]:
    """Names of attached files that are not what is written of the data."""
    if not plans.parsed(office.database, data.plan):
        return found.strange  # what its codes were called is not known here
    names = Names(stored_plan(office.database, data.plan), office.units)
    same = hashlib.sha256(table_of(data, names)).hexdigest() == found.table
    return found.strange if same else (TABLE_NAME, *found.strange)


def _state(exact: ReportRecord | None, record: ReportRecord | None) -> PaperState:
    if record is None:
        return PaperState.UNKNOWN
    return PaperState.SAME if exact else PaperState.OTHER


def _read(raw: bytes) -> PaperData:
    from zjmz_desktop.exchange.strict_json import StrictJsonError, read_object

    try:
        data = read_data(read_object(raw))
    except StrictJsonError as error:
        raise PaperDataError("不是本程序的格式") from error
    if data.content != raw:
        raise PaperDataError("不是本程序写出的样子")
    return data


def _recorded(office: Office, record: ReportRecord) -> PaperData:
    return _read(reports.data_of(office.database, record))


def _altered(
    office: Office, data: PaperData, *, record: ReportRecord | None, claimed: str
) -> Verification:
    """Attached data that are not those of the code: what is different from the record, if it is here."""
    found = (
        changes(_recorded(office, record), data, names=names_of(office))
        if record is not None
        else ()
    )
    return Verification(
        grouped(claimed or data.code),
        Verdict.ALTERED,
        PaperState.OTHER,
        data,
        found,
        printed=_printed(office, record),
        record=record.no if record else 0,
    )


def _compared(
    office: Office,
    data: PaperData,
    *,
    record: ReportRecord | None,
    file: PaperState = PaperState.NOT_ASKED,
) -> Verification:
    facts = _facts_now(office, data)
    now = data_behind(office, facts, paper=data.paper)
    found = changes(data, now, names=names_of(office))
    if record is not None and any(one.kind == "edit" for one in found):
        edits = edits_since(office, facts, record=record)
        found = (*(one for one in found if one.kind != "edit"), *edits) if edits else found
    again = rewritten(data, now)
    changed = any(not one.is_contact for one in found)
    verdict = Verdict.CHANGED if changed else Verdict.REWRITTEN if again else Verdict.EQUAL
    span = Span(record.position if record else 0, parse_period(data.through))
    return Verification(
        grouped(data.code),
        verdict,
        file,
        data,
        traced(office, found, span=span),
        again,
        _printed(office, record),
        record.no if record else 0,
    )


def _facts_now(office: Office, data: PaperData) -> AnnualData:
    """What the same paper would be written from now."""
    if data.year != office.plan.year:
        raise OtherYearError(data.year, here=office.plan.year)
    at = UnitPeriod(data.unit, parse_period(data.through))
    facts = annual_data(office, at, paper=data.paper)
    filled_by = next((one.text for one in data.texts if one.kind == "filled_by"), "")
    return replace(facts, filled_by=filled_by)  # who made it then is no matter of who asks now


def _printed(office: Office, record: ReportRecord | None) -> str:
    if record is None:
        return ""
    at = f"{record.made_at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    who = office.name_of_user(office.unit.id, record.user)
    return f"{at}由{who}生成，共{record.pages}页，文件名“{record.name}”。"
