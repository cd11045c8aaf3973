"""改文字: the annual summary sentence by sentence; words are edited, figures stay locked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.page_stack import ANNUAL
from zjmz_desktop.gui.paper_text.chapter_side import ChapterSide
from zjmz_desktop.gui.paper_text.chip_menu import ChipMenus
from zjmz_desktop.gui.paper_text.sentence_deeds import SentenceDeeds
from zjmz_desktop.gui.paper_text.sentence_list import SentenceList
from zjmz_desktop.gui.paper_text.sentence_moving import SentenceMoving
from zjmz_desktop.gui.paper_text.sentence_row import SentenceRow
from zjmz_desktop.gui.paper_text.sentence_side import SentenceSide
from zjmz_desktop.gui.paper_text.text_reader import TextReader
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import ElidedLabel, pill
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.editing_paper import PaperText


class SummaryTextPage(QWidget):
    """The page: chapters, sentences, and beside them the sentence as generated.

    Attributes:
        text: as read last, or None.

    Signals:
        page_asked: another page is to be shown, by its name.
    """

    page_asked = Signal(str)

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self._office = desk, office
        self.text: PaperText | None = None
        self._at, self._opening = 0, False
        self.chapters = ChapterSide()
        self.sentences = SentenceList()
        self.side = SentenceSide()
        self.deeds = SentenceDeeds(desk, office, page=self)
        self.back = button("返回年度总结", "flat", icon_name="left")
        self.next_again = button("下一处要再看", icon_name="down", tip="下一处要再看（F8）")
        self._title = ElidedLabel("", "title")
        self._count = pill("", "warn")
        self._notice = Notice("info", "")
        self.menus = ChipMenus(desk, self.sentences)
        self.moving = SentenceMoving(desk, office, page=self)
        self.reader = TextReader(desk, office, page=self)
        self._lay_out()
        self._wire()

    def open_subject(self, subject: str) -> None:
        """Read the text of what lies open; the cursor goes into a key's sentence, or into the first."""
        self.sentences.wanted, self._opening = subject, True
        self.reader.refresh()
        self.chapters.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """Save what is typed, and end what runs beside the window."""
        self.deeds.commit()
        self.reader.stop()

    # ---- laying out ----

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 20, 0)
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        head.addWidget(self.next_again)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addLayout(head)
        box = QVBoxLayout()
        box.setContentsMargins(20, 0, 20, 0)
        box.addWidget(self._notice)
        middle.addLayout(box)
        middle.addWidget(self.sentences, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.chapters)
        row.addLayout(middle, 1)
        row.addWidget(self.side)
        self._count.setVisible(False)
        self.next_again.setVisible(False)
        self._notice.set_text("正在读总结的文字……")

    def _wire(self) -> None:
        self.reader.begun.connect(self._on_begun)
        self.reader.read.connect(self._on_read)
        self.reader.failed.connect(self._on_failed)
        self.back.clicked.connect(self._on_back)
        self.next_again.clicked.connect(self.go_to_next_again)
        self.chapters.chosen.connect(self._on_chapter)
        self.chapters.searched.connect(self._on_searched)
        self.chapters.entered.connect(self.sentences.focus_first)
        self.sentences.entered.connect(self._on_row)
        for key, slot in (("F8", self.go_to_next_again), ("Ctrl+F", self.chapters.focus_search)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # ---- what was read ----

    def _on_begun(self) -> None:
        unit, period = self._office.units.get(self.reader.place.unit_id), self.reader.place.period
        self._title.set_text(f"{unit.office}{period.year}年工作总结（截至{period.last_month}月底）")

    def _on_read(self, found: PaperText) -> None:
        self.text = found
        self._at = min(self._at, len(found.chapters) - 1)
        if self.sentences.wanted:
            self._at = found.chapter_of(self.sentences.wanted)
        self.chapters.show_chapters(found.chapters, at=self._at)
        waiting = len(found.to_look_at)
        self._count.setText(f"{waiting}句要再看")
        self._count.setVisible(bool(waiting))
        self.next_again.setVisible(bool(waiting))
        told = "" if found.editable else "这是别的单位的总结，只能看，不能改。"
        self._notice.set_text(told)
        self._notice.setVisible(bool(told))
        self.show_text()
        if self._opening and self.chapters.list.hasFocus():  # nobody went elsewhere meanwhile
            self.sentences.focus_first()
        self._opening = False

    def _on_failed(self, sentence: str) -> None:
        self.text = None
        self.chapters.show_chapters((), at=-1)
        self.sentences.show_sentences((), title="", text=None)
        self.side.show_nothing()
        self._notice.set_text(sentence)
        self._notice.setVisible(True)

    def show_text(self) -> None:
        """The chapter in hand, or what the search found in all of them."""
        if self.text is None:
            return
        words = self.chapters.search.text().strip()
        chapter = self.text.chapters[self._at]
        shown, title = chapter.sentences, chapter.title
        if words:
            shown = tuple(one for one in self.text.sentences if words in one.settled.text)
            title = f"查找“{words}”：{len(shown)}句"
        self.sentences.show_sentences(shown, title=title, text=self.text)
        row = self.sentences.current
        if row is None:
            self.side.show_nothing()
        else:
            self._on_row(row)

    # ---- moving about ----

    def go_to_next_again(self) -> None:
        """F8: the next sentence that is to be looked at again."""
        if self.text is None or not self.text.to_look_at:
            self._desk.told.emit("没有要再看的句子。", False)
            return
        keys = [one.key for one in self.text.to_look_at]
        here = self.sentences.current.sentence.key if self.sentences.current else ""
        self.go_to(keys[(keys.index(here) + 1) % len(keys)] if here in keys else keys[0])

    def go_to(self, key: str) -> None:
        """The cursor into a sentence, whichever chapter it is in."""
        if self.text is None:
            return
        self.deeds.commit()
        self.chapters.search.clear()
        self.sentences.wanted = key
        self._at = self.text.chapter_of(key)
        self.chapters.choose(self._at)
        self.show_text()

    def _on_row(self, row: SentenceRow) -> None:
        names = {one.code: one.name for one in self._office.plan.indicators}
        editable = self.text is not None and self.text.editable
        self.side.show_row(row, names=names, editable=editable)

    def _on_chapter(self, at: int) -> None:
        self.deeds.commit()
        self._at = at
        self.chapters.search.clear()
        self.show_text()

    def _on_searched(self) -> None:
        self.deeds.commit()
        self.show_text()

    def _on_back(self) -> None:
        self.page_asked.emit(ANNUAL)
