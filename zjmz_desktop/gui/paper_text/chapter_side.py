"""The chapters at the left, a search over all sentences, and how many wait to be looked at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from zjmz_desktop.domain.annual_sentences import PaperChapter
from zjmz_desktop.gui.pages.register_list import COUNT, SideDelegate
from zjmz_desktop.gui.widgets.labels import label

WIDTH_PX = 216


class ChapterSide(QFrame):
    """The left side.

    Signals:
        chosen: number of a chapter.
        searched: words to be looked for, "" for none.
        entered: Enter: into the text.
    """

    chosen = Signal(int)
    searched = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setFixedWidth(WIDTH_PX)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找文字（Ctrl+F）")
        self.search.setAccessibleName("查找文字")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("registers")
        self.list.setAccessibleName("章节")
        self.list.setItemDelegate(SideDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._foot = label("右边的数：已改的句数", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(8)
        box = QVBoxLayout()
        box.setContentsMargins(10, 0, 10, 0)
        box.addWidget(self.search)
        column.addLayout(box)
        column.addWidget(self.list, 1)
        self._foot.setContentsMargins(16, 0, 10, 0)
        column.addWidget(self._foot)
        self.list.currentRowChanged.connect(self._on_row)
        self.list.itemActivated.connect(self._on_activated)
        self.search.textChanged.connect(self._on_searched)
        self.search.returnPressed.connect(self.entered)

    def show_chapters(self, chapters: Sequence[PaperChapter], *, at: int) -> None:
        """Show the chapters, one of them chosen."""
        self.list.blockSignals(True)
        self.list.clear()
        for chapter in chapters:
            edited = sum(bool(one.settled.state.words) for one in chapter.sentences)
            again = sum(bool(one.settled.again) for one in chapter.sentences)
            item = QListWidgetItem(f"{'△ ' if again else ''}{chapter.title}")
            item.setData(COUNT, edited or None)
            told = f"{chapter.title}，已改{edited}句，要再看{again}句"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setToolTip(told)
            self.list.addItem(item)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def focus_search(self) -> None:
        """The cursor into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def choose(self, at: int) -> None:
        """Make a chapter current without saying so."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)

    def _on_row(self, at: int) -> None:
        if at >= 0:
            self.chosen.emit(at)

    def _on_activated(self) -> None:
        self.entered.emit()

    def _on_searched(self, words: str) -> None:
        self.searched.emit(words.strip())
