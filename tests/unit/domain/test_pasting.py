"""Blocks over the clipboard: as Excel and WPS write them, laid onto a table, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.domain.pasting import (
    Pasted,
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
    laid = lay(block, at=(4, 1), open_columns=(True, True, False, True), rows=6)
    assert laid.cells == (
        Pasted(4, 1, "甲"),
        Pasted(4, 3, "1"),
        Pasted(5, 1, "乙"),
        Pasted(5, 3, ""),
    )
    assert laid.closed == 1
    assert laid.outside == 3  # 多, and the row of 丙 below the last one
    growing = lay(block, at=(4, 1), open_columns=(True, True, False, True))
    assert growing.outside == 1
    assert Pasted(6, 1, "丙") in growing.cells


def test_one_cell_fills_a_selection() -> None:
    assert filled_over((("1",),), rows=2, columns=2) == (("1", "1"), ("1", "1"))
    block = (("1", "2"),)
    assert filled_over(block, rows=9, columns=9) == block


def test_texts_stay_texts_in_the_other_program() -> None:
    found = block_html([["=1+1", "007", "<b>"]], numeric=(False, True))
    assert found.count("mso-number-format:'\\@'") == 2
    assert "&lt;b&gt;" in found
    assert "<td>007</td>" in found
