"""What a package is made of."""

from hashlib import sha256

from zjmz_desktop.domain.packages import Kind, Segment


def test_every_kind_has_its_words() -> None:
    assert [kind.words for kind in Kind] == ["上报数据文件", "计划下发文件", "退改通知单", "回执"]


def test_a_segment_is_named_by_its_content() -> None:
    assert Segment("321112001000", "00", b"", b"{}\n").name == sha256(b"{}\n").hexdigest()
