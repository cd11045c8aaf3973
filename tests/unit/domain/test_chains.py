"""Which chain a line goes through."""

import pytest

from zjmz_desktop.domain.chains import figures_scope, scope_of, scopes_of, subject_of
from zjmz_desktop.domain.revisions import Cell

TOWN, DISTRICT = "321112001000", "321112000000"


@pytest.mark.parametrize(
    ("author", "cell", "scope", "subject"),
    [
        (TOWN, Cell("I08-03", TOWN, "value", 2018, "2018M06"), "figures:2018", ""),
        (DISTRICT, Cell("I08-03", TOWN, "proxy", 2018, "2018M06"), f"figures:2018:{TOWN}", TOWN),
        (TOWN, Cell("canteen", TOWN, "name", row="0" * 32), "rows", ""),
        (DISTRICT, Cell("canteen", TOWN, "confirmation", row="0" * 32), f"rows:{TOWN}", TOWN),
        (TOWN, Cell("canteen", TOWN, "evidence/ab", 2018, row="0" * 32), "rows", ""),
        (TOWN, Cell("user", TOWN, "u01"), "office", ""),
        (DISTRICT, Cell("key", TOWN, "speaks/ab"), "office", ""),
    ],
)
def test_a_line_goes_through_the_chain_of_its_readers(
    author: str, cell: Cell, scope: str, subject: str
) -> None:
    assert scope_of(author, cell) == scope
    assert subject_of(scope) == subject


def test_the_scope_of_figures_is_the_one_that_lines_have() -> None:
    own = Cell("I08-03", TOWN, "value", 2018, "2018M06")
    assert figures_scope(2018) == scope_of(TOWN, own)
    assert figures_scope(2018, TOWN) == scope_of(DISTRICT, own)


def test_the_scopes_of_many_lines_are_those_of_each() -> None:
    cells = [
        Cell("I08-03", TOWN, "value", 2018, "2018M06"),
        Cell("I08-03", DISTRICT, "proxy", 2018, "2018M06"),
        Cell("I08-03", TOWN, "value", 2019, "2019M06"),
        Cell("canteen", TOWN, "name", row="0" * 32),
        Cell("canteen", TOWN, "evidence/ab", 2018, row="1" * 32),
        Cell("user", TOWN, "u01"),
    ]
    plain = [{key: x for key, x in one._asdict().items() if x is not None} for one in cells]
    assert scopes_of(TOWN, plain) == {scope_of(TOWN, one) for one in cells}
    assert len(scopes_of(TOWN, plain)) == 5
