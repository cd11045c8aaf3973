"""What is done beside the window before a clerk waits for it: made ready, and cleared away."""

from zjmz_desktop.service.listing import initials
from zjmz_desktop.service.opened_copies import clear_left


def warm_up() -> None:
    """Read the table of readings, and clear away copies that a killed program left."""
    initials("镇")
    clear_left()
