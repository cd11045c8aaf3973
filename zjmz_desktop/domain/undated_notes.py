"""What a paper without 数据口径及来源说明 says of its figures that are of today whatever the month."""

from collections.abc import Collection, Iterable

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_sentences import PaperChapter
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.sentence_slots import Ref
from zjmz_desktop.domain.undated import UNDATED_WORDS, is_undated

_WHAT_IT_MEANS = "，即所依据的底册栏目不带日期，按出表时底册的内容计，不随截至月份变。"


MARK = "*"
MARKED_NOTE = f"注：标{MARK}的{UNDATED_WORDS}计{_WHAT_IT_MEANS}"


def told_undated(data: AnnualData, indicator: Indicator) -> bool:
    """Whether its figure has been reported and is of what stands in the rows today."""
    total, source = data.total(indicator.code), indicator.source
    if source is None or total is None or not total.sum.reported:
        return False
    return is_undated(indicator, data.plan.register(source.register))


def undated_note(data: AnnualData, codes: Collection[str], *, where: str = "") -> str:
    """「注：甲率、乙数按底册现状计，即…」 of those figures that have been reported; "" for none.

    Args:
        data: the year.
        codes: indicators of which something is said.
        where: what is spoken of, 本报告中; else what stands above the note.
    """
    names = [
        one.name for one in data.plan.indicators if one.code in codes and told_undated(data, one)
    ]
    head = f"注：{where}{'，' if where else ''}{'、'.join(names)}"
    return f"{head}{UNDATED_WORDS}计{_WHAT_IT_MEANS}" if names else ""


def told_codes(chapters: Iterable[PaperChapter]) -> frozenset[str]:
    """Indicators whose figures the sentences of the 报告 say."""
    return frozenset(
        one.settled.slots[token.name].code
        for chapter in chapters
        for one in chapter.sentences
        if one.in_official and one.settled.text
        for token in one.settled.tokens
        if isinstance(token, Ref)
    )
