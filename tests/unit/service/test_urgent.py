"""临时要数: words equal to the table, marks, records, forms, phoned figures, 催报."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from recalculated import recalculated

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.periods import month
from zjmz_desktop.domain.sheet_tables import SheetTable
from zjmz_desktop.domain.urgent import Wanted, WantedColumn
from zjmz_desktop.exchange.foreign_sheet import read_sheets
from zjmz_desktop.exchange.urgent_files import UrgentFileError
from zjmz_desktop.service import entering, exporting, urgent
from zjmz_desktop.service.context import Office, open_office
from zjmz_desktop.service.entering import Circumstances, FieldAt, UnitPeriod
from zjmz_desktop.service.guarding import period_for
from zjmz_desktop.service.rolling import totals
from zjmz_desktop.service.urgent import NothingAskedError, Phoned

DANTU, GAOZI, BAOYAN = "321112000000", "321112001000", "321112104000"
NOVEMBER = month(2018, 11)
AT = UnitPeriod(DANTU, NOVEMBER)
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)


def december() -> datetime:
    return datetime(2018, 12, 3, 2, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def office(sample_folder: Path) -> Iterator[Office]:
    with closing(open_office(sample_folder, exclusive=False)) as opened:
        yield opened


@pytest.fixture
def own(sample_folder: Path, tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "store"
    shutil.copytree(sample_folder, folder)
    with closing(open_office(folder, clock=december)) as opened:
        yield opened


def wanted(*codes: str, units: tuple[str, ...] = (), receiver: str = "") -> Wanted:
    return Wanted(tuple(WantedColumn(code) for code in codes), units, receiver=receiver)


def numbers(text: str) -> set[Decimal]:
    return {Decimal(found) for found in NUMBER.findall(text)}


def table_numbers(table: SheetTable, rows: tuple[tuple[str, ...], ...]) -> set[Decimal]:
    texts = [table.title, *table.foot_lines, *(t for pair in table.head_lines for t in pair)]
    texts += [column.title for column in table.columns]
    texts += [cell for row in rows for cell in row]
    return set().union(*map(numbers, texts))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_every_number_in_the_words_stands_in_the_table(office: Office, data: st.DataObject) -> None:
    codes = [code for code, _, _ in urgent.indicator_choices(office, AT)]
    units = [unit for unit, _ in urgent.unit_choices(office, DANTU)]
    chosen = data.draw(st.lists(st.sampled_from(codes), min_size=1, max_size=5, unique=True))
    some = tuple(data.draw(st.lists(st.sampled_from(units), unique=True, max_size=4)))
    at = UnitPeriod(DANTU, month(2018, data.draw(st.integers(1, 12))))
    found = urgent.urgent_answer(office, wanted(*chosen, units=some), at=at)
    missing = numbers(found.words) - table_numbers(found.table, urgent.shown_rows(found))
    assert missing == set(), found.words


def test_words_are_short_and_official(office: Office) -> None:
    found = urgent.urgent_answer(office, wanted("I08-03"), at=AT)
    total = totals(office, DANTU, through=NOVEMBER)["I08-03"]
    done = f"{total.sum.n * 100 / 12:.1f}".rstrip("0").rstrip(".")
    assert found.words.startswith(
        f"截至2018年11月底，丹徒区新建老年人助餐点{total.sum.n}个，完成年度目标12个的{done}%。"
    )
    assert len(found.words) <= 80


def test_who_is_missing_is_named_and_is_no_zero(office: Office) -> None:
    found = urgent.urgent_answer(office, wanted("I05-01"), at=AT)
    assert "宝堰镇未报。" in found.words
    row = next(row for row in urgent.shown_rows(found) if row[0] == "宝堰镇")
    assert row[1:] == ("未报", "未报", "未报", "未报")


def test_marks(own: Office) -> None:
    def mark(code: str, unit: str) -> str:
        found = urgent.urgent_answer(own, wanted(code), at=AT)
        return next(row[-1] for row in urgent.shown_rows(found) if row[0] == unit)

    assert mark("I08-03", "高资街道") == "已审定"  # confirmed rows
    assert mark("I05-01", "高资街道") == "已审定"  # the district accepted its November
    assert mark("I05-01", "高桥镇") == "未审"
    assert mark("I05-01", "宝堰镇") == "未报"
    told = Phoned("I05-01", BAOYAN, "30", below="30", who="王主任", when="12月3日10:15")
    assert not urgent.phone_in(own, told, month=NOVEMBER).error
    assert mark("I05-01", "宝堰镇") == "电话报数"
    found = urgent.urgent_answer(own, wanted("I05-01"), at=AT)
    assert "其中含未审数、电话报数。" in found.words
    assert "宝堰镇未报" not in found.words


def test_a_figure_from_a_file_is_not_called_phoned_in(own: Office) -> None:
    at = FieldAt("I05-01", BAOYAN, period_for(own.plan.indicator("I05-01"), NOVEMBER), "value")
    how = Circumstances(source="workbook", proxy="填报模板：示例、2018-12-03报出")
    assert not entering.save_pair(own, at, typed=("30", "30"), how=how).error
    found = urgent.urgent_answer(own, wanted("I05-01"), at=AT)
    marks = {row[0]: row[-1] for row in urgent.shown_rows(found)}
    assert marks["宝堰镇"] == "表格代报"
    assert "其中含未审数、表格代报。" in found.words


def test_a_phoned_figure_says_who_how_and_when(own: Office) -> None:
    from zjmz_desktop.service.explaining import story

    told = Phoned("I05-01", BAOYAN, "30", below="30", who="王主任", when="12月3日10:15")
    urgent.phone_in(own, told, month=NOVEMBER)
    line = story(own, "I05-01", unit_id=BAOYAN, period=NOVEMBER).history[0]
    assert line.part == "代报"
    assert "王主任 电话 12月3日10:15" in line.value + line.note


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (Phoned("I05-01", BAOYAN, "30", below="30"), "谁报的"),
        (Phoned("I05-01", DANTU, "30", below="30", who="王"), "请直接填报"),
        (Phoned("I01-02", BAOYAN, "1", who="王"), "不能用电话报"),
    ],
)
def test_phoned_figures_are_refused_in_words(own: Office, told: Phoned, says: str) -> None:
    with pytest.raises(WriteRefusedError, match=says):
        urgent.phone_in(own, told, month=NOVEMBER)


def test_a_phoned_figure_above_its_whole_is_refused(own: Office) -> None:
    told = Phoned("I05-01", BAOYAN, "31", below="30", who="王主任")
    assert urgent.phone_in(own, told, month=NOVEMBER).error
    assert "宝堰镇未报" in urgent.urgent_answer(own, wanted("I05-01"), at=AT).words


def test_some_units_are_summed_and_held_against_no_target(office: Office) -> None:
    found = urgent.urgent_answer(office, wanted("I08-03", units=(GAOZI, BAOYAN)), at=AT)
    rows = {row[0]: row[1] for row in urgent.shown_rows(found)}
    assert rows["合计（2个单位）"] == str(int(rows["高资街道"]) + int(rows["宝堰镇"]))
    assert rows["目标"] == ""
    assert "年度目标" not in found.words


def test_another_program_works_out_the_same_table(office: Office, tmp_path: Path) -> None:
    found = urgent.urgent_answer(office, wanted("I08-03", "I05-01", "I10-01", "I22-01"), at=AT)
    path = tmp_path / "要数.xlsx"
    exporting.write_sheets(office, [found.table], target=path)
    (ours,), (theirs,) = read_sheets(path), recalculated(path)
    assert theirs.rows[: len(ours.rows)] == ours.rows


@pytest.mark.parametrize("count", [1, 3, 4])
def test_it_prints_as_one_page(office: Office, tmp_path: Path, count: int) -> None:
    import pypdfium2

    codes = ("I08-03", "I05-01", "I10-01", "I12-02", "I14-01", "I22-01")[:count]
    found = urgent.urgent_answer(office, wanted(*codes), at=AT)
    path = exporting.write_sheets(office, [found.table], target=tmp_path / "要数.pdf").path
    with closing(pypdfium2.PdfDocument(path)) as document:
        assert len(document) == 1


def test_what_was_given_is_kept_with_whom_and_when(own: Office) -> None:
    asked = wanted("I08-03", receiver="区政府督查室")
    found = urgent.urgent_answer(own, asked, at=AT)
    urgent.keep_given(own, asked, at=AT, given=found)
    (kept,) = urgent.given_before(own)
    assert (kept.at, kept.receiver) == ("2018-12-03 10:15", "区政府督查室")
    assert kept.words == found.words


def test_a_form_gives_the_same_figures_next_time(own: Office) -> None:
    form = Wanted(
        (WantedColumn("I08-03", "新增助餐点"), WantedColumn("I05-01")), title="民生实事进度表"
    )
    urgent.save_form(own, "督查室月报", wanted=form)
    assert urgent.saved_forms(own) == {"督查室月报": form}
    before = urgent.urgent_answer(own, form, at=AT)
    again = urgent.urgent_answer(own, urgent.saved_form(own, "督查室月报"), at=AT)
    assert again == before
    assert again.table.title == "民生实事进度表"
    assert again.table.columns[1].title == "新增助餐点（个）"
    urgent.drop_form(own, "督查室月报")
    with pytest.raises(NothingAskedError, match="没有名为"):
        urgent.saved_form(own, "督查室月报")


def test_a_damaged_file_of_forms_is_said_in_words(own: Office) -> None:
    urgent.save_form(own, "督查室", wanted=wanted("I08-03"))
    path = own.folder / "urgent" / "forms.json"
    path.write_text(path.read_text("utf-8")[:-20], "utf-8")
    with pytest.raises(UrgentFileError, match="移到别处"):
        urgent.saved_forms(own)


def test_nothing_chosen_is_refused(office: Office) -> None:
    with pytest.raises(NothingAskedError, match="还没有选指标"):
        urgent.urgent_answer(office, wanted(), at=AT)


def test_chasing_names_units_and_indicators_without_figures(office: Office) -> None:
    words = urgent.chase(office, AT)
    assert "宝堰镇：" in words
    assert "兜底保障率" in words
    assert "12月5日前" in words
    assert "高资街道" not in words
    assert numbers(words) <= numbers("2018年11月 12月5日 0 3项")
    assert urgent.chase(office, UnitPeriod(DANTU, month(2018, 10))) == ""
