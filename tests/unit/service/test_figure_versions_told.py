"""月报, 快报, 预计全年 and 年报 of one unit beside each other, with 补报 and 更正 on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import AT, GAOZI, JUNE, Flow

from zjmz_desktop.domain.periods import month, parse_period
from zjmz_desktop.service import entering, reviewing, submitting
from zjmz_desktop.service.entering import Circumstances, FieldAt
from zjmz_desktop.service.figure_versions import versions

CODE, YEAR, DECEMBER = "I06-01", parse_period("2018"), month(2018, 12)


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "数据")
    yield found
    found.district.close()


def test_versions_stand_beside_each_other_with_the_reason(flow: Flow) -> None:
    flow.put("8", CODE)
    submitting.submit(flow.town, JUNE)
    reviewing.accept_whole(flow.district, AT)
    flow.put("7", CODE, how=Circumstances("重复1户", "correction"))
    for period, part, typed, note in (
        (DECEMBER, "value", "5", None),
        (DECEMBER, "flash", "13", None),
        (DECEMBER, "estimate", "15", None),
        (YEAR, "annual", "12", "年终核减1户"),
    ):
        place = FieldAt(CODE, GAOZI, period, part)
        how = Circumstances(note)
        assert not entering.save_field(flow.town, place, typed=typed, how=how).error
    found = versions(flow.district, CODE, unit_id=GAOZI, period=DECEMBER)
    assert [(v.kind.words, v.words) for v in found.versions] == [
        ("月报累计", "12"),
        ("快报", "13"),
        ("预计全年", "15"),
        ("年报", "12"),
    ]
    assert found.differences == ("年报12，快报13，少1，原因：年终核减1户",)
    assert [(a.period, a.act, a.value, a.note) for a in found.acts] == [
        ("2018M06", "更正", "7", "重复1户")
    ]


def test_nothing_reported_has_no_versions(flow: Flow) -> None:
    found = versions(flow.district, CODE, unit_id=GAOZI, period=JUNE)
    assert (found.versions, found.differences, found.acts) == ((), (), ())
