"""Beside the text: the sentence as generated, what is to be looked at, its figures, what can be done."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from zjmz_desktop.domain.edited_sentences import SentenceState
from zjmz_desktop.domain.sentence_slots import Slot
from zjmz_desktop.gui.paper_text.sentence_row import SentenceRow
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card, Notice
from zjmz_desktop.gui.widgets.labels import label, say

WIDTH_PX = 300
IN_BOTH = "用在年度工作总结和报告里，改一处，两处都改。领导一页纸只有数和表，不用这些句子。"
IN_SUMMARY = "只用在年度工作总结里，报告和领导一页纸没有这一句。"


class SentenceSide(QFrame):
    """The side panel; it follows the sentence with the cursor.

    Signals:
        revert_asked, drop_asked, own_asked, keep_asked: what is to become of the sentence.
    """

    revert_asked = Signal()
    drop_asked = Signal()
    own_asked = Signal()
    keep_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(WIDTH_PX)
        self.revert = button("恢复原句(&B)", icon_name="undo")
        self.drop = button("不写这一句(&D)…", icon_name="close")
        self.own = button("后面加一段(&A)…", icon_name="note")
        self.keep = button("看过了，就这样(&K)", "primary", icon_name="check")
        self.up = button("上移", icon_name="up", tip="上移（Ctrl+Shift+↑）")
        self.down = button("下移", icon_name="down", tip="下移（Ctrl+Shift+↓）")
        self._made = label("", "soft", wrap=True)
        self._papers = label("", "small", wrap=True)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(6)
        self._figures = label("", "soft", wrap=True)
        self._figures_head = label("句中的数（锁定）", "head")
        self._hint = label("点数字或按 Alt+↓ 可换成概数", "small", wrap=True)
        self._lay_out()
        for press, signal in (
            (self.revert, self.revert_asked),
            (self.drop, self.drop_asked),
            (self.own, self.own_asked),
            (self.keep, self.keep_asked),
        ):
            press.clicked.connect(signal)
        self.show_nothing()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("sideBody")
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(8)
        column.addLayout(self._notices)
        column.addWidget(self.keep)
        column.addWidget(label("程序生成的原句", "head"))
        card = Card(margin=12)
        card.body.addWidget(self._made)
        column.addWidget(card)
        for part in (self._papers, self._figures_head, self._figures, self._hint):
            column.addWidget(part)
        column.addSpacing(6)
        steps = QHBoxLayout()
        steps.setSpacing(8)
        for press in (self.up, self.down):
            steps.addWidget(press, 1)
        column.addLayout(steps)
        for press in (self.revert, self.drop, self.own):
            column.addWidget(press)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """All of them."""
        return self.keep, self.up, self.down, self.revert, self.drop, self.own

    def show_nothing(self) -> None:
        """No sentence has the cursor."""
        self._empty()
        say(self._made, "光标移到一句上，这里显示它的原句和数。")
        for part in (*self.buttons, self._papers, self._figures_head, self._figures, self._hint):
            part.setVisible(False)

    def show_row(self, row: SentenceRow, *, names: Mapping[str, str], editable: bool) -> None:
        """Show a sentence; `names` are those of the indicators."""
        self._empty()
        made, settled = row.sentence.generated, row.settled
        own, dropped = settled.state is SentenceState.OWN, settled.state is SentenceState.DROPPED
        say(
            self._made,
            made.text
            if made
            else "自己写的一段，没有原句。"
            if own
            else "现在没有数，程序不写这一句。",
        )
        for words in settled.again:
            self._notices.addWidget(Notice("warn", words))
        for rough in settled.rough:
            self._notices.addWidget(Notice("info", rough.note))
        figures = made.figures if made else ()
        say(self._figures, "\n".join(_figure_lines(figures, names)))
        self._figures_head.setVisible(bool(figures))
        self._hint.setVisible(bool(figures) and editable and row.is_written)
        self.keep.setVisible(editable and bool(settled.again) and made is not None)
        self.revert.setText("删去这一段(&B)" if own else "恢复原句(&B)")
        self.revert.setVisible(editable and settled.state is not SentenceState.GENERATED)
        self.drop.setVisible(editable and made is not None and not dropped)
        say(self._papers, IN_BOTH if row.sentence.in_official else IN_SUMMARY)
        for press in (self.own, self.up, self.down):
            press.setVisible(editable)

    def _empty(self) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _figure_lines(figures: Sequence[Slot], names: Mapping[str, str]) -> list[str]:
    """「新建老年人助餐点：9个、12个」, by indicator."""
    found: dict[str, list[str]] = {}
    for slot in figures:
        found.setdefault(names.get(slot.code, "本句的数"), []).append(slot.shown)
    return [f"{name}：{'、'.join(dict.fromkeys(shown))}" for name, shown in found.items()]
