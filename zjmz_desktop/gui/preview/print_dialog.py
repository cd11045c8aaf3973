"""打印: printer, pages, copies, one side or both; where there is no printer, the PDF is offered."""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.page_ranges import pages_in
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.preview.print_settings import Duplex, PrintSettings

NO_PRINTER = (
    "这台电脑没有装打印机，或打印机没有连上。可以先保存PDF，到有打印机的电脑上打印，效果一样。"
)


class PrintDialog(Dialog):
    """Asks how; `agreed` says it.

    Signals:
        agreed: the settings to print with.
        pdf_asked: save the PDF instead.
    """

    agreed = Signal(object)
    pdf_asked = Signal()

    def __init__(
        self,
        settings: PrintSettings,
        printers: list[str],
        *,
        pages: int,
        parent: QWidget | None = None,
    ) -> None:
        text = f"共{pages}页，A4纸。打出来的和预览一样。" if printers else NO_PRINTER
        super().__init__("打印", text, yes="打印" if printers else "保存PDF…", parent=parent)
        self.setMinimumWidth(480)
        self._pages, self._has_printer = pages, bool(printers)
        self.printer, self.duplex = QComboBox(), QComboBox()
        self.copies, self.range = QLineEdit(str(settings.copies)), QLineEdit(settings.pages)
        self.grey = QCheckBox("黑白打印")
        self.printer.addItems(printers)
        self.printer.setCurrentIndex(max(0, self.printer.findText(settings.printer)))
        for way in Duplex:
            self.duplex.addItem(way.words, way)
        self.duplex.setCurrentIndex(self.duplex.findData(settings.duplex))
        self.copies.setValidator(
            QRegularExpressionValidator(QRegularExpression("[1-9][0-9]?"), self)
        )
        self.range.setPlaceholderText("全部；只打几页写成 1-3,5")
        self.grey.setChecked(settings.grey)
        self.act = self._agree
        if printers:
            self.body.addLayout(self._form())
            self.printer.setFocus()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(10)
        for title, field in (
            ("打印机(&P)", self.printer),
            ("页码(&R)", self.range),
            ("份数(&N)", self.copies),
            ("单双面(&D)", self.duplex),
        ):
            field.setAccessibleName(title.partition("(")[0])
            form.addRow(title, field)
        form.addRow("", self.grey)
        return form

    def _agree(self) -> str:
        if not self._has_printer:
            self.pdf_asked.emit()
            return ""
        try:
            pages_in(self.range.text(), self._pages)
        except ZjmzError as error:
            self.range.setFocus()
            return error.message
        found = PrintSettings(
            printer=self.printer.currentText(),
            copies=int(self.copies.text() or 1),
            duplex=Duplex(self.duplex.currentData()),
            pages=self.range.text().strip(),
            grey=self.grey.isChecked(),
        )
        self.agreed.emit(found)
        return ""
