"""The program's look: Fusion, its own palette and one style sheet made from the tokens."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from zjmz_desktop.gui.fonts import screen_font
from zjmz_desktop.gui.qt_words import MissingWords
from zjmz_desktop.gui.tokens import TOKENS, Tokens
from zjmz_desktop.paths import resource

BODY_POINTS = 10.5


def dress(application: QApplication) -> None:
    """Give the application its style, palette, font, sheet and Qt's own Chinese words.

    Call it before the first window is shown: changing the sheet later is costly.
    """
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(palette())
    application.setFont(screen_font(BODY_POINTS))
    application.setStyleSheet(style_sheet())
    _translate(application)


def style_sheet(tokens: Tokens = TOKENS) -> str:
    """The sheet with tokens and the icons' folder filled in."""
    template = resource("styles", "zjmz.qss.in").read_text(encoding="utf-8")
    icons = resource("icons").as_posix()
    return tokens.filled_in(template).replace("@icons@", icons)


def palette(tokens: Tokens = TOKENS) -> QPalette:
    """The palette behind the sheet, for everything that Qt draws itself."""
    role = QPalette.ColorRole
    found = QPalette()
    for which, color in (
        (role.Window, tokens.canvas),
        (role.WindowText, tokens.ink),
        (role.Base, tokens.card),
        (role.AlternateBase, tokens.panel),
        (role.Text, tokens.ink),
        (role.Button, tokens.card),
        (role.ButtonText, tokens.ink),
        (role.ToolTipBase, tokens.card),
        (role.ToolTipText, tokens.ink),
        (role.PlaceholderText, tokens.ink_faint),
        (role.Highlight, tokens.brand),
        (role.HighlightedText, tokens.card),
        (role.Link, tokens.brand_dark),
    ):
        found.setColor(which, QColor(color))
    return found


def polish(widget: QWidget, **properties: str) -> None:
    """Set dynamic properties that the sheet looks at, and let the sheet look again."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    if not changed:
        return
    for name in changed:
        widget.setProperty(name, properties[name])
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _translate(application: QApplication) -> None:
    application.installTranslator(MissingWords(application))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
