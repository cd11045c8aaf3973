"""A canned office behind the window's own protocol: no store, no clock, no disk."""

from collections.abc import Sequence
from decimal import Decimal

from fake_forms import form_of, status_of
from fake_plan import BY_CODE, ITEMS, SECTIONS, SPECS

from zjmz_desktop.domain.batches import CellFound, Outcome
from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.domain.values import parse_number
from zjmz_desktop.gui.actions import BlockField, FieldPlace, OfficeLine, Place
from zjmz_desktop.service.views import (
    ChangeSet,
    FormView,
    IndicatorNode,
    ItemNode,
    MonthList,
    Saved,
    SectionNode,
    StepTyped,
)

TOWN, DISTRICT = "321112001000", "321112000000"
NAMES = {TOWN: "高资街道", DISTRICT: "丹徒区"}
NUMBERS = ("value", "value/n", "value/d", "removed", "opening")
Key = tuple[str, str, str, str]


class FakeCells:
    """Cells and drafts in two dictionaries, with undo."""

    def __init__(self) -> None:
        self.cells: dict[Key, str] = {}
        self.drafts: dict[Key, tuple[str, str]] = {}
        self.done: list[tuple[Key, str]] = []
        self.undone: list[tuple[Key, str]] = []

    def save_field(self, field: FieldPlace, typed: str) -> Saved:
        key = key_of(field)
        if field.part in NUMBERS and BY_CODE[field.code].entry != "narrative" and typed:
            try:
                shown = f"{parse_number(typed):f}"
            except ValueRefusedError as error:
                self.drafts[key] = (typed, error.message)
                return Saved(ChangeSet(), typed, error.message)
            if BY_CODE[field.code].entry == "ratio" and not self._pair(field):
                self.drafts[key] = (typed, "")
                return Saved(ChangeSet(), typed)
            self._settle_pair(field)
            return self._write(key, shown)
        return self._write(key, typed)

    def save_state(self, field: FieldPlace, state: str) -> Saved:
        return self._write(key_of(field), "" if state == "blank" else f"={state}")

    def save_step(self, field: FieldPlace, step: StepTyped) -> Saved:
        if step.state == "done" and not step.on:
            message = "“已完成”要有完成日期。请填完成日期，例如2018-06-18。"
            self.drafts[key_of(field)] = (step.text, message)
            return Saved(ChangeSet(), "", message)
        return self._write(key_of(field), step.text)

    def save_block(self, fields: Sequence[BlockField]) -> tuple[ChangeSet, tuple[CellFound, ...]]:
        found, last = [], ChangeSet()
        for line, (field, typed, before) in enumerate(fields):
            text = typed if isinstance(typed, str) else typed.text
            save = self.save_field(field, text) if isinstance(typed, str) else None
            saved = save or self.save_step(field, StepTyped.read(text))
            outcome = Outcome.REFUSED if saved.error else Outcome.NEW
            found.append(CellFound(line, field.part, outcome, before, text, saved.error))
            last = saved.changes or last
        return last, tuple(found)

    def same_as_last(self, field: FieldPlace) -> Saved:
        return self._write(key_of(field), "3")

    def keep_draft(self, field: FieldPlace, typed: str) -> None:
        self.drafts[key_of(field)] = (typed, "")

    def drop_draft(self, field: FieldPlace) -> None:
        self.drafts.pop(key_of(field), None)

    def undo(self, focus: FieldPlace | None = None) -> ChangeSet:
        if focus is not None and key_of(focus) in self.drafts:
            del self.drafts[key_of(focus)]
            return ChangeSet((key_of(focus)[:3],))
        return self._back(self.done, self.undone)

    def redo(self) -> ChangeSet:
        return self._back(self.undone, self.done)

    def _back(self, here: list[tuple[Key, str]], there: list[tuple[Key, str]]) -> ChangeSet:
        if not here:
            return ChangeSet()
        key, before = here.pop()
        there.append((key, self.cells.get(key, "")))
        self.cells[key] = before
        self.drafts.pop(key, None)
        return ChangeSet((key[:3],), 1, "10:42:08")

    def _write(self, key: Key, value: str) -> Saved:
        self.done.append((key, self.cells.get(key, "")))
        self.undone.clear()
        self.cells[key] = value
        self.drafts.pop(key, None)
        return Saved(ChangeSet((key[:3],), len(self.done), "10:42:07"), value)

    def _pair(self, field: FieldPlace) -> bool:
        other = "value/d" if field.part == "value/n" else "value/n"
        key = (*key_of(field)[:3], other)
        return bool(self.cells.get(key) or self.drafts.get(key, ("", ""))[0])

    def _settle_pair(self, field: FieldPlace) -> None:
        other = "value/d" if field.part == "value/n" else "value/n"
        key = (*key_of(field)[:3], other)
        if key in self.drafts:
            self.cells[key] = self.drafts.pop(key)[0]

    def number(self, key: Key) -> Decimal | None:
        text = self.cells.get(key, "")
        return Decimal(text) if text.replace(".", "").isdecimal() else None


class FakeOffice(FakeCells):
    """What is read of the office; what was asked is kept for the tests."""

    def __init__(self, unit_id: str = TOWN, *, sample: bool = True) -> None:
        super().__init__()
        self.unit_id, self.sample = unit_id, sample
        self.queries: list[str] = []

    def office(self) -> OfficeLine:
        name = NAMES[self.unit_id]
        return OfficeLine(
            unit_id=self.unit_id,
            unit_name=name,
            office_name="丹徒区民政局" if self.unit_id == DISTRICT else "高资街道办事处",
            user_name="张敏",
            folder="/home/zhangmin/民政要点台账/2018",
            plan_title="2018年全市民政工作要点",
            periods=tuple(month(2018, n) for n in range(1, 13)),
            sample=self.sample,
        )

    def first_place(self) -> Place:
        return Place(self.unit_id, month(2018, 6))

    def units_in_sight(self) -> tuple[tuple[str, str], ...]:
        if self.unit_id == DISTRICT:
            return tuple(NAMES.items())[::-1]
        return ((TOWN, NAMES[TOWN]),)

    def departments(self) -> tuple[tuple[str, str], ...]:
        return (("yanglao", "养老服务科"), ("jiuzhu", "社会救助科"), ("zhengquan", "基层政权科"))

    def month_list(
        self, place: Place, *, show: str, department: str = "", query: str = ""
    ) -> MonthList:
        self.queries.append(query)
        nodes = {spec.code: self._node(spec.code, place) for spec in SPECS}
        wanted = [n for n in nodes.values() if _is_wanted(n, show, query=query)]
        due = len(nodes)
        filled = sum(1 for n in nodes.values() if n.status in ("filled", "computed", "warning"))
        errors = sum(1 for n in nodes.values() if n.status == "error")
        sections = tuple(s for s in (_section(no, wanted, nodes) for no in SECTIONS) if s.items)
        return MonthList(sections, filled, due, errors, Period(2018, 7, place.period.type).first_on)

    def form(self, code: str, place: Place) -> FormView:
        return form_of(self, BY_CODE[code], place)

    def _node(self, code: str, place: Place) -> IndicatorNode:
        status, light = status_of(self, BY_CODE[code], place)
        return IndicatorNode(code, BY_CODE[code].name, status, light, due=True, mine=True)


def key_of(field: FieldPlace) -> Key:
    return (field.code, field.place.unit_id, field.place.period.code, field.part)


def _is_wanted(node: IndicatorNode, show: str, *, query: str) -> bool:
    if query and query not in node.name:
        return False
    if show == "todo":
        return node.status in ("blank", "draft", "error")
    return show != "behind" or node.light in (Light.BEHIND, Light.SLIGHTLY_BEHIND)


def _section(no: int, wanted: list[IndicatorNode], nodes: dict[str, IndicatorNode]) -> SectionNode:
    codes = {n.code for n in wanted}
    items = []
    every = [s for s in SPECS if ITEMS[s.item][0] == no]
    for item, (section, title) in ITEMS.items():
        if section == no:
            here = tuple(nodes[s.code] for s in every if s.item == item and s.code in codes)
            if here:
                items.append(ItemNode(item, title, here))
    filled = sum(1 for s in every if nodes[s.code].status in ("filled", "computed", "warning"))
    return SectionNode(no, SECTIONS[no], filled, len(every), tuple(items))
