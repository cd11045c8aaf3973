"""First start: which office this is, who fills in, where the data lie; or the sample office."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.units import Units, read_units
from zjmz_desktop.gui.dialogs.file_questions import ask_folder
from zjmz_desktop.gui.dialogs.unit_tree import UnitTree
from zjmz_desktop.gui.icons import icon, icon_pixmap
from zjmz_desktop.gui.navigation import SearchEdit
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.paths import resource
from zjmz_desktop.service.context import (
    Office,
    built_in_plans,
    create_office,
    open_office,
    read_plan_named,
)

_WIDE, _HIGH = 760, 600
_SAMPLE_FOLDER = "示例"
_PATIENCE_MS = 20
_NO_UNIT = "还没有选单位"
_CHOOSE = "请先选本单位：在上面输入名称或拼音首字母，再按 Enter。"
_NAMELESS = "没有写填表人的姓名，表尾会空着。请写上；以后再写的，再按一次 Enter（或“建立”）。"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a new store is made from."""

    folder: Path
    unit_id: str
    user_name: str
    plan: str


class FirstStart(QDialog):
    """Fields from above to below: Enter goes from the unit to the name, and from there makes the office.

    Attributes:
        office: the office that was made or opened, once accepted.
    """

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office: Office | None = None
        self._folder = folder
        self._task: Task | None = None
        self._said_nameless = False
        self._pool = QThreadPool(self)
        self.setWindowTitle("民政要点台账：开始使用")
        self.resize(_WIDE, _HIGH)
        self.search = SearchEdit()
        self.units = UnitTree(_all_units())
        self.user_name = QLineEdit()
        self.folder = QLineEdit(str(folder))
        self.plan = QComboBox()
        self.make = button("建立", "primary")
        self.sample = button(
            "打开示例", icon_name="table", tip="一个编好的区，随便练习，正式单位不收"
        )
        self._browse = button("选文件夹…", icon_name="folder")
        self._chosen = label(_NO_UNIT, "strong")
        self._error = label("", "bad", wrap=True)
        self._progress = QProgressBar()
        self._set_up()
        self._lay_out()
        self._wire()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def reject(self) -> None:
        """Leave without an office, once the sample that is being made has stopped."""
        if self._task is not None:
            self._task.cancel()
            while not self._pool.waitForDone(_PATIENCE_MS):
                pass
        super().reject()

    def asked(self) -> Asked | None:
        """What stands in the fields; None where the unit is missing."""
        unit = self.units.unit()
        if unit is None:
            return None
        folder = Path(self.folder.text().strip() or str(self._folder))
        return Asked(folder, unit.id, self.user_name.text().strip(), str(self.plan.currentData()))

    def error(self) -> str:
        """Why nothing was made, or ""."""
        return self._error.text()

    def _set_up(self) -> None:
        self.search.setPlaceholderText("单位名称或拼音首字母，如 gzjd")
        self.search.setAccessibleName("找本单位")
        self.search.setClearButtonEnabled(True)
        glass = QAction(icon("search"), "", self.search)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.user_name.setAccessibleName("填表人姓名")
        self.user_name.setPlaceholderText("填表人姓名，印在表尾")
        self.folder.setAccessibleName("数据文件夹")
        self.plan.setAccessibleName("工作计划")
        for name in built_in_plans():
            self.plan.addItem(_plan_title(name), name)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("正在编示例")
        self._progress.setVisible(False)
        self._error.setVisible(False)
        for press in (self.make, self.sample):
            press.setMinimumHeight(34)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(10)
        column.addLayout(_greeting())
        column.addWidget(self.search)
        column.addWidget(self.units, 1)
        form = QFormLayout()
        form.setSpacing(8)
        where = QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(self._browse)
        form.addRow("本单位", self._chosen)
        form.addRow("填表人(&N)", self.user_name)
        form.addRow("工作计划(&P)", self.plan)
        kept = label("数据存在(&F)")
        kept.setBuddy(self.folder)
        form.addRow(kept, where)
        column.addLayout(form)
        column.addWidget(self._error)
        column.addWidget(self._progress)
        row = QHBoxLayout()
        row.addWidget(self.sample)
        row.addWidget(spacer(), 1)
        leave = button("退出")
        leave.setMinimumSize(88, 34)
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        self.make.setMinimumWidth(110)
        row.addWidget(self.make)
        column.addLayout(row)
        order = (self.search, self.units, self.user_name, self.plan, self.folder, self._browse)
        for before, after in zip(order, (*order[1:], self.make), strict=True):
            QWidget.setTabOrder(before, after)

    def _wire(self) -> None:
        self.search.textChanged.connect(self.units.find_words)
        self.search.confirmed.connect(self._on_unit_entered)
        self.search.went_down.connect(self.units.setFocus)
        self.units.chosen.connect(self._on_unit_chosen)
        self.units.itemActivated.connect(self._on_unit_entered)
        for edit in (self.user_name, self.folder):
            edit.returnPressed.connect(self._on_make_asked)
        self.make.clicked.connect(self._on_make_asked)
        self.sample.clicked.connect(self._on_sample_asked)
        self._browse.clicked.connect(self._on_browse_asked)

    def _on_unit_chosen(self, unit_id: str) -> None:
        unit = self.units.unit()
        self._chosen.setText(_NO_UNIT if unit is None else f"{unit.office}（建立后不能改）")

    def _on_unit_entered(self) -> None:
        """Enter in the find box or the tree: the unit is right, on to the name."""
        say(self._error, "" if self.units.unit() is not None else _CHOOSE)
        if self.units.unit() is not None:
            self.user_name.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_browse_asked(self) -> None:
        found = ask_folder(self, "数据存在哪里", proposed=Path(self.folder.text()))
        if found is not None:
            self.folder.setText(str(found))

    def _on_make_asked(self) -> None:
        asked = self.asked()
        if asked is None:
            say(self._error, _CHOOSE)
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not asked.user_name and not self._said_nameless:
            self._said_nameless = True
            say(self._error, _NAMELESS)
            self.user_name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        try:
            self.office = create_office(
                asked.folder, asked.unit_id, plan=asked.plan, user_name=asked.user_name
            )
        except ZjmzError as error:
            say(self._error, error.message)
            return
        self.accept()

    def _on_sample_asked(self) -> None:
        folder = Path(self.folder.text().strip() or str(self._folder)) / _SAMPLE_FOLDER
        for part in (self.sample, self.make):
            part.setEnabled(False)
        self._progress.setRange(0, 0)
        self._progress.setVisible(True)
        self._task = Task(partial(_made_sample, folder=folder), self)
        self._task.progressed.connect(self._on_progressed)
        self._task.finished.connect(self._on_sample_made)
        self._task.failed.connect(self._on_sample_failed)
        self._task.start(self._pool)

    def _on_progressed(self, done: int, whole: int) -> None:
        self._progress.setRange(0, whole)
        self._progress.setValue(done)

    def _on_sample_made(self, folder: Path) -> None:
        try:
            self.office = open_office(folder)
        except ZjmzError as error:
            self._on_sample_failed(error.message)
            return
        self.accept()

    def _on_sample_failed(self, sentence: str) -> None:
        self._progress.setVisible(False)
        for part in (self.sample, self.make):
            part.setEnabled(True)
        say(self._error, sentence)


def _made_sample(task: Task, *, folder: Path) -> Path:
    """Make the sample in a thread; one that is there already is opened as it is."""
    from zjmz_desktop.service.sampling import create_sample

    if not (folder / "office.db").is_file():
        create_sample(folder, on_progress=task.tell).close()
    return folder


def _greeting() -> QHBoxLayout:
    row, words = QHBoxLayout(), QVBoxLayout()
    sign = label()
    sign.setPixmap(icon_pixmap("logo", "", size=40))
    words.setSpacing(2)
    words.addWidget(label("请选本单位", "title"))
    words.addWidget(label("选一次就行。镇（街道）选自己，区局选区，市局选市。", "soft"))
    row.setSpacing(14)
    row.addWidget(sign)
    row.addLayout(words, 1)
    return row


def _all_units() -> Units:
    return read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8"))


def _plan_title(name: str) -> str:
    try:
        return read_plan_named(name).title
    except ZjmzError:
        return name
