"""What the first search needs, made ready beside the window before a clerk waits for it."""

from zjmz_desktop.service.listing import initials


def warm_up() -> None:
    """Read the table of readings; a second time it is done at once."""
    initials("镇")
