"""封年 and 例外重开 between offices that have only files of one another."""

from pathlib import Path

from desks import DANTU, GAOZI, Desk

CODE = "I06-02"
SEPTEMBER = ("--period", "2018M09")


def test_a_year_closed_below_is_reopened_above_and_closed_again(tmp_path: Path) -> None:
    town, district = Desk(tmp_path / "镇", GAOZI), Desk(tmp_path / "区", DANTU)
    town.fill(CODE, "12")
    town.run("submit", "--period", "2018M06")
    town.run("close", "--period", "2018", "--reason", "年报已定")
    figure = ["--indicator", CODE, "--unit", GAOZI, *SEPTEMBER, "--value", "3"]
    assert "请丹徒区民政局例外重开" in town.refused("set", *figure)
    district.meet(town.pack(DANTU))
    asked = ["--unit", GAOZI, *SEPTEMBER, "--reason", "漏报九月"]
    assert "已给高资街道重开2018年9月" in district.run("reopen", *asked)
    town.meet(district.pack(GAOZI, "--kind", "return"))
    town.run("set", *figure)
    town.run("submit", *SEPTEMBER)
    assert "已封年" in town.refused("recall", "--period", "2018M06")
    town.run("close", "--period", "2018", "--reason", "九月已补")
    assert "已封年" in town.refused("set", *figure)
    assert district.take(town.pack(DANTU))[0]["quarantined"] == []
    assert district.figure(CODE, GAOZI, "2018M09")["value"] == "3"
    assert "已给高资街道重开2018年" in district.run(
        "reopen", "--unit", GAOZI, "--period", "2018", "--reason", "审计"
    )
    town.take(district.pack(GAOZI, "--kind", "return"))
    town.run("recall", "--period", "2018M06")
