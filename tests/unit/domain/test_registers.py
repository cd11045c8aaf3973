"""What indicators read from rows: the conditions of plan_example.toml, confirmation, algebra."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.conditions import Context
from zjmz_desktop.domain.periods import PeriodType, parse_period
from zjmz_desktop.domain.plan import Plan, Question
from zjmz_desktop.domain.plan_indicators import Applies, Entry, Indicator, Judgement
from zjmz_desktop.domain.plan_registers import (
    Condition,
    FromQuestion,
    Register,
    RegisterField,
    RowMeasure,
    Source,
)
from zjmz_desktop.domain.registers import (
    Confirmation,
    Reading,
    Row,
    confirmation_state,
    is_ended,
    read,
    read_many,
    rows_digest,
    seen_heads,
    state_on,
    title_of,
    town_of,
    why_not,
)
from zjmz_desktop.domain.units import Level
from zjmz_desktop.domain.values import BLANK, Value, number, text_value, yes_no

TOWN, OTHER = "321112101000", "321112102000"
STATES = {"planned": "筹建", "running": "运营", "closed": "关闭", "merged": "并入"}
ROOMS = tuple(
    RegisterField(f"room{i}", f"第{i}室", "yes_no", group="rooms_11", group_name="八室两超市一广场")
    for i in range(11)
)
REGISTER = Register(
    code="canteen",
    name="助餐点",
    measure_word="个",
    filled_by=Level.TOWN,
    confirmed_by=Level.DISTRICT,
    unique_by=("name",),
    personal=False,
    states=STATES,
    ended_states=("closed",),
    merged_state="merged",
    own_fields=(
        RegisterField("name", "名称", "text", required=True),
        RegisterField("build_kind", "建设性质", "choice", choices={"new": "新建", "moved": "迁建"}),
        RegisterField("opened_on", "开业日期", "date"),
        RegisterField("beds_nursing", "护理型床位", "number", unit="张"),
        RegisterField("beds_licensed", "核定床位", "number", unit="张"),
        RegisterField("beds_set_up", "实际设置床位", "number", unit="张"),
        RegisterField("has_clinic", "内设医疗机构", "yes_no"),
        RegisterField("signed_on", "协议签订日期", "date"),
        RegisterField("valid_until", "协议有效期止", "date"),
        RegisterField("licence", "证书管理号", "text"),
        *ROOMS,
    ),
    checks=(),
)
RUNNING = Condition("state", "in", ("running",))
OPENED = Condition("opened_on", "within", "year_to_period_end")
NEW = Condition("build_kind", "in", FromQuestion("Q08-2"))
OPENED_THIS_YEAR = Source("canteen", RowMeasure(where=(NEW, OPENED, RUNNING)))
EACH = RowMeasure()
NO_CLINIC = Condition("has_clinic", "is", False)
SIGNED = Condition("signed_on", "on_or_after", "2018-01-01")
VALID = Condition("valid_until", "on_or_after", "period_end")
ALL_ROOMS = Condition("rooms_11", "ticked", 11)
BEDS_IN_ALL = RowMeasure(FromQuestion("Q10-1"))
BEDS = Source("canteen", RowMeasure("beds_nursing"), BEDS_IN_ALL, only=(RUNNING,))
AGREEMENTS = Source("canteen", RowMeasure(where=(SIGNED, VALID)), EACH, only=(RUNNING, NO_CLINIC))
CHECKLIST = Source("canteen", RowMeasure(where=(ALL_ROOMS,)), EACH, only=(RUNNING,))
HOLDERS = Source("canteen", RowMeasure(distinct="licence"))
SOURCES = (OPENED_THIS_YEAR, BEDS, AGREEMENTS, CHECKLIST)
QUESTIONS = (
    Question("Q08-2", "迁建算不算", "I08-03", {"new_only": ("new",), "all": ("new", "moved")}, {}),
    Question("Q10-1", "床位", "I10-01", {"licensed": "beds_licensed", "set_up": "beds_set_up"}, {}),
)


def indicator(source: Source | None) -> Indicator:
    head = ("I1", ("C1",), "新建老年人助餐点", "个", Entry.NUMBER, "", "", PeriodType.MONTH)
    return Indicator(*head, Judgement.NONE, Applies(Level.TOWN), source=source)


def context(period: str = "2018M06") -> Context:
    """All that a reading needs of a plan: its questions, and what else its indicators read."""
    indicators = tuple(indicator(s) for s in SOURCES)
    plan = cast(Plan, SimpleNamespace(questions=QUESTIONS, indicators=indicators))
    return Context(plan, REGISTER, parse_period(period))


def row(
    no: int,
    given: Mapping[str, Value] | None = None,
    *,
    state: str = "running",
    confirmed: str = "confirmed",
    **more: Value,
) -> Row:
    """A canteen that counts, unless told otherwise; its confirmation saw all its heads."""
    fields = {
        "name": text_value(f"第{no}助餐点"),
        "town": text_value(TOWN),
        "build_kind": text_value("new"),
        "opened_on": Value(on="2018-05-03"),
    }
    fields |= {**(given or {}), **more}
    states = (("2018-05-03", state),) if state else ()
    parts = [*fields, *(f"state/{on}" for on, _ in states)]
    heads = {part: f"{no:016x}{i:016x}" for i, part in enumerate(parts)}
    seen = frozenset(heads.values()) if confirmed else frozenset()
    on = "2018-06-20" if confirmed else ""
    where = (f"{no:032x}", "canteen", TOWN)
    return Row(*where, fields, states, confirmed, on, seen, heads)


def numbers(reading: Reading) -> tuple[object, object]:
    return reading.n, reading.d


# ---- rows ----


def test_state_on_a_day() -> None:
    one = replace(row(1), states=(("2018-06-18", "closed"), ("2018-02-01", "running")))
    assert state_on(one, date(2018, 1, 31)) == ""
    assert state_on(one, date(2018, 2, 1)) == "running"
    assert state_on(one, date(2018, 6, 18)) == "closed"
    assert not is_ended(one, REGISTER, day=date(2018, 6, 17))
    assert is_ended(one, REGISTER, day=date(2018, 6, 18))
    assert is_ended(row(2, state="merged"), REGISTER, day=date(2018, 6, 18))
    assert not is_ended(row(2, state=""), REGISTER, day=date(2018, 6, 18))


def test_a_row_counts_for_its_town_else_its_keeper() -> None:
    assert town_of(row(1, town=text_value(OTHER))) == OTHER
    assert town_of(row(1, town=BLANK)) == TOWN
    assert title_of(row(1), REGISTER) == "第1助餐点"
    assert title_of(row(1, name=BLANK), REGISTER) == "未填名称的助餐点"


# ---- the conditions of plan_example.toml ----


def test_newly_opened_and_still_running() -> None:
    rows = (
        row(1),
        row(2, state="closed"),
        row(3, opened_on=Value(on="2017-05-03")),
        row(4, build_kind=text_value("moved")),
        row(5, opened_on=Value(on="2018-06")),
    )
    found = read(OPENED_THIS_YEAR, rows, context=context())
    assert numbers(found) == (2, None)
    assert found.counted == (rows[0].id, rows[4].id)
    assert found.not_counted == (
        (rows[1].id, "状态为“关闭”（2018-05-03起），不计入"),
        (rows[2].id, "开业日期2017-05-03不在2018年内，不计入"),
        (rows[3].id, "建设性质为“迁建”，不计入"),
    )
    decided = replace(context(), choices={"Q08-2": "all"})
    assert read(OPENED_THIS_YEAR, rows, context=decided).n == 3


def test_nursing_beds_are_sums_over_the_rows_concerned() -> None:
    rows = (
        row(1, beds_nursing=number(30), beds_licensed=number(50), beds_set_up=number(60)),
        row(2, beds_nursing=number(20), beds_licensed=number(40), beds_set_up=number(40)),
        row(3, beds_nursing=number(99), beds_licensed=number(99), state="closed"),
        row(4, beds_licensed=number(10), beds_set_up=number(10)),
    )
    found = read(BEDS, rows, context=context())
    assert numbers(found) == (50, 100)
    assert found.short == ((rows[3].id, "护理型床位未填"),)
    decided = replace(context(), choices={"Q10-1": "set_up"})
    assert numbers(read(BEDS, rows, context=decided)) == (50, 110)


def test_agreements_fall_out_when_they_expire() -> None:
    none = {"has_clinic": yes_no(False)}
    rows = (
        row(1, none, signed_on=Value(on="2018-02-01"), valid_until=Value(on="2018-06-30")),
        row(2, none, signed_on=Value(on="2017-02-01"), valid_until=Value(on="2019-06-30")),
        row(3, has_clinic=yes_no(True)),
    )
    june = read(AGREEMENTS, rows, context=context())
    assert numbers(june) == (1, 2)
    assert june.short == ((rows[1].id, "协议签订日期2017-02-01早于2018-01-01，不计入"),)
    assert june.not_counted == ((rows[2].id, "内设医疗机构为“是”，不计入"),)
    july = read(AGREEMENTS, rows, context=context("2018M07"))
    assert numbers(july) == (0, 2)
    assert july.short[0][1] == "协议有效期止2018-06-30早于报告期末（2018-07-31），不计入"


def test_eleven_of_eleven_ticked() -> None:
    ticks = {f"room{i}": yes_no(True) for i in range(11)}
    rows = (row(1, ticks), row(2, ticks, room3=yes_no(False), room4=yes_no(False)))
    found = read(CHECKLIST, rows, context=context())
    assert numbers(found) == (1, 2)
    assert found.short == ((rows[1].id, "八室两超市一广场满足项数9项，少于11项"),)


def test_one_person_with_two_certificates_counts_once() -> None:
    rows = (
        row(1, licence=text_value("A 1")),
        row(2, licence=text_value("ａ1")),
        row(3, licence=text_value("B2")),
        row(4),
    )
    found = read(HOLDERS, reversed(rows), context=context())
    assert found.n == found.reported_n == 2
    assert dict(found.not_counted) == {
        rows[1].id: "证书管理号与另一行相同，只计一次",
        rows[3].id: "证书管理号未填",
    }
    both = Source("canteen", RowMeasure(distinct="licence"), RowMeasure())
    assert numbers(read(both, rows, context=context())) == (2, 4)


# ---- ended rows ----


def test_ended_rows_are_out_unless_a_condition_on_the_state_decides() -> None:
    rows = (row(1), row(2, state="closed"), row(3, state="merged"), row(4, state=""))
    everything = Source(
        "canteen", RowMeasure(), RowMeasure(where=(Condition("state", "filled", True),))
    )
    found = read(everything, rows, context=context())
    assert numbers(found) == (2, 3)
    ended = Source("canteen", RowMeasure(where=(Condition("state", "in", ("closed",)),)))
    assert read(ended, rows, context=context()).counted == (rows[1].id,)
    plain = read(Source("canteen", RowMeasure()), rows, context=context())
    assert plain.not_counted[1] == (rows[2].id, "状态为“并入”（2018-05-03起），不计入")


def test_a_row_ended_later_still_counts_for_the_period_before() -> None:
    one = row(1)
    later = replace(one, states=(*one.states, ("2018-10-08", "closed")))
    later = replace(later, heads={**one.heads, "state/2018-10-08": "f" * 32})
    assert read(OPENED_THIS_YEAR, (later,), context=context()).n == 1
    assert read(OPENED_THIS_YEAR, (later,), context=context("2018M10")).n == 0


# ---- confirmation ----

FIELDS = context().deciding_fields


def changed(one: Row, part: str) -> Row:
    return replace(one, heads={**one.heads, part: "e" * 32})


def test_confirmation_holds_until_a_field_that_decides_a_figure_changes() -> None:
    one = row(1)
    assert confirmation_state(one, REGISTER, fields=FIELDS) is Confirmation.CONFIRMED
    new = row(1, confirmed="")
    assert confirmation_state(new, REGISTER, fields=FIELDS) is Confirmation.AWAITING
    free = replace(REGISTER, confirmed_by=None)
    assert confirmation_state(new, free, fields=FIELDS) is Confirmation.NOT_NEEDED
    summed = ("beds_nursing", "beds_licensed", "beds_set_up")  # whatever Q10-1 decides
    for part in ("opened_on", "room5", "state/2018-05-03", "state/2018-10-08", *summed):
        found = confirmation_state(changed(one, part), REGISTER, fields=FIELDS)
        assert found is Confirmation.AWAITING
    for part in ("name", "licence"):
        found = confirmation_state(changed(one, part), REGISTER, fields=FIELDS)
        assert found is Confirmation.CONFIRMED


def test_a_refusal_holds_until_the_row_is_mended() -> None:
    one = row(1, confirmed="refused")
    assert confirmation_state(one, REGISTER, fields=FIELDS) is Confirmation.REFUSED
    assert (
        confirmation_state(changed(one, "opened_on"), REGISTER, fields=FIELDS)
        is Confirmation.AWAITING
    )


def test_what_a_confirmation_refers_to() -> None:
    one = row(1)
    codes = ("build_kind", "opened_on", "state/2018-05-03")
    assert seen_heads(one, FIELDS) == tuple(one.heads[code] for code in codes)
    assert seen_heads(one, FIELDS, day="2018-05-02") == seen_heads(one, FIELDS)[:2]
    confirmed = replace(one, confirmation_refs=frozenset(seen_heads(one, FIELDS)))
    assert confirmation_state(confirmed, REGISTER, fields=FIELDS) is Confirmation.CONFIRMED


def test_only_confirmed_rows_count_the_rest_is_reported() -> None:
    rows = (row(1), row(2, confirmed=""), row(3, confirmed="refused"), changed(row(4), "opened_on"))
    found = read(OPENED_THIS_YEAR, rows, context=context())
    assert found.n == 1
    assert found.reported_n == 4
    assert found.awaiting == (rows[1].id, rows[3].id)
    assert found.not_counted == ((rows[2].id, "未予认定（2018-06-20），不计入"),)
    assert {state.words for state in Confirmation} >= {"已报待认定", "已认定"}


@pytest.mark.parametrize(
    ("one", "source", "expected"),
    [
        (row(1), OPENED_THIS_YEAR, ""),
        (row(1), None, ""),
        (row(1, confirmed=""), OPENED_THIS_YEAR, "已报待认定"),
        (row(1, confirmed="refused"), OPENED_THIS_YEAR, "未予认定（2018-06-20），不计入"),
        (row(1, opened_on=BLANK), OPENED_THIS_YEAR, "开业日期未填"),
        (row(1), CHECKLIST, "八室两超市一广场未填"),
    ],
)
def test_why_a_row_does_not_count(one: Row, source: Source | None, expected: str) -> None:
    assert why_not(one, indicator(source), context=context()) == expected


# ---- towns, digest, algebra ----


def test_rows_of_given_towns() -> None:
    rows = (row(1), row(2, town=text_value(OTHER)), replace(row(3), register="other"))
    assert read(OPENED_THIS_YEAR, rows, context=context()).n == 2
    assert read(OPENED_THIS_YEAR, rows, context=context(), towns={OTHER}).counted == (rows[1].id,)


def test_the_digest_is_of_sorted_lines_of_the_heads_that_conditions_read() -> None:
    rows = (row(2), row(1))
    digest = partial(rows_digest, source=OPENED_THIS_YEAR, context=context())
    found = digest(rows)
    assert found == digest(rows[::-1])
    codes = ("build_kind", "opened_on", "state/2018-05-03")
    lines = [" ".join([one.id, *(one.heads[code] for code in codes)]) + "\n" for one in rows]
    assert found == hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()
    for part in ("name", "state/2018-10-08"):
        assert digest((changed(rows[0], part), rows[1])) == found
    assert digest((changed(rows[0], "opened_on"), rows[1])) != found


@st.composite
def some_rows(draw: st.DrawFn) -> tuple[Row, ...]:
    def one(no: int) -> Row:
        beds = draw(st.none() | st.integers(0, 300))
        return row(
            no,
            state=draw(st.sampled_from(["", *STATES])),
            confirmed=draw(st.sampled_from(["", "confirmed", "refused"])),
            opened_on=Value(on=draw(st.sampled_from(["2017-12-31", "2018-01", "2018-06-30"]))),
            beds_nursing=BLANK if beds is None else number(beds),
            beds_licensed=number(draw(st.integers(0, 300))),
            has_clinic=yes_no(draw(st.booleans())),
            room1=yes_no(draw(st.booleans())),
        )

    return tuple(one(no) for no in range(draw(st.integers(0, 12))))


@given(some_rows(), st.integers(0, 12), st.sampled_from(SOURCES))
def test_a_reading_of_a_union_is_the_sum_of_the_readings(
    rows: tuple[Row, ...], cut: int, source: Source
) -> None:
    whole = read(source, rows, context=context())
    parts = [read(source, part, context=context()) for part in (rows[:cut], rows[cut:])]
    zero = Decimal(0)
    assert whole.n == sum((p.n for p in parts), zero)
    assert (whole.d or zero) == sum((p.d or zero for p in parts), zero)
    assert whole.reported_n == sum((p.reported_n for p in parts), zero)
    assert whole.counted == parts[0].counted + parts[1].counted


@given(some_rows(), st.sampled_from(SOURCES))
def test_each_row_is_in_one_place_and_the_order_does_not_matter(
    rows: tuple[Row, ...], source: Source
) -> None:
    found = read(source, rows, context=context())
    placed = (*found.counted, *found.awaiting, *(one for one, _ in found.not_counted))
    assert sorted(placed) == [one.id for one in rows]
    assert {one for one, _ in found.short} <= set(found.counted)
    assert found == read(source, rows[::-1], context=context())
    assert found.n <= found.reported_n
    silent = {one.id for one in rows if not why_not(one, indicator(source), context=context())}
    assert silent == set(found.counted) - {one for one, _ in found.short}
    assert read_many([source], rows, context=context()) == (found,)
