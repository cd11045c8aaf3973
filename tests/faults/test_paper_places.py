"""A paper saved over an older one, while something fails at every step: new PDF and record, or old PDF and none.

Real files and real kills: what stands on the disk afterwards is looked at by a fresh start.
"""

import errno
import hashlib
import os
import random
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from killing import forked, killed_at_work
from small_disk import leave, small_disk

from zjmz_desktop import durable
from zjmz_desktop.cli.main import main
from zjmz_desktop.domain.errors import StoreError, ZjmzError
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.domain.periods import month
from zjmz_desktop.report import placing as report_placing
from zjmz_desktop.service import drawn_papers, unplaced_papers
from zjmz_desktop.service.context import open_office
from zjmz_desktop.service.drawn_papers import DrawnPaper, save_drawn
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import PaperAsked, draw_report
from zjmz_desktop.store import reports
from zjmz_desktop.store import unplaced as store_unplaced
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.reports import ReportRecord

DANTU = "321112000000"
OLD = b"%PDF-1.7 the old paper"


class Desk(NamedTuple):
    """A store, a paper that is drawn, and the older file where it is to go."""

    store: Path
    target: Path
    drawn: DrawnPaper

    def save(self) -> None:
        with closing(open_office(self.store)) as office:
            save_drawn(office, self.drawn, target=self.target)

    def outcome(self) -> str:
        """What is said, "" where it was saved."""
        try:
            self.save()
        except ZjmzError as error:
            return error.message
        return ""

    def refused(self) -> str:
        with closing(open_office(self.store)) as office, pytest.raises(ZjmzError) as caught:
            save_drawn(office, self.drawn, target=self.target)
        return caught.value.message

    def stands(self) -> tuple[bytes, list[str]]:
        """The file, and the digests of the papers on record, after a fresh start."""
        with closing(open_office(self.store)) as office:
            told = [one.sha256 for one in reports.every(office.database)]
            assert store_unplaced.unplaced(office.database) == ()
        return self.target.read_bytes(), told

    def is_as_before(self) -> bool:
        """The old file, no record, nothing left beside it."""
        beside = [path.name for path in self.target.parent.iterdir() if path.suffix == ".part"]
        return self.stands() == (OLD, []) and beside == []

    def is_saved(self) -> bool:
        sha256 = hashlib.sha256(self.drawn.content).hexdigest()
        return self.stands() == (self.drawn.content, [sha256])


@pytest.fixture(scope="module")
def drawn_at(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DrawnPaper]:
    folder = tmp_path_factory.mktemp("paper") / "民政 数据"
    assert main(["init", "--store", str(folder), "--unit", DANTU]) == 0
    asked = PaperAsked(UnitPeriod(DANTU, month(2018, 11)), PaperKind.BRIEF)
    with closing(open_office(folder)) as office:
        return folder, draw_report(office, asked)


@pytest.fixture
def desk(drawn_at: tuple[Path, DrawnPaper], tmp_path: Path) -> Desk:
    return made(drawn_at, tmp_path / "民政 数据", tmp_path / "印出来的" / "一页 2018.pdf")


def made(drawn_at: tuple[Path, DrawnPaper], store: Path, target: Path) -> Desk:
    store.mkdir(parents=True)
    store.joinpath("office.db").write_bytes(drawn_at[0].joinpath("office.db").read_bytes())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(OLD)
    return Desk(store, target, drawn_at[1])


def test_without_a_fault_both_are_there(desk: Desk) -> None:
    desk.save()
    assert desk.is_saved()


# ---- something fails ----


@pytest.fixture(params=["insert", "mark", "reference"])
def broken_record(request: pytest.FixtureRequest, desk: Desk) -> Iterator[Desk]:
    """The record itself can't be kept: by what SQLite says at each of its statements."""
    trigger = {
        "insert": "BEFORE INSERT ON report BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END",
        "mark": (
            "BEFORE INSERT ON meta WHEN new.key = 'unplaced'"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        ),
        "reference": (
            "AFTER INSERT ON report BEGIN UPDATE report SET data = 'none' WHERE no = new.no; END"
        ),
    }[request.param]
    with closing(sqlite3.connect(desk.store / "office.db")) as store:
        store.execute(f"CREATE TRIGGER fault {trigger}")
        store.commit()
    yield desk
    with closing(sqlite3.connect(desk.store / "office.db")) as store:
        store.execute("DROP TRIGGER fault")
        store.commit()
    assert desk.is_as_before()


def test_a_record_that_can_not_be_kept_leaves_the_old_paper(broken_record: Desk) -> None:
    assert broken_record.refused()
    assert broken_record.target.read_bytes() == OLD


def test_a_store_that_another_holds_leaves_the_old_paper(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_office(desk.store)) as office:
        office.database.conn.execute("PRAGMA busy_timeout = 50")
        with closing(sqlite3.connect(desk.store / "office.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreError, match="正忙"):
                save_drawn(office, desk.drawn, target=desk.target)
            other.execute("ROLLBACK")
    assert desk.is_as_before()


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_place_that_takes_nothing_leaves_no_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """As on Windows, where a file that is open can't be replaced."""
    put = os.replace

    def refuse(source: Path, at: Path) -> None:
        if Path(at) == desk.target:
            raise OSError(number, os.strerror(number))
        put(source, at)

    monkeypatch.setattr(os, "replace", refuse)
    assert "原有文件没有改动" in desk.refused()
    monkeypatch.undo()
    assert desk.is_as_before()


def test_a_place_that_the_disk_does_not_confirm_has_its_record(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(durable, "sync_folder", refuse)
    assert "可能没有存牢" in desk.refused()
    monkeypatch.undo()
    assert desk.is_saved()


def test_what_is_cancelled_at_the_last_moment_leaves_the_old_paper(desk: Desk) -> None:
    def stop() -> None:
        raise ZjmzError("取消。")

    with closing(open_office(desk.store)) as office, pytest.raises(ZjmzError, match="取消"):
        save_drawn(office, desk.drawn, target=desk.target, before_replacing=stop)
    assert desk.is_as_before()


def test_a_record_that_can_not_be_confirmed_waits_for_the_next_start(desk: Desk) -> None:
    """The paper stands there and its record is durable: it is saved, and on record from then on."""
    with closing(sqlite3.connect(desk.store / "office.db")) as store:
        store.execute(
            "CREATE TRIGGER fault BEFORE INSERT ON meta WHEN new.key = 'unplaced' AND new.value = '[]'"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        store.commit()
    with closing(open_office(desk.store)) as office:
        save_drawn(office, desk.drawn, target=desk.target)
        assert reports.every(office.database) == ()
    with closing(sqlite3.connect(desk.store / "office.db")) as store:
        store.execute("DROP TRIGGER fault")
        store.commit()
    assert desk.is_saved()


def test_what_another_start_forgot_in_between_is_not_put_there(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def looked_at(database: Database, record: ReportRecord, *, data: bytes, path: Path) -> int:
        no = store_unplaced.keep_unplaced(database, record, data=data, path=path)
        return no + 1  # as if the record of that number were gone

    monkeypatch.setattr(unplaced_papers, "keep_unplaced", looked_at)
    assert "正忙" in desk.refused()
    monkeypatch.undo()
    assert desk.is_as_before()


# ---- a full disk ----


def test_a_full_disk_leaves_the_old_paper_at_every_size(
    drawn_at: tuple[Path, DrawnPaper], tmp_path: Path
) -> None:
    """Store and papers on one small disk, which is filled more and more."""
    with small_disk(tmp_path / "小盘", megabytes=8) as disk:
        desk = made(drawn_at, disk / "数据", disk / "印" / "一页.pdf")
        said = []
        for free in (0, 4096, 20_000, 100_000, 200_000, 300_000, 400_000, 600_000, 1_200_000):
            leave(disk, free)
            said.append(desk.outcome())
            leave(disk, 2_000_000)
            assert desk.is_as_before() if said[-1] else desk.is_saved()
            desk.target.write_bytes(OLD)
            forget_all(desk)
        assert all("满" in words for words in said if words)
        assert 2 < len([words for words in said if words]) < len(said)


def forget_all(desk: Desk) -> None:
    with closing(open_office(desk.store)) as office:
        for one in reports.every(office.database):
            reports.forget(office.database, one.no)


# ---- kills ----

AT: dict[str, tuple[object, str, bool]] = {  # where the program ends: before or after a call
    "before the record": (unplaced_papers, "keep_unplaced", False),
    "between record and file": (report_placing, "put", False),
    "between file and store": (report_placing, "put", True),
    "before the store says so": (store_unplaced, "_drop", False),
    "after all": (drawn_papers, "WrittenSummary", False),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")
@pytest.mark.parametrize("at", AT)
def test_a_kill_at_each_step(desk: Desk, at: str) -> None:
    module, name, after = AT[at]

    def work(_: int) -> None:
        call = getattr(module, name)

        def struck(*words: object, **more: object) -> object:
            if after:
                call(*words, **more)
            os.kill(os.getpid(), signal.SIGKILL)
            return None

        setattr(module, name, struck)
        desk.save()

    child, _ = forked(work)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    there = desk.target.read_bytes() == desk.drawn.content
    assert there == (at in ("between file and store", "before the store says so", "after all"))
    assert desk.is_saved() if there else desk.stands() == (OLD, [])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")
def test_kills_anywhere(desk: Desk) -> None:
    """Each paper that stands there is on record; whatever was acknowledged is; no other is."""
    chance = random.Random(2018)
    variants = [replace(desk.drawn, content=desk.drawn.content + b"%%%d" % n) for n in range(3)]
    for _ in range(25):
        last = killed_at_work(lambda pipe: saving(desk, variants, pipe), chance=chance)
        content, told = desk.stands()
        assert content == OLD or hashlib.sha256(content).hexdigest() == told[0]
        assert len(told) >= last
        assert set(told) <= {one.record.sha256 for one in with_digests(variants) if one.record}


def with_digests(papers: list[DrawnPaper]) -> list[DrawnPaper]:
    found = []
    for one in papers:
        assert one.record is not None
        sha256 = hashlib.sha256(one.content).hexdigest()
        found.append(replace(one, record=replace(one.record, sha256=sha256)))
    return found


def saving(desk: Desk, papers: list[DrawnPaper], pipe: int) -> None:
    with closing(open_office(desk.store)) as office:
        os.write(pipe, b"0\n")
        known = len(reports.every(office.database))
        for number, one in enumerate(with_digests(papers) * 300, known + 1):
            save_drawn(office, one, target=desk.target)
            os.write(pipe, b"%d\n" % number)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills by fork")
def test_the_old_order_is_found_out(desk: Desk) -> None:
    """The control: the file is put there inside the act that keeps the record."""

    def work(_: int) -> None:
        with closing(open_office(desk.store)) as office, office.database.transaction():
            assert desk.drawn.record is not None
            reports.keep(office.database, desk.drawn.record, data=desk.drawn.data)
            report_placing.place(desk.drawn.content, desk.target)
            os.kill(os.getpid(), signal.SIGKILL)

    child, _ = forked(work)
    os.waitpid(child, 0)
    assert desk.stands() == (desk.drawn.content, [])
