"""A package is weighed whole before anything is written: for whom, from whom, which year, line by line."""

from zjmz_desktop.domain.packages import Manifest, Package, PackageRefusedError
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.package_previews import Read
from zjmz_desktop.service.plan_taking import drift_of, plans_read
from zjmz_desktop.service.sifting import Sieve, opened
from zjmz_desktop.service.trusting import heard_of, refuse_untrusted
from zjmz_desktop.service.versions_known import known_plans


def read(office: Office, package: Package, *, file: str) -> Read:
    """Everything that is decided before a line is written.

    Raises:
        ZjmzError: when the package is refused whole.
    """
    manifest = package.manifest
    _refuse_misdirected(office, manifest, file=file)
    plans = plans_of(office, package)
    _refuse_year(office, manifest, years={plan.year for plan in plans}, file=file)
    parts = [opened(one) for one in package.segments]
    heard = heard_of(office, manifest)
    sieve = Sieve(office, parts=parts, heard=heard, plans=plans)
    refuse_untrusted(office, manifest, known=sieve.trust)
    sifted = [sieve.segment(one) for one in parts]
    placed = [line for one in sifted for line in one.placed]
    aside = [item for one in sifted for item in one.aside]
    drift = drift_of(office, manifest.plan, arrived=plans)
    return Read(package, file, parts, placed, aside, drift)


def _refuse_misdirected(office: Office, manifest: Manifest, *, file: str) -> None:
    """Refuse a package for another office, or a sample's in a real one.

    Raises:
        PackageRefusedError: in a sentence.
    """
    if manifest.sample and not office.sample:
        raise PackageRefusedError(
            file, "里面是示例数据，不能导入正式的数据", remedy="示例文件只能导入示例单位。"
        )
    if office.sample and not manifest.sample:
        raise PackageRefusedError(
            file, "里面是正式的数据，这里是示例单位", remedy="请打开本单位正式的数据再导入。"
        )
    if manifest.recipient != office.unit.id:
        to = office.units.office_of(manifest.recipient)
        raise PackageRefusedError(
            file,
            f"它是发给{to}的，这里是{office.unit.office}",
            remedy=_way_out(office, manifest.sender),
        )


def _way_out(office: Office, sender: str) -> str:
    """What helps with a package for another office: another one, where the sender can make one for here."""
    units, mine, name = office.units, office.unit.id, office.units.office_of(sender)
    above = units.parent(sender)
    related = sender == mine or units.is_below(sender, mine) or units.is_below(mine, sender)
    if related or above is None:
        return f"请让{name}重新导出一份发给本单位的。"
    return f"{name}不归本单位汇总，请把文件交给它的上级{above.office}导入。"


def _may_bring_plans(office: Office, manifest: Manifest) -> bool:
    """Plans come from above, or from this office's other computer."""
    sender, mine = manifest.sender, office.unit.id
    return sender == mine or office.units.is_below(mine, sender)


def _refuse_year(office: Office, manifest: Manifest, *, years: set[int], file: str) -> None:
    known = years | {plan.year for plan in known_plans(office)}
    if manifest.year not in known:
        here = "、".join(f"{year}年" for year in sorted(known))
        raise PackageRefusedError(
            file,
            f"它是{manifest.year}年的数据，这里只有{here}的工作要点",
            remedy="请先导入上级下发的那一年的计划下发文件。",
        )


def plans_of(office: Office, package: Package) -> tuple[Plan, ...]:
    """The new plans of a package that comes from where plans may come from."""
    return plans_read(office, package.plans) if _may_bring_plans(office, package.manifest) else ()
