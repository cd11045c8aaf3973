"""Segments: lines of one author and one scope, signed by the author's office and relayed as they are.

Which key speaks for which office is not decided here, nor whether a line may be placed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.revisions import id_of
from zjmz_desktop.exchange import signatures
from zjmz_desktop.exchange.signatures import Signature


def content_of(lines: Iterable[bytes]) -> bytes:
    """The content of a segment of those lines, in whatever order they come."""
    return b"".join(line + b"\n" for line in sorted(lines, key=_place))


def _place(line: bytes) -> tuple[str, int, str]:
    found = orjson.loads(line)
    return found["replica"], found["seq"], id_of(line)


def make_segment(author: str, lines: Iterable[bytes], *, key: SigningKey) -> Segment:
    """Lines that the office `author` wrote, signed with its key.

    Args:
        author: unit id.
        lines: canonical revision lines of one scope, whole chains.
        key: the office's own key.
    """
    content = content_of(lines)
    found = signatures.sign(key, signatures.SEGMENT, content=content)
    return Segment(author, found.key, found.signature, content)


def is_signed(segment: Segment) -> bool:
    """Whether the segment's own key signed its content."""
    return Signature(segment.key, segment.signature).covers(signatures.SEGMENT, segment.content)


def is_of_one_author(segment: Segment, lines: Iterable[Mapping[str, Any]]) -> bool:
    """Whether every line names the segment's author."""
    return all(line["author"] == segment.author for line in lines)


def has_whole_chains(lines: Sequence[Mapping[str, Any]], ids: Sequence[str]) -> bool:
    """Whether lines stand in order, and the line before each is among them.

    A fork is no fault: an office that went back to a backup has two lines with one number.

    Args:
        lines: revision lines as objects, in the order of the content.
        ids: their ids, in the same order.
    """
    last_replica, last_seq, last_id = "", 0, ""
    before: set[str] = set()  # ids of the number before this one, in this chain
    these: set[str] = set()
    for line, name in zip(lines, ids, strict=True):
        replica, seq = line["replica"], line["seq"]
        if replica == last_replica and seq == last_seq + 1:
            before, these = these, {name}
        elif replica > last_replica and seq == 1:
            before, these = set(), {name}
        elif replica == last_replica and seq == last_seq and name > last_id:
            these.add(name)
        else:
            return False
        if not _follows(line, before):
            return False
        last_replica, last_seq, last_id = replica, seq, name
    return True


def _follows(line: Mapping[str, Any], before: set[str]) -> bool:
    return line["prev"] in before if "prev" in line else line["seq"] == 1
