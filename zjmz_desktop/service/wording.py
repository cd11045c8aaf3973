"""Cells, values and acts in words, for histories and explanations."""

from zjmz_desktop.domain.evidence import PREFIX
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.reviews import ACCEPTED, RETURNED
from zjmz_desktop.domain.values import State, Value
from zjmz_desktop.service.step_typing import DECISIONS, STEP_STATES

_REVIEWS = {ACCEPTED: "接收", RETURNED: "退改"}


def part_words(indicator: Indicator, part: str) -> str:
    """A cell part in words."""
    kind, _, rest = part.partition("/")
    names = {
        "value": "数",
        "removed": "减少",
        "opening": "年初数",
        "evidence": "佐证材料",
        "note": "情况说明",
        "check": "审核说明",
        "proxy": "代报",
        "adopted": "区局采用数",
        "decision": "外部评定",
        "estimate": "预计全年",
        "flash": "快报",
        "annual": "年报",
        "target": "目标分解",
        "review": "审核",
        "answer": "答复",
        "confirmed": "认定数",
    }
    if kind == "step":
        return next((s.name for s in indicator.steps if s.code == rest), rest)
    if kind == "tick":
        return next((e.name for e in indicator.entries if e.code == rest), rest)
    return names.get(kind, part)


def what_words(indicator: Indicator, part: str, *, value: Value) -> str:
    """What was written, in words: `减少：12`, `佐证材料：移除`."""
    taken_off = part.startswith(PREFIX) and value.state is State.BLANK
    said = "移除" if taken_off else value_words_of(value)
    return f"{part_words(indicator, part)}：{said}"


def value_words_of(value: Value) -> str:
    """A value in words, for histories."""
    if value.state is not State.VALUE:
        return value.state.words
    said = value.text or ""
    words = STEP_STATES.get(said) or DECISIONS.get(said) or _REVIEWS.get(said) or said
    numbers = "／".join(f"{n:f}" for n in (value.n, value.d) if n is not None)
    return " ".join(filter(None, [numbers, words, value.on or "", value.doc or ""]))


def act_words(act: str | None, note: str | None) -> str:
    """An act and its note in words."""
    acts = {
        "late": "补报",
        "correction": "更正",
        "same_as_last": "无变化",
        "undo": "撤销",
        "settle": "两机不一致已核实",
    }
    return "：".join(filter(None, [acts.get(act or "", ""), note]))
