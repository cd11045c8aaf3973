"""导出表格 of the roll-up: the indicators listed with the scores, or the current one by unit."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QPushButton, QTableView

from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.matrix_model import MatrixModel
from zjmz_desktop.gui.table_export import TableExport
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.service import exporting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.exporting import Exported

ALL, ONE = "导出列出的指标和得分…", "导出这项指标的分单位表…"


class MatrixExport(QObject):
    """The button, its menu, and what they begin."""

    def __init__(self, desk: Desk, office: Office, *, model: MatrixModel, view: QTableView) -> None:
        super().__init__(view)
        self._desk, self._office = desk, office
        self._model, self._view = model, view
        self.export = TableExport(desk, office, parent=view)
        self.button: QPushButton = button(
            "导出表格", "flat", icon_name="export", tip="导出成Excel、WPS表格，合计和率都是公式"
        )
        self.button.clicked.connect(self._on_clicked)

    def menu(self) -> QMenu:
        """What can be exported; it dies when it is closed."""
        menu = QMenu(self._view)
        menu.addAction(ALL).triggered.connect(self.ask_all)
        one = menu.addAction(ONE)
        one.setEnabled(self._view.currentIndex().isValid())
        one.triggered.connect(self.ask_one)
        return menu

    def ask_all(self) -> None:
        """The indicators listed, and the scores."""
        codes = tuple(self._model.row(at).code for at in range(self._model.rowCount()))
        self._ask("汇总表", partial(_write_all, place=self._desk.place, codes=codes))

    def ask_one(self) -> None:
        """The current indicator by unit."""
        row = self._model.row(self._view.currentIndex().row())
        self._ask(row.name, partial(_write_one, place=self._desk.place, code=row.code))

    def _ask(self, words: str, write: Callable[[Office, Path], Exported]) -> None:
        place = self._desk.place
        name = f"{self._office.units.get(place.unit_id).name}{words}"
        self.export.ask(exporting.file_name(self._office, name, period=place.period), write)

    def _on_clicked(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))


def _write_all(office: Office, target: Path, *, place: Place, codes: tuple[str, ...]) -> Exported:
    at = UnitPeriod(place.unit_id, place.period)
    tables = exporting.matrix_sheets(office, at, codes=codes)
    return exporting.write_sheets(office, tables, target=target)


def _write_one(office: Office, target: Path, *, place: Place, code: str) -> Exported:
    at = UnitPeriod(place.unit_id, place.period)
    return exporting.write_sheets(
        office, [exporting.indicator_sheet(office, code, at=at)], target=target
    )
