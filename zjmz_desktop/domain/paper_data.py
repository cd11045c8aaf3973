"""The data that a paper was made from: one canonical text, its digest, its 核验码.

It travels inside the PDF and lies beside the report's record, so that paper and store can be
compared figure by figure at any time, also in another office.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from zjmz_desktop.domain.check_codes import code_of
from zjmz_desktop.domain.errors import PeriodError, ZjmzError, quoted
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.revisions import canonical

FORMAT = 3
_ADDED = {
    2: (
        "returned", "version", "origin", "unit", "name", "month", "city", "rank", "unlike",
        "chapter", "filled_by", "letter",
    ),
    3: ("history", "will_reach"),
}  # fmt: skip
_SINCE = {kind: number for number, kinds in _ADDED.items() for kind in kinds}
FILE_NAME, TABLE_NAME = "data.json", "data.csv"
_DIGEST_DIGITS = 32


class PaperDataError(ZjmzError):
    """Attached data that this program can't have written."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"这份PDF里附的数据{reason}，可能被改过。请以盖章的纸质件为准，或用原来的PDF文件核验。"
        )
        self.reason = reason


class PaperFileError(ZjmzError):
    """A file that can't be verified: which one, why, and what to do."""

    def __init__(self, name: str, reason: str, *, remedy: str) -> None:
        super().__init__(f"没能核验{quoted(name)}：{reason}。{remedy}")
        self.name, self.reason, self.remedy = name, reason, remedy


class NewerPaperDataError(ZjmzError):
    """Attached data of a newer program."""

    def __init__(self) -> None:
        super().__init__("这份PDF是新版本的程序生成的，请升级本程序后再核验。")


@dataclass(frozen=True, slots=True)
class FigureData:
    """One unit's figure as the paper counts it.

    Attributes:
        code: indicator.
        unit: unit id.
        period: the last month counted.
        n: exact number or numerator, "" where there is none.
        d: exact denominator, likewise.
        state: `value`, `not_begun`, `not_applicable`, `not_reported` or `conflict`.
        target: exact target in force, "" where there is none.
        reported: units counted, of those below it.
        expected: units that it applies to.
        origins: where effective figures come from (`own`, `adopted`, `proxy`, `register`, `confirmed`).
        revisions: how many revisions and register rows stand behind it.
        heads: digest of their ids, "" where there are none.
    """

    code: str
    unit: str
    period: str
    n: str = ""
    d: str = ""
    state: str = "value"
    target: str = ""
    reported: int = 0
    expected: int = 0
    origins: tuple[str, ...] = ()
    revisions: int = 0
    heads: str = ""

    @property
    def at(self) -> tuple[str, str]:
        """(indicator, unit)."""
        return self.code, self.unit

    @property
    def counted(self) -> tuple[object, ...]:
        """What the paper says of it; the revisions behind it may differ and say the same."""
        return self.n, self.d, self.state, self.target, self.reported, self.expected, self.origins


@dataclass(frozen=True, slots=True)
class TextData:
    """Anything else that the paper takes from the store.

    Attributes:
        kind: `note`, `check_note`, `narrative`, `estimate` and so on: `annual_texts`.
        code: what it is of: an indicator, a question.
        unit: unit id, or "".
        text: the text, or the exact number in words.
        period: the earlier month that it tells of, "" for what is of the paper's own.
    """

    kind: str
    code: str
    unit: str
    text: str
    period: str = ""

    @property
    def at(self) -> tuple[str, str, str, str]:
        """(kind, code, unit, period)."""
        return self.kind, self.code, self.unit, self.period


@dataclass(frozen=True)
class PaperData:
    """The data of one paper.

    Attributes:
        paper: which paper (`summary`, `official`, `brief`).
        unit: unit id of whose paper it is.
        office: the issuing office's name.
        year: the plan's year.
        through: the last month counted.
        plan: SHA-256 of the plan file.
        sample: whether every figure is 示例数据.
        edits: digest of the sentences that were edited, "" for none.
        figures: sorted by indicator and unit.
        texts: sorted by kind, code, unit and period.
        format: by which rule it was put together: older ones lack some kinds of texts.
    """

    paper: str
    unit: str
    office: str
    year: int
    through: str
    plan: str
    sample: bool = False
    edits: str = ""
    figures: tuple[FigureData, ...] = field(default_factory=tuple)
    texts: tuple[TextData, ...] = field(default_factory=tuple)
    format: int = FORMAT

    def in_format(self, number: int) -> "PaperData":
        """The same by the rule of an older format, to be compared with a paper that was made by it."""
        texts = (t for t in self.texts if _SINCE.get(t.kind, 1) <= number)
        return replace(self, format=number, texts=tuple(texts))

    @cached_property
    def content(self) -> bytes:
        """The canonical bytes: the same data are the same bytes."""
        found = {name: getattr(self, name) for name in _HEAD}
        figures = sorted(self.figures, key=lambda one: one.at)
        texts = sorted(self.texts, key=lambda one: (one.at, one.text))
        return canonical(
            {
                "format": self.format,
                **found,
                "figures": [_written(one) for one in figures],
                "texts": [_written(one) for one in texts],
            }
        )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical bytes."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def code(self) -> str:
        """The 核验码, without separators."""
        return code_of(self.digest, self.edits, self.paper, self.unit, self.through)


_HEAD = ("paper", "unit", "office", "year", "through", "plan", "sample", "edits")
_KINDS: Mapping[str, type] = {"year": int, "sample": bool}


def _written(one: FigureData | TextData) -> dict[str, Any]:
    """As an object, what is empty left out."""
    found = {one_field.name: getattr(one, one_field.name) for one_field in fields(one)}
    if "origins" in found:
        found["origins"] = list(found["origins"])
    return {key: item for key, item in found.items() if item not in ("", 0, [])}


def digest_of_heads(ids: list[str]) -> str:
    """One digest for the revisions behind a figure, in any order; "" for none."""
    if not ids:
        return ""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:_DIGEST_DIGITS]


# ---- reading what lies in a PDF ----


def read_data(found: Mapping[str, Any]) -> PaperData:
    """The data that a canonical object holds.

    Raises:
        PaperDataError: when it is not what this program writes.
        NewerPaperDataError: when a newer one wrote it.
    """
    number = found.get("format")
    if type(number) is int and number > FORMAT:
        raise NewerPaperDataError
    if (
        type(number) is not int
        or not 1 <= number <= FORMAT
        or set(found) != {"format", "figures", "texts", *_HEAD}
    ):
        raise PaperDataError("不是本程序的格式")
    head = {name: _typed(found[name], _KINDS.get(name, str)) for name in _HEAD}
    return PaperData(
        **head,
        figures=tuple(_figure(one) for one in _typed(found["figures"], list)),
        texts=tuple(_text(one) for one in _typed(found["texts"], list)),
        format=number,
    )


def _typed(item: Any, kind: type) -> Any:
    if type(item) is not kind:
        raise PaperDataError("有一项写错了")
    return item


def _figure(item: Any) -> FigureData:
    found = dict(_typed(item, dict))
    numbers = ("reported", "expected", "revisions")
    origins = [_typed(one, str) for one in _typed(found.pop("origins", []), list)]
    fields = {k: _typed(v, int if k in numbers else str) for k, v in found.items()}
    try:
        return FigureData(**fields, origins=tuple(origins))
    except TypeError as error:
        raise PaperDataError("有一项写错了") from error


def _text(item: Any) -> TextData:
    found = {"code": "", "unit": "", "text": "", **_typed(item, dict)}
    try:
        told = TextData(**{key: _typed(value, str) for key, value in found.items()})
        if told.period:
            parse_period(told.period)
    except (TypeError, PeriodError) as error:
        raise PaperDataError("有一项写错了") from error
    return told
