"""A template of a district's June, written and read, beside openpyxl's own time for the same cells.

Prints medians and ratios of one run; the target is at most twice openpyxl's time. Not a test: run it by
hand with `python tests/bench/bench_sheets.py`.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import openpyxl

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.template_reading import read_template
from zjmz_desktop.exchange.foreign_sheet import read_sheets
from zjmz_desktop.exchange.template_write import write_template
from zjmz_desktop.service.sampling import create_sample
from zjmz_desktop.service.template_gathering import TemplateAsked, template_of

DANTU = "321112000000"
ROUNDS = 7
TARGET = 2.0


def median_s(act: Callable[[], object]) -> float:
    """Median time of an act in seconds."""
    times = []
    for _ in range(ROUNDS):
        before = time.perf_counter()
        act()
        times.append(time.perf_counter() - before)
    return statistics.median(times)


def fresh_load(path: Path) -> None:
    """openpyxl in a process of its own: we read strangers' files in one, too."""
    code = "import sys, openpyxl; openpyxl.load_workbook(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(path)], check=True)


def main() -> int:
    """Print medians and ratios; exit code 1 when a ratio is over its target."""
    with tempfile.TemporaryDirectory() as folder:
        path, again = Path(folder) / "模板.xlsx", Path(folder) / "对照.xlsx"
        office = create_sample(Path(folder) / "示例")
        template = template_of(office, TemplateAsked(DANTU, month(2018, 6)))
        office.close()
        write_template(path, template)
        book = openpyxl.load_workbook(path)
        pairs = {
            "write": (lambda: write_template(path, template), lambda: book.save(again)),
            "read": (
                lambda: read_template(read_sheets(path), name=path.name),
                lambda: fresh_load(path),
            ),
        }
        worst = 0.0
        for name, (ours, theirs) in pairs.items():
            mine, other = median_s(ours), median_s(theirs)
            worst = max(worst, mine / other)
            print(f"{name}: {mine:.3f} s, openpyxl {other:.3f} s, ratio {mine / other:.2f}")
    print(f"worst ratio {worst:.2f}, target {TARGET:.1f}")
    return int(worst > TARGET)


if __name__ == "__main__":
    raise SystemExit(main())
