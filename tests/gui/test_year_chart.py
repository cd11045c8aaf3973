"""The figure over this month's bar is whole, wherever the bar stands."""

from fractions import Fraction

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.year_chart import YearChart
from zjmz_desktop.service.views import SeriesView

LABEL_ROWS = range(YearChart.TOP - 16, YearChart.TOP - 5)  # over the rings of the line


def drawn(qtbot: QtBot, month: int) -> QImage:
    """The chart of a year at 100.0, with a half in the year before so that decimals are shown."""
    chart = YearChart()
    qtbot.addWidget(chart)
    chart.resize(chart.sizeHint())
    year = (Fraction(100),) * 12
    chart.set_series(SeriesView(year, (Fraction(1, 2), *year[1:]), month))
    chart.show()
    return chart.grab().toImage()


def ink(image: QImage) -> list[int]:
    """Columns in which the figure's own colour stands."""
    wanted = QColor(TOKENS.ink).lightness() + 60
    found = {
        x
        for y in LABEL_ROWS
        for x in range(image.width())
        if image.pixelColor(x, y).lightness() < wanted
    }
    return sorted(found)


@pytest.mark.parametrize("month", [1, 11, 12])
def test_the_figure_over_the_bar_is_not_cut(
    qtbot: QtBot, dressed: QApplication, month: int
) -> None:
    whole, shown = ink(drawn(qtbot, 6)), ink(drawn(qtbot, month))
    assert whole
    assert abs((shown[-1] - shown[0]) - (whole[-1] - whole[0])) <= 1
