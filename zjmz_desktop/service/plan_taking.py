"""The plan in force arrives with the others' files: its text, and the issuer's word that it holds."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zjmz_desktop.domain.drift import plan_changes, version_words
from zjmz_desktop.domain.errors import PlanFileError, WriteRefusedError
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import text_value
from zjmz_desktop.service.context import Office, keep_plan, take_plan
from zjmz_desktop.service.versions_known import known_plans
from zjmz_desktop.store import cells, plans, revisions
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.revisions import Write


def in_force_cell(plan: Plan) -> Cell:
    """Where the issuing office says which version of a year's plan holds."""
    return Cell("plan", plan.issuer, "in_force", plan.year)


def plans_read(office: Office, texts: Mapping[str, str]) -> tuple[Plan, ...]:
    """The plans of a package that are not kept here yet and have no fault."""
    known = set(plans.names(office.database))
    found = (read_plan(text) for name, text in sorted(texts.items()) if name not in known)
    return tuple(plan for plan, problems in found if plan is not None and not problems)


def keep_plans(office: Office, arrived: tuple[Plan, ...], *, texts: Mapping[str, str]) -> None:
    """Keep plans that arrived; none is in force by that."""
    for plan in arrived:
        keep_plan(office.database, plan, text=texts[plan.sha256])
    if arrived:
        office.reread()


def plan_said(database: Database, plan: Plan) -> str:
    """Id of the version of a plan that holds by what its issuing office has said here so far.

    Where two computers of that office disagree, what came first; where the text of what they said is not
    here, what they had said before; in the end the version that the store was made with.
    """
    cell, kept = in_force_cell(plan), set(plans.names(database))
    said = (*revisions.heads(database, cell)[:1], *revisions.history(database, [cell]))
    names = (one.revision.value.text or "" for one in said)
    return next((name for name in names if name in kept), plans.first(database))


def follow_plan(office: Office) -> bool:
    """Put in force what the issuing office says holds, once its text is here; whether that changed anything."""
    name = plan_said(office.database, office.plan)
    if name == office.plan.sha256:
        return False
    plan = next((one for one in known_plans(office) if one.sha256 == name), None)
    if plan is None or plan.issuer != office.plan.issuer:
        return False
    take_plan(office.database, plan, text=plans.text_of(office.database, name))
    office.reread()
    return True


def put_in_force(office: Office, text: str) -> Plan:
    """Put another version of this year's plan in force: the issuing office does, for all others.

    Raises:
        PlanFileError: when the plan has faults.
        WriteRefusedError: in another office, or for another year.
    """
    plan, problems = read_plan(text)
    if plan is None or problems:
        raise PlanFileError(problems)
    if plan.issuer != office.unit.id or plan.year != office.plan.year:
        raise WriteRefusedError(
            f"这份工作要点是{office.units.office_of(plan.issuer)}{plan.year}年的，"
            f"不能在{office.unit.office}{office.plan.year}年的数据里执行。请核对文件。"
        )
    with office.database.transaction():
        take_plan(office.database, plan, text=text)
        office.reread()
        say_in_force(office)
    return plan


def say_in_force(office: Office) -> None:
    """The issuing office writes down which version holds, where it has not."""
    cell = in_force_cell(office.plan)
    stored = cells.one(office.database, cell)
    if stored is None or stored.value.text != office.plan.sha256:
        office.write([Write(cell, text_value(office.plan.sha256))])


class Drift(NamedTuple):
    """How the plan in force at another office differs from the one here.

    Attributes:
        words: a sentence, "" where it is the same.
        changes: what that version brings against the one here, one sentence each; none where its text
            is not known.
    """

    words: str
    changes: tuple[str, ...]


def drift_of(office: Office, made_with: str, *, arrived: Iterable[Plan] = ()) -> Drift:
    """What to say of a package that was made with some version of the plan.

    Args:
        office: the open office.
        made_with: id of the plan in force at the sender.
        arrived: plans that the package brings.
    """
    here, new = office.plan, {plan.sha256: plan for plan in arrived}
    kept = {plan.sha256: plan for plan in known_plans(office)}
    theirs = new.get(made_with) or kept.get(made_with)
    known = theirs is not None and theirs.sha256 != here.sha256
    changes = plan_changes(here, theirs) if known and theirs is not None else ()
    words = version_words(made_with, in_force=here.sha256, known=kept)
    if made_with in new:
        words = _NEW_VERSION.format(count=len(changes))
    return Drift(words, tuple(one.words for one in changes))


_NEW_VERSION = "这个文件带来新的一版工作要点，与本机执行的有{count}处不同；导入后，发布单位定为执行的就按新的执行。"
