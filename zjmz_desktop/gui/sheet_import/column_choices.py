"""What a column of a sheet can be read as, in the words of a list."""

from collections.abc import Iterator
from decimal import Decimal

from zjmz_desktop.domain.sheet_figures import INDICATOR, UNIT, Shape
from zjmz_desktop.domain.sheet_mapping import Proposal, Use
from zjmz_desktop.service.importing_sheets import Understood

NOT_READ = "不读入"
_HUNDRED = Decimal(100)


def choices(understood: Understood, one: Proposal) -> tuple[tuple[str, Use], ...]:
    """(words, use) of everything the column can be; not to be read is first."""
    at = one.column.at
    return ((NOT_READ, Use(at)), *_names(understood, at), *_fields(understood, one))


def _names(understood: Understood, at: int) -> Iterator[tuple[str, Use]]:
    if understood.figures is None:
        return
    if understood.figures.shape is Shape.UNITS_ACROSS:
        yield "指标名称", Use(at, INDICATOR)
    else:
        yield "单位名称", Use(at, UNIT)


def _fields(understood: Understood, one: Proposal) -> Iterator[tuple[str, Use]]:
    figures, use = understood.figures, one.use
    if figures is not None and figures.shape is not Shape.UNITS_DOWN:
        if use.field.startswith("@"):
            yield f"{one.column.parts[-1]}的数", use
        return
    for field in understood.asked.fields:
        times = use.factor if use.field == field.code else Decimal(1)
        if field.unit == "%":
            yield f"{field.name}（0.85就是0.85%）", Use(use.at, field.code)
            yield f"{field.name}（0.85是85%）", Use(use.at, field.code, _HUNDRED)
        elif times != 1:
            yield f"{field.name}（每个数乘{times:f}）", Use(use.at, field.code, times)
        else:
            yield field.name, Use(use.at, field.code)
