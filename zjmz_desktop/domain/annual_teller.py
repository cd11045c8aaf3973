"""Says a district's figures in the sentences of its annual summary."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_figures import figure_words
from zjmz_desktop.domain.annual_naming import names_words, top_words
from zjmz_desktop.domain.annual_phrases import progress_words, state_words, yoy_words
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.year_on_year import FROM_ZERO, NO_LAST_YEAR, PARTIAL, unlike_clause

_Say = Callable[[Indicator, Total], str | None]


class SummaryTeller:
    """The `narrative_words.Teller` of one `AnnualData`.

    Figures of other offices (市级任务), 不适用 and unreported ones are missing: their sentences
    fall away.
    """

    def __init__(self, data: AnnualData) -> None:
        self._data = data
        self._fields = {
            "through": data.through_words,
            "office": data.unit.office,
            "year": str(data.plan.year),
        }
        self._aspects: Mapping[str, _Say] = {
            "": lambda one, total: figure_words(one, total.judged),
            "n": lambda _, total: plain(total.sum.n),
            "d": lambda _, total: plain(total.sum.d),
            "progress": lambda one, total: progress_words(one, total, data=data),
            "top": lambda one, total: top_words(one, total, data=data),
            "names": self._names,
            "yoy": self._yoy,
            "met": lambda _, total: str(_reaching(total)[0]),
            "expected": lambda _, total: str(_reaching(total)[1]),
            "state": lambda one, total: state_words(one, total, data=data),
            "text": lambda one, _: _run_on(data.texts.get(one.code, "")),
            "people": lambda one, _: str(data.people.get(one.code, 0) or "") or None,
        }

    def say(self, name: str, aspect: str) -> str | None:
        """A placeholder in words; None where the figure is missing."""
        if name in self._fields:
            return self._fields[name]
        total = self._reported(name)
        return self._aspects[aspect](self._data.plan.indicator(name), total) if total else None

    def holds(self, code: str, test: str) -> bool | None:
        """Whether the figure is 0, above 0, or reaches its target."""
        total = self._reported(code)
        if total is None:
            return None
        if test == "met":
            return total.judged.met
        value = total.judged.value
        if value is None:
            return None
        return value == 0 if test == "zero" else value > Fraction(0)

    def lacking(self, code: str) -> str:
        """「7/8已报，宝堰镇未报」, or "" when every unit has reported."""
        total = self._reported(code)
        return self._data.lacking(total) if total else ""

    def _reported(self, code: str) -> Total | None:
        total = self._data.total(code)
        return total if total and total.sum.reported else None

    def _yoy(self, indicator: Indicator, total: Total) -> str | None:
        """A comparison of totals that are not whole is as good as missing; 0 is no base of one."""
        code, data = indicator.code, self._data
        last, unlike = data.last_year.get(code), data.unlike.get(code, "")
        words = yoy_words(indicator, total, last=last, unlike=unlike)
        if words == FROM_ZERO:
            return NO_LAST_YEAR
        if unlike and words == unlike:
            return unlike_clause(unlike)
        return None if words == PARTIAL else words

    def _names(self, indicator: Indicator, _: Total) -> str | None:
        source = indicator.source
        word = self._data.plan.register(source.register).measure_word if source else ""
        return names_words(self._data.names.get(indicator.code, ()), word)


def _reaching(total: Total) -> tuple[int, int]:
    return total.judged.reaching or (total.sum.met, total.sum.expected)


def _run_on(text: str) -> str | None:
    """A text of several lines as one run, each line ended by a stop."""
    lines = (line.strip() for line in text.splitlines())
    ended = (line if line[-1] in "。！？；：，" else f"{line}。" for line in lines if line)
    return "".join(ended) or None
