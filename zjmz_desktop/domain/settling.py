"""Settling 两机数据不一致: one revision that names every head, with the reason. Design: sync."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.merge import Held, is_conflict
from zjmz_desktop.domain.values import State, Value

SETTLE = "settle"


class Likeness(StrEnum):
    """How the contents of heads compare: also of sealed ones, whose commitments always differ."""

    SAME = "same"
    DIFFERENT = "different"
    UNSEEN = "unseen"

    @property
    def words(self) -> str:
        """The words on the page of conflicts."""
        return {
            "same": "内容相同",
            "different": "内容不同",
            "unseen": "有一份的内容不在本机，不能比较",
        }[self.value]


class Settling(NamedTuple):
    """What the settling revision has, besides its cell.

    Attributes:
        value: what holds from now on.
        parents: ids of all the heads, sorted.
        note: the reason.
        act: `settle`.
    """

    value: Value
    parents: tuple[str, ...]
    note: str
    act: str = SETTLE


def settling(heads: Sequence[Held], value: Value, *, reason: str) -> Settling:
    """The revision that ends a conflict for good, wherever it goes.

    Args:
        heads: every head of the cell, as `merge.heads` gives them.
        value: one of theirs, or another.
        reason: why this one.

    Raises:
        WriteRefusedError: when nothing is in conflict, or no reason is given.
    """
    if not is_conflict(heads):
        raise WriteRefusedError("这一项没有不一致，不用核定。可能已经核定过，请刷新后再看。")
    note = reason.strip()
    if not note:
        raise WriteRefusedError("核定“两机数据不一致”要写明理由。请填写采用这个数的理由。")
    return Settling(value, tuple(sorted(one.id for one in heads)), note)


def likeness(heads: Iterable[Held], texts: Mapping[str, str]) -> Likeness:
    """Whether heads say the same once the sealed ones are opened.

    Args:
        heads: of one cell.
        texts: commitment → the text behind it, of those that are kept here.
    """
    found = list(heads)
    if not is_conflict(found):
        return Likeness.SAME
    contents = {_content(one.revision.value, texts) for one in found}
    seen = contents - {None}
    if len(seen) > 1:
        return Likeness.DIFFERENT
    return Likeness.UNSEEN if None in contents else Likeness.SAME


def _content(value: Value, texts: Mapping[str, str]) -> object:
    """What a value says; None where the text behind a commitment isn't here."""
    if value.state is not State.SEALED:
        return value
    text = texts.get(value.commit or "")
    return None if text is None else Value(text=text)
