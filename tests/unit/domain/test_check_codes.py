"""核验码: made, printed, typed, and every small slip noticed."""

import hashlib
from itertools import combinations

import pytest

from zjmz_desktop.domain.check_codes import (
    ALPHABET,
    CheckCodeError,
    code_of,
    grouped,
    looks_like_code,
    read_code,
)

CODE = code_of("data", "edits", "summary", "321112000000", "2018M11")


def test_the_signs_are_the_first_eighty_bits_of_the_digest() -> None:
    digest = hashlib.sha256(b"data\nedits\nsummary\n321112000000\n2018M11").hexdigest()
    bits = f"{int(digest[:20], 16):080b}"
    assert CODE[:16] == "".join(ALPHABET[int(bits[n : n + 5], 2)] for n in range(0, 80, 5))
    assert len(CODE) == 17


@pytest.mark.parametrize(
    "typed",
    [CODE, CODE.lower(), grouped(CODE), grouped(CODE).replace("-", " － "), f"  {grouped(CODE)}\n"],
)
def test_it_is_read_in_any_grouping_and_width(typed: str) -> None:
    assert read_code(typed) == CODE
    assert read_code("".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in typed)) == CODE


def test_every_wrong_sign_is_noticed() -> None:
    for place in range(17):
        for sign in ALPHABET.replace(CODE[place], ""):
            with pytest.raises(CheckCodeError, match="校验位"):
                read_code(CODE[:place] + sign + CODE[place + 1 :])


def test_every_swap_is_noticed() -> None:
    for one, other in combinations(range(17), 2):
        signs = list(CODE)
        signs[one], signs[other] = signs[other], signs[one]
        if signs != list(CODE):
            with pytest.raises(CheckCodeError, match="校验位"):
                read_code("".join(signs))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (CODE[:-1], "这里有16位"),
        ("", "这里有0位"),
        ("O" + CODE[1:], "没有O"),
        ("10" + CODE[2:], "没有1、0"),
        ("镇" + CODE[1:], "没有镇"),
    ],
)
def test_what_is_no_code_is_refused_with_the_reason(typed: str, said: str) -> None:
    with pytest.raises(CheckCodeError, match=said):
        read_code(typed)


def test_a_file_is_no_code() -> None:
    assert looks_like_code(grouped(CODE))
    assert looks_like_code("ABCD")
    assert not looks_like_code("总结.PDF")
    assert not looks_like_code(r"C:\a")
    assert not looks_like_code("./a")
