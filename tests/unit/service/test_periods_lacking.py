"""A part of the year is not told as the whole: form, total, paper and origin name what lacks."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.paper import Paper, Paragraph, Table
from zjmz_desktop.domain.periods import Period, month
from zjmz_desktop.service import entering, forms, rolling
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.explaining import explain
from zjmz_desktop.service.exporting import indicator_sheet, matrix_sheets
from zjmz_desktop.service.periods_lacking import lacking, reported_words
from zjmz_desktop.service.reporting import summary_facts, summary_paper

DANTU, GAOZI, BAOYAN = "321112000000", "321112001000", "321112104000"
JUNE, DECEMBER = month(2018, 6), month(2018, 12)
PEOPLE, WEDDINGS = "I06-02", "I19-08"


@pytest.fixture(scope="module")
def sample(sample_folder: Path) -> Iterator[Office]:
    with closing(open_office(sample_folder)) as office:
        yield office


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with closing(
        create_office(tmp_path / "区", DANTU, clock=lambda: datetime(2019, 1, 3, tzinfo=UTC))
    ) as office:
        yield office


def put(office: Office, code: str, *, unit: str, number: int, typed: str) -> None:
    at = FieldAt(code, unit, month(2018, number), "value")
    entering.save_field(office, at, typed=typed, how=Circumstances(source="电话"))


def said(office: Office, code: str, *, unit: str = DANTU, through: Period = DECEMBER) -> str:
    indicator = office.plan.indicator(code)
    found = rolling.total(office, indicator, unit_id=unit, through=through)
    return reported_words(office, found, through=through)


def prose(paper: Paper) -> str:
    return "".join(block.text for block in paper.blocks if isinstance(block, Paragraph))


def row(paper: Paper, number: str, *, name: str) -> tuple[str, ...]:
    table = next(b for b in paper.blocks if isinstance(b, Table) and b.number == number)
    return next(row for row in table.rows if name in row[:3])


def test_one_month_is_not_the_year(district: Office) -> None:
    put(district, WEDDINGS, unit=DANTU, number=6, typed="9")
    assert said(district, WEDDINGS) == "报过数，缺1月至5月、7月至12月"
    paper = summary_paper(district, UnitPeriod(DANTU, DECEMBER))
    assert "办理结婚登记9对（缺1月至5月、7月至12月）" in prose(paper)
    assert "部分报告期缺报的有本级1项（缺1月至5月、7月至12月）" in prose(paper)
    assert row(paper, "附表6-1", name="结婚登记")[3] == "报过数，缺1月至5月、7月至12月"
    assert row(paper, "附表3", name="结婚登记")[3] == "9（未报齐）"
    explained = explain(district, WEDDINGS, unit_id=DANTU, period=DECEMBER)
    assert explained.words == "丹徒区：9对，本单位填报（缺1月至5月、7月至12月）。"


def test_a_town_without_two_months_is_named_in_the_sample(sample: Office) -> None:
    assert said(sample, PEOPLE) == "11个单位都报过数，宝堰镇缺7月、11月"
    assert said(sample, PEOPLE, through=JUNE) == "11/11 已报"
    at = UnitPeriod(DANTU, DECEMBER)
    text = prose(summary_paper(sample, at))
    assert "（以上数据11个单位都报过数，宝堰镇缺7月、11月）" in text
    assert "宝堰镇7项（缺7月、11月）" in text
    form = forms.form(sample, PEOPLE, at=at)
    assert form.reported_text == "11个单位都报过数，宝堰镇缺7月、11月"
    (town,) = (line for line in form.towns if line.unit == BAOYAN)
    assert town.state == "本单位填报，缺7月、11月"


def test_a_judged_figure_with_a_gap_is_announced_before_the_paper_is_made(
    district: Office,
) -> None:
    put(district, "I20-04", unit=DANTU, number=5, typed="0")
    facts = summary_facts(district, UnitPeriod(DANTU, JUNE))
    (gap,) = (gap for gap in facts.gaps if gap.startswith("站外托养机构极端事件"))
    assert gap == "站外托养机构极端事件：报过数，缺1月至4月、6月"


def test_only_who_reported_something_lacks_months(district: Office) -> None:
    put(district, PEOPLE, unit=GAOZI, number=6, typed="9")
    indicator = district.plan.indicator(PEOPLE)
    found = lacking(district, indicator, unit_id=DANTU, through=JUNE)
    assert {unit: [p.last_month for p in gap] for unit, gap in found.items()} == {
        GAOZI: [1, 2, 3, 4, 5]
    }
    for number in range(1, 6):
        put(district, PEOPLE, unit=GAOZI, number=number, typed="9")
    assert lacking(district, indicator, unit_id=DANTU, through=JUNE) == {}


def test_a_month_that_does_not_apply_lacks_nothing(district: Office) -> None:
    put(district, WEDDINGS, unit=DANTU, number=2, typed="9")
    at = FieldAt(WEDDINGS, DANTU, month(2018, 1), "value")
    entering.save_state(district, at, state="not_applicable")
    assert said(district, WEDDINGS, through=month(2018, 2)) == "1/1 已报"


def test_counts_of_rows_and_stocks_are_of_one_day(sample: Office) -> None:
    for code in ("I08-03", "I11-07", "I05-09", "I22-03", "I01-01"):
        found = lacking(sample, sample.plan.indicator(code), unit_id=DANTU, through=DECEMBER)
        assert found == {}, code


def test_exported_sheets_say_it_too(sample: Office) -> None:
    at = UnitPeriod(DANTU, DECEMBER)
    sheet = indicator_sheet(sample, PEOPLE, at=at)
    assert sheet.foot_lines[0] == "11个单位都报过数，宝堰镇缺7月、11月。"
    (matrix, _) = matrix_sheets(sample, at)
    (line,) = (row for row in matrix.rows if row[0] == "临时救助人次")
    assert line[6] == "11/11（缺月份）"
