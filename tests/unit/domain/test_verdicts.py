"""What a verification says of a file's pages, and whether it can be vouched for."""

from dataclasses import replace

import pytest

from zjmz_desktop.domain.paper_data import PaperData
from zjmz_desktop.domain.paper_words import Change
from zjmz_desktop.domain.verdicts import Pages, PagesState, PaperState, Verdict, Verification

DATA = PaperData("summary", "321112000000", "丹徒区民政局", 2018, "2018M11", "p" * 64)
SAME, REDRAWN = Pages(PagesState.SAME), Pages(PagesState.REDRAWN, (3,))
UNKNOWN, ALTERED = Pages(PagesState.UNKNOWN), Pages(PagesState.ALTERED, (2, 3))


def found(file: PaperState, pages: Pages, verdict: Verdict = Verdict.EQUAL) -> Verification:
    return Verification("ABCD", verdict, file, DATA, pages=pages)


@pytest.mark.parametrize(
    ("file", "pages", "said", "doubtful"),
    [
        (PaperState.SAME, SAME, "一个字节不差", False),
        (PaperState.OTHER, SAME, "这个PDF文件另存过：各页与生成时相同。", False),
        (PaperState.OTHER, UNKNOWN, "页面上的字可能改过", True),
        (PaperState.OTHER, REDRAWN, "第3页重新保存过，或加画、批注过", True),
        (PaperState.UNKNOWN, SAME, "用附在文件里的数据和各页校验值核对：各页与生成时相同。", False),
        (PaperState.UNKNOWN, REDRAWN, "盖住的字看不出来，请以盖章的纸质件为准。", True),
        (PaperState.UNKNOWN, UNKNOWN, "页面上的字没有核对", False),
    ],
)
def test_each_state_of_file_and_pages_has_its_words(
    file: PaperState, pages: Pages, said: str, doubtful: bool
) -> None:
    one = found(file, pages)
    assert said in one.sentences[1]
    assert one.is_doubtful is doubtful


def test_an_altered_page_is_the_first_thing_that_is_said() -> None:
    altered = found(PaperState.UNKNOWN, ALTERED, Verdict.ALTERED)
    assert altered.sentences == ("这个PDF被改过：第2页、第3页上的字与生成时不一样。不要采用。",)
    fewer = found(PaperState.UNKNOWN, Pages(PagesState.ALTERED), Verdict.ALTERED)
    assert fewer.sentences == ("这个PDF被改过：页数与生成时不一样。不要采用。",)


def test_an_altered_phone_is_altered_and_no_news_of_the_store() -> None:
    phone = Change("phone", DATA.unit, "丹徒区联系电话", "1", "2", "letter")
    news = replace(found(PaperState.NOT_ASKED, UNKNOWN), changes=(phone,))
    assert news.sentences[1] == "联系方式变了，新的见下面。"
    altered = replace(news, verdict=Verdict.ALTERED).sentences
    assert altered[0].endswith("与生成时的记录相比，有1处文字不同。不要采用。")
    assert len(altered) == 1


def test_only_an_altered_paper_has_a_heading_over_its_changes() -> None:
    one = Change("I08-01", "321112001000", "“示例”", "1", "2")
    told = {
        (verdict, pages.state): replace(found(PaperState.OTHER, pages, verdict), changes=(one,))
        for verdict in (Verdict.CHANGED, Verdict.ALTERED)
        for pages in (ALTERED, UNKNOWN)
    }
    assert told[Verdict.CHANGED, PagesState.UNKNOWN].changes_heading == ""
    assert "台账的变动" in told[Verdict.ALTERED, PagesState.ALTERED].changes_heading
    assert "与生成时的记录不同" in told[Verdict.ALTERED, PagesState.UNKNOWN].changes_heading
    assert found(PaperState.OTHER, ALTERED, Verdict.ALTERED).changes_heading == ""
