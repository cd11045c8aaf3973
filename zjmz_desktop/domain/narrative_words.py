"""Report sentences in words.

A sentence knows nothing of judging: a `Teller` says each figure. What is rendered carries the
figures it is bound to, so that they can be locked while the words are edited.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from zjmz_desktop.domain.narrative import FIELDS, Choice, Optional, Parts, Slot, Template, Words

_STOPS = "。！？…"
_MARKS = re.compile(r"[\s，、；：。！？…“”‘’（）《》〈〉]*")


class Teller(Protocol):
    """Says figures in words; None stands for a missing figure."""

    def say(self, name: str, aspect: str) -> str | None:
        """A placeholder in words, "" where the figure is there but nothing is to be said."""

    def holds(self, code: str, test: str) -> bool | None:
        """Whether a test holds."""

    def lacking(self, code: str) -> str:
        """「7/8已报，宝堰镇未报」, or "" when every unit has reported."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One figure in a rendered sentence: its code, the aspect said, and the words it got."""

    code: str
    aspect: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence in final words, with the figures it is bound to."""

    key: str
    text: str
    figures: tuple[Bound, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the figures it is bound to, in order, each once."""
        return tuple(dict.fromkeys(figure.code for figure in self.figures))


class _Missing(Exception):
    """A figure outside brackets is missing."""


def render(template: Template, teller: Teller) -> Rendered | None:
    """The sentence in words; None when a figure outside brackets is missing, or nothing is left."""
    try:
        pieces = list(_pieces(template.parts, teller))
    except _Missing:
        return None
    text = tidy("".join(_with_notes(pieces, teller)))
    if _MARKS.fullmatch(text):
        return None
    figures = tuple(piece for piece in pieces if piece.code)
    return Rendered(template.key, text, figures)


def _pieces(parts: Parts, teller: Teller) -> Iterator[Bound]:
    for part in parts:
        match part:
            case Words(text):
                yield Bound("", "", text)
            case Slot():
                yield _said(part, teller)
            case Optional(inner):
                yield from _if_whole(inner, teller)
            case Choice():
                yield from _chosen(part, teller)


def _said(slot: Slot, teller: Teller) -> Bound:
    text = teller.say(slot.name, slot.aspect)
    if text is None:
        raise _Missing
    return Bound("" if slot.name in FIELDS else slot.name, slot.aspect, text)


def _if_whole(parts: Parts, teller: Teller) -> list[Bound]:
    try:
        return list(_pieces(parts, teller))
    except _Missing:
        return []


def _chosen(choice: Choice, teller: Teller) -> list[Bound]:
    answer = teller.holds(choice.code, choice.test)
    if answer is None:
        return []
    said = _if_whole(choice.then if answer else choice.otherwise, teller)
    return [Bound(choice.code, f"{choice.test}?", ""), *said] if said else []


# ---- units that have not reported ----


def _with_notes(pieces: list[Bound], teller: Teller) -> Iterator[str]:
    codes = dict.fromkeys(piece.code for piece in pieces if piece.code)
    notes = {code: teller.lacking(code) for code in codes}
    shared = set(notes.values())
    if len(codes) > 1 and len(shared) == 1 and "" not in shared:
        texts = [piece.text for piece in pieces]
        return iter(_before_stop(texts, f"（以上数据{shared.pop()}）"))
    return iter(_one_by_one(pieces, {code: note for code, note in notes.items() if note}))


def _one_by_one(pieces: list[Bound], notes: Mapping[str, str]) -> list[str]:
    """Each note after the first plain figure of its code, else before the full stop."""
    left = dict(notes)
    texts = []
    for piece in pieces:
        texts.append(piece.text)
        if not piece.aspect and piece.code in left:
            texts.append(f"（{left.pop(piece.code)}）")
    for note in dict.fromkeys(left.values()):
        texts = _before_stop(texts, f"（{note}）")
    return texts


def _before_stop(texts: list[str], note: str) -> list[str]:
    whole = "".join(texts)
    body = whole.rstrip(_STOPS)
    return [body, note, whole[len(body) :]]


# ---- punctuation ----

_RULES = (
    (re.compile(r"（）"), ""),
    (re.compile(r"）（"), "；"),
    (re.compile(r"[，、；：]+([。！？；）])"), r"\1"),
    (re.compile(r"([。！？])[。，、；：]+"), r"\1"),
    (re.compile(r"([，、；：])[，、；：]+"), r"\1"),
    (re.compile(r"^[。，、；：\s]+"), ""),
)


def tidy(text: str) -> str:
    """Punctuation as it should stand after clauses fell away, with a full stop at the end."""
    for pattern, put in _RULES:
        text = pattern.sub(put, text)
    text = text.rstrip("，、；： \n")
    return text if not text or text.rstrip("”’）")[-1:] in tuple(_STOPS) else f"{text}。"
