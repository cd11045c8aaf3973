"""存量变动 of a register: by unit what was there, came, went, and is in use at the period's end."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QWidget

from zjmz_desktop.domain.stock import Movement
from zjmz_desktop.gui.actions import Place
from zjmz_desktop.gui.copying import CopyTable, copy_chosen
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.pages.beside import Beside
from zjmz_desktop.gui.tasks import Task
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.stock_taking import Stock, StockLine, stock_of

_HOW = "年初＋新增－减少－并入＝期末，后面是期末各状态；按状态的日期算，没有登记状态的行不在其中。"
_NAME_PX, _NUMBER_PX, _ROW_PX, _HEAD_PX = 160, 58, 28, 36
_WIDE_PX, _MOST_ROWS = 1080, 15
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class StockDialog(Dialog):
    """The table of one register at the unit and month that lie open; it is read beside the window."""

    def __init__(self, office: Office, register: str, *, place: Place, parent: QWidget) -> None:
        name, unit = office.plan.register(register).name, office.units.get(place.unit_id).name
        text = f"{unit}，截至{place.period.title}末。{_HOW}"
        super().__init__(f"{name}存量变动", text, yes="知道了", parent=parent)
        self._merges = bool(office.plan.register(register).merged_state)
        self.table = CopyTable()
        self.table.setAccessibleName("存量变动")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.setMinimumWidth(_WIDE_PX)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self.body.addWidget(self.table)
        self.no.setText("复制整张表")
        self.no.clicked.disconnect()
        self.no.clicked.connect(self._on_copy_asked)
        self._beside = Beside(office, self)
        self._beside.read.connect(self._show)
        self._beside.failed.connect(self.say_error)
        self._beside.start(partial(_read, register=register, place=place))

    def done(self, result: int) -> None:
        """End what runs beside the window."""
        self._beside.drop()
        self._beside.wait()
        super().done(result)

    def _show(self, stock: Stock) -> None:
        model = QStandardItemModel(self.table)
        heads, whole = stock_heads(stock, merges=self._merges), stock.lines[-1]
        undated = bool(whole.year.undated)
        model.setHorizontalHeaderLabels([*heads, "没有状态"] if undated else list(heads))
        for line in stock.lines:
            texts = stock_texts(line, stock, merges=self._merges)
            row = [*texts, str(line.year.undated)] if undated else list(texts)
            model.appendRow([_cell(text, at, bold=line is whole) for at, text in enumerate(row)])
        self.table.setModel(model)
        rows = min(len(stock.lines), _MOST_ROWS)
        self.table.setMinimumHeight(_HEAD_PX + rows * _ROW_PX + 6)
        for at in range(model.columnCount()):
            model.setHeaderData(
                at, Qt.Orientation.Horizontal, _LEFT if at == 0 else _RIGHT, _ALIGNMENT
            )
            needed = self.table.horizontalHeader().sectionSizeHint(at)
            self.table.setColumnWidth(at, _NAME_PX if at == 0 else max(_NUMBER_PX, needed))
        self.table.setCurrentIndex(model.index(0, 0))
        self.table.setFocus()

    def _on_copy_asked(self) -> None:
        self.table.selectAll()
        copy_chosen(self.table, headed=True)


_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole


def stock_heads(stock: Stock, *, merges: bool) -> tuple[str, ...]:
    """Headings: the year, its states, the month."""
    merged = ("并入",) if merges else ()
    year = ("年初", "本年新增", "本年减少", *(f"本年{w}" for w in merged), "期末")
    states = (words for _, words in stock.states)
    month = ("本月新增", "本月减少", *(f"本月{w}" for w in merged))
    return ("单位", *year, *states, *month)


def stock_texts(line: StockLine, stock: Stock, *, merges: bool) -> tuple[str, ...]:
    """One unit's cells, as `stock_heads`."""
    year, month = line.year, line.period
    states = (year.by_state.get(code, 0) for code, _ in stock.states)
    numbers = (year.opening, *_moves(year, merges), year.closing, *states, *_moves(month, merges))
    return (line.name, *map(str, numbers))


def _moves(one: Movement, merges: bool) -> tuple[int, ...]:
    return (one.added, one.ended, one.merged) if merges else (one.added, one.ended)


def _cell(text: str, column: int, *, bold: bool) -> QStandardItem:
    cell = QStandardItem(text)
    cell.setTextAlignment(_LEFT if column == 0 else _RIGHT)
    if bold:
        font = cell.font()
        font.setBold(True)
        cell.setFont(font)
    return cell


def _read(office: Office, task: Task, *, register: str, place: Place) -> Stock:
    del task
    return stock_of(office, register, unit_id=place.unit_id, period=place.period)
