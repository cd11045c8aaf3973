"""Signing and sealing: Ed25519 keys of offices, their 识别码, and texts under a passphrase.

Design: sync ("The package"). What an algorithm is called stands beside what it made, and what is read is
bounded before it costs anything. The word key stays in the code: on the screen there is only the 识别码.
"""

import hashlib
import json
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

SIGNATURE = "ed25519"
KEY_BYTES = 32
SIGNATURE_BYTES = 64

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # neither 0 and O nor 1 and I
_CODE_LENGTH = 12
_HEX = re.compile(r"[0-9a-f]*", re.ASCII)


def random_bytes(count: int) -> bytes:
    """Bytes that nobody can guess."""
    return secrets.token_bytes(count)


# --- signing ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SigningKey:
    """An office's own key.

    Attributes:
        private: 32 bytes; never leaves the store, never shown.
    """

    private: bytes = field(repr=False)

    @cached_property
    def public(self) -> str:
        """The public half, 64 hex digits: what others know this office by."""
        return str(self._key.public_key().public_bytes_raw().hex())

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes."""
        return bytes(self._key.sign(message))

    @cached_property
    def _key(self) -> Any:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private)


def new_key() -> SigningKey:
    """A fresh key."""
    return SigningKey(random_bytes(KEY_BYTES))


def verify(public: str, signature: bytes, *, message: bytes) -> bool:
    """Whether that key signed that message; what is no key or no signature never did.

    Args:
        public: the public key, 64 hex digits.
        signature: 64 bytes.
        message: what was signed.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not is_key(public):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_key(text: str) -> bool:
    """Whether a text has the form of a public key: 64 lower-case hex digits."""
    return len(text) == 2 * KEY_BYTES and _HEX.fullmatch(text) is not None


def key_code(unit: str, key: str) -> str:
    """单位识别码 of an office and its key, XXXX-XXXX-XXXX: read out on the phone and compared.

    Args:
        unit: unit id.
        key: the public key, 64 hex digits.
    """
    digest = hashlib.sha256(unit.encode() + bytes.fromhex(key)).digest()
    bits = int.from_bytes(digest, "big") >> (8 * len(digest) - 5 * _CODE_LENGTH)
    code = "".join(_ALPHABET[bits >> 5 * at & 31] for at in reversed(range(_CODE_LENGTH)))
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def same_code(typed: str, code: str) -> bool:
    """Whether a typed 识别码 is that one, however it was typed: small, full-width, with spaces."""
    return _bare(typed) == _bare(code)


def _bare(code: str) -> str:
    folded = unicodedata.normalize("NFKC", code).upper()
    return "".join(char for char in folded if char.isalnum())


# --- sealing ----------------------------------------------------------------------------------

CIPHER, STRETCHING = "aes-256-gcm", "scrypt"
_SALT_BYTES, _NONCE_BYTES = 16, 12
_LONGEST_HEAD = 1024
_MOST_MEMORY = 256 * 1024**2
_LARGEST_BLOCK = 32
_MOST_ROUNDS = 16


class Cost(NamedTuple):
    """What one guess of a passphrase costs: scrypt's parameters, 128 MB and some 0.4 s as given."""

    n: int = 2**17
    r: int = 8
    p: int = 1

    @property
    def bearable(self) -> bool:
        """Whether this program will work that much to open what others sealed."""
        if not (0 < self.r <= _LARGEST_BLOCK and 0 < self.p <= _MOST_ROUNDS and self.n > 1):
            return False
        is_power = self.n & (self.n - 1) == 0
        return is_power and self.n < 2 ** (16 * self.r) and 128 * self.n * self.r <= _MOST_MEMORY


class SealError(Exception):
    """Sealed bytes that don't open: the passphrase is another, or they are damaged."""


USUAL = Cost()


def seal(plain: bytes, passphrase: str, *, cost: Cost = USUAL) -> bytes:
    """Bytes that only the passphrase opens: one line that says how, and the sealed bytes."""
    salt, nonce = random_bytes(_SALT_BYTES), random_bytes(_NONCE_BYTES)
    words = {
        "cipher": CIPHER,
        "nonce": nonce.hex(),
        "salt": salt.hex(),
        "stretching": STRETCHING,
    }
    found = words | cost._asdict()
    head = json.dumps(found, separators=(",", ":"), sort_keys=True).encode() + b"\n"
    sealed: bytes = _cipher(passphrase, salt, cost=cost).encrypt(nonce, plain, head)
    return head + sealed


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed.

    Raises:
        SealError: another passphrase, damaged, or asking for more work than anybody needs.
    """
    from cryptography.exceptions import InvalidTag

    end = sealed.find(b"\n", 0, _LONGEST_HEAD) + 1
    head, body = sealed[:end], sealed[end:]
    salt, nonce, cost = _head(head)
    try:
        plain: bytes = _cipher(passphrase, salt, cost=cost).decrypt(nonce, body, head)
    except (InvalidTag, ValueError, MemoryError) as error:
        raise SealError from error
    return plain


def _head(head: bytes) -> tuple[bytes, bytes, Cost]:
    try:
        found = json.loads(head)
        cost = Cost(found["n"], found["r"], found["p"])
        algorithms = found["cipher"], found["stretching"]
        salt, nonce = bytes.fromhex(found["salt"]), bytes.fromhex(found["nonce"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SealError from error
    if not all(type(number) is int for number in cost) or not cost.bearable:
        raise SealError
    if algorithms != (CIPHER, STRETCHING):
        raise SealError
    if len(salt) != _SALT_BYTES or len(nonce) != _NONCE_BYTES:
        raise SealError
    return salt, nonce, cost


def _cipher(passphrase: str, salt: bytes, *, cost: Cost) -> Any:
    """AES-256-GCM under the stretched passphrase; full-width letters are as good as others."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    secret = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
    stretched = Scrypt(salt=salt, length=32, n=cost.n, r=cost.r, p=cost.p).derive(secret)
    return AESGCM(stretched)
