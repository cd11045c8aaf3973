"""The child's side of attaching: a file in, what will be kept of it out.

Both ways one line of JSON comes first, then bytes: the file; the thumbnail and the picture made anew.
"""

import orjson

from zjmz_desktop.domain.evidence import LARGEST_KEPT, LARGEST_PICTURE, PICTURES, Checked, Kind
from zjmz_desktop.exchange.document_kinds import ForeignKindError, document_kind, is_picture
from zjmz_desktop.exchange.photo import PhotoError, renewed
from zjmz_desktop.sandbox import JobRefusedError

_PHOTO_REMEDY = "请用看图软件打开它，另存为JPG（缩小一些）再添加。"


def check_job(request: bytes) -> bytes:
    """The child's job."""
    head, _, content = request.partition(b"\n")
    return encoded(check(orjson.loads(head)["name"], content))


def check(name: str, content: bytes) -> Checked:
    """Look at one file; pictures are made anew, documents stay as they are (content b"").

    Raises:
        JobRefusedError: reason and remedy, as JSON.
    """
    try:
        if is_picture(content):
            return Checked(name, *renewed(content))
        return Checked(name, document_kind(name, content), b"")
    except PhotoError as error:
        raise _refused(str(error), _PHOTO_REMEDY) from error
    except ForeignKindError as error:
        raise _refused(error.reason, error.remedy) from error


def _refused(reason: str, remedy: str) -> JobRefusedError:
    return JobRefusedError(orjson.dumps([reason, remedy]).decode())


def encoded(found: Checked) -> bytes:
    """What was found, as bytes."""
    head = {"kind": found.kind.value, "thumbnail": len(found.thumbnail)}
    return b"\n".join([orjson.dumps(head), found.thumbnail + found.content])


def decoded(answer: bytes) -> Checked:
    """What was found, from bytes; the child may have been taken over, so everything is measured.

    Raises:
        ValueError: when the answer is none.
    """
    head, _, rest = answer.partition(b"\n")
    try:
        found = orjson.loads(head)
        kind, size = Kind(found["kind"]), int(found["thumbnail"])
    except (KeyError, TypeError) as error:
        raise ValueError("no answer") from error
    thumbnail, content = rest[:size], rest[size:]
    if (kind in PICTURES) != bool(content) or len(content) > LARGEST_PICTURE:
        raise ValueError("no answer")
    if not 0 <= size <= LARGEST_KEPT:
        raise ValueError("no answer")
    return Checked("", kind, content, thumbnail)
