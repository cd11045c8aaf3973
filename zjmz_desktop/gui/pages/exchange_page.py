"""往来文件: what came and went, what became of it, and what the office above has got."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.undo_import_dialog import UndoImportDialog
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.receipt_line import ReceiptLine
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, spacer
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable, Sign
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.package_list import PackageLine, package_lines
from zjmz_desktop.service.reading_ahead import ReadAhead, know, read_ahead
from zjmz_desktop.service.undoing_imports import Undone, restore_import, undo_import

_COLUMNS = (
    Column("收发", 62, 70),
    Column("时间", 122, 150),
    Column("单位", 120, 190),
    Column("种类", 104, 130),
    Column("报告期", 76, 110),
    Column("第几份", 60, 70),
    Column("内容", 160, 0),
    Column("状态", 88, 100),
)
_TABS = ("全部", "收到的", "发出的")
_SIGNS = {
    "applied": Sign("tick", TOKENS.good),
    "undone": Sign("back", TOKENS.ink_soft),
    "sent": Sign("dot", TOKENS.brand),
}
_INTERRUPTED = Sign("triangle", TOKENS.warn)
_EMPTY = (
    "还没有往来文件",
    "和上级、下级之间用数据文件往来：用U盘或微信、QQ传都行。收到的在这里导入，要报的在这里导出。",
)


class ExchangePage(QWidget):
    """The list with its deeds; the newest first.

    Signals:
        import_asked: 导入数据文件….
        pack_asked: 导出数据文件….
    """

    import_asked = Signal()
    pack_asked = Signal()

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self._lines: tuple[PackageLine, ...] = ()
        self.receipt = ReceiptLine(desk, office)
        self.tabs = QTabBar()
        self.table = LinesTable("往来文件", _COLUMNS, sign_column=len(_COLUMNS) - 1)
        self.take = button("导入数据文件…", "primary")
        self.give = button("导出数据文件…")
        self.undo = button("撤销导入", icon_name="undo", tip="撤销这个文件的导入，恢复导入以前的数")
        self.folder = button("打开文件夹", icon_name="folder", tip="打开这个文件所在的文件夹")
        self._detail = ElidedLabel("", "soft", lines=2)
        self._bar = WorkBar()
        self._stack = QStackedWidget()
        self._empty = EmptyState(*_EMPTY, action="导入数据文件…", icon_name="send")
        self._beside = Beside(office, self)
        self._lay_out()
        self._wire()

    def open_subject(self, subject: str) -> None:
        """Read anew and show it."""
        self.refresh()
        shown = self.table if self._lines else self.take
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the list again."""
        self._lines = package_lines(self._office)
        self._stack.setCurrentIndex(1 if self._lines else 0)
        for part in (self.folder, self.undo):
            part.setVisible(bool(self._lines))
        self.receipt.refresh()
        self._on_filtered()

    def detail(self) -> str:
        """What is said of the file chosen."""
        return self._detail.full_text()

    def stop(self) -> None:
        """End what runs beside the window."""
        self._beside.drop()
        self._beside.wait()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 10)
        column.setSpacing(8)
        head, foot = QHBoxLayout(), QHBoxLayout()
        self.tabs.setAccessibleName("收到的或发出的")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words in _TABS:
            self.tabs.addTab(words)
        head.addWidget(label("往来文件", "title"))
        head.addSpacing(16)
        head.addWidget(self.tabs)
        head.addWidget(spacer(), 1)
        for part in (self.give, self.take):
            part.setMinimumHeight(32)
            head.addWidget(part)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        foot.addWidget(self._detail, 1)
        for part in (self.folder, self.undo):
            foot.addWidget(part)
        column.addLayout(head)
        column.addWidget(self.receipt)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        column.addLayout(foot)

    def _wire(self) -> None:
        self.take.clicked.connect(self.import_asked)
        self._empty.acted.connect(self.import_asked)
        self.give.clicked.connect(self.pack_asked)
        self.undo.clicked.connect(self._on_undo_asked)
        self.folder.clicked.connect(self._on_folder_asked)
        self.tabs.currentChanged.connect(self._on_filtered)
        self.table.chosen.connect(self._on_chosen)
        self._beside.read.connect(self._on_undone)
        self._beside.failed.connect(self._on_refused)
        self._desk.changed.connect(self._on_changed)
        self._desk.moved.connect(self._on_changed)

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_filtered(self) -> None:
        wanted = (None, True, False)[self.tabs.currentIndex()]
        shown = [one for one in self._lines if wanted is None or one.came is wanted]
        self.table.show_lines(_line(one) for one in shown)

    def _on_chosen(self, one: PackageLine | None) -> None:
        came = one is not None and one.came
        undone = one is not None and one.state == "undone"
        self.undo.setText("恢复导入" if undone else "撤销导入")
        self.undo.setEnabled(came and (not undone or (one is not None and one.file is not None)))
        self.folder.setEnabled(one is not None and one.file is not None)
        self._detail.set_text("" if one is None else f"{one.name}：{one.counts}。{one.history}。")

    def _on_undo_asked(self) -> None:
        one = self.table.current
        if isinstance(one, PackageLine) and one.state == "undone":
            self._take_back(one)
        elif isinstance(one, PackageLine):
            undo = partial(self._take_back, one)
            UndoImportDialog(one.name, undo=undo, parent=self.window()).open()

    def _take_back(self, one: PackageLine, reason: str = "") -> None:
        """Undo the import, or the undoing of it."""
        place, back = self._desk.place, one.state == "undone"
        undo = partial(undo_import, package=one.id, reason=reason)
        act = partial(restore_import, package=one.id) if back else undo
        self._bar.begin("正在恢复导入" if back else "正在撤销导入")
        self.undo.setEnabled(False)
        self._beside.start(partial(_done, act=act, place=place))

    def _on_undone(self, done: tuple[Undone, ReadAhead]) -> None:
        found, ahead = done
        self._bar.hide()
        changes = self._office.catch_up()
        know(self._office, ahead)
        self._desk.changed.emit(changes)
        self._desk.told.emit(found.words, False)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, sentence: str) -> None:
        self._bar.hide()
        self.refresh()
        self._desk.refused.emit(sentence)

    def _on_folder_asked(self) -> None:
        one = self.table.current
        if isinstance(one, PackageLine) and one.file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(one.file.parent)))


def _line(one: PackageLine) -> Line:
    way = "收到" if one.came else "发出"
    texts = (way, one.at, one.office, one.kind, one.period, f"第{one.number}次")
    sign = _SIGNS[one.state.value] if one.confirmed else _INTERRUPTED
    return Line((*texts, one.counts, one.state_words), one, sign)


def _done(
    office: Office, task: Task, *, act: Callable[[Office], Undone], place: Place
) -> tuple[Undone, ReadAhead]:
    """Undo an import, or the undoing of it; the month that lies open is read again beside, too."""
    del task
    return act(office), read_ahead(office, UnitPeriod(place.unit_id, place.period))
