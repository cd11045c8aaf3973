"""What is said of the current cell of a register."""

from PySide6.QtCore import QModelIndex

from zjmz_desktop.gui.pages.register_columns import COUNTS, STATE, Column
from zjmz_desktop.gui.pages.register_model import COLUMN
from zjmz_desktop.gui.pages.register_rows import counts_tip, keeper_words
from zjmz_desktop.gui.pages.register_sheet import RegisterSheet

_HINTS = {
    "date": "日期写成 2018-06-18、20180618 或 2018年6月18日都可以。",
    "choice": "按序号、拼音首字母或文字筛选，只剩一项时按 Enter 选上；↑↓ 也能选。",
    "several": "可填几项，用“、”隔开；Alt+↓ 打勾选。",
    "yes_no": "按空格在是、否之间换。",
    "unit": "按序号、拼音首字母或文字筛选，只剩一项时按 Enter 选上；↑↓ 也能选。",
    "number": "可写 1,234、１２３；单位不用写。",
}


_COMPUTED = "这一列由程序计算，不用填。"


def _hint(column: Column) -> str:
    return _HINTS.get(column.kind, "直接输入就是填写，Enter 到下一格。") if column.is_field else ""


def about_cell(sheet: RegisterSheet, index: QModelIndex) -> tuple[str, str]:
    """(sentence, mood) about a cell: its problem, why it does not count, who keeps it, or a hint."""
    if not index.isValid() or index.row() >= len(sheet.shown):
        return "", ""
    column: Column = index.data(COLUMN)
    row = sheet.row(index.row())
    mood, words = sheet.message(index.row(), column)
    if words:
        return words, mood
    if column.code == COUNTS:
        return counts_tip(row).replace("\n", "；"), ""
    if not sheet.may_edit:
        return column.help, ""
    if words := keeper_words(row):
        return words, ""
    if column.computed:
        return f"{_COMPUTED}{column.help}", ""
    return column.help or _hint(column), ""


def row_of_state(sheet: RegisterSheet, index: QModelIndex) -> str:
    """Id of the row whose state is current, "" where another cell is."""
    if not index.isValid() or index.row() >= len(sheet.shown):
        return ""
    column: Column = index.data(COLUMN)
    return sheet.row(index.row()).id if column.code == STATE else ""
