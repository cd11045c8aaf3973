"""Which sentences and orders of a paper are other ones than when it was made, each by its name."""

from collections.abc import Iterator, Mapping

from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.annual_sentences import (
    PaperChapter,
    PaperSentence,
    chapters_of_paper,
    keys_in,
)
from zjmz_desktop.domain.edited_sentences import Edit, settle
from zjmz_desktop.domain.moments import Moment, MomentKind
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.domain.paper_words import Change
from zjmz_desktop.domain.sentence_order import Order
from zjmz_desktop.domain.sentence_slots import Generated
from zjmz_desktop.service.as_of import as_of
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.editing_paper import edits_of
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.ordering_paper import orders_of
from zjmz_desktop.store.reports import ReportRecord

SENTENCE, ORDER = "sentence", "order"
_UNWRITTEN, _GONE = "（不写）", "（没有这一段）"
_AS_MADE, _OWN = "原来的次序", "自排的次序"


def edits_since(office: Office, data: AnnualData, *, record: ReportRecord) -> tuple[Change, ...]:
    """The edits that are other ones than when a paper was made, in the order of the paper.

    Args:
        office: the open office.
        data: what the paper would be written from now.
        record: of the paper.
    """
    at = UnitPeriod(record.unit, data.through)
    moment = Moment(MomentKind.REPORT, record.position, record.made_at, "", "")
    with as_of(office, moment) as past:
        edits, orders = edits_of(past, at), orders_of(past, at)
    kind = PaperKind(record.paper)
    return (*_of_sentences(data, edits, kind=kind), *_of_orders(data, orders))


def _of_sentences(
    data: AnnualData, then: Mapping[str, Edit], *, kind: PaperKind
) -> Iterator[Change]:
    printed, named = keys_in(kind, data), dict(_named(chapters_of_paper(data)))
    gone = [key for key in then if key not in named] if kind is PaperKind.SUMMARY else []
    for key in (*printed, *gone):
        if then.get(key) == data.edits.get(key):
            continue
        name, one = named.get(key, ("总结里自写的一段", None))
        made = one.generated if one else None
        before, after = (_text(words.get(key), made) for words in (then, data.edits))
        yield Change(key, data.unit.id, name, before, after, SENTENCE)


def _named(chapters: tuple[PaperChapter, ...]) -> Iterator[tuple[str, tuple[str, PaperSentence]]]:
    """Key → 「总结“党建引领”第2句」 with the sentence."""
    for chapter in chapters:
        for no, one in enumerate(chapter.sentences, 1):
            yield one.key, (f"总结“{chapter.title}”第{no}句", one)


def _text(edit: Edit | None, made: Generated | None) -> str:
    if edit is None and made is None:
        return _GONE
    return settle(edit, made).text or _UNWRITTEN


def _of_orders(data: AnnualData, then: Mapping[str, Order]) -> Iterator[Change]:
    for one in chapters_of_paper(data):
        old, new = then.get(one.key), data.orders.get(one.key)
        if old != new:
            again = "又排过的次序" if old and new else _OWN
            pair = _OWN if old else _AS_MADE, again if new else _AS_MADE
            yield Change(one.key, data.unit.id, f"总结“{one.title}”各句的次序", *pair, ORDER)
