"""The right side: room for what there is to say about the open form."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from zjmz_desktop.gui.tokens import AFTER_PAINT_MS
from zjmz_desktop.service.views import FormView

WIDTH_PX = 298


class SidePanel(QFrame):
    """Empty for the first paint, so that tree and form are on screen the sooner; then filled for good.

    Signals:
        reason_asked: 去写说明; the code of the check.
    """

    reason_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(WIDTH_PX)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._view: FormView | None = None
        self._filled = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._fill)

    def show_view(self, view: FormView) -> None:
        """Show another form's findings, definition and units."""
        self._view = view
        if self._filled:
            self._tabs.show_view(view)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first paint of a form asks for the filling."""
        super().paintEvent(event)
        if self._view is not None and not self._filled and not self._later.isActive():
            self._later.start(AFTER_PAINT_MS)

    def _fill(self) -> None:
        from zjmz_desktop.gui.side_tabs import SideTabs

        assert self._view is not None
        self._tabs = SideTabs()
        self._tabs.reason_asked.connect(self.reason_asked)
        self._tabs.show_view(self._view)
        self._column.addWidget(self._tabs)
        self._filled = True
