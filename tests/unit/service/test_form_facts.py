"""The computed numbers of a form, on real offices: each says what it is, and below where it is from."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import entering, forms
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.views import FactView

DANTU, GAOZI = "321112000000", "321112001000"


@pytest.fixture(scope="module")
def sample(sample_folder: Path) -> Iterator[Office]:
    with closing(open_office(sample_folder)) as office:
        yield office


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区", DANTU)) as office:
        yield office


def facts(office: Office, code: str, *, unit: str = DANTU, number: int = 6) -> list[FactView]:
    return list(forms.form(office, code, at=UnitPeriod(unit, month(2018, number))).facts)


@pytest.mark.parametrize(
    ("code", "unit", "label"),
    [
        ("I19-08", DANTU, "1月至本期累计"),  # typed flow
        ("I06-02", DANTU, "1月至本期累计"),  # rolled up from towns
        ("I06-02", GAOZI, "1月至本期累计"),  # 代报 at the town
        ("I05-02", GAOZI, "期末数"),  # closes: opening + new - removed
        ("I05-09", DANTU, "期末数"),  # typed stock
        ("I08-03", GAOZI, "1月至本期累计"),  # counted rows of the year
        ("I11-07", GAOZI, "期末数"),  # rows on the books
        ("I09-01", DANTU, "现状"),  # a rate of rows
        ("I11-01", DANTU, "现状"),  # a typed rate
        ("I14-01", DANTU, "现状"),  # per 10,000
        ("I15-01", DANTU, "现状"),  # a checklist
        ("I01-01", DANTU, "1月至本期累计"),  # occurrences
        ("I22-03", DANTU, "已完成节点"),  # steps
    ],
)
def test_the_label_says_what_the_number_is(
    sample: Office, code: str, unit: str, label: str
) -> None:
    fact = facts(sample, code, unit=unit)[0]
    assert fact.label == label
    assert fact.text != "—"


def test_where_it_comes_from_stands_under_it(sample: Office) -> None:
    assert facts(sample, "I11-07", unit=GAOZI)[0].hint == "底册认定"
    assert facts(sample, "I19-08")[0] == FactView("1月至本期累计", "1059", "自动计算")
    rate = facts(sample, "I09-01")[0]
    assert rate.hint.startswith("底册认定，")
    assert "÷" in rate.hint


def test_one_proxy_month_is_told_with_what_is_missing(district: Office) -> None:
    for number, source in ((4, "电话"), (5, "电话")):
        at = FieldAt("I06-02", GAOZI, month(2018, number), "value")
        entering.save_field(district, at, typed="9", how=Circumstances(source=source))
    fact = facts(district, "I06-02", unit=GAOZI)[0]
    assert fact == FactView("1月至本期累计", "18", "代报，2/6 月")


def test_a_text_has_no_number(sample: Office) -> None:
    assert facts(sample, "I02-01") == []


def test_steps_are_counted_and_not_compared_with_last_year(sample: Office) -> None:
    found = facts(sample, "I22-03")
    assert "上年同期" not in [fact.label for fact in found]
    assert found[0].text.endswith("步")
