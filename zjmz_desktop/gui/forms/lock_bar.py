"""Over a form that can't be typed into: why, and the ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from zjmz_desktop.domain.onward import Onward
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.service.views import FormView

_WAYS = {
    Onward.RECALL: ("撤回上报…", "把上报收回来，改好再报"),
    Onward.CORRECT: ("更正…", "写明原因后改已被接收的数"),
    Onward.LATE: ("补报…", "补填原来没有填的数"),
}
_ACTS = {"correction": "更正", "late": "补报"}
_LONGEST_WHY = 40


def _short(why: str) -> str:
    """A reason in one line; the whole of it goes onto what is saved."""
    line = " ".join(why.split()).rstrip("。")
    return line if len(line) <= _LONGEST_WHY else f"{line[:_LONGEST_WHY]}……"


class LockBar(Notice):
    """A sentence with buttons.

    Signals:
        asked: one of the ways on (`Onward`).
        ended: 完成: no more is corrected here.
    """

    asked = Signal(object)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__("lock", "")
        row = QHBoxLayout()
        row.setSpacing(8)
        self._ways: dict[Onward, QPushButton] = {}
        for way, (words, tip) in _WAYS.items():
            press = button(words, tip=tip)
            press.setProperty("way", way.value)
            press.clicked.connect(self._on_asked)
            self._ways[way] = press
            row.addWidget(press)
        self._end = button("完成")
        self._end.clicked.connect(self.ended)
        row.addWidget(self._end)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.setAlignment(row, Qt.AlignmentFlag.AlignLeft)

    def ways(self) -> list[QPushButton]:
        """The buttons shown, in order."""
        return [one for one in (*self._ways.values(), self._end) if not one.isHidden()]

    def show_view(self, view: FormView, *, proxy: bool, act: str, why: str) -> None:
        """Show another form's; `act` is what is under way."""
        for way, press in self._ways.items():
            press.setVisible(not act and way in view.standing.onward)
        self._end.setVisible(bool(act))
        if act:
            self.set_tone("warn")
            more = "存下来以后显示“改动待复核”，由上级再审核。"
            self.set_text(f"正在{_ACTS[act]}：{_short(why)}。", more)
        else:
            self.set_tone("info" if proxy else "lock")
            said = f"这里填的是代报数：替{view.unit_name}填报，汇总和打印时都会注明“代报”。"
            self.set_text(said if proxy else view.why_not_editable)
        shut = not view.editable and bool(view.why_not_editable)
        self.setVisible(bool(act) or proxy or shut)

    def _on_asked(self) -> None:
        self.asked.emit(Onward(self.sender().property("way")))
