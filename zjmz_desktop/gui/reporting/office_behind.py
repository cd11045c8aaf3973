"""An office that is read already, for parts that ask for it when they need it."""

from zjmz_desktop.service.context import Office


class OfficeBehind:
    """Gives the open office.

    Attributes:
        open_office: it.
    """

    def __init__(self, office: Office) -> None:
        self.open_office = office
