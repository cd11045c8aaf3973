"""Settling a conflict: all heads named, with a reason; sealed texts are compared where they are here."""

import pytest

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.merge import Held, heads, hold, is_conflict
from zjmz_desktop.domain.revisions import Cell, Clock, Revision
from zjmz_desktop.domain.settling import Likeness, likeness, settling
from zjmz_desktop.domain.values import BLANK, Value, number, sealed, text_value

CELL = Cell("elder", "321112001000", "name", row="a" * 32)


def written(value: Value, replica: int = 1) -> Held:
    return hold(Revision(CELL.unit, f"{replica:032x}", 1, Clock(1, 0), "u01", CELL, value))


ONE, OTHER = written(number(1)), written(number(2), replica=2)


def test_the_settling_revision_names_all_heads_and_ends_the_conflict_everywhere() -> None:
    third = written(number(3), replica=3)
    made = settling(heads(CELL, [ONE, OTHER, third]), number(2), reason=" 以纸质台账为准 ")
    assert made == (
        number(2),
        tuple(sorted((ONE.id, OTHER.id, third.id))),
        "以纸质台账为准",
        "settle",
    )
    line = ONE.revision._replace(value=made.value, parents=made.parents, act=made.act)
    done = hold(line)
    assert heads(CELL, [third, done, OTHER, ONE]) == (done,)
    assert is_conflict(heads(CELL, [third, done, written(number(9), replica=4)]))


def test_without_a_conflict_or_a_reason_nothing_is_settled() -> None:
    with pytest.raises(WriteRefusedError, match="没有不一致"):
        settling([ONE], number(1), reason="x")
    with pytest.raises(WriteRefusedError, match="理由"):
        settling([ONE, OTHER], number(1), reason="  ")


def test_personal_texts_are_compared_where_both_are_here() -> None:
    first, second = sealed("示例甲", b"1" * 16), sealed("示例甲", b"2" * 16)
    other = sealed("示例乙", b"3" * 16)
    both = [written(first), written(second, replica=2)]
    assert is_conflict(both)
    texts = {str(first.commit): "示例甲", str(second.commit): "示例甲", str(other.commit): "示例乙"}
    assert likeness(both, texts) is Likeness.SAME
    assert likeness(both, {str(first.commit): "示例甲"}) is Likeness.UNSEEN
    assert likeness([both[0], written(other, replica=2)], texts) is Likeness.DIFFERENT
    assert likeness([both[0], written(text_value("示例甲"), replica=2)], texts) is Likeness.SAME
    three = [*both, written(other, replica=3)]
    assert likeness(three, {k: texts[k] for k in list(texts)[1:]}) is Likeness.DIFFERENT
    assert likeness(both[:1], {}) is Likeness.SAME  # one commitment: nothing to compare
    assert likeness([both[0], written(BLANK, replica=2)], texts) is Likeness.DIFFERENT


def test_open_values_are_compared_as_they_stand() -> None:
    assert likeness([ONE, OTHER], {}) is Likeness.DIFFERENT
    assert likeness([ONE], {}) is Likeness.SAME
    assert {one: one.words for one in Likeness}[Likeness.SAME] == "内容相同"
