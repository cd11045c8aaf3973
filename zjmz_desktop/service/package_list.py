"""往来文件: every package that came or went, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from zjmz_desktop.domain.packages import kind_words
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.packing import last_folder
from zjmz_desktop.store import packages
from zjmz_desktop.store.packages import Direction, PackageAct, PackageState, StoredPackage


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One package of the list.

    Attributes:
        id: its id.
        came: whether it came; else it went.
        at: when it was imported or written, `2018-07-05 09:30`.
        kind: what it is for, in words.
        office: the other office.
        period: the month it is about, or its year.
        number: 第n次.
        name: the file's name.
        user: who handled it.
        counts: what it brought, or holds.
        state: a `PackageState`.
        history: everything that was done with it, in a sentence.
        file: where it lies, None where that is not known any more.
        confirmed: whether it is known to have been written; of one that came, always.
    """

    id: str
    came: bool
    at: str
    kind: str
    office: str
    period: str
    number: int
    name: str
    user: str
    counts: str
    state: PackageState
    history: str
    file: Path | None
    confirmed: bool = True

    @property
    def state_words(self) -> str:
        """已导入, 已撤销, 已生成; 生成中断 where the program ended before it could say so."""
        return _STATES[self.state] if self.confirmed else "生成中断"


_STATES = {
    PackageState.APPLIED: "已导入",
    PackageState.UNDONE: "已撤销",
    PackageState.SENT: "已生成",
}
_INTERRUPTED = (
    "写出时程序退出了，有没有写好还不知道：存放它的U盘或文件夹打不开。"
    "插好U盘，重新打开程序或再导出一次，就自动核对"
)
_ACTS = {"import": "导入", "restore": "恢复", "undo": "撤销导入", "pack": "生成"}
_BROUGHT = (
    ("new", "新{}格"),
    ("changed", "改{}格"),
    ("conflicts", "两机不一致{}格"),
    ("quarantined", "暂存{}条"),
    ("evidence", "佐证{}个"),
)
_HELD = (("lines", "记录{}条"), ("evidence", "佐证{}个"), ("personal", "个人信息{}项"))


def package_lines(office: Office) -> tuple[PackageLine, ...]:
    """Every package that came or went, the newest first."""
    every = [
        *packages.all_of(office.database, Direction.IN),
        *packages.all_of(office.database, Direction.OUT),
    ]
    every.sort(key=lambda one: one.no, reverse=True)
    folder = last_folder(office)
    return tuple(_line(office, one, folder=folder) for one in every)


def _line(office: Office, one: StoredPackage, *, folder: Path | None) -> PackageLine:
    came = one.direction is Direction.IN
    other = one.sender if came else one.recipient
    done = packages.acts(office.database, one.no)
    return PackageLine(
        one.id,
        came,
        _when(one),
        kind_words(one.kind, own=one.sender == one.recipient),
        office.units.office_of(other),
        parse_period(one.period).title if one.period else f"{one.year}年",
        one.number,
        one.name,
        office.name_of_user(office.unit.id, one.handled.user),
        "，".join(_counts(one, came=came)) or "没有新内容",
        one.state,
        "；".join(_told(office, act) for act in done) or _INTERRUPTED,
        _kept(office, one) if came else _written(one, folder),
        confirmed=bool(done),
    )


def _when(one: StoredPackage) -> str:
    return f"{one.handled.at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def _counts(one: StoredPackage, *, came: bool) -> Iterator[str]:
    for name, words in _BROUGHT if came else _HELD:
        if count := one.counts.get(name, 0):
            yield words.format(f"{count:,}")


def _told(office: Office, act: PackageAct) -> str:
    """When, who, what, and why where that was said."""
    at = f"{act.handled.at.astimezone(BEIJING):%m月%d日 %H:%M}"
    who = office.name_of_user(office.unit.id, act.handled.user)
    why = act.reason.rstrip("。")
    return f"{at}{who}{_ACTS.get(act.act, act.act)}" + (f"（{why}）" if why else "")


def _kept(office: Office, one: StoredPackage) -> Path | None:
    from zjmz_desktop.exchange.inbox import Inbox

    return Inbox(office.folder).kept(one.id)


def _written(one: StoredPackage, folder: Path | None) -> Path | None:
    """Where it was written to, as long as that is the last folder and it is still there."""
    path = None if folder is None else folder / one.name
    return path if path is not None and path.is_file() else None
