"""What is wrong with a plan file's writing is said in Chinese, by line and column; nothing hangs."""

import re

import pytest

from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.plan_syntax import LARGEST, read_toml

FAULTS = [
    ("a = 1\na = 2", 2, "同一个键写了两次"),
    ("[a]\n[a]", 2, "同一张表写了两次"),
    ("a = {b = 1}\na.c = 2", 2, "这张表前面已经写完"),
    ("a = {b = 1, b = 2}", 1, "花括号里的键'b'写了两次"),
    ("a = 1 b = 2", 1, "一行只能写一项"),
    ("[a", 1, "表名没有用方括号收尾"),
    ("[[a]", 1, "表名没有用方括号收尾"),
    ("a 1", 1, "键的后面要写等号"),
    ("[,]", 1, "键只能用字母"),
    ("format = 1\n=1", 2, "不是“键 = 值”"),
    ("a = ", 1, "等号后面的值读不懂"),
    ("a = 甲", 1, "等号后面的值读不懂"),
    ("a = 2018-02-30", 1, "没有这个日期"),
    ('a = "\\uZZZZ"', 1, "反斜杠后面的字符编码不对"),
    ('a = "\\ud800"', 1, "反斜杠后面的字符编码不对"),
    ('a = "\\路"', 1, "反斜杠要写成两个"),
    ("a = [1,\n2", 2, "方括号没有收尾"),
    ("a = {b = 1", 1, "花括号没有收尾"),
    ('a = "甲', 1, "引号没有收尾"),
    ("a = '''甲", 1, "少了收尾的符号"),
    ("a = '甲\n'", 1, "有不允许的字符"),
    ("a = 1\x00", 1, "后面有多余的内容"),
    ("# \x00", 1, "有不允许的字符"),
    ('a = "\x00"', 1, "有不允许的字符"),
    ("\ufeffformat = 1", 1, "BOM"),
    (f"a = {'9' * 5_000}", 0, "这里读不懂"),
]


@pytest.mark.parametrize(("text", "line", "says"), FAULTS)
def test_each_fault_of_writing_is_said_in_chinese(text: str, line: int, says: str) -> None:
    plan, (problem,) = read_plan(text)
    assert plan is None
    assert problem.line == line
    assert (problem.column > 0) == (line > 0)
    assert says in problem.message
    assert not re.search(r"[A-Za-z]{4,}", problem.message.replace("TOML", ""))


DEEP = {
    "arrays": f"a = {'[' * 100_000}",
    "closed arrays": f"a = {'[' * 100_000}{']' * 100_000}",
    "inline tables": f"a = {'{a = ' * 100_000}",
    "dotted key": f"{'a.' * 300_000}a = 1",
    "dotted quoted key": '"甲".' * 100_000 + "a = 1",
    "dotted table": f"[{'a.' * 300_000}a]",
    "too long": "#" * (LARGEST + 1),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_would_never_be_read_is_refused(text: str) -> None:
    plan, problems = read_plan(text)
    assert plan is None
    assert re.search("套得太深|不像计划文件", problems[0].message)


@pytest.mark.parametrize("depth", [5, 100, 300, 450])
def test_a_nest_that_can_be_parsed_is_a_fault_of_shape(depth: int) -> None:
    nested = f"{'[' * depth}{']' * depth}"
    for text in (
        f"format = 1\n[plan]\ncode = {nested}",
        f"a = {nested}",
        f"[[item]]\nno = {nested}",
    ):
        plan, problems = read_plan(text)
        assert plan is None
        assert problems


def test_the_same_text_is_read_once() -> None:
    plan = "[plan]\ncode = 'x'\n"
    assert read_toml(plan)[0] is read_toml("".join(plan))[0]
    assert read_plan(plan)[1] is read_plan(plan)[1]
