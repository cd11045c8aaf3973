"""The mini-language of report sentences: reading (`resources/plans/FORMAT.md`, Sentences).

`narrative_words` puts figures in.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from zjmz_desktop.domain.errors import ZjmzError

FIELDS = ("through", "office", "year")
ASPECTS = (
    "", "n", "d", "progress", "top", "names", "yoy", "met", "expected", "state", "text", "people",
)  # fmt: skip
TESTS = ("zero", "met", "any")

_CODE = r"I[0-9]{2}-[0-9]{2}"
_TOKEN = re.compile(r"[^{}\[\]|]+|.", re.DOTALL)
_SLOT = re.compile(rf"({_CODE})(?::([a-z]+))?")
_TEST = re.compile(rf"({_CODE}) ([a-z]+)\?")


class SentenceError(ZjmzError):
    """A report sentence that breaks the mini-language; says which one, where and why."""

    def __init__(self, key: str, at: int, *, reason: str) -> None:
        super().__init__(f"报告句子“{key}”第{at + 1}个字处：{reason}。请对照计划文件格式说明改正。")
        self.key, self.at, self.reason = key, at, reason


@dataclass(frozen=True, slots=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A placeholder: an indicator code with an aspect, or one of `FIELDS` with none."""

    name: str
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class Optional:
    """`[…]`: falls away when a figure in it is missing."""

    parts: "Parts"


@dataclass(frozen=True, slots=True)
class Choice:
    """`[CODE test?then|otherwise]`; falls away when the figure is missing."""

    code: str
    test: str
    then: "Parts"
    otherwise: "Parts"


Part = Words | Slot | Optional | Choice
Parts = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence as read."""

    key: str
    parts: Parts


# ---- reading ----


@lru_cache(maxsize=1024)
def parse(text: str, *, key: str = "") -> Template:
    """Read a sentence; a plan's sentences are asked for over and over.

    Raises:
        SentenceError: with the place and the reason.
    """
    reader = _Reader(text, key)
    parts = reader.parts(stop="", opened=0)
    return Template(key, parts)


class _Reader:
    """Recursive descent over brace, bracket and bar tokens."""

    def __init__(self, text: str, key: str) -> None:
        self._text, self._key, self._at = text, key, 0

    def parts(self, *, stop: str, opened: int) -> Parts:
        """Parts up to one of the characters of `stop` (left standing), or the end of the text."""
        return tuple(self._parts(stop, opened))

    def _parts(self, stop: str, opened: int) -> Iterator[Part]:
        while self._at < len(self._text):
            token = self._peek()
            if token in stop and len(token) == 1:
                return
            if token == "{":
                yield self._slot()
            elif token == "[":
                yield self._bracket()
            elif token in ("}", "]", "|"):
                raise self._wrong(f"多出“{token}”")
            else:
                self._at += len(token)
                yield Words(token)
        if stop:
            self._at = opened
            raise self._wrong("方括号没有合上，缺“]”")

    def _peek(self) -> str:
        match = _TOKEN.match(self._text, self._at)
        return match[0] if match else ""

    def _slot(self) -> Slot:
        end = self._text.find("}", self._at)
        if end < 0:
            raise self._wrong("花括号没有合上，缺“}”")
        inner = self._text[self._at + 1 : end]
        slot = Slot(inner) if inner in FIELDS else self._figure(inner)
        self._at = end + 1
        return slot

    def _figure(self, inner: str) -> Slot:
        match = _SLOT.fullmatch(inner)
        if not match or (match[2] or "") not in ASPECTS:
            raise self._wrong(f"不认识“{{{inner}}}”")
        return Slot(match[1], match[2] or "")

    def _bracket(self) -> Part:
        opened = self._at
        self._at += 1
        test = _TEST.match(self._text, self._at)
        part = self._choice(test, opened) if test else self._optional(opened)
        self._at += 1
        return part

    def _optional(self, opened: int) -> Optional:
        parts = self.parts(stop="]", opened=opened)
        if not has_figure(parts):
            self._at = opened
            raise self._wrong("方括号里没有指标，永远不会略去")
        return Optional(parts)

    def _choice(self, test: re.Match[str], opened: int) -> Choice:
        if test[2] not in TESTS:
            raise self._wrong(f"不认识的条件“{test[2]}”，只能用zero、met、any")
        self._at = test.end()
        then = self.parts(stop="|]", opened=opened)
        if self._peek() != "|":
            return Choice(test[1], test[2], then, ())
        self._at += 1
        return Choice(test[1], test[2], then, self.parts(stop="]", opened=opened))

    def _wrong(self, reason: str) -> SentenceError:
        return SentenceError(self._key, self._at, reason=reason)


def has_figure(parts: Iterable[Part]) -> bool:
    """Whether a figure stands anywhere in these parts."""
    return any(True for _ in codes_in(parts))


def slots_in(parts: Iterable[Part]) -> Iterator[Slot]:
    """All placeholders, in order."""
    for part in parts:
        match part:
            case Slot():
                yield part
            case Optional(inner):
                yield from slots_in(inner)
            case Choice(_, _, then, otherwise):
                yield from slots_in((*then, *otherwise))


def codes_in(parts: Iterable[Part]) -> Iterator[str]:
    """Codes of all figures and tests, in order, repeated as they stand."""
    for part in parts:
        match part:
            case Slot(name, _) if name not in FIELDS:
                yield name
            case Optional(inner):
                yield from codes_in(inner)
            case Choice(code, _, then, otherwise):
                yield code
                yield from codes_in((*then, *otherwise))
