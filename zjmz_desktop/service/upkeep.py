"""Keeping the store sound."""

from dataclasses import dataclass

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.service.context import Office, sources_of
from zjmz_desktop.store import health, projections, rebuilding, revisions

_MOST_TOLD = 5
_COPY_FIRST = "请先把整个文件夹另外复制一份，再用最近的备份恢复；没有备份请联系上级民政局。"
_MAKE_AGAIN = "原始记录完好，请运行 zjmz health --rebuild 重新生成，填的数不会变。"


@dataclass(frozen=True, slots=True)
class Health:
    """What a check of the store found.

    Attributes:
        sound: whether nothing is wrong.
        revisions: how many records were checked.
        problems: sentences, empty when it is sound.
        remedy: what to do, "" when it is sound.
    """

    sound: bool
    revisions: int
    problems: tuple[str, ...]
    remedy: str = ""


def check_health(office: Office) -> Health:
    """Check the file, every revision, what is kept beside them, and the projections."""
    database = office.database
    lasting = _lasting_problems(office)
    lasting += [f"{one}。" for one in health.bad_kept(database)]
    stale = []
    if projections.sources(database) != sources_of(office.plan):
        stale.append("“哪个指标从哪本底册取数”的对照与工作计划不一致。")
    elif not lasting and not health.projections_agree(database):
        stale.append("汇总用的表与原始记录不一致。")
    count = revisions.count(database)
    if lasting:
        return Health(False, count, (*lasting, *stale), _COPY_FIRST)
    return Health(not stale, count, tuple(stale), _MAKE_AGAIN if stale else "")


def _lasting_problems(office: Office) -> list[str]:
    """What is wrong with the file or the log itself: nothing here can make that again."""
    found = []
    if damaged := health.integrity(office.database):
        found.append(f"数据文件内部有{len(damaged)}处损坏。")
    bad = health.bad_revisions(office.database)
    found += [f"{one}。" for one in bad[:_MOST_TOLD]]
    if len(bad) > _MOST_TOLD:
        found.append(f"另有{len(bad) - _MOST_TOLD}条记录也不对。")
    return found


def rebuild(office: Office) -> None:
    """Make everything that is worked out from the records again; the records stay as they are.

    Raises:
        WriteRefusedError: when the file or the records themselves are damaged; nothing is changed.
    """
    if bad := _lasting_problems(office):
        raise WriteRefusedError(f"原始记录有问题，不能重新生成：{''.join(bad)}{_COPY_FIRST}")
    with office.database.transaction():
        projections.set_sources(office.database, sources_of(office.plan))
        rebuilding.rebuild(office.database)
    office.cache.clear()
