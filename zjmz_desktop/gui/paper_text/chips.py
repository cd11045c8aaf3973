"""Figures in a text as chips: one character each, drawn as a locked box."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from zjmz_desktop.domain.sentence_slots import Ref, Slot, Token, Tokens, joined, shown_as
from zjmz_desktop.gui.tokens import TOKENS

CHIP = QTextFormat.ObjectTypes.UserObject.value + 1
CHIP_CHAR = "\ufffc"
_FIRST = QTextFormat.Property.UserProperty.value
_NAME, _WRITTEN, _WORDS, _KIND = _FIRST + 1, _FIRST + 2, _FIRST + 3, _FIRST + 4
_FIGURE, _ROUGH, _MONTH = "figure", "rough", "month"
_LOOKS = {
    _FIGURE: (TOKENS.brand_wash, TOKENS.brand_soft, TOKENS.brand_dark),
    _ROUGH: (TOKENS.warn_wash, TOKENS.warn_line, TOKENS.warn),
    _MONTH: (TOKENS.computed, TOKENS.line_strong, TOKENS.ink_soft),
}
_ROOM, _RADIUS = 4.0, 4.0
_HANGING = 6.0  # where closing marks hang, see `hanging_marks`
_LINE_PERCENT = 128.0
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class ChipObject(QPyTextObject):
    """Draws chips in a document."""

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        """As wide as its words, as high as a line."""
        metrics = QFontMetricsF(doc.defaultFont())
        width = metrics.horizontalAdvance(str(format.property(_WORDS))) + 2 * _ROOM
        return QSizeF(width + 2, metrics.height() + 2)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        """A box with the figure; an approximation has a dashed line besides its colour."""
        kind = str(format.property(_KIND))
        fill, line, ink = _LOOKS[kind]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dashed = Qt.PenStyle.DashLine if kind == _ROUGH else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(line), 1.0, dashed))
        painter.setBrush(QColor(fill))
        box = QRectF(rect)
        painter.drawRoundedRect(box.adjusted(1.5, 0.5, -1.5, -0.5), _RADIUS, _RADIUS)
        painter.setFont(doc.defaultFont())
        painter.setPen(QColor(ink))
        metrics = QFontMetricsF(doc.defaultFont())
        base = QPointF(box.left() + _ROOM + 1, box.bottom() - 1 - metrics.descent())
        painter.drawText(base, str(format.property(_WORDS)))
        painter.restore()


def chip_format(ref: Ref, slots: Mapping[str, Slot]) -> QTextCharFormat:
    """The format of one chip's character."""
    found = QTextCharFormat()
    found.setObjectType(CHIP)
    found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBottom)
    slot = slots.get(ref.name)
    rough = _ROUGH if ref.written else _FIGURE
    kind = rough if slot is None or slot.is_figure else _MONTH
    words = shown_as(ref, slots) if slot or ref.written else "（无数）"
    for name, value in ((_NAME, ref.name), (_WRITTEN, ref.written), (_WORDS, words), (_KIND, kind)):
        found.setProperty(name, value)
    return found


def put(document: QTextDocument, tokens: Tokens, *, slots: Mapping[str, Slot]) -> None:
    """Fill a document with words and chips."""
    document.clear()
    cursor = QTextCursor(document)
    lines = QTextBlockFormat()
    lines.setLineHeight(_LINE_PERCENT, _PROPORTIONAL)
    lines.setRightMargin(_HANGING)
    cursor.setBlockFormat(lines)
    for token in tokens:
        if isinstance(token, Ref):
            cursor.insertText(CHIP_CHAR, chip_format(token, slots))
        else:
            cursor.insertText(token, QTextCharFormat())
    document.clearUndoRedoStacks()


def ref_of(format: QTextFormat) -> Ref | None:
    """The slot that a character of this format stands for."""
    if format.objectType() != CHIP:
        return None
    return Ref(str(format.property(_NAME)), str(format.property(_WRITTEN) or ""))


def taken(document: QTextDocument) -> Tokens:
    """Words and slots of a document, as one line."""
    return joined(_tokens(document))


def _tokens(document: QTextDocument) -> Iterator[Token]:
    block = document.begin()
    while block.isValid():
        part = block.begin()
        while not part.atEnd():
            fragment = part.fragment()
            part += 1
            ref = ref_of(fragment.charFormat())
            if ref is None:
                yield fragment.text().replace(CHIP_CHAR, "")
            else:
                yield from [ref] * fragment.length()
        block = block.next()


def words_of(selection: QTextCursor, slots: Mapping[str, Slot]) -> str:
    """What is selected, chips in their words."""
    words = []
    for place in range(selection.selectionStart(), selection.selectionEnd()):
        cursor = QTextCursor(selection.document())
        cursor.setPosition(place)
        cursor.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
        ref = ref_of(cursor.charFormat())
        words.append(cursor.selectedText() if ref is None else shown_as(ref, slots))
    return "".join(words)
