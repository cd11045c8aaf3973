"""Problems, measures, notes and versions: what annexes 1, 5 and 6 say beside the figures."""

from judging_cases import DANTU
from test_annual import CANTEEN, LATE, NAMES, data, each, row, table

from zjmz_desktop.domain.annual import write_summary
from zjmz_desktop.domain.annual_data import AnnualData, Returned, VersionLine
from zjmz_desktop.domain.annual_measures import remedy_words, trouble_words
from zjmz_desktop.domain.figures import Figure
from zjmz_desktop.domain.paper import Table

BACK = {
    ("I08-03", NAMES["上党镇"]): Returned("少了迁建的1处。", "已核实，按新建报。"),
    ("I08-03", NAMES["宝堰镇"]): Returned("缺佐证", ""),
}


def late(**more: object) -> AnnualData:
    return data(LATE, returned=BACK, **more)


def test_a_late_task_says_who_lags_why_and_what_was_returned() -> None:
    office = late(notes={("I08-03", DANTU.id): "选址难。"})
    total = office.totals["I08-03"]
    assert trouble_words(CANTEEN, total, data=office) == (
        "谷阳镇、上党镇尚无进展；选址难；上党镇退改：少了迁建的1处；宝堰镇退改：缺佐证"
    )
    assert remedy_words(CANTEEN, total, data=office) == (
        "压实责任、倒排工期，确保2018年12月31日前完成；上党镇答复：已核实，按新建报"
    )


def test_a_task_that_goes_well_says_nothing() -> None:
    office = data()
    assert not trouble_words(CANTEEN, office.totals["I08-03"], data=office)
    assert not remedy_words(CANTEEN, office.totals["I08-03"], data=office)


def test_sources_name_conflicts_returns_and_notes() -> None:
    figures = {**dict(each(2, 1)), NAMES["谷阳镇"]: Figure(conflict=True)}
    notes = {("I08-03", NAMES["高资街道"]): "两处在装修。"}
    office = data({"I08-03": figures}, returned=BACK, notes=notes)
    said = row(table(write_summary(office), "附表6-1"), "助餐点")[5]
    assert said == (
        "高资街道：两处在装修；上党镇退改：少了迁建的1处；宝堰镇退改：缺佐证；谷阳镇两机数据不一致，待核实，未计入"
    )


def test_versions_that_differ_are_explained() -> None:
    line = VersionLine(
        "I08-03",
        DANTU.id,
        ("年报12，快报13，少1，原因：1处未开业",),
        ("2018年5月更正：录错，现为2",),
    )
    found = table(write_summary(data(versions=(line,))), "附表6-4")
    assert found.rows == (
        (
            "新建老年人助餐点",
            "丹徒区",
            "年报12，快报13，少1，原因：1处未开业",
            "2018年5月更正：录错，现为2",
        ),
    )
    numbers = [b.number for b in write_summary(data()).blocks if isinstance(b, Table)]
    assert "附表6-4" not in numbers


def test_places_of_the_towns_stand_under_their_figures() -> None:
    found = table(write_summary(data({"I08-03": each(2, 0, 1)})), "附表2")
    at = [cells[0] for cells in found.rows].index("新建老年人助餐点")
    assert found.rows[at + 1][:6] == ("　位次（共3个）", "", "1", "3", "2", "—")
