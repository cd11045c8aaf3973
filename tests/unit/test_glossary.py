"""One word for one thing, wherever it is said."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = [
    *sorted((ROOT / "zjmz_desktop").rglob("*.py")),
    *sorted((ROOT / "resources" / "help").glob("*.md")),
]
INSTEAD = {
    r"第[{0-9n][^，。“”]{0,20}次(?:上报|）)": "the n-th submission is 第n版",
    r"第[{0-9n][^，。“”]{0,20}份": "the n-th file is 第n次",
    r"本单位的全部数据": "what goes to the own other computer is 本单位数据文件",
    r"优盘|闪存": "U盘",
    r"上报包|数据包": "上报数据文件",
    r"公钥|私钥|签名密钥|指纹": "单位识别码",
}


@pytest.mark.parametrize("wrong", INSTEAD)
def test_a_thing_has_one_word(wrong: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {hit.group()} ({INSTEAD[wrong]})"
        for path in PLACES
        for hit in re.finditer(wrong, path.read_text(encoding="utf-8"))
    ]
    assert found == []
