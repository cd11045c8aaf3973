"""Packages that offices pass to each other: what is in one, and what became of it. Design: sync."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError, quoted


class PackageRefusedError(ZjmzError):
    """A file that is not read as a package: which one, why, what to do. Nothing was written.

    Args:
        name: the file's name as the user knows it.
        reason: why, as the middle of the sentence.
        remedy: what to do, a whole sentence.
    """

    def __init__(self, name: str, reason: str, *, remedy: str) -> None:
        super().__init__(f"{quoted(name)}不能导入：{reason}。{remedy}")
        self.name, self.reason, self.remedy = name, reason, remedy


class Kind(StrEnum):
    """What a package is for; its words stand in the file's name and on the screen."""

    SUBMISSION = "submission"
    PLAN = "plan"
    RETURN = "return"
    RECEIPT = "receipt"

    @property
    def words(self) -> str:
        """上报数据文件, 计划下发文件, 退改通知单, 回执."""
        return _WORDS[self]


_WORDS = {
    Kind.SUBMISSION: "上报数据文件",
    Kind.PLAN: "计划下发文件",
    Kind.RETURN: "退改通知单",
    Kind.RECEIPT: "回执",
}
OWN_WORDS = "本单位数据文件"
"""What goes between two computers of one office: not to be taken for what is reported."""


def kind_words(kind: Kind, *, own: bool) -> str:
    """What a package is called on screen; `own` where sender and receiver are one office."""
    return OWN_WORDS if own else kind.words


class Reach(NamedTuple):
    """How far a replica's chain goes: the last gapless number, and the id of that line."""

    seq: int
    last_id: str


Vector = Mapping[str, Reach]
"""Replica → how far its chain is known."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines of one author office and one scope, signed by that office and relayed byte for byte.

    Attributes:
        author: unit id of the office that wrote all of its lines.
        key: 64 hex digits, the public key that signed it.
        signature: 64 bytes.
        content: the lines, sorted by (replica, seq, id), each with a line feed behind it.
    """

    author: str
    key: str
    signature: bytes
    content: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """SHA-256 of the content."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Introduction:
    """A superior's key that the sender trusts and passes on to those below."""

    unit: str
    key: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself; signed by the sender.

    Attributes:
        kind: what it is for.
        sender: unit id of the office that made it.
        key: the sender's public key, 64 hex digits.
        recipient: unit id of the office it is made for.
        year: plan year.
        period: the month it reports or answers, "" where it is about none.
        number: the n-th of its kind and period.
        made_at: UTC instant, ISO 8601 with milliseconds.
        plan: SHA-256 of the plan in force at the sender.
        vector: how far the sender knew every chain; the receipt of what it had got.
        introduces: keys of the sender's superiors.
        missing: names of evidence that the lines mention and the package leaves out.
        sealed: whether it carries personal texts under a passphrase.
        volume: 0 for the package itself, from 1 for what follows it with more evidence.
        head: digest of the sender's log, "" where it gave none.
        sample: whether it comes from a sample office; a real one refuses it.
        wants: names of evidence that the sender's lines mention and that it lacks itself.
    """

    kind: Kind
    sender: str
    key: str
    recipient: str
    year: int
    made_at: str
    plan: str
    period: str = ""
    number: int = 1
    vector: Vector = field(default_factory=dict)
    introduces: tuple[Introduction, ...] = ()
    missing: tuple[str, ...] = ()
    sealed: bool = False
    volume: int = 0
    head: str = ""
    sample: bool = False
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was read and whose own signature, sizes and digests are right.

    Who may speak for whom is not decided yet: that needs this store's trust.

    Attributes:
        id: SHA-256 of the manifest's bytes.
        manifest: what it says of itself.
        segments: in the order of their paths.
        plans: SHA-256 → text of plan files.
        blobs: SHA-256 of the evidence it carries → bytes in size.
        sealed: the sealed member with personal texts, b"" where there is none.
    """

    id: str
    manifest: Manifest
    segments: tuple[Segment, ...]
    plans: Mapping[str, str] = field(default_factory=dict)
    blobs: Mapping[str, int] = field(default_factory=dict)
    sealed: bytes = field(default=b"", repr=False)
