"""Killed between the file and its name: perhaps an orphan, never a name without file."""

from pathlib import Path

from apart import forking, killed

ATTACHER = "attacher.py"


@forking
def test_a_kill_leaves_an_orphan_at_most(tmp_path: Path) -> None:
    found = killed(ATTACHER, "attach", tmp_path / "民政 数据", kills=30)
    assert found["wrong"] == []
    assert found["acknowledged"] > 30
    assert found["orphans"] > 0  # some kills did hit between the file and its name


@forking
def test_naming_before_keeping_is_found_out(tmp_path: Path) -> None:
    """The control: a program that names a file before it is there must be caught."""
    found = killed(ATTACHER, "early", tmp_path / "民政 数据", kills=100)
    assert any("不见了" in words for words in found["wrong"])
