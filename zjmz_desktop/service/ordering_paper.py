"""The order of a summary's sentences within their chapter: moved by one place, each act undone alone."""

from zjmz_desktop.domain.annual_sentences import PaperChapter
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.sentence_order import Order, read_order, stepped
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.service import paper_cells
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.views import ChangeSet

ORDER = "order"


class AtTheEdgeError(WriteRefusedError):
    """A sentence that is the first or last of its chapter already."""

    def __init__(self, by: int) -> None:
        where = "第一句，不能再往前移" if by < 0 else "最后一句，不能再往后移"
        super().__init__(f"这已经是本章{where}。要移到别的章，请用“章节”。")


def orders_of(office: Office, at: UnitPeriod) -> dict[str, Order]:
    """Chapter key → the order in force: of that month, else of the last month before that has one."""
    told = paper_cells.in_force(office, at, part=ORDER)
    read = ((key, read_order(text)) for key, text in told.items())
    return {key: order for key, order in read if order is not None and not order.says_nothing}


def move_sentence(
    office: Office, at: UnitPeriod, *, chapter: PaperChapter, key: str, by: int
) -> ChangeSet:
    """Put a sentence before (-1) or behind (1) its neighbour.

    Raises:
        WriteRefusedError: for another unit's summary, at the edge, or for what leads to the others.
    """
    if key not in chapter.movable:
        raise WriteRefusedError("这一句是后面各条的引子，总在最前，不能移。")
    order = stepped(chapter.as_made, orders_of(office, at).get(chapter.key), key=key, by=by)
    if order is None:
        raise AtTheEdgeError(by)
    cell = f"{ORDER}/{chapter.key}"
    back = paper_cells.as_made(office, at, cell=cell, text=order.text)
    value = back if order.says_nothing else text_value(order.text)
    return paper_cells.write(office, at, cell=cell, value=value)
