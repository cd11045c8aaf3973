"""What each judgement says while some units have not reported: compared, and never done."""

from dataclasses import replace
from datetime import date

import pytest
from judging_cases import BEDS, CITY, JUNE, YEAR_END, context, filled, indicator, target

from zjmz_desktop.domain.figures import Light, Sum
from zjmz_desktop.domain.judging import Judged, judge
from zjmz_desktop.domain.plan_indicators import Entry, Indicator, Judgement
from zjmz_desktop.domain.units import Level

CALM = indicator(judgement=Judgement.MUST_NOT_HAPPEN, target=None)
MOST = Judgement.AT_MOST
COUNT = indicator()
CEILING = indicator(judgement=MOST, target=target("5", operator="<="))
RATE_CEILING = replace(BEDS, judgement=MOST, target=target("5", operator="<="))
EXACTLY = indicator(target=target("114", operator="="))
DECIDED = indicator(entry=Entry.MILESTONE, judgement=Judgement.BY_OUTSIDE, target=None)
EVEN_STEPS = indicator(entry=Entry.MILESTONE, judgement=Judgement.BY_STEPS, target=None)
MODELS = indicator(judgement=Judgement.EACH_UNIT, target=target("2", Level.TOWN))


def judged(one: Indicator, total: Sum, as_of: date = JUNE) -> Judged:
    return judge(one, CITY, total=total, context=context(as_of))


@pytest.mark.parametrize("as_of", [JUNE, YEAR_END])
@pytest.mark.parametrize(
    ("one", "reached", "part_light", "part_words"),
    [
        (COUNT, filled("120"), Light.ON_TRACK, "达序时进度（7/8已报）"),
        (EXACTLY, filled("114"), Light.ON_TRACK, "达序时进度（7/8已报）"),
        (BEDS, filled("60", "100"), Light.ON_TRACK, "达序时进度（7/8已报）"),
        (CALM, filled("0"), Light.NOT_REPORTED, "未报齐（7/8已报）"),
        (CEILING, filled("5"), Light.NOT_REPORTED, "未报齐（7/8已报）"),
        (RATE_CEILING, filled("5", "100"), Light.NOT_REPORTED, "未报齐（7/8已报）"),
    ],
)
def test_nothing_is_done_until_all_have_reported(
    one: Indicator, reached: Sum, part_light: Light, part_words: str, as_of: date
) -> None:
    whole = judged(one, replace(reached, reported=8, expected=8), as_of=as_of)
    assert whole.met is True
    assert as_of == JUNE or whole.light is Light.DONE
    part = judged(one, replace(reached, reported=7, expected=8), as_of=as_of)
    assert (part.light, part.words, part.met) == (part_light, part_words, None)
    assert (part.value, part.completion) == (whole.value, whole.completion)
    torn = judged(one, replace(reached, reported=7, expected=8, conflicts=1), as_of=as_of)
    assert torn.light is part_light


@pytest.mark.parametrize(
    ("one", "lacking", "light"),
    [
        (COUNT, filled("1"), Light.BEHIND),
        (BEDS, filled("1", "100"), Light.BEHIND),
        (CALM, filled("1"), Light.BEHIND),
        (CEILING, filled("6"), Light.BEHIND),
        (RATE_CEILING, filled("6", "100"), Light.BEHIND),
    ],
)
def test_what_is_not_reached_by_some_is_compared_all_the_same(
    one: Indicator, lacking: Sum, light: Light
) -> None:
    found = judged(one, replace(lacking, reported=7, expected=8))
    assert (found.light, found.met) == (light, False)


@pytest.mark.parametrize(
    ("one", "part"),
    [
        (MODELS, filled("14", reported=7, expected=8, met=7)),
        (EVEN_STEPS, filled("21", "21", reported=7, expected=8, met=7)),
        (DECIDED, filled("7", "7", reported=7, expected=8, met=7)),
    ],
)
def test_judged_by_units_or_steps_the_missing_one_is_not_done(one: Indicator, part: Sum) -> None:
    for as_of in (JUNE, YEAR_END):
        found = judged(one, part, as_of=as_of)
        assert (found.light is Light.DONE, found.met) == (False, False)
