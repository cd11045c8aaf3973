"""得分: every work item's score, and by opening it the arithmetic and its indicators."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem

from zjmz_desktop.domain.judging_words import plain
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.scoring import ItemScore, score_text
from zjmz_desktop.gui.copying import CopyTree

HEADS = ("重点任务／指标", "得分", "怎样算出")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ScoreView(CopyTree):
    """Items, and under each its indicators with weight and share."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("得分")
        self.setSelectionMode(CopyTree.SelectionMode.ExtendedSelection)
        self.setColumnCount(len(HEADS))
        self.setHeaderLabels(list(HEADS))
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setObjectName("scores")
        self.setIndentation(18)
        head = self.header()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.setColumnWidth(0, 430)
        self.setColumnWidth(1, 84)
        self.headerItem().setTextAlignment(1, _RIGHT)

    def show_scores(self, plan: Plan, scores: tuple[ItemScore, ...]) -> None:
        """Show all items; what was open stays open."""
        open_ = {at for at in range(self.topLevelItemCount()) if self._is_open(at)}
        titles = {item.no: item.title for item in plan.items}
        self.clear()
        for at, score in enumerate(scores):
            row = QTreeWidgetItem([_title(score, titles), _score(score), score.arithmetic])
            row.setTextAlignment(1, _RIGHT)
            row.setToolTip(2, score.arithmetic)
            for part in score.parts:
                weight = f"权重{plain(part.weight)}" if part.scored else "不计分"
                row.addChild(QTreeWidgetItem([part.name, weight, part.words]))
            for child in range(row.childCount()):
                row.child(child).setTextAlignment(1, _RIGHT)
            self.addTopLevelItem(row)
            row.setExpanded(at in open_)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)

    def _is_open(self, at: int) -> bool:
        row = self.topLevelItem(at)
        return row is not None and row.isExpanded()


def _title(score: ItemScore, titles: dict[int, str]) -> str:
    title = titles[score.no]
    return title if title[:1].isdigit() else f"{score.no}. {title}"


def _score(score: ItemScore) -> str:
    return "—" if score.score is None else score_text(score.score)
