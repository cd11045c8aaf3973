"""Above and below the register's table: what it is, what is shown, what can be done, totals."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.icons import icon, icon_pixmap
from zjmz_desktop.gui.navigation import SearchEdit
from zjmz_desktop.gui.pages.register_rows import Finding, Totals
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, pill, say, spacer

ONLY = (("all", "全部"), ("awaiting", "待认定"), ("problems", "有问题"), ("uncounted", "未计入"))
_PAUSE_MS = 120
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class UnitBox(QComboBox):
    """Whose rows or figures: the unit that lies open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setAccessibleName("单位")
        self.setMinimumWidth(150)
        for unit_id, name in desk.actions.units_in_sight():
            self.addItem(name, unit_id)
        if self.count() < 2:
            self.setVisible(False)
        self.refresh()
        self.activated.connect(self._on_activated)
        desk.moved.connect(self.refresh)

    def refresh(self) -> None:
        """Show the unit that lies open."""
        self.setCurrentIndex(self.findData(self._desk.place.unit_id))

    def _on_activated(self) -> None:
        self._desk.open_unit(str(self.currentData()))


class RegisterHead(QWidget):
    """Name of the register, unit, find box, filters.

    Signals:
        wanted: a `Finding`.
        confirmed: Enter or ↓ in the find box: on to the table.
    """

    wanted = Signal(object)
    confirmed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._title = label("", "title")
        self._rule = pill("", "plain")
        self.search = SearchEdit()
        self._ended = QCheckBox("显示已销号")
        self._only = QTabBar()
        self.buttons = QHBoxLayout()
        self._first = QHBoxLayout()
        self._second = QBoxLayout(_BESIDE)
        self._set_up()
        self._lay_out(desk)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._on_wanted)
        self.search.textChanged.connect(self._on_find_changed)
        for way in (self.search.confirmed, self.search.went_down):
            way.connect(self.confirmed)
        self._ended.toggled.connect(self._on_wanted)
        self._only.currentChanged.connect(self._on_wanted)

    def show_register(self, title: str, rule: str) -> None:
        """Name the register and who confirms its rows."""
        self._title.setText(title)
        say(self._rule, rule)

    def offer_filters(self, *, confirmed: bool, counted: bool, ends: bool) -> None:
        """Leave out filters that this register has no use for."""
        self._only.setTabVisible(1, confirmed)
        self._only.setTabVisible(3, counted)
        self._ended.setVisible(ends)

    def add_corner(self, part: QWidget) -> None:
        """Put something at the right end of the first line."""
        self._first.addWidget(part)

    def show_totals(self, totals: Totals | None) -> None:
        """Numbers beside the filters; none while rows are still to be read."""
        if totals is None:
            for at, (_, words) in enumerate(ONLY):
                self._only.setTabText(at, words)
            return
        numbers = (totals.rows, totals.awaiting, totals.problems, totals.uncounted)
        for at, number in enumerate(numbers):
            self._only.setTabText(at, f"{ONLY[at][1]} {number}")
        self._ended.setText(f"显示已销号 {totals.ended}" if totals.ended else "显示已销号")
        self._ended.setEnabled(bool(totals.ended) or self._ended.isChecked())

    def show_all(self) -> None:
        """Take filters off."""
        self.search.clear()
        self._only.setCurrentIndex(0)

    def show_ended(self, wanted: bool) -> None:
        """Show rows that are ended, or put them away."""
        self._ended.setChecked(wanted)

    def finding(self) -> Finding:
        """What is wanted."""
        only = ONLY[max(self._only.currentIndex(), 0)][0]
        return Finding(self.search.text().strip(), only, self._ended.isChecked())

    def _set_up(self) -> None:
        self.search.setPlaceholderText("在本册里找")
        self.search.setAccessibleName("在本册里找")
        self.search.setToolTip("Ctrl+F；可用名称的拼音首字母，Enter 到表格，Esc 清空")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(190)
        glass = QAction(icon("search"), "", self.search)
        self.search.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self._only.setAccessibleName("筛选")
        self._only.setDrawBase(False)
        self._only.setExpanding(False)
        self._only.setUsesScrollButtons(False)
        self._only.setProperty("size", "small")
        for _, words in ONLY:
            self._only.addTab(words)

    def _lay_out(self, desk: Desk) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        first, filters, right = self._first, QHBoxLayout(), QHBoxLayout()
        first.setSpacing(10)
        named: tuple[QWidget, ...] = (self._title, self._rule)
        for part in named:
            first.addWidget(part)
        first.addWidget(spacer(), 1)
        for part in (UnitBox(desk), self.search):
            first.addWidget(part)
        for line in (filters, self.buttons, self._second):
            line.setSpacing(8)
        filters.addWidget(self._only)
        filters.addWidget(self._ended)
        filters.addStretch(1)
        right.addStretch(1)
        right.addLayout(self.buttons)
        self._second.addLayout(filters)
        self._second.addLayout(right, 1)
        column.addLayout(first)
        column.addLayout(self._second)

    def event(self, event: QEvent) -> bool:
        """Filters and buttons stand in one line where there is room, else in two."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            parts = [self._second.itemAt(at).sizeHint().width() for at in range(2)]
            fits = sum(parts) + self._second.spacing() <= self.width()
            self._second.setDirection(_BESIDE if fits else _BELOW)
        return super().event(event)

    def _on_find_changed(self) -> None:
        self._later.start(_PAUSE_MS)

    def _on_wanted(self) -> None:
        self._later.stop()
        self.wanted.emit(self.finding())


class RegisterDeedsBar(QWidget):
    """What can be done with rows; only what this office may do is in sight.

    Signals:
        added, state_asked, confirm_asked, confirm_all_asked, refuse_asked: its buttons.
    """

    added = Signal()
    state_asked = Signal()
    confirm_asked = Signal()
    confirm_all_asked = Signal()
    refuse_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._refuse = button("不予认定…", "flat", tip="所选的行不予认定，要写明理由")
        self._confirm = button("认定所选", icon_name="check", tip="认定所选的行（Ctrl+R）")
        self._all = button("认定全部待认定", tip="认定列出的、没有错误的待认定行")
        self._state = button("状态变更…", tip="状态变更、销号、并入（Ctrl+E）")
        self._add = button("新增一行", "primary", tip="新增一行（Insert 或 Ctrl+N）")
        pairs = (
            (self._refuse, self.refuse_asked),
            (self._confirm, self.confirm_asked),
            (self._all, self.confirm_all_asked),
            (self._state, self.state_asked),
            (self._add, self.added),
        )
        for press, signal in pairs:
            press.clicked.connect(signal)
            row.addWidget(press)

    def allow(self, *, edit: bool, confirm: bool, states: bool) -> None:
        """Show what this office may do here."""
        self._add.setVisible(edit)
        self._state.setVisible(edit and states)
        for press in (self._refuse, self._confirm, self._all):
            press.setVisible(confirm)

    def focus_add(self) -> None:
        """Nothing to move in: stand on 新增一行."""
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_numbers(self, chosen: int, clean: int) -> None:
        """How many rows the buttons would take."""
        self._confirm.setText(f"认定所选 {chosen}" if chosen else "认定所选")
        self._confirm.setEnabled(chosen > 0)
        self._refuse.setEnabled(chosen > 0)
        self._all.setText(f"认定全部待认定 {clean}" if clean else "认定全部待认定")
        self._all.setEnabled(clean > 0)


class RegisterFoot(QFrame):
    """What is wrong with the current cell, and the totals."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._sign = label()
        self._words = ElidedLabel("", "soft")
        self._keys = label("F8 下一处问题　Ctrl+F 查找　Ctrl+C、Ctrl+V 复制、粘贴", "small")
        self._sums = ElidedLabel("", "strong")
        strip, sums = QHBoxLayout(), QHBoxLayout()
        strip.setSpacing(6)
        strip.addWidget(self._sign)
        strip.addWidget(self._words, 1)
        sums.addWidget(self._sums, 1)
        sums.addWidget(self._keys)
        column.addLayout(strip)
        column.addLayout(sums)

    def say(self, words: str, mood: str = "") -> None:
        """A sentence about the current cell."""
        name, color = {
            "bad": ("error", TOKENS.bad),
            "warn": ("warning", TOKENS.warn),
        }.get(mood, ("info", TOKENS.ink_faint))
        self._sign.setPixmap(icon_pixmap(name, color, size=16))
        self._sign.setVisible(bool(words))
        self._words.set_text(words)

    def text(self) -> str:
        """The sentence shown."""
        return self._words.full_text()

    def sums(self) -> str:
        """The totals shown."""
        return self._sums.full_text()

    def show_totals(self, totals: Totals | None, *, measure: str) -> None:
        """合计 in words; None while rows are still to be read."""
        if totals is None:
            self._sums.set_text("正在读取其余各行，读完才能填写和合计……")
            self.say("")
            return
        parts = [f"共{totals.rows}{measure}"]
        parts += [f"{name}：计入{count}" for name, count in totals.counted[:3]]
        if len(totals.counted) > 3:
            parts.append(f"另供{len(totals.counted) - 3}项指标取数")
        parts.append(f"待认定{totals.awaiting}") if totals.awaiting else None
        parts.append(f"有问题{totals.problems}") if totals.problems else None
        parts.append(f"已销号{totals.ended}") if totals.ended else None
        self._sums.set_text("，".join(parts))
