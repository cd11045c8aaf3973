"""Any cell in words: where it stands and what a value there says, for previews and conflicts."""

from zjmz_desktop.domain.paper_cells_told import PAPERS, PaperCellsTold
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.registers import title_of
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.row_checks import show_field
from zjmz_desktop.domain.values import BLANK, State, Value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.register_readings import one_row
from zjmz_desktop.service.wording import part_words, value_words_of

_KINDS = {
    "user": "用户姓名",
    "submission": "整月",
    "plan": "工作要点",
    "calendar": "日期",
    "unit": "行政区划",
    "key": "单位识别码",
    **PAPERS,
}
_PARTS = {
    "submit": "上报",
    "review": "审核",
    "answer": "退改答复",
    "close": "封年",
    "reopen": "例外重开",
    "in_force": "执行的版本",
    "choice": "口径",
    "base": "基数",
    "cut_off": "数据截止日",
    "submit_by": "上报截止日",
    "confirmation": "认定",
    "confirmed": "认定数",
    "removed": "本月减少",
    "opening": "年初数",
    "annual": "年报",
    "mode": "填报方式",
    "merged_into": "并入",
    "name": "名称",
    "ended": "撤并",
    "parent_stat": "统计归属",
    "parent_admin": "行政隶属",
    "type": "类型",
}
_TEXTS = {
    "accepted": "接收",
    "returned": "退改",
    "submitted": "上报",
    "recalled": "撤回",
    "confirmed": "已认定",
    "refused": "不予认定",
    "trusted": "已核对",
    "replaced": "已作废",
    "summary": "只报汇总数",
}
_SHORT = 8  # digits of a plan's id


class CellWords:
    """Cells of an office's store in words."""

    def __init__(self, office: Office) -> None:
        self._office, self._plan = office, office.plan
        self._indicators = {one.code: one for one in office.plan.indicators}
        self._papers = PaperCellsTold(office.plan)
        self._bases = {one.code: one.name for one in office.plan.bases}

    def unit(self, unit_id: str) -> str:
        """A unit's name, its id where it is in no list here."""
        found = self._office.units.by_id.get(unit_id)
        return found.name if found else unit_id

    def place(self, cell: Cell) -> str:
        """`高资街道 2018年6月 助餐点数 本月减少`."""
        period = parse_period(cell.period).title if cell.period else ""
        found = (self.unit(cell.unit), period, self.thing(cell), self.part(cell))
        return " ".join(filter(None, found))

    def thing(self, cell: Cell) -> str:
        """What the cell is of: an indicator's name, a register's row, or a word."""
        if cell.row is not None:
            return self._row(cell.of, cell.row)
        if cell.of in self._indicators:
            return self._indicators[cell.of].name
        return _KINDS.get(cell.of) or self._bases.get(cell.of) or cell.of

    def part(self, cell: Cell) -> str:
        """Which part of it, "" for the figure itself."""
        kind, _, rest = cell.part.partition("/")
        if cell.row is not None and kind == "state":
            return f"状态（{rest}）"
        if cell.row is not None and cell.of in self._plan.register_by_code:
            field = self._plan.register(cell.of).field_by_code.get(cell.part)
            return field.name if field else _PARTS.get(kind, cell.part)
        if cell.of == "user":
            return cell.part
        if cell.of in PAPERS:
            return self._papers.part(cell.part)
        if kind == "value" or cell.of == "key":
            return ""
        if kind in _PARTS:
            return _PARTS[kind]
        one = self._indicators.get(cell.of)
        return part_words(one, cell.part) if one else cell.part

    def value(self, cell: Cell, value: Value | None) -> str:
        """What a value says; 未填 where there is none."""
        if cell.of in PAPERS:
            return self._papers.value(cell.part, value or BLANK)
        if value is None or value.state is State.BLANK:
            return State.BLANK.words
        if cell.row is not None and cell.of in self._plan.register_by_code:
            return self._field(cell, value)
        if cell.part == "in_force":
            return (value.text or "")[:_SHORT]
        text = _TEXTS.get(value.text or "")
        return text or value_words_of(value) or "无"

    def _field(self, cell: Cell, value: Value) -> str:
        register = self._plan.register(cell.of)
        field = register.field_by_code.get(cell.part)
        if field is not None:
            return show_field(field, value, units=self._office.units)
        text = value.text or ""
        return register.states.get(text) or _TEXTS.get(text) or value_words_of(value)

    def _row(self, of: str, row_id: str) -> str:
        if of not in self._plan.register_by_code:
            return of
        register = self._plan.register(of)
        row = one_row(self._office, register, row_id=row_id)
        return f"{register.name}“{title_of(row, register)}”" if row else register.name
