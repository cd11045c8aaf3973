"""审定: a figure is settled once it is accepted, adopted or closed, and not before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flow import AT, CODE, DANTU, GAOZI, JUNE, Flow, at
from small_year import small_year

from zjmz_desktop.domain.annual_problems import UnexplainedError
from zjmz_desktop.domain.paper_kinds import PaperKind, PaperStage
from zjmz_desktop.service import closing, entering, reporting, reviewing, submitting
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.finality import NotFinalError, unsettled
from zjmz_desktop.service.reporting import PaperAsked, annual_data, paper_asked

WHERE = UnitPeriod(DANTU, JUNE)
OWN = "I05-08"  # 低保金发放额: the district's own


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "数据")
    yield found
    found.district.close()


def left(flow: Flow) -> tuple[str, ...]:
    office = flow.district
    return tuple(one.words for one in unsettled(office, WHERE, data=annual_data(office, WHERE)))


def test_nothing_reported_leaves_nothing_to_settle(flow: Flow) -> None:
    assert left(flow) == ()
    assert paper_asked(flow.district, PaperAsked(WHERE, PaperKind.BRIEF, PaperStage.FINAL))


def test_a_towns_figure_is_settled_by_acceptance_and_open_again_when_it_changes(
    flow: Flow,
) -> None:
    flow.put("12")
    assert left(flow) == ("低保对象户数：高资街道",)
    submitting.submit(flow.town, JUNE)
    assert left(flow) == ("低保对象户数：高资街道",)
    reviewing.accept(flow.district, AT, codes=[CODE])
    assert left(flow) == ()
    how = entering.Circumstances(act="correction", note="录错")
    assert not entering.save_field(flow.town, at(), typed="13", how=how).error
    assert left(flow) == ("低保对象户数：高资街道",)


def test_an_adopted_figure_is_settled(flow: Flow) -> None:
    flow.put("12")
    reviewing.adopt(flow.district, at(), typed=("11", None), reason="与系统一致")
    assert left(flow) == ()


def test_the_own_figure_is_settled_by_closing_the_year(flow: Flow) -> None:
    field = FieldAt(OWN, DANTU, JUNE, "value")
    assert not entering.save_field(flow.district, field, typed="100").error
    assert left(flow) == ("低保金发放额：丹徒区",)
    closing.close(flow.district, 2018, note="年报已定")
    assert left(flow) == ()


def test_a_final_is_refused_with_every_figure_named(flow: Flow) -> None:
    flow.put("12")
    with pytest.raises(NotFinalError) as caught:
        paper_asked(flow.district, PaperAsked(WHERE, stage=PaperStage.FINAL))
    assert caught.value.left == ("低保对象户数：高资街道",)
    assert "还有1项数没有审定" in str(caught.value)
    assert GAOZI


def test_a_final_is_refused_while_a_late_task_has_no_reason(
    flow: Flow, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = replace(small_year(), notes={})
    assert late.late
    monkeypatch.setattr(reporting, "annual_data", lambda *_, **__: late)
    for kind in PaperKind:
        with pytest.raises(UnexplainedError) as caught:
            paper_asked(flow.district, PaperAsked(WHERE, kind, PaperStage.FINAL))
        assert caught.value.names == tuple(one.name for one, _ in late.late)


def test_marks_say_the_stage_and_a_final_bears_none(flow: Flow) -> None:
    office = flow.district
    assert paper_asked(office, PaperAsked(WHERE)).marks == ("征求意见稿",)
    review = PaperAsked(WHERE, PaperKind.OFFICIAL, PaperStage.REVIEW)
    assert paper_asked(office, review).marks == ("送审稿",)
    final = PaperAsked(WHERE, PaperKind.OFFICIAL, PaperStage.FINAL)
    assert paper_asked(office, final).marks == ()
