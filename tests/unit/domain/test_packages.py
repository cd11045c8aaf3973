"""What a package is made of."""

from hashlib import sha256

from zjmz_desktop.domain.packages import Kind, Reach, Segment, reach_of


def test_every_kind_has_its_words() -> None:
    assert [kind.words for kind in Kind] == ["上报数据文件", "计划下发文件", "退改通知单", "回执"]


def test_a_segment_is_named_by_its_content() -> None:
    assert Segment("321112001000", "00", b"", b"{}\n").name == sha256(b"{}\n").hexdigest()


def test_a_vector_says_how_far_each_chain_goes_whatever_the_order() -> None:
    lines = [("a", 2, "x2"), ("b", 1, "y1"), ("a", 1, "x1"), ("a", 2, "z2")]
    found = reach_of(
        ({"replica": replica, "seq": seq} for replica, seq, _ in lines), (i for _, _, i in lines)
    )
    assert found == {"a": Reach(2, "z2"), "b": Reach(1, "y1")}
