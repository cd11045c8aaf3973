"""The files that lie before the clerk, and what is known of each."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from zjmz_desktop.service.package_looks import Look
from zjmz_desktop.service.package_previews import Standing
from zjmz_desktop.service.trusting import Signer

_DENIED = "识别码和对方念的不一致，这个文件没有导入。请对方重新导出。"


class Received:
    """Files by path; one that is looked at again takes the newer look."""

    def __init__(self) -> None:
        self._looks: dict[Path, Look] = {}

    @property
    def looks(self) -> tuple[Look, ...]:
        """All of them, in the order they came."""
        return tuple(self._looks.values())

    @property
    def ready(self) -> tuple[Look, ...]:
        """Those that can be imported and bring something."""
        return tuple(one for one in self._looks.values() if _brings_something(one))

    @property
    def stranger(self) -> Signer | None:
        """The next sender whose code is not compared yet."""
        found = (one.stranger for one in self._looks.values() if one.stranger is not None)
        return next(found, None)

    @property
    def refused(self) -> tuple[Path, ...]:
        """Where those lie that could not be imported as things stood."""
        return tuple(path for path, one in self._looks.items() if one.preview is None)

    def add(self, looks: Iterable[Look]) -> None:
        """Files that were looked at."""
        self._looks.update({one.path: one for one in looks})

    def leave_out(self, look: Look) -> None:
        """Forget one."""
        self._looks.pop(look.path, None)

    def of(self, signer: Signer) -> tuple[Look, ...]:
        """The files of a sender that waits to be compared."""
        return tuple(one for one in self._looks.values() if one.stranger == signer)

    def deny(self, signer: Signer) -> None:
        """Its code is another one: its files stay out."""
        self.add(replace(one, stranger=None, refusal=_DENIED) for one in self.of(signer))


def _brings_something(look: Look) -> bool:
    preview = look.preview
    return preview is not None and (preview.standing is not Standing.REPEATED or preview.sealed)
