"""What a document is, by its content; what runs is refused under any name."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pictures import plain

from zjmz_desktop.domain.evidence import Kind
from zjmz_desktop.exchange.document_kinds import ForeignKindError, document_kind, is_picture

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def packed(**members: bytes) -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return found.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\nendobj\nstartxref\n0\n%%EOF"
TAKEN = [
    ("a.pdf", PDF, Kind.PDF),
    ("a.docx", packed(word__document_xml=b"<w/>"), Kind.WORD),
    ("a.xlsx", packed(xl__workbook_xml=b"<w/>"), Kind.SHEET),
    ("a.ofd", packed(OFD_xml=b"<o/>"), Kind.OFD),
    ("a.doc", OLE + wide("WordDocument"), Kind.OLD_WORD),
    ("a.et", OLE + wide("Workbook"), Kind.OLD_SHEET),
    ("a.txt", "改厕216户\n".encode(), Kind.TEXT),
    ("a.csv", "村,户\n红旗,12\n".encode("gb18030"), Kind.TEXT),
    ("a.txt", "镇江".encode("utf-16"), Kind.TEXT),
]


@pytest.mark.parametrize(("name", "content", "kind"), TAKEN)
def test_documents_are_known_by_their_content(name: str, content: bytes, kind: Kind) -> None:
    assert document_kind(name, content) is kind
    assert not is_picture(content)


EXE = b"MZ\x90\0" + b"\0" * 60 + b"This program cannot be run in DOS mode"
REFUSED = [
    ("验收单.pdf", EXE, "是程序"),
    ("a.pdf", b"\x7fELF\2", "是程序"),
    ("a.txt", b"#!/bin/sh\nrm -rf /", "是脚本"),
    ("a.bat", b"del *.*\r\n", "是脚本"),
    ("a.vbs", b"MsgBox 1", "是脚本"),
    ("a.txt", b"\xef\xbb\xbf <HTML><body>", "是网页"),
    ("a.csv", b"<script>alert(1)</script>", "是网页"),
    ("a.txt", b"<?xml version='1.0'?>", "是网页"),
    ("a.lnk", b"L\0\0\0\1\x14\2\0", "是快捷方式"),
    ("a.zip", packed(a_pdf=PDF), "是压缩包"),
    ("a.rar", b"Rar!\x1a\7", "是压缩包"),
    ("a.7z", b"7z\xbc\xaf\x27\x1c", "是压缩包"),
    ("a.docx", packed(word__document_xml=b"", setup_exe=EXE), "里面有程序"),
    ("a.docx", packed(word__document_xml=b"", word__embeddings__o_bin=EXE), "里面有程序"),
    ("a.docx", packed(word__document_xml=b"", word__vbaProject_bin=b"x"), "带宏"),
    ("a.docx", packed(word__document_xml=b"x" * 500)[:-30], "不完整"),
    ("a.doc", OLE + wide("WordDocument") + wide("_VBA_PROJECT"), "带宏"),
    ("a.doc", OLE + wide("WordDocument") + EXE, "里面有程序"),
    ("a.docx", OLE + wide("EncryptedPackage"), "加了打开密码"),
    ("a.msi", OLE + wide("something"), "认不出"),
    ("a.pdf", PDF[:20], "没有下载完"),
    ("a.pdf", PDF.replace(b"obj\n", b"obj /S /Launch\n", 1), "会启动程序"),
    ("a.gif", b"GIF89a", "是GIF图片"),
    ("a.tif", b"II*\0", "是TIFF图片"),
    ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "是WebP图片"),
    ("a.heic", b"\0\0\0\x18ftypheic", "是HEIC照片"),
    ("a.mp4", b"\0\0\0\x18ftypisom", "是视频"),
    ("a.bin", bytes(range(256)), "认不出"),
    ("无后缀", "只有文字".encode(), "没有结尾"),
    ("a.py", b"print(1)", "是脚本"),
]


@pytest.mark.parametrize(("name", "content", "says"), REFUSED)
def test_everything_else_is_refused_with_a_remedy(name: str, content: bytes, says: str) -> None:
    with pytest.raises(ForeignKindError) as refusal:
        document_kind(name, content)
    assert says in refusal.value.reason
    assert "请" in refusal.value.remedy or "可以" in refusal.value.remedy


def test_pictures_are_known_by_their_content() -> None:
    for kind in ("JPEG", "PNG", "BMP"):
        assert is_picture(plain(kind=kind))
    assert not is_picture(b"BMW\xe7\x9a\x84" * 9)


STARTS = st.sampled_from([b"", b"PK\3\4", b"%PDF-", OLE, b"BM", b"\0\0\0\x18ftyp"])


@given(STARTS, st.binary(max_size=300), st.text(max_size=12))
def test_any_bytes_have_a_kind_or_are_refused(start: bytes, rest: bytes, name: str) -> None:
    with suppress(ForeignKindError):
        assert document_kind(name, start + rest) in Kind
