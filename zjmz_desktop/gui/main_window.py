"""The main window: header, pages, status line, keys."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.entry_page import EntryPage
from zjmz_desktop.gui.header import PROGRAM, Header
from zjmz_desktop.gui.keys import WindowKeys
from zjmz_desktop.gui.page_stack import ACTIVITY, FORM, MATRIX, REGISTER, PageStack
from zjmz_desktop.gui.status_line import StatusLine
from zjmz_desktop.gui.tokens import SIDE_COLLAPSE_BELOW_PX
from zjmz_desktop.gui.widgets.toast import Toast
from zjmz_desktop.service.views import MonthList

SMALLEST = (900, 440)
USUAL = (1366, 695)


class MainWindow(QMainWindow):
    """One open office.

    Pages of other kinds are offered by name: `window.pages.offer("matrix", factory)`.

    Signals:
        changed: a `ChangeSet` was written; every page redraws what it concerns.
        annual_asked: 年度总结 was pressed.
        user_asked: the user's name was pressed.
        submit_asked: Ctrl+Shift+S: submit the month (previewed, an act of its own).
        print_asked: Ctrl+P: the sheets of what lies open, with the widget that the menu hangs under.
    """

    changed = Signal(object)
    annual_asked = Signal()
    user_asked = Signal()
    submit_asked = Signal()
    print_asked = Signal(QWidget)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        office = desk.actions.office()
        mark = "（示例数据）" if office.sample else ""
        self.setWindowTitle(f"{office.office_name} · {PROGRAM}{mark}")
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.header = Header(desk)
        self.entry = EntryPage(desk)
        self.pages = PageStack()
        self.pages.offer(FORM, self._entry_page)
        self.status = StatusLine(office)
        self._lay_out()
        self.toast = Toast(self)
        self._wire()
        self.keys = WindowKeys(self)
        self.pages.show_page(FORM)

    def start(self) -> None:
        """Read the month and put the cursor into the first open field."""
        self.entry.start()

    def open_form(self) -> None:
        """Back to the form."""
        self.pages.show_page(FORM)
        if not self.entry.form.focus_first():
            self.entry.navigation.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_indicator(self, code: str) -> None:
        """An indicator's form, with the cursor in its first open field; without a code the one that lay open."""
        self.pages.show_page(FORM)
        self.entry.open_indicator(code or self.entry.navigation.view.current_code)

    def show_page(self, name: str, subject: str = "") -> QWidget:
        """Turn to a page by its name; what is typed in the form is saved first."""
        self.entry.form.commit()
        return self.pages.show_page(name, subject)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor goes into the first open field once the window has the focus."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.open_form)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Collapse what has no room."""
        super().resizeEvent(event)
        narrow = event.size().width() < SIDE_COLLAPSE_BELOW_PX
        was = event.oldSize().width() < SIDE_COLLAPSE_BELOW_PX
        if narrow != was or not event.oldSize().isValid():
            for part in (self.header, self.entry, self.status):
                part.set_narrow(narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is typed, then close."""
        self.entry.form.commit()
        super().closeEvent(event)

    def _entry_page(self) -> QWidget:
        return self.entry

    def _lay_out(self) -> None:
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        column.addWidget(self.status)
        self.setCentralWidget(middle)

    def _wire(self) -> None:
        self.desk.changed.connect(self.changed)
        self.desk.changed.connect(self.status.show_saved)
        self.desk.told.connect(self.toast.say)
        self.pages.turned.connect(self.status.show_keys)
        self.desk.refused.connect(self.toast.complain)
        self.toast.undone.connect(self._on_undo_asked)
        self.desk.written.connect(self.toast.show_written)
        self.desk.form_wanted.connect(self.open_indicator)
        self.desk.register_wanted.connect(self._on_register_opened)
        self.entry.listed.connect(self._on_listed)
        self.entry.register_opened.connect(self._on_register_opened)
        self.header.form_opened.connect(self.open_form)
        self.header.register_opened.connect(self._on_register_opened)
        self.header.matrix_opened.connect(self._on_matrix_opened)
        self.header.annual_opened.connect(self.annual_asked)
        self.header.user_opened.connect(self.user_asked)
        self.header.side_toggled.connect(self.entry.toggle_side)
        self.entry.bar.print_asked.connect(self.print_asked)

    def _on_undo_asked(self) -> None:
        self.desk.undo()

    def _on_listed(self, month: MonthList) -> None:
        self.header.progress.show_month(month)

    def _on_register_opened(self, code: str = "") -> None:
        of = f"/{self.entry.navigation.view.current_code}" if code == ACTIVITY else ""
        self.show_page(REGISTER, f"{code}{of}")

    def _on_matrix_opened(self) -> None:
        self.show_page(MATRIX)
