"""The parts of 上报: what stops it, reasons to be written, what is sent."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.problems import Problem
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Card, Notice
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.service.form_beside import common_phrases
from zjmz_desktop.service.submitting import Change

_ROW_PX, _MOST_ROWS = 28, 6
_CHANGE_HEADS = ("指标", "栏", "上次上报", "现在")


class GoBox(Notice):
    """What stops a submission, with a way to where it is mended.

    Signals:
        go_asked: 去改.
    """

    go_asked = Signal()

    def __init__(self, title: str, text: str, *, go: str) -> None:
        super().__init__("bad", title, text=text)
        self.way: QWidget | None = None
        if go:
            self.way = _way(self, go, about=title)
            self.body.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)


def _way(box: "GoBox | ReasonBox", words: str, *, about: str) -> QWidget:
    """The link of a box to where its figure is mended."""
    press = button(words, "link")
    press.setAccessibleName(f"{words}：{about}")
    press.clicked.connect(box.go_asked)
    return press


class ReasonEdit(QLineEdit):
    """审核说明; Alt+↓ offers common phrases, Enter goes on.

    Signals:
        entered: Enter.
    """

    entered = Signal()

    def __init__(self, about: str) -> None:
        super().__init__()
        self.setAccessibleName(f"审核说明：{about}")
        self.setPlaceholderText("请写明原因；Alt+↓ 选常用说明")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↓ and Enter."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_menu()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def open_menu(self) -> None:
        """Common phrases under the field."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for phrase in common_phrases():
            menu.addAction(QAction(phrase, menu))
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_chosen(self, action: QAction) -> None:
        self.setText(action.text())
        self.setFocus()


class ReasonBox(Notice):
    """A warning of a figure with the field for its reason.

    Attributes:
        key: indicator and check, as submitting wants it.
        edit: the field.

    Signals:
        go_asked: 去改: the figure is wrong after all.
    """

    go_asked = Signal()

    def __init__(self, problem: Problem) -> None:
        super().__init__("warn", problem.message, text=problem.remedy)
        self.key = f"{problem.indicator}/{problem.code}"
        self.edit = ReasonEdit(problem.message)
        self.body.addWidget(self.edit)
        self.body.addWidget(
            _way(self, "去改", about=problem.message), 0, Qt.AlignmentFlag.AlignLeft
        )

    @property
    def said(self) -> str:
        """The reason, or ""."""
        return self.edit.text().strip()


class ListCard(Card):
    """A heading and a paragraph of names."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__(title)
        self.body.addWidget(label(text, "soft", wrap=True))


class ChangeCard(Card):
    """What is not as it was last submitted."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__(f"与上次上报相比改动{len(changes)}处")
        table = QTableWidget(len(changes), len(_CHANGE_HEADS))
        table.setAccessibleName("改动")
        table.setHorizontalHeaderLabels(list(_CHANGE_HEADS))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        for row, one in enumerate(changes):
            for column, text in enumerate((one.name, one.part, one.before, one.after)):
                table.setItem(row, column, QTableWidgetItem(text))
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        shown = min(len(changes), _MOST_ROWS)
        table.setFixedHeight(head.sizeHint().height() + shown * _ROW_PX + 6)
        self.body.addWidget(table)


class Parts(QWidget):
    """The parts in a column.

    Attributes:
        reasons: the fields to be filled before it can be submitted.
    """

    def __init__(self) -> None:
        super().__init__()
        self.reasons: list[ReasonBox] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(8)
        self.ways: list[QWidget] = []

    def add_head(self, text: str) -> None:
        """A heading over the parts that follow."""
        self._column.addWidget(label(text, "head"))

    def add(self, part: QWidget) -> None:
        """One more part."""
        self._column.addWidget(part)
        if isinstance(part, ReasonBox):
            self.reasons.append(part)
            self.ways.append(part.edit)
        elif isinstance(part, GoBox) and part.way is not None:
            self.ways.append(part.way)

    def end(self) -> None:
        """Nothing more comes."""
        self._column.addStretch(1)
