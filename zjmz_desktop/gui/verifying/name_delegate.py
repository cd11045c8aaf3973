"""Names of papers too long for their column: cut behind the office, for paper and period stand at the end."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

_HEAD_CHARS = 3
_MARGINS_PX = 24  # the cell's padding on both sides, and the style's own


class NameDelegate(QStyledItemDelegate):
    """Draws the texts of a column so."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The text as it is drawn."""
        super().initStyleOption(option, index)
        room = option.rect.width() - _MARGINS_PX  # type: ignore[attr-defined]
        option.text = cut_name(option.text, option.fontMetrics, room=room)  # type: ignore[attr-defined]


def cut_name(name: str, metrics: QFontMetrics, *, room: int) -> str:
    """丹徒区…年工作总结_截至11月底_送审稿.pdf: its first characters, and as much of its end as has room."""
    if metrics.horizontalAdvance(name) <= room:
        return name
    head, rest = name[:_HEAD_CHARS], name[_HEAD_CHARS:]
    left = room - metrics.horizontalAdvance(head)
    return head + metrics.elidedText(rest, Qt.TextElideMode.ElideLeft, left)
