"""Plans and programs of other versions: placed by codes, set aside with the reason, used once the plan is here."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from bureaus import Bureau, Time
from desks import BAOYAN, CITY, DANTU, GAOZI
from made_packages import edited, members_of, relisted, together

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.plan_indicators import Indicator
from zjmz_desktop.service import quarantining
from zjmz_desktop.service.context import plan_text
from zjmz_desktop.service.plan_taking import put_in_force
from zjmz_desktop.store import keys, packages

JUNE, NEW = "2018M06", "I06-98"
FIRST = plan_text("zhenjiang-2018")
_AT = FIRST.index('[[indicator]]\ncode = "I06-07"')
_BLOCK = FIRST[_AT : FIRST.index("[[indicator]]", _AT + 1)]
MORE = FIRST[:_AT] + _BLOCK.replace("I06-07", NEW) + FIRST[_AT:]
LESS = FIRST.replace('operator = ">=", value = "114"', 'operator = ">=", value = "120"')


class Offices:
    """The city with a second version of the plan, a district that has not heard of it, two towns."""

    def __init__(self, folder: Path) -> None:
        clock = Time()
        self.all = [Bureau(folder, unit, clock=clock) for unit in (CITY, DANTU, GAOZI, BAOYAN)]
        self.city, self.dantu, self.gaozi, self.baoyan = self.all

    def play(self) -> None:
        """高资街道 has the new plan straight from the city, and fills what only that has."""
        put_in_force(self.city.office, MORE)
        self.gaozi.meet(self.city.pack(GAOZI))
        self.gaozi.fill(NEW, JUNE, "5")
        self.gaozi.fill("I06-02", JUNE, "12")
        self.baoyan.fill("I06-02", JUNE, "7")
        for town in (self.gaozi, self.baoyan):
            self.dantu.trust(town.pack(DANTU, JUNE))


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    found = Offices(tmp_path)
    with ExitStack() as closing:
        for one in found.all:
            closing.callback(one.close)
        found.play()
        yield found


def indicator(bureau: Bureau, code: str) -> Indicator:
    return bureau.office.plan.indicator(code)


def test_what_a_newer_plan_has_waits_with_the_reason_and_is_used_when_it_comes(
    offices: Offices,
) -> None:
    dantu = offices.dantu
    found = dantu.take(*offices.gaozi.sent)[0]
    (waiting,) = found.quarantined
    assert (waiting.reason, waiting.count) == ("unknown_code", 1)
    assert f"{NEW}" in waiting.message
    assert "导入后自动补入" in waiting.message
    assert found.plan_words.startswith("对方用的是本机没有的一版计划")
    assert dantu.total("I06-02", JUNE).sum.n == 12
    (kept,) = quarantining.quarantined(dantu.office)
    assert (kept.author, kept.reason) == (GAOZI, "unknown_code")
    dantu.meet(offices.city.pack(DANTU))
    assert quarantining.quarantined(dantu.office) == ()
    assert dantu.total(NEW, JUNE).sum.n == 5
    assert not offices.city.meet(dantu.pack(CITY, JUNE)).quarantined
    assert offices.city.total(NEW, JUNE).sum.n == 5


def test_what_waits_goes_on_to_those_who_can_place_it(offices: Offices) -> None:
    """A district that lacks the plan relays the town's line all the same."""
    offices.dantu.take(*offices.gaozi.sent)
    assert not offices.city.meet(offices.dantu.pack(CITY, JUNE)).quarantined
    assert offices.city.total(NEW, JUNE).sum.n == 5


def test_an_indicator_that_is_gone_keeps_its_figures(offices: Offices) -> None:
    """The district never had the version in between, and gets it with the one that holds."""
    dantu = offices.dantu
    dantu.take(*offices.gaozi.sent)
    put_in_force(offices.city.office, LESS)
    down = dantu.meet(offices.city.pack(DANTU))
    assert any("114" in one and "120" in one for one in down.plan_changes)
    target = indicator(dantu, "I08-03").target
    assert target is not None
    assert str(target.value) == "120"
    assert quarantining.quarantined(dantu.office) == ()
    with dantu.office.database.reading() as conn:
        asked = "SELECT n FROM figure WHERE of_code = ?"
        assert conn.execute(asked, (NEW,)).fetchall() == [(5,)]
    put_in_force(offices.city.office, MORE)
    dantu.take(offices.city.pack(DANTU))
    assert dantu.total(NEW, JUNE).sum.n == 5


def test_a_file_made_with_an_older_plan_is_placed_and_says_so(offices: Offices) -> None:
    dantu = offices.dantu
    dantu.meet(offices.city.pack(DANTU))
    found = dantu.take(*offices.baoyan.sent)[0]
    assert not found.quarantined
    assert "停用的旧版" in found.plan_words
    assert dantu.total("I06-02", JUNE).sum.n == 7


# ---- versions of the file's own form ----


def key_of(bureau: Bureau) -> SigningKey:
    own = keys.own_of(bureau.office.database, bureau.unit)
    assert own is not None
    return SigningKey(own.secret)


def test_a_newer_minor_version_is_read_and_a_higher_reader_refused(
    offices: Offices, tmp_path: Path
) -> None:
    dantu, key = offices.dantu, key_of(offices.gaozi)
    members = members_of(offices.gaozi.sent[-1].read_bytes())
    newer, higher = tmp_path / "新.mzp", tmp_path / "更新.mzp"
    more = members | {"remarks/2018.txt": "备注".encode()}
    changed = relisted(more, key=key, version=[1, 3], greeting={"text": "新"})
    newer.write_bytes(together(changed.items()))
    wants = edited(members, lambda found: found.update(min_reader=[1, 4]), key=key)
    higher.write_bytes(together(wants.items()))
    before = dantu.digest()
    assert "请把本程序升级到新版本" in dantu.refused(higher)
    assert dantu.digest() == before
    assert packages.all_of(dantu.office.database, packages.Direction.IN) == ()
    assert dantu.take(newer)[0].new > 0
    assert json.loads(changed["manifest.json"])["version"] == [1, 3]
    assert dantu.total("I06-02", JUNE).sum.n == 12
