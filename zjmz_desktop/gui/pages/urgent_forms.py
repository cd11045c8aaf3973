"""What 临时要数 keeps on this computer: the forms of other receivers, and what was given to whom."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.urgent import Answer, Wanted
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.given_dialog import GivenDialog
from zjmz_desktop.gui.dialogs.name_dialog import NameDialog
from zjmz_desktop.gui.pages.urgent_choosing import Choosing
from zjmz_desktop.service import urgent
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod


class FormDeeds(QObject):
    """Acts on the forms that are offered in the chooser."""

    def __init__(self, page: QWidget, choosing: Choosing, *, desk: Desk, office: Office) -> None:
        super().__init__(page)
        self._page, self._choosing = page, choosing
        self._desk, self._office = desk, office
        bar = choosing.forms
        bar.chosen.connect(self._on_chosen)
        bar.save_asked.connect(self._on_save_asked)
        bar.drop_asked.connect(self._on_drop_asked)

    def show(self, current: str) -> None:
        """Offer the forms that are saved."""
        try:
            self._choosing.forms.show_forms(
                tuple(urgent.saved_forms(self._office)), current=current
            )
        except ZjmzError as error:
            self._desk.refused.emit(error.message)

    def _on_chosen(self, name: str) -> None:
        if not name:
            return
        try:
            self._choosing.show_wanted(urgent.saved_form(self._office, name))
        except ZjmzError as error:
            self._desk.refused.emit(error.message)

    def _on_save_asked(self) -> None:
        text = "下次选这个表样，就按同样的指标、次序、名称和单位出表。同名的会被替换。"
        dialog = NameDialog("存为表样", text, act=self._save, parent=self._page)
        dialog.name.setText(self._choosing.forms.current or self._choosing.receiver.text())
        dialog.open()

    def _save(self, name: str) -> str:
        try:
            urgent.save_form(self._office, name, wanted=self._choosing.wanted())
        except ZjmzError as error:
            return error.message
        self.show(name.strip())
        self._desk.told.emit(f"已存表样“{name.strip()}”。", False)
        return ""

    def _on_drop_asked(self) -> None:
        name = self._choosing.forms.current
        try:
            urgent.drop_form(self._office, name)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return
        self.show("")
        self._desk.told.emit(f"已删除表样“{name}”，选的指标还在，可以再存。", False)


class GivenRecord(QObject):
    """Keeps what was given out, and shows it."""

    def __init__(self, page: QWidget, *, desk: Desk, office: Office) -> None:
        super().__init__(page)
        self._page, self._desk, self._office = page, desk, office

    def keep(self, wanted: Wanted, *, at: UnitPeriod, given: Answer) -> None:
        """Record that this was given out now."""
        try:
            urgent.keep_given(self._office, wanted, at=at, given=given)
        except ZjmzError as error:
            self._desk.refused.emit(error.message)

    def show(self) -> None:
        """What was given out before."""
        try:
            GivenDialog(urgent.given_before(self._office), parent=self._page).open()
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
