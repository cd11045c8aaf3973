"""The local files of 临时要数 beside the store: forms of receivers, and what was given to whom and when.

They belong to this computer's office and travel nowhere, so they are no revisions; each file is written whole.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.exchange.written_files import write_whole

FOLDER, FORMS, GIVEN = "urgent", "forms.json", "given"
FORMAT = 1


class UrgentFileError(ZjmzError):
    """A local file of 临时要数 that can't be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"没能读出“{path}”，内容不完整或者被改动过。请把这个文件移到别处再试；填报的数据不受影响。"
        )
        self.path = path


def read_forms(store: Path) -> list[dict[str, Any]]:
    """Saved forms, in the order they were saved."""
    path = store / FOLDER / FORMS
    return _read(path, "forms") if path.exists() else []


def write_forms(store: Path, forms: list[dict[str, Any]]) -> None:
    """Save all forms.

    Raises:
        FileNotWrittenError: with a sentence.
    """
    _write(store / FOLDER / FORMS, {"format": FORMAT, "forms": forms})


def keep_given(store: Path, name: str, *, content: Mapping[str, Any]) -> Path:
    """Keep what was given out, under a name that sorts by time.

    Raises:
        FileNotWrittenError: with a sentence.
    """
    path = store / FOLDER / GIVEN / f"{name}.json"
    _write(path, {"format": FORMAT, "given": [content]})
    return path


def read_given(store: Path) -> list[dict[str, Any]]:
    """What was given out, newest first."""
    paths = sorted((store / FOLDER / GIVEN).glob("*.json"), reverse=True)
    return [one for path in paths for one in _read(path, "given")]


def _read(path: Path, key: str) -> list[dict[str, Any]]:
    try:
        content = json.loads(path.read_text("utf-8"))
        found = content[key]
        if content["format"] != FORMAT or not all(isinstance(one, dict) for one in found):
            raise UrgentFileError(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UrgentFileError(path) from error
    return list(found)


def _write(path: Path, content: Mapping[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)

    def write(part: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, "utf-8")

    write_whole(path, write)
