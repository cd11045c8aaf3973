"""Step 1: which files; each is looked at, and says whose it is or why it can't be imported."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.gui.dialogs.file_questions import ask_files, ask_folder
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, spacer
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable, Sign
from zjmz_desktop.service.package_looks import Look
from zjmz_desktop.service.package_previews import Preview, Standing

_COLUMNS = (
    Column("文件", 220, 380),
    Column("来自", 120, 200),
    Column("内容", 180, 280),
    Column("情况", 130, 0),
)
_KINDS = "数据文件 (*.mzp *.zip);;所有文件 (*)"
_EMPTY = (
    "选收到的数据文件",
    "上级发来的计划下发文件、退改通知单、回执，下级发来的上报数据文件，都在这里导入。"
    "可以一次选多个，也可以选一个文件夹或U盘；还可以直接把文件拖到窗口上。",
)


class FilesStep(QWidget):
    """The files with their senders, and two ways to choose more.

    Signals:
        paths_chosen: files, or a folder, that were chosen.
        left_out: the `Look` of a file that shall not be imported.
    """

    paths_chosen = Signal(object)
    left_out = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.choose = button("选文件…(&F)", icon_name="file")
        self.folder = button("选文件夹或U盘…(&D)", icon_name="folder")
        self.remove = button("去掉这个文件", "link", tip="不导入这个文件（Delete）")
        self.table = LinesTable("收到的文件", _COLUMNS, sign_column=len(_COLUMNS) - 1)
        self._detail = ElidedLabel("", "soft", lines=3)
        self._stack = QStackedWidget()
        self._empty = EmptyState(*_EMPTY, action="选文件…", icon_name="import")
        self._lay_out()
        self.choose.clicked.connect(self._on_files_asked)
        self._empty.acted.connect(self._on_files_asked)
        self.folder.clicked.connect(self._on_folder_asked)
        self.remove.clicked.connect(self._on_removed)
        self.table.chosen.connect(self._on_chosen)
        leave_out = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        leave_out.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave_out.activated.connect(self._on_removed)

    def show_looks(self, looks: Sequence[Look]) -> None:
        """Show what was found."""
        self._stack.setCurrentIndex(1 if looks else 0)
        self.remove.setVisible(bool(looks))
        self._detail.setVisible(bool(looks))
        self.table.show_lines(_line(one) for one in looks)

    def detail(self) -> str:
        """What is said of the file chosen."""
        return self._detail.full_text()

    def ask_files(self) -> list[Path]:
        """Ask which files."""
        return ask_files(self, "选收到的数据文件（可以选多个）", kinds=_KINDS)

    def ask_folder(self) -> Path | None:
        """Ask which folder, or stick."""
        return ask_folder(self, "选文件夹或U盘", proposed=Path.home())

    def _lay_out(self) -> None:
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self.choose, self.folder):
            head.addWidget(part)
        head.addWidget(spacer(), 1)
        head.addWidget(self.remove)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self._detail)
        column.addWidget(label("这一步只看，什么也不写入。", "small"))
        self.remove.hide()
        self._detail.hide()

    def _on_files_asked(self) -> None:
        if paths := self.ask_files():
            self.paths_chosen.emit(paths)

    def _on_folder_asked(self) -> None:
        folder = self.ask_folder()
        if folder is not None:
            self.paths_chosen.emit([folder])

    def _on_chosen(self, look: Look | None) -> None:
        self._detail.set_text("" if look is None else _said(look))

    def _on_removed(self) -> None:
        if self.table.current is not None:
            self.left_out.emit(self.table.current)


def _line(look: Look) -> Line:
    told = look.preview or look.outline
    words, sign = state_of(look)
    sender = told.sender[1] if told is not None else "—"
    return Line((look.path.name, sender, contents(told), words), look, sign)


def contents(told: Preview | None) -> str:
    """2018年6月 上报数据文件 第2次."""
    if told is None:
        return "—"
    period = parse_period(told.period).title if told.period else f"{told.year}年"
    volume = f" 佐证{told.volume}" if told.volume else ""
    return f"{period} {told.kind_words} 第{told.number}次{volume}"


def state_of(look: Look) -> tuple[str, Sign]:
    """Whether a file can be imported, in words with a shape."""
    if look.preview is not None and look.preview.standing is Standing.REPEATED:
        return "已经导入过", Sign("dot", TOKENS.ink_soft)
    if look.preview is not None:
        return "可以导入", Sign("tick", TOKENS.good)
    if look.stranger is not None:
        words = "识别码变了" if look.stranger.others else "先核对识别码"
        return words, Sign("triangle", TOKENS.warn)
    return "不能导入", Sign("cross", TOKENS.bad)


def _said(look: Look) -> str:
    if look.preview is not None:
        return look.preview.words
    if look.stranger is not None and look.stranger.warning:
        return f"{look.stranger.warning}换了电脑也要先核对，下一步打电话问清楚。"
    if look.stranger is not None:
        return f"第一次收到{look.stranger.name}的文件，下一步打电话核对它的单位识别码，核对好了就能导入。"
    return look.refusal
