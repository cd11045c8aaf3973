"""Packages for others: what travels is gathered, signed, written, read back, and then 可以拔出.

Design: sync ("The package"); which lines go where is `domain.routes`.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

from zjmz_desktop.domain.evidence import PREFIX, sha256_of
from zjmz_desktop.domain.packages import Kind, Manifest, Package, PackageRefusedError
from zjmz_desktop.domain.periods import Period, PeriodType, month, parse_period
from zjmz_desktop.domain.routes import Direction as Way
from zjmz_desktop.domain.routes import Route
from zjmz_desktop.domain.trust import Speaker
from zjmz_desktop.domain.values import State
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.locking import acts_of, submission_cells
from zjmz_desktop.service.package_acts import handled_now
from zjmz_desktop.service.package_contents import Contents, gather
from zjmz_desktop.service.plan_taking import say_in_force
from zjmz_desktop.service.register_readings import rows_of
from zjmz_desktop.service.trusting import introductions, signing_key, vouch
from zjmz_desktop.service.versions_known import unit_stages
from zjmz_desktop.service.written_counts import confirmed_counts, own_counts
from zjmz_desktop.store import cells, packages, replicas
from zjmz_desktop.store.blobs import Blobs
from zjmz_desktop.store.packages import Direction, PackageAct, PackageState, StoredPackage
from zjmz_desktop.store.settings import PACKED_TO

_MOST_WANTED = 5_000


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be packed.

    Attributes:
        to: unit id of the receiver.
        kind: what for; None: by the way it goes.
        period: the month that is reported or answered; None: the last one that was submitted, else the
            month in hand; for a plan none.
        rows: take register rows along also where nobody confirms them.
        passphrase: take personal texts along, sealed under it; "" leaves them here.
        ending: `.mzp`, or `.zip` where a mailbox lets nothing else through.
    """

    to: str
    kind: Kind | None = None
    period: Period | None = None
    rows: bool = False
    passphrase: str = ""
    ending: str = ".mzp"


@dataclass(frozen=True, slots=True)
class Packed:
    """A package that lies ready, proven; the stick may be pulled out.

    Attributes:
        files: the package, then its volumes of evidence.
        package: its id.
        kind: what it is for.
        recipient: unit id.
        period: period code, or "".
        number: the n-th of its kind, receiver and period.
        lines: how many lines it holds.
        evidence: how many files of evidence, in all volumes.
        missing: names of evidence that the lines mention and that is not here.
        personal: how many personal texts, sealed.
        submitted: whether the month is submitted; None where that is not asked.
        words: a sentence.
    """

    files: tuple[Path, ...]
    package: str
    kind: Kind
    recipient: str
    period: str
    number: int
    lines: int
    evidence: int
    missing: tuple[str, ...]
    personal: int
    submitted: bool | None
    words: str


def pack(office: Office, order: Order, *, out: Path) -> Packed:
    """Write a package for another office, or for this office's second computer.

    Written counts of registers are brought up to date first; everything else is as it stands.

    Args:
        office: the open office, writable.
        order: for whom, what, which month.
        out: folder that it is written to.

    Raises:
        NoRouteError: for an office that is neither above nor below.
        FileNotWrittenError: when the stick or the disk refuses; no file that looks finished is left.
    """
    settle_interrupted(office)
    route = route_of(office, order)
    period = period_of(office, order, way=route.direction)
    with office.database.transaction():
        _write_first(office, route, period=period)
    gathered = gather(office, route, passphrase=order.passphrase)
    kind = order.kind or route.direction.usual
    manifest = _manifest(office, route, kind=kind, period=period)
    files, package = _written(office, gathered, manifest=manifest, place=_Place(out, order.ending))
    return _packed(office, package, files=files, gathered=gathered)


def last_folder(office: Office) -> Path | None:
    """The folder that the last package was written to, None before the first."""
    kept = office.database.meta(PACKED_TO)
    return Path(kept) if kept else None


def route_of(office: Office, order: Order) -> Route:
    """From this office to the one that a package is for.

    Rows go up unasked where this office keeps some that the receiver confirms or counts.

    Raises:
        UnknownUnitError: when the receiver is in no list.
    """
    units, own = office.units, office.unit.id
    to = units.get(order.to)
    read = (one.code for one in office.plan.registers if one.counted_by is to.level)
    kept = any(row.keeper == own for code in read for row in rows_of(office, code))
    return Route(
        own,
        to.id,
        office.plan.year,
        office.plan.issuer,
        unit_stages(office),
        rows=order.rows or kept,
        rows_below=order.rows,
    )


def period_of(office: Office, order: Order, *, way: Way) -> str:
    """Code of the month that a package will be about, "" where it is about none."""
    kind = order.kind or way.usual
    if order.period is not None:
        return order.period.code
    if kind is Kind.PLAN:
        return ""
    about = office.unit.id if way is Way.UP else order.to
    told = {period for unit, period, _ in submission_cells(office) if unit == about}
    months = (one for one in told if parse_period(one).type is PeriodType.MONTH)
    return max(months, default=office.month_in_hand().code)


def _write_first(office: Office, route: Route, *, period: str) -> None:
    """What others need to be told in writing: keys, the plan in force, counts of registers."""
    signing_key(office)
    if office.sample:
        _vouch_for_sample(office)
    if office.unit.id == office.plan.issuer and route.direction is not Way.UP:
        say_in_force(office)
    if period and route.direction is Way.UP:
        shown = _month(period)
        counts = (*own_counts(office, shown), *confirmed_counts(office, shown))
        if counts:
            office.write(list(counts))


def _month(period: str) -> Period:
    found = parse_period(period)
    return month(found.year, found.last_month)


def _vouch_for_sample(office: Office) -> None:
    """The sample office signs for its towns by throw-away keys; it vouches for each of them."""
    for unit in {one.unit for one in replicas.every(office.database)}:
        key = signing_key(office, unit)
        if office.units.is_below(unit, office.unit.id):
            vouch(office, Speaker(key.public, unit))


# ---- writing ----


class _Place(NamedTuple):
    folder: Path
    ending: str


def _manifest(office: Office, route: Route, *, kind: Kind, period: str) -> Manifest:
    database, year = office.database, office.plan.year
    number = packages.next_number(
        database, kind, recipient=route.recipient, period=period, year=year
    )
    made_at = office.now().astimezone(UTC).isoformat(timespec="milliseconds")
    return Manifest(
        kind,
        office.unit.id,
        signing_key(office).public,
        route.recipient,
        year,
        made_at.replace("+00:00", "Z"),
        office.plan.sha256,
        period,
        number,
        replicas.vector(database),
        introductions(office),
        sample=office.sample,
        wants=_wants(office),
    )


def _wants(office: Office) -> tuple[str, ...]:
    blobs = Blobs(office.folder)
    named = (sha256_of(c.cell.part) for c in _named_evidence(office))
    lacking = sorted({sha256 for sha256 in named if blobs.size(sha256) is None})
    return tuple(lacking[:_MOST_WANTED])


def _named_evidence(office: Office) -> Iterator[cells.StoredCell]:
    for one in cells.of_parts_at(office.database, None, prefix=PREFIX):
        if one.value.state is State.VALUE:
            yield one


def _written(
    office: Office, gathered: Contents, *, manifest: Manifest, place: _Place
) -> tuple[tuple[Path, ...], Package]:
    """Remembered before it bears its name, and confirmed afterwards: no file is there that isn't listed."""
    from dataclasses import replace

    from zjmz_desktop.exchange.package_write import Outgoing, write_volumes
    from zjmz_desktop.exchange.written_files import FileNotWrittenError, make_folder

    kept: dict[int, Package] = {}

    def remember(path: Path, package: Package) -> None:
        kept[_remember(office, package, file=path, gathered=gathered)] = package

    make_folder(place.folder)
    whole = replace(manifest, missing=tuple(sorted(gathered.missing)))
    outgoing = Outgoing(whole, gathered.segments, gathered.plans, gathered.blobs, gathered.sealed)
    try:
        files = write_volumes(
            outgoing,
            _namer(office, place),
            key=signing_key(office),
            read_blob=Blobs(office.folder).read,
            ready=remember,
        )
    except FileNotWrittenError:
        for no in kept:
            packages.forget(office.database, no)
        raise
    ((no, package),) = kept.items()
    packages.record(office.database, PackageAct(no, _PACK, handled_now(office)))
    return files, package


def _namer(office: Office, place: _Place) -> Callable[[Manifest], Path]:
    """Where each file goes; never over another one."""
    from zjmz_desktop.exchange.package_names import file_name

    def name(manifest: Manifest) -> Path:
        sender = office.units.get(manifest.sender).name
        recipient = office.units.get(manifest.recipient).name
        told = file_name(manifest, sender=sender, recipient=recipient, ending=place.ending)
        path, again = place.folder / told, 1
        while path.exists():
            again += 1
            path = place.folder / f"{Path(told).stem}_{again}{place.ending}"
        return path

    return name


_PACK = "pack"


def _remember(office: Office, package: Package, *, file: Path, gathered: Contents) -> int:
    """That it is being made, for whom, by whom, where; and whether personal texts go along. Its number."""
    manifest, handled = package.manifest, handled_now(office)
    counts = {
        "lines": _lines(package),
        "evidence": len(gathered.blobs),
        "personal": len(gathered.texts),
    }
    stored = StoredPackage(
        package.id,
        Direction.OUT,
        manifest.kind,
        manifest.sender,
        manifest.recipient,
        manifest.key,
        manifest.year,
        manifest.made_at,
        handled,
        PackageState.SENT,
        file.name,
        manifest.period,
        manifest.number,
        counts,
        manifest.vector,
    )
    with office.database.transaction():
        office.database.set_meta(PACKED_TO, str(file.parent.absolute()))
        return packages.keep(office.database, stored)


def settle_interrupted(office: Office) -> None:
    """Packages in whose writing the program ended: one that is there whole is confirmed, one that isn't, forgotten.

    Where its folder can't be looked into (the stick is not plugged in), it stays as it is. Only for who
    holds the store alone, or is about to write one: another that is being written is not there yet.
    """
    folder = last_folder(office)
    if folder is None or not folder.is_dir():
        return
    for one in packages.unconfirmed(office.database):
        path = folder / one.name
        if _is_there(path, one.id):
            packages.record(office.database, PackageAct(one.no, _PACK, one.handled))
        else:
            packages.forget(office.database, one.no)
            with suppress(OSError):  # what was begun of it
                path.with_name(f"{path.name}.part").unlink()


def _is_there(path: Path, package: str) -> bool:
    from zjmz_desktop.exchange.package_read import read_package

    try:
        return path.is_file() and read_package(path).id == package
    except PackageRefusedError:
        return False


def _lines(package: Package) -> int:
    return sum(one.content.count(b"\n") for one in package.segments)


def _packed(
    office: Office, package: Package, *, files: tuple[Path, ...], gathered: Contents
) -> Packed:
    manifest = package.manifest
    submitted = is_submitted(office, manifest.kind, period=manifest.period)
    return Packed(
        files,
        package.id,
        manifest.kind,
        manifest.recipient,
        manifest.period,
        manifest.number,
        _lines(package),
        len(gathered.blobs),
        tuple(gathered.missing.values()),
        len(gathered.texts),
        submitted,
        _words(files, submitted=submitted, personal_texts=len(gathered.texts)),
    )


def is_submitted(office: Office, kind: Kind, *, period: str) -> bool | None:
    """Whether the month that a package reports is submitted; None where that is not asked."""
    if kind is not Kind.SUBMISSION or not period:
        return None
    return acts_of(office, office.unit.id, shown=_month(period)).stands


def _words(files: tuple[Path, ...], *, submitted: bool | None, personal_texts: int) -> str:
    more = f"，佐证材料另有{len(files) - 1}个文件，请一起交给对方" if len(files) > 1 else ""
    warned = "这个月还没有上报，对方收到后显示未报。" if submitted is False else ""
    sealed = f"个人信息{personal_texts}项已加密，口令请另外告诉对方。" if personal_texts else ""
    return f"已生成并核对无误{more}，可以拔出。{warned}{sealed}"
