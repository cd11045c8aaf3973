"""Files are looked at before anything is imported: whose, what, or why not; nothing is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from file_offices import BAOYAN, CITY, DANTU, GAOZI, FileOffices, fill, takes

from zjmz_desktop.service import trusting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_packages import Asked
from zjmz_desktop.service.package_looks import look_at
from zjmz_desktop.store import projections

DANYANG, YUNYANG = "321181000000", "321181001000"


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[FileOffices]:
    found = FileOffices(tmp_path)
    yield found
    found.close()


@pytest.fixture
def district(offices: FileOffices) -> Office:
    return offices.make(DANTU, "区")


def test_an_unknown_sender_is_told_with_its_code_and_a_known_one_with_what_it_brings(
    offices: FileOffices, district: Office
) -> None:
    town = offices.make(GAOZI, "镇")
    fill(town, "12")
    file = offices.sends(town)
    before = projections.digest(district.database)
    (look,) = look_at(district, [file])
    assert look.stranger is not None
    assert look.stranger.code == trusting.own(town).code
    assert look.preview is None
    assert look.outline is not None
    assert look.outline.sender == (GAOZI, "高资街道")
    trusting.trust_sender(district, file)
    (look,) = look_at(district, [file])
    assert look.stranger is None
    assert look.preview is not None
    assert [one.after for one in look.preview.added if one.indicator == "I06-02"] == ["12"]
    assert projections.digest(district.database) != before  # the trust that was written down
    before = projections.digest(district.database)
    look_at(district, [file])
    assert projections.digest(district.database) == before


def test_a_code_that_was_ended_can_not_be_compared_again(
    offices: FileOffices, district: Office
) -> None:
    town = offices.make(GAOZI, "镇")
    fill(town, "12")
    takes(district, offices.sends(town))
    trusting.replace(district, GAOZI, code=trusting.own(town).code, reason="丢失")
    fill(town, "13")
    (look,) = look_at(district, [offices.sends(town)])
    assert look.stranger is None
    assert "已经作废" in look.refusal


def test_a_file_for_another_office_and_one_that_is_none_are_refused(
    offices: FileOffices, district: Office, tmp_path: Path
) -> None:
    other = offices.make(BAOYAN, "宝堰")
    fill(other, "7")
    file = offices.sends(other)
    town = offices.make(GAOZI, "镇")
    none = tmp_path / "空.mzp"
    none.write_bytes(b"")
    wrong, bad = look_at(town, [file, none])
    assert "它是发给丹徒区民政局的" in wrong.refusal
    assert wrong.outline is not None
    assert bad.outline is None
    assert bad.refusal


def test_a_folder_is_gone_through_with_progress_and_stopped(
    offices: FileOffices, district: Office
) -> None:
    for unit in (GAOZI, BAOYAN):
        office = offices.make(unit, unit)
        fill(office, "1")
        offices.sends(office)
    told: list[tuple[int, int]] = []
    asked = Asked(on_progress=lambda *at: told.append(at))
    assert len(look_at(district, [offices.out], asked=asked)) == 2
    assert told == [(0, 0), (0, 1), (0, 2), (1, 2), (2, 2)]
    stopped = Asked(cancelled=lambda: True)
    assert look_at(district, [offices.out], asked=stopped) == ()


@pytest.mark.parametrize(
    ("sender", "to", "remedy"),
    [
        (YUNYANG, DANYANG, "云阳街道不归本单位汇总，请把文件交给它的上级丹阳市民政局导入。"),
        (DANYANG, CITY, "丹阳市民政局不归本单位汇总，请把文件交给它的上级镇江市民政局导入。"),
        (GAOZI, GAOZI, "请让高资街道重新导出一份发给本单位的。"),
        (CITY, DANYANG, "请让镇江市民政局重新导出一份发给本单位的。"),
    ],
)
def test_a_file_that_went_astray_says_who_can_help(
    offices: FileOffices, district: Office, sender: str, to: str, remedy: str
) -> None:
    (look,) = look_at(district, [offices.sends(offices.make(sender, "发件"), to)])
    whose = district.units.office_of(to)
    assert look.refusal.endswith(f"它是发给{whose}的，这里是丹徒区民政局。{remedy}")
    assert look.stranger is None  # nobody has to be called about its code
