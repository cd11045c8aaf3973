"""暂存待处理: what arrived and can't be used yet, why, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import EmptyState, Notice
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.quarantining import Waiting, quarantined, retry

_COLUMNS = (
    Column("单位", 130, 200),
    Column("条数", 64, 90, True),
    Column("从何时", 96, 120),
    Column("原因和办法", 300, 0),
)
_ABOUT = (
    "随数据文件收到、但现在还不能用的数据，先原样存着，一条也不丢。"
    "缺的工作要点、识别码到了以后，会自动补入。"
)
_EMPTY = (
    "没有暂存的数据",
    "收到的数据如果缺少依据（比如对方用了新版的工作要点），会先存在这里，等依据到了自动补入。现在没有。",
)


class QuarantinePage(QWidget):
    """What waits, by office and reason.

    Signals:
        import_asked: 导入数据文件….
        codes_asked: 单位识别码….
    """

    import_asked = Signal()
    codes_asked = Signal()

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self.table = LinesTable("暂存的数据", _COLUMNS)
        self.again = button("再试一次", "primary", tip="把暂存的数据再核对一遍，能用的就用上")
        self.take = button("导入数据文件…")
        self.codes = button("单位识别码…")
        self.detail = Notice("info", "")
        self._bar = WorkBar()
        self._stack = QStackedWidget()
        self._beside = Beside(office, self)
        self._lay_out()
        self.again.clicked.connect(self._on_retry_asked)
        self.take.clicked.connect(self.import_asked)
        self.codes.clicked.connect(self.codes_asked)
        self.table.chosen.connect(self._on_chosen)
        self._beside.read.connect(self._on_tried)
        self._beside.failed.connect(self._on_refused)
        desk.changed.connect(self._on_changed)

    def open_subject(self, subject: str) -> None:
        """Read anew and show it."""
        self.refresh()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read what waits."""
        found = quarantined(self._office)
        self._stack.setCurrentIndex(1 if found else 0)
        self.again.setEnabled(bool(found))
        self.table.show_lines(map(_line, found))
        self.detail.setVisible(bool(found))

    def stop(self) -> None:
        """End what runs beside the window."""
        self._beside.drop()
        self._beside.wait()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label("暂存待处理", "title"))
        head.addWidget(spacer(), 1)
        for part in (self.codes, self.take, self.again):
            part.setMinimumHeight(32)
            head.addWidget(part)
        column.addLayout(head)
        column.addWidget(label(_ABOUT, "soft", wrap=True))
        self._stack.addWidget(EmptyState(*_EMPTY, icon_name="check"))
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        column.addWidget(self._bar)
        column.addWidget(self.detail)

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_chosen(self, one: Waiting | None) -> None:
        if one is not None:
            self.detail.set_text(f"{one.author_name}，{one.count:,}条，{one.since}起", one.message)

    def _on_retry_asked(self) -> None:
        self._bar.begin("正在核对")
        self.again.setEnabled(False)
        self._beside.start(_tried)

    def _on_tried(self, placed: int) -> None:
        self._bar.hide()
        changes = self._office.catch_up()
        if changes:
            self._desk.changed.emit(changes)
        self.refresh()
        words = f"用上了{placed:,}条。" if placed else "还是不能用，没有改动。原因和办法见下面。"
        self._desk.told.emit(words, False)

    def _on_refused(self, sentence: str) -> None:
        self._bar.hide()
        self.refresh()
        self._desk.refused.emit(sentence)


def _tried(office: Office, task: Task) -> int:
    del task
    return retry(office)


def _line(one: Waiting) -> Line:
    return Line((one.author_name, f"{one.count:,}", one.since, one.message), one)
