"""Each planted fault in what other offices sent is found."""

import pytest
from arrivals import AT, HANDLED, Chain, take_in

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import number
from zjmz_desktop.store import health, keys, receipts
from zjmz_desktop.store.database import Database
from zjmz_desktop.store.hiding import hide
from zjmz_desktop.store.keys import How, OwnKey, TrustedKey

GAOZI, DANTU = "321112001000", "321112000000"


@pytest.fixture
def filled(database: Database) -> Database:
    """One package applied, one undone; an own key, and evidence that the town lacks."""
    own = SigningKey(b"s" * 32)
    keys.keep_own(database, OwnKey(DANTU, own.public, own.private, AT))
    keys.trust(database, TrustedKey(own.public, DANTU, How.OWN, AT, "u01"))
    receipts.want(database, GAOZI, names=["b" * 64, "a" * 64])
    receipts.want(database, DANTU, names=[])
    for name in "12":
        chain = Chain(GAOZI, name)
        for month in range(1, 4):
            chain.write(Cell("I1", GAOZI, "value", 2018, f"2018M{month:02d}"), number(month))
        no = take_in(database, name, chain.segment())
    hide(database, no, handled=HANDLED)
    return database


def test_a_sound_store_is_sound(filled: Database) -> None:
    assert health.bad_kept(filled) == []
    assert health.bad_revisions(filled) == []
    assert health.projections_agree(filled)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("UPDATE segment SET content = x'00'", "编号不符"),
        ("UPDATE segment SET lines = 2", "行数不对"),
        ("UPDATE segment SET ends = '[]'", "行数不对"),
        ("UPDATE package SET vector = 'x'", "记录不对"),
        ("UPDATE package SET state = 'applied'", "经过不符"),
        ("UPDATE package SET state = 'undone'", "经过不符"),
        ("UPDATE package SET direction = 'out'", "经过不符"),
        ("INSERT INTO hidden VALUES ('x', 2)", "不在记录里"),
        ("UPDATE hidden SET package_no = 1", "没有撤销"),
        ("DELETE FROM package_segment", "不属于任何"),
        ("UPDATE package SET no = 9 WHERE no = 1", "对照有缺失"),
        ("DELETE FROM package WHERE no = 1", "所属的数据文件不在"),
        ("INSERT INTO own_key VALUES ('U', 'x', x'00', 'x')", "U的单位识别码记录不对"),
        ("UPDATE own_key SET secret = zeroblob(32)", "识别码记录不对"),
        ("UPDATE trusted_key SET at = 'x'", "识别码记录不对"),
        ("DELETE FROM own_key", "识别码不见了"),
        ("DELETE FROM trusted_key", "识别码没有登记"),
        ("UPDATE meta SET value = '[\"x\"]' WHERE key LIKE 'wants/%'", "设置“wants/"),
        ("INSERT INTO former_replica VALUES ('x', 'U', 'rows', 3, 'y', 'z')", "停用"),
    ],
)
def test_each_planted_fault_is_found(filled: Database, fault: str, words: str) -> None:
    filled.conn.execute("PRAGMA foreign_keys=OFF")
    filled.conn.execute(fault)
    assert any(words in one for one in health.bad_kept(filled))
