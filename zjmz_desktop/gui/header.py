"""The top of the window: who, which month, how far, and the ways to the other pages."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.icons import icon_pixmap
from zjmz_desktop.gui.period_chooser import PeriodChooser
from zjmz_desktop.gui.user_button import UserButton
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.count_button import CountButton
from zjmz_desktop.gui.widgets.labels import ElidedLabel, badge, label, spacer
from zjmz_desktop.gui.widgets.progress import ShareBar
from zjmz_desktop.service.views import MonthList

PROGRAM = "民政要点台账"
HEIGHT_PX = 62


class OfficeName(QWidget):
    """Logo, program, and the unit shown; a menu where several are in sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(11)
        sign = QLabel()
        sign.setPixmap(_logo())
        row.addWidget(sign)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addStretch(1)
        names.addWidget(label(PROGRAM, "program"))
        self._unit = button("", "link", tip="换一个单位看")
        self._name = ElidedLabel("", "soft")
        self._unit.setFixedHeight(24)
        names.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignLeft)
        names.addWidget(self._name)
        names.addStretch(1)
        row.addLayout(names, 1)
        self.setFixedWidth(222)
        self._unit.clicked.connect(self._on_clicked)
        desk.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the unit that lies open."""
        office = self._desk.actions.office()
        units = self._desk.actions.units_in_sight()
        own = self._desk.place.unit_id == office.unit_id
        name = office.office_name if own else dict(units).get(self._desk.place.unit_id, "")
        several = len(units) > 1
        self._unit.setVisible(several)
        self._name.setVisible(not several)
        cut = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 140)
        self._unit.setText(f"{cut} ▾")
        self._unit.setAccessibleName(f"单位：{name}")
        self._name.set_text(name)

    def _on_clicked(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for unit_id, name in self._desk.actions.units_in_sight():
            action = QAction(name, menu)
            action.setData(unit_id)
            action.setCheckable(True)
            action.setChecked(unit_id == self._desk.place.unit_id)
            menu.addAction(action)
        menu.triggered.connect(self._on_unit_chosen)
        menu.popup(self._unit.mapToGlobal(QPoint(0, self._unit.height())))

    def _on_unit_chosen(self, action: QAction) -> None:
        self._desk.open_unit(str(action.data()))


class MonthProgress(QWidget):
    """本月已填 n／m 项 · 错误 · 截止, with a bar."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(7)
        self._said: tuple[str, ...] = ("",)
        self._words = ElidedLabel("", "")
        self._bar = ShareBar()
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        column.addStretch(1)
        self.setMaximumWidth(300)
        self.setMinimumWidth(150)

    def show_month(self, month: MonthList) -> None:
        """Show how far the month is."""
        self._said = progress_words(month)
        self._bar.set_share(month.filled, month.due)
        self._fit()

    def await_month(self) -> None:
        """Another month is being read: nothing of the one before is said any more."""
        self._said = ("正在读取……",)
        self._bar.set_share(0, 0)
        self._fit()

    @property
    def said(self) -> str:
        """The longest that is said, where there is room."""
        return self._said[0]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say it shorter where there is less room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self._words.fontMetrics()
        fitting = (s for s in self._said if metrics.horizontalAdvance(s) <= self.width())
        self._words.set_text(next(fitting, self._said[-1]))


def progress_words(month: MonthList) -> tuple[str, ...]:
    """How far the month is, from long to short."""
    filled, wrong, until = f"{month.filled}／{month.due}", "无错误", ""
    if month.errors:
        wrong = f"{month.errors}项错误"
    if month.standing:
        until, wrong = month.standing, ""
    elif month.submit_by is not None:
        until = f"{month.submit_by.month}月{month.submit_by.day}日"
    stop, end = ("", "") if month.standing else ("截止", "止")
    long = (f"本月已填 {filled} 项", wrong, until and f"{until}{stop}")
    short = (f"已填{filled}", wrong if month.errors else "", until and f"{until}{end}")
    least = (filled, f"{month.errors}错" if month.errors else "", until and f"{until}{end}")
    return tuple(" · ".join(filter(None, words)) for words in (long, short, least))


class Header(QFrame):
    """The header bar.

    Signals:
        form_opened, register_opened, matrix_opened, annual_opened, user_opened, side_toggled: its buttons.
        tables_opened, reporting_opened: 表格, 报送, with the button that the menu hangs under.
    """

    form_opened = Signal()
    register_opened = Signal()
    matrix_opened = Signal()
    annual_opened = Signal()
    tables_opened = Signal(QWidget)
    reporting_opened = Signal(QWidget)
    user_opened = Signal()
    side_toggled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("header")
        self.setFixedHeight(HEIGHT_PX)
        self._desk = desk
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 12, 0)
        self._row.setSpacing(8)
        self.progress = MonthProgress()
        self.reporting = CountButton("报送", "send", tip="上报、审核、退改和报送情况（Alt+R）")
        tip = "Excel、WPS表格的导入和导出，打印"
        self.tables = button("表格", "flat", icon_name="table", tip=tip)
        self.user = UserButton(desk)
        self.user.asked.connect(self.user_opened)
        self._buttons: list[QPushButton] = []
        self._wide_only: list[QWidget] = []
        for part in (OfficeName(desk), PeriodChooser(desk)):
            self._row.addWidget(part)
        self._row.addSpacing(12)
        self._row.addWidget(self.progress, 12)
        self._row.addWidget(spacer(), 1)
        self._add_sample_mark()
        self._add_buttons()
        self._add_user()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone when the window is small."""
        for one in self._buttons:
            one.setText("" if narrow else one.accessibleName())
        for part in self._wide_only:
            part.setVisible(not narrow)
        self.user.set_narrow(narrow)

    def _add_sample_mark(self) -> None:
        if self._desk.actions.office().sample:
            mark = badge("示例数据", sample="true")
            mark.setToolTip("这里的数都是编的，只供练习；做出的数据文件正式单位不收。")
            self._row.addWidget(mark)
            self._wide_only.append(mark)

    def _add_buttons(self) -> None:
        for words, name, signal, key in (
            ("填报", "note", self.form_opened, "Alt+1"),
            ("底册", "register", self.register_opened, "Alt+2"),
            ("汇总", "matrix", self.matrix_opened, "Alt+3"),
            ("年度总结", "annual", self.annual_opened, "Alt+4"),
        ):
            one = button(words, "flat", icon_name=name, tip=f"{words}（{key}）")
            one.clicked.connect(signal)
            self._buttons.append(one)
            self._row.addWidget(one)
        self.tables.clicked.connect(self._on_tables_clicked)
        self.reporting.clicked.connect(self.ask_reporting)
        for menu in (self.tables, self.reporting):
            self._buttons.append(menu)
            self._row.addWidget(menu)

    def _on_tables_clicked(self) -> None:
        self.tables_opened.emit(self.sender())

    def ask_reporting(self) -> None:
        """Open the menu 报送; the cursor leaves its field first, which saves what is typed there."""
        self.reporting.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reporting_opened.emit(self.reporting)

    def _add_user(self) -> None:
        self._row.addSpacing(6)
        self._row.addWidget(self.user)
        side = button("", "flat", icon_name="panel", tip="显示或收起右边栏（F9）")
        side.clicked.connect(self.side_toggled)
        self._row.addWidget(side)


def _logo() -> QPixmap:
    return icon_pixmap("logo", "", size=32)
