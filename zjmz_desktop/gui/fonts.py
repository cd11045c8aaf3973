"""A screen font with Chinese glyphs: the desktop's, else the one that came with the program."""

from PySide6.QtGui import QFont, QFontMetrics

from zjmz_desktop.paths import resource

FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
PROBE = "镇"  # asked for by number: the binding takes hanzi from U+8000 on for negative


def screen_font(point_size: float) -> QFont:
    """The font for the whole program.

    Args:
        point_size: size of body text.

    Returns:
        A font that draws Chinese; the bundled one when the desktop has none.
    """
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSizeF(point_size)
    font.setStyleHint(QFont.StyleHint.SansSerif)
    if not QFontMetrics(font).inFontUcs4(ord(PROBE)):
        font.setFamilies(bundled_families())
    return font


def bundled_families() -> list[str]:
    """Families of the font that came with the program, loaded for this run."""
    from PySide6.QtGui import QFontDatabase

    loaded = QFontDatabase.addApplicationFont(str(resource("fonts", "GW-Hei.ttf")))
    return QFontDatabase.applicationFontFamilies(loaded) or list(FAMILIES)
