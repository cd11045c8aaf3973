"""`zjmz units`: ids and names, for who sets up a store."""

import json

import pytest

from zjmz_desktop.cli.main import main

Captured = pytest.CaptureFixture[str]


def told(capsys: Captured, *words: str) -> str:
    assert main(["units", *words]) == 0
    return capsys.readouterr().out


def test_a_district_and_its_towns_are_lines_of_id_name_office_and_level(capsys: Captured) -> None:
    lines = told(capsys, "--under", "321112000000").splitlines()
    assert len(lines) == 1 + 11
    assert lines[0] == "321112000000  丹徒区  丹徒区民政局  辖市区"
    assert lines[1] == "321112001000  高资街道  高资街道  镇（街道）"
    assert lines[-1].startswith("321112403000  高新园区管委会")


def test_all_units_are_listed_each_once_under_the_city(capsys: Captured) -> None:
    found = json.loads(told(capsys, "--json"))
    assert found[0] == {
        "id": "321100000000",
        "name": "镇江市",
        "office": "镇江市民政局",
        "level": "city",
        "parent": "",
    }
    by_id = {one["id"]: one for one in found}
    assert len(by_id) == len(found)
    districts = [one for one in found if one["parent"] == "321100000000"]
    assert [one["level"] for one in districts] == ["district"] * 8
    assert by_id["L3211-01"]["office"] == "镇江高新区社会事业局"
    assert all(one["parent"] in by_id for one in found[1:])


def test_a_unit_that_is_in_no_list_is_refused_in_a_sentence(capsys: Captured) -> None:
    assert main(["units", "--under", "999"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "没有编号为“999”的单位。请核对单位编号" in err
