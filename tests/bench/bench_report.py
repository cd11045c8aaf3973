"""The sample's summary as PDF: by the command line in a fresh process, and in this one.

Prints medians of several rounds; the target is 3 s for the fresh process. Not a test: run it by hand
with `python tests/bench/bench_report.py`.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from zjmz_desktop.domain.periods import month
from zjmz_desktop.service.context import open_office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import write_summary
from zjmz_desktop.service.sampling import create_sample

ROOT = Path(__file__).parents[2]
DANTU = "321112000000"
ROUNDS = 5
TARGET_S = 3.0


def median_s(act: Callable[[], object]) -> float:
    """Median time of an act in seconds."""
    times = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        act()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def fresh_process(store: Path, out: Path) -> None:
    """The command as a clerk's batch file would call it."""
    words = ["report", "--store", str(store), "--unit", DANTU, "--year", "2018", "--out", str(out)]
    command = [sys.executable, "-m", "zjmz_desktop", *words]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def in_process(store: Path, out: Path) -> None:
    """The same with everything imported, the store opened afresh."""
    office = open_office(store, exclusive=False)
    try:
        write_summary(office, UnitPeriod(DANTU, month(2018, 12)), target=out)
    finally:
        office.close()


def main() -> int:
    """Print the medians; exit code 1 when the fresh process is over its target."""
    with tempfile.TemporaryDirectory() as folder:
        store, out = Path(folder) / "示例 数据", Path(folder) / "总结.pdf"
        before = time.perf_counter()
        create_sample(store).close()
        print(f"sample made          {time.perf_counter() - before:6.2f} s")
        fresh = median_s(lambda: fresh_process(store, out))
        print(f"fresh process        {fresh:6.2f} s   target {TARGET_S:.0f} s")
        print(f"in this process      {median_s(lambda: in_process(store, out)):6.2f} s")
        print(f"size of the PDF      {out.stat().st_size / 1024:6.0f} KB")
    return int(fresh > TARGET_S)


if __name__ == "__main__":
    sys.exit(main())
