"""Edits of generated sentences: stored, carried over to new data, and what is to be looked at again.

The text of the cell `sentence/<key>` has two lines, or three: the sentence as edited (empty where it is
not to be written), as it was generated when it was edited (empty for a paragraph of the office's own),
and why it is not written, or what of `verdict_words` was looked at and stays as it is.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.approximations import is_same, measured
from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.figure_places import FigureMovedError
from zjmz_desktop.domain.number_words import amounts_in
from zjmz_desktop.domain.sentence_binding import StrayNumberError, bound_or_refused, lost_in
from zjmz_desktop.domain.sentence_merging import merge
from zjmz_desktop.domain.sentence_months import OtherMonthError
from zjmz_desktop.domain.sentence_slots import (
    Generated,
    Ref,
    Slot,
    SlotSyntaxError,
    Tokens,
    filled,
    joined,
    read,
    written,
)
from zjmz_desktop.domain.verdict_words import turned

OWN = "own-"
_AND = "；"


class SentenceState(StrEnum):
    """How a sentence of the paper stands."""

    GENERATED = "generated"
    EDITED = "edited"
    DROPPED = "dropped"
    OWN = "own"

    @property
    def words(self) -> str:
        """The word on screen."""
        return {"generated": "", "edited": "已改", "dropped": "不写", "own": "自写"}[self.value]


class Edit(NamedTuple):
    """One edit as stored.

    Attributes:
        edited: as edited; empty where the sentence is not to be written.
        base: as generated when it was edited; empty for a paragraph of one's own.
        before: slot → what filled it then.
        reason: why it is not written; of one that is, what was looked at, or "".
    """

    edited: Tokens
    base: Tokens = ()
    before: Mapping[str, str] = {}
    reason: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether it takes an edit of an earlier month back: as generated, or no paragraph any more."""
        return self.edited == self.base


class Rough(NamedTuple):
    """A figure that is said in other words: 近120个 for 118个."""

    written: str
    shown: str
    code: str

    @property
    def note(self) -> str:
        """概数，实为118个."""
        return f"“{self.written}”是概数，实为{self.shown}"


class Settled(NamedTuple):
    """A sentence as the paper has it.

    Attributes:
        text: the words, "" where nothing is written.
        tokens: the same with its slots.
        slots: what fills them.
        state: how it stands.
        again: why it is to be looked at again; empty where all is well.
        rough: figures said as approximations.
    """

    text: str
    tokens: Tokens
    slots: Mapping[str, Slot]
    state: SentenceState
    again: tuple[str, ...] = ()
    rough: tuple[Rough, ...] = ()


# ---- stored ----


def edit_text(edited: Tokens, found: Generated | None, *, reason: str = "") -> str:
    """An edit as its cell holds it."""
    base = written(found.tokens, shown=found.slots) if found else ""
    lines = [written(edited), base, *([reason] if reason else [])]
    return "\n".join(lines)


def read_edit(text: str) -> Edit | None:
    """An edit from its cell; None where the cell holds none that can be read."""
    lines = text.split("\n")
    if len(lines) not in (2, 3):
        return None
    try:
        edited, _ = read(lines[0])
        base, before = read(lines[1])
    except SlotSyntaxError:
        return None
    return Edit(edited, base, before, lines[2] if len(lines) == 3 else "")


# ---- on the paper ----


def unedited(found: Generated, *, again: tuple[str, ...] = ()) -> Settled:
    """A sentence as the data make it."""
    return Settled(found.text, found.tokens, found.slots, SentenceState.GENERATED, again)


def settle(edit: Edit | None, found: Generated | None) -> Settled:
    """What stands on the paper of an edit and of what the data say now.

    What the data no longer say is never printed: where an edit can't be carried over the generated
    sentence stands, and the edit waits to be looked at again.
    """
    if edit is None:
        assert found is not None
        return unedited(found)
    if not edit.base:
        return _own(edit)
    if found is None:
        gone = "这一句现在没有数，已不写进总结"
        return Settled("", edit.edited, {}, _state(edit), (gone,))
    if not edit.edited:
        new = () if found.tokens == edit.base else ("删去以后，这一句的内容变了",)
        return Settled("", found.tokens, found.slots, SentenceState.DROPPED, new)
    return _carried(edit, found)


def _state(edit: Edit) -> SentenceState:
    return SentenceState.EDITED if edit.edited else SentenceState.DROPPED


def _own(edit: Edit) -> Settled:
    nothing = Generated("", (), {})
    try:
        bound_or_refused(edit.edited, nothing)
    except ZjmzError as error:
        return Settled("", edit.edited, {}, SentenceState.OWN, (error.message,))
    return Settled(filled(edit.edited, {}), edit.edited, {}, SentenceState.OWN)


def _carried(edit: Edit, found: Generated) -> Settled:
    merged, conflict = merge(edit.base, edited=edit.edited, now=found.tokens)
    gone = [t.name for t in merged if isinstance(t, Ref) and t.name not in found.slots]
    if conflict or gone:
        return _instead(found, "这一句的写法随数据变了，改动没有合上，暂按原句写")
    tokens, untrue = _true_only(merged, edit, found=found)
    try:
        tokens = bound_or_refused(tokens, found)
    except StrayNumberError as error:
        return _instead(found, f"改过的句子里“{error.number}”不是现在的数，暂按原句写")
    except FigureMovedError as error:
        moved = "”和“".join(error.pair)
        return _instead(found, f"改过的句子里“{moved}”换了位置，暂按原句写")
    except OtherMonthError as error:
        return _instead(found, f"改过的句子里“{error.words}”不是现在的月份，暂按原句写")
    changed = ("这一句的写法随数据变了，改动已合上",) if edit.base != found.tokens else ()
    unseen = (one for one in turned_in(tokens, found) if one not in edit.reason.split(_AND))
    again = (*changed, *untrue, *unseen, *_lost(tokens, found))
    return Settled(
        filled(tokens, found.slots),
        tokens,
        found.slots,
        SentenceState.EDITED,
        again,
        _rough(tokens, found.slots),
    )


def turned_in(tokens: Tokens, found: Generated) -> tuple[str, ...]:
    """Words of judgement that an edit turned round; its approximations are true, whatever their words."""
    plain = (Ref(one.name) if isinstance(one, Ref) else one for one in tokens)
    return turned(found.text, filled(plain, found.slots))


def seen_words(tokens: Tokens, found: Generated | None) -> str:
    """What an edit says of its words of judgement once they were looked at."""
    return _AND.join(turned_in(tokens, found)) if found else ""


def _instead(found: Generated, why: str) -> Settled:
    return unedited(found, again=(why,))._replace(state=SentenceState.EDITED)


def _true_only(tokens: Tokens, edit: Edit, *, found: Generated) -> tuple[Tokens, tuple[str, ...]]:
    """Approximations that the figure left become the figure again."""
    kept: list[str | Ref] = []
    told: list[str] = []
    for token in tokens:
        slot = found.slots[token.name] if isinstance(token, Ref) else None
        if isinstance(token, Ref) and slot and token.written and not may_say(slot, token.written):
            before = edit.before.get(token.name, "")
            was = f"{before}变为{slot.shown}" if before else f"现为{slot.shown}"
            told.append(f"“{token.written}”不再符合（{was}），已写回{slot.shown}")
            token = Ref(token.name)
        kept.append(token)
    return joined(kept), tuple(told)


def may_say(slot: Slot, words: str) -> bool:
    """Whether words are one amount that is true of a slot: 近120个 of 118个."""
    amounts = amounts_in(words)
    if len(amounts) != 1 or (amounts[0].start, amounts[0].end) != (0, len(words)):
        return False
    only = Generated("", (), {slot.name: slot})
    try:
        bound_or_refused((words,), only)
    except StrayNumberError:
        return False
    return True


def _lost(tokens: Tokens, found: Generated) -> tuple[str, ...]:
    lost = "、".join(f"“{slot.shown}”" for slot in lost_in(tokens, found))
    return (f"还没有写进{lost}",) if lost else ()


def _rough(tokens: Tokens, slots: Mapping[str, Slot]) -> tuple[Rough, ...]:
    said = (token for token in tokens if isinstance(token, Ref) and token.written)
    found = []
    for token in said:
        slot = slots[token.name]
        figure = measured(slot.shown, slot.exact)
        if figure and not is_same(amounts_in(token.written)[0], figure):
            found.append(Rough(token.written, slot.shown, slot.code))
    return tuple(found)
