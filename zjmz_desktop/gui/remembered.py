"""What this computer remembers of how its user likes things: no figures, nothing of the office."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSettings

_FILE = ("zjmz", "window")


def remembered(name: str) -> Mapping[str, Any]:
    """What was remembered under a name; empty where there is nothing, or nothing that can be read."""
    text = _settings().value(name, "")
    try:
        found = json.loads(text) if isinstance(text, str) and text else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def remember(name: str, found: Mapping[str, Any]) -> None:
    """Remember it from now on."""
    _settings().setValue(name, json.dumps(found, ensure_ascii=False))


def _settings() -> QSettings:
    """A file of the user's own, also where the system has a registry."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, *_FILE)
