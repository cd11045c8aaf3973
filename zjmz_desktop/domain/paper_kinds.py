"""Which papers an office prints, how far each has come, and the details of its 版头."""

from dataclasses import dataclass, fields
from enum import StrEnum

PAPER = "paper/summary"
"""`of` of the cells that hold an office's own words and orders in its papers."""


class PaperKind(StrEnum):
    """Three papers of one and the same data."""

    SUMMARY = "summary"
    OFFICIAL = "official"
    BRIEF = "brief"

    @property
    def words(self) -> str:
        """The words on screen and paper."""
        return {
            "summary": "年度工作总结",
            "official": "报告",
            "brief": "领导一页纸",
        }[self.value]


class PrintKind(StrEnum):
    """Which sheet."""

    STATUS = "status"
    INDICATOR = "indicator"
    UNIT = "unit"
    BLANK = "blank"
    CHECK = "check"

    @property
    def words(self) -> str:
        """The words on screen and paper."""
        return {
            "status": "报送情况统计表",
            "indicator": "单项指标表",
            "unit": "单位情况表",
            "blank": "填报空表",
            "check": "数据核对单",
        }[self.value]

    @property
    def number(self) -> str:
        """Its 表号; an indicator's sheet bears the indicator's code instead."""
        return f"民政综合{tuple(PrintKind).index(self) + 1:02d}表"


class PaperStage(StrEnum):
    """How far a paper has come; the first two are printed on every page."""

    DRAFT = "draft"
    REVIEW = "review"
    FINAL = "final"

    @property
    def words(self) -> str:
        """The words on screen and paper."""
        return {"draft": "征求意见稿", "review": "送审稿", "final": "签发稿"}[self.value]

    @property
    def marks(self) -> tuple[str, ...]:
        """What pages carry: nothing where they are to be sealed."""
        return () if self is PaperStage.FINAL else (self.words,)


SAMPLE_MARK = "示例数据"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a district knows of its own 报告; empty where it is not told yet.

    The details `OF_ONE_PAPER` hold for the paper and the month that they were told for, the others for the
    year and for every paper that prints them (`details_of`).

    Attributes:
        mark: 发文机关标志.
        number: 发文字号.
        signer: 签发人, several with 、 between.
        addressee: 主送机关, without the colon.
        copies: 抄送机关, without the stop.
        contact: 联系人.
        phone: 联系电话.
        dated: 成文日期 in words.
        printed: 印发日期 in words.
    """

    mark: str = ""
    number: str = ""
    signer: str = ""
    addressee: str = ""
    copies: str = ""
    contact: str = ""
    phone: str = ""
    dated: str = ""
    printed: str = ""


LETTER_PARTS = frozenset(field.name for field in fields(Letter))
OF_ONE_PAPER = frozenset({"number", "dated", "printed"})


def details_of(paper: str) -> frozenset[str]:
    """The details that a paper or sheet prints: the summary its date, and all but the leader's page the phone."""
    match paper:
        case PaperKind.OFFICIAL:
            return LETTER_PARTS
        case PaperKind.SUMMARY:
            return frozenset({"phone", "dated"})
        case PaperKind.BRIEF:
            return frozenset()
        case _:
            return frozenset({"phone"})
