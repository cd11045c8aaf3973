"""Words of judgement in a sentence (高于, 尚差, 未发生): an edit that turns them round is looked at again.

Words are free, but the data decided these. Each kind has what the program says, wordings that keep
what it says (没有发生 for 未发生, 比市定目标低 for 低于), and kinds that say the contrary. An edit is told
where it says a kind less often than the generated sentence, or the contrary of one more often.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NOT = "(?<![未没不])(?<!没有)(?<!未能)(?<!尚未)"
_COMPARED = "(?:比|较|与|距|离)[^，。；：、]{1,14}?"


class _Kind(NamedTuple):
    """One judgement.

    Attributes:
        said: what says it clearly, as the program does.
        kept: what may say it instead, more than that.
        against: kinds that say the contrary.
    """

    said: re.Pattern[str]
    kept: re.Pattern[str]
    against: tuple[str, ...]


def _kind(said: str, kept: str, *against: str) -> _Kind:
    return _Kind(re.compile(said), re.compile(f"{said}|{kept}"), against)


_KINDS = {
    "above": _kind(
        f"(?<!不)(?:高于|高出)|{_COMPARED}[高快]", f"超过|超出|{_COMPARED}[多超]", "below"
    ),
    "below": _kind(
        f"(?<!不)低于|{_COMPARED}[低慢]", f"不及|落后|{_COMPARED}[少差]", "above", "done"
    ),
    "done": _kind(
        f"{_NOT}(?:已经?|[已均]?(?:全部|全面|顺利|圆满|如期|按期|按时|超额))完成(?![率0-9])"
        f"|{_NOT}完成了?(?:全年|年度|目标|各项)*任务|{_NOT}达标(?!率)"
        f"|{_NOT}(?:达到|实现)了?(?:市定|年度)?(?:目标|要求)",
        f"{_NOT}(?:完成|达到|实现|建成|办结|落实|完毕|结束)",
        "open",
        "below",
        "surplus",
        "idle",
    ),
    "open": _kind(
        "(?:未|没有|没)(?:能|有|按期|如期|全部)?(?:完成|达到|达标|实现)|[尚还仍]差|正在推进",
        "(?:只|相|还|仍|尚)差|差距|差[0-9]|缺口?[0-9]|推进|进行|开展|滞后|落后",
        "done",
        "surplus",
    ),
    "surplus": _kind("超额", "超过|超出|超[0-9]", "open"),
    "idle": _kind("(?:未|没有|没)启动", "(?:未|没有|没)(?:开始|开展|实施)", "done"),
    "early": _kind("提前", "早于", "late"),
    "late": _kind("逾期", "超期|延期|晚于|未按期|推迟|顺延", "early"),
    "more": _kind("增长|(?<=同比)(?:上升|提高|增加)|同比多", "增加|上升|提高|多|增", "less"),
    "less": _kind("下降|(?<=同比)(?:减少|降低|减)|同比少", "减少|降低|回落|少|减", "more"),
    "same": _kind("持平", "相同|一致|没有变化|不变", "more", "less"),
    "not": _kind(
        "(?:(?<!尚)未(?![来成雨按达完启])|没有(?!达到|完成|启动)|尚未)(?:发生|取得)?",
        "[未没无零]|杜绝|避免|不(?:存在|曾|具备)|[尚还]待",
    ),
    "ever": _kind("(?<![未无有没])(?<!没有)发生", "出现|有|存在", "not"),
    "year": _kind("全年", "年度|年内|一年|20[0-9]{2}年(?![0-9]+[—-])"),
    "months": _kind("[0-9]+[—-][0-9]+月", "今年|年初以来|本年|年内", "year"),
    "all": _kind("全部|全覆盖", "均|都|全|各|所有|一律|100%"),
}
_ADDED = re.compile("(?<!尚)未(?![来成雨按达完启])|没有|尚未|未启动|未完成|未达到?|无(?=[一人])")


def turned(generated: str, edited: str) -> tuple[str, ...]:
    """What of the judgement of a sentence an edit left out, or says otherwise, in words."""
    return tuple(dict.fromkeys(_turned(generated, edited)))


def _turned(generated: str, edited: str) -> Iterator[str]:
    for kind in _KINDS.values():
        mine = kind.said.findall(generated)
        if not mine:
            continue
        contrary = _more_of(kind.against, generated, edited=edited)
        if contrary:
            yield f"原句说“{mine[0]}”，现在写了“{contrary}”"
        elif len(kind.kept.findall(edited)) < len(mine):
            yield f"原句的“{mine[0]}”没有了"
    denied = _more(_ADDED, generated, edited=edited)
    if denied:
        yield f"多了“{denied}”，原句没有这样说"


def _more_of(kinds: tuple[str, ...], generated: str, *, edited: str) -> str:
    found = (_more(_KINDS[name].said, generated, edited=edited) for name in kinds)
    return next(filter(None, found), "")


def _more(said: re.Pattern[str], generated: str, *, edited: str) -> str:
    """The words of a pattern that the edit has more of, or ""."""
    mine, before = said.findall(edited), said.findall(generated)
    return mine[-1] if len(mine) > len(before) else ""
