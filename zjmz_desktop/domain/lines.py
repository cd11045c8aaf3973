"""Revision lines as they are stored and as they arrive: what makes one valid (formats A).

The one home of that rule: `revisions.read_line` reads a single line by it, an import whole files.
Validity is a function of the line alone, so it must not hang on a version of Python: characters are
ruled out by fixed ranges.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import orjson

from zjmz_desktop.domain.errors import RevisionError
from zjmz_desktop.domain.values import MAX_INTEGER, MAX_SCALE, State

FORMAT = 1
_NOT_CANONICAL = "这一行数据不是规范写法，可能被改动过。"


class Line(NamedTuple):
    """A valid line with what is asked of every one of them.

    Attributes:
        id: first 16 bytes of its SHA-256, as 32 hex digits.
        key: its cell's key.
        raw: the line, without a line feed.
        found: the line as an object.
    """

    id: str
    key: str
    raw: bytes
    found: dict[str, Any]


class BadLine(NamedTuple):
    """A line that can't be used: its place from 1, its bytes, and a sentence that says why."""

    number: int
    raw: bytes
    reason: str


def read_lines(content: bytes) -> tuple[list[Line], list[BadLine]]:
    """Read many lines, each with a line feed behind it; bad ones are set apart."""
    lines: list[Line] = []
    bad: list[BadLine] = []
    *whole, rest = content.split(b"\n")
    for number, raw in enumerate(whole, 1):
        try:
            lines.append(read_one(raw))
        except RevisionError as error:
            bad.append(BadLine(number, raw, error.message))
    if rest:
        bad.append(BadLine(len(whole) + 1, rest, "这一行数据不完整，末尾被截断。"))
    return lines, bad


def read_one(raw: bytes) -> Line:
    """Read one canonical line.

    Raises:
        RevisionError: when it is no revision, or not in canonical form.
    """
    try:
        found = orjson.loads(raw)
        if orjson.dumps(found, option=orjson.OPT_SORT_KEYS) != raw:
            raise RevisionError(_NOT_CANONICAL)
        _check(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:  # orjson's own among them
        raise RevisionError("这一行数据读不出来。") from error
    if not (raw.isascii() or _is_composed(found, raw)):
        raise RevisionError(_NOT_CANONICAL)
    return Line(hashlib.sha256(raw).hexdigest()[:32], _key(found["cell"]), raw, found)


def _is_composed(found: Mapping[str, Any], raw: bytes) -> bool:
    """Whether every text is in NFC.

    The line is looked at whole, which is quick; only one that fails is looked at text by text: the
    letter of an escaped line break can't be composed with what follows it.
    """
    normal = unicodedata.is_normalized
    return normal("NFC", raw.decode()) or all(normal("NFC", text) for text in _texts(found))


def _texts(found: Any) -> list[str]:
    if isinstance(found, str):
        return [found]
    parts = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return [text for part in parts for text in _texts(part)]


# ---- what a line may hold ----


def _check(found: dict[str, Any]) -> None:
    if found["format"] != FORMAT:
        raise RevisionError("数据格式不是本程序认识的版本。请升级程序。")
    _LINE.check(found)
    _check_chain(found)
    if not (_is_name(found["author"]) and _is_name(found["user"])):
        raise RevisionError("数据里的单位或用户不对。")
    _check_cell(found["cell"])
    _check_value(found["value"])
    if "rows" in found:
        _check_rows(found)


def _check_chain(found: Mapping[str, Any]) -> None:
    seq, clock, parents = found["seq"], found["clock"], found["parents"]
    ms, counter = clock
    if not 0 < seq <= MAX_INTEGER or not (_is_count(ms, _LAST_MS) and _is_count(counter)):
        raise RevisionError("数据里的序号不对。")
    if ("prev" in found) != (seq > 1):
        raise RevisionError("数据里的序号与前一条的编号对不上。")
    if not _HEX32.fullmatch(found["replica"]) or not _HEX32.fullmatch(found.get("prev", _ANY_ID)):
        raise RevisionError("数据里的编号不对。")
    if parents and not (all(map(_HEX32.fullmatch, parents)) and _is_ascending(parents)):
        raise RevisionError("数据里的编号不对。")


def _is_count(number: Any, most: int = MAX_INTEGER) -> bool:
    return type(number) is int and 0 <= number <= most


def _is_ascending(texts: Sequence[str]) -> bool:
    return all(one < other for one, other in pairwise(texts))


def _key(cell: Mapping[str, Any]) -> str:
    """As `Cell.key` has it; no address may hold the bar that parts them."""
    get = cell.get
    year, period, row = get("year", ""), get("period", ""), get("row", "")
    return f"{cell['unit']}|{cell['of']}|{year}|{period}|{row}|{cell['part']}"


def _check_cell(cell: dict[str, Any]) -> None:
    _CELL.check(cell)
    if not (_is_name(cell["of"]) and _is_name(cell["unit"]) and _is_name(cell["part"])):
        raise RevisionError("数据里的地址不对。")
    if not 0 < cell.get("year", 1) <= _LAST_YEAR:
        raise RevisionError("数据里的地址不对。")
    if "period" in cell and not _PERIOD.fullmatch(cell["period"]):
        raise RevisionError("数据里的报告期不对。")
    if "row" in cell and not _HEX32.fullmatch(cell["row"]):
        raise RevisionError("数据里的编号不对。")


def _check_value(value: dict[str, Any]) -> None:
    _VALUE.check(value)
    if value["state"] not in _STATES:
        raise RevisionError("数据里的填报状态不对。")
    if "n" in value or "d" in value or "scale" in value:
        _check_numbers(value)
    if "on" in value and not _is_day(value["on"]):
        raise RevisionError("数据里的日期不对。")
    for key in ("list", "refs"):
        if key in value:
            _check_list(value[key])
    if ("commit" in value) != (value["state"] == State.SEALED):
        raise RevisionError("数据里的封存内容不对。")
    if "commit" in value and not _HEX64.fullmatch(value["commit"]):
        raise RevisionError("数据里的封存内容不对。")


def _check_numbers(value: Mapping[str, Any]) -> None:
    numbers = [value[key] for key in ("n", "d") if key in value]
    if not numbers or value["state"] != State.VALUE:
        raise RevisionError("数据里的数值不对。")
    if not all(-MAX_INTEGER <= number <= MAX_INTEGER for number in numbers):
        raise RevisionError("数据里的数值不对。")
    if "scale" not in value:
        return
    if not 0 < value["scale"] <= MAX_SCALE:
        raise RevisionError("数据里的小数位数不对。")
    if not any(number % 10 for number in numbers):
        raise RevisionError(_NOT_CANONICAL)


def _check_list(texts: Sequence[Any]) -> None:
    if not all(type(text) is str for text in texts):
        raise RevisionError("数据里的编号或选项不是文字。")
    if sorted(texts) != texts:
        raise RevisionError(_NOT_CANONICAL)


def _check_rows(found: Mapping[str, Any]) -> None:
    rows = found["rows"]
    _ROWS.check(rows)
    if found.get("source") != "register":
        raise RevisionError("数据里的底册行数不对。")
    if not _is_count(rows["count"]) or not _HEX64.fullmatch(rows["digest"]):
        raise RevisionError("数据里的底册行数不对。")


@lru_cache(maxsize=4_096)
def _is_name(text: str) -> bool:
    """Whether a text may stand in an address; the same ones come again and again."""
    return _NAMES.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text if len(text) == _WHOLE_DAY else f"{text}-01")
    except ValueError:
        return False
    return True


class _Shape:
    """Which keys an object has and of what types; those seen to be right are known at once."""

    def __init__(self, types: Mapping[str, type], *, needed: Sequence[str]) -> None:
        self._types = types
        self._needed = frozenset(needed)
        self._known: set[tuple[Any, ...]] = set()

    def check(self, found: dict[str, Any]) -> None:
        """Refuse another shape.

        Raises:
            RevisionError: on an unknown or a missing key, or a value of another type.
        """
        shape = (*found, *map(type, found.values()))
        if shape not in self._known:
            self._look(found)
            self._known.add(shape)

    def _look(self, found: Mapping[str, Any]) -> None:
        for key, item in found.items():
            if type(item) is not self._types.get(key):
                known = "内容类型不对" if key in self._types else "有不认识的内容"
                raise RevisionError(f"数据里{known}：{key}。")
        if missing := sorted(self._needed - found.keys()):
            raise RevisionError(f"数据里缺少内容：{missing[0]}。")


def _texts_of(*keys: str) -> dict[str, type]:
    return dict.fromkeys(keys, str)


_LINE = _Shape(
    _texts_of("author", "replica", "prev", "user", "note", "act", "source")
    | {"format": int, "seq": int, "cell": dict, "value": dict, "rows": dict}
    | {"clock": list, "parents": list},
    needed=("author", "cell", "clock", "format", "parents", "replica", "seq", "user", "value"),
)
_CELL = _Shape(
    _texts_of("of", "unit", "period", "row", "part") | {"year": int},
    needed=("of", "part", "unit"),
)
_VALUE = _Shape(
    _texts_of("state", "text", "on", "doc", "commit")
    | {"n": int, "d": int, "scale": int, "list": list, "refs": list},
    needed=("state",),
)
_ROWS = _Shape({"count": int, "digest": str}, needed=("count", "digest"))
_STATES = frozenset(state.value for state in State)
_HEX32 = re.compile(r"[0-9a-f]{32}", re.ASCII)
_HEX64 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ANY_ID = "0" * 32
_LAST_YEAR = 9999
_LAST_MS = 253_370_764_800_000  # 9999-01-01: every clock is a day that can be shown, also at +08:00
_PERIOD = re.compile(r"[0-9]{4}(?:M(?:0[1-9]|1[0-2])|Q[1-4]|H[12])?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", re.ASCII)
_WHOLE_DAY = len("2018-06-18")
# Nothing that can't be seen, and not the bar that parts a cell's key.
_NAMES = re.compile(
    "[^|\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]+"
)
