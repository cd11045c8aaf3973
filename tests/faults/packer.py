"""A clerk who writes package after package to a stick and is killed; run by test_package_faults.

Words: mode (`whole`, or `direct`: the control that writes in place), folder, kills, seed.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from killing import going_on, last_of, struck_after
from made_packages import KEY, manifest, outgoing, sha

from zjmz_desktop.domain.packages import Kind, PackageRefusedError
from zjmz_desktop.exchange import package_write
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.exchange.package_write import write_package

_PHOTO = random.Random(1).randbytes(2 * 1024**2)
_NAMES = 3


def path_of(folder: Path, number: int) -> Path:
    """Three names that are written over and over."""
    return folder / f"2018年6月_高资街道_上报_第{number % _NAMES + 1}次.mzp"


def write(folder: Path, number: int) -> None:
    sent = outgoing(
        manifest=manifest(kind=Kind.SUBMISSION, number=number),
        blobs={sha(_PHOTO): len(_PHOTO)},
    )
    write_package(path_of(folder, number), sent, key=KEY, read_blob=lambda _: _PHOTO)


def write_directly(
    path: Path, fill: Callable[[Path], None], *, check: Callable[[Path], None]
) -> None:
    """The control's fault: the file bears its name while it is being written."""
    fill(path)
    check(path)


def usual_seconds(folder: Path) -> float:
    """How long one package takes here, once all is loaded; the child is forked from what is loaded."""
    write(folder, 1)
    began = time.monotonic()
    write(folder, 1)
    return time.monotonic() - began


def killed_at_work(folder: Path, *, first: int, wait_s: float) -> int:
    """The last number that was said to be written, 0 where there was none."""
    work = partial(going_on, act=partial(write, folder), first=first)
    return last_of(struck_after(work, wait_s=wait_s))


def looked_at(folder: Path, *, last: int) -> tuple[int, list[str]]:
    """The greatest number that is there, and what looks finished and is not."""
    wrong, there = [], 0
    for path in folder.glob("*.mzp"):
        try:
            there = max(there, read_package(path).manifest.number)
        except PackageRefusedError as error:
            wrong.append(error.message)
    return there, wrong if there >= last or wrong else [f"丢失{last}"]


def main(mode: str, folder: Path, *, kills: int, seed: int) -> None:
    chance, last, halves = random.Random(seed), 0, 0
    wrong: list[str] = []
    folder.mkdir()
    usual_s = usual_seconds(folder)
    if mode == "direct":
        mock.patch.object(package_write, "write_whole", write_directly).start()
    for _ in range(kills):
        last = killed_at_work(folder, first=last + 1, wait_s=chance.uniform(0, 4 * usual_s)) or last
        halves += any(folder.glob("*.part"))
        there, found = looked_at(folder, last=last)
        wrong += found
        last = max(there, last)
        if found:
            break
    print(json.dumps({"wrong": wrong, "written": last, "halves": halves}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), kills=int(sys.argv[3]), seed=int(sys.argv[4]))
