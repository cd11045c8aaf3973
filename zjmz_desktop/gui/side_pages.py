"""The pages of the right side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.gui.forms.problem_box import title_of, tone_of
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import label, say
from zjmz_desktop.gui.widgets.town_bars import TownBars
from zjmz_desktop.gui.widgets.year_chart import YearChart
from zjmz_desktop.service.views import FormView, HistoryLine

MOST_HISTORY = 12
Summary = tuple[str, str, str]


class _SidePage(QWidget):
    """A column of headings and parts."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)

    def empty(self, room: QVBoxLayout) -> None:
        """Take everything out of a part."""
        while (item := room.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def add_part(self, title: str) -> QVBoxLayout:
        """A heading and room under it."""
        self.column.addWidget(label(title, "head"))
        room = QVBoxLayout()
        room.setSpacing(8)
        self.column.addLayout(room)
        self.column.addSpacing(4)
        return room


def summary_of(view: FormView) -> Summary | None:
    """(tone, title, text) above the findings; good only where something is filled and all is well."""
    unsaved = [f for f in (*view.fields, *view.last_year, *view.reasons) if f.draft]
    if unsaved:
        tone = "bad" if any(f.error for f in unsaved) else "warn"
        return tone, f"有{len(unsaved)}处未保存", "改好后离开那一格就保存；Esc 回到已保存的数。"
    if view.problems:
        return None
    if view.filled:
        return "good", "没有发现问题", ""
    if view.untold and any(field.text for field in view.fields):
        return (
            "info",
            "部分填",
            f"到期的节点还没有填：{'、'.join(view.untold)}。没有启动的请选未启动。",
        )
    if view.locked and view.fields:
        return "info", "本月已上报，未填", ""
    mine = view.editable or view.towns
    return "info", "尚未填报" if mine else "本单位不用填报", "填写后自动校验。" if mine else ""


class FindingsPage(_SidePage):
    """Findings, twelve months, changes; a reviewer is not asked for reasons.

    Signals:
        reason_asked: 去写说明; the code of the check.
    """

    reason_asked = Signal(str)

    def __init__(self, *, asks_reasons: bool = True) -> None:
        super().__init__()
        self._asks_reasons = asks_reasons
        self._found = self.add_part("校验结果")
        self._chart_head = label("近12月走势", "head")
        self._chart = YearChart()
        self.column.addWidget(self._chart_head)
        self.column.addWidget(self._chart)
        self._history = self.add_part("修改记录")
        self.column.addStretch(1)
        self._shown: tuple[object, ...] | None = None
        self._lines: tuple[HistoryLine, ...] | None = None

    def show_view(self, view: FormView) -> None:
        """Show another form's; what is the same stays."""
        found = (summary_of(view), view.problems)
        if found != self._shown:
            self._shown = found
            self._show_problems(*found)
        self._chart_head.setVisible(view.series is not None)
        self._chart.setVisible(view.series is not None)
        if view.series is not None:
            self._chart_head.setText(f"近12月走势（{view.series.what}）")
            self._chart.set_series(view.series)
        if view.history != self._lines:
            self._lines = view.history
            self._show_history(view.history)

    def _show_problems(self, summary: Summary | None, problems: tuple[Problem, ...]) -> None:
        self.empty(self._found)
        if summary is not None:
            tone, title, text = summary
            self._found.addWidget(Notice(tone, title, text=text))
        for problem in problems:
            text = problem.reason or problem.remedy
            box = Notice(tone_of(problem), title_of(problem), text=text)
            if tone_of(problem) == "warn" and self._asks_reasons:
                ask = button("去写说明", "link")
                ask.setProperty("check", problem.code)
                ask.clicked.connect(self._on_reason_asked)
                box.body.addWidget(ask)
            self._found.addWidget(box)

    def _show_history(self, lines: tuple[HistoryLine, ...]) -> None:
        self.empty(self._history)
        for line in lines[:MOST_HISTORY]:
            self._history.addWidget(_HistoryRow(line))
        if not lines:
            self._history.addWidget(label("本期还没有填写记录。", "soft", wrap=True))

    def _on_reason_asked(self) -> None:
        self.reason_asked.emit(str(self.sender().property("check")))


class _HistoryRow(QWidget):
    """What was written, when, by whom."""

    def __init__(self, line: HistoryLine) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 0, 0)
        row.setSpacing(8)
        dot = QFrame()
        dot.setProperty("dot", "true")
        dot.setFixedSize(5, 5)
        beside = QVBoxLayout()
        beside.setContentsMargins(0, 8, 0, 0)
        beside.addWidget(dot)
        beside.addStretch(1)
        row.addLayout(beside)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(line.what, "", wrap=True))
        words.addWidget(label(f"{line.at} · {line.user}", "small"))
        if line.note:
            words.addWidget(label(line.note, "small", wrap=True))
        row.addLayout(words, 1)


class DefinitionPage(_SidePage):
    """指标解释, the clauses verbatim, who fills it, what is open."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = {
            name: (label(name, "head"), label("", "soft", wrap=True))
            for name in ("指标解释", "具体任务", "谁来填", "待确认口径", "一数多报")
        }
        for head, text in self._parts.values():
            self.column.addWidget(head)
            self.column.addWidget(text)
            self.column.addSpacing(6)
        self.column.addStretch(1)

    def show_view(self, view: FormView) -> None:
        """Show another indicator's."""
        unit = f"\n计量单位：{view.measure_unit}" if view.measure_unit else ""
        who = f"填报：{view.filled_by}\n责任科室（单位）：{view.department}{unit}"
        texts = {
            "指标解释": view.definition,
            "具体任务": "\n".join(view.clauses),
            "谁来填": who,
            "待确认口径": "\n".join(view.questions),
            "一数多报": "、".join(view.also_reported),
        }
        for name, (head, shown) in self._parts.items():
            head.setVisible(bool(texts[name]))
            say(shown, texts[name])


class TownsPage(_SidePage):
    """Units below by their cumulative figure."""

    def __init__(self) -> None:
        super().__init__()
        room = self.add_part("各单位累计")
        self._said = label("", "small", wrap=True)
        self._bars = TownBars()
        room.addWidget(self._said)
        room.addWidget(self._bars)
        self.column.addStretch(1)

    def show_view(self, view: FormView) -> None:
        """Show another form's units."""
        say(self._said, view.reported_text)
        self._bars.set_lines(view.towns)
