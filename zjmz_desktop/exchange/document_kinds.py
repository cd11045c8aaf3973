"""What a file is, told by its content; what could run is refused, whatever it is called.

Runs inside the limited child.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

from zjmz_desktop.domain.evidence import OFFERED, Kind, ending_of
from zjmz_desktop.exchange import archives

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_OFFER = f"可以附{OFFERED}。"
_AGAIN = "请重新复制或下载一份完整的文件。"
_RESAVE = "请用WPS或Word、Excel打开，另存为不带宏的docx或xlsx，或导出成PDF。"
_AS_JPG = "请用看图软件另存为JPG，再添加。"
_AS_PHONE = "请在手机设置里把照片格式改为“兼容性最佳”，或用微信发到电脑上（会变成JPG），再添加。"
_UNPACK = "请解压后，把里面要附的文件拖进来。"
_ORIGIN = "请不要打开它，核对它的来源。"


class ForeignKindError(Exception):
    """A file that is not taken: why, and what to do instead."""

    def __init__(self, reason: str, remedy: str = _OFFER) -> None:
        super().__init__(reason)
        self.reason, self.remedy = reason, remedy


_PROGRAM = ("是程序，不是材料", _ORIGIN)
_SCRIPT = ("是脚本，不是材料", _ORIGIN)
_WEB = ("是网页，不是材料", "请在浏览器里打印成PDF，再添加。")
_PACKED = ("是压缩包", _UNPACK)
_STARTS: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"L\x00\x00\x00\x01\x14\x02\x00", ("是快捷方式，不是文件本身", "请找到它指的文件再添加。")),
    (b"#!", _SCRIPT),
    (b"Rar!", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"\x1f\x8b", _PACKED),
    (b"MSCF", _PACKED),
    (b"GIF8", ("是GIF图片", _AS_JPG)),
    (b"II*\x00", ("是TIFF图片", _AS_JPG)),
    (b"MM\x00*", ("是TIFF图片", _AS_JPG)),
    (b"{\\rtf", ("是RTF文档", _RESAVE)),
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM")
_RUNNING = re.compile(
    r"\.(?:exe|dll|com|scr|pif|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|lnk|sh|py|reg|chm)",
    re.IGNORECASE,
)


def is_picture(content: bytes) -> bool:
    """Whether it starts as a picture that can be read."""
    if content.startswith(b"BM"):  # two letters are little: the header's length must fit too
        return len(content) > 18 and content[14] in (12, 40, 52, 56, 64, 108, 124)
    return content.startswith(_PICTURES)


def document_kind(name: str, content: bytes) -> Kind:
    """The kind of a document that may be attached.

    Raises:
        ForeignKindError: for everything else.
    """
    for start, why in _STARTS:
        if content.startswith(start):
            raise ForeignKindError(*why)
    _refuse_new_pictures(content)
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(_OLE):
        return _old_document(content)
    if content.startswith(_ZIP):
        return _packed_document(content)
    return _text(name, content)


def _refuse_new_pictures(content: bytes) -> None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        raise ForeignKindError("是WebP图片", _AS_JPG)
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1", b"ftypheif"):
        raise ForeignKindError("是HEIC照片，多数电脑打不开", _AS_PHONE)
    if content[4:8] == b"ftyp":
        raise ForeignKindError("是视频", f"请截取有关的画面。{_OFFER}")


def _pdf(content: bytes) -> Kind:
    if b"startxref" not in content:
        raise ForeignKindError("没有下载完或者坏了", _AGAIN)
    if b"/Launch" in content:
        raise ForeignKindError("这份PDF会启动程序", _ORIGIN)
    return Kind.PDF


# ---- documents of office programs ----


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _old_document(content: bytes) -> Kind:
    if _wide("EncryptedPackage") in content:
        raise ForeignKindError("加了打开密码，别人看不了", "请去掉打开密码，保存后再添加。")
    if _wide("_VBA_PROJECT") in content:
        raise ForeignKindError("带宏", _RESAVE)
    _refuse_embedded(content)
    if _wide("WordDocument") in content:
        return Kind.OLD_WORD
    if _wide("Workbook") in content or _wide("Book\0") in content:
        return Kind.OLD_SHEET
    raise ForeignKindError("认不出是什么文件")


def _packed_document(content: bytes) -> Kind:
    try:
        with archives.opened(BytesIO(content)) as archive:
            names = set(archive.namelist())
            kind = _packed_kind(names)
            for name in names:
                if name.lower().endswith(".bin"):
                    _refuse_embedded(b"".join(archives.chunks(archive, name)))
            return kind
    except archives.ArchiveError as error:
        raise ForeignKindError(str(error), _AGAIN) from error


def _packed_kind(names: set[str]) -> Kind:
    if any(_RUNNING.fullmatch(ending_of(name)) for name in names):
        raise ForeignKindError("里面有程序", _ORIGIN)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ForeignKindError("带宏", _RESAVE)
    for member, kind in _MAIN_PARTS:
        if member in names:
            return kind
    raise ForeignKindError(*_PACKED)


_MAIN_PARTS = (
    ("word/document.xml", Kind.WORD),
    ("xl/workbook.xml", Kind.SHEET),
    ("OFD.xml", Kind.OFD),
)
_PROGRAM_INSIDE = (b"This program cannot be run in DOS mode", b"This program must be run under")


def _refuse_embedded(content: bytes) -> None:
    if any(words in content for words in _PROGRAM_INSIDE):
        raise ForeignKindError("里面有程序", _ORIGIN)


# ---- text ----

_TEXT_ENDINGS = (".txt", ".csv")
_MARKUP = (b"<html", b"<!doctype", b"<script", b"<?xml", b"<?php", b"<svg", b"<body", b"<head")


def _text(name: str, content: bytes) -> Kind:
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise ForeignKindError(*_WEB)
    if _RUNNING.fullmatch(ending_of(name)):
        raise ForeignKindError(*_SCRIPT)
    if not any(_is_text(content, encoding) for encoding in _encodings(content)):
        raise ForeignKindError("认不出是什么文件")
    if ending_of(name) not in _TEXT_ENDINGS:
        ending = ending_of(name) or "没有结尾"
        raise ForeignKindError(
            f"里面是文字，文件名的结尾却是“{ending}”", "纯文字请存成TXT或CSV再添加。"
        )
    return Kind.TEXT


def _encodings(content: bytes) -> Iterator[str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield "utf-16"
    else:
        yield from ("utf-8", "gb18030")


_WHITE: Callable[[str], bool] = "\t\n\r\f\x1a\ufeff".__contains__


def _is_text(content: bytes, encoding: str) -> bool:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return all(sign >= " " or _WHITE(sign) for sign in text)
