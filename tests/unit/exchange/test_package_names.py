"""File names for people, legal everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_packages import manifest

from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.exchange.package_names import file_name

TOWN, DISTRICT, CITY = "高资街道", "丹徒区", "镇江市"


def test_what_goes_up_says_what_who_and_the_how_manyeth() -> None:
    names = {"sender": TOWN, "recipient": DISTRICT}
    assert file_name(manifest(), **names) == "2018年6月_高资街道_上报_第2次.mzp"
    assert file_name(manifest(volume=1), **names) == "2018年6月_高资街道_上报_第2次_佐证1.mzp"
    mail = file_name(manifest(), ending=".zip", **names)
    assert mail == "2018年6月_高资街道_上报_第2次.zip"


def test_what_goes_down_says_for_whom() -> None:
    names = {"sender": DISTRICT, "recipient": TOWN}
    back = manifest(kind=Kind.RETURN, number=1)
    assert file_name(back, **names) == "2018年6月_丹徒区_退改_高资街道_第1次.mzp"
    receipt = manifest(kind=Kind.RECEIPT, period="2018Q2", number=11)
    assert file_name(receipt, **names) == "2018年二季度_丹徒区_回执_高资街道_第11次.mzp"
    plan = manifest(kind=Kind.PLAN, period="", number=1)
    assert file_name(plan, sender=CITY, recipient=DISTRICT) == "2018年_镇江市_下发_丹徒区_第1次.mzp"


def test_what_goes_to_the_offices_other_computer_is_not_taken_for_a_submission() -> None:
    mine = manifest(recipient=manifest().sender)
    found = file_name(mine, sender=TOWN, recipient=TOWN)
    assert found == "2018年6月_高资街道_本单位数据_第2次.mzp"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a/b\\c:d*e", "abcde"),
        ("CON", "CON"),
        ("高桥镇 （丹徒区）", "高桥镇（丹徒区）"),
        ("名.", "名"),
        ("\u202e镇\x00", "镇"),
        ("", "单位"),
        ("很" * 40, "很" * 16),
    ],
)
def test_a_name_keeps_only_what_every_disk_takes(name: str, shown: str) -> None:
    found = file_name(manifest(), sender=name, recipient="x")
    assert found == f"2018年6月_{shown}_上报_第2次.mzp"


@given(st.text(), st.text(), st.sampled_from(Kind), st.integers(0, 99))
def test_every_name_is_legal_on_windows(
    sender: str, recipient: str, kind: Kind, volume: int
) -> None:
    package = manifest(kind=kind, number=9999, volume=volume)
    found = file_name(package, sender=sender, recipient=recipient)
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\s]', found)
    assert found.isprintable()
    assert found.startswith("2018年6月_")  # so it is never CON, NUL or the like
    assert found.endswith(".mzp")
    assert found.count(".") == 1
    assert len(found) <= 70
    assert len(f"{found}.part".encode()) <= 255
