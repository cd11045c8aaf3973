"""A program to be killed while it brings a store of version 1 up to date; then it looks.

Run as `python migrator.py FOLDER KILLS SEED`; prints one JSON document.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from zjmz_desktop.domain.errors import ZjmzError  # noqa: E402
from zjmz_desktop.store import database as databases  # noqa: E402
from zjmz_desktop.store import health, revisions  # noqa: E402
from zjmz_desktop.store.migrations import SCHEMA_VERSION  # noqa: E402

_DUMP = ROOT / "tests" / "data" / "store_v1.sql"


def make_old(folder: Path) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / databases.FILE_NAME)) as conn:
        conn.executescript(_DUMP.read_text("utf-8"))


def killed_at_work(folder: Path, *, after: float) -> None:
    child = os.fork()
    if child == 0:
        databases.open_store(folder).close()
        os._exit(0)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def version(folder: Path) -> int:
    with closing(sqlite3.connect(folder / databases.FILE_NAME)) as conn:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def looked_at(folder: Path) -> tuple[int, list[str]]:
    """The version that the kill left, and what is wrong once it is opened again."""
    left = version(folder)
    wrong = [] if 1 <= left <= SCHEMA_VERSION else [f"版本{left}"]
    try:
        with closing(databases.open_store(folder)) as store:
            wrong += health.integrity(store) + health.bad_revisions(store) + health.bad_kept(store)
            wrong += [] if revisions.last_log_no(store) == 8 else ["少了记录"]
            wrong += [] if health.projections_agree(store) else ["投影不符"]
    except ZjmzError as error:
        return left, [error.message]
    copy = folder / "升级前备份_数据版本1.db"
    if copy.exists():
        with closing(sqlite3.connect(copy)) as backup:
            if backup.execute("SELECT count(*) FROM revision").fetchone()[0] != 8:
                wrong.append("备份不全")
    elif left == 1:
        wrong.append("没有备份")
    return left, wrong


def main(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    found: dict[str, Any] = {"kills": 0, "old": 0, "new": 0, "wrong": []}
    old = folder / "old"
    make_old(old)
    shutil.copytree(old, folder / "timed")
    began = time.monotonic()
    databases.open_store(folder / "timed").close()
    usual = time.monotonic() - began
    for number in range(kills):
        at = folder / f"office {number}"
        shutil.copytree(old, at)
        killed_at_work(at, after=chance.uniform(0, 1.5 * usual))
        left, wrong = looked_at(at)
        found["old" if left == 1 else "new"] += 1
        found["wrong"] += wrong
        found["kills"] += 1
        shutil.rmtree(at)
    print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
