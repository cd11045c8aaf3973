"""Closing marks stay with the chip before them: at the end of a line they hang into the margin.

Qt breaks a line behind every object, so a mark that has no room would begin the next line. Here it takes
no room; its ink stands in the left half, for which the margin has space.
"""

import re
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
    QTextLayout,
)

from zjmz_desktop.gui.paper_text.chips import CHIP_CHAR

_MARKED = re.compile(f"{CHIP_CHAR}([，。、；：！？）])")
_Hanging = tuple[int, ...]


class HangingMarks(QObject):
    """Watches the lines of a document."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._hanging: dict[int, _Hanging] = {}
        document.documentLayout().update.connect(self.hang)

    def hang(self) -> None:
        """Hang the marks for which there is no room behind their chips; no others."""
        block = self._document.begin()
        while block.isValid():
            marks = (match.start(1) for match in _MARKED.finditer(block.text()))
            found = tuple(at for at in marks if self._has_no_room(block, at))
            if found != self._hanging.get(block.blockNumber(), ()):
                self._hanging[block.blockNumber()] = found
                block.layout().setFormats([self._taking_no_room(at) for at in found])
                self._document.markContentsDirty(block.position(), block.length())
            block = block.next()

    def _has_no_room(self, block: QTextBlock, at: int) -> bool:
        """By where the chip ends, which the mark does not change."""
        line = block.layout().lineForTextPosition(at - 1)
        if not line.isValid():
            return False
        end, _ = cast(tuple[float, int], line.cursorToX(at))
        return bool(end + self._room() > line.x() + line.width())

    def _room(self) -> float:
        return QFontMetricsF(self._document.defaultFont()).horizontalAdvance("。")

    def _taking_no_room(self, at: int) -> QTextLayout.FormatRange:
        look = QTextCharFormat()
        look.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        look.setFontLetterSpacing(-self._room())
        found = QTextLayout.FormatRange()
        # the stubs of Qt name none of its fields
        for field, value in (("start", at), ("length", 1), ("format", look)):
            setattr(found, field, value)
        return found
