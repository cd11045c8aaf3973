"""撤销导入: asked before it is done, with a reason that may be left out."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.gui.dialogs.dialog import Dialog

PHRASES = (
    "导错了文件。",
    "对方要求作废，将重新报送。",
    "内容与电话核对的不一致，待对方更正。",
    "重复导入。",
)
_TEXT = "“{}”带来的内容不再计入，恢复成导入以前的样子；以后可以再恢复导入。"


class UndoImportDialog(Dialog):
    """The reason is chosen or typed; `undo` gets it, "" for none."""

    def __init__(self, file: str, *, undo: Callable[[str], None], parent: QWidget | None) -> None:
        super().__init__("撤销导入", _TEXT.format(file), yes="撤销导入", parent=parent)
        self._undo = undo
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.reason.addItems(PHRASES)
        self.reason.setCurrentIndex(-1)
        self.reason.setAccessibleName("原因（可不填）")
        edit = self.reason.lineEdit()
        if edit is not None:
            edit.setPlaceholderText("选一条，或者自己写；记在往来文件里")
        form = QFormLayout()
        form.addRow("原因（可不填）", self.reason)
        self.body.addLayout(form)
        self.act = self._do
        self.reason.setFocus()

    def _do(self) -> str:
        """A reason that can't be kept is refused here, where it is typed."""
        try:
            said = clean_text(self.reason.currentText())
        except ZjmzError as error:
            return error.message
        self._undo(said)
        return ""
