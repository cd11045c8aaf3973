"""What is done beside the window before a clerk waits for it: made ready, and cleared away."""

from zjmz_desktop.service.context import Office
from zjmz_desktop.service.listing import initials
from zjmz_desktop.service.opened_copies import clear_left


def warm_up(office: Office) -> None:
    """Import what the first save and the first search need; a second time it is done at once."""
    assert office.database.tables is not None
    initials("镇")
    clear_left()
