"""Reading the packages of 60 towns with 126,732 lines (≤ 1.6 s): digests, signatures and chains.

Not a test: run it by hand with `python3 build_spec/dev.py bench bench_packages`.
"""

import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "helpers"))

from made_packages import KEY, lines, manifest

from zjmz_desktop.domain.revisions import id_of
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.exchange.package_write import Outgoing, write_package
from zjmz_desktop.exchange.segments import has_whole_chains, make_segment

TOWNS, LINES, ALLOWED_SECONDS, TIMES = 60, 126_732, 1.6, 5


def made(folder: Path) -> list[Path]:
    """One package a town."""
    paths = []
    for town in range(TOWNS):
        unit, replica = f"3211120{town:02d}000", f"{town:032x}"
        count = LINES // TOWNS + (town < LINES % TOWNS)
        segment = make_segment(unit, lines(count, unit=unit, replica=replica), key=KEY)
        paths.append(folder / f"{town}.mzp")
        write_package(paths[-1], Outgoing(manifest(), (segment,)), key=KEY)
    return paths


def parsed(content: bytes) -> tuple[list[dict[str, Any]], list[str]]:
    """Lines and their ids, as those who place them need them as well."""
    every = content.splitlines()
    return [orjson.loads(one) for one in every], [id_of(one) for one in every]


def spans(paths: list[Path]) -> list[float]:
    """Seconds of this process for each of the three steps, one package after another."""
    sums = [0.0, 0.0, 0.0]
    for path in paths:
        times = [time.process_time()]
        (segment,) = read_package(path).segments
        times.append(time.process_time())
        found = parsed(segment.content)
        times.append(time.process_time())
        assert has_whole_chains(*found)
        times.append(time.process_time())
        sums = [one + b - a for one, (a, b) in zip(sums, pairwise(times), strict=True)]
    return sums


def main() -> int:
    """Print the best of some times."""
    with tempfile.TemporaryDirectory() as name:
        paths = made(Path(name))
        every = [spans(paths) for _ in range(TIMES)]
    best = [min(times) for times in zip(*every, strict=True)]
    print("proven: {:.2f} s   lines and ids: {:.2f} s   chains: {:.2f} s".format(*best))
    return int(sum(best) > ALLOWED_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
