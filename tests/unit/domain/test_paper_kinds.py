"""What a paper carries at each stage."""

from zjmz_desktop.domain.paper_kinds import PaperStage


def test_only_what_is_not_final_is_marked() -> None:
    assert PaperStage.DRAFT.marks == ("征求意见稿",)
    assert PaperStage.REVIEW.marks == ("送审稿",)
    assert PaperStage.FINAL.marks == ()
