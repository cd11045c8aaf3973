"""What this office did with packages: who took one in, made one, took one back, and when."""

from dataclasses import replace

from zjmz_desktop.service.context import Office
from zjmz_desktop.store import revisions
from zjmz_desktop.store.packages import Handled


def handled_now(office: Office) -> Handled:
    """Who does something with a package now."""
    return Handled(office.now(), office.user, revisions.last_log_no(office.database))


def placed_now(office: Office) -> Handled:
    """Who changes what stands here by a package that came, now: that takes a place of its own in the log."""
    handled = handled_now(office)
    return replace(handled, position=handled.position + 1)
