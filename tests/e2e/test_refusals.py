"""Whatever is typed, wherever the store is: a sentence in Chinese, an exit code, never a traceback."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from zjmz_desktop.cli.main import main
from zjmz_desktop.service.context import create_office, open_office

CITY, DANTU, GAOZI, YUNYANG = "321100000000", "321112000000", "321112001000", "321181001000"
LONG = "很" * 30_000
FIGURE = ["--indicator", "I06-02", "--unit", GAOZI, "--period", "2018M06"]
OF_UNIT = ["--unit", DANTU, "--period", "2018M06"]
CANTEEN = ["--register", "canteen", "--unit", GAOZI]
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("民政 数据") / "区"
    create_office(made, DANTU, user_name="示例填报员").close()
    return made


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """Runs a command in this process: (exit code, stdout, stderr)."""

    def run(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        try:
            code: int | str | None = main(words)
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        assert isinstance(code, int)
        return code, out, err

    return run


def is_sentence(words: str) -> bool:
    """Chinese to its end, with nothing of the machine's in it."""
    found = words.strip()
    unseen = any(not char.isprintable() for char in found.replace("\n", ""))
    english = re.search(r"[A-Za-z]{4,} [A-Za-z]{3,}", re.sub(r"zjmz [a-z- ]+", "", found))
    return found.endswith(("。", "）")) and not unseen and english is None and len(found) < 3_000


COMMANDS = {
    "get": ["get", *FIGURE],
    "set": ["set", *FIGURE, "--value", "1"],
    "score": ["score", *OF_UNIT],
    "check": ["check", *OF_UNIT],
    "rollup": ["rollup", *OF_UNIT],
    "explain": ["explain", *OF_UNIT, "--indicator", "I06-02"],
    "register list": ["register", "list", *CANTEEN],
    "register add": ["register", "add", *CANTEEN, "name=示例"],
    "target show": ["target", "show", "--indicator", "I08-03"],
    "users": ["users"],
    "health": ["health"],
    "health --rebuild": ["health", "--rebuild"],
    "report": ["report", "--unit", DANTU, "--year", "2018", "--out", "x.pdf"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("where", ["none", "a file", "below a file", "too long", "with NUL"])
def test_no_store_there(told: Told, tmp_path: Path, command: str, where: str) -> None:
    (tmp_path / "文件").write_text("x")
    places = {
        "none": tmp_path / "没有",
        "a file": tmp_path / "文件",
        "below a file": tmp_path / "文件" / "里",
        "too long": tmp_path / ("长" * 300),
        "with NUL": "a\0b",
    }
    code, out, err = told(*COMMANDS[command], "--store", str(places[where]))
    assert (code, out) == (1, "")
    assert is_sentence(err), err


@pytest.mark.parametrize("command", [["init", "--unit", DANTU], ["sample"]])
@pytest.mark.parametrize("where", ["文件", "文件/里", "长" * 300, "a\0b"])
def test_no_store_can_be_made_there(
    told: Told, tmp_path: Path, command: list[str], where: str
) -> None:
    (tmp_path / "文件").write_text("x")
    code, out, err = told(*command, "--store", f"{tmp_path}/{where}")
    assert (code, out) == (1, "")
    assert is_sentence(err), err


@pytest.fixture
def unwritable(tmp_path: Path) -> Iterator[Path]:
    closed = tmp_path / "只读"
    closed.mkdir()
    closed.chmod(0o500)
    yield closed
    closed.chmod(0o700)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_folder_that_is_closed(told: Told, unwritable: Path) -> None:
    code, _, err = told("init", "--unit", DANTU, "--store", str(unwritable / "里"))
    assert code == 1
    assert "不能写入" in err


def test_a_second_instance_is_refused(told: Told, folder: Path) -> None:
    with closing(open_office(folder)):
        code, _, err = told("set", *FIGURE, "--value", "1", "--store", str(folder))
        assert (code, is_sentence(err)) == (1, True)
        assert "正被另一个窗口或命令使用" in err
        assert told("get", *FIGURE, "--store", str(folder))[0] == 0  # readers do no harm


def put(value: str, *, code: str = "I06-02") -> list[str]:
    return ["set", "--indicator", code, *FIGURE[2:], f"--value={value}"]


def replaced(words: list[str], old: str, new: str) -> list[str]:
    return [new if word == old else word for word in words]


NAMED = ["set", "--indicator", "I17-01", "--unit", DANTU, "--period", "2018", "--text", "named"]
REFUSED = {
    "a unit that is not": replaced(COMMANDS["rollup"], DANTU, "999999999999"),
    "a unit by name": replaced(COMMANDS["get"], GAOZI, "高资街道"),
    "no unit": replaced(COMMANDS["score"], DANTU, ""),
    "a very long unit": replaced(COMMANDS["check"], DANTU, LONG),
    "a unit elsewhere": replaced(COMMANDS["get"], GAOZI, YUNYANG),
    "month 13": replaced(COMMANDS["get"], "2018M06", "2018M13"),
    "month 0": replaced(COMMANDS["rollup"], "2018M06", "2018M00"),
    "quarter 5": replaced(COMMANDS["check"], "2018M06", "2018Q5"),
    "a month in wide digits": replaced(COMMANDS["get"], "2018M06", "2018M０６"),
    "a month in arabic digits": replaced(COMMANDS["get"], "2018M06", "2018M٠٦"),
    "another year": replaced(COMMANDS["get"], "2018M06", "2019M06"),
    "no period": replaced(COMMANDS["get"], "2018M06", ""),
    "a very long period": replaced(COMMANDS["get"], "2018M06", LONG),
    "an indicator that is not": replaced(COMMANDS["get"], "I06-02", "I99-99"),
    "a very long indicator": replaced(COMMANDS["get"], "I06-02", LONG),
    "1e5": put("1e5"),
    "part of a person": put("12.5"),
    "part of a seat": ["register", "add", *CANTEEN, "name=示例", "seats=12.5"],
    "arabic digits": put("٣"),
    "indic digits": put("१२"),
    "thousands of digits": put("1" * 5_000),
    "not a number": put("NaN"),
    "endless": put("Infinity"),
    "underscores": put("1_000"),
    "hexadecimal": put("0x10"),
    "a half": put("½"),
    "a face": put("🙂"),
    "a NUL": put("1\0"),
    "a very long number": put(LONG),
    "a very long text": [*put("1"), "--note", LONG],
    "a text with a NUL": [*put("1"), "--note", "a\0b"],
    "a text with a bell": [*put("1"), "--note", "a\x07b"],
    "a source turned round": [*put("1"), "--proxy", "a\u202eb"],
    "a name with a bell": ["register", "add", *CANTEEN, "name=a\x07b"],
    "a field that is not": ["register", "add", *CANTEEN, "颜色=红"],
    "a field without =": ["register", "add", *CANTEEN, LONG],
    "a row that is not": ["register", "edit", *CANTEEN, "--row", LONG, "name=x"],
    "a register that is not": ["register", "list", "--register", "x", "--unit", GAOZI],
    "an ending on no day": ["register", "end", *CANTEEN, "--row", "x", "--on", "昨天"],
    "a part that is not": [*put("1"), "--part", "总数\x1b[31m"],
    "a step that is not": [*NAMED, "--part", "step/s9"],
    "a decision alone": [*NAMED, "--part", "decision"],
    "a decision without document": [*NAMED, "--part", "decision", "--on", "2018-06-01"],
    "a decision without date": [*NAMED, "--part", "decision", "--doc", "示例〔2018〕1号"],
    "a target of one's own": [
        *("target", "set", "--indicator", "I08-03", "--unit", DANTU, "--value", "9")
    ],
    "a target that is no number": [
        *("target", "set", "--indicator", "I08-03", "--unit", GAOZI, "--value", "1e5")
    ],
    "a user that is not": [*put("1"), "--as", "示例填报员"],
    "a user without a name": ["users", "--add", " "],
    "a user known already": ["users", "--add", "示例填报员"],
    "another name for nobody": ["users", "--rename", "u09", "示例丁"],
    "a paper in no folder": replaced(COMMANDS["report"], "x.pdf", "/没有/x.pdf"),
    "a paper on a folder": replaced(COMMANDS["report"], "x.pdf", "."),
    "a paper of another year": replaced(COMMANDS["report"], "2018", "2017"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_in_a_sentence(told: Told, folder: Path, what: str) -> None:
    code, out, err = told(*REFUSED[what], "--store", str(folder))
    assert (code, out) == (1, "")
    assert is_sentence(err), err


def test_nothing_of_it_was_kept(told: Told, folder: Path) -> None:
    code, out, _ = told("check", *OF_UNIT, "--json", "--store", str(folder))
    assert (code, out.strip()) == (0, "[]")
    assert (
        told("check", "--unit", GAOZI, *OF_UNIT[2:], "--json", "--store", str(folder))[1] == "[]\n"
    )


def test_nobody_sets_their_own_target_and_is_told_what_to_do(told: Told, folder: Path) -> None:
    _, _, err = told(*REFUSED["a target of one's own"], "--store", str(folder))
    assert err.strip() == (
        "“新建老年人助餐点”丹徒区的目标由镇江市下达，本单位不能给自己下达。"
        "下达以前照常填报，各处写“全市目标114，本区未分解”，不算完成率；"
        "上级已在纸上下达的，请把目标数和文号写进情况说明，并请上级在程序里下达。"
    )


PLANS = {
    "too deep": f"a = {'[' * 50_000}".encode(),
    "not UTF-8": "a = '甲'".encode("gb18030"),
    "a BOM": "\ufeffformat = 1".encode(),
    "a NUL": b"a = '\0'",
    "a word": "甲".encode(),
    "huge": b"#" * 12_000_001,
    "empty": b"",
}


@pytest.mark.parametrize("what", PLANS)
def test_a_plan_that_is_none(told: Told, tmp_path: Path, what: str) -> None:
    (tmp_path / "计划.toml").write_bytes(PLANS[what])
    code, _, err = told("plan", "check", str(tmp_path / "计划.toml"))
    assert code == 1
    assert is_sentence(err), err


USAGE = {
    "no command": [],
    "a command that is not": ["fill"],
    "both acts": [*put("1"), "--late", "--correction"],
    "nothing behind": ["set", "--value"],
    "a hyphen behind": put("--"),
    "a year in words": replaced(COMMANDS["report"], "2018", "今年"),
    "a state that is not": ["set", *FIGURE, "--state", "zero"],
    "a word too many": ["health", "现在"],
}


@pytest.mark.parametrize("what", USAGE)
def test_wrong_use_is_told_in_chinese(told: Told, what: str) -> None:
    code, out, err = told(*USAGE[what])
    assert (code, out) == (2, "")
    last = err.strip().splitlines()[-1]
    assert last.startswith("用法不对：")
    assert not re.search(r"\b(?:argument|invalid|expected|choose|required|error)\b", err)


GROUPS = {
    "plan": ("show", "check", "adopt"),
    "target": ("set", "split", "show"),
    "evidence": ("add", "list", "save", "remove", "tidy"),
    "sheet": ("import",),
    "workbook": ("export", "import"),
    "register": ("list", "add", "edit", "end", "confirm", "export", "import"),
    "urgent": ("table", "text", "chase", "given", "phone", "forms"),
    "review": ("queue", "accept", "return", "adopt", "answer"),
    "keys": ("show", "list", "trust", "replace"),
    "conflicts": ("list", "settle"),
    "quarantine": ("list", "retry"),
    "replica": ("list", "renew"),
    "sentences": ("list", "set", "drop", "add", "revert", "move"),
}
ALONE = [
    "init",
    "sample",
    "users",
    "units",
    "health",
    "set",
    "get",
    "score",
    "check",
    "rollup",
    "diff",
    "explain",
    "report",
    "chapters",
    "verify",
    "reports",
    "submit",
    "recall",
    "reopen",
    "close",
    "status",
    "versions",
    "pack",
    "inspect",
    "import",
    "receipts",
    "undo-import",
    "window",
]
HELPS = [[name] for name in ALONE] + [[g, name] for g, names in GROUPS.items() for name in names]


def test_the_help_names_every_command(told: Told) -> None:
    _, out, _ = told("--help")
    assert set(re.findall(r"^    ([a-z-]+)(?: |$)", out, re.MULTILINE)) == {*ALONE, *GROUPS}


@pytest.mark.parametrize("words", HELPS, ids=" ".join)
def test_every_option_is_explained(told: Told, words: list[str]) -> None:
    code, out, _ = told(*words, "--help")
    assert code == 0
    assert "usage" not in out
    options = re.findall(r"^  (\S.*)$", out.partition("选项:")[2] + "\n", re.MULTILINE)
    unexplained = [one for one in options if not re.search(r"\S  +\S", one) and "{" not in one]
    assert options
    assert not unexplained


@pytest.mark.skipif(os.name == "nt", reason="a pipe of the shell")
def test_who_reads_only_the_first_line_breaks_nothing(folder: Path) -> None:
    command = f'"{sys.executable}" -m zjmz_desktop rollup --unit {DANTU} --period 2018M06'
    shell = f'{command} --store "{folder}" --json | head -1'
    done = subprocess.run(shell, shell=True, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[\n", "")
    closed = subprocess.run(
        f'{command} --store "{folder}" >&-', shell=True, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in closed.stderr


@pytest.mark.parametrize("command", ["health", "window"])
@pytest.mark.parametrize("typed", ["", " "])
def test_an_empty_store_is_a_mistake_and_not_the_folder_it_runs_in(
    command: str, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--store", typed])
    assert caught.value.code == 2
    assert "--store后面要写文件夹，不能是空的" in capsys.readouterr().err
