"""What a verification says: whether a paper equals the store, in sentences."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from zjmz_desktop.domain.check_codes import grouped
from zjmz_desktop.domain.errors import ZjmzError, quoted
from zjmz_desktop.domain.paper_data import PaperData
from zjmz_desktop.domain.paper_words import Change
from zjmz_desktop.domain.periods import parse_period

_PAPERS = {"summary": "年度工作总结", "official": "年工作报告", "brief": "年领导一页纸"}


def subject_words(office: str, paper: str, *, through: str) -> str:
    """「丹徒区民政局2018年度工作总结，截至11月底」."""
    period = parse_period(through)
    return f"{office}{period.year}{_PAPERS.get(paper, paper)}，截至{period.last_month}月底"


class UnknownCodeError(ZjmzError):
    """A right 核验码 that no record here has."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"核验码{grouped(code)}的写法是对的，但本机没有这份报告的记录。"
            "如果是预览里看到的，那份报告可能还没有在本机保存：请先存成PDF或打印，再核验。"
            "如果是别的电脑或别的单位生成的，请改用它的PDF文件核验，或到生成它的电脑上核验。"
        )
        self.code = code


class AlteredPaperError(ZjmzError):
    """A PDF that says something else than when it was made: nobody should go on with it."""

    def __init__(self) -> None:
        super().__init__(
            "核验没有通过：这个PDF被改过。请以盖章的纸质件为准，或请生成它的单位重新提供一份。"
        )


class Verdict(StrEnum):
    """Whether the paper equals the store, but for whom to ask (`Change.is_contact`)."""

    EQUAL = "equal"
    REWRITTEN = "rewritten"
    CHANGED = "changed"
    ALTERED = "altered"


class PaperState(StrEnum):
    """Whether a PDF is the file that was made: not asked, yes, no, or not to be said here."""

    NOT_ASKED = "not_asked"
    SAME = "same"
    OTHER = "other"
    UNKNOWN = "unknown"


class PagesState(StrEnum):
    """Whether the pages of a PDF are those that were drawn, by the digests that travel in it."""

    UNKNOWN = "unknown"
    SAME = "same"
    REDRAWN = "redrawn"
    ALTERED = "altered"


class Pages(NamedTuple):
    """How a PDF's pages stand.

    Attributes:
        state: of all of them.
        numbers: those that are not as they were drawn.
        framed: those that are shown turned, or only in part.
    """

    state: PagesState
    numbers: tuple[int, ...] = ()
    framed: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """「第2页、第3页」, or "" where pages are missing or more."""
        return _named(self.numbers)

    @property
    def framed_words(self) -> str:
        """The same of the pages that are turned or cropped, with what to do."""
        if not self.framed:
            return ""
        return (
            f"{_named(self.framed)}转过方向或裁过边，有的内容可能看不到、看不全，"
            "请以盖章的纸质件为准。"
        )


def _named(numbers: tuple[int, ...]) -> str:
    named = "、".join(f"第{no}页" for no in numbers[:_MOST_PAGES])
    return f"{named}等{len(numbers)}页" if len(numbers) > _MOST_PAGES else named


_MOST_PAGES = 5
_UNASKED = Pages(PagesState.UNKNOWN)
_FILES = {
    PaperState.SAME: "这个PDF文件与生成时一个字节不差。",
    PaperState.OTHER: (
        "这个PDF文件与生成时的不一样：页面上的字可能改过，也可能另存过。"
        "请以盖章的纸质件为准，或重新生成一份对照。"
    ),
    PaperState.UNKNOWN: "本机没有生成这个文件的记录，页面上的字没有核对，核对的是附在文件里的数据。",
}
_NO_RECORD = "本机没有生成这个文件的记录，用附在文件里的数据和各页校验值核对："


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer.

    Attributes:
        code: 核验码 as printed.
        verdict: whether the paper equals the store.
        file: whether the PDF is the one that was made.
        data: what the paper was made from.
        changes: what differs; of an altered PDF, what was altered in it.
        rewritten: how many figures are the same by other revisions.
        printed: when and by whom it was printed, in words, "" where there is no record.
        record: number of the record here, 0 for none.
        pages: how the PDF's pages stand to those that were drawn.
        attached: names of files in the PDF that are not those that were attached.
    """

    code: str
    verdict: Verdict
    file: PaperState
    data: PaperData
    changes: tuple[Change, ...] = ()
    rewritten: int = 0
    printed: str = ""
    record: int = 0
    pages: Pages = _UNASKED
    attached: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Whose paper, which one, through which month."""
        return subject_words(self.data.office, self.data.paper, through=self.data.through)

    @property
    def is_doubtful(self) -> bool:
        """Whether the data agree, and the file may still say something else."""
        unseen = self.file is PaperState.OTHER and self.pages.state is PagesState.UNKNOWN
        return unseen or self.pages.state is PagesState.REDRAWN

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words, the verdict first; the changes are not among them."""
        contact = "联系方式变了，新的见下面。" if len(self._weighed) < len(self.changes) else ""
        file = self._file_words() + self.pages.framed_words
        found = (self._verdict_words(), contact, file, self.printed)
        return tuple(filter(None, found))

    @property
    def _weighed(self) -> tuple[Change, ...]:
        """The changes that the verdict is about; what was altered in a file all counts."""
        altered = self.verdict is Verdict.ALTERED
        return tuple(one for one in self.changes if altered or not one.is_contact)

    @property
    def changes_heading(self) -> str:
        """What the changes are where the PDF was altered; elsewhere the verdict says it."""
        if self.verdict is not Verdict.ALTERED or not self.changes:
            return ""
        if self.pages.state is PagesState.ALTERED or self.attached:
            return "以下是这份报告生成以后台账的变动，不是PDF里改过的："
        return "附的数据与生成时的记录不同的地方："

    def _file_words(self) -> str:
        """Of a file that is not the one that was made here: what its pages say themselves."""
        lead = _NO_RECORD if self.file is PaperState.UNKNOWN else "这个PDF文件另存过："
        if self.file is PaperState.SAME or self.pages.state is PagesState.UNKNOWN:
            return _FILES.get(self.file, "")
        if self.pages.state is PagesState.SAME:
            return f"{lead}各页与生成时相同。"
        if self.pages.state is PagesState.ALTERED:
            return ""
        if not self.pages.numbers:
            return lead
        return (
            f"{lead}{self.pages.words}重新保存过，或加画、批注过，原有的字没有改；"
            "盖住的字看不出来，请以盖章的纸质件为准。"
        )

    def _altered_words(self) -> str:
        """「第2页上的字、附件data.csv」, "" where neither pages nor files are other ones."""
        pages = f"{self.pages.words}上的字" if self.pages.numbers else "页数"
        found = [pages] if self.pages.state is PagesState.ALTERED else []
        return "、".join([*found, *(f"附件{quoted(name)}" for name in self.attached)])

    def _verdict_words(self) -> str:
        figures = sum(not one.kind for one in self._weighed)
        texts = len(self._weighed) - figures
        counts = "、".join(
            f"{count}{words}" for count, words in ((figures, "个数"), (texts, "处文字")) if count
        )
        match self.verdict:
            case Verdict.EQUAL:
                return f"一致：{len(self.data.figures)}个数与台账完全相同。"
            case Verdict.REWRITTEN:
                again = f"其中{self.rewritten}个数后来重新填报或审核过，数没有变"
                return f"一致：{len(self.data.figures)}个数与台账相同，{again}。"
            case Verdict.CHANGED:
                return f"不一致：这份报告生成以后，台账有{counts}变了。"
            case Verdict.ALTERED if altered := self._altered_words():
                return f"这个PDF被改过：{altered}与生成时不一样。不要采用。"
            case Verdict.ALTERED:
                told = f"与生成时的记录相比，有{counts}不同" if counts else "本机没有生成时的记录"
                return f"这个PDF被改过：附的数据与它的核验码对不上，{told}。不要采用。"
