"""Parts of the page of the annual summary: what it will hold, and what became of the file."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from zjmz_desktop.domain.typefaces import faces_words
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card, Notice
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.drawn_papers import WrittenSummary
from zjmz_desktop.service.reporting import SummaryFacts

_MOST_LINES = 12
_UNDATED = "按底册现在的内容计，不是当时的数（要当时的数，用“按以前的数据”出）"


class FactsView(QWidget):
    """What the summary will say, and what is still open, group by group."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._shown: list[QWidget] = []

    def show_facts(self, facts: SummaryFacts) -> None:
        """Show other facts."""
        self.clear()
        self._put(_numbers(facts))
        for title, lines, none in _groups(facts):
            self._put(_group(title, lines, none=none))
        if facts.undated:
            self._put(_group(_UNDATED, facts.undated, none=("good", "")))

    @property
    def is_empty(self) -> bool:
        """Whether there are none yet."""
        return not self._shown

    def clear(self) -> None:
        """Show nothing."""
        for part in self._shown:
            self._column.removeWidget(part)
            part.deleteLater()
        self._shown = []

    def _put(self, part: QWidget) -> None:
        self._shown.append(part)
        self._column.addWidget(part)


def _numbers(facts: SummaryFacts) -> QWidget:
    card = Card("考核指标")
    row = QHBoxLayout()
    row.setSpacing(28)
    for name, number in (
        ("合计", facts.judged),
        ("已完成", facts.done),
        ("达序时进度", facts.on_track),
        ("落后", len(facts.late)),
        ("未报", len(facts.unreported)),
        ("未分解", facts.unallocated),
    ):
        pair = QVBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(label(str(number), "figure"))
        pair.addWidget(label(f"{name}（项）", "soft"))
        row.addLayout(pair)
    row.addWidget(spacer(), 1)
    card.body.addLayout(row)
    return card


_Empty = tuple[str, str]
"""Tone and words where a group is empty; a tick only where all is known."""


def _groups(facts: SummaryFacts) -> tuple[tuple[str, tuple[str, ...], _Empty], ...]:
    is_known = facts.asked > 0 and not facts.unreported
    every = ("good", "可考核任务都有数") if facts.asked else ("info", "没有可考核任务")
    return (
        ("落后，总结里会点名", facts.late, ("good" if is_known else "info", facts.none_late)),
        ("有单位未报，合计不全", facts.gaps, ("good", "各单位都报了")),
        ("还没有数的指标", facts.unreported, every),
        ("待确认口径，附件里会列出", facts.questions, ("good", "没有待确认的口径")),
    )


def _group(title: str, lines: tuple[str, ...], *, none: _Empty) -> QWidget:
    if not lines:
        return Notice(*none)
    card = Card(f"{title}：{len(lines)}项")
    card.body.setSpacing(4)
    for words in lines[:_MOST_LINES]:
        card.body.addWidget(label(f"· {words}", "soft", wrap=True))
    if len(lines) > _MOST_LINES:
        card.body.addWidget(label(f"另有{len(lines) - _MOST_LINES}项，都会写进附件。", "small"))
    return card


class WritingBar(Card):
    """How far the writing is, with 取消.

    Signals:
        cancelled: 取消 was pressed.
    """

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = label("", "soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("生成进度")
        self.stop = button("取消")
        self.stop.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self.begin()

    def begin(self, words: str = "", *, doing: str = "生成") -> None:
        """Nothing is done yet; `words` until the first page is, `doing` names what is done to each."""
        self._doing = doing
        self._bar.setRange(0, 0)
        self._words.setText(words or "正在汇集数字和文字……")

    def show_progress(self, done: int, whole: int) -> None:
        """Pages drawn of pages in all."""
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
        self._words.setText(f"正在{self._doing}第{done}／{whole}页")


class ResultView(Notice):
    """The written file, with 打开文件 and 打开文件夹; or why it was not written."""

    def __init__(self) -> None:
        super().__init__("good", "")
        self._path = Path()
        self._said = ""
        self.open_file = button("打开文件", "primary", icon_name="annual")
        self.open_folder = button("打开文件夹", icon_name="folder")
        row = QHBoxLayout()
        for press in (self.open_file, self.open_folder):
            row.addWidget(press)
        row.addWidget(spacer(), 1)
        self._buttons = QWidget()
        self._buttons.setLayout(row)
        row.setContentsMargins(0, 4, 0, 0)
        self.body.addWidget(self._buttons)
        self.open_file.clicked.connect(self._on_file_asked)
        self.open_folder.clicked.connect(self._on_folder_asked)

    def show_written(self, written: WrittenSummary) -> None:
        """Say where it is."""
        self._path = Path(written.path)
        lost = "、".join(written.replaced)
        odd = f"　有{len(written.replaced)}个字打不出，印成“〓”：{lost}。" if lost else ""
        self.set_tone("warn" if lost else "good")
        self._said = f"已生成，共{written.pages}页：{self._path.name}"
        refused = "".join(words for face in written.faces for words in face.refused)
        faces = f"\n字体：{faces_words(written.faces)}。{refused}" if written.faces else ""
        self.set_text(self._said, f"{self._path.parent}{odd}{faces}")
        self._buttons.setVisible(True)
        self.setVisible(True)

    def text(self) -> str:
        """What it says."""
        return self._said

    def show_refusal(self, sentence: str, *, tone: str = "bad") -> None:
        """Say why nothing was written."""
        self.set_tone(tone)
        self._said = sentence
        self.set_text(sentence)
        self._buttons.setVisible(False)
        self.setVisible(True)

    def _on_file_asked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _on_folder_asked(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))
