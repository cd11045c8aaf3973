"""What is done to the summary's chapters in their dialog; each act is one undo step."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from zjmz_desktop.domain import chapter_board as boards
from zjmz_desktop.domain.chapter_board import OUT, Board
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.gui.dialogs.chapter_tree import Spot


class ChapterDeeds(QObject):
    """The board in hand, and those before it.

    Attributes:
        board: how the chapters stand.

    Signals:
        changed: where the cursor goes (a `Spot`), and which sentences are chosen there.
    """

    changed = Signal(object, object)

    def __init__(self, plan: Plan, board: Board, *, parent: QObject) -> None:
        super().__init__(parent)
        self._plan, self._first, self.board = plan, board, board
        self._done: list[tuple[Board, Spot]] = []

    @property
    def is_changed(self) -> bool:
        """Whether the chapters stand otherwise than at first."""
        return self.board != self._first

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to take back."""
        return bool(self._done)

    @property
    def choice(self) -> str:
        """What is stored of the board; raises as `choice_of`."""
        return boards.choice_of(self._plan, self.board)

    def add(self, title: str, *, behind: int) -> str:
        """A new chapter; says why not, or ""."""
        make = partial(boards.with_chapter, self.board, title, behind=behind)
        return self._tried(make, at=Spot(behind + 1))

    def rename(self, title: str, *, at: int) -> str:
        """Another title; says why not, or ""."""
        return self._tried(partial(boards.renamed, self.board, at, title=title), at=Spot(at))

    def step(self, spot: Spot, *, by: int) -> None:
        """A sentence, or a chapter, one place up (-1) or down (1)."""
        if spot.key:
            self._change(boards.sentence_stepped(self.board, spot.key, by=by), at=spot)
        elif spot.chapter != OUT:
            moved = boards.chapter_stepped(self.board, spot.chapter, by=by)
            self._change(moved, at=Spot(spot.chapter + by))

    def move(self, keys: tuple[str, ...], *, to: int) -> None:
        """Sentences to the end of a chapter, or out of all."""
        at = Spot(to, next(iter(keys), ""))
        self._change(boards.moved_to(self.board, keys, to=to), at=at, chosen=keys)

    def remove(self, at: int) -> None:
        """A chapter away; its sentences are not written any more."""
        self._change(boards.without_chapter(self.board, at), at=Spot(max(at - 1, 0)))

    def use(self, choice: str) -> None:
        """A ready choice instead."""
        self._change(boards.board_of(self._plan, choice), at=Spot(0))

    def undo(self) -> None:
        """Take the last act back."""
        if self._done:
            self.board, at = self._done.pop()
            self.changed.emit(at, ())

    def _tried(self, make: Callable[[], Board], *, at: Spot) -> str:
        try:
            self._change(make(), at=at)
        except ZjmzError as error:
            return error.message
        return ""

    def _change(self, board: Board, *, at: Spot, chosen: tuple[str, ...] = ()) -> None:
        if board != self.board:
            self._done.append((self.board, at))
            self.board = board
            self.changed.emit(at, chosen)
