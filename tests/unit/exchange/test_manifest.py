"""The manifest: golden bytes, what comes out of it, and every key by itself."""

import json
from typing import Any

import pytest
from made_packages import ANOTHER, GAOZI, KEY, OTHER, PLAN, canonical, manifest, sha

from zjmz_desktop.domain.packages import Introduction, Kind, Reach
from zjmz_desktop.exchange.manifest import Entry, manifest_bytes, read_manifest
from zjmz_desktop.exchange.package_faults import NEWER, NOT_OURS, FaultError

ENTRIES = (Entry("personal.sealed", 3, "e" * 64), Entry("blobs/" + "d" * 64, 5, "d" * 64))
GOLDEN = (
    '{"algorithms":{"hash":"sha256","signature":"ed25519"},'
    '"entries":[{"bytes":5,"path":"blobs/' + "d" * 64 + '","sha256":"' + "d" * 64 + '"},'
    '{"bytes":3,"path":"personal.sealed","sha256":"' + "e" * 64 + '"}],'
    '"format":"zjmz-package",'
    '"introduces":[{"key":"' + OTHER.public + '","unit":"321112000000"}],'
    '"key":"' + KEY.public + '","kind":"submission","made_at":"2018-07-03T02:00:00.000Z",'
    '"min_reader":[1,0],"missing":[],"number":2,"period":"2018M06",'
    '"plan":"' + sha(PLAN.encode()) + '","recipient":"321112000000","required":[],'
    '"sender":"321112001000",'
    '"vector":{"00000000000000000000000000000001":[5,"' + "a" * 32 + '"]},'
    '"version":[1,0],"year":2018}'
)


def test_the_bytes_are_as_written_down() -> None:
    assert manifest_bytes(manifest(), ENTRIES).decode() == GOLDEN


def test_what_was_said_is_read() -> None:
    listed = read_manifest(GOLDEN.encode())
    assert listed.manifest == manifest(sealed=True)
    assert listed.entries == tuple(sorted(ENTRIES))
    assert not listed.newer_minor


def test_every_optional_word_is_read() -> None:
    full = manifest(
        kind=Kind.RETURN,
        period="",
        volume=3,
        head="b" * 64,
        missing=("c" * 64, "d" * 64),
        introduces=(Introduction("L3211-01", KEY.public), Introduction(GAOZI, OTHER.public)),
        vector={ANOTHER: Reach(1, "0" * 32)},
    )
    assert read_manifest(manifest_bytes(full, ())).manifest == full


WRONG: list[tuple[str, Any]] = [
    ("kind", "letter"),
    ("kind", ["plan"]),
    ("sender", "../../x"),
    ("sender", ""),
    ("sender", 321112001000),
    ("sender", "３２１１"),
    ("recipient", "321112001000\n"),
    ("key", "00"),
    ("key", KEY.public.upper()),
    ("year", 0),
    ("year", "2018"),
    ("year", True),
    ("number", 0),
    ("number", 10_000),
    ("number", -1),
    ("made_at", "2018-07-03T02:00:00Z"),
    ("made_at", "2018-02-30T02:00:00.000Z"),
    ("made_at", "2018-07-03T02:00:00.000+08:00"),
    ("made_at", 1530600000000),
    ("plan", "0" * 63),
    ("period", "2018M13"),
    ("period", ""),
    ("period", 2018),
    ("volume", 0),
    ("volume", "1"),
    ("head", ""),
    ("vector", []),
    ("vector", {"x": [1, "a" * 32]}),
    ("vector", {ANOTHER: [0, "a" * 32]}),
    ("vector", {ANOTHER: [1]}),
    ("vector", {ANOTHER: [1, "A" * 32]}),
    ("introduces", {}),
    ("introduces", [GAOZI]),
    ("introduces", [{"unit": GAOZI}]),
    ("introduces", [{"unit": GAOZI, "key": "1", "more": 1}]),
    ("missing", ["x"]),
    ("missing", "x"),
    ("entries", {}),
    ("entries", [{"path": "a", "bytes": 1}]),
    ("entries", [{"path": "a", "bytes": -1, "sha256": "0" * 64}]),
    ("entries", [{"path": "", "bytes": 1, "sha256": "0" * 64}]),
    ("entries", [{"path": "a\u202e", "bytes": 1, "sha256": "0" * 64}]),
    ("entries", [{"path": "a", "bytes": 1, "sha256": "0" * 64}] * 2),
    ("entries", [{"path": p, "bytes": 1, "sha256": "0" * 64} for p in "ba"]),
    ("version", [1]),
    ("version", "1.0"),
    ("version", None),
    ("min_reader", [1, -1]),
    ("min_reader", None),
    ("required", "x"),
    ("required", None),
    ("algorithms", None),
    ("unheard_of", 1),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_each_key_is_checked(key: str, value: Any) -> None:
    """A None takes the key away."""
    found = json.loads(GOLDEN) | {key: value}
    raw = canonical({name: one for name, one in found.items() if one is not None})
    with pytest.raises(FaultError, match="清单的内容和写出时不一样"):
        read_manifest(raw)


@pytest.mark.parametrize("key", sorted(json.loads(GOLDEN).keys() - {"period", "format"}))
def test_no_needed_key_may_lack(key: str) -> None:
    found = json.loads(GOLDEN)
    del found[key]
    with pytest.raises(FaultError, match="清单"):
        read_manifest(canonical(found))


@pytest.mark.parametrize(
    "keys",
    [
        {"required": ["threshold"]},
        {"min_reader": [1, 1]},
        {"min_reader": [2, 0]},
        {"version": [2, 0]},
        {"algorithms": {"hash": "sm3", "signature": "sm2"}},
        {"required": ["x"], "sender": "新的写法"},
    ],
)
def test_a_newer_program_is_asked_for(keys: dict[str, Any]) -> None:
    with pytest.raises(FaultError) as caught:
        read_manifest(canonical(json.loads(GOLDEN) | keys))
    assert caught.value.reason == NEWER
    assert "升级" in caught.value.remedy


def test_a_newer_minor_version_may_say_more() -> None:
    found = json.loads(GOLDEN) | {"version": [1, 2], "mood": {"x": [1, "好"]}}
    listed = read_manifest(canonical(found))
    assert listed.newer_minor
    assert listed.manifest == manifest(sealed=True)


def test_the_format_of_others_is_not_ours() -> None:
    for found in ({}, {"format": "docx"}, {"format": 1}):
        with pytest.raises(FaultError, match=NOT_OURS):
            read_manifest(canonical(found))
