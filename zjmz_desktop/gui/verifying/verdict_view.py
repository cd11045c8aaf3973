"""What a verification says: the verdict as a notice, what changed as a table."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from zjmz_desktop.domain.paper_words import Change
from zjmz_desktop.domain.verdicts import Verdict, Verification
from zjmz_desktop.gui.verifying.plain_table import PlainTable
from zjmz_desktop.gui.widgets.cards import Notice

HEADS = ("变了的数或文字", "报告上是", "现在是", "谁改的", "何时")
_WIDTHS = (340, 310, 310, 140)
_TONES = {
    Verdict.EQUAL: "good",
    Verdict.REWRITTEN: "good",
    Verdict.CHANGED: "warn",
    Verdict.ALTERED: "bad",
}


class VerdictView(QWidget):
    """Hidden until something was verified.

    Attributes:
        notice: the verdict.
        table: what changed; hidden where nothing did.
    """

    def __init__(self) -> None:
        super().__init__()
        self.notice = Notice("info", "")
        self.notice.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.table = PlainTable("变动", heads=HEADS, widths=_WIDTHS)
        self.table.wrap_rows()
        self._said: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        self.clear()

    def clear(self) -> None:
        """Nothing was verified."""
        self._say("info", "请输入核验码、选PDF文件，或把PDF文件拖到这里。")

    def show_busy(self) -> None:
        """It is being compared."""
        self._say("info", "正在与台账比较……")

    def show_refusal(self, sentence: str) -> None:
        """Say why it can't be said."""
        self._say("bad", sentence)

    def show_verification(self, found: Verification) -> None:
        """Say it."""
        tone = _TONES[found.verdict]
        if tone == "good" and found.is_doubtful:
            tone = "warn"
        first, *more = found.sentences
        told = (f"{found.subject}（核验码{found.code}）。", *more, found.changes_heading)
        self._say(tone, first, text="\n".join(filter(None, told)))
        self.table.show_rows([_row(one) for one in found.changes])
        self._show_table(bool(found.changes))

    def text(self) -> str:
        """What it says."""
        return "\n".join(self._said)

    def _say(self, tone: str, title: str, *, text: str = "") -> None:
        self._said = (title, text)
        self.notice.set_tone(tone)
        self.notice.set_text(title, text)
        self._show_table(False)

    def _show_table(self, shown: bool) -> None:
        """Without the table the notice stands right under the fields, and the list has the room."""
        self.table.setVisible(shown)
        grows = QSizePolicy.Policy.Expanding if shown else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, grows)


def _row(one: Change) -> tuple[str, ...]:
    return one.what, one.before, one.after, one.by, one.at
