"""The data of a paper in words: rows for people to read, and what changed between two of them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from zjmz_desktop.domain.figures import Origin
from zjmz_desktop.domain.paper_data import FigureData, PaperData
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.domain.units import Units

TABLE_HEAD = (
    "指标代码", "指标", "计量单位", "单位", "报告期", "数值或分子", "分母", "状态",
    "已报单位数", "应报单位数", "目标值", "数据来源", "依据条数", "依据摘要",
)  # fmt: skip
_STATES = {
    "value": "有数",
    "not_begun": "未开展",
    "not_applicable": "不适用",
    "not_reported": "未报",
    "conflict": "两机数据不一致",
}
_ORIGINS = {one.value: one.words for one in Origin}
_KINDS = {
    "note": "情况说明",
    "check_note": "审核说明",
    "narrative": "文字材料",
    "decision": "上级决定",
    "step": "节点",
    "lacking": "缺报的报告期",
    "facility": "新建设施名单",
    "question": "待确认口径",
    "last_year": "上年同期数",
    "estimate": "预计全年",
    "will_reach": "预计全年达到要求的单位数",
    "people": "活动参加人数",
    "returned": "退改意见和答复",
    "version": "各版本差异和补报、更正",
    "origin": "代报、采用数",
    "unit": "名称",
    "name": "计入的名称",
    "month": "分月数",
    "city": "全市数",
    "rank": "全市位次",
    "unlike": "不比的原因",
    "chapter": "章节编排",
    "filled_by": "填表人",
    "history": "进展",
}
LETTER_WORDS = {
    "mark": "发文机关标志",
    "number": "发文字号",
    "signer": "签发人",
    "addressee": "主送机关",
    "copies": "抄送机关",
    "contact": "联系人",
    "phone": "联系电话",
    "dated": "成文日期",
    "printed": "印发日期",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What codes and unit ids are called."""

    plan: Plan
    units: Units

    def indicator(self, code: str) -> str:
        """An indicator's name, else its code."""
        found = self.plan.indicator_by_code.get(code)
        return found.name if found else code

    def measured_in(self, code: str) -> str:
        """An indicator's unit of measure, "" where it is not known."""
        found = self.plan.indicator_by_code.get(code)
        return found.unit if found else ""

    def unit(self, unit_id: str) -> str:
        """A unit's name, else its id."""
        found = self.units.by_id.get(unit_id)
        return found.name if found else unit_id


def table_rows(data: PaperData, names: Names) -> Iterator[tuple[str, ...]]:
    """Header, then one row a figure."""
    yield TABLE_HEAD
    for one in data.figures:
        origins = "、".join(_origin_words(origin) for origin in one.origins)
        yield (
            one.code, names.indicator(one.code), names.measured_in(one.code), names.unit(one.unit),
            one.period, one.n, one.d, _STATES.get(one.state, one.state), str(one.reported),
            str(one.expected), one.target, origins, str(one.revisions), one.heads,
        )  # fmt: skip


def _origin_words(origin: str) -> str:
    return _ORIGINS.get(origin, origin)


# ---- what changed ----


@dataclass(frozen=True, slots=True)
class Change:
    """One figure or text that is not what it was.

    Attributes:
        code: what it is of, "" for none.
        unit: unit id.
        what: its name in words.
        before: what the paper says.
        after: what stands now.
        kind: of a text its kind, "" of a figure.
        by: who wrote it last since, "" where that is not known.
        at: when, by local time to the minute.
        period: of what was told of an earlier month that month, else "".
        of_target: whether nothing but a figure's target is another one.
    """

    code: str
    unit: str
    what: str
    before: str
    after: str
    kind: str = ""
    by: str = ""
    at: str = ""
    period: str = ""
    of_target: bool = False

    @property
    def is_contact(self) -> bool:
        """Whether it is of whom to ask, which no figure and no text of the paper hangs on."""
        return self.kind == "letter" and self.code in ("contact", "phone")

    @property
    def words(self) -> str:
        """「高桥镇“新建助餐点”：5个→9个（示例填报员，2018-12-03 09:12）」."""
        who = f"（{self.by}，{self.at}）" if self.by else ""
        return f"{self.what}：{self.before}→{self.after}{who}"


_NONE = "没有"
_Telling = Callable[[FigureData | None], str]


def changes(before: PaperData, after: PaperData, *, names: Names) -> tuple[Change, ...]:
    """What differs, in the plan's order of codes; the units below before the sum over them."""
    rule = min(before.format, after.format)
    before, after = before.in_format(rule), after.in_format(rule)
    return (
        *_figure_changes(before, after, names=names),
        *_text_changes(before, after, names=names),
        *_edit_changes(before, after),
    )


def _edit_changes(before: PaperData, after: PaperData) -> Iterator[Change]:
    """Sentences were edited, or edited otherwise, since."""
    if before.edits != after.edits:
        old, again = ("生成时的改法", "又改过了") if before.edits else ("没有改过", "改过了")
        new = again if after.edits else "没有改过"
        yield Change("", after.unit, "总结文字和次序的改动", old, new, kind="edit")


def rewritten(before: PaperData, after: PaperData) -> int:
    """How many figures are the same by other revisions: written again, accepted with another origin."""
    then = {one.at: one for one in before.figures}
    return sum(
        one.at in then and then[one.at].counted == one.counted and then[one.at].heads != one.heads
        for one in after.figures
    )


def _figure_changes(before: PaperData, after: PaperData, *, names: Names) -> Iterator[Change]:
    then = {one.at: one for one in before.figures}
    now = {one.at: one for one in after.figures}
    for at in sorted({*then, *now}, key=lambda at: (at[0], at[1] == before.unit, at[1])):
        old, new = then.get(at), now.get(at)
        if old and new and old.counted == new.counted:
            continue
        code, unit = at
        what = f"{names.unit(unit)}“{names.indicator(code)}”"
        pair = _pair(old, new, told=_telling(code, names))
        yield Change(code, unit, what, *pair, of_target=_is_target_alone(old, new))


def _is_target_alone(old: FigureData | None, new: FigureData | None) -> bool:
    return bool(old and new and replace(old, target=new.target).counted == new.counted)


def _telling(code: str, names: Names) -> _Telling:
    """How figures of an indicator are told: of a text that it is there, no number."""
    found = names.plan.indicator_by_code.get(code)
    if found is not None and found.entry is Entry.NARRATIVE:
        return _filled_words
    return partial(_figure_words, measure=names.measured_in(code))


def _pair(old: FigureData | None, new: FigureData | None, *, told: _Telling) -> tuple[str, str]:
    """Both in words, with as much beside the number as tells them apart."""
    plain = told(old), told(new)
    if plain[0] != plain[1] or old is None or new is None:
        return plain
    if old.target != new.target:
        return f"{plain[0]}，目标{old.target or _NONE}", f"{plain[1]}，目标{new.target or _NONE}"
    if (old.reported, old.expected) != (new.reported, new.expected):
        return _with_counts(old, plain[0]), _with_counts(new, plain[1])
    return _with_origins(old, plain[0]), _with_origins(new, plain[1])


def _with_counts(one: FigureData, words: str) -> str:
    return f"{words}（{one.reported}/{one.expected}已报）"


def _with_origins(one: FigureData, words: str) -> str:
    return f"{words}（{'、'.join(map(_origin_words, one.origins)) or _NONE}）"


def _filled_words(one: FigureData | None) -> str:
    """「已填写」, of several units 「5个单位已填写」."""
    if one is None or one.state != "value":
        return _figure_words(one, measure="")
    return f"{one.n}个单位已填写" if one.expected > 1 else "已填写"


def _figure_words(one: FigureData | None, *, measure: str) -> str:
    if one is None:
        return _NONE
    if one.state != "value":
        return _STATES.get(one.state, one.state)
    return f"{one.n}/{one.d}" if one.d else f"{one.n}{measure}"


def _text_changes(before: PaperData, after: PaperData, *, names: Names) -> Iterator[Change]:
    then, now = _by_place(before), _by_place(after)
    for at in sorted({*then, *now}):
        kind, code, unit, period = at
        gone = [text for text in then.get(at, ()) if text not in now.get(at, ())]
        come = [text for text in now.get(at, ()) if text not in then.get(at, ())]
        if gone or come:
            whose = names.unit(unit) if unit else ""
            when = f"{parse_period(period).last_month}月" if period else ""
            what = f"{whose}{_of_words(kind, code, when=when, names=names)}"
            old, new = ("；".join(texts) or _NONE for texts in (gone, come))
            yield Change(code, unit, what, old, new, kind, period=period)


def _of_words(kind: str, code: str, *, when: str, names: Names) -> str:
    """「“新建老年人助餐点”情况说明」, 「“新建老年人助餐点”9月进展」, 「签发人」."""
    if kind == "letter":
        return LETTER_WORDS.get(code, code)
    of = f"“{names.indicator(code)}”" if code else ""
    return f"{of}{when}{_KINDS.get(kind, kind)}"


def _by_place(data: PaperData) -> dict[tuple[str, str, str, str], list[str]]:
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for one in data.texts:
        found.setdefault(one.at, []).append(one.text)
    return found
