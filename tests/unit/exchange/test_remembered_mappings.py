from decimal import Decimal
from pathlib import Path

import pytest

from zjmz_desktop.domain.sheet_mapping import Use
from zjmz_desktop.exchange.remembered_mappings import remember, remembered

USES = (Use(0, "name"), Use(1), Use(2, "funds_city", Decimal("0.0001")))


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    assert remembered(tmp_path, "x") == {}
    remember(tmp_path, "x", uses=USES)
    remember(tmp_path, "y", uses=USES[:1])
    assert remembered(tmp_path, "x") == {use.at: use for use in USES}
    remember(tmp_path, "x", uses=USES[:1])
    assert remembered(tmp_path, "x") == {0: USES[0]}
    assert remembered(tmp_path, "y") == {0: USES[0]}


def test_the_oldest_of_many_are_forgotten(tmp_path: Path) -> None:
    for at in range(202):
        remember(tmp_path, str(at), uses=USES)
    assert remembered(tmp_path, "1") == {}
    assert remembered(tmp_path, "2")


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"not json", b'{"x": 5}', b'{"x": [["a", "b", "c"]]}', b'{"x": [[1]]}']
)
def test_a_damaged_file_counts_as_empty(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "settings").mkdir()
    (tmp_path / "settings" / "mappings.json").write_bytes(body)
    assert remembered(tmp_path, "x") == {}
    remember(tmp_path, "x", uses=USES)
    assert remembered(tmp_path, "x")
