"""Pages are imported beside the window, before a clerk turns to one; each would hold it up the first time."""

from importlib import import_module

PAGES = (
    "zjmz_desktop.gui.pages.register_page",
    "zjmz_desktop.gui.pages.matrix_page",
    "zjmz_desktop.gui.reporting.review_page",
    "zjmz_desktop.gui.reporting.status_page",
    "zjmz_desktop.gui.pages.exchange_page",
    "zjmz_desktop.gui.pages.conflicts_page",
    "zjmz_desktop.gui.pages.report_page",
)


def import_pages() -> None:
    """Import them; a second time it is done at once."""
    for name in PAGES:
        import_module(name)
