"""What the first save and the first search need, made ready beside the window before a clerk waits for it."""

from zjmz_desktop.service.context import Office
from zjmz_desktop.service.listing import initials


def warm_up(office: Office) -> None:
    """Import the heavy libraries; a second time it is done at once."""
    assert office.database.tables is not None
    initials("镇")
