"""Next year's plan is a file: its forms, sums and summary need no line of Python."""

import json
from pathlib import Path

import pytest

from zjmz_desktop.cli.main import main

DANTU, GAOZI = "321112000000", "321112001000"
PLAN = """format = 1

[plan]
code = "zhenjiang-2019"
title = "2019年全市民政工作要点（示例）"
year = 2019
issuer = "321100000000"
issuer_name = "镇江市民政局"
issued_on = "2019-03-01"
starts_on = "2019-03-01"

[[department]]
code = "yanglao"
name = "养老服务科"

[[section]]
no = 1
title = "养老服务"

[[item]]
no = 1
section = 1
title = "办好食堂"
text = "1.办好食堂。新办食堂20个,满意率达90%。"
[[item.clause]]
code = "C01-01"
start = 0
end = 14
[[item.clause]]
code = "C01-02"
start = 14
end = 23

[[indicator]]
code = "I01-01"
clause = "C01-01"
name = "新办食堂"
unit = "个"
entry = "number"
definition = "本月新办的食堂。"
department = "yanglao"
period = "month"
judgement = "at_least"
target = { operator = ">=", value = "20", level = "city", by = "2019-12-31" }
curve = "even"
applies = { level = "town" }

[[indicator]]
code = "I01-02"
clause = "C01-02"
name = "满意率"
unit = "%"
entry = "ratio"
numerator_name = "满意人数"
denominator_name = "受访人数"
definition = "满意人数占受访人数。"
department = "yanglao"
period = "quarter"
judgement = "at_least"
target = { operator = ">=", value = "90", level = "city", by = "2019-12-31", scope = "each" }
curve = "year_end"
applies = { level = "district" }

[[chapter]]
title = "养老服务再上台阶"
items = [1]
[[chapter.sentence]]
key = "S1-01"
text = "新办食堂{I01-01}{I01-01:progress}[，满意率{I01-02}]。"
"""


def run(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    code = main(list(words))
    told = capsys.readouterr()
    assert code == 0, told.err
    return told.out


def test_a_plan_of_2019_becomes_forms_sums_and_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, store, out = tmp_path / "2019.toml", str(tmp_path / "区"), tmp_path / "总结.pdf"
    path.write_text(PLAN, "utf-8")
    assert "没有问题" in run(capsys, "plan", "check", str(path))
    run(capsys, "init", "--store", store, "--unit", DANTU, "--plan", str(path))
    at = ["--store", store, "--period"]
    run(capsys, "set", *at, "2019M04", "--indicator", "I01-01", "--unit", GAOZI, "--value", "3")
    pair = ["--numerator", "91", "--denominator", "100"]
    run(capsys, "set", *at, "2019Q2", "--indicator", "I01-02", "--unit", DANTU, *pair)
    rows = json.loads(run(capsys, "rollup", *at, "2019M06", "--unit", DANTU, "--json"))
    found = {row["indicator"]: (row["value"], row["light"]) for row in rows}
    assert found == {"I01-01": ("3", "unallocated"), "I01-02": ("91.0000", "done")}
    year = ["--unit", DANTU, "--year", "2019", "--through", "2019M06"]
    run(capsys, "report", "--store", store, *year, "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF")
