"""The sample's summary in a fresh process, and a long report against typst on the same content.

Prints medians; targets are 1 s for the summary, and for the long report 0.6 of typst's time and 0.3 of
its memory, each side in fresh processes, in turn. Not a test: run it by hand with
`python tests/bench/bench_report.py`. typst is a package for this alone (`pip install typst`); without
it that part is left out, and said so.
"""

import importlib.util
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

DANTU = "321112000000"
ROUNDS, PAIRS = 7, 7
TARGET_S, TARGET_TIME, TARGET_MEMORY = 1.0, 0.6, 0.3


class Cold(NamedTuple):
    """What one fresh process took: seconds from asking for it to its end, megabytes, pages."""

    seconds: float
    megabytes: float
    pages: int


def main() -> int:
    """Print all; exit code 1 when something is over its target."""
    with tempfile.TemporaryDirectory() as folder:
        long = against_typst(
            Path(folder)
        )  # first: a child is told the memory of a large parent too
        is_over = [long, district(Path(folder))]
    return int(any(is_over))


def environment() -> dict[str, str]:
    """The program comes with its `.pyc`; here the first start makes them."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": str(ROOT)}


# ---- the district's summary ----


def district(folder: Path) -> bool:
    """The sample's annual summary; whether the fresh process is over its target."""
    from zjmz_desktop.service.sampling import create_sample

    store, out = folder / "示例 数据", folder / "总结.pdf"
    before = time.perf_counter()
    create_sample(store).close()
    print(f"sample made          {time.perf_counter() - before:6.2f} s")
    fresh_process(store, out)
    processor: list[float] = []
    fresh = median_s(lambda: processor.append(fresh_process(store, out)))
    print(f"fresh process        {fresh:6.2f} s   target {TARGET_S:.1f} s")
    print(f"of it the processor  {statistics.median(processor):6.2f} s")
    print(f"python, doing nothing{median_s(nothing):6.2f} s")
    print(f"in this process      {median_s(lambda: in_process(store, out)):6.2f} s")
    print(f"size of the PDF      {out.stat().st_size / 1024:6.0f} KB")
    return fresh > TARGET_S


def median_s(act: Callable[[], object]) -> float:
    """Median time of an act in seconds."""
    times = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        act()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def nothing() -> None:
    """What every fresh process takes."""
    subprocess.run([sys.executable, "-c", ""], env=environment(), check=True)


def fresh_process(store: Path, out: Path) -> float:
    """The command as a clerk's batch file would call it; its seconds of processor (none on Windows)."""
    words = ["report", "--store", str(store), "--unit", DANTU, "--year", "2018"]
    command = [sys.executable, "-m", "zjmz_desktop", *words, "--out", str(out)]
    before = os.times()
    subprocess.run(command, env=environment(), check=True, capture_output=True)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def in_process(store: Path, out: Path) -> None:
    """The same with everything imported, the store opened afresh."""
    from zjmz_desktop.domain.periods import month
    from zjmz_desktop.service.context import open_office
    from zjmz_desktop.service.entering import UnitPeriod
    from zjmz_desktop.service.reporting import write_summary

    office = open_office(store, exclusive=False)
    try:
        write_summary(office, UnitPeriod(DANTU, month(2018, 12)), target=out)
    finally:
        office.close()


# ---- the long report ----


def against_typst(folder: Path) -> bool:
    """The long report by both, in turn; whether a target is missed."""
    if importlib.util.find_spec("typst") is None:
        print("typst is not installed (pip install typst): the long report was NOT set against it")
        mine = [cold("ours", folder) for _ in range(PAIRS)]
        print(f"ours {said(mine)}")
        return False
    from long_paper import write_source

    write_source(folder / "long.typ")
    for side in ("ours", "typst"):
        cold(side, folder)
    pairs = [(cold("ours", folder), cold("typst", folder)) for _ in range(PAIRS)]
    mine, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
    in_time = statistics.median(a.seconds / b.seconds for a, b in pairs)
    in_memory = statistics.median(a.megabytes / b.megabytes for a, b in pairs)
    print(f"ours  {said(mine)}\ntypst {said(theirs)}")
    print(f"time   {in_time:.2f} of typst's   target {TARGET_TIME}")
    print(f"memory {in_memory:.2f} of typst's   target {TARGET_MEMORY}")
    return in_time > TARGET_TIME or in_memory > TARGET_MEMORY


def said(runs: list[Cold]) -> str:
    """Medians of one side."""
    seconds = statistics.median(run.seconds for run in runs)
    megabytes = statistics.median(run.megabytes for run in runs)
    return f"{seconds:.2f} s  {megabytes:.0f} MB  {runs[-1].pages} pages"


def cold(side: str, folder: Path) -> Cold:
    """One fresh process that writes the long report."""
    asked = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(Path(__file__)), side, str(folder)],
        env=environment(),
        stdout=subprocess.PIPE,
        check=True,
    )
    seconds = time.perf_counter() - asked
    megabytes, pages = done.stdout.split()
    return Cold(seconds, float(megabytes), int(pages))


def ours(folder: Path) -> int:
    """The long report by the program, with the settings that its commands start with."""
    from long_paper import paper

    from zjmz_desktop.__main__ import look_seldom_for_garbage
    from zjmz_desktop.report.annual_pdf import write_paper

    look_seldom_for_garbage()
    return write_paper(paper(), folder / "ours.pdf").pages


def theirs(folder: Path) -> int:
    """The long report by typst, from its source, with the same fonts."""
    import typst

    fonts = [str(ROOT / "resources" / "fonts")]
    source, target = folder / "long.typ", folder / "typst.pdf"
    typst.compile(str(source), output=str(target), font_paths=fonts, ignore_system_fonts=True)
    return target.read_bytes().count(b"/Type /Page\n") or target.read_bytes().count(b"/Type/Page/")


def child(side: str, folder: Path) -> None:
    """One side in this process: prints its peak of memory in megabytes and its pages."""
    import resource

    pages = (ours if side == "ours" else theirs)(folder)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, pages)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        child(sys.argv[1], Path(sys.argv[2]))
        sys.exit(0)
    sys.exit(main())
