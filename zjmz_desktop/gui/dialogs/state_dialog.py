"""状态变更、销号、并入: a dated change of a row's state."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QFormLayout, QLineEdit, QWidget

from zjmz_desktop.domain.plan_registers import Register
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.pages.open_register import StateTyped
from zjmz_desktop.gui.widgets.labels import label, say


@dataclass(frozen=True, slots=True)
class StateQuestion:
    """What is asked about.

    Attributes:
        titles: names of the rows that change.
        now: state of the first one, in words.
        today: date to begin with.
        others: (row id, name) that a row may be merged into.
        before: the dated states of the first one, a line each.
    """

    titles: tuple[str, ...]
    now: str
    today: str
    others: tuple[tuple[str, str], ...]
    before: tuple[str, ...] = ()


class StateDialog(Dialog):
    """Which state, since when, and into which row."""

    def __init__(
        self,
        register: Register,
        asked: StateQuestion,
        *,
        act: Callable[[StateTyped], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("状态变更", _about(asked), yes="记入", parent=parent)
        self._register = register
        self._call = act
        self.act = self._decide
        self.state = QComboBox()
        self.on = QLineEdit(asked.today)
        self.into = QComboBox()
        self.reason = QLineEdit()
        self._hint = label("", "small", wrap=True)
        self._set_up(asked.others)
        now = asked.now.partition("（")[0]
        self.state.setCurrentIndex(max(self.state.findText(now), 0))
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow("状态(&S)", self.state)
        form.addRow("自何日起(&D)", self.on)
        form.addRow("并入哪一行(&M)", self.into)
        form.addRow("原因(&R)", self.reason)
        self._form = form
        if asked.before:
            self.body.addWidget(label("\n".join(asked.before), "small", wrap=True))
        self.body.addLayout(form)
        self.body.addWidget(self._hint)
        self.state.currentIndexChanged.connect(self._on_state_changed)
        self._on_state_changed()
        self.state.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_up(self, others: Sequence[tuple[str, str]]) -> None:
        for code, words in self._register.states.items():
            self.state.addItem(words, code)
        self.state.setAccessibleName("状态")
        self.on.setAccessibleName("自何日起")
        self.on.setPlaceholderText("如 2018-06-18 或 20180618")
        self.on.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.reason.setAccessibleName("原因")
        self.into.setAccessibleName("并入哪一行")
        self.into.setEditable(True)
        self.into.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for row, name in others:
            self.into.addItem(name, row)
        self.into.setCurrentIndex(-1)
        finder = self.into.completer()
        if finder is not None:
            finder.setFilterMode(Qt.MatchFlag.MatchContains)
            finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

    def _on_state_changed(self) -> None:
        code = self.state.currentData()
        merged = bool(code) and code == self._register.merged_state
        ends = self._ends(code)
        must = "要写明原因" if ends else "可不写"
        self.reason.setPlaceholderText(must)
        self._form.setRowVisible(self.into, merged)
        words = "这是销号：行会保留在册里，变灰，不再列出，随时可查。" if ends else ""
        say(self._hint, words)
        self.yes.setText("销号" if ends else "记入")

    def _ends(self, code: str) -> bool:
        register = self._register
        return code in register.ended_states or (bool(code) and code == register.merged_state)

    def _decide(self) -> str:
        code = str(self.state.currentData() or "")
        if not self.on.text().strip():
            return "请填自何日起，例如2018-06-18。"
        into = ""
        if code and code == self._register.merged_state:
            at = self.into.findText(self.into.currentText())
            into = str(self.into.itemData(at) or "") if at >= 0 else ""
            if not into:
                return "请选并入哪一行：从本册里选一个名称。"
        reason = self.reason.text().strip()
        if self._ends(code) and not reason:
            return "请写明原因，例如“场地到期，并入社区居家养老服务中心”。"
        return self._call(StateTyped(code, self.on.text().strip(), into, reason))


def _about(asked: StateQuestion) -> str:
    names = "、".join(asked.titles[:3])
    more = f"等{len(asked.titles)}行" if len(asked.titles) > 3 else ""
    now = f"，现在是“{asked.now}”" if asked.now else ""
    return f"{names}{more}{now}。"
