"""Blocks over the clipboard: as Excel and WPS write them, laid onto a table, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.pasting import (
    Laid,
    LaidLine,
    block_html,
    block_text,
    filled_over,
    lay,
    read_block,
)

CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"'), max_size=6
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ()),
        ("12", (("12",),)),
        ("甲\t１２\r\n乙\t\r\n", (("甲", "１２"), ("乙", ""))),
        ('"两行\n地址"\t"说“好”""对"""\r\n', (("两行\n地址", '说“好”"对"'),)),
        ("一\n二\n三\n\n", (("一",), ("二",), ("三",))),
        ("一\n\n三", (("一",), ("",), ("三",))),
        ("\t\r\n1\t2\r\n", (("", ""), ("1", "2"))),
    ],
)
def test_blocks_as_copied(text: str, wanted: object) -> None:
    assert read_block(text) == wanted


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_copied_out_is_read_back(rows: list[list[str]]) -> None:
    rows[-1][0] = "末"
    assert read_block(block_text(rows)) == tuple(map(tuple, rows))


def test_laid_onto_a_table() -> None:
    block = (("甲", "算出的", "1", "多"), ("乙", "", "", ""), ("丙", "", "2", ""))
    laid = lay(block, at=(4, 1), open_columns=(True, True, False, True))
    assert laid.columns == (1, 3)
    assert laid.lines == (
        LaidLine(4, ("甲", "1")),
        LaidLine(5, ("乙", "")),
        LaidLine(6, ("丙", "2")),
    )
    assert (laid.closed, laid.outside) == (1, 1)  # 算出的; 多


def test_lines_of_unequal_length_reach_as_far_as_they_go() -> None:
    laid = lay(
        ((" 甲 ",), ("乙", "1", "2", "3"), ("",)), at=(0, 1), open_columns=(False, True, True)
    )
    assert laid.columns == (1, 2)
    assert [line.texts for line in laid.lines] == [("甲",), ("乙", "1"), ("",)]
    assert (laid.closed, laid.outside) == (0, 2)


def test_a_block_on_closed_columns_lands_nowhere() -> None:
    laid = lay((("1", " "), ("2", "3")), at=(2, 0), open_columns=(False, False))
    assert laid == Laid((), (LaidLine(2, ()), LaidLine(3, ())), outside=0, closed=3)


def test_one_cell_fills_a_selection() -> None:
    assert filled_over((("1",),), rows=2, columns=2) == (("1", "1"), ("1", "1"))
    block = (("1", "2"),)
    assert filled_over(block, rows=9, columns=9) == block


def test_texts_stay_texts_in_the_other_program() -> None:
    found = block_html([["=1+1", "007", "<b>"]], numeric=(False, True))
    assert found.count("mso-number-format:'\\@'") == 2
    assert "&lt;b&gt;" in found
    assert "<td>007</td>" in found
