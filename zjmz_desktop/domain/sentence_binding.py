"""Edited text against its figures: each amount in it is one of the sentence's own, or it is refused."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from zjmz_desktop.domain.approximations import is_same, is_true, measured, proposals
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.figure_places import refuse_moved
from zjmz_desktop.domain.number_words import Amount, amounts_in
from zjmz_desktop.domain.sentence_months import refuse_other_month
from zjmz_desktop.domain.sentence_slots import (
    Generated,
    Ref,
    Slot,
    Token,
    Tokens,
    filled,
    joined,
    shown_as,
)

_MOST_NAMED = 6


class StrayNumberError(ZjmzError):
    """An amount that is none of the sentence's figures."""

    def __init__(self, number: str, found: Generated) -> None:
        super().__init__(
            f"“{number}”不是这一句里的数，不能写。{_allowed(found)}"
            "年份、日期、文号、“第几”不受限制；固定说法请加引号，如“四个意识”。"
        )
        self.number = number


class LostFigureError(ZjmzError):
    """A text that leaves figures of its sentence out."""

    def __init__(self, lost: tuple[Slot, ...]) -> None:
        names = "、".join(f"“{slot.shown}”" for slot in lost[:_MOST_NAMED])
        super().__init__(
            f"句子里少了{names}。文字可以改，数要保留；整句不用的，请用“不写这一句”并说明理由。"
        )
        self.lost = lost


class UnknownSlotError(ZjmzError):
    """A slot that the sentence does not have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"这一句里没有编号是“{name}”的数。请照原句里的数写。")
        self.name = name


def _allowed(found: Generated) -> str:
    figures = found.figures
    if not figures:
        return "这一句没有数，只能写文字。"
    named = "、".join(dict.fromkeys(slot.shown for slot in figures[:_MOST_NAMED]))
    more = "等" if len(figures) > _MOST_NAMED else ""
    rounds = next((one for one in (proposals(s.shown, s.exact) for s in figures) if one), ())
    rough = f"也可以写成概数，如{'、'.join(rounds[:3])}。" if rounds else ""
    return (
        f"这里的数有{named}{more}，请照写；{rough}"
        if rough
        else f"这里的数有{named}{more}，请照写。"
    )


class _Place(NamedTuple):
    start: int
    end: int
    ref: Ref


def bind(tokens: Tokens, found: Generated) -> Tokens:
    """The edited text with every figure in its slot.

    Words are free; a figure may stand in other writing (一百一十八个) or as a true approximation
    (近120个), typed as words or in its slot.

    Raises:
        StrayNumberError: for an amount that is no figure of the sentence, nor true of one.
        OtherMonthError: for another month than that of the figures.
        FigureMovedError: when figures of one unit changed places.
        LostFigureError: when a figure of the sentence stands nowhere.
        UnknownSlotError: for a slot that the sentence does not have.
    """
    bound = bound_or_refused(tokens, found)
    lost = lost_in(bound, found)
    if lost:
        raise LostFigureError(lost)
    return bound


def lost_in(tokens: Tokens, found: Generated) -> tuple[Slot, ...]:
    """Figures of the sentence that stand nowhere in its tokens."""
    names = {token.name for token in tokens if isinstance(token, Ref)}
    return tuple(s for s in found.slots.values() if s.name not in names and not s.may_go)


def bound_or_refused(tokens: Tokens, found: Generated) -> Tokens:
    """As `bind`, but figures may be missing.

    Raises:
        StrayNumberError: for an amount that is no figure of the sentence, nor true of one.
        OtherMonthError: for another month than that of the figures.
        FigureMovedError: when figures of one unit changed places.
        UnknownSlotError: for a slot that the sentence does not have.
    """
    unknown = next((t.name for t in tokens if isinstance(t, Ref) and t.name not in found.slots), "")
    if unknown:
        raise UnknownSlotError(unknown)
    text = filled(tokens, found.slots)
    refuse_other_month(text, found.through)
    held = tuple(_held(tokens, found.slots))
    phrases = list(_phrases(text, held, found=found))
    amounts = tuple(one for one in amounts_in(text) if not any(_inside(one, p) for p in phrases))
    places = _bound(amounts, text, held=held, found=found)
    bound = _cut(text, sorted([*phrases, *places]))
    refuse_moved(bound, found)
    return bound


def _held(tokens: Tokens, slots: Mapping[str, Slot]) -> Iterator[_Place]:
    at = 0
    for token in tokens:
        end = at + len(shown_as(token, slots))
        if isinstance(token, Ref):
            yield _Place(at, end, token)
        at = end


def _bound(
    amounts: tuple[Amount, ...], text: str, *, held: tuple[_Place, ...], found: Generated
) -> Iterator[_Place]:
    used: set[str] = set()
    for amount in amounts:
        mine = [one.ref.name for one in held if one.start < amount.end and amount.start < one.end]
        names = dict.fromkeys([*mine, *(n for n in found.slots if n not in used), *found.slots])
        slots = [found.slots[name] for name in names if found.slots[name].is_figure]
        place = next(
            (p for p in (_fit(amount, text, slot=slot, found=found) for slot in slots) if p), None
        )
        if place is None:
            raise StrayNumberError(text[amount.start : amount.end], found)
        used.add(place.ref.name)
        yield place


def _fit(amount: Amount, text: str, *, slot: Slot, found: Generated) -> _Place | None:
    """Where the slot stands in the text if this amount is it."""
    start, end = amount.core
    core, whole = text[start:end], text[amount.start : amount.end]
    bare = not amount.before and not amount.behind
    if core == slot.shown and (bare or whole in found.text):
        return _Place(start, end, Ref(slot.name))
    figure = measured(slot.shown, slot.exact)
    if figure is None:
        return None
    if bare and is_same(amount, figure):
        return _Place(start, end, Ref(slot.name, core))
    if is_true(amount, figure):
        return _Place(amount.start, amount.end, Ref(slot.name, whole))
    return None


def _inside(amount: Amount, place: _Place) -> bool:
    return place.start <= amount.start and amount.end <= place.end


def _phrases(text: str, held: tuple[_Place, ...], *, found: Generated) -> Iterator[_Place]:
    """Slots that are no amount, as they stand or typed as words; each once where it was typed."""
    kept = [one for one in held if not found.slots[one.ref.name].is_figure]
    yield from kept
    names = {one.ref.name for one in kept}
    for slot in found.slots.values():
        at = text.find(slot.shown)
        if not slot.is_figure and slot.name not in names and at >= 0:
            yield _Place(at, at + len(slot.shown), Ref(slot.name))


def _cut(text: str, places: list[_Place]) -> Tokens:
    tokens: list[Token] = []
    at = 0
    for start, end, ref in places:
        tokens += [text[at:start], ref]
        at = end
    return joined([*tokens, text[at:]])
