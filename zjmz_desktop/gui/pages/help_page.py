"""帮助: short chapters in plain words; F1 opens the one that fits."""

from functools import lru_cache

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.paths import resource
from zjmz_desktop.service.context import Office

CHAPTERS = (
    ("index", "从这里开始"),
    ("entering", "填报"),
    ("registers", "底册"),
    ("keyboard", "键盘"),
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
_STYLE = f"""
body {{ color: {TOKENS.ink}; line-height: 150%; }}
h1 {{ font-size: 15pt; }} h2 {{ font-size: 12pt; margin-top: 14px; }}
td, th {{ padding: 4px 10px; border: 1px solid {TOKENS.line}; }}
a {{ color: {TOKENS.brand_dark}; }}
"""


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
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.text = QTextBrowser()
        self.text.setAccessibleName("帮助")
        self.text.setOpenLinks(False)
        self.text.setOpenExternalLinks(False)
        self.text.document().setDefaultStyleSheet(_STYLE)
        for _, title in CHAPTERS:
            self.list.addItem(title)
        side = QFrame()
        side.setObjectName("navigation")
        side.setFixedWidth(206)
        column = QVBoxLayout(side)
        column.setContentsMargins(8, 12, 8, 8)
        column.addWidget(label("帮助", "head"))
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 18, 14)
        row.setSpacing(18)
        row.addWidget(side)
        right = QVBoxLayout()
        right.setContentsMargins(0, 14, 0, 0)
        right.addWidget(self.text)
        row.addLayout(right, 1)
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
