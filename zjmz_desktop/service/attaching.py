"""Attaching evidence (佐证材料) to a figure or a row: always optional, never a figure itself.

Two steps, so that a window stays awake: `prepare` looks at files and keeps them beside the store (slow,
in any thread, without an office); `attach` names them (one transaction).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from zjmz_desktop.domain.evidence import (
    Attached,
    Attachments,
    Checked,
    EvidenceError,
    EvidencePlaceError,
    FigureAt,
    Kept,
    Source,
    disk_name,
    nameless,
    numbered,
    part_of,
    refuse_number,
    sha256_of,
    told_name,
)
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import BLANK, Value, text_value
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office, Step
from zjmz_desktop.service.guarding import period_for
from zjmz_desktop.service.opened_copies import new_folder
from zjmz_desktop.service.registering import RowAt, row_at
from zjmz_desktop.service.views import ChangeSet
from zjmz_desktop.store import attachments, cells
from zjmz_desktop.store.blobs import BlobError, Blobs
from zjmz_desktop.store.cells import StoredCell
from zjmz_desktop.store.revisions import Write

PERSONAL_WARNING = (
    "这本底册有个人信息：只附必要的材料，先遮住身份证号、银行账号和无关的人。"
    "原来的文件名不保存，以免带出姓名。"
)
Progress = Callable[[int, int], None]


EvidenceAt = FigureAt | RowAt


@dataclass(frozen=True, slots=True)
class Prepared:
    """Files that lie ready, and the sentences of those that were refused."""

    kept: tuple[Kept, ...]
    refused: tuple[str, ...]


# ---- looking at files ----


def _untold(done: int, whole: int) -> None:
    del done, whole


def _never() -> bool:
    return False


def prepare(
    folder: Path,
    sources: Sequence[Path | Source],
    *,
    on_progress: Progress = _untold,
    cancelled: Callable[[], bool] = _never,
) -> Prepared:
    """Look at files and keep those that may be attached in the store's folder.

    Args:
        folder: the store's folder.
        sources: paths, or pasted pictures.
        on_progress: told how many of how many are done.
        cancelled: asked every now and then.

    Raises:
        StoreError: when the disk refuses; what was kept before is named by nothing and does no harm.
    """
    from zjmz_desktop.exchange.evidence import check, read_source

    kept: list[Kept] = []
    refused: list[str] = []
    for done, one in enumerate(sources):
        on_progress(done, len(sources))
        try:
            source = one if isinstance(one, Source) else read_source(one)
            kept.append(keep(folder, check(source, cancelled=cancelled)))
        except EvidenceError as error:
            refused.append(error.message)
    on_progress(len(sources), len(sources))
    return Prepared(tuple(kept), tuple(refused))


def keep(folder: Path, found: Checked) -> Kept:
    """Keep one checked file in the store's folder; the same bytes twice are kept once."""
    blobs = Blobs(folder)
    sha256 = blobs.keep(found.content)
    if found.thumbnail:
        blobs.keep_thumbnail(sha256, found.thumbnail)
    return Kept(sha256, found.name)


# ---- attaching and removing ----


def attach(office: Office, at: EvidenceAt, *, files: Sequence[Kept]) -> ChangeSet:
    """Name files at a place, as one act that can be undone; those there already stay as they are.

    Raises:
        EvidencePlaceError: too many, or nothing may be attached there.
        BlobError: when a file is not in the store's folder.
        WriteRefusedError: for another office's place.
    """
    place = _place(office, at)
    _refuse(_why_not(office, place))
    there = attachments.at(office.database, place)
    known = {sha256_of(one.cell.part) for one in there}
    first = {one.sha256: one for one in reversed(files)}
    fresh = [one for sha256, one in reversed(first.items()) if sha256 not in known]
    refuse_number(len(there), len(fresh))
    blobs = Blobs(office.folder)
    for one in fresh:
        if blobs.size(one.sha256) is None:
            raise BlobError(one.sha256, missing=True)
    names = [one.value.text or "" for one in there]
    writes = []
    for one in fresh:
        name = numbered(nameless(one.name) if _is_personal(office, at) else one.name, names)
        names.append(name)
        writes.append((_cell(place, one.sha256), text_value(name)))
    return _write(office, writes)


def remove(office: Office, at: EvidenceAt, *, files: Iterable[str]) -> ChangeSet:
    """Take files off a place, as one act that can be undone; the bytes stay until `tidy`.

    Args:
        office: the open office.
        at: the place.
        files: names or SHA-256 (or the first eight digits and more of one).
    """
    place = _place(office, at)
    _refuse(_why_not(office, place))
    found = [_one(office, place, asked=asked) for asked in files]
    return _write(office, [(one.cell, BLANK) for one in found])


def _write(office: Office, writes: Sequence[tuple[Cell, Value]]) -> ChangeSet:
    if not writes:
        return ChangeSet()
    steps = []
    for cell, value in writes:
        before = cells.one(office.database, cell)
        steps.append(Step(office.unit.id, Write(cell, value), before.value if before else BLANK))
    changes = office.write([step.write for step in steps])
    office.undo.did(*steps)
    return changes


def _place(office: Office, at: EvidenceAt) -> Cell:
    """The address, its part left open.

    Raises:
        ZjmzError: unknown indicator, register, unit or row.
    """
    if isinstance(at, RowAt):
        return Cell(at.register, row_at(office, at).keeper, "", row=at.row)
    indicator, unit = office.plan.indicator(at.code), office.units.get(at.unit_id)
    period = period_for(indicator, at.period)
    if period.year != office.plan.year:
        raise EvidencePlaceError(f"报告期{at.period.code}不在{office.plan.year}年度计划内。")
    return Cell(at.code, unit.id, "", office.plan.year, period.code)


def _cell(place: Cell, sha256: str) -> Cell:
    part = part_of(sha256)
    return Cell(place.of, place.unit, part, place.year, place.period, place.row)


def _why_not(office: Office, place: Cell) -> str:
    if place.unit == office.unit.id:
        return ""
    owner = office.units.get(place.unit).name
    return f"这是{owner}的，佐证材料由{owner}自己添加和移除。"


def _refuse(why_not: str) -> None:
    if why_not:
        raise EvidencePlaceError(why_not)


def _is_personal(office: Office, at: EvidenceAt) -> bool:
    if not isinstance(at, RowAt):
        return False
    register = office.plan.register(at.register)
    return register.personal or any(field.personal for field in register.fields)


# ---- what is there ----


def listed(office: Office, at: EvidenceAt) -> Attachments:
    """What is attached at a place, and what may be done there."""
    place = _place(office, at)
    found = attachments.at(office.database, place)
    warning = PERSONAL_WARNING if _is_personal(office, at) else ""
    items = tuple(_attached(office, one) for one in found)
    return Attachments(items, _why_not(office, place), warning)


def _attached(office: Office, one: StoredCell) -> Attached:
    sha256 = sha256_of(one.cell.part)
    size = Blobs(office.folder).size(sha256)
    who = office.name_of_user(one.cell.unit, one.user)
    when = f"{one.at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    return Attached(sha256, told_name(one.value.text or ""), size or 0, size is None, who, when)


_SHORTEST_DIGITS = 8


def _one(office: Office, place: Cell, *, asked: str) -> StoredCell:
    """The file of that name or number at a place."""
    found = attachments.at(office.database, place)
    for one in found:
        sha256 = sha256_of(one.cell.part)
        if one.value.text == asked:
            return one
        if len(asked) >= _SHORTEST_DIGITS and sha256.startswith(asked.lower()):
            return one
    names = "、".join(one.value.text or "" for one in found) or "还没有"
    raise EvidencePlaceError(f"这里没有佐证材料“{asked}”。这里的有：{names}。")


# ---- reading and handing out ----


def save_as(office: Office, at: EvidenceAt, *, file: str, target: Path) -> Path:
    """Write a copy: to `target`, or under its own name where that is a folder.

    Raises:
        BlobError: missing or damaged.
        EvidenceError: when it is a program, or anything else that nobody may attach.
        FileNotWrittenError: when the target can't be written.
    """
    from zjmz_desktop.exchange.written_files import write_whole

    one = _one(office, _place(office, at), asked=file)
    content = Blobs(office.folder).read(sha256_of(one.cell.part))
    name = _name_on_disk(Source(one.value.text or "", content))
    path = target / name if target.is_dir() else target
    write_whole(path, lambda part: _fill(part, content))
    return path


def _name_on_disk(source: Source) -> str:
    """What a file may be called on a disk, and be opened as: by its content, whatever a line calls it.

    Raises:
        EvidenceError: when it is nothing that may be attached, but came so with a package.
    """
    from zjmz_desktop.exchange.evidence import kind_of

    try:
        return disk_name(source.name, kind_of(source))
    except EvidenceError as error:
        remedy = "请与附它的单位核对，重新附一份。"
        raise EvidenceError(error.name, error.reason, remedy=remedy, deed="取出") from error


def _fill(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def copy_to_open(office: Office, at: EvidenceAt, *, file: str) -> Path:
    """A copy under its own name for another program to open; gone when this one ends."""
    return save_as(office, at, file=file, target=new_folder())


def thumbnail(folder: Path, item: Attached) -> bytes:
    """A small picture of a file, made again where it is missing; b"" where it has none."""
    if not item.is_picture or item.missing:
        return b""
    blobs = Blobs(folder)
    found = blobs.thumbnail(item.sha256)
    if not found:
        found = _made_again(blobs, item)
        blobs.keep_thumbnail(item.sha256, found)
    return found


def _made_again(blobs: Blobs, item: Attached) -> bytes:
    from zjmz_desktop.exchange.evidence import check

    try:
        return check(Source(item.name, blobs.read(item.sha256))).thumbnail
    except EvidenceError:
        return b""


def tidy(office: Office) -> int:
    """Remove files that nothing names any more; the office must hold the store's lock.

    Returns:
        How many files were removed.
    """
    return Blobs(office.folder).clear(attachments.named(office.database))
