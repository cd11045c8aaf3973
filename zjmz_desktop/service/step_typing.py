"""What is typed into a step of a milestone, or into a decision made outside, as a value."""

from datetime import date

from zjmz_desktop.domain.errors import ValueRefusedError
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.values import BLANK, Value, parse_date
from zjmz_desktop.service.views import StepTyped

DECISION = "decision"
STEP_STATES = {
    "not_started": "未启动",
    "in_progress": "进行中",
    "done": "已完成",
    "cancelled": "经批准取消",
}
DECISIONS = {"named": "已命名", "not_named": "未命名", "not_entered": "未参评"}
_LONGEST_DOC = 100


def step_value(typed: StepTyped, *, outside: bool, today: date) -> Value:
    """A step's value, or (outside) what was decided elsewhere.

    Raises:
        ValueRefusedError: no such state; 已完成 and 已命名 without what proves them, 未启动 with it; a
            day that is still to come.
    """
    words, what = (DECISIONS, "评定结果") if outside else (STEP_STATES, "节点状态")
    options = "、".join(words.values())
    if not typed.state:
        if rest := typed.on.strip() or typed.doc.strip():
            raise ValueRefusedError(rest, f"没有选{what}", remedy=f"请选{options}。")
        return BLANK
    state = next((c for c, word in words.items() if typed.state in (c, word)), None)
    if state is None:
        raise ValueRefusedError(typed.state, f"不是{what}", remedy=f"请选{options}。")
    on = parse_date(typed.on) if typed.on.strip() else None
    doc = clean_text(typed.doc, limit=_LONGEST_DOC) if typed.doc.strip() else None
    _refuse_unproven(state, on=on, doc=doc)
    _refuse_to_come(on, today=today)
    return Value(text=state, on=on, doc=doc)


def _refuse_unproven(state: str, *, on: str | None, doc: str | None) -> None:
    if state == "done" and not on:
        raise ValueRefusedError("已完成", "没有完成日期", remedy="请填完成日期，例如2018-06-18。")
    if state == "named" and not (on and doc):
        remedy = "请填命名日期和命名文件的文号。"
        raise ValueRefusedError("已命名", "没有日期或文号", remedy=remedy)
    if state == "not_started" and (on or doc):
        remedy = "没有启动的请清空日期和文号；已经启动的请选进行中或已完成。"
        raise ValueRefusedError("未启动", "却填了日期或文号", remedy=remedy)


def _refuse_to_come(on: str | None, *, today: date) -> None:
    """A month alone may be the present one."""
    if on and on > today.isoformat()[: len(on)]:
        remedy = "请填实际日期；还没有做完的请选进行中，不填日期。"
        raise ValueRefusedError(on, f"在今天（{today.isoformat()}）之后", remedy=remedy)
