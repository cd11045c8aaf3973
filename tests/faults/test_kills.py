"""A clerk's program is killed again and again: what was said to be saved is there, and whole."""

from pathlib import Path

import pytest
from apart import forking, killed

SAVER = "saver.py"
pytestmark = forking


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "民政 数据"


def test_what_was_acknowledged_is_there_after_every_kill(folder: Path) -> None:
    found = killed(SAVER, "save", folder, kills=60)
    assert found["wrong"] == []
    assert found["kills"] == 60
    assert found["acknowledged"] > 60
    assert found["hot_journals"] > 0  # some kills did hit in mid-commit


def test_saying_it_before_the_commit_is_found_out(folder: Path) -> None:
    """The control: a program that says 已保存 too early must be caught."""
    found = killed(SAVER, "early", folder, kills=100)
    assert any("丢失" in words for words in found["wrong"])


def test_typing_is_offered_again_on_its_own_form_alone(folder: Path) -> None:
    found = killed(SAVER, "draft", folder, kills=20)
    assert found["wrong"] == []
    assert found["acknowledged"] > 20
