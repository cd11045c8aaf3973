"""Rows as high as their texts: the theme's padding counts when a text is broken into lines."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

_PADDING_PX = 24  # on both sides, and the style's own: Qt measures lines as if there were none


class WrappedDelegate(QStyledItemDelegate):
    """Measures the texts of a table so."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The height of the lines that are drawn."""
        narrow = QStyleOptionViewItem(option)
        narrow.rect = narrow.rect.adjusted(0, 0, -_PADDING_PX, 0)  # type: ignore[attr-defined]
        return super().sizeHint(narrow, index)
