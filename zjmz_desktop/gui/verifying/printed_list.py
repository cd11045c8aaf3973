"""The papers that were printed here: verify one again, keep or take out the scan of the sealed one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from zjmz_desktop.gui.verifying.name_delegate import NameDelegate
from zjmz_desktop.gui.verifying.plain_table import PlainTable
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.printed_papers import PrintedPaper

HEADS = (
    "编号",
    "生成时间",
    "报告",
    "稿次",
    "数据",
    "文件名",
    "核验码",
    "生成人",
    "扫描件",
)
_SCAN_PX = 72
_NOW = "生成时的"
_READING = "正在读生成过的报告……"
_NONE, _MISSING = "未附", "（文件不见了）"


class PrintedList(Card):
    """A table and three buttons for the row chosen.

    Signals:
        verify_asked: verify the paper of this 核验码.
        scan_asked: attach a scan to the paper of this number.
        save_asked: write a copy of its scan.
    """

    verify_asked = Signal(str)
    scan_asked = Signal(int)
    save_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__("生成过的报告")
        self._papers: tuple[PrintedPaper, ...] = ()
        self.table = PlainTable("生成过的报告", heads=HEADS, widths=())
        names = HEADS.index("文件名")
        self.table.fit_columns(stretched=names, last_px=_SCAN_PX)
        self.table.setItemDelegateForColumn(names, NameDelegate(self.table))
        self.verify = button("核验这一份")
        self.attach = button("附盖章件扫描件…", icon_name="attach")
        self.save = button("另存扫描件…")
        self._empty = label(_READING, "soft")
        row = QHBoxLayout()
        for press in (self.verify, self.attach, self.save):
            row.addWidget(press)
        row.addWidget(spacer(), 1)
        self.body.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row)
        self.table.currentCellChanged.connect(self._on_row_changed)
        self.verify.clicked.connect(self._on_verify)
        self.attach.clicked.connect(self._on_attach)
        self.save.clicked.connect(self._on_save)
        self.table.hide()
        self._on_row_changed()

    @property
    def chosen(self) -> PrintedPaper | None:
        """The paper of the row chosen."""
        row = self.table.currentRow()
        return self._papers[row] if 0 <= row < len(self._papers) else None

    def show_papers(self, papers: Sequence[PrintedPaper]) -> None:
        """Show others; the row chosen stays chosen."""
        before = self.chosen
        self._papers = tuple(papers)
        self.table.show_rows([_row(one) for one in papers])
        kept = [at for at, one in enumerate(papers) if before and one.no == before.no]
        if kept:
            self.table.setCurrentCell(kept[0], 0)
        self._empty.setText("还没有生成过报告。")
        self._empty.setVisible(not papers)
        self.table.setVisible(bool(papers))
        self._on_row_changed()

    def _on_row_changed(self) -> None:
        chosen = self.chosen
        for press in (self.verify, self.attach, self.save):
            press.setVisible(bool(self._papers))
        self.verify.setEnabled(chosen is not None)
        self.attach.setEnabled(chosen is not None)
        self.save.setEnabled(bool(chosen and chosen.scan and not chosen.scan_missing))

    def _on_verify(self) -> None:
        if self.chosen:
            self.verify_asked.emit(self.chosen.code)

    def _on_attach(self) -> None:
        if self.chosen:
            self.scan_asked.emit(self.chosen.no)

    def _on_save(self) -> None:
        if self.chosen:
            self.save_asked.emit(self.chosen.no)


def _row(one: PrintedPaper) -> tuple[str, ...]:
    scan = f"{one.scan}{_MISSING if one.scan_missing else ''}" if one.scan else _NONE
    told = one.subject, one.stage, one.as_of or _NOW
    return str(one.no), one.at, *told, one.name, one.code, one.user, scan
