"""Two computers of one office that began with the same user id."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from file_offices import GAOZI, FileOffices, fill, takes

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.service import settling, shared_ids
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.opening import last_user
from zjmz_desktop.service.users import add_user, rename_user, users
from zjmz_desktop.store import revisions

U01 = Cell("user", GAOZI, "u01").key


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[FileOffices]:
    found = FileOffices(tmp_path)
    yield found
    found.close()


def pair(offices: FileOffices, *names: str) -> tuple[Office, Office]:
    """Two computers, each with its own u01; the first has what the second wrote."""
    one, two = (offices.make(GAOZI, place) for place in ("一台", "另一台"))
    for office, name in zip((one, two), names, strict=True):
        add_user(office, name)
    takes(one, offices.sends(two, GAOZI))
    return one, two


def test_one_id_of_two_people_is_told_in_words(offices: FileOffices) -> None:
    one, _ = pair(offices, "示例甲", "示例乙")
    (found,) = settling.conflicts(one)
    assert found.shared == "u01"
    assert "用户编号u01：本机是示例甲，另一台是示例乙" in found.shared_words
    assert found.words == "高资街道 用户姓名 u01"
    with pytest.raises(WriteRefusedError, match="不是两人共用"):
        shared_ids.give_new_id(one, Cell("user", GAOZI, "u02").key)


def test_who_sits_here_goes_on_under_an_id_of_their_own(offices: FileOffices) -> None:
    one, two = pair(offices, "示例甲", "示例乙")
    given = shared_ids.give_new_id(one, U01)
    assert (given.user, given.words) == ("u02", "示例甲已改用用户编号u02。")
    assert users(one) == (("u01", "示例乙"), ("u02", "示例甲"))
    assert (one.user, one.user_name, last_user(one.database)) == ("u02", "示例甲", "u02")
    assert settling.conflicts(one) == ()
    (head,) = revisions.heads(one.database, Cell("user", GAOZI, "u01"))
    assert head.revision.note == "u01曾由两人共用，示例甲已改用u02；以前用u01填的可能是示例甲填的。"
    takes(two, offices.sends(one, GAOZI))
    assert settling.conflicts(two) == ()
    assert users(two) == users(one)
    assert two.user_name == "示例乙"


def test_nothing_else_is_given_a_new_id(offices: FileOffices) -> None:
    one, _ = pair(offices, "示例甲", "示例甲")
    with pytest.raises(WriteRefusedError, match="不是两人共用"):
        shared_ids.give_new_id(one, U01)


def test_a_figure_that_differs_is_no_shared_id(offices: FileOffices) -> None:
    one, two = pair(offices, "示例甲", "示例甲")
    fill(one, "13")
    fill(two, "15")
    takes(one, offices.sends(two, GAOZI))
    (found,) = settling.conflicts(one)
    assert (found.shared, found.shared_words) == ("", "")
    with pytest.raises(WriteRefusedError, match="不是两人共用"):
        shared_ids.give_new_id(one, found.cell)


def test_who_sits_here_under_another_id_keeps_it(offices: FileOffices) -> None:
    one, _ = pair(offices, "示例甲", "示例乙")
    one.user = add_user(one, "示例丁")
    assert shared_ids.give_new_id(one, U01).user != one.user == "u02"


def test_a_new_user_gets_an_id_that_no_line_known_here_has(offices: FileOffices) -> None:
    one, two = offices.make(GAOZI, "一台"), offices.make(GAOZI, "另一台")
    add_user(one, "示例甲")
    two.user = "u07"  # as on a computer that was opened so; no name is written for it
    fill(two, "15")
    takes(one, offices.sends(two, GAOZI))
    assert [user for user, _ in users(one)] == ["u01"]
    assert add_user(one, "示例丙") == "u08"
    rename_user(one, "u07", name="示例丁")  # whose lines have come without a name
    assert [name for _, name in users(one)] == ["示例甲", "示例丁", "示例丙"]
