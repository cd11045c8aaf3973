"""导出数据文件: what is in it before it is written, progress, and the files that lie ready."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.package_export.pack_form import PackForm
from zjmz_desktop.gui.package_export.packed_view import PackedView
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.packing import Order, Packed, last_folder, pack
from zjmz_desktop.service.packing_previews import (
    PackPreview,
    likely_kind,
    preview_pack,
    recipients,
)

_WIDE, _HIGH = 720, 540
_PAUSE_MS = 150
_SEVERAL = "每个下级单位一个文件，只带和它有关的内容。"


class PackDialog(QDialog):
    """The form and what would be in the file; then what was written.

    Attributes:
        form: the fields.
        packed: the files that lie ready.
    """

    def __init__(
        self, desk: Desk, office: Office, *, to: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导出数据文件")
        self.resize(_WIDE, _HIGH)
        self._desk, self._office = desk, office
        periods = desk.actions.office().periods
        self.form = PackForm(recipients(office), periods, likely=partial(likely_kind, office))
        self.packed = PackedView()
        self._inside, self._warning = label("", wrap=True), label("", "warn", wrap=True)
        self._error, self._bar = label("", "bad", wrap=True), WorkBar()
        self.no, self.yes = button("取消"), button("导出", "primary")
        self._stack = QStackedWidget()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._looking, self._packing = Beside(office, self), Beside(office, self)
        self._lay_out()
        self._begin(to)
        self._wire()
        self._look()

    def inside(self) -> str:
        """What would be in the file, as shown."""
        return self._inside.text()

    def error(self) -> str:
        """Why nothing was written, or ""."""
        return self._error.text()

    def done(self, result: int) -> None:
        """Closing gives up what is under way; a file that is half written is none."""
        for one in (self._looking, self._packing):
            one.drop()
            one.wait()
        super().done(result)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label("导出数据文件", "title"))
        asked, inside = QWidget(), QVBoxLayout()
        asked.setLayout(inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.form)
        card = Card("里面有什么")
        card.body.addWidget(self._inside)
        card.body.addWidget(self._warning)
        inside.addWidget(card)
        inside.addStretch(1)
        self._stack.addWidget(asked)
        self._stack.addWidget(self.packed)
        column.addWidget(self._stack, 1)
        for below in (self._bar, self._error):
            column.addWidget(below)
        self._error.hide()
        row = QHBoxLayout()
        row.addWidget(spacer(), 1)
        for press in (self.no, self.yes):
            press.setMinimumSize(96, 34)
            row.addWidget(press)
        column.addLayout(row)

    def _begin(self, to: str) -> None:
        periods = self._desk.actions.office().periods
        self.form.period.setCurrentIndex(periods.index(self._desk.place.period))
        folder = last_folder(self._office)
        if folder is not None and folder.is_dir():
            self.form.place.set_folder(folder)
        if to:
            self.form.select(to)
        self.form.to.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wire(self) -> None:
        self.form.changed.connect(self._on_changed)
        self._later.timeout.connect(self._look)
        self._looking.read.connect(self._on_looked)
        self._looking.failed.connect(self._on_refused)
        self._packing.read.connect(self._on_packed)
        self._packing.failed.connect(self._on_refused)
        self.yes.clicked.connect(self._on_asked)
        self.no.clicked.connect(self.reject)

    def _on_changed(self) -> None:
        self._later.start(_PAUSE_MS)

    def _look(self) -> None:
        orders = self.form.orders()
        say(self._error, "")
        if len(orders) > 1:
            self._looking.drop()
            self._inside.setText(_SEVERAL)
            say(self._warning, "")
            return
        self._inside.setText("正在看里面有什么……")
        self._looking.start(partial(_looked, order=orders[0]))

    def _on_looked(self, found: PackPreview) -> None:
        self._inside.setText("\n".join(f"·　{line}" for line in found.lines))
        self.form.offer_rows(found.more_rows)
        say(self._warning, found.warning)
        self.form.personal.setEnabled(bool(found.personal))
        count = f"（{found.personal}项）" if found.personal else "（没有）"
        self.form.personal.setText(f"带上个人信息{count}(&I)")

    def _on_asked(self) -> None:
        fault = self.form.fault()
        say(self._error, fault)
        if fault:
            self.form.secret.phrase.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._set_busy(True)
        self._bar.begin("正在生成和核对")
        call = partial(_packed, orders=self.form.orders(), folder=self.form.place.folder)
        self._packing.start(call).progressed.connect(self._bar.show_progress)

    def _set_busy(self, busy: bool) -> None:
        self.form.setDisabled(busy)
        self.yes.setDisabled(busy)

    def _on_packed(self, found: list[Packed]) -> None:
        self._bar.hide()
        self._set_busy(False)
        changes = self._office.catch_up()
        if changes:
            self._desk.changed.emit(changes)
        self.packed.show_packed(found)
        self._stack.setCurrentWidget(self.packed)
        self.yes.hide()
        self.no.setText("关闭")
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, sentence: str) -> None:
        self._bar.hide()
        self._set_busy(False)
        say(self._error, sentence)


def _looked(office: Office, task: Task, *, order: Order) -> PackPreview:
    del task
    return preview_pack(office, order)


def _packed(office: Office, task: Task, *, orders: list[Order], folder: Path) -> list[Packed]:
    found = []
    for at, order in enumerate(orders):
        task.tell(at, len(orders))
        found.append(pack(office, order, out=folder))
    task.tell(len(orders), len(orders))
    return found
