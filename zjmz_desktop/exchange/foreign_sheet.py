"""Files of sheets from outside, read in a limited child: whatever they are, a sentence or their texts."""

from collections.abc import Callable
from pathlib import Path

import orjson

from zjmz_desktop.domain.sheets import Sheet, SheetFileError
from zjmz_desktop.exchange.sheet_job import LARGEST_FILE, decoded
from zjmz_desktop.sandbox import ChildEndedError, ChildRefusedError, End, run_limited

_MEGABYTE = 1024**2
_OWNER_FILES = ("~${0}", ".~{0}", ".~lock.{0}#")  # Excel, WPS, LibreOffice: open there now
_ENDS = {
    End.TIME: ("太大或太复杂，读了很久也没有读完", "请只留要导入的表，另存为新的工作簿再导入。"),
    End.MEMORY: ("太大，读它要占用太多内存", "请只留要导入的表，另存为新的工作簿再导入。"),
    End.DIED: ("内容不正常，读到一半停下了", "请用WPS或Excel打开它，另存为xlsx工作簿再导入。"),
    End.CANCELLED: ("已取消", ""),
}


def _never() -> bool:
    return False


def read_sheets(path: Path, *, cancelled: Callable[[], bool] = _never) -> tuple[Sheet, ...]:
    """The sheets of a .xlsx, .xls or .csv file.

    Raises:
        SheetFileError: with a sentence; also when it is open in another program, or was cancelled.
    """
    _refuse_unreadable(path)
    request = orjson.dumps({"path": str(path.absolute())})
    try:
        return decoded(run_limited("sheets", request, cancelled=cancelled))
    except ChildRefusedError as error:
        reason, remedy = orjson.loads(str(error))
        raise SheetFileError(path.name, reason, remedy=remedy) from error
    except ChildEndedError as error:
        reason, remedy = _ENDS[error.end]
        raise SheetFileError(path.name, reason, remedy=remedy) from error


def _refuse_unreadable(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise SheetFileError(path.name, "没有这个文件", remedy="请核对文件的位置。") from error
    except OSError as error:
        reason = "是文件夹" if path.is_dir() else "打不开，可能正被别的程序使用"
        raise SheetFileError(path.name, reason, remedy="请关闭后再试。") from error
    if any((path.parent / name.format(path.name)).exists() for name in _OWNER_FILES):
        raise SheetFileError(
            path.name,
            "正在WPS或Excel里打开着，可能还有没保存的改动",
            remedy="请保存并关闭它再导入。",
        )
    if size > LARGEST_FILE:
        raise SheetFileError(
            path.name,
            f"有{size // _MEGABYTE}MB，超过{LARGEST_FILE // _MEGABYTE}MB",
            remedy="请只留要导入的表，另存为新的工作簿再导入。",
        )
