"""Taking in packages: verify, look, apply; one transaction each, in whatever order they come.

Nothing is believed that is not signed by a code this office knows, nothing is placed that its author may
not write, and what can't be placed yet is kept. Design: sync ("The package").
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError, quoted
from zjmz_desktop.domain.packages import Manifest, Package
from zjmz_desktop.service.clock import Clock, system_clock
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.opening import FIRST_USER
from zjmz_desktop.service.package_acts import handled_now, placed_now
from zjmz_desktop.service.package_previews import (
    Preview,
    Read,
    Standing,
    additions,
    brought_back,
    repeated,
    told,
)
from zjmz_desktop.service.plan_taking import follow_plan, keep_plans
from zjmz_desktop.service.quarantining import retry
from zjmz_desktop.service.reading_packages import plans_of, read
from zjmz_desktop.service.trusting import CodeRefusedError, hear, signing_key
from zjmz_desktop.store import arriving, packages, personal, quarantine, receipts, segments
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.packages import (
    Direction,
    Handled,
    PackageAct,
    PackageState,
    StoredPackage,
)

Progress = Callable[[int, int], None]


def _untold(done: int, whole: int) -> None:
    del done, whole


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Asked:
    """How packages are taken in.

    Attributes:
        passphrase: opens the personal texts that a package carries; without it they stay sealed.
        on_progress: told how many of how many files are done.
        cancelled: asked between two files; what was imported stays.
    """

    passphrase: str = ""
    on_progress: Progress = _untold
    cancelled: Callable[[], bool] = _never


PLAIN = Asked()


class Refused(NamedTuple):
    """A file that was not imported.

    Attributes:
        file: its name.
        why: the sentence.
    """

    file: str
    why: str

    @property
    def words(self) -> str:
        """The sentence with the file that it is about."""
        name = quoted(self.file)
        return self.why if name in self.why else f"{name}：{self.why}"


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of several files.

    Attributes:
        taken: of each that was imported, what it brought.
        refused: each that was not; nothing of it was written.
        cancelled: whether the rest was left.
    """

    taken: tuple[Preview, ...]
    refused: tuple[Refused, ...]
    cancelled: bool = False


# ---- looking ----


def inspect(office: Office, file: Path) -> Preview:
    """What a file would bring; nothing is written.

    Raises:
        ZjmzError: when it is no package, or not for this office, or of a sender that is not believed.
    """
    from zjmz_desktop.exchange.package_read import read_package

    package = read_package(file)
    if (known := repeated(office, package, file=file.name)) is not None:
        return known
    found = read(office, package, file=file.name)
    with office.database.reading() as conn:
        arrived = arriving.preview(conn, found.placed)
    preview = told(office, found, arrived=arrived, standing=_standing(office, found.package))
    return replace(preview, added=additions(office, arrived))


def _standing(office: Office, package: Package) -> Standing:
    if packages.by_id(office.database, package.id) is not None:
        return Standing.RESTORED
    return Standing.OLDER if _is_older(office, package.manifest) else Standing.FRESH


def _is_older(office: Office, manifest: Manifest) -> bool:
    """Whether a later one of the same sender and computer was imported."""
    newest = packages.newest(
        office.database, sender=manifest.sender, key=manifest.key, year=manifest.year
    )
    return not manifest.volume and newest > manifest.made_at


# ---- taking in ----


def import_packages(office: Office, files: Sequence[Path], *, asked: Asked = PLAIN) -> Imported:
    """Import files, or all packages of folders; each one whole or not at all.

    One that is refused because its sender is not believed yet is tried once more when others were
    imported: a second computer may be vouched for by the first.

    Args:
        office: the open office, writable.
        files: packages, or folders (a stick).
        asked: passphrase, progress, cancelling.
    """
    signing_key(office)
    waiting, refused = packages_in(files, asked=asked)
    if asked.cancelled():
        return Imported((), (), cancelled=True)
    taken = list[Preview]()
    whole, progress = len(waiting), True
    while waiting and progress:
        progress = False
        for file in waiting:
            if asked.cancelled():
                return Imported(tuple(taken), _told(refused), cancelled=True)
            asked.on_progress(len(taken), whole)
            try:
                taken.append(import_one(office, file, asked=asked))
                refused.pop(file, None)
                progress = True
            except ZjmzError as error:
                refused[file] = error
        waiting = [file for file, error in refused.items() if isinstance(error, CodeRefusedError)]
    asked.on_progress(whole, whole)
    return Imported(tuple(taken), _told(refused))


def import_files(
    folder: Path,
    files: Sequence[Path],
    *,
    asked: Asked = PLAIN,
    user: str = FIRST_USER,
    clock: Clock = system_clock,
) -> Imported:
    """The same through a connection of its own, for a thread beside the window.

    Afterwards the window's office has to `catch_up`.
    """
    office = open_office(folder, clock=clock, user=user, exclusive=False)
    try:
        return import_packages(office, files, asked=asked)
    finally:
        office.close()


def _told(refused: dict[Path, ZjmzError]) -> tuple[Refused, ...]:
    return tuple(Refused(file.name, error.message) for file, error in refused.items())


class FolderTooLargeError(ZjmzError):
    """A folder that was not looked at whole."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{quoted(folder.name or str(folder))}里文件太多或文件夹层次太深，没有全部找一遍，"
            "可能还有数据文件没有找到。请直接选数据文件，或者选它所在的文件夹。"
        )


def packages_in(
    files: Iterable[Path], *, asked: Asked = PLAIN
) -> tuple[list[Path], dict[Path, ZjmzError]]:
    """The files named, and the packages in the folders named; the folders that were too large.

    Args:
        files: packages, or folders (a stick).
        asked: told how many were found so far, of as many, and asked whether to go on.
    """
    from zjmz_desktop.exchange.sticks import packages_below

    told = {-1}

    def goes_on(count: int) -> bool:
        whole = len(found) + count
        if whole not in told:
            told.add(whole)
            asked.on_progress(0, whole)
        return not asked.cancelled()

    found: dict[Path, None] = {}
    too_large: dict[Path, ZjmzError] = {}
    for one in files:
        if not one.is_dir():
            found[one] = None
            continue
        inside = packages_below(one, goes_on=goes_on)
        found |= dict.fromkeys(inside.packages)
        if not inside.whole and not asked.cancelled():
            too_large[one] = FolderTooLargeError(one)
    return list(found), too_large


class _Source(NamedTuple):
    """The copy that is read, and what the user calls it."""

    path: Path
    name: str


def import_one(office: Office, file: Path, *, asked: Asked = PLAIN) -> Preview:
    """Import one file; nothing or all of it.

    Raises:
        ZjmzError: when it is refused; nothing is written.
    """
    from zjmz_desktop.exchange.inbox import Inbox
    from zjmz_desktop.exchange.package_read import read_package

    inbox = Inbox(office.folder)
    taken = inbox.take(file)
    try:
        package = read_package(taken, name=file.name)
        preview = _taken(office, package, source=_Source(taken, file.name), asked=asked)
        inbox.keep(taken, package.id)
    finally:
        inbox.drop(taken)
    return preview


def _taken(office: Office, package: Package, *, source: _Source, asked: Asked) -> Preview:
    """A package that was read; a repeated one brings what it had sealed, and evidence that was lost since."""
    known = repeated(office, package, file=source.name)
    if known is not None:
        personal.keep(office.database, _personal(package, source, asked=asked))
        return brought_back(known, evidence=_keep_evidence(office, package, source=source))
    found = read(office, package, file=source.name)
    texts = _personal(package, source, asked=asked)
    _keep_evidence(office, package, source=source)
    return _apply(office, found, texts=texts)


def _apply(office: Office, found: Read, *, texts: list[personal.Kept]) -> Preview:
    standing = _standing(office, found.package)
    with office.database.reading() as conn:  # nobody has to wait for what can be done before
        ready = arriving.made_ready(conn, found.placed)
    with office.database.transaction() as conn:
        keep_plans(office, plans_of(office, found.package), texts=found.package.plans)
        no = _kept(office, found)
        arrived = arriving.take_in(conn, ready, package_no=no, received_at=office.now())
        quarantine.keep(office.database, found.aside)
        personal.keep(office.database, texts)
        _hear(office, found.package.manifest, no=no)
        office.cache.clear()
        follow_plan(office)
        retry(office)
        left = {(one.segment, one.id) for one in quarantine.listed(office.database)}
        aside = [one for one in found.aside if (one.segment, one.id) in left]
        found = found._replace(aside=aside)
        preview = told(office, found, arrived=arrived, standing=standing)
        packages.set_counts(office.database, no, counts=_counts(preview, arrived.new))
        act = "restore" if standing is Standing.RESTORED else "import"
        packages.record(office.database, PackageAct(no, act, placed_now(office)))
    office.reread()
    return preview


def _personal(package: Package, source: _Source, *, asked: Asked) -> list[personal.Kept]:
    from zjmz_desktop.exchange.personal_sealed import open_texts

    if not asked.passphrase or not package.sealed:
        return []
    texts = open_texts(package.sealed, asked.passphrase, name=source.name)
    return [personal.Kept(*one) for one in texts]


def _keep_evidence(office: Office, package: Package, *, source: _Source) -> int:
    """How many files of evidence were not here yet.

    Evidence is durable before a line names it; one that a crash leaves over does no harm.
    """
    from zjmz_desktop.exchange.package_read import blob

    blobs = Blobs(office.folder)
    lacking = [sha256 for sha256 in package.blobs if blobs.size(sha256) is None]
    for sha256 in lacking:
        blobs.keep(blob(source.path, sha256, name=source.name))
    return len(lacking)


def _kept(office: Office, found: Read) -> int:
    """The package and its segments are kept; its number."""
    database, handled = office.database, handled_now(office)
    stored = packages.by_id(database, found.package.id)
    if stored is None:
        no = packages.keep(database, _stored(found, handled))
    else:
        no = stored.no
        packages.set_state(database, no, state=PackageState.APPLIED)
    for one in found.segments:
        segments.keep(database, one.segment, lines=one.lines, package_no=no)
    return no


def _stored(found: Read, handled: Handled) -> StoredPackage:
    manifest = found.package.manifest
    return StoredPackage(
        found.package.id,
        Direction.IN,
        manifest.kind,
        manifest.sender,
        manifest.recipient,
        manifest.key,
        manifest.year,
        manifest.made_at,
        handled,
        PackageState.APPLIED,
        found.file,
        manifest.period,
        manifest.number,
        vector=manifest.vector,
    )


def _hear(office: Office, manifest: Manifest, *, no: int) -> None:
    """What the sender says of itself: what it has got, what it lacks, and who stands above it."""
    database = office.database
    receipts.keep(database, manifest.sender, vector=manifest.vector, package_no=no)
    if manifest.made_at >= packages.newest_of(database, manifest.sender):
        receipts.want(database, manifest.sender, names=manifest.wants)
    hear(office, manifest)


def _counts(preview: Preview, lines: int) -> dict[str, int]:
    return {
        "lines": lines,
        "new": preview.new,
        "changed": preview.changed,
        "same": preview.same,
        "conflicts": len(preview.conflicts),
        "quarantined": sum(one.count for one in preview.quarantined),
        "evidence": preview.evidence,
    }
