"""White cards, coloured notices and the empty state."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from zjmz_desktop.gui.icons import icon_pixmap
from zjmz_desktop.gui.theme import polish
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, say, spacer

_TONES = {
    "good": ("check", TOKENS.good),
    "warn": ("warning", TOKENS.warn),
    "bad": ("error", TOKENS.bad),
    "info": ("info", TOKENS.brand_dark),
    "lock": ("lock", TOKENS.ink_soft),
}


class Card(QFrame):
    """A white card with an optional heading; put content into `body`."""

    def __init__(self, title: str = "", *, margin: int = 16) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, 12, margin, 14)
        self.body.setSpacing(8)
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        if title:
            self.head.addWidget(label(title, "head"))
            self.head.addWidget(spacer(), 1)
            self.body.addLayout(self.head)


class Notice(QFrame):
    """A sentence that stands out: good, warn, bad, info or lock; a shape besides the colour."""

    def __init__(self, tone: str, title: str, *, text: str = "") -> None:
        super().__init__()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 12, 9)
        row.setSpacing(9)
        self._sign = QLabel()
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self.body = QVBoxLayout()
        self.body.setSpacing(3)
        row.addLayout(self.body, 1)
        self._title = label(title, "strong" if text else "", wrap=True)
        self._text = label(text, "soft", wrap=True)
        self.body.addWidget(self._title)
        self.body.addWidget(self._text)
        say(self._text, text)
        self.set_tone(tone)

    def set_tone(self, tone: str) -> None:
        """Change what kind of notice it is."""
        name, color = _TONES[tone]
        self._sign.setPixmap(icon_pixmap(name, color))
        polish(self, card="inset" if tone == "lock" else tone)

    def set_text(self, title: str, text: str = "") -> None:
        """Say something else."""
        say(self._title, title)
        say(self._text, text)

    def add_beside(self, part: QWidget) -> None:
        """Put something to the right of the sentence."""
        self._row.addWidget(part)

    def words(self) -> str:
        """Its first sentence as shown."""
        return self._title.text()


class EmptyState(QWidget):
    """An empty page: what it is for, and one thing to do.

    Signals:
        acted: its button was pressed.
    """

    acted = Signal()

    def __init__(self, title: str, text: str, *, action: str = "", icon_name: str = "info") -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addStretch(2)
        sign = QLabel()
        sign.setPixmap(icon_pixmap(icon_name, TOKENS.line_strong, size=44))
        sign.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(sign)
        for words, role in ((title, "head"), (text, "soft")):
            line = label(words, role, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        if action:
            press = button(action, "primary")
            press.clicked.connect(self.acted)
            column.addWidget(press, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


def rule() -> QFrame:
    """A thin line between two parts of a card."""
    found = QFrame()
    found.setProperty("rule", "true")
    return found
