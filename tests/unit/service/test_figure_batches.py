"""Many figures as one act: by the rules of typing, one undo, nothing written before it is wanted."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.batches import Outcome
from zjmz_desktop.domain.periods import Period, month, parse_period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import State
from zjmz_desktop.service import drafting, entering, undoing
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import Circumstances, FieldAt
from zjmz_desktop.service.figure_batches import Typed, plan_figures, write_figures
from zjmz_desktop.store import cells, revisions

GAOZI, GAOQIAO, DANTU = "321112001000", "321112100000", "321112000000"
JUNE = month(2018, 6)


def clock() -> datetime:
    return datetime(2018, 7, 3, tzinfo=UTC)


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "镇", GAOZI, clock=clock)) as office:
        yield office


def at(code: str, part: str = "value", *, unit: str = GAOZI, period: Period = JUNE) -> FieldAt:
    return FieldAt(code, unit, period, part)


def stored(office: Office, code: str, part: str = "value", *, unit: str = GAOZI) -> object:
    found = cells.one(office.database, Cell(code, unit, part, 2018, "2018M06"))
    return None if found is None else found.value


def test_outcomes(town: Office) -> None:
    entering.save_field(town, at("I06-02"), typed="12")
    plan = plan_figures(
        town,
        [
            Typed(at("I06-02"), "１５"),
            Typed(at("I06-01"), "12"),
            Typed(at("I06-03"), ""),
            Typed(at("I06-04"), "约50"),
            Typed(at("I99-01"), "1"),
            Typed(at("I06-02", "note"), "说明"),
        ],
    )
    assert [one.outcome for one in plan.found] == [
        Outcome.CHANGED,
        Outcome.NEW,
        Outcome.KEPT,
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.NEW,
    ]
    assert (plan.found[0].before, plan.found[0].after) == ("12", "15")
    assert "具体数" in plan.found[3].reason
    assert "没有指标" in plan.found[4].reason
    last = revisions.last_log_no(town.database)
    write_figures(town, plan)
    assert revisions.last_log_no(town.database) == last + 3
    assert plan_figures(town, [Typed(at("I06-02"), "15.0")]).found[0].outcome is Outcome.SAME
    undoing.undo(town)
    assert getattr(stored(town, "I06-02"), "n", None) == 12
    assert getattr(stored(town, "I06-01"), "state", None) is State.BLANK


def test_kinds_of_nothing_are_words(town: Office) -> None:
    plan = plan_figures(town, [Typed(at("I06-02"), "未开展"), Typed(at("I06-01"), "0")])
    write_figures(town, plan)
    assert getattr(stored(town, "I06-02"), "state", None) is State.NOT_BEGUN
    assert getattr(stored(town, "I06-01"), "n", None) == 0


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [("90", "", "没有分母"), ("", "100", "没有分子"), ("120", "100", "大于|超过|不能")],
)
def test_half_a_rate_is_refused(town: Office, numerator: str, denominator: str, words: str) -> None:
    code = next(
        i.code
        for i in town.plan.indicators
        if i.entry.value == "ratio"
        and i.source is None
        and not i.rate_only
        and i.level.value == "town"
        and i.period.months == 1
    )
    (found,) = plan_figures(town, [Typed(at(code), numerator, denominator)]).found
    assert found.outcome is Outcome.REFUSED
    assert any(word in found.reason for word in words.split("|"))
    whole = plan_figures(town, [Typed(at(code), "90", "100")])
    assert whole.found[0].after == "90/100"


def test_one_cell_with_two_texts_is_refused_both_times(town: Office) -> None:
    plan = plan_figures(
        town, [Typed(at("I06-02"), "1"), Typed(at("I06-02"), "2"), Typed(at("I06-01"), "1")]
    )
    assert [one.outcome for one in plan.found] == [Outcome.REFUSED, Outcome.REFUSED, Outcome.NEW]


def test_a_batch_mends_what_was_refused(town: Office) -> None:
    entering.save_field(town, at("I06-02"), typed="约12")
    entering.save_field(town, at("I06-01"), typed="约12")
    write_figures(town, plan_figures(town, [Typed(at("I06-02"), "12")]))
    assert drafting.standing(town, entering.draft_at(town, at("I06-02"))) == {}
    assert drafting.standing(town, entering.draft_at(town, at("I06-01")))


def test_units_below_are_written_as_phoned(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as district:
        how = Circumstances(source="sheet", proxy="高资街道6月报表")
        plan = plan_figures(district, [Typed(at("I06-02"), "12")], how=how)
        write_figures(district, plan)
        value = stored(district, "I06-02", "proxy")
        assert getattr(value, "text", None) == "高资街道6月报表"
        again = plan_figures(district, [Typed(at("I06-02"), "12")], how=how)
        assert again.found[0].outcome is Outcome.SAME
        far = plan_figures(district, [Typed(at("I06-02", unit="321181000000"), "12")])
        assert far.found[0].outcome is Outcome.REFUSED


def test_steps(tmp_path: Path) -> None:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as district:
        one = next(
            i
            for i in district.plan.indicators
            if i.steps
            and i.level.value == "district"
            and any(u.id == DANTU for u in district.plan.concerned(i, DANTU, units=district.units))
        )
        place = at(one.code, f"step/{one.steps[0].code}", unit=DANTU, period=parse_period("2018"))
        bad, good = (
            plan_figures(district, [Typed(place, "已完成")]),
            plan_figures(
                district, [Typed(place, "已完成", on="2018年6月18日", doc="示例〔2018〕1号")]
            ),
        )
        assert "日期" in bad.found[0].reason
        assert good.found[0].after == "已完成 2018-06-18 示例〔2018〕1号"
