"""年度总结: what it will hold through a month, and writing it as PDF."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from zjmz_desktop.domain.file_names import plain_name
from zjmz_desktop.domain.moments import Moment, data_words
from zjmz_desktop.domain.paper_kinds import PaperKind, PaperStage
from zjmz_desktop.gui.comparing import Comparing
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.file_questions import ask_where_to_save
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.pages.paper_choice import PaperChoice
from zjmz_desktop.gui.pages.report_parts import FactsView
from zjmz_desktop.gui.pages.summary_writing import SummaryWriting
from zjmz_desktop.gui.previewing import PaperToShow, Previewing
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.column_page import ColumnPage
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.as_of import as_of, month_told
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.drawn_papers import DrawnPaper
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import PaperAsked, SummaryFacts, draw_report, summary_facts

if TYPE_CHECKING:
    from zjmz_desktop.gui.dialogs.past_dialog import PastDialog


class ReportPage(ColumnPage):
    """The page.

    Attributes:
        office: whose papers they are.
        folder: where the file dialog begins.
        title: the paper that is chosen, over the page.
        refused: why there is no summary of the unit that lies open, or "".

    Signals:
        text_asked: 改文字 was pressed.
        prints_asked: 其他打印 was pressed.
    """

    text_asked = Signal()
    prints_asked = Signal()

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__()
        self._desk, self.office = desk, office
        self.folder = Path(
            QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        )
        self.through = QComboBox()
        self.write_button = button("生成PDF…", "primary", icon_name="annual")
        self.choice = PaperChoice(desk, office)
        self.previewing = Previewing(office, partial(_to_show, self), parent=self)
        self.past_button = button(
            "按以前的数据…", tip="按某一天、某次上报或打印过的报告当时的数据出"
        )
        self.verify_button = button("核验…", icon_name="check", tip="核对一份报告与台账是否一致")
        self.comparing = Comparing(desk, office, parent=self)
        self.text_button = button(
            "改文字(&E)…", icon_name="note", tip="逐句改总结的文字，数字不能改"
        )
        self.prints_button = button(
            "其他打印…",
            icon_name="print",
            tip="指标表、单位情况表、填报空表、数据核对单、报送情况表（Ctrl+P）",
        )
        self.facts = FactsView()
        self.writing = SummaryWriting(office)
        self._refusal = Notice("info", "")
        self.refused = ""
        self.title = label("", "title")
        self._reader = Beside(office, self)
        self._lay_out()
        self._wire()

    def open_subject(self, subject: str) -> None:
        """Read what the summary would say now."""
        self._read()
        first = self.write_button if self.write_button.isEnabled() else self.through
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop(self) -> None:
        """End what runs beside the window."""
        self.writing.stop()
        self.previewing.stop()
        self._reader.drop()
        self._reader.wait()

    @property
    def place(self) -> UnitPeriod:
        """Whose summary, through which month."""
        return UnitPeriod(self._desk.place.unit_id, self._desk.place.period)

    def ask_target(self) -> Path | None:
        """Ask where the file goes."""
        proposed = self.folder / default_name(self.office, self.choice.asked)
        title, kind = f"{self.choice.kind.words}存到哪里", "PDF 文件 (*.pdf)"
        return ask_where_to_save(self, title, proposed=proposed, kinds=kind)

    def _lay_out(self) -> None:
        self.column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.through.setAccessibleName("截至")
        self.through.setMinimumWidth(132)
        for period in self._desk.actions.office().periods:
            self.through.addItem(f"{period.title}底")
        through = label("截至(&J)", "soft")
        through.setBuddy(self.through)
        head.addWidget(self.title)
        head.addWidget(spacer(), 1)
        head.addWidget(through)
        head.addWidget(self.through)
        head.addWidget(self.prints_button)
        head.addWidget(self.previewing.button)
        head.addWidget(self.write_button)
        self.column.addLayout(head)
        self.column.addWidget(self.choice)
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.choice.hint, 1)
        for press in (
            self.text_button,
            self.past_button,
            self.comparing.button,
            self.verify_button,
        ):
            beside.addWidget(press)
        self.column.addLayout(beside)
        for below in (self.writing, self._refusal, self.facts):
            self.column.addWidget(below)
        self._refusal.setVisible(False)
        self.column.addStretch(1)

    def _wire(self) -> None:
        self.through.activated.connect(self._on_month_chosen)
        self.choice.chosen.connect(partial(_show_title, self))
        self.write_button.clicked.connect(self._on_write_asked)
        self.verify_button.clicked.connect(partial(_open_verifying, self))
        self.past_button.clicked.connect(partial(_ask_past, self))
        self.text_button.clicked.connect(self.text_asked)
        self.prints_button.clicked.connect(self.prints_asked)
        self.writing.begun.connect(self._on_writing_changed)
        self.writing.over.connect(self._on_writing_changed)
        self.writing.allowed.connect(self._ask_and_write)
        self._reader.read.connect(self._on_facts)
        self._reader.failed.connect(self._on_no_facts)
        self._desk.moved.connect(self._on_moved)

    def _read(self) -> None:
        place = self._desk.place
        periods = self._desk.actions.office().periods
        _show_title(self)
        self.through.setCurrentIndex(periods.index(place.period))
        self.choice.set_own(place.unit_id == self.office.unit.id)
        if not self.refused and self.facts.is_empty:
            self._refusal.set_text("正在看总结会写些什么……")
            self._refusal.setVisible(True)
        self._reader.start(partial(_facts, at=self.place))

    def _on_facts(self, facts: SummaryFacts) -> None:
        self.refused = ""
        _allow_reading(self, True)
        self._refusal.setVisible(False)
        self.facts.show_facts(facts)
        self._on_writing_changed()

    def _on_no_facts(self, sentence: str) -> None:
        self.facts.clear()
        self.refused = sentence
        self._refusal.set_text(sentence)
        self._refusal.setVisible(True)
        if self.write_button.hasFocus():  # disabled, it would let the focus leave the page
            self.through.setFocus(Qt.FocusReason.OtherFocusReason)
        self.write_button.setEnabled(False)
        _allow_reading(self, False)

    def _on_month_chosen(self, at: int) -> None:
        self._desk.open_period(self._desk.actions.office().periods[at])

    def _on_moved(self) -> None:
        if self.isVisible():
            self.writing.clear()
            self._read()

    def _on_write_asked(self) -> None:
        if self.choice.stage is PaperStage.FINAL:
            self.writing.check(self.choice.asked)  # asks where to only for what may be written
        else:
            self._ask_and_write()

    def _ask_and_write(self) -> None:
        target = self.ask_target()
        if target is not None:
            self.folder = target.parent
            self.writing.write(self.choice.asked, target)

    def _on_writing_changed(self) -> None:
        self.write_button.setEnabled(not self.writing.is_busy)


# over the page, where the buttons leave less room than a file's name has
_TITLES = {
    PaperKind.SUMMARY: "年工作总结",
    PaperKind.OFFICIAL: "年任务完成情况报告",
    PaperKind.BRIEF: "年领导一页纸",
}
_NAMES = {
    PaperKind.SUMMARY: "年工作总结",
    PaperKind.OFFICIAL: "年民政重点工作任务完成情况的报告",
    PaperKind.BRIEF: "年民政重点工作一页纸",
}


def default_name(office: Office, asked: PaperAsked, *, data_of: str = "") -> str:
    """丹徒区民政局2018年工作总结_截至11月底_送审稿.pdf; of the past with 按2018年7月5日的数据 behind the month."""
    at = asked.at
    name = office.units.get(at.unit_id).office
    mark = "（示例数据）" if office.sample else ""
    month = "_".join(filter(None, (f"截至{at.period.last_month}月底", data_of)))
    told = f"{name}{at.period.year}{_NAMES[asked.kind]}_{month}_{asked.stage.words}{mark}.pdf"
    return plain_name(told)


def _show_title(page: ReportPage) -> None:
    """丹徒区民政局2018年工作总结: whose paper, and which."""
    at = page.place
    office = page.office.units.get(at.unit_id).office
    page.title.setText(f"{office}{at.period.year}{_TITLES[page.choice.kind]}")


def _open_verifying(page: ReportPage) -> None:
    from zjmz_desktop.gui.verifying.verify_dialog import VerifyDialog

    VerifyDialog(page.office, page).open()


def _facts(office: Office, task: Task, *, at: UnitPeriod) -> SummaryFacts:
    return summary_facts(office, at)


def _allow_reading(page: ReportPage, there_is: bool) -> None:
    """What is offered only where there is a summary of the unit."""
    for press in (page.text_button, page.previewing.button, page.past_button):
        press.setEnabled(there_is)


def _ask_past(page: ReportPage) -> None:
    from zjmz_desktop.gui.dialogs.past_dialog import PastDialog

    words = page.choice.kind.words
    dialog = PastDialog(page.office, page.place.unit_id, paper=words, parent=page)
    dialog.accepted.connect(partial(_show_past, page, dialog))
    dialog.open()


def _show_past(page: ReportPage, dialog: "PastDialog") -> None:
    page.previewing.open(_to_show(page, dialog.then))


def _to_show(page: ReportPage, then: Moment | None = None) -> PaperToShow:
    """The paper that is chosen on the page, to be previewed; of the past through the month of its moment."""
    asked, told = page.choice.asked, ""
    if then is not None:
        through = month_told(page.office, then)
        asked = replace(asked, at=UnitPeriod(asked.at.unit_id, through))
        told = data_words(then.at)
    draw = partial(_draw, asked=asked, then=then)
    title = f"{asked.kind.words}{told and f'（{told}）'}：预览"
    return PaperToShow(
        asked.kind.value, title, default_name(page.office, asked, data_of=told), draw
    )


def _draw(office: Office, task: Task, *, asked: PaperAsked, then: Moment | None) -> DrawnPaper:
    with as_of(office, then) as told:
        return draw_report(told, asked, on_progress=task.tell, cancelled=task.is_cancelled)
