from sheet_cases import sheet_of

from zjmz_desktop.domain.sheet_layout import find_layout
from zjmz_desktop.domain.sheet_sums import check_totals


def differences(*lines: str) -> tuple[str, ...]:
    sheet = sheet_of(*lines)
    return check_totals(sheet, find_layout(sheet), columns=[1])


def test_a_total_that_differs_is_told_with_its_place() -> None:
    assert differences("单位|数", "东|1", "西|１", "南|约5", "合计|12") == (
        "表“表” B5：“数”的合计写的是12，各行加起来是2，相差10，其中1格没有读出。请核对。",
    )


def test_parts_hold_for_the_rows_since_the_last_total() -> None:
    good = ("单位|数", "东|1", "小计|1", "西|2", "南|3", "小计|5", "合计|6")
    assert differences(*good) == ()
    assert len(differences(*good[:-2], "小计|6", "合计|6")) == 1


def test_totals_that_say_no_number_are_left_alone() -> None:
    assert differences("单位|数", "东|1", "合计|") == ()
    assert differences("单位|数", "东|50%", "合计|60%") == ()
    assert differences("单位|数", "东|不详", "合计|6") == ()
