"""What changed between the data of two papers, in words; the table for people."""

from dataclasses import replace

from zjmz_desktop.domain.paper_data import FigureData, PaperData, TextData
from zjmz_desktop.domain.paper_words import (
    TABLE_HEAD,
    Change,
    Names,
    changes,
    rewritten,
    table_rows,
)
from zjmz_desktop.domain.plan_file import read_plan
from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.domain.units import read_units
from zjmz_desktop.paths import resource

TOWN, DISTRICT = "321112001000", "321112000000"
CANTEENS = "I08-03"
ONE = FigureData(CANTEENS, TOWN, "2018M11", n="4", reported=1, expected=1, origins=("register",))
SUM = FigureData(CANTEENS, DISTRICT, "2018M11", n="12", reported=11, expected=11)
NOTE = TextData("note", CANTEENS, TOWN, "选址变更")
DATA = PaperData(
    "summary", DISTRICT, "丹徒区民政局", 2018, "2018M11", "p", figures=(ONE, SUM), texts=(NOTE,)
)


def names() -> Names:
    plan, problems = read_plan((resource("plans") / "zhenjiang-2018.toml").read_text("utf-8"))
    assert plan is not None
    assert not problems
    return Names(plan, read_units(resource("units", "zhenjiang_2018.csv").read_text("utf-8")))


NAMES = names()
NAME = NAMES.indicator(CANTEENS)


def of(
    figures: tuple[FigureData, ...] = (ONE, SUM), texts: tuple[TextData, ...] = (NOTE,)
) -> list[str]:
    after = replace(DATA, figures=figures, texts=texts)
    return [one.words for one in changes(DATA, after, names=NAMES)]


def test_nothing_changed() -> None:
    assert of() == []
    assert rewritten(DATA, DATA) == 0


def test_a_figure_before_and_after_the_town_before_the_sum() -> None:
    found = of((replace(ONE, n="6"), replace(SUM, n="14")))
    assert found == [f"高资街道“{NAME}”：4个→6个", f"丹徒区“{NAME}”：12个→14个"]


def test_what_tells_two_equal_numbers_apart_is_said() -> None:
    assert of((replace(ONE, target="5"), SUM)) == [f"高资街道“{NAME}”：4个，目标没有→4个，目标5"]
    assert of((ONE, replace(SUM, reported=10))) == [
        f"丹徒区“{NAME}”：12个（11/11已报）→12个（10/11已报）"
    ]
    adopted = of((replace(ONE, origins=("adopted",)), SUM))
    assert adopted == [f"高资街道“{NAME}”：4个（底册认定）→4个（区局采用数）"]


def test_kinds_of_nothing_rates_and_figures_that_come_and_go() -> None:
    assert of((replace(ONE, n="", state="not_reported"), SUM)) == [f"高资街道“{NAME}”：4个→未报"]
    assert of((replace(ONE, n="50", d="60"), SUM)) == [f"高资街道“{NAME}”：4个→50/60"]
    assert of((SUM,)) == [f"高资街道“{NAME}”：4个→没有"]


def test_texts_are_told_by_what_went_and_what_came() -> None:
    assert of(texts=()) == [f"高资街道“{NAME}”情况说明：选址变更→没有"]
    two = (NOTE, TextData("facility", "", "", "甲；乙"))
    assert of(texts=two) == ["新建设施名单：没有→甲；乙"]


def test_what_was_told_of_an_earlier_month_is_named_with_it() -> None:
    june = TextData("history", CANTEENS, DISTRICT, "3个", "2018M06")
    march = replace(june, period="2018M03", text="0个")
    before, after = (
        replace(DATA, texts=(NOTE, *told))
        for told in ((march, june), (march, replace(june, text="2个；选址难")))
    )
    (one,) = changes(before, after, names=NAMES)
    assert one.words == f"丹徒区“{NAME}”6月进展：3个→2个；选址难"
    assert (one.kind, one.period) == ("history", "2018M06")
    assert changes(before.in_format(2), after, names=NAMES) == ()


def test_figures_written_again_are_counted() -> None:
    assert rewritten(DATA, replace(DATA, figures=(replace(ONE, heads="x"), SUM))) == 1


def test_who_and_when_stand_behind() -> None:
    one = Change("a", TOWN, "高资街道“甲”", "4个", "6个", by="高资街道张", at="2019-01-03 09:12")
    assert one.words == "高资街道“甲”：4个→6个（高资街道张，2019-01-03 09:12）"


def test_the_table_has_one_line_a_figure() -> None:
    head, first, second = table_rows(DATA, NAMES)
    assert head == TABLE_HEAD
    assert first[:8] == (CANTEENS, NAME, "个", "高资街道", "2018M11", "4", "", "有数")
    assert len(head) == len(first) == len(second)
    assert first[11] == "底册认定"


def test_what_nobody_here_knows_keeps_its_code() -> None:
    strange = replace(ONE, code="X99", unit="U", origins=("odd",), state="odd")
    assert list(table_rows(replace(DATA, figures=(strange,)), NAMES))[1][:4] == (
        "X99",
        "X99",
        "",
        "U",
    )


def test_a_text_is_entered_and_no_number() -> None:
    code = next(one.code for one in NAMES.plan.indicators if one.entry is Entry.NARRATIVE)
    told = f"丹徒区“{NAMES.indicator(code)}”："
    none = replace(SUM, code=code, n="", state="not_reported", reported=0, expected=1)
    text = replace(none, n="1", state="value", reported=1)
    some = replace(text, n="3", expected=11, reported=3), replace(text, n="5", expected=11)
    for (before, after), words in (
        ((none, text), "未报→已填写"),
        ((text, none), "已填写→未报"),
        (some, "3个单位已填写→5个单位已填写"),
    ):
        pair = (replace(DATA, figures=(one,)) for one in (before, after))
        (found,) = changes(*pair, names=NAMES)
        assert found.words == told + words
