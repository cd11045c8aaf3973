"""The three-way merge of one sentence."""

from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.sentence_merging import merge
from zjmz_desktop.domain.sentence_slots import Ref, Tokens, joined

SENTENCES = st.lists(
    st.one_of(st.sampled_from(["甲", "乙丙", "，", "。", "丁"]), st.sampled_from("abc").map(Ref))
).map(joined)


@given(SENTENCES, SENTENCES)
def test_one_side_alone_is_taken_whole(base: Tokens, other: Tokens) -> None:
    assert merge(base, edited=base, now=other) == (other, False)
    assert merge(base, edited=other, now=base) == (other, False)
    assert merge(base, edited=other, now=other) == (other, False)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_nothing_is_made_up(base: Tokens, edited: Tokens, now: Tokens) -> None:
    merged, _ = merge(base, edited=edited, now=now)
    assert {t for t in merged if isinstance(t, Ref)} <= {
        t for t in (*edited, *now) if isinstance(t, Ref)
    }


def test_both_sides_are_joined_where_they_changed_different_clauses() -> None:
    base = ("新建", Ref("a"), "，较慢", Ref("b"), "。")
    edited = ("全区建成", Ref("a", "近120个"), "，较慢", Ref("b"), "。")
    now = ("新建", Ref("a"), "，完成任务。")
    assert merge(base, edited=edited, now=now) == (
        ("全区建成", Ref("a", "近120个"), "，完成任务。"),
        False,
    )


def test_the_same_place_changed_on_both_sides_is_a_conflict() -> None:
    merged = merge(("用房未空置。",), edited=("用房没有闲置。",), now=("空置", Ref("a"), "。"))
    assert merged.conflict
