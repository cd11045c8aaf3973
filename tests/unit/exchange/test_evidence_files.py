"""Files through the limited child: what comes back, and what becomes of those that fight."""

from pathlib import Path

import pytest
from pictures import SECRET, photo, plain

from zjmz_desktop.domain.evidence import LARGEST_KEPT, Checked, EvidenceError, Kind, Source
from zjmz_desktop.exchange import evidence
from zjmz_desktop.exchange.evidence import check, read_source
from zjmz_desktop.exchange.evidence_job import decoded, encoded
from zjmz_desktop.sandbox import ChildEndedError, End

PDF = b"%PDF-1.4\nstartxref\n0\n%%EOF"


def test_a_photo_comes_back_made_anew() -> None:
    found = check(Source("现场.JPG", photo()))
    assert (found.name, found.kind) == ("现场.jpg", Kind.JPEG)
    assert SECRET not in found.content
    assert found.thumbnail.startswith(b"\xff\xd8")


def test_a_document_stays_as_it_is() -> None:
    assert check(Source("单.pdf", PDF)) == Checked("单.pdf", Kind.PDF, PDF)


def test_refusals_name_file_reason_and_remedy() -> None:
    with pytest.raises(EvidenceError) as refusal:
        check(Source("a\u202eb\n.html", b"<html>"))
    assert refusal.value.message == (
        "没能附上“a b .html”：是网页，不是材料。请在浏览器里打印成PDF，再添加。"
    )
    with pytest.raises(EvidenceError, match="图片坏了"):
        check(Source("a.jpg", photo()[:500]))
    with pytest.raises(EvidenceError, match=r"超过15 MB"):
        check(Source("a.pdf", PDF + bytes(LARGEST_KEPT)))


@pytest.mark.parametrize("end", End)
def test_a_child_without_an_answer_is_a_refusal(end: End, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_: object, **__: object) -> bytes:
        raise ChildEndedError(end)

    monkeypatch.setattr(evidence, "run_limited", ended)
    with pytest.raises(EvidenceError, match=r"没能附上“a\.pdf”"):
        check(Source("a.pdf", PDF))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{}",
        b'{"kind":"exe","thumbnail":0}\n',
        b'{"kind":"jpeg","thumbnail":0}\n',
        b'{"kind":"pdf","thumbnail":0}\nMZ',
        b'{"kind":"pdf","thumbnail":-1}\n',
    ],
)
def test_a_child_that_was_taken_over_is_not_believed(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "run_limited", lambda *_, **__: answer)
    with pytest.raises(EvidenceError, match="内容不正常"):
        check(Source("a.pdf", PDF))


def test_what_the_child_says_is_read_back_whole() -> None:
    found = Checked("", Kind.PNG, plain(), b"\n\xff\n")
    assert decoded(encoded(found)) == found


def test_files_are_read_no_further_than_allowed(tmp_path: Path) -> None:
    large = tmp_path / "大.jpg"
    with large.open("wb") as file:
        file.truncate(41 * 1024**2)
    for path, says in ((large, "超过40 MB"), (tmp_path / "无", "没有"), (tmp_path, "是文件夹")):
        with pytest.raises(EvidenceError, match=says):
            read_source(path)
