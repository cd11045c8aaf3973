"""What the district types for a town is 代填: saved, and said not to count where another figure holds."""

import sys
from pathlib import Path

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from desks import DANTU, GAOZI, Desk  # noqa: E402

CODE, SAVED = "I06-02", "已保存。"
PLACE = ("--indicator", CODE, "--unit", GAOZI, "--period", "2018M06")
ASIDE = "已作为代填数记下，没有采用：高资街道2018年6月仍以“{}”为准。"


def test_a_proxy_that_counts_is_saved_one_beside_another_figure_is_said_to_be_aside(
    tmp_path: Path,
) -> None:
    town, district = Desk(tmp_path / "镇", GAOZI), Desk(tmp_path / "区", DANTU)
    typed = ("set", *PLACE, "--value")
    assert district.run(*typed, "11").strip() == SAVED
    assert town.run(*typed, "12").strip() == SAVED
    district.meet(town.pack(DANTU, "--period", "2018M06"))
    assert ASIDE.format("本单位填报") in district.run(*typed, "13")
    found = district.run("get", *PLACE, "--json")
    assert (found["effective"], found["proxy"]) == ("12", "13")
    assert district.run("set", *PLACE, "--state", "blank").strip() == SAVED
    adopt = ("review", "adopt", "--unit", GAOZI, "--period", "2018M06", "--indicator", CODE)
    district.run(*adopt, "--value", "14", "--reason", "复核")
    assert ASIDE.format("区局采用数") in district.run(*typed, "15")


def test_a_proxy_of_an_earlier_month_counts_where_the_town_told_another_one(tmp_path: Path) -> None:
    town, district = Desk(tmp_path / "镇", GAOZI), Desk(tmp_path / "区", DANTU)
    town.run("set", *PLACE, "--value", "12")
    district.meet(town.pack(DANTU, "--period", "2018M06"))
    may = ("--indicator", CODE, "--unit", GAOZI, "--period", "2018M05")
    assert district.run("set", *may, "--value", "5").strip() == SAVED
