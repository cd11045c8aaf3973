"""导出表格 of a register: its list, or 空表 to be filled by hand."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QWidget

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.pages.open_register import RegisterReader
from zjmz_desktop.gui.table_export import TABLES, TO_PRINT, TableExport
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.service import exporting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import Exported, Wish

LIST, BLANK = "导出台账…", "打印空表…"
_WARNING = (
    "勾选后，文件里会有这些个人信息：{names}。"
    "请只在办理业务确有需要时导出，妥善保管，不要发到微信群、QQ群；程序不记录这次导出。"
)


class PersonalDialog(Dialog):
    """Whether personal fields go with the file: no, unless ticked."""

    def __init__(self, register: Register, *, parent: QWidget) -> None:
        names = "、".join(field.name for field in register.fields if field.personal)
        text = f"“{register.name}”里有个人信息，不勾选就不导出。"
        super().__init__("个人信息", text, yes="继续", parent=parent)
        self.tick = QCheckBox("个人信息一并导出")
        self.body.addWidget(self.tick)
        self.warning = _WARNING.format(names=names)
        self.text.setText(f"{text}\n{self.warning}")


class RegisterExport(QObject):
    """The button, its menu, and what they begin."""

    def __init__(
        self, desk: Desk, office: Office, *, reader: RegisterReader, page: QWidget
    ) -> None:
        super().__init__(page)
        self._desk, self._office = desk, office
        self._reader, self._page = reader, page
        self.export = TableExport(desk, office, parent=page)
        self.button: QPushButton = button(
            "导出表格", "flat", icon_name="export", tip="导出台账，或者印空表去填"
        )
        self.button.clicked.connect(self._on_clicked)

    def menu(self) -> QMenu:
        """What can be exported; it dies when it is closed."""
        menu = QMenu(self._page)
        menu.addAction(LIST).triggered.connect(self.ask_list)
        menu.addAction(BLANK).triggered.connect(self.ask_blank)
        return menu

    def ask_list(self) -> None:
        """The whole list, after the question about personal fields."""
        self._ask(blank=False)

    def ask_blank(self) -> None:
        """空表 with the rows that are known."""
        self._ask(blank=True)

    def _ask(self, *, blank: bool) -> None:
        register = self._office.plan.register(self._reader.code)
        if not register.personal:
            self._write(blank=blank, personal=False)
            return
        dialog = PersonalDialog(register, parent=self._page)
        dialog.accepted.connect(partial(self._on_answered, dialog.tick, blank=blank))
        dialog.open()

    def _on_answered(self, tick: QCheckBox, *, blank: bool) -> None:
        self._write(blank=blank, personal=tick.isChecked())

    def _write(self, *, blank: bool, personal: bool) -> None:
        register, place = self._office.plan.register(self._reader.code), self._reader.place
        name = f"{self._office.units.get(place.unit_id).name}{register.name}"
        words = f"{name}{'空表' if blank else '台账'}"
        call = _write_blank if blank else _write_list
        self.export.ask(
            exporting.file_name(self._office, words, period=place.period),
            partial(call, code=register.code, place=place, personal=personal),
            kinds=TO_PRINT if blank else TABLES,
        )

    def _on_clicked(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))


def _write_list(
    office: Office, target: Path, *, code: str, place: Place, personal: bool
) -> Exported:
    at, wish = UnitPeriod(place.unit_id, place.period), Wish(personal=personal)
    table = exporting.register_sheet(office, code, at=at, wish=wish)
    return exporting.write_sheets(office, [table], target=target)


def _write_blank(
    office: Office, target: Path, *, code: str, place: Place, personal: bool
) -> Exported:
    at, wish = UnitPeriod(place.unit_id, place.period), Wish(personal=personal)
    tables = exporting.blank_sheets(office, code, at=at, wish=wish)
    return exporting.write_sheets(office, tables, target=target)
