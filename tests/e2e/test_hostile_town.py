"""A town whose code is known, and which means harm: the district's pages open, its papers are drawn, the city hears.

What other offices' lines may say is bounded by their shapes; within these everything is said at its worst.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from bureaus import Bureau
from desks import CITY, DANTU, GAOZI
from hostile_lines import EVERYTHING, Thief

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.evidence import EvidenceError, FigureAt
from zjmz_desktop.domain.periods import month
from zjmz_desktop.service import (
    attaching,
    checking,
    explaining,
    first_screen,
    forms,
    importing_packages,
    package_list,
    register_tables,
    reporting,
    reporting_status,
    review_views,
    rolling,
    settling,
    upkeep,
    waiting,
)
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.service.reporting import PaperAsked
from zjmz_desktop.service.sifting import message_of
from zjmz_desktop.store import keys, projections, quarantine

JUNE, NOVEMBER, DECEMBER = month(2018, 6), month(2018, 11), month(2018, 12)
SPOILED = 150


class Offices(NamedTuple):
    """A town with a thief in it, its district and its city."""

    town: Bureau
    district: Bureau
    city: Bureau
    thief: Thief


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Offices]:
    folder = tmp_path_factory.mktemp("offices")
    town, district, city = (Bureau(folder, unit) for unit in (GAOZI, DANTU, CITY))
    town.fill("I06-02", "2018M04", "3")
    file = town.pack(DANTU, "2018M06")
    district.meet(file)
    city.meet(district.pack(CITY, "2018M06"))
    own = keys.own_of(town.office.database, GAOZI)
    assert own is not None
    with closing(town), closing(district), closing(city):
        yield Offices(town, district, city, Thief(SigningKey(own.secret), file))


def open_pages(office: Office) -> None:
    """What a clerk of the district looks at."""
    for unit in (GAOZI, DANTU):
        for code in dict.fromkeys(cell.of for cell, _ in EVERYTHING if cell.of.startswith("I")):
            forms.form(office, code, at=UnitPeriod(unit, JUNE))
            explaining.explain(office, code, unit_id=unit, period=DECEMBER)
            explaining.story(office, code, unit_id=unit, period=JUNE)
        checking.check_unit(office, unit, month_shown=JUNE)
        for register in ("canteen", "elder", "activity"):
            register_tables.table(office, register, unit_id=unit, period=DECEMBER)
    attaching.listed(office, FigureAt("I06-02", GAOZI, JUNE))
    review_views.review_cells(office, UnitPeriod(GAOZI, JUNE))


PAGES: dict[str, Callable[[Office], object]] = {
    "forms": open_pages,
    "totals": lambda office: rolling.totals(office, office.unit.id, through=DECEMBER),
    "scores": lambda office: rolling.scores(office, office.unit.id, through=DECEMBER),
    "status": lambda office: [reporting_status.status(office, month(2018, n)) for n in range(4, 7)],
    "queue": lambda office: review_views.queue(office, JUNE),
    "conflicts": settling.conflicts,
    "waiting": waiting.months_to_review,
    "first screen": first_screen.first_screen,
    "packages": package_list.package_lines,
    "rebuilt": upkeep.rebuild,
}


def test_everything_at_its_worst(offices: Offices, tmp_path: Path) -> None:
    district, file = offices.district, tmp_path / "最坏.mzp"
    (taken,) = district.take(offices.thief.pack(file, offices.thief.everything()))
    came = taken.new + taken.changed + len(taken.conflicts)
    assert came == len(EVERYTHING)  # or else what follows proves little
    assert not taken.quarantined
    for look in PAGES.values():
        look(district.office)
    assert upkeep.check_health(district.office).problems == ("佐证材料“材料”不见了。",)
    asked = PaperAsked(UnitPeriod(DANTU, NOVEMBER))
    reporting.write_report(district.office, asked, target=tmp_path / "总结.pdf")
    at = FigureAt("I06-02", GAOZI, JUNE)
    (program,) = attaching.listed(district.office, at).items
    with pytest.raises(EvidenceError, match="是程序"):
        attaching.copy_to_open(district.office, at, file=program.sha256)
    (above,) = offices.city.take(district.pack(CITY, "2018M06"))
    assert above.new > 0
    PAGES["totals"](offices.city.office)


def test_lines_that_are_spoiled_are_set_aside_or_do_no_harm(
    offices: Offices, tmp_path: Path
) -> None:
    """Signed by the town's own code, so nothing but the line itself can be what is wrong."""
    chance, district = random.Random(2018), offices.district
    some = [offices.thief.spoiled(chance, n) for n in range(100, 100 + SPOILED)]
    (taken,) = district.take(offices.thief.pack(tmp_path / "坏.mzp", some, number=2))
    aside = quarantine.listed(district.office.database)
    assert len(aside) > SPOILED // 2
    assert all(message_of(one).endswith("。") for one in aside)
    assert not taken.conflicts or settling.conflicts(district.office)
    for look in PAGES.values():
        look(district.office)


@pytest.mark.parametrize("way", ["cut", "flipped"])
def test_a_file_that_is_cut_or_flipped_writes_nothing(
    offices: Offices, tmp_path: Path, way: str
) -> None:
    """The file itself was imported before: where a bit that nobody reads is flipped, nothing comes anew."""
    offices.town.fill("I06-03", "2018M06", "8")
    file = offices.town.pack(DANTU, "2018M06")
    offices.district.take(file)
    whole, chance, office = file.read_bytes(), random.Random(way), offices.district.office
    before, refused = written(office), 0
    for number in range(60):
        at = chance.randrange(len(whole))
        (tmp_path / f"{number}.mzp").write_bytes(
            whole[:at] if way == "cut" else flipped(whole, at, chance.randrange(8))
        )
        found = importing_packages.import_packages(office, [tmp_path / f"{number}.mzp"])
        assert all(one.why.endswith("。") for one in found.refused)
        assert written(office) == before
        refused += len(found.refused)
    assert refused > 30  # nobody reads some bytes of an archive's tables


def written(office: Office) -> tuple[object, ...]:
    """All that an import may leave."""
    lines = package_list.package_lines(office)
    inbox = sorted(one.name for one in (office.folder / "inbox").iterdir())
    return projections.digest(office.database), lines, inbox


def flipped(whole: bytes, at: int, bit: int) -> bytes:
    return whole[:at] + bytes([whole[at] ^ (1 << bit)]) + whole[at + 1 :]
