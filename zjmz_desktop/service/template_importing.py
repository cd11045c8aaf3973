"""A filled template becomes a preview: typed figures and rows with their places, nothing written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from zjmz_desktop.domain.batches import CellFound, Outcome, OutcomeLine, outcome_of
from zjmz_desktop.domain.errors import PeriodError, ZjmzError
from zjmz_desktop.domain.periods import Period, parse_period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.registers import Row
from zjmz_desktop.domain.spelling import normalised
from zjmz_desktop.domain.template_blocks import NO, YES, Standing, figure_blocks
from zjmz_desktop.domain.template_reading import (
    ReadLine,
    TemplateRead,
    TemplateRefusedError,
)
from zjmz_desktop.domain.template_registers import STATE, STATE_ON, new_row_id
from zjmz_desktop.domain.templates import FILLER, REPORTED_ON
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.domain.values import BLANK
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import Circumstances, FieldAt
from zjmz_desktop.service.figure_batches import FigurePlan, Typed, plan_figures, shown
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.row_batches import RowLine, RowPlan, plan_rows
from zjmz_desktop.service.template_gathering import code_words, standings
from zjmz_desktop.service.wording import part_words

SOURCE = "workbook"
_TICKS = {YES: "1", NO: "0", "有": "1", "无": "0", "√": "1", "×": "0"}
_NUMBERS = ("value", "denominator", "removed", "opening")
_SPLIT = re.compile(r"[、，,；;\s]+")


class TemplatePlan(NamedTuple):
    """What importing a template would do.

    Attributes:
        name: the file's name.
        unit_id: whose figures.
        unit_name: its name.
        period: the month.
        lines: every cell with its outcome, in the file's order.
        figures: what would be written of figures.
        rows: what would be written of registers.
        refusal: why the file is refused whole, or ""; then there are no lines.
    """

    name: str
    unit_id: str
    unit_name: str
    period: Period
    lines: tuple[OutcomeLine, ...]
    figures: FigurePlan
    rows: tuple[RowPlan, ...]
    refusal: str = ""


class _Asked(NamedTuple):
    """A figure typed somewhere in the file."""

    line: ReadLine
    role: str
    name: str
    typed: Typed


def plan_read(office: Office, read: TemplateRead, *, name: str) -> TemplatePlan:
    """What a template that was read would do.

    Args:
        office: the open office.
        read: what came back.
        name: the file's name.

    Raises:
        TemplateRefusedError: another unit's, another plan's.
    """
    unit, period = _place(office, read, name=name)
    known = {}
    if any(not line.register for line in read.lines):
        due = standings(office, unit, period=period)
        known = {
            line.id: one for one in due for block in figure_blocks([one]) for line in block.lines
        }
    found = _Found(office, unit=unit, known=known)
    for line in read.lines:
        found.take(line)
    figures = plan_figures(office, (one.typed for one in found.figures), how=_how(read))
    found.told += _figure_lines(found.figures, figures.found, unit=unit)
    rows = tuple(found.plan_rows(code) for code in found.rows)
    order = {sheet: at for at, sheet in enumerate(dict.fromkeys(x.sheet for x in read.lines))}
    lines = sorted(found.told, key=lambda one: (order[one[0].sheet], one[0].row))
    return TemplatePlan(
        name, unit.id, unit.name, period, tuple(told for _, told in lines), figures, rows
    )


def _how(read: TemplateRead) -> Circumstances:
    filler = read.signed.get(FILLER) or "未写填表人"
    on = read.signed.get(REPORTED_ON) or "未写日期"
    return Circumstances(source=SOURCE, proxy=f"填报模板：{filler}、{on}报出")


def _place(office: Office, read: TemplateRead, *, name: str) -> tuple[Unit, Period]:
    facts = read.facts
    try:
        unit, period = office.units.get(facts.unit), parse_period(facts.period)
    except (ZjmzError, PeriodError) as error:
        raise TemplateRefusedError(
            name, "隐藏的编号被改动过，看不出是哪个单位、哪一期的", remedy="请重新导出模板。"
        ) from error
    if facts.plan != office.plan.sha256:
        raise TemplateRefusedError(
            name,
            "是按另一版工作要点导出的模板，指标可能对不上",
            remedy="请用现在的工作要点重新导出模板，把数填过去再导入。",
        )
    if unit.id != office.unit.id and not office.units.is_below(unit.id, office.unit.id):
        raise TemplateRefusedError(
            name,
            f"是{unit.name}的模板，{unit.name}不在{office.unit.name}之下",
            remedy=f"请核对文件，或交给{unit.name}的上级导入。",
        )
    return unit, period


def _figure_lines(
    asked: Iterable[_Asked], found: Iterable[CellFound], *, unit: Unit
) -> Iterator[tuple[ReadLine, OutcomeLine]]:
    for one, cell in zip(asked, found, strict=True):
        told = OutcomeLine(
            one.line.where(one.role),
            unit.name,
            one.name,
            cell.before,
            cell.after,
            cell.outcome,
            cell.reason,
        )
        yield one.line, told


class _Found:
    """What is found line by line."""

    def __init__(self, office: Office, *, unit: Unit, known: Mapping[str, Standing]) -> None:
        self._office, self._unit, self._known = office, unit, known
        self.figures: list[_Asked] = []
        self.rows: dict[str, list[ReadLine]] = {}
        self.told: list[tuple[ReadLine, OutcomeLine]] = []

    def take(self, line: ReadLine) -> None:
        """One line of the file."""
        if line.why_not:
            self._refuse(line, line.why_not)
        elif line.register:
            if line.register in self._office.plan.register_by_code:
                self.rows.setdefault(line.register, []).append(line)
            else:
                self._refuse(line, "工作要点里没有这本底册，隐藏的编号可能被改动过")
        elif line.id not in self._known:
            self._refuse(line, f"编号“{line.id}”不是本单位这一期该填的，可能被改动过")
        else:
            self._figure(line, self._known[line.id])

    def _refuse(self, line: ReadLine, why: str) -> None:
        typed = [cell.text for cell in line.cells.values() if not cell.is_empty]
        if typed:
            told = OutcomeLine(
                line.where(), "", "", "", "　".join(typed), Outcome.REFUSED, f"{why}。"
            )
            self.told.append((line, told))

    def _figure(self, line: ReadLine, one: Standing) -> None:
        if one.indicator.entry is not Entry.NARRATIVE:
            line = line.with_numbers(_NUMBERS)
        for asked in _figures_in(line, one, unit=self._unit):
            if one.locked and asked.typed.at.part == "value":
                self._locked(asked, one)
            elif not one.proxy or asked.typed.words not in ("", one.locked):
                self.figures.append(asked)

    def _locked(self, asked: _Asked, one: Standing) -> None:
        """A figure that the unit itself has entered: the same is the same, another is refused."""
        before, after = shown(one.value("value")), asked.typed.words
        outcome = outcome_of(before, after)
        reason = ""
        if outcome.is_written:
            outcome, reason = Outcome.REFUSED, f"{one.locked}。"
        where = asked.line.where("value")
        told = OutcomeLine(where, self._unit.name, asked.name, before, after, outcome, reason)
        self.told.append((asked.line, told))

    def plan_rows(self, code: str) -> RowPlan:
        """The lines of one register."""
        register = self._office.plan.register(code)
        words = code_words(self._office, register)
        numbers = [field.code for field in register.fields if field.type == "number"]
        lines = [
            one.with_numbers(numbers)
            for one in self.rows[code]
            if not (one.is_new and one.is_empty)
        ]
        rows = {row.id: row for row in rows_of(self._office, code)}
        batch = [self._row(one, words=words, rows=rows) for one in lines]
        plan = plan_rows(self._office, code, lines=batch, source=SOURCE)
        title = register.title_field
        for cell in plan.found:
            line, field = lines[cell.line], register.field_by_code.get(cell.column)
            if cell.column not in line.cells:
                continue
            told = OutcomeLine(
                line.where(cell.column),
                _text(line, title),
                field.name if field else "状态",
                cell.before,
                cell.after,
                cell.outcome,
                cell.reason,
            )
            self.told.append((line, told))
        return plan

    def _row(
        self,
        line: ReadLine,
        *,
        words: Mapping[str, Mapping[str, str]],
        rows: Mapping[str, Row],
    ) -> RowLine:
        typed = {role: cell.text for role, cell in line.cells.items()}
        refusals = {role: cell.fault for role, cell in line.cells.items() if cell.fault}
        if typed.get(STATE, "").strip() and not typed.get(STATE_ON, "").strip():
            refusals[STATE] = "没有填状态变化日期"
        if typed.get(STATE_ON, "").strip() and not typed.get(STATE, "").strip():
            refusals[STATE] = "填了状态变化日期，没有选新状态"
        for code, names in words.items():
            typed[code] = _codes(typed.get(code, ""), names)
        if not line.is_new:
            return RowLine(typed, line.id, refusals)
        known = self._imported_before(line, rows)
        if known is not None:
            why = self._why_another(line, known)
            return RowLine(typed, known.id, dict.fromkeys(typed, why) if why else refusals)
        if self._unit.level is Level.TOWN:
            typed["town"] = self._unit.id
        return RowLine(typed, refusals=refusals, new_id=self._new_id(line, self._office.unit.id))

    @staticmethod
    def _new_id(line: ReadLine, keeper: str) -> str:
        return new_row_id(line.new_id, keeper=keeper) if line.new_id else ""

    def _imported_before(self, line: ReadLine, rows: Mapping[str, Row]) -> Row | None:
        """The row that the line became, imported here or, as far as heard of, where else it may be."""
        unit_id: str | None = self._unit.id
        keepers = [self._office.unit.id]
        while unit_id:
            keepers.append(unit_id)
            above = self._office.units.parent(unit_id)
            unit_id = above.id if above else None
        ids = (self._new_id(line, keeper) for keeper in keepers)
        return next((rows[id_] for id_ in ids if id_ in rows), None)

    def _why_another(self, line: ReadLine, row: Row) -> str:
        """Why the line can't be told to be still about that row, or ""."""
        field = self._office.plan.register(line.register).title_field
        typed, title = _text(line, field), row.fields.get(field, BLANK).text or ""
        if not (typed and title) or normalised(typed) == normalised(title):
            return ""
        return (
            f"这一行上次导入时登记成了“{title}”，现在填的是“{typed}”，看不出是改名还是另一个。"
            f"是改名请在底册里改，是另一个请填在别的空行里"
        )


def _codes(text: str, names: Mapping[str, str]) -> str:
    """`I01-01 中心组学习` → `I01-01`; a text without a known code stays."""
    known = [part for part in _SPLIT.split(text) if part in names]
    return "、".join(dict.fromkeys(known)) or text


def _figures_in(line: ReadLine, one: Standing, *, unit: Unit) -> Iterator[_Asked]:
    """The figures of one line: one or several parts of an indicator."""
    _, period, part = (*line.id.split(" "), "")[:3]
    kind = part.partition("/")[0]
    if kind in ("step", "decision"):
        yield _asked(line, one, at=_at(one, unit, part=part, period=period), role=STATE)
    elif kind == "tick":
        yield _asked(line, one, at=_at(one, unit, part=part), role="tick")
    else:
        closing = ("removed", "opening") if one.indicator.closes else ()
        for role in ("value", *closing, "note"):
            if role in line.cells:
                yield _asked(line, one, at=_at(one, unit, part=role), role=role)


def _at(one: Standing, unit: Unit, *, part: str, period: str = "") -> FieldAt:
    at = parse_period(period) if period else one.period
    return FieldAt(one.indicator.code, unit.id, at, part)


def _asked(line: ReadLine, one: Standing, *, at: FieldAt, role: str) -> _Asked:
    """What is typed for one part, with why it can't be told for sure."""
    roles = {"value": ("value", "nothing", "denominator"), STATE: (STATE, "on", "doc")}
    cells = [line.cells[role] for role in roles.get(role, (role,)) if role in line.cells]
    why = next((cell.fault for cell in cells if cell.fault), "")
    text, second, third = (_text(line, name) for name in (*roles.get(role, (role,)), "", "")[:3])
    if role == "value":
        if second and (text or third):
            why = why or f"既填了数，又选了“{second}”，请只留一样"
        typed = Typed(at, second or text, third, why_not=why)
    elif role == STATE:
        typed = Typed(at, text, on=second, doc=third, why_not=why)
    else:
        typed = Typed(at, _TICKS.get(text, text) if role == "tick" else text, why_not=why)
    return _Asked(line, _seen(line, roles.get(role, (role,))), _name(one.indicator, at.part), typed)


def _text(line: ReadLine, role: str) -> str:
    cell = line.cells.get(role)
    return cell.text.strip() if cell else ""


def _seen(line: ReadLine, roles: tuple[str, ...]) -> str:
    """The first of the roles with anything in it, else the first."""
    typed = (role for role in roles if role in line.cells and not line.cells[role].is_empty)
    return next(typed, roles[0])


def _name(indicator: Indicator, part: str) -> str:
    return indicator.name if part == "value" else f"{indicator.name}：{part_words(indicator, part)}"
