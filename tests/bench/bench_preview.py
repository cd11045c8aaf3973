"""A page on the screen at 100 dpi against pdfium asked directly, and words sought in all pages.

Prints medians and their ratio; the target is 40 ms a page and 1.3 times pdfium. Not a test: run it
by hand with `python tests/bench/bench_preview.py`.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).parents[2]))

from zjmz_desktop.domain.periods import month
from zjmz_desktop.report.preview import Preview
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import PaperAsked, draw_report
from zjmz_desktop.service.sampling import create_sample

DANTU = "321112000000"
DPI, TARGET_MS, TARGET_RATIO = 100, 40.0, 1.3


def median_ms(act: Callable[[int], object], pages: int) -> float:
    """Median time of an act over all pages, the second time round."""
    times = []
    for number in [*range(pages), *range(pages)]:
        before = time.perf_counter()
        act(number)
        times.append((time.perf_counter() - before) * 1000)
    return statistics.median(times[pages:])


def main() -> int:
    """Print the medians; exit code 1 when a page is over its target."""
    with tempfile.TemporaryDirectory() as folder:
        office = create_sample(Path(folder) / "store")
        content = draw_report(office, PaperAsked(UnitPeriod(DANTU, month(2018, 11)))).content
        office.close()
    preview, pdf = Preview(content), pypdfium2.PdfDocument(content)
    pages = len(preview.sizes)
    ours = median_ms(lambda n: preview.draw(n, round(preview.sizes[n][0] / 72 * DPI)), pages)
    raw = median_ms(lambda n: pdf[n].render(scale=DPI / 72, prefer_bgrx=True), pages)
    before = time.perf_counter()
    found = sum(len(preview.find("助餐点", number)) for number in range(pages))
    sought = (time.perf_counter() - before) * 1000
    print(f"a page at {DPI} dpi     {ours:6.1f} ms   target {TARGET_MS:.0f} ms")
    print(f"pdfium by itself     {raw:6.1f} ms   ratio {ours / raw:.2f}, target {TARGET_RATIO}")
    print(f"words in {pages} pages    {sought:6.1f} ms   {found} places")
    preview.close()
    pdf.close()
    return int(ours > TARGET_MS or ours > TARGET_RATIO * raw)


if __name__ == "__main__":
    sys.exit(main())
