"""Right of 临时要数: the table as it will be printed, the words, and what is done with them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.sheet_tables import ColumnKind
from zjmz_desktop.domain.urgent import SHORT, Answer, Mark
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import EmptyState
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, spacer
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.service.urgent import shown_rows

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_INK = {
    Mark.REVIEWED.value: TOKENS.good,
    Mark.PHONED.value: TOKENS.warn,
    Mark.SHEET.value: TOKENS.warn,
    Mark.MISSING.value: TOKENS.bad,
}
_ROW_PX, _HEAD_PX = 24, 46
_NUMBER_PX = (104, 176)  # a longer title stands in two lines
_MARK_PX, _PAD_PX = 96, 28  # room for 电话报数


class AnswerTable(QTableWidget):
    """The table's cells, as they will be printed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("表格预览")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_PX)
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag(wrapped))
        self.horizontalHeader().setFixedHeight(_HEAD_PX)
        self.setWordWrap(False)

    def show_answer(self, given: Answer) -> None:
        """Show another table."""
        columns, rows = given.table.columns, shown_rows(given)
        self.setColumnCount(len(columns))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([column.title for column in columns])
        for row, texts in enumerate(rows):
            for at, text in enumerate(texts):
                number = columns[at].kind is ColumnKind.NUMBER
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT if number else _LEFT)
                item.setToolTip(plain_tip(text) if len(text) > 10 else "")
                font = item.font()
                font.setBold(row in given.table.bold_rows)
                item.setFont(font)
                if text in _INK:
                    item.setForeground(QColor(_INK[text]))
                self.setItem(row, at, item)
        self.resizeColumnToContents(0)
        for at, column in enumerate(columns[1:], 1):
            number = column.kind is ColumnKind.NUMBER
            self.setColumnWidth(at, self._width_of(column.title) if number else _MARK_PX)

    def _width_of(self, title: str) -> int:
        """The title in one line where it is not too long."""
        metrics = self.horizontalHeader().fontMetrics()
        least, most = _NUMBER_PX
        return min(max(metrics.horizontalAdvance(title) + _PAD_PX, least), most)


class Preview(QWidget):
    """Table, words, and the buttons under them.

    Signals:
        copy_asked, table_asked, paper_asked, phone_asked, chase_asked, given_asked: the buttons.
    """

    copy_asked = Signal()
    table_asked = Signal()
    paper_asked = Signal()
    phone_asked = Signal()
    chase_asked = Signal()
    given_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = ElidedLabel("", "title")
        self._about = ElidedLabel("", "soft")
        self.table = AnswerTable()
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName("文字")
        self.words.setFixedHeight(58)
        self._count = label("", "small")
        self._notes = ElidedLabel("", "small")
        self._middle = QStackedWidget()
        text = "在左边勾选指标和单位，这里就出表格和八十字以内的一段话。"
        self._empty = EmptyState("还没有选指标", text, icon_name="table")
        self._content = QWidget()
        self._deeds: list[QPushButton] = []
        self._lay_out()

    def show_answer(self, given: Answer) -> None:
        """Show a table and its words."""
        table = given.table
        self._title.set_text(table.title)
        self._about.set_text("　".join(text for pair in table.head_lines for text in pair if text))
        self._notes.set_text(" ".join(table.foot_lines))
        self.table.show_answer(given)
        self.words.setPlainText(given.words)
        length = len(given.words)
        self._count.setText(f"{length}字" + ("，指标较多，超过80字" if length > SHORT else ""))
        self._middle.setCurrentWidget(self._content)
        for deed in self._deeds:
            deed.setEnabled(True)

    def show_nothing(self) -> None:
        """Nothing is chosen."""
        self.words.clear()
        self._middle.setCurrentWidget(self._empty)
        for deed in self._deeds:
            deed.setEnabled(False)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        heads = QHBoxLayout()
        heads.addWidget(label("文字", "head"))
        heads.addWidget(self._count)
        heads.addWidget(spacer(), 1)
        for part in (self._title, self._about):
            inside.addWidget(part)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._notes)
        inside.addLayout(heads)
        inside.addWidget(self.words)
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self._content)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 10)
        column.setSpacing(8)
        column.addWidget(self._middle, 1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, tip, signal in (
            ("催报…", "还没有填数的单位和指标，复制到微信群（不含数据）", self.chase_asked),
            ("以前给过…", "给过谁、什么时候、怎么说的", self.given_asked),
        ):
            press = button(words, "flat", tip=tip)
            press.clicked.connect(signal)
            row.addWidget(press)
        for words, role, tip, signal in (
            ("登记电话报数…", "flat", "把电话里报来的数记成代报", self.phone_asked),
            ("打印用PDF…", "", "一张A4，直接打印", self.paper_asked),
            ("导出表格…", "", "Excel、WPS表格，合计和率都是公式", self.table_asked),
            ("复制文字", "primary", "复制这段话，可以粘贴到微信或文稿里", self.copy_asked),
        ):
            if words.startswith("打印"):
                row.addWidget(spacer(), 1)
            deed = button(words, role, tip=tip)
            deed.clicked.connect(signal)
            self._deeds.append(deed)
            row.addWidget(deed)
        return row
