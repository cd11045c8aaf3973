"""Versions of a year's plan: what one brings against another, in words, and lines made with another.

Figures are placed by their codes, which are never used again, whatever version they were made with.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, NamedTuple

from zjmz_desktop.domain.errors import quoted
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_indicators import Indicator, Target
from zjmz_desktop.domain.plan_registers import Register, RegisterField
from zjmz_desktop.domain.values import rounded, scale_of


class Change(StrEnum):
    """What became of a code."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"

    @property
    def words(self) -> str:
        """新增, 取消, 改动."""
        return {"new": "新增", "gone": "取消", "changed": "改动"}[self.value]


class PlanChange(NamedTuple):
    """One difference between two versions of a plan.

    Attributes:
        change: new, gone or changed.
        code: code of the indicator, register, question or base.
        words: the whole of it in Chinese: 「指标I08-03“…”：目标值由114改为120」.
    """

    change: Change
    code: str
    words: str


# Every attribute of an indicator, as a person calls it; "" for the code, which never changes.
LABELS: Mapping[str, str] = {
    "code": "",
    "clauses": "对应的具体任务",
    "name": "名称",
    "unit": "计量单位",
    "entry": "填报方式",
    "definition": "指标解释",
    "department": "责任科室",
    "period": "报告期",
    "judgement": "完成的判定",
    "applies": "填报单位",
    "scale": "小数位数",
    "measure": "累计方式",
    "rollup": "汇总方式",
    "closes": "本月减少",
    "numerator_name": "分子名称",
    "denominator_name": "分母名称",
    "rate_only": "只填百分比",
    "base": "基数",
    "per": "每多少人",
    "definition_changes": "口径调整",
    "due_months": "上报的月份",
    "target": "目标值",
    "scope_text": "目标的范围",
    "curve": "计划进度",
    "curve_on": "计划进度的日期",
    "curve_steps": "计划进度的节点",
    "scored": "是否计分",
    "weight": "分值",
    "city_duty": "市本级任务",
    "questions": "待确认口径",
    "also_reported": "一数多报",
    "entries": "清单内容",
    "entries_needed": "清单的达标项数",
    "steps": "工作节点",
    "outside": "外部认定",
    "source": "底册计数条件",
    "checks": "审核关系",
}
_QUOTED = {"name", "unit"}
_REACH = {">=": "", "=": "", "<=": "不超过", ">": "高于", "<": "低于"}


def plan_changes(old: Plan, new: Plan) -> tuple[PlanChange, ...]:
    """What `new` brings against `old`, indicators first, each kind in the order of the new plan."""
    return (
        *_of_kind("指标", (old.indicators, new.indicators), told=_indicator_words),
        *_of_kind("底册", (old.registers, new.registers), told=_register_words),
        *_of_kind("待确认口径", (old.questions, new.questions), told=_changed_words),
        *_of_kind("基数", (old.bases, new.bases), told=_changed_words),
    )


def _of_kind(
    kind: str,
    versions: tuple[Iterable[Any], Iterable[Any]],
    *,
    told: Callable[[Any, Any], str],
) -> list[PlanChange]:
    before, after = ({one.code: one for one in version} for version in versions)
    found = []
    for code, one in (after | before).items():
        title = f"{kind}{code}{quoted(_name(after.get(code, one)))}"
        if code not in before:
            found.append(PlanChange(Change.NEW, code, f"新增{title}"))
        elif code not in after:
            found.append(PlanChange(Change.GONE, code, f"取消{title}"))
        elif words := told(before[code], after[code]):
            found.append(PlanChange(Change.CHANGED, code, f"{title}：{words}"))
    return found


def _name(one: Any) -> str:
    return str(getattr(one, "name", None) or one.text)


def _indicator_words(old: Indicator, new: Indicator) -> str:
    found = []
    for field in fields(Indicator):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            found.append(LABELS[field.name] + _difference(field.name, before, after=after))
    return "，".join(found)


def _difference(name: str, before: Any, *, after: Any) -> str:
    if name == "target":
        return f"由{_target_words(before)}改为{_target_words(after)}"
    if name in _QUOTED and before and after:
        return f"由{quoted(before)}改为{quoted(after)}"
    return "有改动"


def _target_words(target: Target | None) -> str:
    if target is None:
        return "无"
    number = f"{rounded(target.value, scale_of(target.value)):f}"
    return f"{_REACH[target.operator]}{number}"


def _register_words(old: Register, new: Register) -> str:
    before, after = dict(old.field_by_code), dict(new.field_by_code)
    parts = [
        _fields_words("新增字段", (one for code, one in after.items() if code not in before)),
        _fields_words("取消字段", (one for code, one in before.items() if code not in after)),
        _fields_words(
            "改动字段",
            (one for code, one in after.items() if code in before and before[code] != one),
        ),
        "" if _frame(old) == _frame(new) else "填报、认定或状态有改动",
    ]
    return "，".join(filter(None, parts))


def _fields_words(words: str, found: Iterable[RegisterField]) -> str:
    names = "、".join(field.name for field in found)
    return f"{words}{names}" if names else ""


def _frame(register: Register) -> tuple[object, ...]:
    """All of a register but its fields."""
    return (
        register.name,
        register.filled_by,
        register.confirmed_by,
        register.unique_by,
        register.personal,
        dict(register.states),
        register.ended_states,
        register.merged_state,
        register.checks,
    )


def _changed_words(old: Any, new: Any) -> str:
    return "" if old == new else "有改动"


def version_words(made_with: str, *, in_force: str, known: Collection[str]) -> str:
    """What the preview says of a package that was made with another version of the plan, else "".

    Args:
        made_with: SHA-256 of the plan in force at the sender.
        in_force: SHA-256 of the plan in force here.
        known: SHA-256 of every version kept here.
    """
    if made_with == in_force:
        return ""
    which = "本机停用的旧版" if made_with in known else "本机没有的一版"
    return (
        f"对方用的是{which}计划，与本机的计划版本不同。数据按指标编号对应；"
        "本机计划里没有的编号先存着，导入含有它的计划后自动补入。"
    )
