"""Right of 审核: all that is known of one figure, as far as a reviewer asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from zjmz_desktop.domain.evidence import FigureAt
from zjmz_desktop.gui.evidence.file_list import FileList
from zjmz_desktop.gui.evidence.keeper import EvidenceKeeper
from zjmz_desktop.gui.side_pages import FindingsPage
from zjmz_desktop.gui.side_panel import WIDTH_PX
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, say, spacer
from zjmz_desktop.gui.widgets.stage_pill import Mark, StagePill
from zjmz_desktop.service.review_views import ReviewCell
from zjmz_desktop.service.views import FormView


class ReviewDetail(QFrame):
    """Name, figure, what was said of it, files, checks, twelve months, changes.

    Signals:
        form_asked: 看填报表.
    """

    form_asked = Signal()

    def __init__(self, keeper: EvidenceKeeper) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setFixedWidth(WIDTH_PX)
        self._keeper = keeper
        self._name, self._pill = ElidedLabel("", "head", lines=2), StagePill()
        self._figure, self._beside = label("", "figure"), label("", "small", wrap=True)
        self._told: list[QWidget] = []
        self._notes = QVBoxLayout()
        self._findings = FindingsPage(asks_reasons=False)
        self._form = button("看填报表", "link", tip="打开这个单位的填报表")
        self._form.clicked.connect(self.form_asked)
        self._lay_out()

    def show_cell(self, cell: ReviewCell, view: FormView, *, standing: tuple[str, Mark]) -> None:
        """Show another figure."""
        self._name.set_text(cell.name)
        self._pill.say(*standing)
        self._figure.setText(f"{cell.figure or '未填'}{_measure(cell)}")
        say(self._beside, beside_words(cell))
        for part in self._told:
            self._notes.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._told = [Notice(tone, title, text=text) for tone, title, text in notices(cell)]
        if cell.evidence:
            self._told.append(self._files(view))
        for part in self._told:
            self._notes.addWidget(part)
        self._findings.show_view(view)

    def _files(self, view: FormView) -> FileList:
        at = FigureAt(view.code, view.unit_id, view.period)
        found = FileList(self._keeper, at)
        found.show_files(self._keeper.listed(at))
        return found

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("sideBody")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(14, 12, 14, 0)
        head.setSpacing(4)
        row = QHBoxLayout()
        for part in (self._figure, spacer(), self._pill):
            row.addWidget(part)
        head.addWidget(self._name)
        head.addLayout(row)
        head.addWidget(self._beside)
        self._notes.setSpacing(6)
        head.addLayout(self._notes)
        head.addWidget(self._form, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(head)
        column.addWidget(self._findings, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)


def _measure(cell: ReviewCell) -> str:
    return f" {cell.measure_unit}" if cell.measure_unit and cell.figure else ""


def beside_words(cell: ReviewCell) -> str:
    """The figures of the period before and of the year before."""
    told = (("上期", cell.last), ("上年同期", cell.last_year))
    return "　".join(f"{name}{text}" for name, text in told if text)


def notices(cell: ReviewCell) -> list[tuple[str, str, str]]:
    """(tone, title, text) of what was said of a figure, by its unit and by the reviewer."""
    found = []
    if cell.why is not None:
        more = "，".join(filter(None, (cell.why.phone, cell.why.due and f"{cell.why.due}前改报")))
        found.append(("bad", "退改", f"{cell.why.reason}{f'（{more}）' if more else ''}"))
    for tone, title, text in (
        ("info", "答复", cell.answer),
        ("warn", "最近改动", cell.act),
        ("info", f"区局采用数 {cell.adopted}", cell.adopted and cell.adopted_why),
        ("info", f"代报 {cell.proxy}", cell.proxy and cell.proxy_from),
        ("lock", "情况说明", cell.note),
    ):
        if text:
            found.append((tone, title, text))
    return found
