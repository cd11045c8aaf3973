"""Users of an office: short ids, each with a name."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError
from zjmz_desktop.service.context import Office, UnknownUserError, create_office, open_office
from zjmz_desktop.service.opening import last_user, open_folder
from zjmz_desktop.service.users import add_user, rename_user, switch_user, users


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with closing(create_office(tmp_path / "区", "321112000000")) as made:
        yield made


def test_ids_are_given_in_order(office: Office) -> None:
    assert users(office) == (("u01", ""),)
    assert [add_user(office, name) for name in ("示例甲", " 示例乙 ", "示例丙")] == [
        "u01",
        "u02",
        "u03",
    ]
    assert users(office) == (("u01", "示例甲"), ("u02", "示例乙"), ("u03", "示例丙"))
    assert office.user_name == "示例甲"


def test_a_name_changes_no_figure_that_was_read(office: Office) -> None:
    office.cached(("state", "I05-02"), object)
    known = dict(office.cache["I05-02"])
    add_user(office, "示例甲")
    assert office.cache["I05-02"] == known


@pytest.mark.parametrize("name", ["", " ", "示例甲"])
def test_a_name_is_needed_and_taken_once(office: Office, name: str) -> None:
    add_user(office, "示例甲")
    with pytest.raises(WriteRefusedError):
        add_user(office, name)


@pytest.mark.parametrize("name", ["甲" * 41, "甲\0乙"])
def test_a_name_can_be_read(office: Office, name: str) -> None:
    with pytest.raises(ValueRefusedError):
        add_user(office, name)


@pytest.mark.parametrize("user", ["", "示例甲", "U01", "u 1", "u" * 17])
def test_an_office_is_opened_by_a_user_id_only(office: Office, user: str) -> None:
    with pytest.raises(UnknownUserError):
        open_office(office.folder, user=user, exclusive=False)


@pytest.fixture
def pair(office: Office) -> Office:
    for name in ("示例甲", "示例乙"):
        add_user(office, name)
    return office


def test_a_user_gets_another_name_and_keeps_the_id(pair: Office) -> None:
    assert rename_user(pair, "u02", name=" 示例丁 ").saved_at
    assert users(pair) == (("u01", "示例甲"), ("u02", "示例丁"))
    rename_user(pair, "u02", name="示例丁")  # one's own name is nobody else's
    for user, name in (("u02", "示例甲"), ("u02", ""), ("u03", "示例戊")):
        with pytest.raises(WriteRefusedError):
            rename_user(pair, user, name=name)
    assert users(pair) == (("u01", "示例甲"), ("u02", "示例丁"))


def test_who_is_changed_to_acts_and_is_taken_next_time(pair: Office) -> None:
    pair.undo.did()
    switch_user(pair, "u02")
    assert (pair.user, pair.user_name, pair.undo.done) == ("u02", "示例乙", [])
    with pytest.raises(WriteRefusedError):
        switch_user(pair, "u03")
    assert (pair.user, last_user(pair.database)) == ("u02", "u02")
    pair.close()
    for named, taken in (("", "u02"), ("u01", "u01"), ("", "u02")):
        with closing(open_folder(pair.folder, user=named)) as opening:
            assert opening.open_office.user == taken
