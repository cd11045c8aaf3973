"""Signatures of manifests and segments: the small files beside what they sign.

What is signed begins with words that say what it is, so that a signature of one thing is none of another.
"""

from typing import NamedTuple

from zjmz_desktop import crypto
from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.exchange.package_faults import at, newer
from zjmz_desktop.exchange.strict_json import StrictJsonError, read_object, write_object

MANIFEST = b"zjmz-manifest-1\n"
SEGMENT = b"zjmz-segment-1\n"
LARGEST = 1024
_KEYS = {"algorithm", "key", "signature"}


class Signature(NamedTuple):
    """Who signed, and what came out."""

    key: str
    signature: bytes

    def covers(self, purpose: bytes, content: bytes) -> bool:
        """Whether it is that key's signature of that content."""
        return crypto.verify(self.key, self.signature, message=purpose + content)

    def to_bytes(self) -> bytes:
        """The `.sig` file."""
        found = {"algorithm": crypto.SIGNATURE, "key": self.key, "signature": self.signature.hex()}
        return write_object(found)


def sign(key: SigningKey, purpose: bytes, *, content: bytes) -> Signature:
    """Sign content for a purpose."""
    return Signature(key.public, key.sign(purpose + content))


def read_signature(raw: bytes, member: str) -> Signature:
    """A `.sig` file; whether it covers anything is asked of what it returns.

    Args:
        raw: its bytes.
        member: its name in the package.

    Raises:
        FaultError: it is none, or of an algorithm that this program doesn't know.
    """
    try:
        found = read_object(raw)
        if found.keys() != _KEYS:
            raise at(member)
        if found["algorithm"] != crypto.SIGNATURE:
            raise newer()
        key, signature = found["key"], bytes.fromhex(found["signature"])
    except (StrictJsonError, ValueError, TypeError) as error:
        raise at(member) from error
    if not isinstance(key, str) or not crypto.is_key(key):
        raise at(member)
    if len(signature) != crypto.SIGNATURE_BYTES or signature.hex() != found["signature"]:
        raise at(member)
    return Signature(key, signature)
