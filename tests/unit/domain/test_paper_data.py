"""The data behind a paper: canonical, read back to the same bytes, compared figure by figure."""

import hashlib
import json
from dataclasses import replace

import pytest

from zjmz_desktop.domain.check_codes import read_code
from zjmz_desktop.domain.paper_data import (
    FigureData,
    NewerPaperDataError,
    PaperData,
    PaperDataError,
    TextData,
    digest_of_heads,
    read_data,
)

TOWN, DISTRICT = "321112001000", "321112000000"
ONE = FigureData("I08-03", TOWN, "2018M11", n="4", reported=1, expected=1, origins=("register",))
SUM = FigureData("I08-03", DISTRICT, "2018M11", n="12", target="14", reported=11, expected=11)
NOTE = TextData("note", "I08-03", TOWN, "选址变更")
DATA = PaperData(
    "summary",
    DISTRICT,
    "丹徒区民政局",
    2018,
    "2018M11",
    "p" * 64,
    figures=(ONE, SUM),
    texts=(NOTE,),
)


def test_the_bytes_are_canonical_json_in_one_order() -> None:
    found = json.loads(DATA.content)
    text = json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert DATA.content == text.encode()
    assert [one["unit"] for one in found["figures"]] == [DISTRICT, TOWN]
    assert replace(DATA, figures=(SUM, ONE)).content == DATA.content
    assert DATA.digest == hashlib.sha256(text.encode()).hexdigest()


def test_reading_gives_the_same_bytes_back() -> None:
    again = read_data(json.loads(DATA.content))
    assert (again.content, again.code) == (DATA.content, DATA.code)


def test_the_code_hangs_on_everything() -> None:
    others = (
        replace(DATA, figures=(replace(ONE, n="5"), SUM)),
        replace(DATA, figures=(replace(ONE, heads="a"), SUM)),
        replace(DATA, texts=()),
        replace(DATA, edits="e"),
        replace(DATA, paper="brief"),
        replace(DATA, through="2018M12"),
        replace(DATA, sample=True),
    )
    codes = {one.code for one in (DATA, *others)}
    assert len(codes) == 1 + len(others)
    assert all(read_code(code) == code for code in codes)


def test_what_counts_leaves_out_the_revisions() -> None:
    assert replace(ONE, heads="x", revisions=9).counted == ONE.counted
    for change in ({"n": "5"}, {"state": "not_begun"}, {"target": "3"}, {"origins": ("adopted",)}):
        assert replace(ONE, **change).counted != ONE.counted


def test_the_order_of_heads_does_not_matter() -> None:
    assert digest_of_heads(["b", "a"]) == hashlib.sha256(b"a\nb").hexdigest()[:32]
    assert digest_of_heads([]) == ""


@pytest.mark.parametrize(
    "change",
    [
        {"format": 0},
        {"format": True},
        {"figures": "x"},
        {"figures": [{"code": "a"}]},
        {"figures": [{**json.loads(DATA.content)["figures"][0], "reported": "11"}]},
        {"figures": [{**json.loads(DATA.content)["figures"][0], "origins": [1]}]},
        {"texts": [1]},
        {"texts": [{"kind": "history", "period": "2018M13"}]},
        {"unit": 3},
        {"more": ""},
    ],
)
def test_anything_else_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(PaperDataError):
        read_data({**json.loads(DATA.content), **change})


def test_a_newer_format_asks_for_a_newer_program() -> None:
    with pytest.raises(NewerPaperDataError, match="请升级"):
        read_data({"format": 4})


def test_each_format_has_its_own_kinds_of_texts() -> None:
    """The older rules are what papers of their time were made by: bytes and codes stay."""
    june = TextData("history", "I08-03", DISTRICT, "3个", "2018M06")
    version = TextData("version", "I08-03", TOWN, "年报12，快报13")
    whole = replace(DATA, texts=(NOTE, version, june))
    kinds = {number: whole.in_format(number) for number in (1, 2, 3)}
    assert [[one.kind for one in kinds[number].texts] for number in (1, 2, 3)] == [
        ["note"],
        ["note", "version"],
        ["note", "version", "history"],
    ]
    second = replace(DATA, texts=(NOTE, version), format=2)
    assert kinds[2].content == second.content
    assert b'"format":2,' in second.content
    assert b"period" not in second.content.split(b'"texts"')[1]
    assert len({one.code for one in kinds.values()}) == 3


def test_what_was_told_of_an_earlier_month_bears_the_month() -> None:
    june = TextData("history", "I08-03", DISTRICT, "3个", "2018M06")
    march = replace(june, period="2018M03", text="0个")
    found = replace(DATA, texts=(june, march))
    told = json.loads(found.content)["texts"]
    assert told[0] == {
        "code": "I08-03",
        "kind": "history",
        "period": "2018M03",
        "text": "0个",
        "unit": DISTRICT,
    }
    assert read_data(json.loads(found.content)).content == found.content
