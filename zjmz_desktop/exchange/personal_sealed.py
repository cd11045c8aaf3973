"""Personal texts that travel: sealed under a passphrase that is told by phone, never with the file."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from zjmz_desktop import crypto
from zjmz_desktop.crypto import Cost, SealError
from zjmz_desktop.domain.packages import PackageRefusedError
from zjmz_desktop.domain.values import sealed as committed
from zjmz_desktop.exchange.strict_json import StrictJsonError, read_object, write_object

_SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)


class PersonalText(NamedTuple):
    """A text behind a commitment: SHA-256 of the salt and the text.

    Attributes:
        commitment: 64 hex digits, as it stands in the line.
        salt: 32 hex digits.
        text: what was typed.
    """

    commitment: str
    salt: str
    text: str


def seal_texts(
    texts: Iterable[PersonalText], passphrase: str, *, cost: Cost = crypto.USUAL
) -> bytes:
    """The sealed member of a package."""
    found = {one.commitment: [one.salt, one.text] for one in texts}
    return crypto.seal(write_object(found), passphrase, cost=cost)


def open_texts(sealed: bytes, passphrase: str, *, name: str) -> tuple[PersonalText, ...]:
    """The texts of a sealed member, each proven to be the one its line stands for.

    Args:
        sealed: the member's bytes.
        passphrase: as told by the sender.
        name: the package's file, for the sentence.

    Raises:
        PackageRefusedError: another passphrase, or damaged.
    """
    try:
        found = read_object(crypto.unseal(sealed, passphrase))
        return tuple(_text(commitment, one) for commitment, one in found.items())
    except SealError as error:
        reason = "口令不对，个人信息打不开"
        remedy = "请打电话向对方核对口令（区分大小写）；还是不行，请让对方重新导出一份。"
        raise PackageRefusedError(name, reason, remedy=remedy) from error
    except StrictJsonError as error:
        reason = "个人信息的内容不对"
        raise PackageRefusedError(name, reason, remedy="请让对方重新导出一份。") from error


def _text(commitment: str, found: object) -> PersonalText:
    match found:
        case [str(salt), str(text)] if _SALT.fullmatch(salt):
            if committed(text, bytes.fromhex(salt)).commit == commitment:
                return PersonalText(commitment, salt, text)
    raise StrictJsonError
