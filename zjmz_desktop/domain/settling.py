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


def shared_words(user: str, *, mine: str, theirs: str) -> str:
    """Two names under one user id: how to go on."""
    return (
        f"两台电脑用了同一个用户编号{user}：本机是{mine}，另一台是{theirs}。"
        f"是两个人的，请给{mine}改用新编号，以后各记各的，在一台电脑上改就行；"
        "是同一个人的，请核实留一个姓名。"
    )


def new_id_reason(user: str, *, name: str, user_now: str) -> str:
    """Why a name went to another id; whoever reads old entries is told whose they may be."""
    return f"{user}曾由两人共用，{name}已改用{user_now}；以前用{user}填的可能是{name}填的。"


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
