"""How sheets were read before: `settings/mappings.json` beside the store, local to this computer.

It is a convenience: a file that can't be read counts as empty, and is written anew.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

import orjson

from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.exchange.written_files import write_whole

_MOST = 200


def _path(folder: Path) -> Path:
    return folder / "settings" / "mappings.json"


def remembered(folder: Path, name: str) -> Mapping[int, Use]:
    """Column → use of the sheet with that fingerprint; empty where it was never read."""
    found = _all(folder).get(name, [])
    try:
        uses = [Use(int(at), str(field), Decimal(factor)) for at, field, factor in found]
    except (ValueError, TypeError, InvalidOperation):
        return {}
    return {use.at: use for use in uses}


def remember(folder: Path, name: str, *, uses: Iterable[Use]) -> None:
    """Keep how that sheet was read; the oldest of many is forgotten.

    Raises:
        FileNotWrittenError: with a sentence.
    """
    every = {key: found for key, found in _all(folder).items() if key != name}
    every[name] = [[str(use.at), use.field, str(use.factor)] for use in uses]
    body = orjson.dumps(dict(list(every.items())[-_MOST:]), option=orjson.OPT_INDENT_2)
    _path(folder).parent.mkdir(exist_ok=True)

    def write(path: Path) -> None:
        path.write_bytes(body)

    write_whole(_path(folder), write)


def _all(folder: Path) -> dict[str, list[list[str]]]:
    try:
        found = orjson.loads(_path(folder).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return {}
    return found if isinstance(found, dict) else {}
