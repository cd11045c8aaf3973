"""Texts as CSV holds them: no text of a user's becomes a formula in a spreadsheet program."""

import csv
import io
from collections.abc import Iterable

GUARD = "'"
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", GUARD)


def csv_bytes(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows of texts as one CSV, each text guarded: of a program's own numbers none is negative."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(text) for text in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """A text that a spreadsheet program can't take for a formula; `unguarded` takes it back."""
    return GUARD + text if text.startswith(_DANGEROUS) else text


def unguarded(text: str) -> str:
    """A text as it was before `guarded`."""
    bare = text.removeprefix(GUARD)
    return bare if text != bare and bare.startswith(_DANGEROUS) else text
