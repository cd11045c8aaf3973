"""Signing and sealing, against published vectors and calculations of another kind."""

import base64
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zjmz_desktop import crypto
from zjmz_desktop.crypto import Cost, SealError, SigningKey, new_key, seal, unseal

GOLDEN = "ZM2R-CJS6-XTUD"
CHEAP = Cost(n=2, r=1, p=1)
UNIT = "321112001000"

# RFC 8032, 7.1, test 2
SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
PUBLIC = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"
SIGNED = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


def test_signatures_are_those_of_the_standard() -> None:
    key = SigningKey(SEED)
    assert key.public == PUBLIC
    assert key.sign(b"\x72") == SIGNED
    assert crypto.verify(PUBLIC, SIGNED, message=b"\x72")


def test_nothing_else_verifies() -> None:
    assert not crypto.verify(PUBLIC, SIGNED, message=b"\x73")
    assert not crypto.verify(new_key().public, SIGNED, message=b"\x72")
    for signature in (b"", SIGNED[:-1], SIGNED + b"\0", bytes(64)):
        assert not crypto.verify(PUBLIC, signature, message=b"\x72")
    for key in ("", "00", PUBLIC.upper(), PUBLIC + "0", "g" * 64, "f" * 64):
        assert not crypto.verify(key, SIGNED, message=b"\x72")


def test_keys_differ_and_do_not_show_themselves() -> None:
    one, other = new_key(), new_key()
    assert one.private != other.private
    assert len(one.private) == 32
    assert one.private.hex() not in repr(one)
    assert str(one.private) not in repr(one)


def by_hand(unit: str, key: str) -> str:
    """The code by the standard library's base32 and another alphabet."""
    digest = hashlib.sha256(unit.encode() + bytes.fromhex(key)).digest()
    usual, ours = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    text = base64.b32encode(digest).decode()[:12].translate(str.maketrans(usual, ours))
    return "-".join(text[at : at + 4] for at in (0, 4, 8))


def test_the_code_of_an_office_is_as_written_down() -> None:
    assert crypto.key_code(UNIT, PUBLIC) == by_hand(UNIT, PUBLIC) == GOLDEN


@given(st.sampled_from([UNIT, "L3211-01"]), st.binary(min_size=32, max_size=32))
def test_codes_have_no_look_alikes(unit: str, key: bytes) -> None:
    code = crypto.key_code(unit, key.hex())
    assert code == by_hand(unit, key.hex())
    assert [len(part) for part in code.split("-")] == [4, 4, 4]
    assert not set(code) & set("01IO")


def test_a_code_is_the_offices_and_the_keys() -> None:
    other = new_key().public
    codes = {crypto.key_code(unit, key) for unit in (UNIT, "L3211-01") for key in (PUBLIC, other)}
    assert len(codes) == 4


def test_a_code_may_be_typed_in_any_way() -> None:
    code = "994J-Y2B9-BJRH"
    for typed in (
        "994jy2b9bjrh",
        " 994J Y2B9 BJRH ",
        "９９４Ｊ－Ｙ２Ｂ９－ＢＪＲＨ",
        "994J—Y2B9—BJRH",
    ):
        assert crypto.same_code(typed, code)
    for typed in ("", "994J-Y2B9-BJR", "994J-Y2B9-BJRK", "994J-Y2B9-BJRHH"):
        assert not crypto.same_code(typed, code)


# --- sealing ----------------------------------------------------------------------------------


@settings(max_examples=30)
@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_was_sealed_is_opened(plain: bytes, passphrase: str) -> None:
    sealed = seal(plain, passphrase, cost=CHEAP)
    assert unseal(sealed, passphrase) == plain
    with pytest.raises(SealError):
        unseal(sealed, passphrase + "x")


def test_one_text_is_sealed_differently_each_time() -> None:
    one, other = (seal(b"plain", "p", cost=CHEAP) for _ in range(2))
    assert b"plain" not in one
    assert one != other


def test_full_width_letters_are_as_good() -> None:
    assert unseal(seal(b"x", "Ab12", cost=CHEAP), "Ａｂ１２") == b"x"
    with pytest.raises(SealError):
        unseal(seal(b"x", "Ab12", cost=CHEAP), "ab12")


def test_the_usual_cost_is_high_and_stands_in_the_file() -> None:
    head = json.loads(seal(b"x", "p").partition(b"\n")[0])
    assert (head["n"], head["r"], head["p"]) == (131072, 8, 1)
    assert (head["cipher"], head["stretching"]) == ("aes-256-gcm", "scrypt")


def test_the_same_bytes_come_out_of_the_standard_library_and_the_head() -> None:
    """The stretching is the standard's, so that another program could open it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = seal("文字".encode(), "口令", cost=Cost(n=1024, r=8, p=1))
    head, _, body = sealed.partition(b"\n")
    found = json.loads(head)
    salt = bytes.fromhex(found["salt"])
    secret = hashlib.scrypt("口令".encode(), salt=salt, n=1024, r=8, p=1, dklen=32)
    plain = AESGCM(secret).decrypt(bytes.fromhex(found["nonce"]), body, head + b"\n")
    assert plain.decode() == "文字"


def test_every_changed_byte_is_noticed() -> None:
    sealed = seal(b"plain", "p", cost=CHEAP)
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises(SealError):
            unseal(bytes(changed), "p")
    for end in range(len(sealed)):
        with pytest.raises(SealError):
            unseal(sealed[:end], "p")


@pytest.mark.parametrize(
    "changed",
    [
        {"n": 2**19, "r": 8},
        {"n": 2**16},
        {"n": 3},
        {"n": 0},
        {"n": -2},
        {"n": 2.0},
        {"n": True},
        {"n": "2"},
        {"r": 2**30},
        {"r": 0},
        {"p": 1000},
        {"p": 0},
        {"salt": "00"},
        {"salt": 5},
        {"nonce": ""},
        {"cipher": "none"},
        {"stretching": "md5"},
        {"more": 1},
    ],
)
def test_work_beyond_reason_is_refused_before_it_is_done(changed: dict[str, object]) -> None:
    head, _, body = seal(b"x", "p", cost=CHEAP).partition(b"\n")
    with pytest.raises(SealError):
        unseal(json.dumps(json.loads(head) | changed).encode() + b"\n" + body, "p")


def test_other_bytes_are_not_sealed_ones() -> None:
    for content in (b"", b"\n", b"x" * 5000, b"[1]\nx", b"[" * 900 + b"\nx", b"{}\nx"):
        with pytest.raises(SealError):
            unseal(content, "p")
