"""导入填报模板: what each cell of the files would do, then all of it as one act."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.batches import OutcomeLine, tally_words
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.gui.widgets.outcome_table import OutcomeTable
from zjmz_desktop.gui.widgets.work_bar import WorkBar
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.templating import TemplatePlan, plan_templates, write_planned

_WIDE, _HIGH = 1180, 620
_MOST_NAMED = 6


class TemplateImportDialog(QDialog):
    """The files are read in a thread; nothing is written before 确认导入."""

    def __init__(
        self, desk: Desk, office: Office, *, paths: Sequence[Path], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导入填报模板")
        self.resize(_WIDE, _HIGH)
        self._desk, self._office = desk, office
        self.plans: tuple[TemplatePlan, ...] = ()
        self._about, self._tally = label("", "soft", wrap=True), label("", "head", wrap=True)
        self._refusals = Notice("bad", "")
        self._refusals.hide()
        self.outcomes = OutcomeTable()
        self._bar, self._error = WorkBar(), label("", "bad", wrap=True)
        self._error.hide()
        self.yes, self.no = button("确认导入", "primary"), button("取消")
        self._lay_out()
        self._beside = Beside(office, self)
        self._beside.read.connect(self._on_read)
        self._beside.failed.connect(self._on_refused)
        self.yes.clicked.connect(self._on_confirmed)
        self.no.clicked.connect(self.reject)
        self.yes.setEnabled(False)
        self._bar.begin("正在读文件")
        task = self._beside.start(partial(_plan, paths=tuple(paths)))
        task.progressed.connect(self._bar.show_progress)

    def tally(self) -> str:
        """The tally as shown."""
        return self._tally.text()

    def error(self) -> str:
        """Why nothing was written, or ""."""
        return self._error.text()

    def done(self, result: int) -> None:
        """Closing gives up what is under way."""
        self._beside.drop()
        self._beside.wait()
        super().done(result)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(label("导入填报模板", "title"))
        for part in (self._about, self._refusals, self._bar, self._tally):
            column.addWidget(part)
        column.addWidget(self.outcomes, 1)
        column.addWidget(self._error)
        last = QHBoxLayout()
        words = "确认之前什么也没有写入；确认之后按 Ctrl+Z 可以一次全部撤销。"
        last.addWidget(label(words, "small"))
        last.addWidget(spacer(), 1)
        for press in (self.no, self.yes):
            press.setMinimumSize(88, 32)
            last.addWidget(press)
        column.addLayout(last)

    def _on_read(self, plans: tuple[TemplatePlan, ...]) -> None:
        self._bar.hide()
        self.plans = tuple(plan for plan in plans if not plan.refusal)
        refused = [plan.refusal for plan in plans if plan.refusal]
        if refused:
            self._refusals.set_text("\n".join(refused))
            self._refusals.show()
        self._about.setText(self._about_words())
        lines = self._lines()
        say(self._tally, f"{tally_words(lines)}。" if lines else "")
        self.outcomes.set_lines(lines)
        writes = any(line.outcome.is_written for line in lines)
        self.yes.setEnabled(writes)
        (self.yes if writes else self.no).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines(self) -> list[OutcomeLine]:
        """All cells; where there are several files, rows with whose file they are in."""
        many = len(self.plans) > 1
        return [
            line._replace(place=f"{plan.unit_name} {line.place}")
            if many and line.who != plan.unit_name
            else line
            for plan in self.plans
            for line in plan.lines
        ]

    def _about_words(self) -> str:
        names = [
            f"{plan.unit_name}{plan.period.title}"
            + ("（代报）" if plan.unit_id != self._office.unit.id else "")
            for plan in self.plans
        ]
        more = f"等{len(names)}个" if len(names) > _MOST_NAMED else ""
        return "、".join(names[:_MOST_NAMED]) + more

    def _on_refused(self, sentence: str) -> None:
        self._bar.hide()
        say(self._error, sentence)

    def _on_confirmed(self) -> None:
        try:
            changes = write_planned(self._office, self.plans)
        except ZjmzError as error:
            say(self._error, error.message)
            return
        self._desk.changed.emit(changes)
        self._desk.told.emit(f"已导入：{tally_words(self._lines())}。", True)
        self.accept()


def ask_files(parent: QWidget) -> tuple[Path, ...]:
    """Ask which filled templates."""
    names, _ = QFileDialog.getOpenFileNames(
        parent, "选填好的模板（可以选多个）", "", "工作簿 (*.xlsx *.xls *.xlsm *.et)"
    )
    return tuple(map(Path, names))


def _plan(office: Office, task: Task, *, paths: tuple[Path, ...]) -> tuple[TemplatePlan, ...]:
    return plan_templates(office, paths, tell=task.tell, cancelled=task.is_cancelled)
