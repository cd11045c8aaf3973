"""Codes: made once, confirmed, replaced as recorded acts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import BAOYAN, CITY, DANTU, GAOZI, Opened

from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.revisions import Cell, Revision
from zjmz_desktop.service import importing_packages, packing, trusting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import FieldAt, save_field
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.trusting import CodeRefusedError
from zjmz_desktop.store import revisions


@pytest.fixture
def opened() -> Iterator[Opened]:
    found = Opened()
    yield found
    found.close()


@pytest.fixture
def town(tmp_path: Path, opened: Opened) -> Office:
    return opened.create(tmp_path / "镇", GAOZI)


@pytest.fixture
def district(tmp_path: Path, opened: Opened) -> Office:
    return opened.create(tmp_path / "区", DANTU)


def sent(office: Office, to: str) -> Path:
    return packing.pack(office, Order(to), out=office.folder).files[0]


def test_the_own_code_is_made_once(town: Office) -> None:
    first = trusting.own(town)
    assert trusting.own(town) == first
    assert (first.unit, first.trusted, first.how_words) == (GAOZI, True, "本机")


def test_a_unit_below_is_vouched_for_a_superior_is_not(town: Office, district: Office) -> None:
    trusting.trust_sender(district, sent(town, DANTU))
    trusting.trust_sender(town, sent(district, GAOZI))
    mine = trusting.own(town).code
    key = next(one for one in trusting.trusted(district) if one.unit == GAOZI)
    assert (key.code, key.how_words) == (mine, "已核对")
    assert [c.cell.unit for c in spoken(district)] == [GAOZI]
    assert spoken(town) == []


def test_another_code_of_a_known_office_is_refused_loudly(
    tmp_path: Path, town: Office, district: Office, opened: Opened
) -> None:
    with pytest.raises(CodeRefusedError, match="还没有登记"):
        importing_packages.inspect(district, sent(town, DANTU))
    known = trusting.trust_sender(district, sent(town, DANTU)).code
    other = opened.create(tmp_path / "另一台", GAOZI)
    file = sent(other, DANTU)
    with pytest.raises(CodeRefusedError, match=f"已登记另一个识别码{known}.*换了电脑也要先核对"):
        importing_packages.inspect(district, file)
    assert trusting.sender_of(district, file).others == (known,)
    assert trusting.sender_of(district, sent(town, DANTU)).others == ()


def spoken(office: Office) -> list[Revision]:
    found: list[Revision] = []
    revisions.every(office.database, lambda one: found.append(one.revision))
    return [one for one in found if one.cell.of == "key"]


def test_an_office_beside_is_no_business_of_ours(
    tmp_path: Path, town: Office, opened: Opened
) -> None:
    other = opened.create(tmp_path / "别的镇", BAOYAN)
    with pytest.raises(CodeRefusedError, match="上级或下级"):
        trusting.trust_sender(town, sent(other, DANTU))


def test_the_own_code_is_replaced_by_a_fresh_one_and_the_record_says_so(town: Office) -> None:
    old = trusting.own(town).code
    gone = trusting.replace(town, GAOZI, code=old.lower(), reason="电脑被盗")
    assert gone.replaced
    new = trusting.own(town).code
    assert new != old
    said = [(c.value.text, c.note) for c in spoken(town)]
    assert said == [("trusted", "电脑被盗"), ("replaced", "电脑被盗")]
    with pytest.raises(CodeRefusedError, match="没有登记过"):
        trusting.replace(town, GAOZI, code=old)


def test_a_replacement_names_what_was_received_under_the_code_or_written_by_it(
    town: Office, district: Office
) -> None:
    for typed in ("12", "13"):
        save_field(town, FieldAt("I06-02", GAOZI, month(2018, 6), "value"), typed=typed)
        file = sent(town, DANTU)
        trusting.trust_sender(district, file)
        importing_packages.import_packages(district, [file])
    last = revisions.heads(town.database, Cell("I06-02", GAOZI, "value", 2018, "2018M06"))[0].id
    code = trusting.own(town).code
    for office in (district, town):
        trusting.replace(office, GAOZI, code=code)
        refs = [one.value.refs for one in spoken(office) if one.value.text == "replaced"]
        assert refs == [(last,)]


def test_a_code_under_which_nothing_came_is_replaced_without_any(
    town: Office, district: Office
) -> None:
    trusting.trust_sender(district, sent(town, DANTU))
    trusting.replace(district, GAOZI, code=trusting.own(town).code)
    assert [one.value.refs for one in spoken(district)] == [None, None]


def test_a_superiors_code_is_forgotten_here_alone(town: Office, district: Office) -> None:
    trusting.trust_sender(town, sent(district, GAOZI))
    trusting.replace(town, DANTU, code=trusting.own(district).code)
    assert {one.unit for one in trusting.trusted(town)} == {GAOZI}
    assert spoken(town) == []


def test_introductions_are_the_keys_of_those_above(
    tmp_path: Path, town: Office, district: Office, opened: Opened
) -> None:
    city = opened.create(tmp_path / "市", CITY)
    trusting.trust_sender(district, sent(city, DANTU))
    assert [one.unit for one in trusting.introductions(district)] == [CITY]
    assert trusting.introductions(town) == ()
    assert revisions.heads(city.database, Cell("plan", CITY, "in_force", 2018))
