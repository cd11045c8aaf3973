"""A month on its way from the command line: submitted, locked, returned, answered, accepted, closed."""

import json
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flow import CODE, DANTU, GAOZI, OTHER

from zjmz_desktop.cli.main import main
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import entering, returns, submitting
from zjmz_desktop.service.context import open_office
from zjmz_desktop.service.entering import FieldAt

Run = Callable[..., Any]
JUNE = month(2018, 6)
FIGURE = ("--indicator", CODE, "--unit", GAOZI, "--period", "2018M06")


def runner(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str, code: int = 0) -> Any:
        capsys.readouterr()
        assert main([*words, "--store", str(folder)]) == code
        told = capsys.readouterr()
        if code:
            return told.err
        return json.loads(told.out) if "--json" in words else told.out

    return call


@pytest.fixture
def town(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    found = runner(tmp_path / "镇", capsys)
    found("init", "--unit", GAOZI, "--user", "张三")
    found("set", *FIGURE, "--value", "12")
    return found


@pytest.fixture
def district(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """The district, with the town's submission in its store."""
    folder = tmp_path / "区"
    found = runner(folder, capsys)
    found("init", "--unit", DANTU, "--user", "李四")
    with closing(open_office(folder)) as office:
        writer = office.acting_as(GAOZI)
        for code, typed in ((CODE, "12"), (OTHER, "30")):
            entering.save_field(writer, FieldAt(code, GAOZI, JUNE, "value"), typed=typed)
        submitting.submit(writer, JUNE)
    return found


def test_a_month_is_submitted_locked_recalled_and_closed(town: Run) -> None:
    found = town("submit", "--period", "2018M06", "--dry-run", "--json")
    assert (found["stage"], found["version"], found["filled"]) == ("not_reported", 1, 1)
    assert town("check", "--unit", GAOZI, "--period", "2018M06", "--json") == []
    assert "可以上报" in town("submit", "--period", "2018M06", "--dry-run")
    assert "第1版" in town("submit", "--period", "2018M06")
    assert "先撤回上报" in town("set", *FIGURE, "--value", "13", code=1)
    assert "不用再报" in town("submit", "--period", "2018M06", code=1)
    assert "已撤回" in town("recall", "--period", "2018M06", "--reason", "填错")
    town("set", *FIGURE, "--value", "13")
    told = town("submit", "--period", "2018M06", "--dry-run")
    assert "改动  低保对象户数 数：12→13" in told
    town("submit", "--period", "2018M06")
    assert "写年份" in town("close", "--period", "2018M06", code=1)
    told = town("close", "--period", "2018", code=1)
    assert "2018年1月、2月、3月、4月、5月、7月、8月、9月、10月、11月、12月还没有上报" in told
    assert "请写明原因再封年" in told
    town("close", "--period", "2018", "--reason", "年中建账")
    assert "已封年" in town("set", *FIGURE, "--part", "flash", "--value", "1", code=1)
    reopen = ("reopen", "--unit", GAOZI, "--period", "2018", "--reason", "审计要求")
    assert "例外重开由丹徒区民政局办理" in town(*reopen, code=1)
    assert "由丹徒区民政局" in town(
        "review", "accept", "--unit", GAOZI, "--period", "2018M06", code=1
    )


def test_reasons_are_given_by_indicator(town: Run) -> None:
    one = ("--indicator", "I06-01", "--unit", GAOZI)
    town("set", *one, "--period", "2018M05", "--value", "10")
    town("set", *one, "--period", "2018M06", "--value", "90")
    assert "没有写审核说明" in town("submit", "--period", "2018M06", code=1)
    assert "不是审核说明" in town("submit", "--period", "2018M06", "--reason", "灾后", code=1)
    assert "没有指标" in town("submit", "--period", "2018M06", "--reason", "X=灾后", code=1)
    town("submit", "--period", "2018M06", "--reason", "I06-01=灾后集中救助")
    (problem,) = town("check", "--unit", GAOZI, "--period", "2018M06", "--json")
    assert problem["reason"] == "灾后集中救助"


def test_a_month_is_reviewed(district: Run, tmp_path: Path) -> None:
    place = ("--unit", GAOZI, "--period", "2018M06")
    queue = district("review", "queue", "--period", "2018M06", "--json")
    assert next((u["unit"], u["stage"], u["waiting"]) for u in queue) == (GAOZI, "submitted", 2)
    due = (datetime.now(UTC) + timedelta(days=30)).date()
    assert district("review", "accept", *place, "--clean", "--json") == {"accepted": 2, "left": []}
    district(
        "review",
        "return",
        *place,
        "--indicator",
        CODE,
        "--reason",
        "不符",
        "--due",
        f"{due:%Y%m%d}",
    )
    cells = district("review", "queue", *place, "--json")
    mine = next(one for one in cells if one["indicator"] == CODE)
    assert (mine["stage"], mine["why"]["due"]) == ("returned", due.isoformat())
    lines = district("status", "--unit", DANTU, "--period", "2018M06", "--json")
    found = next(one for one in lines if one["unit"] == GAOZI)
    assert (found["state"], found["due_on"], found["version"]) == ("returned", "2018-07-05", 1)
    assert {one["state"] for one in lines if one["unit"] != GAOZI} == {"missing"}
    assert "还没有重新上报" in district("review", "accept", *place, code=1)
    assert "还没有重新上报" in district("review", "accept", *place, "--indicator", CODE, code=1)
    with closing(open_office(tmp_path / "区")) as office:
        writer = office.acting_as(GAOZI)
        returns.answer(writer, JUNE, code=CODE, text="已核对")
        submitting.submit(writer, JUNE)
    assert "已接收1项" in district("review", "accept", *place)


def test_a_figure_is_adopted_and_a_month_reopened(district: Run) -> None:
    place = ("--unit", GAOZI, "--period", "2018M06")
    adopt = ("review", "adopt", *place, "--indicator", CODE)
    assert "写明原因" in district(*adopt, "--value", "11", code=1)
    district(*adopt, "--value", "11", "--reason", "核实")
    assert district("get", *FIGURE, "--json")["effective"] == "11"
    assert "已取消" in district(*adopt, "--reason", "恢复")
    assert "写明原因" in district("reopen", *place, code=1)
    assert "已给高资街道重开" in district("reopen", *place, "--reason", "审计")
    (line,) = district("status", "--unit", GAOZI, "--period", "2018M06", "--json")
    assert (line["state"], line["stage"]) == ("returned", "reopened")
    assert len(district("status", "--unit", GAOZI, "--period", "2018Q2", "--json")) == 3


def test_a_return_is_answered_at_the_town(tmp_path: Path, district: Run) -> None:
    """In the district's store there is nothing of its own to answer."""
    told = district(
        "review", "answer", "--period", "2018M06", "--indicator", CODE, "--reason", "x", code=1
    )
    assert "没有退改，不用答复" in told
    told = district("review", "answer", "--period", "2018M06", "--indicator", CODE, OTHER, code=1)
    assert "一次只能办一个指标" in told


def test_versions_side_by_side(town: Run) -> None:
    december = ("--indicator", CODE, "--unit", GAOZI, "--period")
    town("set", *december, "2018M12", "--value", "12")
    town("set", *december, "2018M12", "--part", "flash", "--value", "13")
    town("set", *december, "2018", "--part", "annual", "--value", "12", "--note", "核减1户")
    told = town("versions", *december, "2018M12")
    assert "年报12，快报13，少1，原因：核减1户" in told
    found = town("versions", *december, "2018M12", "--json")
    assert [one["kind"] for one in found["versions"]] == ["monthly", "flash", "annual"]
