"""The running text of a district's annual summary: opening, account and chapters."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.annual_data import AnnualData, is_work_told
from zjmz_desktop.domain.annual_teller import SummaryTeller
from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.judging_words import completion_text
from zjmz_desktop.domain.narrative import parse
from zjmz_desktop.domain.narrative_words import Rendered, render
from zjmz_desktop.domain.plan import Chapter, Sentence
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.values import reaches

_DIGITS = "零一二三四五六七八九"
_SHORT_PARAGRAPH = 60


def han(number: int) -> str:
    """1 to 99 as 一, 十, 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


# ---- opening ----


def opening_words(data: AnnualData) -> str:
    """The opening: under whose lead, by which plan; no deed where no figure tells of one."""
    plan, office = data.plan, data.unit.office
    if not is_work_told(data):
        return (
            f"现对照{plan.issuer_name}《{plan.title}》，将{office}{plan.year}年工作情况汇报如下。"
        )
    account = account_of(data)
    well = data.whole_year and account.done == account.asked > 0
    end = "，较好地完成了年度目标任务" if well else ""
    return (
        f"{plan.year}年，在{_leaders(data)}的正确领导和{plan.issuer_name}的精心指导下，"
        f"{office}坚持以习近平新时代中国特色社会主义思想为指导，牢固树立“以人民为中心”的"
        f"发展思想，紧紧围绕《{plan.title}》，积极践行“民政为民、民政爱民”工作理念，"
        f"扎实推进{every_words(account)}民政工作{end}。现将有关情况汇报如下。"
    )


def _leaders(data: AnnualData) -> str:
    if data.unit.type == "功能区":
        return "党工委、管委会"
    kind = "市" if data.unit.name.endswith("市") else "区"
    return f"{kind}委、{kind}政府"


# ---- the year's account ----


class Account(NamedTuple):
    """The year's account, counted by indicators.

    Attributes:
        done: 已完成.
        on_track: 达序时进度.
        slightly: 略低于序时进度.
        behind: 未达序时进度.
        unreported: no figure at all.
        unallocated: a city's target that was not broken down; outside `asked`.
        expected: will be done by the year's end, by the estimates.
        unestimated: not done, and nobody has estimated.
    """

    done: int
    on_track: int
    slightly: int
    behind: int
    unreported: int
    unallocated: int
    expected: int
    unestimated: int

    @property
    def asked(self) -> int:
        """可考核任务."""
        return self.done + self.on_track + self.slightly + self.behind + self.unreported


def every_words(account: Account) -> str:
    """各项, or "" while there are tasks of which nothing was reported."""
    return "" if account.unreported else "各项"


def asked_of(data: AnnualData) -> list[tuple[Indicator, Total]]:
    """可考核任务 that papers count: without a city's target that was not broken down."""
    return [(one, t) for one, t in data.assessed if t.judged.light is not Light.UNALLOCATED]


def account_of(data: AnnualData) -> Account:
    """Count the year's account."""
    lights = [total.judged.light for _, total in data.assessed]
    outlooks = [_will_be_done(one, total, data=data) for one, total in asked_of(data)]
    return Account(
        lights.count(Light.DONE),
        lights.count(Light.ON_TRACK),
        lights.count(Light.SLIGHTLY_BEHIND),
        lights.count(Light.BEHIND),
        lights.count(Light.NOT_REPORTED),
        lights.count(Light.UNALLOCATED),
        outlooks.count(True),
        outlooks.count(None),
    )


def _will_be_done(indicator: Indicator, total: Total, *, data: AnnualData) -> bool | None:
    """Whether it will be done by the year's end; None where nobody has estimated."""
    judged, estimate = total.judged, data.estimates.get(indicator.code)
    if judged.light is Light.DONE or judged.met:
        return True
    if judged.reaching:
        done, of = data.will_reach.get(indicator.code, (0, 0))
        return done == of if of else None
    if estimate is None or judged.target is None or indicator.target is None:
        return None
    return reaches(Fraction(estimate), indicator.target.operator, target=Fraction(judged.target))


def account_words(data: AnnualData) -> str:
    """总账句; clauses that count nothing fall away."""
    account = account_of(data)
    if not account.asked:
        return _unallocated_words(account, data)
    span = f"{data.plan.year}年全年" if data.whole_year else f"截至{data.through_words}"
    clauses = [f"{span}，对照市局下达的{account.asked}项可考核任务（按指标计，下同）"]
    clauses += [text for count, text in _counts(account, data) if count]
    clauses.append(f"完成率{completion_text(Fraction(account.done, account.asked))}")
    return (
        f"{'，'.join(clauses)}{_expected_words(account, data)}。{_unallocated_words(account, data)}"
    )


def _counts(account: Account, data: AnnualData) -> Iterator[tuple[int, str]]:
    yield 1, f"已完成{account.done}项"
    going_on = "已报单位合计达到目标、尚未报齐" if data.whole_year else "按序时进度推进"
    yield account.on_track, f"{going_on}{account.on_track}项"
    if data.whole_year:  # the year is over: however little is missing, it is not done
        late = account.slightly + account.behind
        yield late, f"未完成{late}项"
    else:
        yield account.slightly, f"略低于序时进度{account.slightly}项"
        yield account.behind, f"未达序时进度{account.behind}项"
    yield account.unreported, f"尚未报数{account.unreported}项"


def _expected_words(account: Account, data: AnnualData) -> str:
    if data.whole_year or not data.estimates:
        return ""
    left = f"（另有{account.unestimated}项尚未预计）" if account.unestimated else ""
    return f"；预计全年可完成{account.expected}项{left}"


def _unallocated_words(account: Account, data: AnnualData) -> str:
    if not account.unallocated:
        return ""
    other = "另有" if account.asked else "有"
    return f"{other}{account.unallocated}项全市性目标未分解到{data.own}，只列进度，不计完成率。"


# ---- chapters ----


def chapter_sentences(chapter: Chapter, data: AnnualData) -> tuple[Rendered, ...]:
    """The sentences of a chapter that have something to say, bound to their figures."""
    return _rendered((one for one in chapter.sentences if not one.opening), data)


def opening_sentences(data: AnnualData) -> tuple[Rendered, ...]:
    """The sentences that stand behind the year's account, whichever chapter they are grouped in."""
    every = (one for chapter in data.chapters for one in chapter.sentences)
    return _rendered((one for one in every if one.opening), data)


def _rendered(sentences: Iterable[Sentence], data: AnnualData) -> tuple[Rendered, ...]:
    teller = SummaryTeller(data)
    found = (render(parse(one.text, key=one.key), teller) for one in sentences)
    return tuple(one for one in found if one is not None)


def paragraphs(sentences: Iterable[Rendered], data: AnnualData) -> tuple[tuple[Rendered, ...], ...]:
    """Sentences as paragraphs: a new one with each work item, unless the last is still short."""
    found: list[list[Rendered]] = []
    item = 0
    for sentence in sentences:
        here = _item(sentence, data) or item
        if not found or (here != item and _length(found[-1]) >= _SHORT_PARAGRAPH):
            found.append([])
        found[-1].append(sentence)
        item = here
    if len(found) > 1 and _length(found[-1]) < _SHORT_PARAGRAPH:
        last = found.pop()
        found[-1] += last
    return tuple(tuple(sentences) for sentences in found)


def _item(sentence: Rendered, data: AnnualData) -> int:
    codes = sentence.codes
    return data.plan.item_of(data.plan.indicator(codes[0])).no if codes else 0


def _length(sentences: Iterable[Rendered]) -> int:
    return sum(len(sentence.text) for sentence in sentences)
