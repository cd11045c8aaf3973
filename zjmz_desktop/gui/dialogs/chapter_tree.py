"""The summary's chapters with their sentences, and those that stand in none, as a tree."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from zjmz_desktop.domain.annual_prose import han
from zjmz_desktop.domain.chapter_board import OUT, Board, SentenceAbout

_PLACE = int(Qt.ItemDataRole.UserRole)
_SAYS_PX, _ROW = 470, QSize(0, 27)
_OUT = "不写进总结的句子"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Spot(NamedTuple):
    """Where the cursor is: a chapter (or `OUT`), and a sentence in it, "" for the chapter itself."""

    chapter: int
    key: str = ""


class ChapterTree(QTreeWidget):
    """Shows a board; what is chosen stays chosen when it moves.

    Signals:
        entered: Enter on a line.
    """

    entered = Signal()

    def __init__(self, about: Mapping[str, SentenceAbout]) -> None:
        super().__init__()
        self._about = about
        self.setAccessibleName("章节和句子")
        self.setColumnCount(2)
        self.setHeaderLabels(["章和句子（…是数）", "指标"])
        self.setColumnWidth(0, _SAYS_PX)
        self.setIndentation(18)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    @property
    def spot(self) -> Spot:
        """Where the cursor is."""
        item = self.currentItem()
        return _spot(item) if item is not None else Spot(0)

    @property
    def keys(self) -> tuple[str, ...]:
        """The sentences that are chosen, from above."""
        return tuple(spot.key for item, spot in self._lines() if spot.key and item.isSelected())

    def show_board(self, board: Board, *, at: Spot, chosen: tuple[str, ...] = ()) -> None:
        """Show a board, with the cursor on a line and sentences chosen."""
        tops = self._tops()
        opened = {mark for item in tops if item.isExpanded() for mark in _marks(item)}
        self.clear()
        for no, chapter in enumerate(board.chapters):
            self._add(Spot(no), f"{han(no + 1)}、{chapter.title}", keys=chapter.keys)
        self._add(Spot(OUT), _OUT, keys=board.out)
        for item in self._tops():
            item.setExpanded(not opened.isdisjoint(_marks(item)))
        if not tops:
            self._tops()[0].setExpanded(True)
        self._choose(at, chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts on the line."""
        if event.key() in _ENTER and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, spot: Spot, title: str, *, keys: tuple[str, ...]) -> None:
        items = sorted({self._about[key].item for key in keys} - {0})
        of = f"，第{'、'.join(map(str, items))}项" if items else ""
        top = QTreeWidgetItem([title, f"{len(keys)}句{of}"])
        top.setData(0, _PLACE, spot)
        top.setSizeHint(0, _ROW)
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        top.setFont(0, strong)
        for key in keys:
            about = self._about[key]
            line = QTreeWidgetItem([f"{key}　{about.words}", about.about])
            line.setData(0, _PLACE, Spot(spot.chapter, key))
            line.setSizeHint(0, _ROW)
            for column, text in enumerate((about.words, about.about)):
                line.setToolTip(column, text)
            top.addChild(line)
        self.addTopLevelItem(top)

    def _choose(self, at: Spot, chosen: tuple[str, ...]) -> None:
        lines = [item for item, spot in self._lines() if spot == at or spot.key == at.key != ""]
        current = next(iter(lines), self._tops()[0])
        only = QItemSelectionModel.SelectionFlag
        self.setCurrentItem(current, 0, only.ClearAndSelect | only.Rows)
        for item, spot in self._lines():
            if spot.key in chosen:
                item.setSelected(True)
        self.scrollToItem(current)

    def _tops(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(no) for no in range(self.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _lines(self) -> Iterator[tuple[QTreeWidgetItem, Spot]]:
        for top in self._tops():
            for item in (top, *(top.child(no) for no in range(top.childCount()))):
                yield item, _spot(item)


def _spot(item: QTreeWidgetItem) -> Spot:
    found: Spot = item.data(0, _PLACE)
    return found


def _marks(item: QTreeWidgetItem) -> set[str]:
    """What a chapter is known by after an act: its title without the number, and its first sentence."""
    title = item.text(0).partition("、")[2] or item.text(0)
    return {title} | ({_spot(item.child(0)).key} if item.childCount() else set())
