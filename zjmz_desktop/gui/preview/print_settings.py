"""How a paper is printed, remembered for each kind of paper on this computer."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from zjmz_desktop.gui.remembered import remember, remembered

MOST_COPIES = 99


class Duplex(StrEnum):
    """One side, or both: turned at the long or at the short edge."""

    NONE = "none"
    LONG = "long"
    SHORT = "short"

    @property
    def words(self) -> str:
        """As it is chosen."""
        return _WORDS[self]


_WORDS = {
    Duplex.LONG: "双面，沿长边翻（装订成册用）",
    Duplex.NONE: "单面",
    Duplex.SHORT: "双面，沿短边翻",
}
_MODES = {
    Duplex.NONE: QPrinter.DuplexMode.DuplexNone,
    Duplex.LONG: QPrinter.DuplexMode.DuplexLongSide,
    Duplex.SHORT: QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """What is asked before printing.

    Attributes:
        printer: its name, "" for the system's own choice.
        copies: from 1 to 99.
        duplex: one side or both.
        pages: 1-3,5, or "" for all.
        grey: without colours.
    """

    printer: str = ""
    copies: int = 1
    duplex: Duplex = Duplex.LONG
    pages: str = ""
    grey: bool = False


def settings_of(paper: str) -> PrintSettings:
    """How this kind of paper was printed last."""
    known = remembered(_name(paper))
    copies, duplex = known.get("copies"), known.get("duplex")
    return PrintSettings(
        printer=str(known.get("printer", "")),
        copies=copies if type(copies) is int and 1 <= copies <= MOST_COPIES else 1,
        duplex=Duplex(duplex) if duplex in list(Duplex) else Duplex.LONG,
        pages=str(known.get("pages", "")),
        grey=known.get("grey") is True,
    )


def remember_settings(paper: str, settings: PrintSettings) -> None:
    """Offer them the next time."""
    remember(_name(paper), asdict(settings))


def printer_names() -> list[str]:
    """Printers of this computer, its usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return sorted(names, key=lambda name: name != usual)


def printer_for(settings: PrintSettings) -> QPrinter:
    """A printer that is set so; pages are as large as its paper, without margins of its own."""
    info = QPrinterInfo.printerInfo(settings.printer)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    set_up(printer, settings)
    return printer


def set_up(printer: QPrinter, settings: PrintSettings) -> None:
    """Set a printer, whichever it is."""
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setCopyCount(settings.copies)
    printer.setCollateCopies(True)
    printer.setDuplex(_MODES[settings.duplex])
    mode = QPrinter.ColorMode.GrayScale if settings.grey else QPrinter.ColorMode.Color
    printer.setColorMode(mode)


def _name(paper: str) -> str:
    return f"print/{paper}"
