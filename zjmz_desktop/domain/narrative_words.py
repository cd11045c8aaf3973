"""Report sentences in words.

A sentence knows nothing of judging: a `Teller` says each figure. What is rendered carries the
figures it is bound to, so that they can be locked while the words are edited.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from zjmz_desktop.domain.narrative import FIELDS, Choice, Optional, Parts, Slot, Template, Words

_STOPS = "。！？…"
LACKING = "lacking"
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
    """One piece of a sentence: a figure's code, the aspect said, and the words it got.

    Words have neither code nor aspect, fields of the paper (`through`) no code.
    """

    code: str
    aspect: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A sentence in final words, with the figures it is bound to.

    Attributes:
        pieces: all that it was put together from, before its punctuation was put right.
    """

    key: str
    text: str
    figures: tuple[Bound, ...]
    pieces: tuple[Bound, ...] = field(default=(), compare=False)

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
    figures = tuple(piece for piece in pieces if piece.code)
    whole = tuple(_with_notes(pieces, teller))
    text = tidy("".join(piece.text for piece in whole))
    return None if _MARKS.fullmatch(text) else Rendered(template.key, text, figures, whole)


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
    return (
        Bound("", slot.name, text) if slot.name in FIELDS else Bound(slot.name, slot.aspect, text)
    )


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


def _with_notes(pieces: list[Bound], teller: Teller) -> list[Bound]:
    codes = dict.fromkeys(piece.code for piece in pieces if piece.code)
    notes = {code: teller.lacking(code) for code in codes}
    shared = set(notes.values())
    if len(codes) > 1 and len(shared) == 1 and "" not in shared:
        return _before_stop(pieces, Bound("", LACKING, f"（以上数据{shared.pop()}）"))
    return _one_by_one(pieces, {code: note for code, note in notes.items() if note})


def _one_by_one(pieces: list[Bound], notes: Mapping[str, str]) -> list[Bound]:
    """Each note after the first plain figure of its code, else before the full stop."""
    left = dict(notes)
    found = []
    for piece in pieces:
        found.append(piece)
        if not piece.aspect and piece.code in left:
            found.append(Bound(piece.code, LACKING, f"（{left.pop(piece.code)}）"))
    told: set[str] = set()
    for code, note in left.items():
        if note not in told:
            found = _before_stop(found, Bound(code, LACKING, f"（{note}）"))
        told.add(note)
    return found


def _before_stop(pieces: list[Bound], note: Bound) -> list[Bound]:
    """The note before the stops that end the sentence."""
    at = len(pieces)
    while at and not pieces[at - 1].text.rstrip(_STOPS):
        at -= 1
    if not at:
        return [note, *pieces]
    last = pieces[at - 1]
    body = last.text.rstrip(_STOPS)
    stops = replace(last, text=last.text[len(body) :])
    return [*pieces[: at - 1], replace(last, text=body), note, stops, *pieces[at:]]


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
