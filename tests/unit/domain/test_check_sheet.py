"""数据核对单 of the small office of `test_annual`: every figure of the summary, once each, in its order."""

from dataclasses import replace

from test_annual import BEDS, CANTEEN, LATE, NAMES, SMALL, data, prose
from test_annual_sentences import dropped, edited, own

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData
from zjmz_desktop.domain.check_sheet import check_paper
from zjmz_desktop.domain.number_words import amounts_in
from zjmz_desktop.domain.paper import Table
from zjmz_desktop.domain.plan_indicators import Measure
from zjmz_desktop.domain.prints import PrintHead

HEAD = PrintHead("丹徒区民政局", filled_by="示例填报员")
ROUGH = "全区“托养、护理”床位100张（含护理型，下同），占比近三分之二，高于市定目标5个百分点。"


def tables(office: AnnualData) -> tuple[Table, Table]:
    figures, to_sign = (b for b in check_paper(HEAD, office).blocks if isinstance(b, Table))
    return figures, to_sign


def rows(office: AnnualData) -> list[tuple[str, ...]]:
    return [row for row in tables(office)[0].rows if row[0]]


def test_every_figure_of_the_text_stands_there_once_in_its_order() -> None:
    office = data()  # all have reported: no figure stands in a phrase of who has not
    text = "".join(prose(write_summary(office)))
    found = rows(office)
    assert [row[2] for row in found] == [text[slice(*one.core)] for one in amounts_in(text)]
    assert [row[0] for row in found] == [str(no) for no in range(1, len(found) + 1)]
    late, at = "".join(prose(write_summary(data(LATE)))), 0
    for row in rows(data(LATE)):  # and the words around each are the paper's own
        at = late.index(row[1], at)


def test_a_figure_has_its_indicator_period_source_and_department() -> None:
    office = data(LATE, origins={("I08-03", NAMES["高资街道"]): "其中5月代报"})
    assert rows(office)[0][1:3] == ("对照市局下达的5项可考核任务（按指标计，下同）", "5项")
    assert rows(office)[0][3:] == ("—", "1—11月", "各项指标汇总", "", "汇总数", "")
    built = next(row for row in rows(office) if row[1].startswith("新建助餐点4个"))
    assert built[2:5] == ("4个", "新建老年人助餐点（个）", "1—11月")
    assert built[5].startswith("镇（街道）填报；5/11已报")
    assert built[5].endswith("高资街道：其中5月代报")
    assert built[6:] == ("", "养老服务科", "")
    assert "世业镇1项" in [row[1] for row in rows(office)]
    problem = next(row for row in rows(office) if row[1].startswith("截至11月底为4个"))
    assert problem[3] == "新建老年人助餐点（个）"  # its sentence tells whose it is


def test_an_approximation_is_told_beside_what_it_stands_for() -> None:
    office = data(
        edits={"S2": edited("S2", ROUGH), "S1": dropped("S1"), "own-S2-01": own("无数。")}
    )
    found = rows(office)
    assert not any("新建助餐点" in row[1] for row in found)  # a sentence that is not written
    beds = [row for row in found if row[3] == f"{BEDS.name}（%）"]
    assert beds[0][1:3] == ("全区“托养、护理”床位100张（含护理型，下同）", "100张")
    assert [(row[2], row[6]) for row in beds] == [
        ("100张", ""),
        ("近三分之二", "实为60.0%"),
        ("5个百分点", ""),
    ]


def test_stocks_stand_at_the_end_and_words_of_the_plan_are_told_apart() -> None:
    stock = replace(CANTEEN, measure=Measure.STOCK)
    words = replace(SMALL.chapters[0].sentences[0], text="建成不低于500平方米的助餐点{I08-03}。")
    chapter = replace(SMALL.chapters[0], sentences=(words,))
    plan = replace(SMALL, indicators=(stock, *SMALL.indicators[1:]), chapters=(chapter,))
    found = [row for row in rows(data(plan=plan)) if row[1].startswith("建成")]
    assert [(row[2], row[4], row[5]) for row in found] == [
        ("500平方米", "11月底", "计划文件的文字"),
        ("12个", "11月底", "镇（街道）填报；11/11已报"),
    ]


def test_each_department_signs_for_its_figures() -> None:
    figures, to_sign = tables(data(LATE))
    counted = {row[0]: int(row[1]) for row in to_sign.rows}
    told = [row[7] for row in figures.rows if row[0]]
    assert counted == {name: told.count(name) for name in told}
    assert [column.title for column in to_sign.columns][2:5] == ["核对人", "负责人（签字）", "日期"]
    for found in (figures, to_sign):
        assert found.number == "民政综合05表"
        assert found.head_lines[0] == "填报单位（盖章）：丹徒区民政局"
        assert found.foot_lines == HEAD.foot_lines
    assert figures.title == "2018年工作总结数据核对单"
