"""What a file may be called so that it lies on any disk: most desks run Windows, most sticks are FAT."""

import re
import unicodedata

_BARRED = r'\\/:*?"<>|'
_BARRED_SIGN = re.compile(f"[{_BARRED}]")
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])", re.ASCII | re.IGNORECASE
)
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # rare han may be unassigned or private here: kept


def is_device(name: str) -> bool:
    """Whether Windows takes the name for a device, whatever ending follows: `CON.txt`."""
    return _DEVICES.fullmatch(name.partition(".")[0].rstrip()) is not None


def seen(text: str, *, instead: str = " ") -> str:
    """A text without signs that nobody sees or that turn the writing."""
    return "".join(instead if unicodedata.category(sign) in _UNSEEN else sign for sign in text)


def without_barred(text: str, *, instead: str) -> str:
    """A text without the signs that no name may hold on Windows."""
    return _BARRED_SIGN.sub(instead, text)


def plain_name(words: str) -> str:
    """A name that the program makes of names from elsewhere (units, registers, plans), with its ending."""
    plain = without_barred(seen(words, instead=""), instead="")
    plain = re.sub(r"\s", "", plain).strip(".")
    return f"_{plain}" if not plain or is_device(plain) else plain


def fault_of(name: str) -> str:
    """Why a name that somebody typed can't be one on Windows, "" where it can.

    There a colon writes into a hidden part of another file, `CON` to a device, and an end of dots or
    spaces is cut off in silence.
    """
    if found := _BARRED_SIGN.search(name) or re.search(r"[\x00-\x1f]", name):
        sign = found[0] if found[0].isprintable() else "看不见的字符"
        return f"文件名里不能有{sign}"
    if is_device(name):
        return f"“{name.partition('.')[0]}”是系统留用的名称"
    return "文件名不能以空格或句点结尾" if name != name.rstrip(" .") else ""
