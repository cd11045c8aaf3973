"""What of an annual summary's facts is attached to the paper and stands behind its 核验码."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zjmz_desktop.domain.annual_data import AnnualData, AtUnit
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.lacking import periods_words
from zjmz_desktop.domain.paper_data import FigureData, PaperData, TextData, digest_of_heads
from zjmz_desktop.domain.rollup import Total


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one unit's figure: ids of revisions and rows, and where it comes from."""

    heads: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()


_NOTHING = Behind()


def paper_data_of(
    data: AnnualData,
    paper: str,
    *,
    behind: Mapping[AtUnit, Behind],
    sample: bool = False,
    edits: str = "",
) -> PaperData:
    """The data of a paper written from an annual summary's facts.

    Args:
        data: what the paper is written from.
        paper: which paper it is.
        behind: (indicator, unit) → revisions and origins, of units that fill figures.
        sample: whether every figure is 示例数据.
        edits: digest of the edited sentences.
    """
    return PaperData(
        paper=paper,
        unit=data.unit.id,
        office=data.unit.office,
        year=data.plan.year,
        through=data.through.code,
        plan=data.plan.sha256,
        sample=sample,
        edits=edits,
        figures=tuple(_figures(data, behind)),
        texts=tuple(one for one in _texts(data) if one.text),
    )


def _figures(data: AnnualData, behind: Mapping[AtUnit, Behind]) -> Iterator[FigureData]:
    for indicator in data.plan.indicators:
        total = data.total(indicator.code)
        if total is not None:
            for one in (total, *total.children):
                yield _figure(one, data=data, behind=behind.get((one.indicator, one.unit)))


def _figure(total: Total, *, data: AnnualData, behind: Behind | None) -> FigureData:
    found, stands = total.sum, behind or _NOTHING
    state = _state(total, data=data)
    counted = state in ("value", "not_begun")
    target = total.judged.target
    return FigureData(
        code=total.indicator,
        unit=total.unit,
        period=data.through.code,
        n=plain(found.n) if counted else "",
        d=plain(found.d) if counted and found.d else "",
        state=state,
        target="" if target is None else plain(target),
        reported=found.reported,
        expected=found.expected,
        origins=stands.origins,
        revisions=len(stands.heads),
        heads=digest_of_heads(list(stands.heads)),
    )


def _state(total: Total, *, data: AnnualData) -> str:
    found = total.sum
    if not found.expected:
        return "not_applicable"
    if not found.reported:
        return "conflict" if found.conflicts else "not_reported"
    if not total.children and (total.indicator, total.unit) in data.not_begun:
        return "not_begun"
    return "value"


def _texts(data: AnnualData) -> Iterator[TextData]:
    yield from _told(data)
    yield from _numbers(data)
    yield from _steps(data)
    for one in data.facilities:
        yield TextData("facility", "", "", "；".join(filter(None, one)))
    for code in data.open_questions:
        yield TextData("question", code, "", data.working.get(code, ""))


def _told(data: AnnualData) -> Iterator[TextData]:
    """Texts that somebody wrote."""
    own = data.unit.id
    for kind, at_units in (("note", data.notes), ("check_note", data.check_notes)):
        yield from (TextData(kind, code, unit, text) for (code, unit), text in at_units.items())
    for kind, texts in (("narrative", data.texts), ("decision", data.decisions)):
        yield from (TextData(kind, code, own, text) for code, text in texts.items())


def _steps(data: AnnualData) -> Iterator[TextData]:
    """How far milestones are, and which periods are not filled."""
    own = data.unit.id
    for code, lines in data.steps.items():
        for line in lines:
            words = " ".join(filter(None, (line.state, line.done_on, line.document)))
            yield TextData("step", code, own, f"{line.name} {words}")
    for code, gaps in data.periods_lacking.items():
        for unit, periods in gaps.items():
            yield TextData("lacking", code, unit, periods_words(periods))


def _numbers(data: AnnualData) -> Iterator[TextData]:
    """Numbers beside the figures: last year's, estimates, people."""
    own = data.unit.id
    for code, total in data.last_year.items():
        if total.sum.reported and data.total(code) is not None:
            words = f"{plain(total.sum.n)}/{plain(total.sum.d)}" if total.sum.d else ""
            yield TextData("last_year", code, own, words or plain(total.sum.n))
    for code, estimate in data.estimates.items():
        yield TextData("estimate", code, own, plain(estimate))
    for code, people in data.people.items():
        yield TextData("people", code, own, str(people) if people else "")
