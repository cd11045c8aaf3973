"""One indicator's form: built from what the service says, redrawn in place, left by keyboard."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.forms.form_body import FormBody
from zjmz_desktop.gui.forms.form_parts import FormHead
from zjmz_desktop.gui.forms.form_pasting import FormPasting
from zjmz_desktop.gui.widgets.column_page import ColumnPage
from zjmz_desktop.service.views import FormView

_Shape = tuple[str, str, str, tuple[tuple[str, str], ...]]


def shape_of(view: FormView) -> _Shape:
    """What decides the widgets of a form; the same shape is redrawn in place."""
    fields = tuple((f.part, f.kind) for f in (*view.fields, *view.last_year))
    return (view.code, view.unit_id, view.period.code, fields)


class FormPage(ColumnPage):
    """Heading and body of the open form.

    Attributes:
        body: what is under the heading, or None before the first form.
        stale: whether something was written since it was last read.

    Signals:
        built: a `FormBody` was made for a `FormView`; cards may be added to it.
        shown: a `FormView` is on screen (opened or redrawn).
        register_opened: 打开底册, with the register's code.
        unit_opened: a unit below was chosen.
    """

    built = Signal(object, object)
    shown = Signal(object)
    register_opened = Signal(str)
    unit_opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._code = ""
        self._view: FormView | None = None
        self.body: FormBody | None = None
        self.stale = False
        self._head = FormHead()
        self._room = QHBoxLayout()
        self.column.setSpacing(12)
        self.column.addWidget(self._head)
        self.column.addLayout(self._room)
        self.column.addStretch(1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.refresh)
        desk.changed.connect(self._on_changed)

    @property
    def view(self) -> FormView | None:
        """What is shown, or None before the first form."""
        return self._view

    def open_form(self, code: str) -> bool:
        """Show an indicator's form, after saving what is still typed in the one before.

        Returns:
            Whether it could be read.
        """
        self.commit()
        self._code = code
        view = self._desk.form(code)
        if view is None:
            return False
        self._show(view, anew=True)
        self.verticalScrollBar().setValue(0)
        return True

    def refresh(self) -> None:
        """Read the form again and redraw it in place; typing in progress stays."""
        self._later.stop()
        self.stale = False
        view = self._desk.form(self._code) if self._code else None
        if view is not None:
            self._show(view, anew=self._view is None or shape_of(view) != shape_of(self._view))

    def put_away(self) -> None:
        """Take the form off the screen as it is; nothing of it is saved any more."""
        if self.body is not None:
            self._room.removeWidget(self.body)
            self.body.hide()
            self.body.deleteLater()
            self.body = None

    def commit(self) -> None:
        """Save what was typed and is not saved yet."""
        if self.body is not None:
            self.body.commit()

    def focus_first(self) -> bool:
        """Put the cursor into the first open field, its value selected."""
        found = self.body.first() if self.body is not None else None
        return _go_to(self, found)

    def focus_next_problem(self) -> bool:
        """Put the cursor into the next field with a problem after the one in focus."""
        found = self.body.next_problem() if self.body is not None else None
        return _go_to(self, found)

    def focus_reason(self, check: str) -> None:
        """Put the cursor where a warning's reason is written."""
        found = self.body.input_of(f"check/{check}") if self.body is not None else None
        _go_to(self, found)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        return self.body.stops() if self.body is not None else []

    def undo(self) -> None:
        """Ctrl+Z: a text that was refused in the field in focus goes first."""
        self._desk.undo(self.body.place_in_focus() if self.body is not None else None)

    def same_as_last(self) -> None:
        """无变化: copy the last period's value into the form's figure."""
        if self.body is not None and self._view is not None and self._view.editable:
            self.commit()
            saved = self.body.keeper.same_as_last("value")
            if saved.changes:
                self._desk.told.emit(f"“{self._view.name}”无变化，已照上期填入。", True)

    def _show(self, view: FormView, *, anew: bool) -> None:
        self._view = view
        self._head.show_view(view)
        if anew or self.body is None:
            self._replace_body(view)
        else:
            self.body.show_view(view)
        self.shown.emit(view)

    def _replace_body(self, view: FormView) -> None:
        self.put_away()
        self.body = FormBody(self._desk, view)
        self.body.register_opened.connect(self.register_opened)
        self.body.unit_opened.connect(self.unit_opened)
        self.body.unfolded.connect(self.refresh)
        self.body.keeper.drafted.connect(self._on_changed)
        FormPasting(self.body)
        self.built.emit(self.body, view)
        self._room.addWidget(self.body)
        self.body.show()

    def _on_changed(self) -> None:
        self.stale = True
        if self._code and self.isVisible() and QApplication.instance() is not None:
            self._later.start(0)


def _go_to(page: FormPage, found: QWidget | None) -> bool:
    """Put the cursor there and bring it into sight."""
    if found is None:
        return False
    found.setFocus(Qt.FocusReason.TabFocusReason)
    page.ensureWidgetVisible(found)
    return True
