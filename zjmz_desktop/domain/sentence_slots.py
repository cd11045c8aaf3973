"""A generated sentence as words and slots: every amount in it is a slot, which the data fill.

A slot is named by what it says: `I08-03` the figure, `I08-03:progress` the first amount of that
aspect, `I08-03:progress.2` the second; `#1`, `#2` amounts of the sentence's own words
(不低于500平方米) and of texts that no template made; `through` the month, and `I08-03:lacking` who has not
reported (7/8已报，宝堰镇未报), are one slot whole. The text of an edit is stored so:
  `截至{through}，建成{I08-03~近120个}。` with braces of the text itself doubled.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.narrative_words import LACKING, Bound, Rendered
from zjmz_desktop.domain.number_words import amounts_in

THROUGH = "through"
Exact = Mapping[tuple[str, str], Fraction]
_TIDIED = frozenset("，、；：。！？（） \n…")
_STORED = re.compile(r"(?P<left>\{\{)|(?P<right>\}\})|\{(?P<slot>[^{}]+)\}|(?P<words>[^{}]+)")


class SlotSyntaxError(ZjmzError):
    """A stored or typed text whose braces make no slots."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"花括号里应是数的编号，如{{I08-03}}；“{text[:20]}”这里读不出来。请核对后再写。"
        )


class Ref(NamedTuple):
    """A slot as it stands in a text; `written` in other words than the figure's own, or ""."""

    name: str
    written: str = ""


Token = str | Ref
Tokens = tuple[Token, ...]


class Slot(NamedTuple):
    """What fills a slot.

    Attributes:
        name: its name.
        shown: the figure as printed: 118个.
        code: indicator it belongs to, or "".
        exact: the unrounded figure in the unit shown, None where only what is shown is known.
        is_figure: whether it is an amount, which may be said in other words; else a phrase.
        may_go: whether it may be left out: the month, and amounts of a text that the office wrote.
    """

    name: str
    shown: str
    code: str = ""
    exact: Fraction | None = None
    is_figure: bool = True
    may_go: bool = False


class Generated(NamedTuple):
    """A sentence as the data make it: words and slots, and what fills them.

    Attributes:
        key: its key.
        tokens: words and slots.
        slots: what fills them.
        through: the month that its figures go to (12月底), "" where that is not known.
    """

    key: str
    tokens: Tokens
    slots: Mapping[str, Slot]
    through: str = ""

    @property
    def text(self) -> str:
        """The sentence in words."""
        return filled(self.tokens, self.slots)

    @property
    def figures(self) -> tuple[Slot, ...]:
        """The amounts, in order."""
        return tuple(slot for slot in self.slots.values() if slot.is_figure)


def filled(tokens: Iterable[Token], slots: Mapping[str, Slot]) -> str:
    """Tokens in words."""
    return "".join(shown_as(token, slots) for token in tokens)


def shown_as(token: Token, slots: Mapping[str, Slot]) -> str:
    """One token in words."""
    return token if isinstance(token, str) else token.written or slots[token.name].shown


def joined(tokens: Iterable[Token]) -> Tokens:
    """The same with neighbouring words as one."""
    found: list[Token] = []
    for token in tokens:
        if isinstance(token, str) and found and isinstance(found[-1], str):
            found[-1] += token
        elif token:
            found.append(token)
    return tuple(found)


# ---- made of a rendered sentence ----


def generated(sentence: Rendered, exact: Exact | None = None, *, through: str = "") -> Generated:
    """The sentence with its slots; of a text that no template made all amounts are its own.

    Args:
        sentence: as rendered.
        exact: (code, aspect) → unrounded figure.
        through: the month that its figures go to, in words.
    """
    pieces = sentence.pieces or (Bound("", "", sentence.text),)
    owners = _Owners(pieces, sentence.text)
    slots: dict[str, Slot] = {}
    tokens: list[Token] = []
    at = 0
    for start, end, owner in owners.spans():
        slot = _slot(sentence.text[start:end], owner, exact=exact or {})
        slots.setdefault(slot.name, slot)
        tokens += [sentence.text[at:start], Ref(slot.name)]
        at = end
    tokens.append(sentence.text[at:])
    return Generated(sentence.key, joined(tokens), slots, through)


class _Owner(NamedTuple):
    piece: Bound
    no: int


def _is_phrase(piece: Bound) -> bool:
    return piece.aspect == LACKING or (piece.aspect == THROUGH and not piece.code)


def _slot(shown: str, owner: _Owner, *, exact: Exact) -> Slot:
    piece, no = owner
    name = ":".join(part for part in (piece.code, piece.aspect) if part)
    if _is_phrase(piece):
        return Slot(name, shown, piece.code, is_figure=False, may_go=piece.aspect == THROUGH)
    if not piece.code:
        return Slot(f"#{no}", shown)
    value = exact.get((piece.code, piece.aspect)) if no == 1 else None
    name = f"{name}.{no}" if no > 1 else name
    return Slot(name, shown, piece.code, value, may_go=piece.aspect == "text")


class _Owners:
    """Whose each character is, though punctuation fell away between pieces and text."""

    def __init__(self, pieces: tuple[Bound, ...], text: str) -> None:
        self._pieces, self._text = pieces, text
        self._of = [no for no, piece in enumerate(pieces) for c in piece.text if c not in _TIDIED]

    def spans(self) -> Iterator[tuple[int, int, _Owner]]:
        """Where slots stand in the text, in order."""
        phrases = list(self._phrases())
        inside = [range(start, end) for start, end, _ in phrases]
        amounts = [one for one in self._amounts() if not any(one[0] in part for part in inside)]
        counted: dict[int | str, int] = {}
        for start, end, at in sorted([*amounts, *phrases]):
            piece = self._pieces[at]
            of = at if piece.code else ""
            counted[of] = counted.get(of, 0) + (not _is_phrase(piece))
            yield start, end, _Owner(piece, counted[of])

    def _amounts(self) -> Iterator[tuple[int, int, int]]:
        for amount in amounts_in(self._text):
            start, end = amount.core
            yield start, end, self._of[sum(c not in _TIDIED for c in self._text[:start])]

    def _phrases(self) -> Iterator[tuple[int, int, int]]:
        """Pieces that are one slot whole, from their first to their last character in the text."""
        solid = [at for at, char in enumerate(self._text) if char not in _TIDIED]
        for no, piece in enumerate(self._pieces):
            mine = [at for at, of in zip(solid, self._of, strict=False) if of == no]
            if mine and _is_phrase(piece):
                yield mine[0], mine[-1] + 1, no


def told(key: str, text: str, *, through: str) -> Rendered:
    """A text that no template made, as a sentence of one line; `through` is its month in words."""
    line = "".join(line.strip() for line in text.splitlines())
    parts = re.split(f"({re.escape(through)})", line)
    pieces = (Bound("", THROUGH if part == through else "", part) for part in parts)
    return Rendered(key, line, (), tuple(pieces))


# ---- stored ----


def written(tokens: Iterable[Token], *, shown: Mapping[str, Slot] | None = None) -> str:
    """Tokens as stored; with `shown`, slots tell what filled them: `{I08-03=118个}`."""
    return "".join(_written(token, shown) for token in tokens)


def _written(token: Token, shown: Mapping[str, Slot] | None) -> str:
    if isinstance(token, str):
        return token.replace("{", "{{").replace("}", "}}")
    name, other = token
    if shown is not None:
        return f"{{{name}={shown[name].shown}}}"
    return f"{{{name}~{other}}}" if other else f"{{{name}}}"


def read(text: str) -> tuple[Tokens, dict[str, str]]:
    """Stored text as tokens, and what filled its slots where it tells.

    Raises:
        SlotSyntaxError: where braces make no slot.
    """
    tokens: list[Token] = []
    shown: dict[str, str] = {}
    at = 0
    for match in _STORED.finditer(text):
        if match.start() != at:
            break
        at = match.end()
        if match["slot"]:
            tokens.append(_ref(match["slot"], shown))
        else:
            tokens.append("{" if match["left"] else "}" if match["right"] else match["words"])
    if at != len(text):
        raise SlotSyntaxError(text[at:])
    return joined(tokens), shown


def _ref(inside: str, shown: dict[str, str]) -> Ref:
    name, told_as, value = inside.partition("=")
    if told_as:
        shown[name] = value
        return Ref(name)
    name, _, other = inside.partition("~")
    return Ref(name, other)
