"""Labels: with a role that the sheet knows, elided to so many lines, or as a pill."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.widgets.tips import plain_tip


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label whose looks follow its role (title, head, strong, soft, small, bad …)."""
    found = QLabel(text)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setWordWrap(wrap)
    if role:
        found.setProperty("role", role)
    return found


def pill(text: str, tone: str = "plain") -> QLabel:
    """A rounded word; `tone` is plain, brand, good, warn or bad."""
    found = label(text)
    found.setProperty("pill", tone)
    found.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return found


def badge(text: str, **properties: str) -> QLabel:
    """A small word in a box of its own height (示例数据, Ctrl ↑ ↓)."""
    found = label(text)
    for name, value in properties.items():
        found.setProperty(name, value)
    found.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return found


def say(shown: QLabel, text: str, *, role: str = "") -> None:
    """Put a text into a label and hide it while there is none."""
    shown.setText(text)
    shown.setVisible(bool(text))
    if role:
        polish(shown, role=role)


class ElidedLabel(QLabel):
    """A text cut with … when it is longer than so many lines; the tool tip has all of it."""

    def __init__(self, text: str = "", role: str = "", *, lines: int = 1) -> None:
        super().__init__()
        self._text = ""
        self._lines = lines
        self._cut_for: tuple[str, int, QFont] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self._fit()

    def full_text(self) -> str:
        """The text uncut."""
        return self._text

    def minimumSizeHint(self) -> QSize:
        """Narrow: eliding makes room."""
        return QSize(20, self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """The whole text in one line, or as high as its cut lines."""
        metrics = self.fontMetrics()
        lines = max(1, len(self._cut()))
        return QSize(metrics.horizontalAdvance(self._text) + 4, lines * metrics.lineSpacing() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cut lines."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        metrics = self.fontMetrics()
        top = metrics.ascent() + 1
        for line in self._cut():
            painter.drawText(0, top, line)
            top += metrics.lineSpacing()

    def _fit(self) -> None:
        cut = "".join(self._cut()) != self._text
        self.setToolTip(plain_tip(self._text) if cut else "")
        if self._lines > 1:
            self.setFixedHeight(self.sizeHint().height())
        else:
            self.updateGeometry()
        self.update()

    def _cut(self) -> list[str]:
        """The text in lines; worked out once for a text, width and font."""
        asked = (self._text, self.width(), self.font())
        if self._cut_for != asked:
            self._cut_for, self._cut_lines = asked, self._cut_anew() if self._text else []
        return self._cut_lines

    def _cut_anew(self) -> list[str]:
        layout = QTextLayout(self._text, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        found: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(self.width(), 20))
            if len(found) == self._lines - 1:
                rest = self._text[line.textStart() :]
                found.append(self._elided(rest))
                break
            found.append(self._text[line.textStart() : line.textStart() + line.textLength()])
        layout.endLayout()
        return found

    def _elided(self, rest: str) -> str:
        side = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(rest, side, max(self.width(), 20))


def spacer() -> QWidget:
    """A widget that takes the room left over in a row."""
    found = QWidget()
    found.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return found
