"""核验页: last, by itself, never on a page that is sealed."""

from zjmz_desktop.domain.check_codes import grouped
from zjmz_desktop.domain.paper import CheckCode, NewPage, Paper, Paragraph
from zjmz_desktop.domain.paper_data import PaperData
from zjmz_desktop.domain.paper_proof import code_in, proven

DATA = PaperData("summary", "321112000000", "丹徒区民政局", 2018, "2018M11", "p")
PAPER = Paper(("标题",), "", (), blocks=(Paragraph("正文。"),))


def test_a_new_page_begins_before_the_code() -> None:
    found = proven(PAPER, DATA, table=b"csv")
    page, how, code = found.blocks[1:]
    assert isinstance(page, NewPage)
    assert isinstance(how, Paragraph)
    assert isinstance(code, CheckCode)
    assert code.code == grouped(DATA.code)
    assert "单位：丹徒区民政局" in code.lines
    assert how.text.startswith("本页不盖章。")


def test_the_files_are_the_data_themselves() -> None:
    found = proven(PAPER, DATA, table=b"csv")
    assert {one.name: one.content for one in found.attachments} == {
        "data.csv": b"csv",
        "data.json": DATA.content,
    }
    assert code_in(found.keywords) == grouped(DATA.code)
    assert code_in("别的") == ""
