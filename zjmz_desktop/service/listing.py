"""The navigation tree: what is due this period, what is filled, what lags."""

from dataclasses import dataclass
from functools import lru_cache

from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.plan import WorkItem
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.domain.values import State
from zjmz_desktop.service.checking import problems_of
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.deadlines import deadline
from zjmz_desktop.service.entering import UnitPeriod, period_for
from zjmz_desktop.service.figuring import figures_through
from zjmz_desktop.service.fillers import fillers
from zjmz_desktop.service.form_standing import month_standing
from zjmz_desktop.service.rolling import total
from zjmz_desktop.service.untold_steps import untold_steps
from zjmz_desktop.service.views import IndicatorNode, ItemNode, MonthList, SectionNode
from zjmz_desktop.store import cells

_LATE = (Light.BEHIND, Light.SLIGHTLY_BEHIND)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the tree shows: `show` is due, todo, behind or all."""

    show: str = "due"
    department: str = ""
    query: str = ""


def month_list(
    office: Office,
    at: UnitPeriod,
    *,
    show: str = "due",
    department: str = "",
    query: str = "",
) -> MonthList:
    """The tree for a unit and month.

    Args:
        office: the open office.
        at: whose tree, and the month shown.
        show: due (this month's), todo (due and not filled), behind (late) or all.
        department: only what one 科室 is responsible for.
        query: part of a name, of its pinyin initials, or a code.
    """
    wanted = Filter(show, department, query.strip().lower())
    lister = _Lister(office, at)
    only_due = show in ("due", "todo") and not wanted.query
    nodes = {
        i.code: lister.node(i)
        for i in office.plan.indicators
        if lister.concerns(i) and not (only_due and not lister.is_due(i))
    }
    sections = tuple(
        section
        for one in office.plan.sections
        if (section := lister.section(one.no, one.title, nodes=nodes, wanted=wanted)).items
    )
    mine = [n for n in nodes.values() if n.due and n.mine]
    return MonthList(
        sections,
        filled=sum(_is_filled(n) for n in mine),
        due=len(mine),
        errors=sum(n.status == "error" for n in nodes.values()),
        submit_by=deadline(office, at.period).submit_by,
        standing=month_standing(office, at.unit_id, period=at.period),
    )


def _is_filled(node: IndicatorNode) -> bool:
    return node.status in ("filled", "warning", "computed")


class _Lister:
    """Makes nodes for one unit and month."""

    def __init__(self, office: Office, at: UnitPeriod) -> None:
        self._office = office
        self._at = at
        self._drafts = cells.drafted_codes(office.database, unit=at.unit_id, user=office.user)

    def concerns(self, indicator: Indicator) -> bool:
        """Whether the unit fills the indicator or stands above those who do."""
        return bool(fillers(self._office, indicator, unit_id=self._at.unit_id))

    def is_due(self, indicator: Indicator) -> bool:
        """Whether it is due in the month shown."""
        return indicator.due_in(self._at.period.year, month=self._at.period.last_month) is not None

    def node(self, indicator: Indicator) -> IndicatorNode:
        """One indicator; what it shows is kept until one of its cells is written."""
        unit, shown = self._at.unit_id, self._at.period
        key = ("node", indicator.code, unit, shown.code)
        status, light, due, mine = self._office.cached(key, lambda: self._state(indicator))
        period = period_for(indicator, shown).code
        if (indicator.code, period, True) in self._drafts:
            status = "error"
        elif (indicator.code, period, False) in self._drafts and status in ("blank", "part"):
            status = "draft"
        return IndicatorNode(indicator.code, indicator.name, status, light, due, mine)

    def _state(self, indicator: Indicator) -> tuple[str, Light, bool, bool]:
        office, at = self._office, self._at
        mine = at.unit_id in fillers(office, indicator, unit_id=at.unit_id)
        due = indicator.due_in(at.period.year, at.period.last_month) is not None
        judged = total(office, indicator, unit_id=at.unit_id, through=at.period).judged
        return self._status(indicator, mine=mine), judged.light, due, mine

    def _status(self, indicator: Indicator, *, mine: bool) -> str:
        office, unit = self._office, self._office.units.get(self._at.unit_id)
        if not mine:
            return "computed"
        period = period_for(indicator, self._at.period)
        if not is_entered(office, indicator, unit=unit.id, period=period):
            begun = indicator.entry is Entry.MILESTONE and unit.id in figures_through(
                office, indicator, through=month(period.year, period.last_month)
            )
            return "part" if begun else "blank"
        problems = problems_of(office, indicator, unit=unit, period=period)
        if any(p.severity is Severity.ERROR for p in problems):
            return "error"
        if any(not p.reason for p in problems):
            return "warning"
        return "filled" if office.is_typed(indicator, unit.id) else "computed"

    def section(
        self, no: int, title: str, *, nodes: dict[str, IndicatorNode], wanted: Filter
    ) -> SectionNode:
        """One section with the items that the filter leaves."""
        plan = self._office.plan
        items = []
        counted = []
        for item in plan.items:
            if item.section != no:
                continue
            own = [nodes[i.code] for i in plan.indicators_by_item[item.no] if i.code in nodes]
            counted += [n for n in own if n.due and n.mine]
            left = tuple(n for n in own if self._fits(n, item, wanted=wanted))
            if left:
                items.append(ItemNode(item.no, item.title, left))
        filled = sum(map(_is_filled, counted))
        return SectionNode(no, title, filled, len(counted), tuple(items))

    def _fits(self, node: IndicatorNode, item: WorkItem, *, wanted: Filter) -> bool:
        indicator = self._office.plan.indicator(node.code)
        if wanted.department and indicator.department != wanted.department:
            return False
        if wanted.query:
            return _matches(wanted.query, node, item=item)
        match wanted.show:
            case "due":
                return node.due
            case "todo":
                return node.due and node.mine and not _is_filled(node)
            case "behind":
                return node.light in _LATE
            case _:
                return True


def is_entered(office: Office, indicator: Indicator, *, unit: str, period: Period) -> bool:
    """Whether the unit has entered something for the period; of steps, something of each that is due."""
    through = month(period.year, period.last_month)
    if indicator.entry is Entry.MILESTONE and untold_steps(
        office, indicator, unit=unit, through=through
    ):
        return False
    if indicator.entry in (Entry.MILESTONE, Entry.ACTIVITY) or not office.is_typed(indicator, unit):
        return unit in figures_through(office, indicator, through=through)
    parts = ("value", "proxy", "adopted")
    for one in cells.of_form(office.database, indicator.code, unit=unit):
        kind = one.cell.part.partition("/")[0]
        filled = one.value.state is not State.BLANK and one.cell.period == period.code
        if filled and (kind in parts or kind == "tick"):
            return True
    return False


def _matches(query: str, node: IndicatorNode, *, item: WorkItem) -> bool:
    texts = (node.name, item.title, node.code)
    return any(query in text.lower() for text in texts) or any(
        query in initials(text) for text in (node.name, item.title)
    )


@lru_cache(maxsize=2048)
def initials(text: str) -> str:
    """Pinyin initials of a text: 助餐点 → zcd; other characters as they are."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
