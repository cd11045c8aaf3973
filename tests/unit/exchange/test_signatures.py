"""The small files beside what is signed."""

import pytest
from made_packages import KEY, OTHER, canonical

from zjmz_desktop.exchange.package_faults import FaultError
from zjmz_desktop.exchange.signatures import MANIFEST, SEGMENT, Signature, read_signature, sign

GOLDEN = {"algorithm": "ed25519", "key": KEY.public, "signature": "ab" * 64}


def test_what_is_signed_begins_with_what_it_is() -> None:
    found = sign(KEY, SEGMENT, content=b"x\n")
    assert found.signature == KEY.sign(b"zjmz-segment-1\nx\n")
    assert found.covers(SEGMENT, b"x\n")
    assert not found.covers(MANIFEST, b"x\n")
    assert not found.covers(SEGMENT, b"y\n")
    assert not Signature(OTHER.public, found.signature).covers(SEGMENT, b"x\n")


def test_the_file_is_as_written_down() -> None:
    found = Signature(KEY.public, b"\xab" * 64)
    assert found.to_bytes() == canonical(GOLDEN)
    assert read_signature(canonical(GOLDEN), "manifest.sig") == found


@pytest.mark.parametrize(
    "changed",
    [
        {"key": "x"},
        {"key": KEY.public.upper()},
        {"key": 1},
        {"signature": "ab" * 63},
        {"signature": "AB" * 64},
        {"signature": "ab " * 64},
        {"signature": 5},
        {"more": "x"},
    ],
)
def test_other_files_are_none(changed: dict[str, object]) -> None:
    with pytest.raises(FaultError, match="报送数据的内容和写出时不一样"):
        read_signature(canonical(GOLDEN | changed), "segments/1/2.sig")


def test_another_algorithm_asks_for_another_program() -> None:
    with pytest.raises(FaultError, match="更新版本"):
        read_signature(canonical(GOLDEN | {"algorithm": "sm2"}), "manifest.sig")
