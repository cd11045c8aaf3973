"""Looking back by the command line: report, roll-up and differences as of a moment, by files alone."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from desks import DANTU, GAOZI, Desk  # noqa: E402
from pdf_text import read_pdf  # noqa: E402

CODE = "I06-02"
WHERE = ["--unit", DANTU, "--period", "2018M06"]


@pytest.fixture
def district(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "区", DANTU)


def rolled_up(district: Desk, *when: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = district.run(
        "rollup", *WHERE, "--indicator", CODE, "--json", *when
    )
    return found[0]


def assert_listed(district: Desk) -> None:
    """The list says which of three papers was printed as of a moment."""
    listed = district.run("reports", "--json")
    assert [(one["name"], one["stage"], bool(one["as_of"])) for one in listed] == [
        ("现在.pdf", "征求意见稿", False),
        ("重印.pdf", "征求意见稿", True),
        ("当时.pdf", "征求意见稿", False),
    ]
    assert f"　征求意见稿　按{listed[1]['as_of']}的数据　" in district.run("reports")


def test_a_month_is_printed_rolled_up_and_compared_as_of_a_package(
    tmp_path: Path, district: Desk
) -> None:
    town = Desk(tmp_path / "镇", GAOZI)
    town.fill(CODE, "12")
    first = town.pack(DANTU, "--period", "2018M06")
    district.meet(first)
    papers = [tmp_path / f"{name}.pdf" for name in ("当时", "重印", "现在")]
    report = ["report", "--unit", DANTU, "--year", "2018", "--out"]
    district.run(*report, str(papers[0]), "--through", "2018M06")
    town.fill(CODE, "15")
    second = town.pack(DANTU, "--period", "2018M06")
    district.take(second)

    assert [rolled_up(district, *when)["value"] for when in ((), ("--as-of", first.name))] == [
        "15",
        "12",
    ]
    district.run(*report, str(papers[1]), "--as-of", first.name)  # through the package's month
    district.run(*report, str(papers[2]), "--through", "2018M06")
    texts = [read_pdf(paper).pages for paper in papers]
    assert "，按20" not in texts[0][0]
    assert "，按20" in texts[1][0]
    again = (re.sub("，按20[0-9年月日:]+的数据", "", texts[1][0]), *texts[1][1:])
    assert texts[0] == again != texts[2]
    assert_listed(district)
    found = district.run("diff", *WHERE, "--from", first.name, "--json")
    assert found["words"][1:] == ["临时救助人次 +3，其中高资街道 +3。"]
    assert [(one["unit_name"], one["grown"]) for one in found["changes"]] == [
        ("丹徒区", "+3"),
        ("高资街道", "+3"),
    ]
    assert (found["from"]["kind"], found["to"]) == ("package", None)
    back = district.run("diff", *WHERE, "--from", second.name, "--to", first.name)
    assert "临时救助人次 -3，其中高资街道 -3。" in back
    district.run("undo-import", second.name)
    assert rolled_up(district)["value"] == "12"
    assert rolled_up(district, "--as-of", second.name)["value"] == "15"


def test_a_table_is_written_and_a_wrong_moment_refused(tmp_path: Path, district: Desk) -> None:
    district.run("target", "set", "--indicator", "I08-03", "--unit", GAOZI, "--value", "3")
    target = tmp_path / "比较.xlsx"
    told = district.run("diff", *WHERE, "--from", "1", "--out", str(target))
    assert "已导出" in told
    assert target.stat().st_size > 0
    assert "没有第99号记录" in district.refused("diff", *WHERE, "--from", "99")
    assert "没有找到时点“昨天”" in district.refused("rollup", *WHERE, "--as-of", "昨天")
