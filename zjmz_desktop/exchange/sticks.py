"""Packages on a stick or in a folder: looked for near the top first, and not for ever."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from zjmz_desktop.exchange.package_read import is_package

DEEPEST = 5  # folders below the one that was named
MOST_FILES = 20_000  # that are opened, whatever they are
MOST_PACKAGES = 2_000


class Found(NamedTuple):
    """What was found in a folder.

    Attributes:
        packages: in order, folder by folder, those near the top first.
        whole: whether everything was looked at.
    """

    packages: tuple[Path, ...]
    whole: bool


def packages_below(folder: Path, *, goes_on: Callable[[int], bool]) -> Found:
    """Look for packages in a folder and the folders in it.

    Args:
        folder: where to look; what is linked to elsewhere is left out.
        goes_on: told before each file how many packages were found, and asked whether to go on.
    """
    found: list[Path] = []
    walk = _Walk(folder)
    for looked, path in enumerate(walk):
        if looked == MOST_FILES or len(found) == MOST_PACKAGES or not goes_on(len(found)):
            return Found(tuple(found), whole=False)
        if is_package(path):
            found.append(path)
    return Found(tuple(found), whole=not walk.left)


class _Walk:
    """Every file below a folder, level by level; `left` once something was left out."""

    def __init__(self, folder: Path) -> None:
        self._waiting = deque([(folder, 0)])
        self.left = False

    def __iter__(self) -> Iterator[Path]:
        while self._waiting:
            folder, depth = self._waiting.popleft()
            for entry in self._entries(folder):
                if entry.is_dir(follow_symlinks=False):
                    self._go_down(Path(entry.path), depth + 1)
                elif entry.is_file():
                    yield Path(entry.path)

    def _entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """In the order of their names; of a folder that may not be looked into none."""
        try:
            with os.scandir(folder) as entries:
                some = list(islice(entries, MOST_FILES + 1))
        except OSError:
            return []
        return sorted(some, key=lambda one: one.name)

    def _go_down(self, folder: Path, depth: int) -> None:
        if depth > DEEPEST:
            self.left = True
        else:
            self._waiting.append((folder, depth))
