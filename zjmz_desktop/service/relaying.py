"""What others wrote and this office passes on, byte for byte."""

from collections.abc import Iterator

from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.routes import Route
from zjmz_desktop.domain.trust import Signed, Speaker, counted
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.trusting import trust_of
from zjmz_desktop.store import segments


def relayed(office: Office, route: Route) -> Iterator[Segment]:
    """The segments that travel with a package; those that count nowhere else stay here."""
    for one in segments.maximal(office.database, but=_settled_here(office)):
        if route.takes(one.author, one.scope):
            yield segments.read(office.database, one.name)


def _settled_here(office: Office) -> frozenset[str]:
    """What was taken here before its code was replaced, and by none that replaced it.

    Passed on, it would be set aside, and what is good in it with it.
    """
    known = trust_of(office)
    gone = [
        Signed(one.name, by, segments.line_ids(office.database, one.name), one.ends)
        for one in segments.applied(office.database)
        if (by := Speaker(one.key, one.author)) in known.replaced
    ]
    return frozenset(one.name for one in gone) - counted(gone, known=known)
