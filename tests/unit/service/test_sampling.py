"""The sample office: the same every time, without faults, and odd where it is meant to be."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from zjmz_desktop.domain.figures import Figure, Light, Origin
from zjmz_desktop.domain.periods import month, parse_period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.domain.registers import Confirmation, confirmation_state, town_of
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import Value
from zjmz_desktop.service import (
    cell_figures,
    checking,
    figuring,
    planning,
    register_readings,
    register_tables,
    rolling,
)
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.deadlines import deadline
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.gathering import Gatherer
from zjmz_desktop.service.sampling import create_sample
from zjmz_desktop.store import cells, revisions

DANTU, CITY = "321112000000", "321100000000"
GAOZI, GAOQIAO, XINFENG, GUYANG, SHANGDANG, BAOYAN, SHIYE = (
    "321112001000",
    *(f"32111210{n}000" for n in range(6)),
)
JIANGXINZHOU, PARK = "321112401000", "321112403000"
NO_TOWNS = "L3211-01"


@pytest.fixture(scope="module")
def office(sample_folder: Path) -> Iterator[Office]:
    opened = open_office(sample_folder, exclusive=False)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def problems(office: Office) -> list[Problem]:
    """Every problem of every unit in every month, each once."""
    units = [DANTU, *(u.id for u in office.units.children(DANTU))]
    found = [
        p
        for unit in units
        for m in range(1, 13)
        for p in checking.check_unit(office, unit, month_shown=month(2018, m))
    ]
    return list(dict.fromkeys(found))


def total(office: Office, code: str, number: int, unit: str = DANTU) -> Total:
    return rolling.total(
        office, office.plan.indicator(code), unit_id=unit, through=month(2018, number)
    )


def figures(office: Office, code: str, number: int) -> cell_figures.Figures:
    return figuring.figures_through(
        office, office.plan.indicator(code), through=month(2018, number)
    )


def alone(office: Office, code: str, period: str) -> cell_figures.Figures:
    return figuring.figure_in(office, office.plan.indicator(code), period=parse_period(period))


def value(
    office: Office, code: str, unit: str, part: str = "value", period: str = "2018M11"
) -> Value:
    stored = cells.one(office.database, Cell(code, unit, part, 2018, period))
    assert stored is not None, (code, unit, part, period)
    return stored.value


# ---- the store as a whole ----


def test_it_is_a_sample_and_says_so(office: Office) -> None:
    assert office.sample
    assert office.user_name == "示例填报员"
    assert office.name_of_user(BAOYAN, "u01") == "示例填报员"
    assert office.now() > datetime(2019, 2, 1, tzinfo=UTC)
    assert office.new_id() != office.new_id()


MAKE_AGAIN = """
import sys
from pathlib import Path
from zjmz_desktop.service.sampling import create_sample
from zjmz_desktop.store import revisions

ids = []
revisions.every(create_sample(Path(sys.argv[1])).database, lambda one: ids.append(one.id))
print(len(ids), ids[-1])
"""


def test_same_seed_same_revisions(office: Office, tmp_path: Path) -> None:
    """In another process, with other hashes: id for id."""
    done = subprocess.run(
        [sys.executable, "-c", MAKE_AGAIN, str(tmp_path / "again")],
        env={**os.environ, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1", "PYTHONPATH": os.getcwd()},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    ids: list[str] = []
    revisions.every(office.database, lambda one: ids.append(one.id))
    assert done.stdout.split() == [str(len(ids)), ids[-1]]


def last_id(folder: Path, seed: int) -> str:
    made = create_sample(folder, unit_id=BAOYAN, seed=seed)
    ids: list[str] = []
    revisions.every(made.database, lambda one: ids.append(one.id))
    made.close()
    return ids[-1]


def test_another_seed_other_revisions(tmp_path: Path) -> None:
    first, again, other = (last_id(tmp_path / str(n), seed) for n, seed in enumerate((1, 1, 2)))
    assert first == again != other


def test_lines_are_canonical_and_of_the_year(office: Office) -> None:
    """Reading a line refuses one that is not canonical; each replica's chain has no gap."""
    clocks: list[int] = []
    seqs: Counter[str] = Counter()
    last: dict[str, str] = {}

    def see(one: revisions.Written) -> None:
        line = one.revision
        seqs[line.replica] += 1
        assert (line.seq, line.prev) == (seqs[line.replica], last.get(line.replica))
        last[line.replica] = one.id
        clocks.append(line.clock.ms)

    revisions.every(office.database, see)
    assert len(clocks) > 12_000
    assert clocks == sorted(clocks)
    days = [datetime.fromtimestamp(ms / 1000, UTC) for ms in (clocks[0], clocks[-1])]
    assert days[0] > datetime(2018, 3, 25, tzinfo=UTC)
    assert days[1] < datetime(2019, 2, 1, tzinfo=UTC)


def test_invented_names_carry_the_word(office: Office) -> None:
    for register in office.plan.registers:
        personal = {f.code for f in register.own_fields if f.personal and f.type == "text"}
        called = (personal & {"name", "carer_name", "employer"}) | {"name", "village", "operator"}
        for row in register_readings.rows_of(office, register.code):
            for code in called & row.fields.keys():
                text = row.fields[code].text or ""
                assert "示例" in text or text in ("镇泰线", "常镇线"), (register.code, code, text)


# ---- complete but for the gaps ----

GAPS = {
    *((f"I06-0{n}", BAOYAN, period) for n in range(1, 8) for period in ("2018M07", "2018M11")),
    *(("I05-01", BAOYAN, period) for period in ("2018M11", "2018M12")),
}


def is_typed(indicator: Indicator) -> bool:
    own = indicator.entry not in (Entry.MILESTONE, Entry.ACTIVITY)
    return own and indicator.source is None and indicator.level is not Level.CITY


def stored_of(office: Office, code: str) -> list[cells.StoredCell]:
    return [c for u in office.units.by_id for c in cells.of_form(office.database, code, unit=u)]


def filled(office: Office, indicator: Indicator) -> set[tuple[str, str]]:
    found = stored_of(office, indicator.code)
    kinds = ("value", "tick", "proxy")
    return {
        (c.cell.unit, c.cell.period or "") for c in found if c.cell.part.partition("/")[0] in kinds
    }


def test_all_that_is_due_is_filled_but_for_the_gaps(office: Office) -> None:
    missing = set()
    for indicator in filter(is_typed, office.plan.indicators):
        there = filled(office, indicator)
        for unit in office.plan.concerned(indicator, DANTU, units=office.units):
            for period in indicator.due_through(month(2018, 12)):
                if (unit.id, period.code) not in there:
                    missing.add((indicator.code, unit.id, period.code))
    assert missing == GAPS


def test_activities_and_milestones_are_reported(office: Office) -> None:
    for indicator in office.plan.indicators:
        if indicator.entry in (Entry.ACTIVITY, Entry.MILESTONE):
            for unit in office.plan.concerned(indicator, DANTU, units=office.units):
                if unit.level is Level.DISTRICT:
                    assert unit.id in figures(office, indicator.code, 12), indicator.code


def test_no_errors_and_one_warning_without_reason(problems: list[Problem]) -> None:
    assert [p.message for p in problems if p.severity is Severity.ERROR] == []
    assert 3 < len(problems) < 12
    assert [(p.indicator, p.code) for p in problems if not p.reason] == [("I06-09", "K1")]


def test_registers_hold_believable_numbers_of_rows(office: Office) -> None:
    counts = (
        f"{r.code} {len(register_readings.rows_of(office, r.code))}" for r in office.plan.registers
    )
    assert ", ".join(counts) == (
        "canteen 21, day_care 4, home_care_centre 8, institution 27, elder 200, activity 36,"
        " community 96, social_org 40, social_worker 152, veteran 30, boundary 2, road_sign 40,"
        " marriage_archive 15, stranded 6, joint_deed 2, fund 5"
    )


# ---- the oddities ----


def test_canteens_are_late_catch_up_and_stay_below(office: Office) -> None:
    counted = [total(office, "I08-03", m).sum.n for m in range(4, 13)]
    assert counted == [1, 2, 3, 4, 5, 6, 7, 9, 11]
    september, december = total(office, "I08-03", 9), total(office, "I08-03", 12)
    assert september.judged.light is Light.BEHIND
    assert december.judged.light is Light.SLIGHTLY_BEHIND
    assert december.judged.target == 12
    behind = [t.unit for t in september.children if t.judged.light is Light.BEHIND]
    assert behind == [SHANGDANG, BAOYAN]
    assert {t.judged.light for t in september.children if t.unit == JIANGXINZHOU} == {
        Light.UNALLOCATED
    }


def test_canteen_that_closed_in_october(office: Office) -> None:
    by_month = {m: figures(office, "I08-03", m)[GUYANG].n for m in (8, 9, 10, 11)}
    assert by_month == {8: 1, 9: 1, 10: 0, 11: 1}
    assert "关闭" in value(office, "I08-03", GUYANG, "check/K2", "2018M10").text  # type: ignore[operator]


def test_day_care_centre_of_460_square_metres_does_not_count(office: Office) -> None:
    table = register_tables.table(office, "day_care", unit_id=DANTU, period=month(2018, 12))
    words = [why for row in table.rows for name, _, why in row.counts if name.startswith("新建")]
    assert sorted(words)[:2] == ["", ""]
    assert "使用面积460.00㎡，低于500㎡，不计入" in words
    assert total(office, "I08-01", 12).sum.n == 2


def test_rates_just_under_their_targets(office: Office) -> None:
    beds = total(office, "I10-01", 12)
    assert (beds.sum.n, beds.sum.d) == (Decimal(1374), Decimal(2500))
    assert beds.judged.value == Decimal("54.96")
    workers = total(office, "I14-01", 12)
    assert (workers.sum.n, workers.sum.d) == (Decimal(149), Decimal("31.05"))
    assert beds.judged.light is workers.judged.light is Light.SLIGHTLY_BEHIND


def test_baoyan_lacks_months(office: Office) -> None:
    lacking = [
        i.code for i in office.plan.indicators if total(office, i.code, 11).missing == (BAOYAN,)
    ]
    assert lacking == ["I05-01", "I08-01", "I08-04"]
    assert BAOYAN not in alone(office, "I06-02", "2018M11")
    assert figures(office, "I06-02", 11)[BAOYAN].filled == 9
    assert total(office, "I05-01", 12).missing == (BAOYAN,)


def test_kinds_of_nothing(office: Office) -> None:
    assert alone(office, "I19-01", "2018Q1")[SHIYE].n == 0
    assert alone(office, "I19-02", "2018Q1")[JIANGXINZHOU].not_begun
    assert alone(office, "I19-01", "2018Q4")[PARK].not_applicable
    assert figures(office, "I08-01", 12)[PARK] == Figure(n=Decimal(0), filled=1, due=1)
    assert total(office, "I20-04", 12).judged.light is Light.DONE


def test_phoned_late_and_corrected_figures(office: Office) -> None:
    proxy = alone(office, "I05-03", "2018M11")[BAOYAN]
    assert (proxy.n, proxy.origin) == (Decimal(5), Origin.PROXY)
    assert "电话" in (value(office, "I05-03", BAOYAN, "proxy").text or "")
    corrected, first = revisions.history(
        office.database, [Cell("I06-03", XINFENG, "value", 2018, "2018M06")]
    )
    assert (corrected.revision.act, first.revision.act) == ("correction", None)
    assert corrected.revision.note
    assert corrected.revision.value.n == (first.revision.value.n or 0) + Decimal("0.3")
    late = revisions.history(office.database, [Cell("I06-02", SHIYE, "value", 2018, "2018M05")])
    assert [one.revision.act for one in late] == ["late"]


def test_rows_that_await_confirmation(office: Office) -> None:
    register = office.plan.register("canteen")
    fields = register_readings.register_context(
        office, "canteen", period=month(2018, 12)
    ).deciding_fields
    rows = register_readings.rows_of(office, "canteen")
    awaiting = [
        r for r in rows if confirmation_state(r, register, fields=fields) is Confirmation.AWAITING
    ]
    changed = [r for r in awaiting if r.confirmation == "confirmed"]
    assert Counter(town_of(r) for r in awaiting)[BAOYAN] == 1
    assert [(town_of(r), r.fields["opened_on"].on) for r in changed] == [(GAOZI, "2018-12-14")]


def test_notes_say_plausible_reasons(office: Office) -> None:
    assert "选址难" in (value(office, "I08-03", SHANGDANG, "note", "2018M09").text or "")
    assert "用房手续不全" in (value(office, "I08-03", BAOYAN, "note", "2018M09").text or "")
    assert "宝堰镇" in (value(office, "I08-03", DANTU, "note", "2018M11").text or "")


def test_no_reason_of_december_promises_what_is_past(office: Office) -> None:
    notes = Gatherer(office, UnitPeriod(DANTU, month(2018, 12))).texts_of("note")
    told = [text for (code, _), text in notes.items() if code == "I08-03"]
    assert len(told) == 3  # the district and the two towns that were late in September
    assert not any("预计" in text for text in notes.values())


def test_steps_in_all_states_and_a_decision(office: Office) -> None:
    states = {
        value.text
        for i in office.plan.indicators
        for value in cell_figures.step_states(office, i, unit=DANTU).values()
    }
    assert states == {"not_started", "in_progress", "done", "cancelled", "named"}
    cancelled = total(office, "I07-03", 12)
    assert (cancelled.sum.n, cancelled.sum.d) == (Decimal(3), Decimal(3))
    assert figures(office, "I18-02", 11)[DANTU].late_days == 31
    decision = cell_figures.step_states(office, office.plan.indicator("I17-01"), unit=DANTU)[
        "decision"
    ]
    assert (decision.on, bool(decision.doc)) == ("2018-07-30", True)


def test_typical_communities_reach_two_in_six_towns_of_eight(office: Office) -> None:
    found = total(office, "I12-07", 12)
    assert (found.sum.n, found.sum.met, found.sum.expected) == (Decimal(16), 6, 8)


def test_targets_bases_questions_and_deadlines(office: Office) -> None:
    assert office.targets["I14-01", DANTU] == Decimal("4.8")
    towns = [u.id for u in office.units.children(DANTU)]
    assert sum(office.targets.get(("I08-03", t), Decimal(0)) for t in towns) == 12
    for base, people in (("B01", "31.05"), ("B02", "29.20")):
        assert office.bases[base, DANTU] == Decimal(people)
        assert sum(office.bases[base, t] for t in towns) == Decimal(people)
    assert "Q08-2" in office.choices
    assert planning.open_questions(office, office.plan.indicator("I09-01"))
    assert str(deadline(office, month(2018, 9)).submit_by) == "2018-10-08"


def test_estimates_of_november(office: Office) -> None:
    towns = [u.id for u in office.units.children(DANTU)]
    assert sum(value(office, "I08-03", t, "estimate").n or 0 for t in towns) == 12
    for indicator in (i for i in office.plan.indicators if i.entry is Entry.NUMBER and i.target):
        for unit in office.plan.concerned(indicator, DANTU, units=office.units):
            assert value(office, indicator.code, unit.id, "estimate").n is not None


def test_last_year_is_there_for_the_main_figures(office: Office) -> None:
    for code in ("I05-08", "I06-02", "I06-03", "I11-01", "I19-08", "I20-03"):
        found = rolling.total_last_year(
            office, office.plan.indicator(code), unit_id=DANTU, through=month(2018, 11)
        )
        assert found.sum.reported == found.sum.expected > 0 < found.sum.n, code


def test_last_years_new_canteens_grow_month_by_month(office: Office) -> None:
    """Counts of rows are cumulative, so are last year's: 0 by March, 1 by June, 9 by December."""
    indicator = office.plan.indicator("I08-03")
    found = [
        rolling.total_last_year(office, indicator, unit_id=DANTU, through=month(2018, number)).sum.n
        for number in range(1, 13)
    ]
    assert found == [0, 0, 0, 1, 2, 3, 4, 4, 6, 7, 9, 9]


def test_sums_are_those_of_the_cells(office: Office) -> None:
    """Added up here from single cells, not by the roll-up."""
    for code in ("I06-02", "I06-03", "I19-08", "I05-08"):
        mine = [
            c.value.n or Decimal(0)
            for c in stored_of(office, code)
            if c.cell.part == "value" and "2018M00" < (c.cell.period or "") < "2018M12"
        ]
        assert total(office, code, 11).sum.n == sum(mine), code
