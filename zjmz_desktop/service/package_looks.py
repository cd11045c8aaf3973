"""Looking at files that were received, before anything is imported: whose they are, and what each would bring."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.packages import Package
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.importing_packages import PLAIN, Asked, inspect, packages_in
from zjmz_desktop.service.package_previews import Preview, outline
from zjmz_desktop.service.trusting import CodeRefusedError, Signer, signer_of


@dataclass(frozen=True, slots=True)
class Look:
    """One file.

    Attributes:
        path: where it lies.
        outline: whom it is from and what it is for, None where it is no package.
        preview: what it would bring, None where it can't be imported as things stand.
        stranger: its sender, whose 单位识别码 has to be compared first; else None.
        refusal: why it can't be imported, or "".
    """

    path: Path
    outline: Preview | None = None
    preview: Preview | None = None
    stranger: Signer | None = None
    refusal: str = ""


def look_at(office: Office, files: Sequence[Path], *, asked: Asked = PLAIN) -> tuple[Look, ...]:
    """Look at files, or at all packages of folders; nothing is written.

    Args:
        office: the open office.
        files: packages, or folders (a stick).
        asked: progress, and whether to stop between two; what was not looked at is left out.
    """
    waiting, too_large = packages_in(files, asked=asked)
    found = list[Look]()
    for file in waiting:
        if asked.cancelled():
            break
        asked.on_progress(len(found), len(waiting))
        found.append(_look(office, file))
    asked.on_progress(len(found), len(waiting))
    left = (Look(folder, refusal=error.message) for folder, error in too_large.items())
    return (*found, *left)


def _look(office: Office, file: Path) -> Look:
    from zjmz_desktop.exchange.package_read import read_package

    try:
        package = read_package(file)
    except ZjmzError as error:
        return Look(file, refusal=error.message)
    bare = Look(file, outline(office, package.manifest, file=file.name, package=package.id))
    try:
        return replace(bare, preview=inspect(office, file))
    except CodeRefusedError as error:
        return _refused(office, package, bare=bare, sentence=error.message)
    except ZjmzError as error:
        return replace(bare, refusal=error.message)


def _refused(office: Office, package: Package, *, bare: Look, sentence: str) -> Look:
    """A code that was replaced stays refused; one that nobody has compared yet can be compared."""
    signer = signer_of(office, package.manifest)
    if signer.replaced:
        return replace(bare, refusal=sentence)
    return replace(bare, stranger=signer, refusal=sentence)
