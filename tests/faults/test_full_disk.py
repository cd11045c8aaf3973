"""A disk that is full, or may not be written: a sentence, the old data as it was, nothing half made."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from small_disk import leave, small_disk

from zjmz_desktop.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
DANTU, GAOZI = "321112000000", "321112001000"
KB, MB = 1024, 1024 * 1024
SIZE_MB = 12
PLACE = ["--indicator", "I06-02", "--unit", GAOZI, "--period", "2018M06"]


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    with small_disk(tmp_path / "小 盘", megabytes=SIZE_MB) as folder:
        yield folder


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*words: str | Path) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Said(code, told.out, told.err)

    return call


def stray(folder: Path) -> list[str]:
    """Files that look half made; the lock is empty for good."""
    every = [p for p in folder.rglob("*") if p.is_file() and p.name != "office.lock"]
    return [p.name for p in every if not p.stat().st_size or p.suffix == ".part"]


def says_full(words: str, disk: Path) -> bool:
    return "已满" in words and str(disk) in words and "MB" in words and "请" in words


def test_saving_on_a_full_disk_keeps_the_old_value(disk: Path, run: Run) -> None:
    store = disk / "民政 数据"
    assert run("init", "--store", store, "--unit", GAOZI).code == 0
    assert run("set", "--store", store, *PLACE, "--value", "1").code == 0
    saved, refused = "1", 0
    for step in range(0, 80, 4):
        leave(disk, step * KB)
        before = (store / "office.db").read_bytes()
        told = run("set", "--store", store, *PLACE, "--value", str(100 + step))
        if told.code:
            refused += 1
            assert says_full(told.err, disk), told.err
            assert (store / "office.db").read_bytes() == before
        else:
            saved = str(100 + step)
        assert not (store / "office.db-journal").exists()
        found = run("get", "--store", store, *PLACE, "--json")
        assert f'"value": "{saved}"' in found.out
    assert 5 <= refused < 20
    assert run("health", "--store", store).code == 0


def test_a_store_that_did_not_fit_is_not_left_half_made(disk: Path, run: Run) -> None:
    refused = 0
    for free in range(0, 1040, 80):
        leave(disk, free * KB)
        store = disk / f"民政 {free}"
        told = run("init", "--store", store, "--unit", GAOZI, "--user", "张敏")
        if not told.code:
            shutil.rmtree(store)
            continue
        refused += 1
        assert says_full(told.err, disk), told.err
        assert not list(store.glob("office.db*"))
        (disk / "ballast").unlink()
        assert run("init", "--store", store, "--unit", GAOZI).code == 0
        shutil.rmtree(store)
    assert refused >= 5
    assert stray(disk) == ["ballast"] or stray(disk) == []


def test_a_sample_that_did_not_fit_is_gone(disk: Path, run: Run) -> None:
    for free in (300, 2000):
        leave(disk, free * KB)
        store = disk / f"示例 {free}"
        told = run("sample", "--store", store, "--unit", GAOZI)
        assert told.code == 1
        assert says_full(told.err, disk), told.err
        assert not list(store.glob("office.db*"))


def test_a_summary_that_did_not_fit_leaves_the_old_one(
    disk: Path, run: Run, tmp_path: Path
) -> None:
    store = tmp_path / "民政 数据"
    run("init", "--store", store, "--unit", DANTU)
    target = disk / "总结 2018.pdf"
    words = ("report", "--store", store, "--unit", DANTU, "--year", "2018", "--out", target)
    assert run(*words).code == 0
    old = target.read_bytes()
    for share in (0, 0.2, 0.5, 0.8, 0.95):
        leave(disk, int(len(old) * share))
        run("set", "--store", store, *PLACE, "--value", str(int(share * 100)))
        told = run(*words)
        assert told.code == 1
        assert says_full(told.err, disk), told.err
        assert target.read_bytes() == old
        assert stray(disk) == []


def test_attaching_on_a_full_disk_names_nothing(disk: Path, run: Run, tmp_path: Path) -> None:
    store, place = disk / "民政 数据", ["--indicator", "I06-02", "--period", "2018M06"]
    run("init", "--store", store, "--unit", GAOZI)
    refused = 0
    for number in range(12):
        source = tmp_path / f"{number}.pdf"
        source.write_bytes(b"%PDF-" + os.urandom(300 * KB) + b"startxref")
        leave(disk, number * 40 * KB)
        before = (store / "office.db").read_bytes()
        told = run("evidence", "add", "--store", store, *place, source)
        if told.code:
            refused += 1
            assert says_full(told.err, disk), told.err
            assert (store / "office.db").read_bytes() == before
        (disk / "ballast").unlink()
        assert stray(store) == []
        assert run("health", "--store", store).code == 0
    assert 5 <= refused < 12


def test_a_disk_without_room_for_another_file_is_full_too(disk: Path, run: Run) -> None:
    """The journal can't be made: that is a full disk, not a read-only folder."""
    store = disk / "民政 数据"
    assert run("init", "--store", store, "--unit", GAOZI).code == 0
    used = 2 + len(list(disk.rglob("*")))
    subprocess.run(["mount", "-o", f"remount,nr_inodes={used - 1}", str(disk)], check=True)
    told = run("set", "--store", store, *PLACE, "--value", "7")
    assert told.code == 1
    assert "已满" in told.err, told.err
    assert "只读" not in told.err


def child(*words: str | Path, limit: int = 0, prefix: tuple[str, ...] = ()) -> Said:
    """A command in a process of its own; with `limit`, files may not grow beyond it."""

    def narrow() -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [*prefix, sys.executable, "-m", "zjmz_desktop", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        preexec_fn=narrow if limit else None,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits on files there")
def test_a_file_that_may_not_grow_is_told_and_left(tmp_path: Path, run: Run) -> None:
    store, target = tmp_path / "民政 数据", tmp_path / "总结.pdf"
    assert child("init", "--store", store, "--unit", DANTU, limit=200 * KB).code == 1
    assert not list(store.glob("office.db*"))
    assert run("init", "--store", store, "--unit", DANTU).code == 0
    before = (store / "office.db").read_bytes()
    for limit in (4 * KB, 12 * KB, 64 * KB):
        told = child("set", "--store", store, *PLACE, "--value", "7", limit=limit)
        assert told.code == 1
        assert str(store) in told.err
        assert run("health", "--store", store).code == 0
        assert (store / "office.db").read_bytes() == before
    words = ["report", "--store", str(store), "--unit", DANTU, "--year", "2018"]
    told = child(*words, "--out", target, limit=40 * KB)
    assert told.code == 1
    assert str(target) in told.err
    assert not list(tmp_path.glob("总结*"))


def refusals(store: Path, prefix: tuple[str, ...] = ()) -> dict[str, Said]:
    out = store.parent / "总结.pdf"
    words: dict[str, tuple[str | Path, ...]] = {
        "set": ("set", "--store", store, *PLACE, "--value", "7"),
        "init": ("init", "--store", store.parent / "另一个", "--unit", GAOZI),
        "sample": ("sample", "--store", store.parent / "示例", "--unit", GAOZI),
        "report": ("report", "--store", store, "--unit", DANTU, "--year", "2018", "--out", out),
    }
    return {name: child(*one, prefix=prefix) for name, one in words.items()}


@pytest.fixture
def as_anyone() -> tuple[str, ...]:
    """What makes a command mind who may write: root must first lose its right to all files."""
    if sys.platform == "win32":
        pytest.skip("no such rights there")
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root writes everywhere")
    return ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override")


def test_a_folder_without_rights_is_read_and_not_written(
    tmp_path: Path, run: Run, as_anyone: tuple[str, ...]
) -> None:
    outer = tmp_path / "共享 文件夹"
    store = outer / "数据"
    run("init", "--store", store, "--unit", DANTU)
    run("set", "--store", store, *PLACE, "--value", "5")
    before = {p: p.read_bytes() for p in store.iterdir()}
    for path in (*before, store, outer):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        found = child("get", "--store", store, *PLACE, "--json", prefix=as_anyone)
        assert '"proxy": "5"' in found.out, found.err
        assert child("health", "--store", store, prefix=as_anyone).code == 0
        for name, told in refusals(store, as_anyone).items():
            assert told.code == 1, name
            assert "写入" in told.err, (name, told.err)
            assert "请" in told.err
        assert {p: p.read_bytes() for p in store.iterdir()} == before
        assert [p.name for p in outer.iterdir()] == ["数据"]
    finally:
        for path in (outer, store):
            path.chmod(0o755)


def test_a_read_only_disk_is_read_and_not_written(disk: Path, run: Run) -> None:
    store = disk / "民政 数据"
    run("init", "--store", store, "--unit", DANTU)
    run("set", "--store", store, *PLACE, "--value", "5")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    assert '"proxy": "5"' in run("get", "--store", store, *PLACE, "--json").out
    for name, told in refusals(store).items():
        assert told.code == 1, name
        assert "只读" in told.err, (name, told.err)
    assert [p.name for p in disk.iterdir()] == ["民政 数据"]
