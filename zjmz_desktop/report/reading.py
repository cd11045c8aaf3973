"""A PDF to be verified, read in a limited child: whatever it is, a sentence or its data."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import orjson

from zjmz_desktop.domain.errors import system_words
from zjmz_desktop.domain.paper_data import PaperDataError, PaperFileError
from zjmz_desktop.domain.verdicts import Pages, PagesState
from zjmz_desktop.report.attached import JOB
from zjmz_desktop.sandbox import ChildEndedError, ChildRefusedError, End, run_limited

LARGEST_FILE = 100 * 1024**2
_BY_CODE = "请输入核验页上的核验码来核验。"
_ENDS = {
    End.TIME: ("太复杂，读了很久也没有读完", _BY_CODE),
    End.MEMORY: ("读它要占用太多内存", _BY_CODE),
    End.DIED: ("内容不正常，读到一半停下了", _BY_CODE),
    End.CANCELLED: ("已取消", ""),
}


@dataclass(frozen=True, slots=True)
class PaperFile:
    """What a PDF says of itself.

    Attributes:
        claimed: the 核验码 of its metadata, "" for none.
        data: the attached data, as they are.
        sha256: of the whole file.
        pages: how its pages stand to what was kept of them when it was made.
        table: SHA-256 of the attached table for people.
        strange: names of attached files that this program doesn't write.
    """

    claimed: str
    data: bytes
    sha256: str
    pages: Pages
    table: str
    strange: tuple[str, ...]


def _never() -> bool:
    return False


def read_paper(path: Path, *, cancelled: Callable[[], bool] = _never) -> PaperFile:
    """Read a PDF's data.

    Raises:
        PaperFileError: with a sentence.
    """
    content = _content(path)
    try:
        answer = run_limited(JOB, content, cancelled=cancelled)
        head, _, data = answer.partition(b"\n")
        told = orjson.loads(head)
        state, *numbers = told["pages"], tuple(told["touched"]), tuple(told["framed"])
        pages = Pages(PagesState(state), *numbers)
        table, strange = str(told["table"]), tuple(map(str, told["strange"]))
    except ChildRefusedError as error:
        reason, remedy = orjson.loads(str(error))
        raise PaperFileError(path.name, reason, remedy=remedy) from error
    except ChildEndedError as error:
        reason, remedy = _ENDS[error.end]
        raise PaperFileError(path.name, reason, remedy=remedy) from error
    except (KeyError, TypeError, ValueError) as error:
        raise PaperDataError("读不出来") from error
    sha256 = hashlib.sha256(content).hexdigest()
    return PaperFile(str(told["code"]), data, sha256, pages, table, strange)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            most = LARGEST_FILE // 1024**2
            raise PaperFileError(path.name, f"超过{most}MB，不是本程序生成的", remedy=_BY_CODE)
        return path.read_bytes()
    except FileNotFoundError as error:
        remedy = "请核对文件名和所在的文件夹。"
        raise PaperFileError(path.name, "没有这个文件", remedy=remedy) from error
    except OSError as error:
        reason, remedy = system_words(error), "请核对文件的位置，关闭正在使用它的程序后再试。"
        if path.is_dir():
            reason, remedy = "这是一个文件夹", "请选文件夹里的PDF文件。"
        raise PaperFileError(path.name, reason, remedy=remedy) from error
