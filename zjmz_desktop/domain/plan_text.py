"""Where in a TOML text a thing stands; only scanned when a problem is reported."""

import re

_TABLE = re.compile(r"^\s*\[\[?([A-Za-z_.]+)\]\]?\s*(?:#.*)?$", re.ASCII)


def place_of(text: str, table: str, *, index: int, key: str = "") -> tuple[int, int]:
    """Line and column (from 1) of the `index`-th table of that name, or of a key in it.

    `table` is a dotted name as written between the brackets (`item.clause`), `index` counts from 0 over
    the whole file. Returns (0, 0) where it can't be found.
    """
    lines = text.split("\n")
    seen = -1
    start = 0
    for number, line in enumerate(lines, start=1):
        match = _TABLE.match(line)
        if match and match[1] == table:
            seen += 1
            if seen == index:
                start = number
                break
    if not start:
        return 0, 0
    return _key_place(lines, start, key=key) if key else (start, 1)


def _key_place(lines: list[str], start: int, *, key: str) -> tuple[int, int]:
    pattern = re.compile(rf"^(\s*)(?:{re.escape(key)}|\"{re.escape(key)}\")\s*=", re.ASCII)
    for number in range(start, len(lines)):
        if _TABLE.match(lines[number]):
            break
        if match := pattern.match(lines[number]):
            return number + 1, len(match[1]) + 1
    return start, 1
