"""Lists of 临时要数: what is ticked, the columns chosen, the saved forms."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from zjmz_desktop.domain.urgent import WantedColumn
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.service.listing import initials

CODE = int(Qt.ItemDataRole.UserRole)
NO_FORM = "不用表样"
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
_RENAMED = Qt.ItemFlag.ItemIsEditable


class TickList(QListWidget):
    """Lines to tick.

    Signals:
        ticked: a code, and whether it is ticked now.
    """

    ticked = Signal(str, bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("boxed", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._on_changed)

    def fill(self, lines: list[tuple[str, str, str]], *, ticked: bool) -> None:
        """Show other lines: (code, words, tip)."""
        self.blockSignals(True)
        self.clear()
        for code, words, tip in lines:
            item = QListWidgetItem(words)
            item.setData(CODE, code)
            item.setToolTip(tip)
            item.setCheckState(_CHECKED if ticked else _UNCHECKED)
            self.addItem(item)
        self.blockSignals(False)

    def codes(self) -> tuple[str, ...]:
        """Codes that are ticked, in order."""
        items = (self.item(at) for at in range(self.count()))
        return tuple(str(i.data(CODE)) for i in items if i.checkState() is _CHECKED)

    def every(self) -> tuple[str, ...]:
        """All codes."""
        return tuple(str(self.item(at).data(CODE)) for at in range(self.count()))

    def tick(self, codes: tuple[str, ...]) -> None:
        """Tick these and no others, without saying so."""
        self.blockSignals(True)
        for at in range(self.count()):
            item = self.item(at)
            item.setCheckState(_CHECKED if item.data(CODE) in codes else _UNCHECKED)
        self.blockSignals(False)

    def show_matching(self, words: str) -> None:
        """Hide what does not match words or pinyin initials."""
        query = words.strip().lower()
        for at in range(self.count()):
            item = self.item(at)
            text = f"{item.data(CODE)}{item.text()}".lower()
            item.setHidden(bool(query) and query not in text and query not in initials(item.text()))

    def toggle_first(self) -> None:
        """Tick or untick the first line in sight."""
        item = self._first()
        if item is not None:
            ticked = item.checkState() is _CHECKED
            item.setCheckState(_UNCHECKED if ticked else _CHECKED)

    def go_to_first(self) -> None:
        """Stand on the first line in sight."""
        item = self._first()
        if item is not None:
            self.setCurrentItem(item)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first(self) -> QListWidgetItem | None:
        items = (self.item(at) for at in range(self.count()))
        return next((item for item in items if not item.isHidden()), None)

    def _on_changed(self, item: QListWidgetItem) -> None:
        self.ticked.emit(str(item.data(CODE)), item.checkState() is _CHECKED)


class ColumnList(QListWidget):
    """The chosen indicators as the table's columns: dragged into order, renamed by double click.

    Signals:
        arranged: order or a title changed.
    """

    arranged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("列的顺序和名称")
        self.setProperty("boxed", "true")
        self.setToolTip("拖动换次序，双击改成对方表样里的名称")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.model().rowsMoved.connect(self.arranged)
        self.itemChanged.connect(self.arranged)

    def columns(self) -> tuple[WantedColumn, ...]:
        """What they are, in order; a title that is the indicator's own is left empty."""
        items = (self.item(at) for at in range(self.count()))
        return tuple(
            WantedColumn(str(i.data(CODE)), "" if i.text() == i.toolTip() else i.text().strip())
            for i in items
        )

    def put(self, code: str, name: str, *, title: str = "") -> None:
        """Add a column at the end."""
        self.blockSignals(True)
        item = QListWidgetItem(title or name)
        item.setData(CODE, code)
        item.setToolTip(name)
        item.setFlags(item.flags() | _RENAMED)
        self.addItem(item)
        self.blockSignals(False)

    def remove(self, code: str) -> None:
        """Take a column away."""
        at = next((n for n in range(self.count()) if self.item(n).data(CODE) == code), -1)
        if at >= 0:
            self.takeItem(at)


class FormBar(QWidget):
    """The saved table forms of other receivers.

    Signals:
        chosen: a form's name, "" for none.
        save_asked, drop_asked: its buttons.
    """

    chosen = Signal(str)
    save_asked = Signal()
    drop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.names = QComboBox()
        self.names.setAccessibleName("表样")
        self.save = button("存为…", "flat", tip="把选的指标、名称、单位存成表样，下次直接用")
        self.drop = button("删除", "flat", tip="删除这个表样")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.names, 1)
        row.addWidget(self.save)
        row.addWidget(self.drop)
        self.names.activated.connect(self._on_activated)
        self.save.clicked.connect(self.save_asked)
        self.drop.clicked.connect(self.drop_asked)
        self.show_forms(())

    def show_forms(self, names: tuple[str, ...], *, current: str = "") -> None:
        """Offer these, one of them chosen."""
        self.names.clear()
        self.names.addItem(NO_FORM, "")
        for name in names:
            self.names.addItem(name, name)
        self.names.setCurrentIndex(max(self.names.findData(current), 0))
        self.drop.setEnabled(bool(self.current))

    @property
    def current(self) -> str:
        """The form chosen, or ""."""
        return str(self.names.currentData() or "")

    def _on_activated(self) -> None:
        self.drop.setEnabled(bool(self.current))
        self.chosen.emit(self.current)
