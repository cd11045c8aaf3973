"""Many indicators read one register: what they ask alike is worked out once, of the very row."""

from test_registers import OPENED_THIS_YEAR, SOURCES, context, row

from zjmz_desktop.domain.registers import read


def test_what_a_context_has_worked_out_is_of_the_very_row_and_of_all_that_ask() -> None:
    shared, first = context(), row(1)
    assert read(OPENED_THIS_YEAR, (first,), context=shared).counted == (first.id,)
    tried = row(1, confirmed="")
    assert read(OPENED_THIS_YEAR, (tried,), context=shared).awaiting == (first.id,)
    assert read(OPENED_THIS_YEAR, (first,), context=shared).counted == (first.id,)
    for source in SOURCES:
        alone = read(source, (first, tried), context=context())
        assert read(source, (first, tried), context=shared) == alone
