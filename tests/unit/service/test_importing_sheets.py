"""Awkward sheets: what each gives, cell by cell; nothing unclear is read, nothing is read as 0."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from awkward_sheets import SHEETS, Awkward

from zjmz_desktop.domain.batches import Outcome
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.sheet_mapping import Sureness
from zjmz_desktop.domain.sheets import Sheet
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.importing_sheets import (
    FIGURES,
    UnknownColumnError,
    likeliest_target,
    open_file,
    remember_uses,
    understand_figures,
    understand_rows,
    uses_named,
)
from zjmz_desktop.service.sheet_figure_plans import FiguresAsked, plan_sheet_figures
from zjmz_desktop.service.sheet_plans import SheetPlan
from zjmz_desktop.service.sheet_row_plans import plan_sheet_rows
from zjmz_desktop.store import revisions

DANTU = "321112000000"


def clock() -> datetime:
    return datetime(2018, 12, 3, tzinfo=UTC)


def never() -> bool:
    return False


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区", DANTU, clock=clock)) as found:
        yield found


def planned(office: Office, sheet: Sheet, *, one: Awkward) -> SheetPlan:
    if one.target != FIGURES:
        understood = understand_rows(office, sheet, register=one.target)
        return plan_sheet_rows(office, understood, uses=understood.uses)
    understood = understand_figures(office, sheet)
    assert understood.figures is not None
    period = month(2018, 11 if "知晓率" in one.file else 6)
    asked = FiguresAsked(period, one.indicator or understood.figures.field, one.file)
    return plan_sheet_figures(office, understood, uses=understood.uses, asked=asked)


@pytest.mark.parametrize("one", SHEETS, ids=[one.name for one in SHEETS])
def test_awkward_sheet(office: Office, tmp_path: Path, one: Awkward) -> None:
    path = tmp_path / one.file
    one.write(path)
    (sheet,) = open_file(path, cancelled=never)
    before = revisions.last_log_no(office.database)
    plan = planned(office, sheet, one=one)
    assert revisions.last_log_no(office.database) == before
    filled = {(c.who, c.what): c.after for c in plan.cells if c.outcome.is_written}
    assert one.filled.items() <= filled.items()
    refused = {c.place: c.reason for c in plan.cells if c.outcome is Outcome.REFUSED}
    assert refused.keys() == one.refused.keys()
    for place, word in one.refused.items():
        assert word in refused[place]
    asking = [p for p in plan.understood.proposals if p.sureness is Sureness.UNCLEAR]
    assert tuple(p.column.header for p in asking) == one.unclear
    assert not any(p.use.field for p in asking)  # what is unclear is not read
    for words in one.notes:
        assert words in "".join(plan.notes)
    if one.target == FIGURES:
        assert filled.keys() == one.filled.keys()


def sheet_of(*lines: str, name: str = "表") -> Sheet:
    return Sheet(name, tuple(tuple(line.split("|")) for line in lines))


def test_a_mapping_is_remembered_for_the_same_header(office: Office) -> None:
    june = sheet_of("单位|户|人数甲", "高资镇|12|20")
    first = understand_figures(office, june)
    chosen = uses_named(first, {"户": "I05-02/value", "人数甲": "低保对象人数"})
    remember_uses(office, first, uses=[*chosen.values(), first.uses[0]])
    july = understand_figures(office, sheet_of("单位|户|人数甲", "谷阳镇|3|4"))
    assert july.remembered
    assert [use.field for use in july.uses] == ["unit", "I05-02/value", "I05-03/value"]
    other = understand_figures(office, sheet_of("单位|户|人数乙", "谷阳镇|3|4"))
    assert not other.remembered


def test_shares_are_asked_again_where_the_remembered_way_does_not_fit(office: Office) -> None:
    shares = understand_figures(office, sheet_of("名称|惠民政策知晓率", "丹徒区|0.85"))
    chosen = uses_named(shares, {"惠民政策知晓率": "I21-11/value*100"})
    remember_uses(office, shares, uses=[shares.uses[0], *chosen.values()])
    same = understand_figures(office, sheet_of("名称|惠民政策知晓率", "丹徒区|0.9"))
    assert same.uses[1].factor == 100
    percents = understand_figures(office, sheet_of("名称|惠民政策知晓率", "丹徒区|90"))
    assert percents.uses[1].factor == 1


@pytest.mark.parametrize(
    ("lines", "target"),
    [
        (("单位|低保户数", "高资镇|12"), FIGURES),
        (("镇|名称|地址|餐位数", "高资镇|甲|1号|3"), "canteen"),
        (("机构名称|入住人数|法人", "甲院|12|示例"), "institution"),
        (("姓名|证书编号|工作单位", "示例|1|示例社区"), "social_worker"),
        (("名称|没听过", "甲|乙"), ""),
        (("助餐点情况|", "名称|没听过", "甲|乙"), "canteen"),
        (("1|2", "3|4"), ""),
    ],
)
def test_what_a_sheet_most_likely_holds(
    office: Office, lines: tuple[str, ...], target: str
) -> None:
    assert likeliest_target(office, sheet_of(*lines)) == target


def test_an_unknown_column_or_field_is_refused_in_words(office: Office) -> None:
    understood = understand_rows(office, sheet_of("名称|地址", "甲|乙"), register="canteen")
    with pytest.raises(UnknownColumnError, match="没有叫“面积”的列"):
        uses_named(understood, {"面积": "usable_area_m2"})
    with pytest.raises(UnknownColumnError, match="没有字段“没有”"):
        uses_named(understood, {"名称": "没有"})
