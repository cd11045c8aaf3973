"""帮助: short chapters in plain words; F1 opens the one that fits."""

from functools import lru_cache

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.gui.pages.register_list import SideDelegate
from zjmz_desktop.gui.tokens import CONTENT_MAX_PX, TOKENS
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.paths import resource
from zjmz_desktop.service.context import Office

CHAPTERS = (
    ("index", "从这里开始"),
    ("entering", "填报"),
    ("registers", "底册"),
    ("reporting", "上报和审核"),
    ("templates", "填报模板"),
    ("keyboard", "键盘"),
    ("importing", "导入其他表格"),
    ("exchange", "数据文件往来"),
    ("summary", "汇总和年度总结"),
    ("terms", "词语和口径"),
)
_BY_ENTRY = {
    Entry.NUMBER: "entering#number",
    Entry.RATIO: "entering#ratio",
    Entry.PER_BASE: "entering#ratio",
    Entry.CHECKLIST: "entering#checklist",
    Entry.MILESTONE: "entering#milestone",
    Entry.ACTIVITY: "registers#activity",
    Entry.NARRATIVE: "entering#narrative",
}


_LINE_PERCENT = 135.0
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_TO_END = QTextCursor.MoveOperation.EndOfBlock
_HEAD_POINTS = {1: 15, 2: 12, 3: 11}
_ROOM_ABOVE = {1: 0, 2: 14, 3: 10}


class HelpPage(QWidget):
    """Chapters to the left, the text to the right.

    `open_subject` takes a chapter ("keyboard", "entering#ratio"), an indicator's code, or "".
    """

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.list = QListWidget()
        self.list.setObjectName("registers")
        self.list.setAccessibleName("帮助目录")
        self.list.setItemDelegate(SideDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.text = QTextBrowser()
        self.text.setAccessibleName("帮助")
        self.text.setOpenLinks(False)
        self.text.setOpenExternalLinks(False)
        self.text.setMaximumWidth(CONTENT_MAX_PX)
        for _, title in CHAPTERS:
            self.list.addItem(title)
        side = QFrame()
        side.setObjectName("navigation")
        side.setFixedWidth(206)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 8)
        head = label("帮助", "head")
        head.setContentsMargins(16, 0, 0, 4)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 18, 14)
        row.setSpacing(18)
        row.addWidget(side)
        right = QVBoxLayout()
        right.setContentsMargins(0, 14, 0, 0)
        right.addWidget(self.text)
        row.addLayout(right, 20)
        row.addStretch(1)
        self.list.currentRowChanged.connect(self._on_chapter_chosen)
        self.text.anchorClicked.connect(self._on_link_clicked)

    def open_subject(self, subject: str) -> None:
        """Show the chapter that fits."""
        known = {i.code: i.entry for i in self._office.plan.indicators}
        if subject in known:
            subject = _BY_ENTRY[known[subject]]
        self._show(subject or "index")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, subject: str) -> None:
        name, _, part = subject.partition("#")
        names = [chapter for chapter, _ in CHAPTERS]
        at = names.index(name) if name in names else 0
        self.list.blockSignals(True)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self.text.setMarkdown(chapter_text(names[at]))
        _dress(self.text.document())
        if part:
            self._go_to(part)

    def _go_to(self, part: str) -> None:
        heading = HEADINGS.get(part, "")
        if heading and self.text.find(heading):
            cursor = self.text.textCursor()
            cursor.clearSelection()
            self.text.setTextCursor(cursor)
            top = self.text.cursorRect(cursor).top()
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + top - 12)

    def _on_chapter_chosen(self, at: int) -> None:
        self._show(CHAPTERS[at][0])

    def _on_link_clicked(self, link: QUrl) -> None:
        self._show(link.toString())


HEADINGS = {
    "number": "填一个数",
    "ratio": "填一个率",
    "checklist": "逐项打勾",
    "milestone": "填节点",
    "narrative": "写文字",
    "activity": "工作活动",
}


@lru_cache(maxsize=16)
def chapter_text(name: str) -> str:
    """A chapter's Markdown."""
    return resource("help", f"{name}.md").read_text(encoding="utf-8")


def _dress(document: QTextDocument) -> None:
    """Sizes and room that Markdown itself can't say."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        shape = QTextBlockFormat()
        shape.setLineHeight(_LINE_PERCENT, _PROPORTIONAL)
        shape.setTopMargin(_ROOM_ABOVE.get(level, 3))
        shape.setBottomMargin(6 if level else 3)
        cursor = QTextCursor(block)
        cursor.mergeBlockFormat(shape)
        if level:
            letters = QTextCharFormat()
            letters.setFontPointSize(_HEAD_POINTS[level])
            letters.setFontWeight(QFont.Weight.Bold)
            cursor.movePosition(_TO_END, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(letters)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format().toTableFormat()
            look.setCellPadding(6)
            look.setCellSpacing(0)
            look.setBorder(1)
            look.setBorderCollapse(True)
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(QColor(TOKENS.line_strong))
            frame.setFormat(look)
