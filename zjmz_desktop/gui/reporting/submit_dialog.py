"""上报本月: what is sent and what stops it, then the act, then what comes next."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.reporting.stage_marks import OF_STAGE
from zjmz_desktop.gui.reporting.submit_done import SubmitDone
from zjmz_desktop.gui.reporting.submit_parts import (
    ChangeCard,
    GoBox,
    ListCard,
    Parts,
    ReasonBox,
)
from zjmz_desktop.gui.waiting import busy_pointer
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import label, say, spacer
from zjmz_desktop.gui.widgets.stage_pill import StagePill
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.locking import has_accepted
from zjmz_desktop.service.reporting_status import still_open
from zjmz_desktop.service.submitting import Preview, preview, submit

_WIDE, _HIGH = 860, 600
_MOST_NAMED = 30


class SubmitDialog(QDialog):
    """Previewed; F8 goes to what stops it, Ctrl+Enter submits.

    Signals:
        returns_asked: 去答复: the list of what was returned.
        pack_asked: 导出上报数据文件.
    """

    returns_asked = Signal()
    pack_asked = Signal()

    def __init__(
        self, desk: Desk, office: Office, *, period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._office, self._period = desk, office, period
        self.preview = preview(office, period)
        self.setWindowTitle(f"上报{self.preview.period.title}")
        self.resize(_WIDE, _HIGH)
        self.parts, self.done_page = Parts(), SubmitDone()
        self._error = label("", "bad", wrap=True)
        self.yes, self.no = button("上报  Ctrl+Enter", "primary"), button("取消")
        self._fill()
        self._lay_out()
        self._wire()
        self._settle()
        (self.parts.ways[0] if self.parts.ways else self.yes).setFocus()

    def error(self) -> str:
        """Why it can't be submitted yet, or ""."""
        return self._error.text()

    def submit(self) -> None:
        """上报; what stops it is said, and nothing is written then."""
        if not self.yes.isEnabled():
            return
        reasons = {box.key: box.said for box in self.parts.reasons}
        try:
            with busy_pointer():
                changes = submit(self._office, self._period, reasons=reasons)
        except ZjmzError as error:
            say(self._error, error.message)
            return
        self._desk.changed.emit(changes)
        self.done_page.say(self._office, self.preview)
        self._stack.setCurrentWidget(self.done_page)
        self.done_page.close_button.setFocus()

    def next_stop(self) -> None:
        """F8: the next thing that stops it."""
        ways = [way for way in self.parts.ways if not self._is_answered(way)]
        if ways:
            now = QApplication.focusWidget()
            at = (ways.index(now) + 1) % len(ways) if now in ways else 0
            ways[at].setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(ways[at])

    def _is_answered(self, way: QWidget) -> bool:
        return any(box.edit is way and box.said for box in self.parts.reasons)

    def _fill(self) -> None:
        found, parts = self.preview, self.parts
        if found.refusal:
            parts.add(Notice("lock", found.refusal))
        self._fill_stops(found)
        if found.changes:
            parts.add(ChangeCard(found.changes))
        if found.blank:
            names = "、".join(name for _, name in found.blank[:_MOST_NAMED])
            more = f"等{len(found.blank)}项" if len(found.blank) > _MOST_NAMED else ""
            parts.add(ListCard(f"未填{len(found.blank)}项（未填的照样可以上报）", names + more))
        if below := still_open(self._office, found.period):
            parts.add(ListCard("下级还没有办完的（不影响上报，汇总里会注明）", "\n".join(below)))
        if found.counts:
            told = "；".join(f"{name} {words}" for _, name, words in found.counts)
            parts.add(ListCard(f"由底册自动计数{len(found.counts)}项", told))
        if found.warnings:
            told = "\n".join(
                f"·　{p.message}{f'说明：{p.reason}' if p.reason else ''}" for p in found.warnings
            )
            parts.add(ListCard(f"已说明的提示{len(found.warnings)}条", told))
        parts.end()

    def _fill_stops(self, found: Preview) -> None:
        if not (found.errors or found.unreasoned or found.unanswered or found.refusal):
            self.parts.add(Notice("good", "审核通过，可以上报"))
        if found.errors:
            self.parts.add_head(f"强制性问题{len(found.errors)}处，改好才能上报")
        for problem in found.errors:
            box = GoBox(problem.message, problem.remedy, go="去改")
            box.go_asked.connect(partial(self._go_to, problem))
            self.parts.add(box)
        if found.unanswered:
            names = "、".join(one.name for one in found.unanswered)
            text = "每一项都要写明改了什么，或者为什么不用改。"
            box = GoBox(f"退改的{len(found.unanswered)}处还没有答复：{names}", text, go="去答复")
            box.go_asked.connect(self._on_returns_asked)
            self.parts.add(box)
        if found.unreasoned:
            self.parts.add_head(f"核实性问题{len(found.unreasoned)}处，请写审核说明")
        for problem in found.unreasoned:
            asked = ReasonBox(problem)
            asked.go_asked.connect(partial(self._go_to, problem))
            self.parts.add(asked)

    def _lay_out(self) -> None:
        found = self.preview
        pill = StagePill()
        pill.say(found.stage.words, OF_STAGE[found.stage])
        head = QHBoxLayout()
        for part in (label(f"上报{found.period.title}", "title"), pill, spacer()):
            head.addWidget(part)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.parts)
        last = QHBoxLayout()
        if self.parts.ways:
            last.addWidget(label("F8 下一处问题", "small"))
        last.addWidget(spacer(), 1)
        for press in (self.no, self.yes):
            press.setMinimumSize(88, 32)
            last.addWidget(press)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(label(self._about(), "soft", wrap=True))
        column.addWidget(self._area, 1)
        column.addWidget(self._error)
        column.addLayout(last)
        self._stack = QStackedWidget()
        self._stack.addWidget(page)
        self._stack.addWidget(self.done_page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _about(self) -> str:
        """How often, how much, to whom; and what can be done about it afterwards."""
        found, unit = self.preview, self._office.unit
        above = self._office.units.parent(unit.id)
        to = f"报给{above.office}。" if above is not None else ""
        kept = has_accepted(self._office, unit.id, shown=found.period)
        again = "已有数被接收，上报后要改请用更正" if kept else "上报后锁定，接收以前可以撤回"
        filled = f"应报{found.due}项，已填{found.filled}项"
        return f"第{found.version}版，{filled}。{to}{again}。"

    def _wire(self) -> None:
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.submit)
        self.done_page.closed.connect(self.accept)
        self.done_page.pack_asked.connect(self._on_pack_asked)
        for box in self.parts.reasons:
            box.edit.textChanged.connect(self._settle)
            box.edit.entered.connect(self._on_entered)
        for keys, slot in (
            ("F8", self.next_stop),
            ("Ctrl+Return", self.submit),
            ("Ctrl+Enter", self.submit),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    def _settle(self) -> None:
        """Whether it can be submitted now, and what is missing."""
        found = self.preview
        open_ = sum(not box.said for box in self.parts.reasons)
        stops = bool(found.errors or found.unanswered or found.refusal or open_)
        self.yes.setEnabled(not stops)
        missing = f"还有{open_}处没有写审核说明。" if open_ else ""
        say(self._error, missing)

    def _on_entered(self) -> None:
        if self.yes.isEnabled():
            self.yes.setFocus()
        else:
            self.next_stop()

    def _go_to(self, problem: Problem) -> None:
        self.reject()
        self._desk.open_place(Place(self._office.unit.id, self._period))
        if problem.indicator:
            self._desk.form_wanted.emit(problem.indicator)
        else:
            self._desk.register_wanted.emit(problem.register)

    def _on_returns_asked(self) -> None:
        self.reject()
        self.returns_asked.emit()

    def _on_pack_asked(self) -> None:
        self.accept()
        self.pack_asked.emit()
