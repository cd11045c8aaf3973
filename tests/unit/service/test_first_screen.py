"""The screen kept for the next start: true, or not shown."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.domain.errors import StoreError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import entering, first_screen, undoing
from zjmz_desktop.service.clock import Clock
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt
from zjmz_desktop.service.first_screen import FirstScreen
from zjmz_desktop.service.opening import Opening, open_folder
from zjmz_desktop.service.upkeep import check_health
from zjmz_desktop.store import first_screen as kept_texts
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.settings import FIRST_SCREEN

GAOZI, DANTU = "321112001000", "321112000000"
AT = FieldAt("I06-02", GAOZI, month(2018, 6), "value")


def on(day: int, month: int = 7) -> Clock:
    return lambda: datetime(2018, month, day, 3, tzinfo=UTC)


july = on(3)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = create_office(tmp_path / "民政 数据", GAOZI, user_name="张敏", clock=july)
    entering.save_field(office, AT, typed="12")
    first_screen.keep(office)
    yield office
    office.close()


def kept(office: Office, clock: Clock = july, user: str = "u01") -> FirstScreen | None:
    return first_screen.kept(office.database, clock=clock, user=user)


def stored(database: Database) -> str:
    return database.meta(FIRST_SCREEN)


def plant(office: Office, text: str) -> None:
    """Put a text there as nothing in the program does."""
    row = {"key": FIRST_SCREEN, "value": text}
    office.database.conn.execute("INSERT OR REPLACE INTO meta VALUES (:key, :value)", row)


@pytest.mark.parametrize("unit", [GAOZI, DANTU])
def test_what_is_kept_is_what_is_worked_out(tmp_path: Path, unit: str) -> None:
    with closing(create_office(tmp_path, unit, clock=july)) as office:
        first_screen.keep(office)
        found = kept(office)
        assert found == first_screen.first_screen(office)
        assert found is not None
        assert found.form is not None
        assert type(found.form.period) is type(month(2018, 6))
        assert found.form.code == found.month.opens_on


def test_nothing_in_it_hangs_on_the_day(office: Office) -> None:
    first = kept(office)
    assert first == kept(office, on(31))
    office.now = on(31)
    assert first == first_screen.first_screen(office)


WRITES: dict[str, Callable[[Office], object]] = {
    "a figure": lambda office: entering.save_field(office, AT, typed="13"),
    "a figure put back": lambda office: (
        entering.save_field(office, AT, typed="13"),
        undoing.undo(office),
    ),
    "typing refused": lambda office: entering.save_field(office, AT, typed="约12"),
    "typing kept": lambda office: entering.keep_draft(office, AT, typed="1"),
    "a setting": lambda office: office.database.set_meta("sample", "1"),
}


@pytest.mark.parametrize("what", WRITES)
def test_every_write_drops_it(office: Office, what: str) -> None:
    assert kept(office)
    WRITES[what](office)
    assert stored(office.database) == ""
    assert kept(office) is None


def test_a_stale_one_planted_again_is_not_shown(office: Office) -> None:
    old = stored(office.database)
    entering.save_field(office, AT, typed="13")
    undoing.undo(office)
    plant(office, old)
    assert kept(office) is None


def test_another_user_month_plan_office_or_program_is_not_shown_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept(office, user="u02") is None
    assert kept(office, on(3, month=8)) is None
    with monkeypatch.context() as patch:
        patch.setattr(first_screen, "__version__", "0.0.0")
        assert kept(office) is None
    assert kept(office)
    for key in ("plan", "office"):
        before = office.database.meta(key)
        change = "UPDATE meta SET value = ? WHERE key = ?"
        office.database.conn.execute(change, ("0" * 64, key))
        assert kept(office) is None
        office.database.conn.execute(change, (before, key))


@pytest.mark.parametrize("cut", [slice(0, 0), slice(0, 400), slice(1, None)])
def test_a_damaged_one_is_not_shown_and_health_says_so(office: Office, cut: slice) -> None:
    assert check_health(office).sound
    plant(office, stored(office.database)[cut])
    assert kept(office) is None
    assert not check_health(office).sound


def test_one_of_other_views_is_not_shown(office: Office) -> None:
    """Kept by another checkout of the same version: sound, true, and of another shape."""
    true_for, shown = json.loads(kept_texts.kept(office.database))
    for shape in ([*shown, "more"], shown[:-1], [*shown[:7], "no period", *shown[8:]], [None]):
        kept_texts.keep(office.database, json.dumps([true_for, shape]))
        assert kept(office) is None
    kept_texts.keep(office.database, json.dumps([true_for, shown]))
    assert kept(office) is not None


def test_a_changed_figure_in_it_is_not_shown(office: Office) -> None:
    text = stored(office.database)
    assert '"filled"' in text
    plant(office, text.replace('"filled"', '"blank"'))
    assert kept(office) is None


def test_it_is_kept_at_closing_and_shown_without_reading_the_office(office: Office) -> None:
    entering.save_field(office, AT, typed="14")
    true = first_screen.first_screen(office)
    Opening.of(office).close()
    opening = open_folder(office.folder, clock=july)
    try:
        assert opening.first == true
        assert opening.open_office.unit.id == GAOZI
        assert opening.first is None
    finally:
        opening.close()
        opening.close()


def test_a_disk_that_refuses_costs_no_more_than_the_kept_screen(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(database: Database, text: str) -> None:
        raise StoreError("磁盘满了。")

    entering.save_field(office, AT, typed="15")
    monkeypatch.setattr("zjmz_desktop.store.first_screen.keep", refuse)
    Opening.of(office).close()
    with closing(open_folder(office.folder, clock=july)) as opening:
        assert opening.first is None


def test_a_copied_store_says_where_it_lies_now(office: Office, tmp_path: Path) -> None:
    office.close()
    copy = tmp_path / "U盘"
    copy.mkdir()
    (copy / "office.db").write_bytes((office.folder / "office.db").read_bytes())
    with closing(open_folder(copy, clock=july)) as opening:
        assert opening.folder == copy
        assert opening.first is not None
        assert str(office.folder) not in json.dumps(opening.first, default=str)


def test_dropping_it_by_hand_loses_nothing(office: Office) -> None:
    true = kept(office)
    with closing(sqlite3.connect(office.database.path)) as plain, plain:
        plain.execute("DELETE FROM meta WHERE key = ?", (FIRST_SCREEN,))
    assert check_health(office).sound
    first_screen.keep(office)
    assert kept(office) == true
