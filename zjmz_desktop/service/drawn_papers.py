"""A paper that is drawn once: looked at, printed and saved from the same bytes."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from zjmz_desktop.domain.check_codes import grouped
from zjmz_desktop.domain.paper import Paper
from zjmz_desktop.domain.paper_data import PaperData
from zjmz_desktop.domain.typefaces import Typeface
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.proving import record_of
from zjmz_desktop.service.unplaced_papers import recording
from zjmz_desktop.store import reports
from zjmz_desktop.store.reports import ReportRecord


@dataclass(frozen=True, slots=True)
class WrittenSummary:
    """A paper that was written.

    Attributes:
        path: the PDF.
        pages: its number of pages.
        replaced: characters that no font holds, printed as 〓.
        code: its 核验码 as printed, "" for none.
        faces: what its faces are set in.
    """

    path: str
    pages: int
    replaced: tuple[str, ...]
    code: str = ""
    faces: tuple[Typeface, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnPaper:
    """A paper as PDF that lies nowhere yet.

    Attributes:
        content: the PDF.
        pages: its number of pages.
        replaced: characters that no font holds, printed as 〓.
        faces: what its faces are set in.
        record: what is kept once it leaves the window, None for a sheet without 核验码.
        data: what it was made from, as it is kept with the record.
    """

    content: bytes
    pages: int
    replaced: tuple[str, ...]
    faces: tuple[Typeface, ...]
    record: ReportRecord | None = None
    data: bytes = b""

    @property
    def code(self) -> str:
        """Its 核验码 as printed, "" for none."""
        return grouped(self.record.code) if self.record else ""


def draw(
    paper: Paper,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> DrawnPaper:
    """Draw a paper.

    Raises:
        ZjmzError: in a sentence, when fonts are missing.
    """
    from zjmz_desktop.report.annual_pdf import draw_paper

    drawn = draw_paper(paper, on_progress=on_progress, cancelled=cancelled)
    return DrawnPaper(drawn.content, drawn.pages, tuple(drawn.replaced), drawn.faces)


def with_record(office: Office, drawn: DrawnPaper, *, data: PaperData, stage: str) -> DrawnPaper:
    """A drawn paper with the record that is kept once it is saved or printed."""
    return replace(
        drawn, record=record_of(office, data, drawn=drawn, stage=stage), data=data.content
    )


def save_drawn(
    office: Office,
    drawn: DrawnPaper,
    *,
    target: Path,
    before_replacing: Callable[[], None] | None = None,
) -> WrittenSummary:
    """Put a drawn paper in the place of `target`, and keep the record of it: both, or neither.

    The record is durable before the PDF takes the place of the old one, and counts from then on; it
    goes where the PDF can't be put there. What a kill in between leaves, is settled at the next start.

    Args:
        office: the office.
        drawn: the paper.
        target: where it goes.
        before_replacing: called when all is written; what it raises leaves the old file and no record.

    Raises:
        ZjmzError: in a sentence, when the target can't be written, or the record can't be kept.
    """
    from zjmz_desktop.report.placing import place

    with _on_record(office, drawn, target=target) as on_record:

        def ready() -> None:
            if before_replacing:
                before_replacing()
            on_record()

        place(drawn.content, target, before_replacing=ready)
    return WrittenSummary(str(target), drawn.pages, drawn.replaced, drawn.code, drawn.faces)


def _on_record(
    office: Office, drawn: DrawnPaper, *, target: Path
) -> AbstractContextManager[Callable[[], None]]:
    if drawn.record is None:
        return nullcontext(_nothing)
    record = replace(drawn.record, name=target.name)
    database = (office.present or office).database
    return recording(database, record, data=drawn.data, path=target.absolute())


def _nothing() -> None:
    pass


def keep_printed(office: Office, drawn: DrawnPaper, *, name: str) -> None:
    """Keep the record of a paper that goes to the printer; `name` is what its file would be called."""
    if drawn.record is not None:
        database = (office.present or office).database
        reports.keep(database, replace(drawn.record, name=name), data=drawn.data)
