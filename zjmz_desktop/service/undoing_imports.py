"""Taking an import back: what came only by it is hidden, here and recorded; importing it again restores."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from zjmz_desktop.domain.errors import UndoRefusedError, ZjmzError, quoted
from zjmz_desktop.domain.packages import PackageRefusedError
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.service.cell_words import CellWords
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.package_acts import placed_now
from zjmz_desktop.service.plan_taking import follow_plan
from zjmz_desktop.store import hiding, packages, receipts, revisions
from zjmz_desktop.store.packages import Direction, PackageState, StoredPackage

_MOST_TOLD = 5
_SHORTEST = 8
_TOLD = 12  # characters of an id


class ImportNotUndoneError(ZjmzError):
    """An import that can't be undone, with what builds on it."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What the undo of an import took back: `cells` cells stand as they did before."""

    package: str
    file: str
    cells: int
    words: str


def undo_import(office: Office, package: str, *, reason: str = "") -> Undone:
    """Take an import back, here and recorded: what came only by it is hidden; importing it again restores.

    Args:
        office: the open office, writable.
        package: its id (or the beginning of it), the file itself, or its name.
        reason: why, kept with the act; "" for none.

    Raises:
        ImportNotUndoneError: no such import, several of them, or something that stays builds on it;
            nothing is changed.
        ValueRefusedError: a reason that is too long, or holds what can't be seen.
    """
    stored, said = _imported(office, package), clean_text(reason)
    try:
        with office.database.transaction():
            cells = hiding.hide(office.database, stored.no, handled=placed_now(office), reason=said)
            _hear_others(office, stored.sender)
            office.cache.clear()
            follow_plan(office)
    except UndoRefusedError as error:
        raise _obstacles(office, stored.name, ids=error.ids) from error
    office.reread()
    words = f"已撤销{quoted(stored.name)}的导入，{len(cells)}格恢复原样。再导入一次就恢复。"
    return Undone(stored.id, stored.name, len(cells), words)


def _hear_others(office: Office, sender: str) -> None:
    """What the sender has got and lacks, as its other packages tell: receipts came with what is hidden."""
    receipts.make_again(office.database, sender)
    others = packages.applied_of(office.database, sender)
    newest = max(others, key=attrgetter("made_at"), default=None)
    receipts.want(office.database, sender, names=_wants_of(office, newest))


def _wants_of(office: Office, package: StoredPackage | None) -> tuple[str, ...]:
    """The evidence that a package asks for, by the copy that is kept; what isn't known is not sent again."""
    from zjmz_desktop.exchange.inbox import Inbox
    from zjmz_desktop.exchange.package_read import read_package

    copy = None if package is None else Inbox(office.folder).kept(package.id)
    try:
        return () if copy is None else read_package(copy).manifest.wants
    except PackageRefusedError:
        return ()


def restore_import(office: Office, package: str) -> Undone:
    """Import a package again whose import was undone, from the copy that this store keeps.

    Args:
        office: the open office, writable.
        package: its id.

    Raises:
        ImportNotUndoneError: when no copy is kept any more.
        ZjmzError: when it is refused; nothing is written.
    """
    from zjmz_desktop.exchange.inbox import Inbox
    from zjmz_desktop.service.importing_packages import import_one

    stored, copy = packages.by_id(office.database, package), Inbox(office.folder).kept(package)
    if stored is None or copy is None:
        raise ImportNotUndoneError("本机没有留下这个文件，不能恢复。请用收到的文件再导入一次。")
    found = import_one(office, copy)
    cells = found.new + found.changed + len(found.conflicts)
    words = f"已恢复{quoted(stored.name)}的导入，{cells}格。"
    return Undone(stored.id, stored.name, cells, words)


def _imported(office: Office, package: str) -> StoredPackage:
    every = packages.all_of(office.database, Direction.IN)
    standing = [one for one in every if one.state is PackageState.APPLIED]
    whole, name = _id_of(Path(package)), Path(package).name
    found = [one for one in standing if one.id == whole] or [
        one
        for one in standing
        if one.name == name or (len(package) >= _SHORTEST and one.id.startswith(package))
    ]
    if not found:
        raise ImportNotUndoneError(
            f"没有导入过{quoted(package)}，或者已经撤销了。请用导入时的文件名或编号。"
        )
    if len(found) > 1:
        raise _ambiguous(office, package, found=found)
    return found[0]


def _id_of(path: Path) -> str:
    """The id of the package that lies there, whatever it is called; "" where there is none."""
    from zjmz_desktop.exchange.package_read import is_package, read_package

    try:
        return read_package(path).id if is_package(path) else ""
    except PackageRefusedError:
        return ""


def _ambiguous(
    office: Office, package: str, *, found: Iterable[StoredPackage]
) -> ImportNotUndoneError:
    told = "；".join(_described(office, one) for one in found)
    return ImportNotUndoneError(
        f"{quoted(package)}对应几个导入过的文件：{told}。请用编号指明撤销哪一个；没有改动任何数据。"
    )


def _described(office: Office, one: StoredPackage) -> str:
    """编号0a1b2c3d4e5f：高资街道2018年6月上报，第1次，7月5日 09:30导入."""
    about = parse_period(one.period).title if one.period else f"{one.year}年"
    sender = office.units.office_of(one.sender)
    at = one.handled.at.astimezone(BEIJING)
    day = f"{at.month}月{at.day}日 {at:%H:%M}导入"
    return f"编号{one.id[:_TOLD]}：{sender}{about}{one.kind.words}，第{one.number}次，{day}"


def _obstacles(office: Office, name: str, *, ids: Iterable[str]) -> ImportNotUndoneError:
    lines = revisions.by_ids(office.database, ids).values()
    words = CellWords(office)
    places = list(dict.fromkeys(words.place(one.revision.cell) for one in lines))
    more = f"等{len(places)}处" if len(places) > _MOST_TOLD else ""
    told = "；".join(places[:_MOST_TOLD]) + more
    return ImportNotUndoneError(
        f"{quoted(name)}的导入不能撤销：后来的填写或审核以它为依据（{told}）。"
        "请先把这些改回去；没有改动任何数据。"
    )
