"""汇总 as sheets: all indicators by unit, one indicator's roll-up, the scores; checked by live formulas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from zjmz_desktop.domain.figure_cells import (
    Part,
    Standing,
    completion_cell,
    exact,
    figure_cells,
    part_names,
    parts_of,
    sum_of_units,
)
from zjmz_desktop.domain.lacking import Lacking
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan import Plan, WorkItem
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total, reported_text
from zjmz_desktop.domain.scoring import ItemScore
from zjmz_desktop.domain.sheet_tables import (
    ColumnKind,
    LiveProduct,
    LiveQuotient,
    LiveSum,
    SheetCell,
    SheetColumn,
    SheetTable,
    Shown,
)
from zjmz_desktop.domain.sheets import Place
from zjmz_desktop.domain.units import Unit, Units

_NUMBER = ColumnKind.NUMBER
_HEADS = (
    SheetColumn("指标", width=17),
    SheetColumn("计量单位", width=4),
    SheetColumn("合计", _NUMBER),
    SheetColumn("目标", _NUMBER),
    SheetColumn("完成率（%）", _NUMBER, 1, width=4),
    SheetColumn("进度", width=5),
    SheetColumn("已报", width=3),
)
_TOTAL, _TARGET = 2, 3
_NOTE = "“未报”“不适用”“未开展”“两机不一致”不是0，不计入合计；合计、率和完成率都是公式，改动数字会跟着变。"


@dataclass(frozen=True)
class Standings:
    """What a unit and those below it stand at, ready to be laid out.

    Attributes:
        plan: the plan.
        unit: whose totals.
        units: all units, for names.
        through: month up to whose end figures are cumulative.
        totals: indicator code → the unit's total, with those of its children.
        not_begun: (indicator, unit) that said 未开展.
        origins: (indicator, unit) → where the figure comes from, in words.
        periods_lacking: indicator code → units that reported it, but not for every month.
        sample: whether every figure is invented.
    """

    plan: Plan
    unit: Unit
    units: Units
    through: Period
    totals: Mapping[str, Total]
    not_begun: frozenset[tuple[str, str]] = frozenset()
    origins: Mapping[tuple[str, str], str] = field(default_factory=dict)
    periods_lacking: Mapping[str, Lacking] = field(default_factory=dict)
    sample: bool = False

    def standing(self, total: Total) -> Standing:
        """A total with whether its unit said 未开展."""
        return Standing(total, (total.indicator, total.unit) in self.not_begun)

    def head_lines(self) -> tuple[tuple[str, str], ...]:
        """填报单位 and how far the figures go."""
        mark = "（示例数据，不得上报）" if self.sample else ""
        return ((f"单位：{self.unit.office}{mark}", f"截至{self.through.title}底（累计）"),)

    def units_below(self) -> tuple[Unit, ...]:
        """Units that have a column: those below, also one that is no more where it did something."""
        found = {child.unit for total in self.totals.values() for child in total.children}
        return tuple(unit for unit in self.units.children(self.unit.id) if unit.id in found)


def matrix_table(found: Standings, codes: Sequence[str] = ()) -> SheetTable:
    """Indicators by units; a rate has its two parts in rows below it.

    Args:
        found: what the units stand at.
        codes: which indicators; default: all that concern the unit.
    """
    below = found.units_below()
    rows = _MatrixRows(found, below)
    for item in found.plan.items:
        own = found.plan.indicators_by_item[item.no]
        rows.add_item(item, [one for one in own if not codes or one.code in codes])
    columns = tuple(SheetColumn(unit.name, _NUMBER, width=5) for unit in below)
    return SheetTable(
        name="汇总表",
        title=f"{found.unit.name}{found.through.year}年民政工作要点指标汇总表",
        columns=(*_HEADS, *columns),
        rows=tuple(rows.rows),
        bold_rows=frozenset(rows.bold),
        head_lines=found.head_lines(),
        foot_lines=(_NOTE,),
        landscape=True,
    )


class _MatrixRows:
    """Rows of the matrix, indicator by indicator."""

    def __init__(self, found: Standings, below: tuple[Unit, ...]) -> None:
        self._found, self._below = found, below
        self.rows: list[tuple[SheetCell, ...]] = []
        self.bold: list[int] = []

    def add_item(self, item: WorkItem, indicators: Sequence[Indicator]) -> None:
        """A work item's heading and its indicators that concern the unit."""
        concerned = [one for one in indicators if _concerns(self._found.totals[one.code])]
        if concerned:
            self.bold.append(len(self.rows))
            empty: list[SheetCell] = [None] * (len(_HEADS) + len(self._below) - 1)
            self.rows.append((f"{item.no}．{item.title}", *empty))
        for one in concerned:
            self._add(one, self._found.totals[one.code])

    def _add(self, one: Indicator, total: Total) -> None:
        top, count = len(self.rows), len(self._below)

        def at(part: Part, number: int) -> Place:
            row = top + (0 if part is Part.VALUE else part + 1)
            return Place(row, _TOTAL if number == count else len(_HEADS) + number)

        children = {child.unit: child for child in total.children}
        units = [
            self._found.standing(children.get(unit.id) or sum_of_units(one, (), unit_id=unit.id))
            for unit in self._below
        ]
        cells = figure_cells(one, units, total=self._found.standing(total), at=at)
        for part in sorted(cells, reverse=True, key=lambda p: p is Part.VALUE):
            *own, whole = cells[part]
            if part is Part.VALUE:
                self.rows.append((*self._head(one, total, whole=whole, top=top), *own))
            else:
                name = f"　　{part_names(one)[part]}"
                self.rows.append((name, "", whole, None, None, None, None, *own))

    def _head(
        self, one: Indicator, total: Total, *, whole: SheetCell, top: int
    ) -> tuple[SheetCell, ...]:
        judged, place = total.judged, Place(top, _TOTAL)
        done = completion_cell(total, value=place, target=Place(top, _TARGET))
        reported = f"{total.sum.reported}/{total.sum.expected}" if total.sum.expected else ""
        reported += "（缺月份）" if self._found.periods_lacking.get(one.code) else ""
        words = judged.light.words
        return (one.name, one.unit, whole, judged.target, done, words, reported)


def _concerns(total: Total) -> bool:
    return bool(total.sum.expected or total.sum.n or total.sum.d or total.sum.conflicts)


def indicator_table(found: Standings, code: str) -> SheetTable:
    """One indicator by unit: parts, value, target, completion, light and where the figure comes from."""
    one, total = found.plan.indicator(code), found.totals[code]
    children = total.children or (total,)
    whole = found.standing(total) if total.children else None
    parts = parts_of(one)

    def at(part: Part, number: int) -> Place:
        return Place(number, 1 + parts.index(part))

    cells = figure_cells(one, [found.standing(c) for c in children], total=whole, at=at)
    gaps = found.periods_lacking.get(code, {})
    reported = reported_text(total, found.units, lacking=gaps)
    listed = [*children, *([total] if whole else [])]
    rows = [
        _unit_row(
            found, child, value=at(Part.VALUE, number), figures=[cells[p][number] for p in parts]
        )
        for number, child in enumerate(listed)
    ]
    if whole:
        rows[-1] = ("合计", *rows[-1][1:])
    return SheetTable(
        name="分单位汇总",
        title=f"{one.name}分单位汇总表",
        columns=_indicator_columns(one),
        rows=tuple(rows),
        bold_rows=frozenset([len(rows) - 1] if whole else []),
        head_lines=found.head_lines(),
        foot_lines=(f"{reported}。", f"指标解释：{one.definition}", _NOTE),
    )


def _indicator_columns(one: Indicator) -> tuple[SheetColumn, ...]:
    unit = f"（{one.unit}）" if one.unit else ""
    names = dict(zip((Part.ABOVE, Part.BELOW), part_names(one), strict=True))
    parts = (names.get(part, f"{one.name}{unit}") for part in parts_of(one))
    return (
        SheetColumn("单位"),
        *(SheetColumn(name, _NUMBER, width=8) for name in parts),
        SheetColumn("目标", _NUMBER),
        SheetColumn("完成率（%）", _NUMBER, 1),
        SheetColumn("进度", width=6),
        SheetColumn("数据来源", width=8),
    )


def _unit_row(
    found: Standings, total: Total, *, value: Place, figures: Sequence[SheetCell]
) -> tuple[SheetCell, ...]:
    judged = total.judged
    done = completion_cell(total, value=value, target=Place(value.row, value.column + 1))
    origin = found.origins.get((total.indicator, total.unit), "")
    name = found.units.get(total.unit).name
    return (name, *figures, judged.target, done, judged.light.words, origin)


_SCORE_COLUMNS = (
    SheetColumn("重点任务、指标", width=24),
    SheetColumn("权重", _NUMBER),
    SheetColumn("完成率（计分，%）", _NUMBER, 1, width=5),
    SheetColumn("加权", _NUMBER, 1),
    SheetColumn("得分", _NUMBER, 1),
    SheetColumn("说明", width=22),
)


def score_table(found: Standings, scores: Sequence[ItemScore]) -> SheetTable:
    """得分 of every work item with its arithmetic: Σ(weight × completion) ÷ Σ weight, live."""
    rows: list[tuple[SheetCell, ...]] = []
    bold = []
    for one in scores:
        bold.append(len(rows))
        rows += _score_rows(found.plan, one, top=len(rows))
    return SheetTable(
        name="得分",
        title=f"{found.unit.name}{found.through.year}年民政重点任务得分表",
        columns=_SCORE_COLUMNS,
        rows=tuple(rows),
        bold_rows=frozenset(bold),
        head_lines=found.head_lines(),
        foot_lines=("得分＝各计分指标的完成率按权重加权平均，满分100分；不计分的指标写明原因。",),
    )


def _score_rows(plan: Plan, one: ItemScore, *, top: int) -> list[tuple[SheetCell, ...]]:
    first, last = top + 1, top + len(one.parts)
    title = next(item.title for item in plan.items if item.no == one.no)
    weights: SheetCell = LiveSum(Place(first, 1), Place(last, 1))
    weighted: SheetCell = LiveSum(Place(first, 3), Place(last, 3), 1)
    score: SheetCell = LiveQuotient(Place(top, 3), Place(top, 1), Decimal(1), 1)
    if one.score is None:
        weights = weighted = None
        score = "不计分"
    head = (f"{one.no}．{title}", weights, None, weighted, score, one.arithmetic)
    rows: list[tuple[SheetCell, ...]] = [head]
    for at, part in enumerate(one.parts, first):
        name = f"　　{part.name}"
        if not part.scored:
            rows.append((name, None, None, None, None, part.words))
            continue
        counted = Shown(exact(part.counted * 100), 1)
        product = LiveProduct(Place(at, 1), Place(at, 2), 1)
        rows.append((name, part.weight, counted, product, None, part.words))
    return rows
