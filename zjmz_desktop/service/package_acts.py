"""What this office did with packages: who took one in, made one, took one back, and when."""

from zjmz_desktop.service.context import Office
from zjmz_desktop.store import revisions
from zjmz_desktop.store.packages import Handled


def handled_now(office: Office) -> Handled:
    """Who does something with a package now."""
    return Handled(office.now(), office.user, revisions.last_log_no(office.database))
