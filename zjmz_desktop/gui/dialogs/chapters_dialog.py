"""章节: the summary's chapters regrouped, sentence by sentence; nothing is written before 保存."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from zjmz_desktop.domain.chapter_board import OUT, Board, sentences_about
from zjmz_desktop.domain.chaptering import BY_PLAN, BY_SECTIONS
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.gui.dialogs.chapter_deeds import ChapterDeeds
from zjmz_desktop.gui.dialogs.chapter_tree import ChapterTree, Spot
from zjmz_desktop.gui.dialogs.dialog import Dialog, beside
from zjmz_desktop.gui.dialogs.name_dialog import NameDialog
from zjmz_desktop.gui.widgets.buttons import button

_TEXT = (
    "每章写哪几句、怎么排，都可以改。开头、存在问题和工作思路总会写，不在这里。"
    "按键：Ins 新建，F2 改标题，Alt+↑↓ 移动，Enter 移到别的章，Del 不写，Ctrl+Z 撤销。"
)
_UNSAVED = "改动还没有保存。要保存请按“保存”；不要了，再按一次“取消”或 Esc。"
_WIDE, _HIGH = 940, 560
Remember = Callable[[str], str]


class ChaptersDialog(Dialog):
    """The tree, and buttons for all that is done to it.

    Args:
        plan: whose sentences they are.
        board: how they stand now.
        remember: stores a choice and says why not, or "".
        parent: the window that it belongs to.

    Attributes:
        tree: the chapters.
        deeds: what is done to them.
    """

    def __init__(
        self, plan: Plan, board: Board, *, remember: Remember, parent: QWidget | None
    ) -> None:
        super().__init__("总结的章节", _TEXT, yes="保存", parent=parent)
        self.resize(beside(parent, _WIDE, high=_HIGH))
        self._remember, self._warned = remember, False
        self.deeds = ChapterDeeds(plan, board, parent=self)
        self.tree = ChapterTree(sentences_about(plan))
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.new = self._button("新建一章(&N)…", self.ask_new, key="Ins")
        self.rename = self._button("改标题(&T)…", self.ask_title, key="F2")
        self.up = self._button("上移(&U)", partial(self.step, -1), key="Alt+Up")
        self.down = self._button("下移(&D)", partial(self.step, 1), key="Alt+Down")
        self.move_button = self._button("移到(&M)…", self.ask_chapter)
        self.remove = self._button("删去这一章(&X)", self.take_out, key="Del")
        self.undo = self._button("撤销(&Z)", self.deeds.undo, key="Ctrl+Z")
        self._column.addStretch(1)
        self._button("用计划的章节(&P)", partial(self.deeds.use, BY_PLAN))
        self._button("用工作要点的章(&G)", partial(self.deeds.use, BY_SECTIONS))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.tree, 1)
        row.addLayout(self._column)
        self.body.addLayout(row)
        self.act = self._save
        self.deeds.changed.connect(self._show)
        self.tree.currentItemChanged.connect(self._allow)
        self.tree.entered.connect(self._on_entered)
        self._show(Spot(0), ())
        self.tree.setFocus()

    def _button(self, words: str, act: Callable[[], object], *, key: str = "") -> QPushButton:
        found = button(words, tip=key)
        found.setAccessibleName(words.partition("(")[0])
        found.clicked.connect(act)
        if key:
            QShortcut(QKeySequence(key), self, found.click)
        self._column.addWidget(found)
        return found

    # ---- acts ----

    def ask_new(self) -> NameDialog:
        """Ask for the title of a new chapter, which comes behind the one at the cursor."""
        at = self.tree.spot.chapter
        behind = len(self.deeds.board.chapters) - 1 if at == OUT else at
        return self._ask("新建一章", "", act=partial(self.deeds.add, behind=behind))

    def ask_title(self) -> NameDialog | None:
        """Ask for another title of the chapter at the cursor."""
        at = self.tree.spot.chapter
        if at == OUT:
            return None
        title = self.deeds.board.chapters[at].title
        return self._ask("改标题", title, act=partial(self.deeds.rename, at=at))

    def step(self, by: int) -> None:
        """The sentence at the cursor, or the chapter, one place up or down."""
        self.deeds.step(self.tree.spot, by=by)

    def ask_chapter(self) -> QMenu | None:
        """The menu of chapters that the chosen sentences can be moved to."""
        if not self.tree.keys:
            return None
        menu = QMenu(self)
        menu.setAccessibleName("移到哪一章")
        for no, chapter in enumerate(self.deeds.board.chapters):
            menu.addAction(chapter.title.replace("&", "&&"), partial(self._move, no))
        menu.addSeparator()
        menu.addAction("不写进总结", partial(self._move, OUT))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.move_button.mapToGlobal(self.move_button.rect().bottomLeft()))
        return menu

    def take_out(self) -> None:
        """The chosen sentences out of their chapters; without one, the chapter at the cursor."""
        spot = self.tree.spot
        if spot.key:
            self._move(OUT)
        elif spot.chapter != OUT:
            self.deeds.remove(spot.chapter)

    def reject(self) -> None:
        """Close; where something is not saved, only when that is asked twice."""
        if self.deeds.is_changed and not self._warned:
            self._warned = True
            self.say_error(_UNSAVED)
        else:
            super().reject()

    # ---- inside ----

    def _move(self, to: int) -> None:
        self.deeds.move(self.tree.keys, to=to)

    def _ask(self, title: str, name: str, *, act: Callable[[str], str]) -> NameDialog:
        text = "写标题就行，不用写“一、”。"
        found = NameDialog(title, text, act=act, parent=self)
        found.yes.setText("确定")
        found.name.setText(name)
        found.name.selectAll()
        found.open()
        return found

    def _show(self, at: Spot, chosen: tuple[str, ...]) -> None:
        self._warned = False
        self.say_error("")
        self.tree.show_board(self.deeds.board, at=at, chosen=chosen)
        self._allow()

    def _allow(self) -> None:
        spot = self.tree.spot
        placed = spot.chapter != OUT and bool(self.deeds.board.chapters)
        for press in (self.rename, self.up, self.down, self.remove):
            press.setEnabled(placed)
        self.move_button.setEnabled(bool(spot.key))
        self.remove.setText("不写这一句(&X)" if spot.key else "删去这一章(&X)")
        self.undo.setEnabled(self.deeds.can_undo)

    def _save(self) -> str:
        try:
            choice = self.deeds.choice
        except ZjmzError as error:
            return error.message
        return self._remember(choice)

    def _on_entered(self) -> None:
        if self.tree.spot.key:
            self.ask_chapter()
        else:
            self.ask_title()
