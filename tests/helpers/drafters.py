"""Two computers of a district that wrote the same paper, each its own words, and met by a file."""

from file_offices import DANTU, JUNE, FileOffices, takes

from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.service import editing_paper, entering, ordering_paper, papers
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.editing_paper import SentenceAt, generated_now, paper_text
from zjmz_desktop.service.entering import FieldAt, UnitPeriod

AT = UnitPeriod(DANTU, JUNE)
KEY = "S2-07"  # 救助金额; behind it in its chapter stands a text
LAST = "S2-11"
TYPED = (
    ("I06-09", "2018Q1", "0"),
    ("I06-09", "2018Q2", "50.3"),
    ("I07-05", "2018H1", "移交准备就绪。"),
)
MINE, THEIRS = "慈善救助资金超过50万元。", "社会力量救助50.3万元。"
OWN_MINE, OWN_THEIRS = "探索慈善超市。", "群众满意。"


def where(office: Office, key: str) -> SentenceAt:
    """A sentence as the data make it now."""
    return SentenceAt(AT, key, generated_now(office, AT, key=key))


def edit(office: Office, typed: str, *, key: str = KEY) -> None:
    """Write a sentence otherwise."""
    editing_paper.save_sentence(office, where(office, key), typed=typed)


def move(office: Office, key: str, *, by: int) -> None:
    """Move a sentence within its chapter."""
    text = paper_text(office, AT)
    chapter = text.chapters[text.chapter_of(key)]
    ordering_paper.move_sentence(office, AT, chapter=chapter, key=key, by=by)


def two_drafters(offices: FileOffices) -> Office:
    """The first computer, which took in what the second wrote: each kind of words is disputed but one's own."""
    one, other = offices.make(DANTU, "一台"), offices.make(DANTU, "另一台")
    for code, period, typed in TYPED:
        at = FieldAt(code, DANTU, parse_period(period), "value")
        assert not entering.save_field(one, at, typed=typed).error
    takes(other, offices.sends(one, DANTU))
    edit(one, MINE)
    edit(other, THEIRS)
    papers.choose_chapters(one, f"兜牢底线：{KEY} {LAST}")
    papers.choose_chapters(other, f"兜底保障：{KEY} {LAST}")
    papers.remember_letter(one, {"phone": "0511-1"}, through=JUNE)
    papers.remember_letter(other, {"phone": "0511-2"}, through=JUNE)
    editing_paper.add_own(one, AT, behind=KEY, typed=OWN_MINE)
    editing_paper.add_own(other, AT, behind=KEY, typed=OWN_THEIRS)
    move(one, KEY, by=1)
    move(other, LAST, by=-1)
    takes(one, offices.sends(other, DANTU))
    return one
