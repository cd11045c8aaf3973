"""Packages are written whole, read back, and split where they would be too large to send."""

import os
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_packages import (
    ANOTHER,
    BLOBS,
    DANTU,
    GAOZI,
    KEY,
    OTHER,
    PLAN,
    REPLICA,
    honest,
    lines,
    manifest,
    outgoing,
    sha,
)

from zjmz_desktop.domain.packages import Introduction, Kind, Manifest, Reach
from zjmz_desktop.exchange.package_read import blob, read_package
from zjmz_desktop.exchange.package_write import (
    LARGEST_FILE,
    Outgoing,
    volumes,
    write_package,
    write_volumes,
)
from zjmz_desktop.exchange.segments import make_segment
from zjmz_desktop.exchange.written_files import FileNotWrittenError

HEX = st.binary(min_size=32, max_size=32).map(bytes.hex)
UNITS = st.sampled_from([GAOZI, DANTU, "L3211-01"])
MANIFESTS = st.builds(
    Manifest,
    kind=st.sampled_from(Kind),
    sender=UNITS,
    key=st.just(KEY.public),
    recipient=UNITS,
    year=st.integers(2000, 2100),
    made_at=st.just("2018-07-03T02:00:00.123Z"),
    plan=HEX,
    period=st.sampled_from(["", "2018", "2018M06", "2018Q4", "2018H1"]),
    number=st.integers(1, 9999),
    vector=st.dictionaries(
        HEX.map(lambda one: one[:32]),
        st.builds(Reach, st.integers(1, 2**53 - 1), HEX.map(lambda one: one[:32])),
        max_size=3,
    ),
    introduces=st.lists(st.builds(Introduction, UNITS, HEX), max_size=2).map(tuple),
    missing=st.sets(HEX, max_size=3).map(lambda some: tuple(sorted(some))),
    volume=st.integers(0, 3),
    head=st.just("") | HEX,
)
SEGMENTS = st.lists(
    st.sampled_from(
        [
            make_segment(GAOZI, lines(3), key=KEY),
            make_segment(GAOZI, lines(2, replica=ANOTHER), key=KEY),
            make_segment(DANTU, lines(1, unit=DANTU, replica=REPLICA), key=OTHER),
        ]
    ),
    unique=True,
).map(tuple)
PLANS = st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=2)
EVIDENCE = st.lists(st.binary(max_size=300), max_size=3)


PACKAGES = st.tuples(MANIFESTS, SEGMENTS, PLANS, EVIDENCE, st.binary(max_size=50))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=PACKAGES)
def test_what_is_written_is_read(tmp_path: Path, content: tuple[Any, ...]) -> None:
    said, segments, texts, evidence, sealed = content
    plans = {sha(text.encode()): text for text in texts}
    blobs = {sha(one): one for one in evidence}
    sizes = {name: len(one) for name, one in blobs.items()}
    sent = Outgoing(said, segments, plans, blobs=sizes, sealed=sealed)
    path = tmp_path / "a.mzp"
    found = write_package(path, sent, key=KEY, read_blob=blobs.__getitem__)
    assert found == read_package(path)
    assert found.manifest == replace(said, sealed=bool(sealed))
    assert set(found.segments) == set(segments)
    assert (found.plans, found.blobs, found.sealed) == (plans, sizes, sealed)
    assert {name: blob(path, name) for name in sizes} == blobs


def test_the_same_content_makes_the_same_bytes(tmp_path: Path) -> None:
    one, other = honest(tmp_path / "a"), honest(tmp_path / "b")
    assert one.read_bytes() == other.read_bytes()


def test_evidence_is_stored_as_it_is_and_lines_are_packed(tmp_path: Path) -> None:
    with zipfile.ZipFile(honest(tmp_path / "a.mzp")) as archive:
        every = archive.infolist()
    assert [one.filename for one in every[:2]] == ["manifest.json", "manifest.sig"]
    for one in every:
        packed = one.compress_type == zipfile.ZIP_DEFLATED
        assert packed != one.filename.startswith("blobs/")


def test_no_part_stays(tmp_path: Path) -> None:
    honest(tmp_path / "a.mzp")
    assert [path.name for path in tmp_path.iterdir()] == ["a.mzp"]


def test_evidence_that_is_not_what_was_said_spoils_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mzp"
    path.write_bytes(b"old")
    for wrong in (b"", b"x" * 203):
        other = dict.fromkeys(BLOBS, wrong)
        with pytest.raises(FileNotWrittenError, match="写完后读回来核对，内容不对"):
            write_package(path, outgoing(), key=KEY, read_blob=other.__getitem__)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.mzp"]


def test_a_disk_that_keeps_other_bytes_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad stick: what is read back after the fsync is not what was written."""
    plain = os.fsync

    def spoiling(handle: int) -> None:
        plain(handle)
        if os.fstat(handle).st_size > 100:
            os.pwrite(handle, b"\0" * 8, 60)

    monkeypatch.setattr(os, "fsync", spoiling)
    with pytest.raises(FileNotWrittenError, match="请换一个U盘"):
        honest(tmp_path / "a.mzp")
    assert list(tmp_path.iterdir()) == []


# --- volumes ----------------------------------------------------------------------------------


def sized(*sizes: int) -> Outgoing:
    blobs = {f"{n:064x}": size for n, size in enumerate(sizes)}
    return outgoing(segments=(), plans={}, sealed=b"", blobs=blobs)


def shares(found: tuple[Outgoing, ...]) -> list[list[int]]:
    return [list(one.blobs.values()) for one in found]


def test_what_fits_is_one_file() -> None:
    assert shares(volumes(sized(3, 3, 4), largest=10)) == [[3, 3, 4]]
    assert shares(volumes(sized(), largest=10)) == [[]]


def test_what_does_not_fit_goes_into_volumes_that_are_named_as_missing() -> None:
    whole = sized(4, 4, 4, 9, 11, 1)
    found = volumes(whole, largest=10)
    assert shares(found) == [[4, 4], [4], [9], [11], [1]]
    assert [one.manifest.volume for one in found] == [0, 1, 2, 3, 4]
    names = sorted(whole.blobs)
    assert found[0].manifest.missing == tuple(names[2:])
    assert all(one.manifest.missing == () for one in found[1:])
    assert all(one.manifest.number == 2 for one in found)


def test_what_was_missing_before_stays_so() -> None:
    whole = sized(6, 6)
    gone = "f" * 64
    whole = Outgoing(manifest(missing=(gone,)), blobs=whole.blobs)
    assert volumes(whole, largest=10)[0].manifest.missing == (sorted(whole.blobs)[1], gone)


def test_lines_come_first_whatever_room_they_take() -> None:
    large = make_segment(GAOZI, lines(3), key=KEY)
    whole = Outgoing(manifest(), segments=(large,), blobs={"0" * 64: 10})
    found = volumes(whole, largest=20)
    assert shares(found) == [[], [10]]
    assert found[0].segments == (large,)
    assert found[1].segments == ()


def test_volumes_are_files_of_their_own_and_no_larger_than_said(tmp_path: Path) -> None:
    evidence = [os.urandom(15 * 1024**2 - n) for n in range(2)] + [os.urandom(4 * 1024**2)]
    blobs = {sha(one): one for one in evidence}
    whole = outgoing(blobs={name: len(one) for name, one in blobs.items()})

    def name(said: Manifest) -> Path:
        return tmp_path / f"a{said.volume}.mzp"

    paths = write_volumes(whole, name, key=KEY, read_blob=blobs.__getitem__)
    assert [one.name for one in paths] == ["a0.mzp", "a1.mzp"]
    assert all(one.stat().st_size <= LARGEST_FILE for one in paths)
    found = {n: blob(path, n) for path in paths for n in read_package(path).blobs}
    assert found == blobs
    assert read_package(paths[1]).segments == ()


def test_the_package_itself_is_written_last(tmp_path: Path) -> None:
    big = {f"{n:064x}": 15 * 1024**2 for n in range(3)}

    def name(said: Manifest) -> Path:
        return tmp_path / f"a{said.volume}.mzp"

    with pytest.raises(FileNotWrittenError):
        write_volumes(outgoing(blobs=big), name, key=KEY, read_blob=lambda _: b"wrong")
    assert list(tmp_path.iterdir()) == []


def test_plans_travel_as_text(tmp_path: Path) -> None:
    assert read_package(honest(tmp_path / "a")).plans[sha(PLAN.encode())] == PLAN


def test_evidence_is_proven_again_when_it_is_taken_out(tmp_path: Path) -> None:
    path = honest(tmp_path / "a")
    assert [blob(path, name) for name in BLOBS] == list(BLOBS.values())
