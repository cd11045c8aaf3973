"""上年同期 of the first year: folded away until it is wanted, so that Enter does not pass through it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from zjmz_desktop.domain.year_on_year import NO_LAST_YEAR
from zjmz_desktop.gui.desk import OpenForm
from zjmz_desktop.gui.forms.entry_editor import COLUMNS
from zjmz_desktop.gui.forms.field import FieldEditor
from zjmz_desktop.gui.forms.typed_fields import TypedField
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.views import FieldView


class LastYearPart(QWidget):
    """A button, and the fields behind it.

    Signals:
        entered: Enter in the last input of a field; the form moves on.
        opened: the fields came into sight.
    """

    entered = Signal(object)
    opened = Signal()

    def __init__(self, keeper: OpenForm, views: tuple[FieldView, ...]) -> None:
        super().__init__()
        self._title = label(f"上年同期：{keeper.place.period.last_year().title}", "head")
        self._title.hide()
        self._fields = [TypedField(keeper, view) for view in views]
        self._open = button("填上年同期(&L)", "link")
        self._open.setToolTip("没有上年的数据库时，上年同期数在这里补填（Alt+L）")
        self._open.clicked.connect(self._on_open_clicked)
        self._room = QWidget()
        self._room.hide()
        self._lay_out()
        if not views:
            self.hide()
        self.show_views(views)

    @property
    def fields(self) -> list[FieldEditor]:
        """The fields in sight; none while they are folded away."""
        return [] if self._room.isHidden() else list(self._fields)

    @property
    def way_in(self) -> QPushButton | None:
        """The button that opens the fields, while they are folded away."""
        return self._open if self._fields and self._room.isHidden() else None

    def show_views(self, views: tuple[FieldView, ...]) -> None:
        """Show what the service says now; what is not saved yet comes into sight."""
        for field, view in zip(self._fields, views, strict=False):
            field.show_view(view._replace(hint="" if view.text else NO_LAST_YEAR))
        if any(view.draft for view in views) and self._room.isHidden():
            self._unfold()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._title)
        line.addWidget(self._open)
        line.addWidget(spacer(), 1)
        grid = QGridLayout(self._room)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        for at, field in enumerate(self._fields):
            field.entered.connect(self._on_entered)
            grid.addWidget(field, 0, at)
        for at in range(COLUMNS):
            grid.setColumnStretch(at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._room)

    def _unfold(self) -> None:
        self._open.hide()
        self._title.show()
        self._room.show()
        self.opened.emit()

    def _on_open_clicked(self) -> None:
        self._unfold()
        self._fields[0].inputs()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_entered(self) -> None:
        self.entered.emit(self.sender())
