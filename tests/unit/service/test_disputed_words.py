"""A paper that two computers of an office wrote: told in words, settled, and refused as final until then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from drafters import (
    AT,
    KEY,
    MINE,
    OWN_MINE,
    OWN_THEIRS,
    THEIRS,
    two_drafters,
)
from file_offices import FileOffices

from zjmz_desktop.domain.errors import WriteRefusedError, ZjmzError
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.service import quarantining, settling, undoing
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.editing_paper import paper_text
from zjmz_desktop.service.finality import DisputedWordsError, refuse_disputed
from zjmz_desktop.service.settling import Conflict
from zjmz_desktop.service.undoing import SettledError


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    offices = FileOffices(tmp_path)
    yield two_drafters(offices)
    offices.close()


def disputed(office: Office, part: str) -> Conflict:
    return next(one for one in settling.conflicts(office) if f"|{part}" in one.cell)


def written(office: Office) -> list[str]:
    return [one.settled.text for one in paper_text(office, AT).sentences]


def test_nothing_of_the_other_computer_is_put_aside(office: Office) -> None:
    assert quarantining.quarantined(office) == ()
    assert {one.cell.rpartition("|")[2] for one in settling.conflicts(office)} == {
        f"sentence/{KEY}",
        f"order/{KEY}",
        "chapters",
        "letter/phone",
    }


def test_what_both_wrote_behind_the_same_sentence_stands_there(office: Office) -> None:
    assert {OWN_MINE, OWN_THEIRS} <= set(written(office))


def test_each_is_told_without_a_code(office: Office) -> None:
    told = settling.conflicts(office)
    words = [text for one in told for text in (one.words, *(said.value for said in one.heads))]
    assert not [text for text in words if "{" in text or "\n" in text or "paper" in text]
    assert not [text for text in words if KEY in text]
    sentence = disputed(office, "sentence")
    assert {said.value for said in sentence.heads} == {MINE, THEIRS}
    assert sentence.draft == sentence.heads[0].value
    assert sentence.heads[0].value in written(
        office
    )  # as the page says: the first holds until then


def test_what_is_not_typed_is_refused_in_words(office: Office) -> None:
    for part in ("order", "chapters"):
        one = disputed(office, part)
        assert not one.may_type
        with pytest.raises(WriteRefusedError, match="不能在这里另填"):
            settling.settle(office, one.cell, typed="随便", reason="定稿")


def test_a_sentence_is_typed_as_on_the_paper(office: Office) -> None:
    cell = disputed(office, "sentence").cell
    with pytest.raises(ZjmzError, match="60万元"):
        settling.settle(office, cell, typed="救助60万元。", reason="定稿")
    with pytest.raises(ZjmzError, match="句子是空的"):
        settling.settle(office, cell, typed=" ", reason="定稿")
    settling.settle(office, cell, typed="慈善力量救助50.3万元。", reason="两份合并")
    assert "慈善力量救助50.3万元。" in written(office)
    assert paper_text(office, AT).sentence(KEY).settled.again == ()


def test_a_detail_of_the_letter_is_typed_as_in_its_dialog(office: Office) -> None:
    cell = disputed(office, "letter").cell
    settling.settle(office, cell, typed=" 0511-3 ", reason="新号码")
    assert not [one for one in settling.conflicts(office) if one.cell == cell]


@pytest.mark.parametrize("chosen", [0, 1])
def test_the_one_that_is_chosen_stands_and_is_not_taken_back_unsaid(
    office: Office, chosen: int
) -> None:
    """Taking it back would let the other one hold, which nobody chose."""
    one = disputed(office, "sentence")
    settling.settle(office, one.cell, keep=one.heads[chosen].id, reason="以定稿为准")
    assert one.heads[chosen].value in written(office)
    with pytest.raises(SettledError, match="不能撤销"):
        undoing.undo(office)
    assert one.heads[chosen].value in written(office)
    undoing.undo(office)  # the act before it: the order of the sentences
    assert one.heads[chosen].value in written(office)


def test_a_final_is_refused_until_all_of_it_is_settled(office: Office) -> None:
    with pytest.raises(DisputedWordsError, match="还有3处文字两台电脑改得不一样"):
        refuse_disputed(office, AT, kind=PaperKind.SUMMARY)
    with pytest.raises(DisputedWordsError, match="联系电话"):
        refuse_disputed(office, AT, kind=PaperKind.OFFICIAL)
    refuse_disputed(office, AT, kind=PaperKind.BRIEF)
    for one in settling.conflicts(office):
        settling.settle(office, one.cell, keep=one.heads[0].id, reason="以定稿为准")
    refuse_disputed(office, AT, kind=PaperKind.OFFICIAL)
