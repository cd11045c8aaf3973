"""Keeping the store sound."""

from dataclasses import dataclass

from zjmz_desktop.service.context import Office, sources_of
from zjmz_desktop.store import health, projections, revisions


@dataclass(frozen=True, slots=True)
class Health:
    """What a check of the store found; `problems` are sentences, empty when it is sound."""

    sound: bool
    revisions: int
    problems: tuple[str, ...]


def check_health(office: Office) -> Health:
    """Check the file, every revision, what is kept beside them, and the projections."""
    problems = [f"文件检查：{one}" for one in health.integrity(office.database)]
    problems += health.bad_revisions(office.database)
    problems += health.bad_kept(office.database)
    if projections.sources(office.database) != sources_of(office.plan):
        problems.append("底册与指标的对应表与工作计划不一致。")
    if not problems and not health.projections_agree(office.database):
        problems.append("汇总用的表与原始记录不一致。请用备份恢复，或重建后再核对。")
    count = revisions.last_log_no(office.database)
    return Health(not problems, count, tuple(problems))
