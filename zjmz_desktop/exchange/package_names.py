"""What a package's file is called: short, for people, and legal on every disk and in every mailbox."""

import re
import unicodedata

from zjmz_desktop.domain.file_names import without_barred
from zjmz_desktop.domain.packages import OWN_WORDS, Kind, Manifest
from zjmz_desktop.domain.periods import parse_period

ENDING, MAIL_ENDING = ".mzp", ".zip"
_DEED = {Kind.SUBMISSION: "上报", Kind.PLAN: "下发", Kind.RETURN: "退改", Kind.RECEIPT: "回执"}
_OWN = OWN_WORDS.removesuffix("文件")
_STRANGE = re.compile(r"[\s_.]+")  # parts of the name itself, and what mailboxes change
_LONGEST_UNIT = 16


def file_name(manifest: Manifest, *, sender: str, recipient: str, ending: str = ENDING) -> str:
    """`2018年6月_高资街道_上报_第2次.mzp`; what goes down names whom it is for.

    Between two computers of one office it is `…_本单位数据_…`.

    Args:
        manifest: what the package says of itself.
        sender: the sender's name.
        recipient: the recipient's name.
        ending: `.mzp`, or `.zip` where a mailbox lets nothing else through.
    """
    period = manifest.period or str(manifest.year)
    deed = _DEED[manifest.kind] if manifest.sender != manifest.recipient else _OWN
    words = [parse_period(period).title, _plain(sender), deed]
    if manifest.kind is not Kind.SUBMISSION:
        words.append(_plain(recipient))
    words.append(f"第{manifest.number}次")
    if manifest.volume:
        words.append(f"佐证{manifest.volume}")
    return "_".join(words) + ending


def _plain(name: str) -> str:
    """A unit's name without what a disk refuses or nobody can see."""
    plain = "".join(char for char in unicodedata.normalize("NFC", name) if char.isprintable())
    return _STRANGE.sub("", without_barred(plain, instead=""))[:_LONGEST_UNIT] or "单位"
