"""导出填报模板: which units, which month, with registers or not; a file each into a folder."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.templating import TemplateAsked, WrittenTemplate, write_templates

_WIDE, _HIGH = 560, 560
_ABOUT = "模板是锁好格式的xlsx工作簿，带下拉选项，交给没有本程序的单位用WPS或Excel填好，再导入。"


class TemplateExportDialog(QDialog):
    """The dialog.

    Attributes:
        folder: where the folder dialog begins.
    """

    def __init__(self, desk: Desk, office: Office, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导出填报模板")
        self.resize(_WIDE, _HIGH)
        self._desk, self._office = desk, office
        self.folder = QStandardPaths.writableLocation(
            QStandardPaths.StandardLocation.DocumentsLocation
        )
        self.units = QListWidget()
        self.period = QComboBox()
        self.registers = QCheckBox("带上底册(&R)")
        self.personal = QCheckBox("也带有个人信息的底册(&P)（请当面交接，不要用微信、QQ传）")
        self.every, self.none = button("全选", "link"), button("全不选", "link")
        self.yes, self.no = button("导出…", "primary"), button("取消")
        self._bar, self._error = WorkBar(), label("", "bad", wrap=True)
        self._beside = Beside(office, self)
        self._fill()
        self._lay_out()
        self._wire()
        self.units.setFocus(Qt.FocusReason.OtherFocusReason)

    def chosen(self) -> tuple[str, ...]:
        """Ids of the ticked units."""
        items = (self.units.item(at) for at in range(self.units.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def ask_folder(self) -> Path | None:
        """Ask where the files go."""
        name = QFileDialog.getExistingDirectory(self, "模板存到哪个文件夹", self.folder)
        return Path(name) if name else None

    def error(self) -> str:
        """Why nothing was exported, or ""."""
        return self._error.text()

    def done(self, result: int) -> None:
        """Closing gives up what is under way."""
        self._beside.drop()
        self._beside.wait()
        super().done(result)

    def _fill(self) -> None:
        place = self._desk.place
        for unit_id, name in self._desk.actions.units_in_sight():
            item = QListWidgetItem(name, self.units)
            item.setData(Qt.ItemDataRole.UserRole, unit_id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            mine = unit_id == place.unit_id
            item.setCheckState(Qt.CheckState.Checked if mine else Qt.CheckState.Unchecked)
            if mine:
                self.units.setCurrentItem(item)
        periods = self._desk.actions.office().periods
        for period in periods:
            self.period.addItem(period.title, period)
        self.period.setCurrentIndex(periods.index(place.period))
        self.registers.setChecked(True)
        self.units.setAccessibleName("填报单位")
        self.units.setProperty("checks", "true")
        self.units.setSpacing(3)
        self.period.setAccessibleName("报告期")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label("导出填报模板", "title"))
        column.addWidget(label(_ABOUT, "soft", wrap=True))
        head = QHBoxLayout()
        period = label("报告期(&M)", "soft")
        period.setBuddy(self.period)
        units = label("填报单位(&U)，按空格键勾选", "soft")
        units.setBuddy(self.units)
        for part in (units, self.every, self.none):
            head.addWidget(part)
        head.addWidget(spacer(), 1)
        head.addWidget(period)
        head.addWidget(self.period)
        column.addLayout(head)
        column.addWidget(self.units, 1)
        for below in (self.registers, self.personal, self._bar, self._error):
            column.addWidget(below)
        self._error.hide()
        last = QHBoxLayout()
        last.addWidget(label("每个单位一个文件。", "small"))
        last.addWidget(spacer(), 1)
        for press in (self.no, self.yes):
            press.setMinimumSize(88, 32)
            last.addWidget(press)
        column.addLayout(last)

    def _wire(self) -> None:
        self.every.clicked.connect(self._on_every)
        self.none.clicked.connect(self._on_none)
        self.yes.clicked.connect(self._on_asked)
        self.no.clicked.connect(self.reject)
        self.registers.toggled.connect(self.personal.setEnabled)
        self._beside.read.connect(self._on_written)
        self._beside.failed.connect(self._on_refused)

    def _tick(self, state: Qt.CheckState) -> None:
        for at in range(self.units.count()):
            self.units.item(at).setCheckState(state)

    def _on_every(self) -> None:
        self._tick(Qt.CheckState.Checked)

    def _on_none(self) -> None:
        self._tick(Qt.CheckState.Unchecked)

    def _on_asked(self) -> None:
        units = self.chosen()
        if not units:
            say(self._error, "没有勾选单位。请至少勾选一个。")
            return
        folder = self.ask_folder()
        if folder is None:
            return
        period, registers = self.period.currentData(), self.registers.isChecked()
        asked = [
            TemplateAsked(unit, period, registers, registers and self.personal.isChecked())
            for unit in units
        ]
        say(self._error, "")
        self.yes.setEnabled(False)
        self._bar.begin("正在导出")
        task = self._beside.start(partial(_write, asked=asked, folder=folder))
        task.progressed.connect(self._bar.show_progress)

    def _on_written(self, found: tuple[WrittenTemplate, ...]) -> None:
        folder = Path(found[0].path).parent
        names = Path(found[0].path).name if len(found) == 1 else f"{len(found)}个模板"
        self._desk.told.emit(f"已导出{names}，存在{folder}。", False)
        self.accept()

    def _on_refused(self, sentence: str) -> None:
        self._bar.hide()
        self.yes.setEnabled(True)
        say(self._error, sentence)


def _write(
    office: Office, task: Task, *, asked: list[TemplateAsked], folder: Path
) -> tuple[WrittenTemplate, ...]:
    return write_templates(office, asked, folder=folder, tell=task.tell)
