"""Draws the navigation tree: mini-bars, status shapes with words, elided names."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from zjmz_desktop.domain.lights import Light
from zjmz_desktop.gui.icons import icon_pixmap
from zjmz_desktop.gui.models.month_tree import NODE
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import LIGHT_SHAPES, STATUS_SHAPES, STATUS_WORDS, draw_status
from zjmz_desktop.gui.widgets.progress import draw_bar
from zjmz_desktop.service.views import IndicatorNode, ItemNode, SectionNode

SECTION_PX, ITEM_PX, INDICATOR_PX = 38, 24, 29
Index = QModelIndex | QPersistentModelIndex
_WORDY = ("error", "warning", "draft", "blank")
_BEHIND = (Light.BEHIND, Light.SLIGHTLY_BEHIND)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def word_of(node: IndicatorNode) -> tuple[str, str]:
    """The word at a row's right end and its colour: what is left to do, else how late it is."""
    if node.status in _WORDY[:3]:
        return STATUS_WORDS[node.status], STATUS_SHAPES[node.status][1]
    if node.light in _BEHIND:
        return node.light.words, LIGHT_SHAPES[node.light][1]
    if node.status in ("blank", "part") and node.due:
        return STATUS_WORDS[node.status], TOKENS.ink_faint
    return "", TOKENS.ink_faint


def section_name(node: SectionNode) -> str:
    """The section's title with its number in Chinese."""
    number = "一二三四五六七八九十"[node.no - 1 : node.no]
    return node.title if "、" in node.title[:3] else f"{number}、{node.title}"


class TreeDelegate(QStyledItemDelegate):
    """Paints sections, items and indicators by hand; the tree's own indentation is off."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree
        self._small = QFont(tree.font())
        self._small.setPointSizeF(9)
        self._bold = QFont(tree.font())
        self._bold.setBold(True)
        self._head = QFont(self._bold)
        self._head.setPointSizeF(10)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Heights by kind of row."""
        node = index.data(NODE)
        if isinstance(node, SectionNode):
            return QSize(100, SECTION_PX)
        return QSize(100, ITEM_PX if isinstance(node, ItemNode) else INDICATOR_PX)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        """Draw one row."""
        look: Any = option
        box = QRect(look.rect)
        node = index.data(NODE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_wash(painter, look)
        if isinstance(node, SectionNode):
            self._draw_section(painter, box, node=node, open_=self._tree.isExpanded(index))
        elif isinstance(node, ItemNode):
            self._draw_item(painter, box, node=node)
        elif isinstance(node, IndicatorNode):
            chosen = bool(look.state & QStyle.StateFlag.State_Selected)
            self._draw_indicator(painter, box, node=node, chosen=chosen)
        painter.restore()

    def _draw_wash(self, painter: QPainter, look: Any) -> None:
        state, box = look.state, QRect(look.rect)
        chosen = state & QStyle.StateFlag.State_Selected
        focused = state & QStyle.StateFlag.State_HasFocus and self._tree.hasFocus()
        if not (chosen or state & QStyle.StateFlag.State_MouseOver or focused):
            return
        painter.setPen(QColor(TOKENS.brand) if focused else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(TOKENS.brand_wash if chosen else TOKENS.computed))
        painter.drawRoundedRect(QRectF(box).adjusted(5.5, 1.5, -4.5, -1.5), 4, 4)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(TOKENS.brand))
            painter.drawRect(QRectF(box.left() + 5, box.top() + 5, 3, box.height() - 10))

    def _draw_section(
        self, painter: QPainter, box: QRect, *, node: SectionNode, open_: bool
    ) -> None:
        arrow = icon_pixmap("down" if open_ else "right", TOKENS.ink_faint, size=14)
        line = box.adjusted(31, 4, -12, -8)
        painter.drawPixmap(box.left() + 12, line.center().y() - 6, arrow)
        painter.setFont(self._small)
        painter.setPen(QColor(TOKENS.ink_faint))
        painter.drawText(line, _RIGHT, f"{node.filled}/{node.due}" if node.due else "")
        bar = QRectF(line.left(), line.bottom() + 1, line.width(), 3)
        if node.due:
            share = node.filled / node.due
            color = TOKENS.good if share >= 1 else TOKENS.brand
            draw_bar(painter, bar, share=share, color=color)
        self._draw_name(
            painter, line.adjusted(0, 0, -32, 0), text=section_name(node), font=self._head
        )

    def _draw_item(self, painter: QPainter, box: QRect, *, node: ItemNode) -> None:
        painter.setPen(QColor(TOKENS.ink_faint))
        title = node.title if node.title[:1].isdigit() else f"{node.no}. {node.title}"
        words = box.adjusted(32, 2, -10, 0)
        self._draw_name(painter, words, text=title, font=self._small, faint=True)

    def _draw_indicator(
        self, painter: QPainter, box: QRect, *, node: IndicatorNode, chosen: bool
    ) -> None:
        sign = QRectF(box.left() + 33, box.center().y() - 7, 15, 15)
        draw_status(painter, sign, status=node.status)
        word, color = word_of(node)
        painter.setFont(self._small)
        width = painter.fontMetrics().horizontalAdvance(word) + 6 if word else 0
        painter.setPen(QColor(color))
        painter.drawText(box.adjusted(0, 0, -12, 0), _RIGHT, word)
        words = box.adjusted(55, 0, -12 - width, 0)
        font = self._bold if chosen else self._tree.font()
        faint = node.status == "blank" and not chosen
        self._draw_name(painter, words, text=node.name, font=font, faint=faint)

    def _draw_name(
        self, painter: QPainter, box: QRect, *, text: str, font: QFont, faint: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(TOKENS.ink_soft if faint else TOKENS.ink))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _MIDDLE, cut)
