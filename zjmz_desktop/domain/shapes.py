"""What a value may hold, part by part (formats A and B): the one table of shapes."""

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.plan_registers import RegisterField

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", re.ASCII)
_NUMBERS = {"n", "d"}


class Shape(NamedTuple):
    """What a value may hold.

    Attributes:
        keys: every key that it may have.
        needs: keys of which a value that is one has at least one.
        words: what its text may be; empty where any text may.
        figure: whether it may be 不适用 or 未开展.
        personal: whether it may be a commitment in place of the text.
    """

    keys: frozenset[str]
    needs: frozenset[str]
    words: frozenset[str] = frozenset()
    figure: bool = False
    personal: bool = False


def _shape(needs: str, more: str = "", *, words: str = "") -> Shape:
    wanted = frozenset(needs.split())
    scale = {"scale"} if wanted & _NUMBERS else set()
    keys = wanted | frozenset(more.split()) | scale | {"state"}
    return Shape(keys, wanted, frozenset(words.split()))


NUMBER = _shape("n")._replace(figure=True)
TEXT = _shape("text")
TEXT_FIGURE = TEXT._replace(figure=True)
DAY = _shape("on")
QUOTIENT = _shape("n d")._replace(figure=True)

# part → shape. Those of `FIGURES` are what their indicator's entry kind says.
SHAPES: dict[str, Shape] = {
    "value": NUMBER,
    "removed": NUMBER,
    "opening": NUMBER,
    "flash": NUMBER,
    "estimate": NUMBER,
    "annual": NUMBER,
    "adopted": NUMBER,
    "proxy": NUMBER,
    "confirmed": NUMBER,
    "note": TEXT,
    "check": TEXT,
    "village": NUMBER,
    "step": _shape("text", "on doc", words="not_started in_progress done cancelled"),
    "decision": _shape("text", "on doc", words="named not_named not_entered"),
    "tick": NUMBER,
    "sample_size": NUMBER,
    "answer": _shape("text", "refs"),
    "evidence": TEXT,
    "mode": _shape("text", words="summary"),
    "sentence": TEXT,
    "chapters": TEXT,
    "order": TEXT,
    "letter": TEXT,
    "submit": _shape("text", "refs", words="submitted recalled"),
    "review": _shape("text", "refs", words="accepted returned"),
    "close": _shape("text", "refs"),
    "reopen": _shape("text", "refs"),
    "confirmation": _shape("text", "on refs", words="confirmed refused"),
    "target": NUMBER,
    "base": _shape("n", "text"),
    "in_force": TEXT,
    "choice": _shape("text", "on"),
    "cut_off": DAY,
    "submit_by": DAY,
    "name": TEXT,
    "type": TEXT,
    "parent_admin": TEXT,
    "parent_stat": TEXT,
    "ended": TEXT,
    "speaks": _shape("text", "on refs", words="trusted replaced"),
    "state": TEXT,
    "merged_into": TEXT,
}
FIGURES = frozenset({"value", "flash", "estimate", "annual", "adopted", "proxy", "confirmed"})
_FIELDS = {
    "text": TEXT,
    "choice": TEXT,
    "unit": TEXT,
    "number": _shape("n"),
    "yes_no": _shape("n"),
    "date": DAY,
    "several": _shape("list"),
}


def figure_shape(indicator: Indicator, part: str) -> Shape:
    """The shape of an indicator's part; a 代报 also says who, how and when."""
    if part not in FIGURES:
        return SHAPES[part]
    if indicator.entry is Entry.NARRATIVE:
        return TEXT_FIGURE
    quotient = indicator.entry in (Entry.RATIO, Entry.CHECKLIST)
    shape = QUOTIENT if quotient else SHAPES[part]
    return shape._replace(keys=shape.keys | {"text"}) if part == "proxy" else shape


def field_shape(field: RegisterField) -> Shape:
    """The shape of a register's field."""
    return _FIELDS[field.type]._replace(personal=field.personal)


def fits(value: Mapping[str, Any], shape: Shape) -> bool:
    """Whether the `value` of a line is of the shape; its types are right already."""
    state = value["state"]
    if state != "value":
        return _fits_nothing(value, shape)
    if not value.keys() <= shape.keys or shape.needs.isdisjoint(value):
        return False
    if shape.words and value["text"] not in shape.words:
        return False
    return "on" not in value or is_day(value["on"])


def _fits_nothing(value: Mapping[str, Any], shape: Shape) -> bool:
    """Kinds of nothing hold nothing; what is sealed holds its commitment."""
    if value["state"] == "sealed":
        return shape.personal and value.keys() == {"state", "commit"}
    return len(value) == 1 and (value["state"] == "blank" or shape.figure)


@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Whether it is a date as stored, `2018-06-18` or `2018-06`."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{text}-01"[:10])
    except ValueError:
        return False
    return True
