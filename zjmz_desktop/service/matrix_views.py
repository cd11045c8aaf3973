"""汇总表 as it is shown: indicators × units, final Chinese texts."""

from typing import NamedTuple

from zjmz_desktop.domain.lights import Light
from zjmz_desktop.domain.periods import Period


class MatrixCell(NamedTuple):
    """One cell of the roll-up matrix.

    Attributes:
        mark: 「4/6月」 where the figure is of a part of the periods due; 退改 and 不一致 go before it.
        lacks: what the mark says, in words.
    """

    text: str
    light: Light
    reported: bool
    conflict: bool = False
    mark: str = ""
    lacks: str = ""


class MatrixRow(NamedTuple):
    """One indicator of the roll-up matrix: its total and one cell per unit.

    Attributes:
        reported: 「7/8 已报，宝堰镇未报」.
        share: 「7/8」 of it.
        apart: by whom figures in the total were not submitted, or "".
    """

    code: str
    name: str
    measure_unit: str
    total: str
    light: Light
    completion: str
    reported: str
    share: str
    cells: tuple[MatrixCell, ...]
    apart: str = ""


class Matrix(NamedTuple):
    """汇总表: indicators × units below."""

    unit_id: str
    period: Period
    units: tuple[tuple[str, str], ...]
    rows: tuple[MatrixRow, ...]
