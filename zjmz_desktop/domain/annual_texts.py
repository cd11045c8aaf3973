"""What a paper takes from the store beside its figures: each text, number or name that it prints."""

from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction

from zjmz_desktop.domain.annual_data import AnnualData, is_judged
from zjmz_desktop.domain.annual_history import lines_told
from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.lacking import periods_words
from zjmz_desktop.domain.narrative import parse, slots_in
from zjmz_desktop.domain.paper_data import TextData
from zjmz_desktop.domain.paper_kinds import PaperKind, details_of
from zjmz_desktop.domain.rollup import Total


def texts_behind(data: AnnualData, paper: str) -> Iterator[TextData]:
    """All of them; some are empty. Each kind is named in `paper_words`, and since when in `paper_data`."""
    yield from _told(data)
    yield from _numbers(data)
    yield from _steps(data)
    for one in data.facilities:
        yield TextData("facility", "", "", "；".join(filter(None, one)))
    for code in data.open_questions:
        yield TextData("question", code, "", data.working.get(code, ""))
    yield from _reviewed(data)
    yield from _named(data)
    yield from _months(data)
    yield from _beside(data)
    yield from _of_the_paper(data, paper)
    yield from _history(data, paper)


def _told(data: AnnualData) -> Iterator[TextData]:
    """Texts that somebody wrote."""
    own = data.unit.id
    for kind, at_units in (("note", data.notes), ("check_note", data.check_notes)):
        yield from (TextData(kind, code, unit, text) for (code, unit), text in at_units.items())
    for kind, texts in (("narrative", data.texts), ("decision", data.decisions)):
        yield from (TextData(kind, code, own, text) for code, text in texts.items())


def _steps(data: AnnualData) -> Iterator[TextData]:
    """How far milestones are, and which periods are not filled."""
    own = data.unit.id
    for code, lines in data.steps.items():
        for line in lines:
            words = " ".join(filter(None, (line.state, line.done_on, line.document)))
            yield TextData("step", code, own, f"{line.name} {words}")
    for code, gaps in data.periods_lacking.items():
        for unit, periods in gaps.items():
            yield TextData("lacking", code, unit, periods_words(periods))


def _numbers(data: AnnualData) -> Iterator[TextData]:
    """Numbers beside the figures: last year's, estimates, people."""
    own = data.unit.id
    for code, total in data.last_year.items():
        if total.sum.reported and data.total(code) is not None:
            words = f"{plain(total.sum.n)}/{plain(total.sum.d)}" if total.sum.d else ""
            yield TextData("last_year", code, own, words or plain(total.sum.n))
    for code, estimate in data.estimates.items():
        yield TextData("estimate", code, own, plain(estimate))
    for code, (done, of) in data.will_reach.items():
        yield TextData("will_reach", code, own, f"{done}/{of}")
    for code, people in data.people.items():
        yield TextData("people", code, own, str(people) if people else "")


# ---- since the second format ----


def _reviewed(data: AnnualData) -> Iterator[TextData]:
    """What was returned and corrected, and where figures come from."""
    for (code, unit), one in data.returned.items():
        answer = f"；答复：{one.answer}" if one.answer else ""
        yield TextData("returned", code, unit, f"{one.reason}{answer}")
    for line in data.versions:
        yield TextData(
            "version", line.code, line.unit_id, "；".join((*line.differences, *line.acts))
        )
    for (code, unit), words in data.origins.items():
        yield TextData("origin", code, unit, words)


def _named(data: AnnualData) -> Iterator[TextData]:
    """Names of units, and of the counted rows where a sentence tells them."""
    for unit in data.towns:
        yield TextData("unit", "", unit.id, unit.name)
    sentences = (one for chapter in data.chapters for one in chapter.sentences)
    slots = (slot for one in sentences for slot in slots_in(parse(one.text, key=one.key).parts))
    for code in sorted({slot.name for slot in slots if slot.aspect == "names"}):
        for name in data.names.get(code, ()):
            yield TextData("name", code, data.unit.id, name)


def _months(data: AnnualData) -> Iterator[TextData]:
    """The months that are drawn."""
    year = data.plan.year
    for one in data.months:
        for of, values in ((year, one.this_year), (year - 1, one.last_year)):
            for month, value in enumerate(values, 1):
                if value is not None:
                    yield TextData(
                        "month", one.code, data.unit.id, f"{of}M{month:02d} {_exact(value)}"
                    )


def _beside(data: AnnualData) -> Iterator[TextData]:
    """Figures of the whole city, and why some are not compared with last year's."""
    own = data.unit.id
    for code, total in data.city.items():
        if total.sum.reported and data.total(code) is not None:
            yield TextData("city", code, total.unit, _of_the_city(total))
    for code, (place, of_how_many) in data.ranks.items():
        yield TextData("rank", code, own, f"{place}/{of_how_many}")
    for code, words in data.unlike.items():
        yield TextData("unlike", code, own, words)


def _exact(value: Fraction) -> str:
    return (
        f"{value.numerator}/{value.denominator}" if value.denominator > 1 else f"{value.numerator}"
    )


def _of_the_city(total: Total) -> str:
    halves = plain(total.sum.n) + (f"/{plain(total.sum.d)}" if total.sum.d else "")
    told = sum(bool(child.sum.reported) for child in total.children)
    asked = sum(bool(child.sum.expected) for child in total.children)
    return f"{halves}（{told}/{asked}）"


def _of_the_paper(data: AnnualData, paper: str) -> Iterator[TextData]:
    """How it is grouped, who filled it in, and its 版头: of each paper what is printed on it."""
    own = data.unit.id
    if paper == PaperKind.BRIEF:
        return
    for no, chapter in enumerate(data.own_chapters, 1):
        keys = " ".join(one.key for one in chapter.sentences)
        yield TextData("chapter", "", own, f"{no}.{chapter.title}：{keys}")
    yield TextData("filled_by", "", own, data.filled_by)
    printed = details_of(paper)
    always = printed - {"dated"} if paper == PaperKind.SUMMARY else printed  # older codes hold
    for part, text in asdict(data.letter).items():
        if part in always or (text and part in printed):
            yield TextData("letter", part, own, text)


# ---- since the third format ----


def _history(data: AnnualData, paper: str) -> Iterator[TextData]:
    """What annex 1 tells of earlier months, in full."""
    if paper == PaperKind.BRIEF:
        return
    for one in filter(is_judged, data.plan.indicators):
        for line in lines_told(one, data):
            yield TextData("history", one.code, data.unit.id, line.words, line.through.code)
