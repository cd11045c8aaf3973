import pytest
from sheet_cases import sheet_of

from zjmz_desktop.domain.sheet_layout import find_layout
from zjmz_desktop.domain.sheet_shares import looks_like_shares, rows_of_shares


@pytest.mark.parametrize(
    ("texts", "shares"),
    [
        (["0.85", "1"], True),
        (["0.85", "85"], False),
        (["0.85%"], False),
        (["0.85", "90％"], False),
        (["0", "0"], False),
        (["约"], False),
        ([], False),
    ],
)
def test_shares_without_percent_sign(texts: list[str], shares: bool) -> None:
    assert looks_like_shares(texts) is shares


def test_each_row_alone_or_all_together() -> None:
    sheet = sheet_of("名称|甲|乙", "一|0.5|0.6", "二|0.5|60", "三||")
    layout = find_layout(sheet)
    assert rows_of_shares(sheet, layout, columns=(1, 2), together=False) == {1}
    assert rows_of_shares(sheet, layout, columns=(1, 2), together=True) == frozenset()
    assert rows_of_shares(sheet, layout, columns=(1,), together=True) == set(layout.data)
