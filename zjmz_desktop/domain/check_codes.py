"""核验码: sixteen signs that stand for a paper's data, and one that betrays a slip in typing them.

The signs are the elements of the field of 32; the last one makes the sum of all, each times its own
power of the field's generator, zero. So one wrong sign, or any two signs swapped, never passes.
"""

import hashlib
import re
import unicodedata

from zjmz_desktop.domain.errors import ZjmzError, quoted

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # neither 0 and O nor 1 and I
SIGNS = 16
_BITS, _FIELD = 5, 0b100101  # x⁵ + x² + 1
_GROUP = 4
_BETWEEN = re.compile(r"[\s\-‐-―−－_·.]+")


class CheckCodeError(ZjmzError):
    """A text that is no 核验码: of the wrong length, with other signs, or mistyped."""

    def __init__(self, typed: str, reason: str) -> None:
        super().__init__(
            f"{quoted(typed)}不是核验码：{reason}。"
            "核验码印在附件的核验页上，共17位，请对照原件重新输入，或直接选PDF文件。"
        )
        self.typed, self.reason = typed, reason


def code_of(*parts: str) -> str:
    """The code of some texts in their order, with its check sign, without separators."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    number = int.from_bytes(digest[: SIGNS * _BITS // 8], "big")
    signs = [number >> _BITS * place & 31 for place in reversed(range(SIGNS))]
    return "".join(ALPHABET[sign] for sign in (*signs, _check_sign(signs)))


def grouped(code: str) -> str:
    """A code as it is printed: ABCD-EFGH-JKLM-NPQR-S."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def read_code(typed: str) -> str:
    """The code that was typed, in any width, case and grouping.

    Raises:
        CheckCodeError: when it is none.
    """
    code = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)).upper()
    if len(code) != SIGNS + 1:
        raise CheckCodeError(typed, f"应为{SIGNS + 1}位，这里有{len(code)}位")
    strange = "、".join(dict.fromkeys(sign for sign in code if sign not in ALPHABET))
    if strange:
        raise CheckCodeError(typed, f"核验码里没有{strange}（不用数字0、1和字母O、I）")
    *signs, check = [ALPHABET.index(sign) for sign in code]
    if check != _check_sign(signs):
        raise CheckCodeError(typed, "校验位对不上，有一位输错了，或有两位颠倒了")
    return code


def looks_like_code(text: str) -> bool:
    """Whether a text can only be meant as a code: no path, no ending."""
    return not re.search(r"[/\\]|\.pdf$", text, re.IGNORECASE)


def _check_sign(signs: list[int]) -> int:
    """Horner's rule: x₁·α¹⁶ + … + x₁₆·α; the check sign has the weight 1."""
    total = 0
    for sign in signs:
        total = _doubled(total ^ sign)
    return total


def _doubled(element: int) -> int:
    """An element of the field times its generator."""
    shifted = element << 1
    return shifted ^ _FIELD if shifted > 31 else shifted
