"""What lies in the right side: findings and history, definition, units below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.gui.side_pages import DefinitionPage, FindingsPage, TownsPage
from zjmz_desktop.service.views import FormView

_TABS = ("校验与历史", "指标解释", "分单位")


class SideTabs(QWidget):
    """Three pages about the open form.

    Signals:
        reason_asked: 去写说明; the code of the check.
    """

    reason_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._tabs = QTabBar()
        self._stack = QStackedWidget()
        self._findings = FindingsPage()
        self._definition = DefinitionPage()
        self._towns = TownsPage()
        self._lay_out()
        self._tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self._findings.reason_asked.connect(self.reason_asked)

    def show_view(self, view: FormView) -> None:
        """Show another form's findings, definition and units."""
        self._findings.show_view(view)
        self._definition.show_view(view)
        self._towns.show_view(view)
        self._tabs.setTabVisible(2, bool(view.towns))

    def show_tab(self, at: int) -> None:
        """Turn to one of the pages."""
        self._tabs.setCurrentIndex(at)

    def _lay_out(self) -> None:
        self._tabs.setAccessibleName("右边栏")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        for words in _TABS:
            self._tabs.addTab(words)
        for page in (self._findings, self._definition, self._towns):
            self._stack.addWidget(_scrolled(page))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(2, 0, 2, 0)
        row.addWidget(self._tabs, 1)
        column.addLayout(row)
        column.addWidget(self._stack, 1)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    page.setObjectName("sideBody")
    area.setWidget(page)
    return area
