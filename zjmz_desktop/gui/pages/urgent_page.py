"""临时要数: any indicators, any units, as of a month; a table, a file and words in a minute."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.urgent import Answer
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.chase_dialog import UNFILLED, ChaseDialog
from zjmz_desktop.gui.dialogs.phone_dialog import PhoneDialog
from zjmz_desktop.gui.pages.urgent_choosing import Choosing
from zjmz_desktop.gui.pages.urgent_forms import FormDeeds, GivenRecord
from zjmz_desktop.gui.pages.urgent_preview import Preview
from zjmz_desktop.gui.table_export import PDF, TABLES, TableExport
from zjmz_desktop.service import exporting, urgent
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import Exported
from zjmz_desktop.service.urgent import Phoned

_PAUSE_MS = 120


class UrgentPage(QWidget):
    """The page: chosen to the left, shown to the right as it will be."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._given: Answer | None = None
        self.choosing = Choosing(desk.actions.office().periods)
        self.preview = Preview()
        self.export = TableExport(desk, office, parent=self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.choosing)
        row.addWidget(self.preview, 1)
        self._forms = FormDeeds(self, self.choosing, desk=desk, office=office)
        self._record = GivenRecord(self, desk=desk, office=office)
        self._wire()

    @property
    def place(self) -> UnitPeriod:
        """Whose figures, as of when."""
        return UnitPeriod(self._desk.place.unit_id, self.choosing.period)

    def open_subject(self, subject: str) -> None:
        """Offer what can be chosen for the unit that lies open."""
        self.choosing.show_period(self._desk.place.period)
        self._offer()
        self._forms.show("")
        self.choosing.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """End what runs beside the window."""
        self.export.stop()

    def refresh(self) -> None:
        """Answer again."""
        wanted = self.choosing.wanted()
        if not wanted.columns:
            self._given = None
            self.preview.show_nothing()
            return
        try:
            self._given = urgent.urgent_answer(self._office, wanted, at=self.place)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return
        self.preview.show_answer(self._given)

    def _offer(self) -> None:
        place = self.place
        self.choosing.offer(
            list(urgent.indicator_choices(self._office, place)),
            urgent.unit_choices(self._office, place.unit_id),
        )
        self.refresh()

    def _wire(self) -> None:
        preview = self.preview
        self._later.timeout.connect(self.refresh)
        self.choosing.changed.connect(self._on_changed)
        self._desk.changed.connect(self._on_changed)
        self._desk.moved.connect(self._on_moved)
        preview.copy_asked.connect(self.copy)
        preview.table_asked.connect(partial(self._ask_file, kinds=TABLES, ending=".xlsx"))
        preview.paper_asked.connect(partial(self._ask_file, kinds=PDF, ending=".pdf"))
        preview.chase_asked.connect(self.ask_chase)
        preview.phone_asked.connect(self.ask_phone)
        preview.given_asked.connect(self._record.show)

    def _on_changed(self) -> None:
        if self.isVisible():
            self._later.start(_PAUSE_MS)

    def _on_moved(self) -> None:
        if self.isVisible():
            self.choosing.show_period(self._desk.place.period)
            self._offer()

    def copy(self) -> None:
        """The words onto the clipboard; that they were given is recorded."""
        if self._given is not None:
            QGuiApplication.clipboard().setText(self._given.words)
            self._record.keep(self.choosing.wanted(), at=self.place, given=self._given)
            self._desk.told.emit("已复制这段话。", False)

    def _ask_file(self, *, kinds: str, ending: str) -> None:
        given = self._given
        if given is not None:
            name = exporting.file_name(self._office, given.table.title, period=self.choosing.period)
            write = partial(_write, given=given)
            if self.export.ask(Path(name).stem + ending, write, kinds=kinds):
                self._record.keep(self.choosing.wanted(), at=self.place, given=given)

    def ask_chase(self) -> ChaseDialog:
        """催报 for the indicators chosen, or all that are due."""
        codes = [column.indicator for column in self.choosing.wanted().columns]
        words = urgent.chase(self._office, self.place, codes=codes)
        dialog = ChaseDialog(self._desk, words, chased=UNFILLED, parent=self)
        dialog.open()
        return dialog

    def ask_phone(self) -> None:
        """登记电话报数, of the indicators chosen."""
        month = self.choosing.period
        indicators = urgent.phoneable(self._office, self.choosing.wanted(), month=month)
        units = self._desk.actions.units_in_sight()[1:]
        if not indicators or not units:
            self._desk.told.emit("选的指标不能用电话报数，请由单位自己填报。", False)
            return
        when = f"{self._office.now().astimezone(BEIJING):%m月%d日%H:%M}"
        enter = partial(self._phone_in, month=month)
        PhoneDialog(indicators, units, when=when, enter=enter, parent=self).open()

    def _phone_in(self, told: Phoned, *, month: Period) -> str:
        call = partial(urgent.phone_in, self._office, told, month=month)
        saved = self._desk.write(call)
        if not saved.error:
            self._desk.told.emit("已登记为代报。", True)
        return saved.error


def _write(office: Office, target: Path, *, given: Answer) -> Exported:
    return exporting.write_sheets(office, [given.table], target=target)
