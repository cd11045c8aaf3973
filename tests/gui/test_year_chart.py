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
    """The chart of a year at 10000.0 a month; a half in the year before is why a decimal is shown."""
    chart = YearChart()
    qtbot.addWidget(chart)
    chart.resize(chart.sizeHint())
    year = (Fraction(10_000),) * 12
    chart.set_series(SeriesView(year, (Fraction(1, 2), *year[1:]), month))
    chart.show()
    return chart.grab().toImage()


def figure(image: QImage) -> list[int]:
    """Columns of the figure over the bar, which is in the colour of ink."""
    darker, places = QColor(TOKENS.ink).lightness() + 60, range(image.width())
    return [
        x for x in places if any(image.pixelColor(x, y).lightness() < darker for y in LABEL_ROWS)
    ]


@pytest.mark.parametrize("month", [1, 11, 12])
def test_the_figure_over_the_bar_is_not_cut(
    qtbot: QtBot, dressed: QApplication, month: int
) -> None:
    whole, shown = figure(drawn(qtbot, 6)), figure(drawn(qtbot, month))
    assert whole
    assert abs((shown[-1] - shown[0]) - (whole[-1] - whole[0])) <= 1


def test_the_figures_of_the_scale_are_not_cut(qtbot: QtBot, dressed: QApplication) -> None:
    image = drawn(qtbot, 6)
    paper = image.pixelColor(0, 0)
    assert all(image.pixelColor(0, y) == paper for y in range(image.height()))
