"""Files to be attached, checked in a limited child: whatever they are, a sentence or what is kept."""

from collections.abc import Callable
from pathlib import Path

import orjson

from zjmz_desktop.domain.evidence import (
    Checked,
    EvidenceError,
    Kind,
    Source,
    kept_name,
    refuse_kept_size,
    refuse_size,
)
from zjmz_desktop.exchange.evidence_job import decoded
from zjmz_desktop.sandbox import ChildEndedError, ChildRefusedError, End, run_limited

_AGAIN = "请用看图软件或WPS打开它，另存一份再添加。"
_ENDS = {
    End.TIME: ("太大或太复杂，看了很久也没有看完", _AGAIN),
    End.MEMORY: ("太大，看它要占用太多内存", _AGAIN),
    End.DIED: ("内容不正常，看到一半停下了", _AGAIN),
    End.CANCELLED: ("已取消", ""),
}


def _never() -> bool:
    return False


def read_source(path: Path) -> Source:
    """A file from a disk, no further than may be looked at.

    Raises:
        EvidenceError: not there, not readable, empty or too large.
    """
    try:
        refuse_size(path.name, path.stat().st_size)
        return Source(path.name, path.read_bytes())
    except FileNotFoundError as error:
        raise EvidenceError(path.name, "没有这个文件", remedy="请核对文件的位置。") from error
    except OSError as error:
        if path.is_dir():
            raise _is_folder(path) from error
        remedy = "请关闭正在使用它的程序，或另外复制一份再试。"
        raise EvidenceError(path.name, "打不开", remedy=remedy) from error


def _is_folder(path: Path) -> EvidenceError:
    return EvidenceError(path.name, "是文件夹", remedy="请打开文件夹，选里面的文件。")


def check(source: Source, *, cancelled: Callable[[], bool] = _never) -> Checked:
    """What will be kept of a file, and under which name.

    Raises:
        EvidenceError: with a sentence; also when it was cancelled.
    """
    name, found = source.name, _looked_at(source, cancelled)
    content = found.content or source.content
    refuse_kept_size(name, len(content))
    return Checked(kept_name(name, found.kind), found.kind, content, found.thumbnail)


def kind_of(source: Source) -> Kind:
    """What a file is by its content, before it is handed out: what came with a package nobody here checked.

    Raises:
        EvidenceError: nothing that may be attached.
    """
    return _looked_at(source, _never).kind


def _looked_at(source: Source, cancelled: Callable[[], bool]) -> Checked:
    name = source.name
    refuse_size(name, len(source.content))
    request = b"\n".join([orjson.dumps({"name": _plain(name)}), source.content])
    try:
        return decoded(run_limited("evidence", request, cancelled=cancelled))
    except ChildRefusedError as error:
        reason, remedy = orjson.loads(str(error))
        raise EvidenceError(name, reason, remedy=remedy) from error
    except (ChildEndedError, ValueError) as error:
        end = error.end if isinstance(error, ChildEndedError) else End.DIED
        reason, remedy = _ENDS[end]
        raise EvidenceError(name, reason, remedy=remedy) from error


def _plain(name: str) -> str:
    """A name that can be written down, whatever the file system gave."""
    return name.encode("utf-8", "replace").decode("utf-8")
