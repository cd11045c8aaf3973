"""A wrong projection is found, made again from the records, and the records stay as they are."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from zjmz_desktop.cli.main import main
from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.service.context import Office, create_office
from zjmz_desktop.service.entering import FieldAt, save_field
from zjmz_desktop.service.upkeep import check_health, rebuild

GAOZI = "321112001000"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = create_office(tmp_path / "镇 里", GAOZI, clock=lambda: datetime(2018, 7, 3, tzinfo=UTC))
    with closing(made):
        for month in (5, 6):
            at = FieldAt("I06-02", GAOZI, parse_period(f"2018M{month:02d}"), "value")
            save_field(made, at, typed=f"{month}")
        yield made


def log(office: Office) -> list[tuple[object, ...]]:
    return office.database.conn.execute("SELECT * FROM revision ORDER BY log_no").fetchall()


WRONG = {
    "another figure": "UPDATE figure SET n = 500",
    "a figure gone": "DELETE FROM figure",
    "another cell": 'UPDATE cell SET value = \'{"n":500,"state":"value"}\'',
    "another head": "UPDATE cell SET head_id = 'ab'",
    "a head too many": "INSERT INTO beside SELECT cell_key, 'ab' FROM cell LIMIT 1",
    "a source gone": "DELETE FROM indicator_source",
    "another source": "UPDATE indicator_source SET register = 'elder'",
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_projection_is_found_and_made_again(office: Office, what: str) -> None:
    before, figures = log(office), office.database.conn.execute("SELECT * FROM figure").fetchall()
    office.database.conn.execute(WRONG[what])
    found = check_health(office)
    assert not found.sound
    assert "zjmz health --rebuild" in found.remedy
    assert all(one.endswith("。") for one in found.problems)
    rebuild(office)
    assert check_health(office).sound
    assert log(office) == before
    assert office.database.conn.execute("SELECT * FROM figure").fetchall() == figures


def test_damaged_records_are_not_built_upon(office: Office) -> None:
    office.database.conn.execute("DROP TRIGGER revision_is_append_only_UPDATE")
    office.database.conn.execute("UPDATE revision SET line = replace(line, ':5', ':9')")
    office.database.conn.execute("UPDATE figure SET n = 500")
    found = check_health(office)
    assert any("编号不符" in one for one in found.problems)
    assert "备份恢复" in found.remedy
    assert not re.search("[a-z]{4,}", "".join(found.problems))
    with pytest.raises(WriteRefusedError, match="原始记录有问题，不能重新生成"):
        rebuild(office)
    assert office.database.conn.execute("SELECT max(n) FROM figure").fetchone() == (500,)


def test_the_command_makes_again_and_says_so(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.database.conn.execute("UPDATE figure SET n = 500")
    office.close()
    words = ["health", "--store", str(office.folder)]
    assert main(words) == 1
    assert "原始记录完好，请运行 zjmz health --rebuild 重新生成" in capsys.readouterr().err
    assert main([*words, "--rebuild"]) == 0
    assert "已重新生成汇总用的表。数据完好：" in capsys.readouterr().out
    assert main(words) == 0
