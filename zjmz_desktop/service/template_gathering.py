"""What a template holds for a unit and a month: figures as they stand, facts beside them, rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from zjmz_desktop.domain.judging_words import target_text
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.domain.registers import is_ended
from zjmz_desktop.domain.row_checks import show_field
from zjmz_desktop.domain.sheet_tables import SheetCell
from zjmz_desktop.domain.template_blocks import Standing, can_be_proxied, figure_blocks
from zjmz_desktop.domain.template_registers import NEW_LINES, RegisterStanding, register_block
from zjmz_desktop.domain.templates import (
    FORMAT,
    Template,
    TemplateFacts,
    TemplateSheet,
    cover_sheet,
    han_number,
)
from zjmz_desktop.domain.units import Level, Unit
from zjmz_desktop.domain.values import State, Value, rounded, text_value
from zjmz_desktop.service.context import Office, register_behind
from zjmz_desktop.service.figuring import figure_in
from zjmz_desktop.service.planning import target_of
from zjmz_desktop.service.register_tables import rows_in_sight
from zjmz_desktop.service.step_typing import DECISIONS, STEP_STATES
from zjmz_desktop.store import cells

_NONE = "—"
_RATE_DECIMALS = 2


@dataclass(frozen=True, slots=True)
class TemplateAsked:
    """Which template is wanted.

    Attributes:
        unit_id: who fills it.
        period: the month.
        registers: with the registers that feed what is due.
        personal: also those with personal data.
    """

    unit_id: str
    period: Period
    registers: bool = True
    personal: bool = False


def template_of(office: Office, asked: TemplateAsked) -> Template:
    """The template: a cover, a sheet for each section with something to fill in, the registers."""
    unit = office.units.get(asked.unit_id)
    due = standings(office, unit, period=asked.period)
    left_out = [one.indicator.name for one in due if one.proxy and not _taken(one)]
    sheets = _section_sheets(office, [one for one in due if _taken(one)])
    if asked.registers:
        sheets += _register_sheets(office, unit, asked=asked)
    title = f"{asked.period.title}民政工作要点填报表"
    facts = TemplateFacts(FORMAT, office.plan.sha256, unit.id, asked.period.code, office.unit.id)
    cover = cover_sheet(title, sheets, left_out=left_out)
    return Template(facts, unit.name, asked.period.title, office.plan.issuer_name, (cover, *sheets))


def _taken(one: Standing) -> bool:
    return not one.proxy or can_be_proxied(one.indicator)


# ---- figures ----


def standings(office: Office, unit: Unit, *, period: Period) -> tuple[Standing, ...]:
    """What stands of each indicator that the unit fills in that month."""
    found = []
    for one in office.plan.indicators:
        due = one.due_in(period.year, period.last_month)
        if due is None or one.entry is Entry.ACTIVITY or not office.is_typed(one, unit.id):
            continue
        if unit.id in {u.id for u in office.plan.concerned(one, unit.id, units=office.units)}:
            found.append(_standing(office, one, unit=unit, period=due))
    return tuple(found)


def _standing(office: Office, one: Indicator, *, unit: Unit, period: Period) -> Standing:
    codes = (period.code, str(office.plan.year))
    stored = cells.of_form(office.database, one.code, unit=unit.id)
    values = {c.cell.part: c.value for c in stored if c.cell.period in codes}
    proxy = unit.id != office.unit.id
    locked = ""
    if proxy:
        locked = _own_stands(unit, values.get("value"))
        if not locked:
            values["value"] = values.get("proxy", Value(State.BLANK))
    return Standing(
        one,
        period,
        values,
        last=_figure(office, one, unit=unit, period=period.previous()),
        last_year=_figure(office, one, unit=unit, period=period.last_year()),
        target=_target(office, one, unit=unit),
        states=STEP_STATES,
        decisions=DECISIONS,
        locked=locked,
        proxy=proxy,
    )


def _own_stands(unit: Unit, own: Value | None) -> str:
    if own is None or own.state is State.BLANK:
        return ""
    return f"{unit.name}已自己填报本期数，不能再代报"


def _figure(office: Office, one: Indicator, *, unit: Unit, period: Period) -> SheetCell:
    if one.entry not in (Entry.NUMBER, Entry.RATIO, Entry.PER_BASE):
        return _NONE
    found = figure_in(office, one, period=period).get(unit.id)
    if found is None or found.n is None:
        return _NONE
    if found.d is None:
        return found.n
    return f"{rounded(found.n * 100 / found.d, _RATE_DECIMALS):f}%" if found.d else _NONE


def _target(office: Office, one: Indicator, *, unit: Unit) -> str:
    if one.target is None:
        return _NONE
    target: Decimal | None = target_of(office, one, unit=unit)
    return "未分解" if target is None else target_text(one, target)


def _section_sheets(office: Office, due: list[Standing]) -> list[TemplateSheet]:
    found = []
    plan = office.plan
    for section in plan.sections:
        mine = [one for one in due if plan.item_of(one.indicator).section == section.no]
        if mine:
            name = f"{han_number(section.no)}、{section.title}"
            number = f"民政要点{section.no:02d}表"
            found.append(TemplateSheet(name, name, number, figure_blocks(mine), frozen=3))
    return found


# ---- registers ----


def _register_sheets(office: Office, unit: Unit, *, asked: TemplateAsked) -> list[TemplateSheet]:
    found = []
    for no, register in enumerate(office.plan.registers, start=1):
        if register.filled_by is not unit.level or (register.personal and not asked.personal):
            continue
        if not _feeds_what_is_due(office, register, period=asked.period):
            continue
        block = register_block(_register_standing(office, register, unit=unit, asked=asked))
        note = "带*的必填。"
        if register.personal:
            note += "本表有个人信息，请不要用微信、QQ传送，用完请删除。"
        found.append(
            TemplateSheet(
                register.name,
                f"{register.name}底册",
                f"民政底册{no:02d}表",
                (block,),
                note,
                frozen=3,
            )
        )
    return found


def _feeds_what_is_due(office: Office, register: Register, *, period: Period) -> bool:
    return any(
        register_behind(one) == register.code and one.due_in(period.year, period.last_month)
        for one in office.plan.indicators
    )


def _register_standing(
    office: Office, register: Register, *, unit: Unit, asked: TemplateAsked
) -> RegisterStanding:
    day = asked.period.last_on
    rows = rows_in_sight(office, register, unit_id=unit.id)
    return RegisterStanding(
        register,
        tuple(row for row in rows if not is_ended(row, register, day=day)),
        office=office.unit.id,
        units=office.units,
        day=day,
        places=_places(office, register, unit=unit),
        with_town=unit.level is not Level.TOWN,
        words=code_words(office, register),
        new_ids=tuple(office.new_id() for _ in range(NEW_LINES)),
    )


def _places(office: Office, register: Register, *, unit: Unit) -> Mapping[str, tuple[str, ...]]:
    """Names to choose from, for each field that names a unit."""
    below = office.units.fillers(unit.id, Level.TOWN)
    districts = office.units.of_level(Level.DISTRICT)
    return {
        field.code: tuple(
            show_field(field, text_value(one.id), units=office.units)
            for one in (below if field.code == "town" else districts)
        )
        for field in register.fields
        if field.type == "unit"
    }


def code_words(office: Office, register: Register) -> Mapping[str, Mapping[str, str]]:
    """Words for codes that a register does not explain itself: the indicators of an activity."""
    if register.code != "activity":
        return {}
    names = {
        one.code: f"{one.code} {one.name}"
        for one in office.plan.indicators
        if one.entry is Entry.ACTIVITY
    }
    return {"indicators": names}
