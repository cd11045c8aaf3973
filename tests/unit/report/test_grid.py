"""Ruled tables: widths, rows, long cells, headers on every page."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_paper import indicator_table, town_table

from zjmz_desktop import paths
from zjmz_desktop.domain.paper import Align, Column, Table
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.prints import PrintHead, StatusRow, status_paper
from zjmz_desktop.report.fonts import FontSet
from zjmz_desktop.report.grid import RowStrip, column_widths, table_strips
from zjmz_desktop.report.pagination import Page, Section, paginate
from zjmz_desktop.report.sheet import LANDSCAPE, PORTRAIT
from zjmz_desktop.report.typesetting import Typesetter


@pytest.fixture(scope="module")
def setter() -> Typesetter:
    return Typesetter(FontSet(paths.resource("fonts")), PORTRAIT)


def pages_of(table: Table, setter: Typesetter) -> list[Page]:
    return paginate([Section(setter.frame, tuple(table_strips(table, setter)))])


def rows_of(page: Page) -> list[RowStrip]:
    return [strip for strip, _ in page.placed if isinstance(strip, RowStrip)]


def text_of(row: RowStrip) -> tuple[str, ...]:
    return tuple("".join(line.text for line in cell) for cell in row.cells)


def fonts_of(row: RowStrip) -> set[str]:
    return {run.font for cell in row.cells for line in cell for run in line.runs}


@given(
    st.lists(st.tuples(st.integers(0, 30), st.floats(0, 60)), min_size=1, max_size=12),
    st.floats(200, 700),
)
def test_columns_share_the_width_and_get_their_least(
    columns: list[tuple[int, float]], total: float
) -> None:
    weights, least = [weight for weight, _ in columns], [narrow for _, narrow in columns]
    widths = column_widths(weights, least, total=total)
    assert sum(widths) == pytest.approx(total)
    if sum(least) < total:
        assert all(w >= n - 1e-6 for w, n in zip(widths, least, strict=True))


def test_columns_follow_their_weights_where_there_is_room() -> None:
    assert column_widths([1, 2, 1], [0, 0, 0], total=100) == [25, 50, 25]
    assert column_widths([1, 2, 1], [40, 0, 0], total=100) == [40, 40, 20]


def test_every_page_begins_with_the_header_and_no_row_is_split(setter: Typesetter) -> None:
    wide = Typesetter(FontSet(paths.resource("fonts")), LANDSCAPE)
    table = indicator_table(60)
    pages = pages_of(table, wide)
    assert len(pages) > 2
    assert all([row.is_head for row in rows_of(page)][:2] == [True, False] for page in pages)
    drawn = [text_of(row) for page in pages for row in rows_of(page) if not row.is_head]
    assert drawn == list(table.rows)


def test_rows_touch_and_stay_within_the_type_area(setter: Typesetter) -> None:
    table = replace(town_table(), rows=town_table().rows * 9, bold_rows=frozenset())
    for page in pages_of(table, setter):
        placed = [(top, strip) for strip, top in page.placed if isinstance(strip, RowStrip)]
        for (top, row), (following, _) in pairwise(placed):
            assert top + row.height == pytest.approx(following)
        assert placed[-1][0] + placed[-1][1].height <= PORTRAIT.height


def test_numbers_end_at_the_right_of_their_column(setter: Typesetter) -> None:
    rows = rows_of(pages_of(town_table(), setter)[0])[1:-1]
    ends = {round(row.cells[2][0].right, 3) for row in rows}
    assert ends == {round(rows[0].edges[3] - rows[0].edges[2] - 8, 3)}


def test_a_centred_row_stands_in_the_middle_of_every_column(setter: Typesetter) -> None:
    columns = (Column("指标名称", 10), Column("本年", 10, Align.RIGHT))
    rows = (("甲", "1"), ("低保户数", "12"))
    table = Table("", "", columns, rows, centred_rows=frozenset({0}))
    letters = rows_of(pages_of(table, setter)[0])[1]
    assert text_of(letters) == ("甲", "1")
    for cell, (left, right) in zip(letters.cells, pairwise(letters.edges), strict=True):
        [line] = cell
        inside = right - left - 8
        assert line.runs[0].x == pytest.approx(inside - line.right, abs=0.01)


def test_a_total_is_set_in_hei(setter: Typesetter) -> None:
    *_, total = rows_of(pages_of(town_table(), setter)[0])
    assert fonts_of(total) == {"GW-Hei"}


def test_a_row_to_write_in_is_higher_and_its_words_stand_in_its_middle(setter: Typesetter) -> None:
    table = replace(town_table(), tall_rows=frozenset({0}))
    _, tall, plain, *_ = rows_of(pages_of(table, setter)[0])
    assert tall.height == pytest.approx(plain.height + plain.style.pitch)
    assert len(tall.cells[0]) == 1


@pytest.mark.parametrize("first", range(5))
def test_the_name_over_a_group_of_rows_ends_no_page(setter: Typesetter, first: int) -> None:
    rows = town_table().rows * 9
    bold = frozenset(range(first, len(rows), 5))  # one of five ends the page as it is
    pages = [
        rows_of(page) for page in pages_of(replace(town_table(), rows=rows, bold_rows=bold), setter)
    ]
    assert len(pages) > 1
    for page in pages[:-1]:
        assert "GW-Hei" not in fonts_of(page[-1])


def test_a_number_is_not_broken_for_a_narrow_weight(setter: Typesetter) -> None:
    columns = (Column("名称", 100), Column("金额", 1, Align.RIGHT))
    row = ("低保资金", "123,456,789.01")
    (page,) = pages_of(Table("", "", columns, (row, row), frozenset({1})), setter)
    assert [[len(cell) for cell in row.cells] for row in rows_of(page)[1:]] == [[1, 1], [1, 1]]


def test_a_row_taller_than_a_page_runs_on(setter: Typesetter) -> None:
    long = "情况说明，" * 900
    table = Table("附表9", "说明", (Column("镇", 1), Column("说明", 3)), (("世业镇", long),))
    pages = pages_of(table, setter)
    assert len(pages) > 1
    drawn = [text_of(row)[1] for page in pages for row in rows_of(page) if not row.is_head]
    assert "".join(drawn) == long


@pytest.mark.parametrize("filler", range(0, 60, 4))
def test_a_first_row_stands_under_its_header_however_tall_it_is(
    setter: Typesetter, filler: int
) -> None:
    cells = ("说明，" * 30 * filler or "短", "说明，" * 60)
    table = Table("附表9", "说明", (Column("镇", 1), Column("说明", 1)), (cells, cells))
    for page in pages_of(table, setter):
        assert [row.is_head for row in rows_of(page)][:2] == [True, False]


def test_a_table_without_rows_or_columns_is_drawn(setter: Typesetter) -> None:
    assert len(rows_of(pages_of(Table("", "空表", (Column("镇", 1),), ()), setter)[0])) == 1
    assert pages_of(Table("", "", (), ()), setter) == []


def test_cells_that_are_joined_have_no_rules_between_them(setter: Typesetter) -> None:
    """Set in the middle of the whole width that they share; a name column keeps its own cell."""
    columns = (Column("序号", 1), Column("任务", 2), Column("进展", 1), Column("备注", 1))
    told = ("1", "编撰地图册", "6月：已送审", "按期")
    others = ("2", "云平台", "市级任务，由别的单位填报", "")
    table = Table("附表1", "表", columns, (told, others), joined_rows=frozenset({1}), joined=2)
    _, plain, joined = rows_of(pages_of(table, setter)[0])
    assert text_of(plain) == told
    assert text_of(joined) == others[:3]
    assert joined.edges == (*plain.edges[:3], plain.edges[-1])
    ((line,),) = joined.cells[2:]
    left, right = line.runs[0].x, joined.edges[3] - joined.edges[2] - 2 * 4.0 - line.right
    assert left == pytest.approx(right, abs=0.5)
    assert left > 0


def test_twelve_months_of_who_has_reported_stand_on_one_line_each() -> None:
    months = [month(2018, n) for n in range(1, 13)]
    words = ("按时△", "迟报7天", "迟9天△", "未到期", *("按时",) * 8)
    paper = status_paper(
        PrintHead("丹徒区民政局"),
        months,
        rows=[StatusRow("江心洲生态农业园区", words, 9, 2, 1)],
        as_of="2018年12月6日",
    )
    (table,) = (block for block in paper.blocks if isinstance(block, Table))
    lying = Typesetter(FontSet(paths.resource("fonts")), LANDSCAPE)
    head, row, *_ = rows_of(pages_of(table, lying)[0])
    assert all(len(cell) == 1 for cell in head.cells)
    assert [len(cell) for cell in row.cells] == [1, 2, *[1] * 15]
    assert text_of(row)[2:6] == words[:4]


def test_a_row_that_tells_more_of_the_one_before_is_never_parted_from_it(
    setter: Typesetter,
) -> None:
    """Pages are broken before the row that leads, wherever the last row that fits stands."""
    for count in range(3):
        rows = (("", "标题"),) * count + (("", "标题"), ("", "　位次"), ("", "　节点")) * 14
        under = frozenset(no for no, row in enumerate(rows) if row[1] != "标题")
        table = Table("附表2", "表", (Column("序", 1), Column("名", 3)), rows, under_rows=under)
        pages = [rows_of(page)[1:] for page in pages_of(table, setter)]
        assert len(pages) > 1
        assert all(text_of(page[0])[1] == "标题" for page in pages), count


def test_the_last_row_does_not_stand_alone_with_the_lines_under_the_table(
    setter: Typesetter,
) -> None:
    for count in range(24, 34):
        rows = tuple((str(no), "名称") for no in range(count))
        columns = (Column("序", 1), Column("名", 3))
        table = Table("附表4", "表", columns, rows, foot_lines=("单位负责人：", "填表人："))
        pages = [rows_of(page)[1:] for page in pages_of(table, setter)]
        assert all(len(page) > 1 for page in pages), count


@pytest.mark.parametrize(
    ("title", "lines"),
    [("高资街道", ["高资", "街道"]), ("计量单位", ["计量", "单位"]), ("合计", ["合计"])],
)
def test_no_character_of_a_head_stands_alone_under_the_others(
    setter: Typesetter, title: str, lines: list[str]
) -> None:
    columns = (Column("指标名称", 90), *(Column(title, 44) for _ in range(8)))
    table = Table("附表2", "表", columns, (("名", *["1"] * 8),))
    head = rows_of(pages_of(table, setter)[0])[0]
    cell = head.cells[1]
    assert [line.text for line in cell] == lines
    width = head.edges[2] - head.edges[1] - 2 * 4.0
    for line in cell:
        assert line.runs[0].x == pytest.approx(width - line.right, abs=0.2)


def test_a_unit_of_measure_is_not_broken(setter: Typesetter) -> None:
    columns = (Column("指标", 60), Column("计量单位", 5, is_whole=True))
    table = Table("", "", columns, (("城乡低保标准", "元/人·月"),))
    (strip,) = (row for page in pages_of(table, setter) for row in rows_of(page) if not row.is_head)
    assert [line.text for line in strip.cells[1]] == ["元/人·月"]
