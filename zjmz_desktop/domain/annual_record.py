"""What of an annual summary's facts is attached to the paper and stands behind its 核验码."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zjmz_desktop.domain.annual_data import AnnualData, AtUnit
from zjmz_desktop.domain.annual_texts import texts_behind
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.paper_data import FigureData, PaperData, digest_of_heads
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
        texts=tuple(one for one in texts_behind(data, paper) if one.text),
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
