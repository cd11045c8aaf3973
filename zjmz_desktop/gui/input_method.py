"""Which input method Qt is told to use, so that pinyin works under fcitx without its plugin."""

from collections.abc import Mapping
from pathlib import Path


def input_method_environment(environment: Mapping[str, str], plugin_folder: Path) -> dict[str, str]:
    """Variables to set before QApplication is made.

    The Qt wheel carries no fcitx plugin; fcitx 5 answers the ibus protocol through its portal.

    Args:
        environment: The process environment as it is.
        plugin_folder: Qt's `platforminputcontexts` folder.

    Returns:
        What to add; empty when the desktop's own choice works.
    """
    wanted = environment.get("QT_IM_MODULE", "") or environment.get("XMODIFIERS", "")
    if "fcitx" not in wanted.lower() or _has_fcitx(plugin_folder):
        return {}
    return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


def _has_fcitx(plugin_folder: Path) -> bool:
    return any("fcitx" in found.name for found in plugin_folder.glob("*"))
