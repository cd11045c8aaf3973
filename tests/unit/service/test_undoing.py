"""撤销 takes acts back one by one; a draft that stands is one of them."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import entering, forms, undoing
from zjmz_desktop.service.context import Office, create_office, open_office
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.views import FieldView

GAOZI = "321112001000"
JUNE = month(2018, 6)
AT = FieldAt("I06-02", GAOZI, JUNE, "value")
OTHER = FieldAt("I06-03", GAOZI, JUNE, "value")


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path, GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    yield office
    office.close()


def shown(office: Office, at: FieldAt = AT) -> FieldView:
    return forms.form(office, at.code, at=UnitPeriod(GAOZI, JUNE)).fields[0]


def test_a_refused_text_is_taken_back_before_the_figure(town: Office) -> None:
    entering.save_field(town, AT, typed="12")
    entering.save_field(town, AT, typed="约50")
    changes = undoing.undo(town)
    assert changes.cells == (("I06-02", GAOZI, "2018M06"),)
    assert changes.saved_at == ""
    assert (shown(town).text, shown(town).draft) == ("12", False)
    assert undoing.undo(town).saved_at
    assert shown(town).text == ""
    undoing.redo(town)
    undoing.redo(town)
    assert (shown(town).text, bool(shown(town).error)) == ("约50", True)


def test_a_draft_that_was_mended_is_no_act_any_more(town: Office) -> None:
    entering.save_field(town, OTHER, typed="3")
    entering.save_field(town, AT, typed="约50")
    entering.save_field(town, AT, typed="50")
    undoing.undo(town)
    assert shown(town).text == ""
    undoing.undo(town)
    assert shown(town, OTHER).text == ""
    assert not undoing.undo(town)


def test_a_draft_dropped_by_hand_is_passed_over(town: Office) -> None:
    entering.save_field(town, AT, typed="12")
    entering.save_field(town, AT, typed="约50")
    entering.drop_draft(town, AT)
    undoing.undo(town)
    assert shown(town).text == ""


def test_the_field_in_focus_goes_first(town: Office) -> None:
    entering.keep_draft(town, AT, typed="5")
    entering.save_field(town, OTHER, typed="3")
    undoing.undo(town, focus=AT)
    assert (shown(town).text, shown(town, OTHER).text) == ("", "3")
    undoing.undo(town, focus=AT)
    assert shown(town, OTHER).text == ""


def test_a_new_act_ends_what_can_be_redone(town: Office) -> None:
    entering.save_field(town, AT, typed="12")
    undoing.undo(town)
    entering.save_field(town, OTHER, typed="约3")
    assert not undoing.redo(town)


def test_leaving_the_same_refused_text_again_is_one_act(town: Office) -> None:
    entering.save_field(town, AT, typed="12")
    for _ in range(3):
        entering.save_field(town, AT, typed="约50")
    undoing.undo(town)
    undoing.undo(town)
    assert shown(town).text == ""


def refuse(monkeypatch: pytest.MonkeyPatch, call: Callable[[Office], object], town: Office) -> None:
    """The call, with a disk that refuses it."""

    def full(*args: object, **how: object) -> None:
        raise StoreError("磁盘已满。")

    with monkeypatch.context() as patch:
        patch.setattr(town, "write", full)
        with pytest.raises(StoreError):
            call(town)


def test_what_the_disk_refused_to_take_back_is_the_next_one(
    town: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for typed in ("5", "7"):
        entering.save_field(town, AT, typed=typed)
    refuse(monkeypatch, undoing.undo, town)
    undoing.undo(town)
    assert shown(town).text == "5"
    refuse(monkeypatch, undoing.redo, town)
    undoing.redo(town)
    assert shown(town).text == "7"
    undoing.undo(town)
    undoing.undo(town)
    assert shown(town).text == ""


def two(town: Office) -> None:
    """One act of two steps."""
    with town.undo.one_act():
        entering.save_field(town, AT, typed="12")
        entering.save_field(town, OTHER, typed="3")


def test_a_big_act_is_left_to_another_connection(
    town: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    two(town)
    assert not undoing.big_act(town, back=True)
    monkeypatch.setattr(undoing, "BIG", 2)
    act = undoing.big_act(town, back=True)
    assert len(act) == 2
    assert not undoing.big_act(town, back=False)
    with closing(open_office(town.folder, exclusive=False)) as beside:
        assert undoing.step_beside(beside, act, back=True)
        undoing.stepped(town, back=True)
        assert (shown(town).text, shown(town, OTHER).text) == ("", "")
        assert not undoing.big_act(town, back=True)
        assert undoing.big_act(town, back=False) == act
        assert undoing.step_beside(beside, act, back=False)
        undoing.stepped(town, back=False)
    assert (shown(town).text, shown(town, OTHER).text) == ("12", "3")
    assert undoing.big_act(town, back=True) == act


def test_a_draft_in_focus_goes_before_a_big_act(
    town: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undoing, "BIG", 2)
    two(town)
    entering.keep_draft(town, AT, typed="约50")
    assert not undoing.big_act(town, back=True, focus=AT)
    assert undoing.big_act(town, back=True, focus=OTHER)
