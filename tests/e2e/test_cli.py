"""The command line as a contract: through the same calls as the window, refusals in sentences."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zjmz_desktop.cli.main import main

DANTU, GAOZI, BAOYAN = "321112000000", "321112001000", "321112104000"
Run = Callable[..., Any]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "民政 数据"


@pytest.fixture
def run(store: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the store; returns its JSON, or (exit code, stderr) when it is refused."""

    def call(*words: str, refused: bool = False, on_store: bool = True) -> Any:
        capsys.readouterr()
        asked = [*words, "--store", str(store)] if on_store else list(words)
        code = main(asked)
        told = capsys.readouterr()
        if refused:
            assert code == 1
            assert told.out == ""
            return told.err
        assert code == 0, told.err
        return json.loads(told.out) if "--json" in words else told.out

    return call


@pytest.fixture
def town(run: Run) -> Run:
    run("init", "--unit", GAOZI, "--user", "示例填报员")
    return run


@pytest.fixture
def district(run: Run) -> Run:
    run("init", "--unit", DANTU)
    return run


def figure(code: str, unit: str, period: str) -> list[str]:
    return ["--indicator", code, "--unit", unit, "--period", period]


def test_a_figure_is_set_read_back_and_told(town: Run) -> None:
    place = figure("I06-02", GAOZI, "2018M06")
    town("set", *place, "--value", "１,２３４")
    town("set", *place, "--value", "1235", "--note", "核对后更正", "--correction")
    found = town("get", *place, "--json")
    assert (found["value"], found["effective"], found["own"]) == ("1235", "1235", "1235")
    assert found["conflict"] is False
    assert len(found["heads"]) == 1
    assert [one["value"] for one in found["history"]] == ["1235", "1234"]
    assert found["history"][0]["note"] == "核对后更正"
    assert found["history"][0]["user"] == "示例填报员"


REFUSED = [
    ("12.5", "应为整数"),
    ("约50", "请填具体数"),
    ("abc", "不是数字"),
    ("-3", "不能小于"),
    ("十二个半", "不是数字"),
]


@pytest.mark.parametrize(("typed", "says"), REFUSED)
def test_what_is_no_count_is_refused_and_nothing_written(town: Run, typed: str, says: str) -> None:
    place = figure("I06-02", GAOZI, "2018M06")
    told = town("set", *place, f"--value={typed}", refused=True)
    assert says in told
    assert "Traceback" not in told
    assert town("get", *place, "--json")["version"] == 0


def test_a_rate_is_numerator_and_denominator_in_one_cell(town: Run) -> None:
    place = figure("I05-01", GAOZI, "2018M06")
    told = town("set", *place, "--numerator", "50", "--denominator", "40", refused=True)
    assert "100%" in told
    town("set", *place, "--numerator", "50", "--denominator", "60")
    assert town("get", *place, "--json")["value"] == "50/60"
    total = town(
        "rollup", "--unit", GAOZI, "--period", "2018M06", "--indicator", "I05-01", "--json"
    )
    assert total[0]["value"] == "83.3333"


def test_kinds_of_nothing_are_kept_apart(district: Run) -> None:
    for unit, words in (
        (GAOZI, ["--value", "0"]),
        ("321112100000", ["--state", "not_begun"]),
        ("321112101000", ["--state", "not_applicable"]),
        ("321112102000", ["--value", "7"]),
    ):
        district("set", *figure("I06-02", unit, "2018M01"), *words)
    asked = ("--unit", DANTU, "--period", "2018M01", "--indicator", "I06-02", "--json")
    total = district("rollup", *asked)[0]
    assert (total["value"], total["reported"], total["expected"]) == ("7", 3, 10)
    assert BAOYAN in total["missing"]
    assert "321112101000" not in total["missing"]
    states = [
        district("get", *figure("I06-02", unit, "2018M01"), "--json")["state"]
        for unit in (GAOZI, "321112100000", "321112101000", BAOYAN)
    ]
    assert states == ["value", "not_begun", "not_applicable", "blank"]


def test_a_unit_below_is_written_as_proxy_any_other_is_refused(district: Run) -> None:
    place = figure("I06-02", GAOZI, "2018M06")
    district("set", *place, "--value", "12", "--proxy", "示例：6月28日电话报来")
    found = district("get", *place, "--json")
    assert (found["own"], found["proxy"], found["effective"]) == (None, "12", "12")
    told = district(
        "set", *figure("I06-02", "321181001000", "2018M06"), "--value", "1", refused=True
    )
    assert "云阳街道" in told


DAY_CARE = ["--register", "day_care", "--unit", DANTU]


def day_care(run: Run) -> str:
    """A centre of 460 ㎡, entered and confirmed; returns its row id."""
    fields = [
        "name=示例日间照料中心",
        "address=示例路1号",
        "usable_area_m2=460",
        "accepted_on=2018-06-01",
    ]
    entered = ["--register", "day_care", "--unit", GAOZI, "--as", "accepted", "--on", "2018-06-01"]
    added = run("register", "add", *entered, *fields, "--json")[0]
    assert added["counts"] == []
    run("register", "confirm", *DAY_CARE, "--all", "--user", "u02")
    return str(added["id"])


def counted(run: Run, period: str) -> str:
    asked = ("--unit", DANTU, "--period", period, "--indicator", "I08-01", "--json")
    return str(run("rollup", *asked)[0]["value"])


def why_not(run: Run) -> str:
    return str(run("register", "list", *DAY_CARE, "--json")[0]["why_not"]["I08-01"])


def test_a_row_counts_when_confirmed_as_it_stands(district: Run) -> None:
    row = day_care(district)
    assert "460.00㎡，低于500㎡，不计入" in why_not(district)
    assert counted(district, "2018M06") == "0"
    district("register", "edit", *DAY_CARE, "--row", row, "usable_area_m2=500")
    assert why_not(district) == "已报待认定"
    district("register", "confirm", *DAY_CARE, "--row", row, "--user", "u02")
    assert counted(district, "2018M06") == "1"


def test_an_ended_row_counts_until_its_end(district: Run) -> None:
    row = day_care(district)
    district("register", "edit", *DAY_CARE, "--row", row, "usable_area_m2=500")
    district("register", "confirm", *DAY_CARE, "--row", row, "--user", "u02")
    district("register", "end", *DAY_CARE, "--row", row, "--on", "2018-10-15")
    assert (counted(district, "2018M06"), counted(district, "2018M10")) == ("1", "0")


def test_stock_adds_up(district: Run) -> None:
    row = day_care(district)
    other = day_care(district)
    district("register", "end", *DAY_CARE, "--row", row, "--on", "2018-10-15")
    district("register", "end", *DAY_CARE, "--row", other, "--on", "2018-11-15")
    *_, total = district("register", "stock", *DAY_CARE, "--period", "2018M10", "--json")
    year, october = total["year"], total["period"]
    assert (year["opening"], year["added"], year["ended"], year["closing"]) == (0, 2, 1, 1)
    assert (october["opening"], october["added"], october["closing"]) == (2, 0, 1)
    *_, total = district("register", "stock", *DAY_CARE, "--json")
    assert (total["year"]["ended"], total["year"]["closing"]) == (2, 0)


def test_fields_stand_anywhere_among_the_options(town: Run) -> None:
    words = ["--register", "canteen", "name=示例助餐点", "--unit", GAOZI, "seats=12", "--json"]
    (row,) = town("register", "add", *words, "address=示例路1号")
    assert (row["name"], row["seats"], row["address"]) == ("示例助餐点", "12", "示例路1号")


def test_a_town_confirms_nothing(town: Run) -> None:
    town("register", "add", "--register", "canteen", "--unit", GAOZI, "name=示例助餐点")
    told = town(
        "register", "confirm", "--register", "canteen", "--unit", GAOZI, "--all", refused=True
    )
    assert "上级认定" in told


def test_targets_come_from_above_and_add_up(run: Run) -> None:
    run("init", "--unit", "321100000000")
    run("target", "set", "--indicator", "I08-03", "--unit", DANTU, "--value", "12")
    run("target", "split", "--indicator", "I08-03")
    shown = run("target", "show", "--indicator", "I08-03", "--json")
    assert shown["allocated"] == "114"
    assert sum(int(part[2]) for part in shown["parts"]) == 114
    told = run(
        "target", "set", "--indicator", "I06-02", "--unit", DANTU, "--value", "5", refused=True
    )
    assert "不设目标" in told


def test_without_allocation_there_is_no_rate_and_no_light(district: Run) -> None:
    district("set", *figure("I08-03", GAOZI, "2018M06"), "--value", "8")
    total = district(
        "rollup", "--unit", DANTU, "--period", "2018M06", "--indicator", "I08-03", "--json"
    )[0]
    assert (total["completion"], total["light"]) == (None, "unallocated")
    assert "全市目标114" in total["words"]


def test_months_that_lack_are_listed_by_unit(district: Run) -> None:
    district("set", *figure("I06-02", GAOZI, "2018M02"), "--value", "8")
    asked = ["--unit", DANTU, "--period", "2018M03", "--indicator", "I06-02", "--json"]
    total = district("rollup", *asked)[0]
    assert total["missing_periods"] == {GAOZI: ["2018M01", "2018M03"]}
    assert (total["reported"], len(total["missing"])) == (1, 10)
    child = next(one for one in total["children"] if one["unit"] == GAOZI)
    assert child["missing_periods"] == total["missing_periods"]


def test_check_names_the_register_of_a_row(town: Run) -> None:
    town("register", "add", "--register", "canteen", "--unit", GAOZI, "name=示例助餐点")
    asked = ["check", "--unit", GAOZI, "--period", "2018M06"]
    assert "强制性审核  底册“老年人助餐点”  “示例助餐点”：" in town(*asked)
    assert {one["register"] for one in town(*asked, "--json")} == {"canteen"}


def test_a_sampled_rate_has_neither_numerator_nor_denominator(district: Run) -> None:
    district("set", *figure("I21-11", DANTU, "2018"), "--value", "92.5")
    asked = ["--unit", DANTU, "--period", "2018M12", "--indicator", "I21-11", "--json"]
    total = district("rollup", *asked)[0]
    assert (total["numerator"], total["denominator"]) == (None, None)
    assert (total["value"], total["reported"]) == ("92.5000", 1)


def test_the_same_is_copied_only_when_asked(town: Run) -> None:
    july = figure("I05-02", GAOZI, "2018M07")
    assert "没有数，不能沿用" in town("set", *july, "--same-as-last", refused=True)
    town("set", *figure("I05-02", GAOZI, "2018M06"), "--value", "88")
    assert town("get", *july, "--json")["value"] is None
    town("set", *july, "--same-as-last")
    assert town("get", *july, "--json")["value"] == "88"


def test_explain_goes_down_to_the_revision(district: Run) -> None:
    district("set", *figure("I06-02", GAOZI, "2018M06"), "--value", "12")
    asked = figure("I06-02", DANTU, "2018M06")
    found = district("explain", *asked, "--json")
    child = next(one for one in found["children"] if one["unit"][0] == GAOZI)
    revision = child["origins"][0]["id"]
    assert (
        revision
        == district("get", *figure("I06-02", GAOZI, "2018M06"), "--json")["history"][0]["id"]
    )


def test_a_paper_that_can_not_be_is_refused_with_a_sentence(district: Run, tmp_path: Path) -> None:
    out = tmp_path / "总结.pdf"
    asked = ("report", "--unit", DANTU, "--year", "2018", "--out", str(out))
    assert "没有第5号记录" in district(*asked, "--as-of", "5", refused=True)
    assert "不用出" in district(
        "report", "--unit", GAOZI, "--year", "2018", "--out", str(out), refused=True
    )
    assert not out.exists()


UNKNOWN = [
    (["get", "--indicator", "I99-01", "--unit", GAOZI, "--period", "2018M06"], "I99-01"),
    (["get", "--indicator", "I06-02", "--unit", "999", "--period", "2018M06"], "999"),
    (["get", "--indicator", "I06-02", "--unit", GAOZI, "--period", "2018M13"], "2018M13"),
    (["get", "--indicator", "I06-02", "--unit", GAOZI, "--period", "２０１８"], "不是报告期"),
    (["register", "list", "--register", "kitchen", "--unit", GAOZI], "kitchen"),
    (
        ["set", "--indicator", "I06-02", "--unit", GAOZI, "--period", "2018Q2", "--value", "1"],
        "报告期是月",
    ),
]


@pytest.mark.parametrize(("words", "says"), UNKNOWN)
def test_what_does_not_exist_is_named(town: Run, words: list[str], says: str) -> None:
    assert says in town(*words, refused=True)


def test_plan_check_gives_line_and_column(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('format = 1\n[plan]\ncode = "x"\nwrong = 1\n', "utf-8")
    assert main(["plan", "check", str(path)]) == 1
    assert main(["plan", "check", str(tmp_path / "none.toml")]) == 1


def test_usage_errors_exit_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["set", "--indicator", "I06-02"])
    assert caught.value.code == 2
    assert "用法不对" in capsys.readouterr().err


def test_health_finds_a_damaged_line(town: Run, store: Path) -> None:
    town("set", *figure("I06-02", GAOZI, "2018M06"), "--value", "12")
    assert town("health", "--json")["sound"] is True
    path = store / "office.db"
    content = path.read_bytes()
    at = content.index(b'"n":12')
    path.write_bytes(content[: at + 4] + b"9" + content[at + 5 :])
    assert main(["health", "--store", str(store)]) == 1


def test_figures_are_read_back_from_a_new_process(town: Run, store: Path) -> None:
    place = figure("I06-02", GAOZI, "2018M06")
    town("set", *place, "--value", "12")
    command = [sys.executable, "-m", "zjmz_desktop", "get", *place, "--store", str(store), "--json"]
    told = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[2])
    assert json.loads(told.stdout)["value"] == "12"


def test_an_outside_decision_needs_its_date_and_document(district: Run) -> None:
    asked = [*figure("I17-01", DANTU, "2018Q3"), "--part", "decision", "--text", "named"]
    for half in ([], ["--on", "2018-07-30"], ["--doc", "示例〔2018〕1号"]):
        assert "没有日期或文号" in district("set", *asked, *half, refused=True)
    assert "没有外部评定" in district(
        "set", *figure("I01-02", DANTU, "2018Q3"), *asked[6:], refused=True
    )
    assert district("check", "--unit", DANTU, "--period", "2018Q3", "--json") == []
    district("set", *asked, "--on", "2018-07-30", "--doc", "示例〔2018〕1号")
    total = ("rollup", "--unit", DANTU, "--indicator", "I17-01", "--json", "--period")
    assert district(*total, "2018M06")[0]["light"] != "done"
    assert district(*total, "2018M09")[0]["light"] == "done"


def test_a_user_is_added_and_gets_another_name(town: Run) -> None:
    town("users", "--add", "示例审核员")
    town("users", "--rename", "u02", "示例复核员")
    known = town("users", "--json")
    assert known == [
        {"user": "u01", "name": "示例填报员"},
        {"user": "u02", "name": "示例复核员"},
    ]
