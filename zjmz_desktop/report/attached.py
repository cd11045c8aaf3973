"""The child's side of verifying: a PDF in, the data that lie in it out.

The answer is one line of JSON with what the metadata claim, then the data as they are attached.
"""

import hashlib
import io
from typing import Any

import orjson

from zjmz_desktop.domain.paper_data import FILE_NAME, TABLE_NAME
from zjmz_desktop.domain.paper_proof import code_in
from zjmz_desktop.report.page_digests import LARGEST, PAGES_NAME, compared
from zjmz_desktop.sandbox import JobRefusedError

JOB = "paper"
_OURS = (FILE_NAME, TABLE_NAME, PAGES_NAME)
LARGEST_DATA = 32 * 1024**2
_ORIGINAL = "请用原来生成的PDF文件，或输入核验页上的核验码。"
_AGAIN = "请重新复制一份完整的文件，或输入核验页上的核验码。"


def read_job(request: bytes) -> bytes:
    """The child's job.

    Raises:
        JobRefusedError: reason and remedy, as JSON.
    """
    import pikepdf

    if not request.startswith(b"%PDF-"):
        raise _refused("不是PDF文件", _ORIGINAL)
    try:
        with pikepdf.open(io.BytesIO(request)) as pdf:
            return _answer(pdf)
    except pikepdf.PasswordError as error:
        raise _refused("加了打开密码", "请去掉密码后再核验。") from error
    except pikepdf.PdfError as error:
        raise _refused("文件不完整或者坏了", _AGAIN) from error


def _answer(pdf: Any) -> bytes:
    if pdf.is_encrypted:
        raise _refused("加了保护，不是原来生成的文件", _ORIGINAL)
    if FILE_NAME not in pdf.attachments:
        raise _refused("里面没有附数据，不是本程序生成的，或转换、重新打印过", _ORIGINAL)
    data: bytes = pdf.attachments[FILE_NAME].get_file().read_bytes()
    if len(data) > LARGEST_DATA:
        raise _refused("附的数据太大，不是本程序生成的", _ORIGINAL)
    claimed = code_in(str(pdf.docinfo.get("/Keywords", "")))
    pages = compared(pdf, _digests(pdf))
    head = {
        "code": claimed,
        "pages": pages.state.value,
        "touched": pages.numbers,
        "framed": pages.framed,
        "table": hashlib.sha256(_attached(pdf, TABLE_NAME)).hexdigest(),
        "strange": sorted(name for name in pdf.attachments if name not in _OURS),
    }
    return orjson.dumps(head) + b"\n" + data


def _digests(pdf: Any) -> bytes:
    """What was kept of the pages, b"" in a paper of before or where there is too much of it."""
    found = _attached(pdf, PAGES_NAME)
    return found if len(found) <= LARGEST else b""


def _attached(pdf: Any, name: str) -> bytes:
    """An attached file, b"" where there is none."""
    found: bytes = pdf.attachments[name].get_file().read_bytes() if name in pdf.attachments else b""
    return found


def _refused(reason: str, remedy: str) -> JobRefusedError:
    return JobRefusedError(orjson.dumps([reason, remedy]).decode())
