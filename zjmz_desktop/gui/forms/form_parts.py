"""The parts around the entry: heading, progress, note, register summary, units below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from zjmz_desktop.domain.periods import PeriodType
from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, pill, say, spacer
from zjmz_desktop.gui.widgets.marks import LightPill
from zjmz_desktop.gui.widgets.progress import TargetBar
from zjmz_desktop.gui.widgets.stage_pill import OF_TONE, StagePill
from zjmz_desktop.service.views import FormView, ProgressView, RegisterSummary

_RHYTHM = {
    PeriodType.MONTH: "月报",
    PeriodType.QUARTER: "季报",
    PeriodType.HALF: "半年报",
    PeriodType.YEAR: "年报",
}


class FormHead(QWidget):
    """Where it belongs, its name, light and counts of findings, and the clause it answers."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self._crumbs = ElidedLabel("", "small")
        self._name = ElidedLabel("", "title")
        self._light, self.standing = LightPill(), StagePill()
        self._pills = {tone: pill("", tone) for tone in ("brand", "bad", "warn")}
        self._meta = label("", "small")
        column.addWidget(self._crumbs)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self._name, self._light, self.standing, *self._pills.values()):
            row.addWidget(part)
        row.addWidget(spacer(), 1)
        row.addWidget(self._meta)
        column.addLayout(row)
        column.addWidget(self._quote())

    def show_view(self, view: FormView) -> None:
        """Show another form's heading."""
        self._crumbs.set_text(f"{view.section_title}　›　{view.item_title}　›　{view.code}")
        self._name.set_text(view.name)
        self._light.set_light(view.progress.light)
        self.standing.say(view.standing.words, OF_TONE[view.standing.tone])
        errors = sum(1 for p in view.problems if p.severity is Severity.ERROR)
        warnings = sum(1 for p in view.problems if p.severity is Severity.WARNING and not p.reason)
        errors += sum(1 for f in view.fields if f.error)
        drafts = any(f.draft and not f.error for f in view.fields)
        say(self._pills["brand"], "草稿" if drafts else "")
        say(self._pills["bad"], f"{errors}项错误" if errors else "")
        say(self._pills["warn"], f"{warnings}条提示" if warnings else "")
        self._meta.setText(_meta(view))
        self._clause.set_text("　".join(f"“{clause}”" for clause in view.clauses))

    def _quote(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("quote", "true")
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 1, 0, 1)
        self._clause = ElidedLabel("", "soft", lines=2)
        self._clause.setObjectName("clause")
        row.addWidget(self._clause)
        return frame


def _meta(view: FormView) -> str:
    unit = f"单位：{view.measure_unit}" if view.measure_unit else ""
    words = (unit, f"{_RHYTHM[view.period.type]}：{view.period.title}", view.department)
    return "　".join(word for word in words if word)


class ProgressPart(QWidget):
    """目标完成进度: percentage in large type, the bar with its time tick."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.addWidget(label("目标完成进度", "head"))
        row.addWidget(spacer(), 1)
        self._without = label("", "soft")
        self._figure = label("", "figure")
        row.addWidget(self._without)
        row.addWidget(self._figure)
        column.addLayout(row)
        self._bar = TargetBar()
        column.addWidget(self._bar)

    def show_view(self, view: ProgressView) -> None:
        """Show another progress; without a rate only the sentence about the target."""
        rated = view.completion is not None
        say(self._figure, view.completion_text if rated else "")
        words = view.target_text or view.light.words
        say(self._without, "" if rated else view.completion_text or words)
        self._bar.setVisible(rated)
        self._bar.set_view(view)


class RegisterCard(Card):
    """What the register behind the figure gives, and which rows don't count and why.

    Signals:
        opened: 打开底册 was pressed; the register's code.
    """

    opened = Signal(str)
    MOST = 6

    def __init__(self) -> None:
        super().__init__("底册")
        self._code = ""
        self._open = button("打开底册", icon_name="register")
        self._open.clicked.connect(self._on_open_clicked)
        self.head.addWidget(self._open)
        self._counts = label("", "", wrap=True)
        self._why = QLabel()
        self._why.setWordWrap(True)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setProperty("role", "soft")
        self.body.addWidget(self._counts)
        self.body.addWidget(self._why)
        self.body.addStretch(1)

    @property
    def way_in(self) -> QPushButton:
        """The button that opens the register."""
        return self._open

    def show_summary(self, summary: RegisterSummary) -> None:
        """Show another register's summary."""
        self._code = summary.code
        self._open.setAccessibleName(f"打开底册：{summary.name}")
        waiting = f"　已报待认定{summary.awaiting}个" if summary.awaiting else ""
        refused = f"　不计入{len(summary.refused)}个" if summary.refused else ""
        self._counts.setText(f"{summary.name}：计入{summary.counted}个{waiting}{refused}")
        lines = [f"·　{name}：{why}" for name, why in summary.refused[: self.MOST]]
        more = len(summary.refused) - self.MOST
        if more > 0:
            lines.append(f"……另有{more}个，请在底册里看。")
        say(self._why, "\n".join(lines))

    def _on_open_clicked(self) -> None:
        self.opened.emit(self._code)
