"""Chinese line breaking, by property and by case; without 避头尾 the property must fail."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop import paths
from zjmz_desktop.report import linebreak
from zjmz_desktop.report.linebreak import (
    CLOSERS,
    OPENERS,
    Glyph,
    Line,
    Measure,
    Setting,
    break_lines,
    clean,
    widest_atom,
)

SIZE = 10.0


def glyph(char: str) -> Glyph:
    """Half-width ASCII in one font, full-width characters in another, a rare one in a third."""
    if char < "\u0250":
        return Glyph("latin", 0.5, char)
    return Glyph("ext" if char == "㛃" else "han", 1.0, char)


def measure(chars: float = 10, setting: Setting = Setting.JUSTIFIED, indent: float = 0) -> Measure:
    return Measure(glyph, SIZE, chars * SIZE, indent * SIZE, setting=setting)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


def broken(text: str, chars: float = 10) -> list[str]:
    return texts(break_lines(text, measure(chars)))


def forbidden(lines: list[str]) -> list[str]:
    """Lines that start with a closer or end with an opener, where a break made them do so."""
    starts = [line for line in lines[1:] if line[:1] in tuple(CLOSERS)]
    return starts + [line for line in lines[:-1] if line[-1:] in tuple(OPENERS)]


WORDS = st.sampled_from(
    [
        "截至",
        "11月底",
        "新建",
        "老年人",
        "助餐点",
        "12个",
        "3.5%",
        "2,864.35万元",
        "GB/T9704",
        "㛃",
        "第3季度",
    ]
)
MARKS = st.sampled_from([*"，。、；：！？…—％", "——", "……", "。”", "）》", "，“", "：《"])
WRAPS = st.sampled_from(["（{}）", "《{}》", "“{}”", "【{}】", "（“{}”）", "{}", "{}", "{}"])


@st.composite
def sentences(draw: st.DrawFn) -> str:
    """Text as officials write it: no piece is wider than a line of sixteen characters."""
    parts = draw(st.lists(st.tuples(WRAPS, WORDS, MARKS), min_size=1, max_size=30))
    return "".join(wrap.format(word) + mark for wrap, word, mark in parts)


@given(sentences(), st.floats(16, 40), st.sampled_from(Setting))
def test_no_line_starts_or_ends_with_a_forbidden_mark(
    text: str, chars: float, setting: Setting
) -> None:
    lines = texts(break_lines(text, measure(chars, setting)))
    assert forbidden(lines) == []
    assert "".join(lines) == text


@given(sentences(), st.floats(16, 40))
def test_numbers_keep_their_decimals_and_units(text: str, chars: float) -> None:
    for line in broken(text, chars)[:-1]:
        assert not re.search(r"(?:\d[.,]?|第)$", line)


@given(st.text(), st.floats(2, 30), st.sampled_from(Setting))
def test_any_text_is_kept_and_fits(text: str, chars: float, setting: Setting) -> None:
    lines = break_lines(text, measure(chars, setting, indent=0.5))
    assert "".join(texts(lines)).replace(" ", "") == re.sub("[ \n]", "", clean(text))
    assert all(line.right <= chars * SIZE + 1e-6 for line in lines)


@given(sentences(), st.floats(16, 40), st.sampled_from(Setting))
def test_runs_follow_each_other_within_the_width(text: str, chars: float, setting: Setting) -> None:
    for line in break_lines(text, measure(chars, setting)):
        x = 0.0
        for run in line.runs:
            assert run.x >= x - 1e-6
            widths = sum(glyph(char).width * SIZE for char in run.text)
            x = run.x + widths + run.spacing * (len(run.text) - 1) - SIZE / 2  # a cut mark
        assert line.right <= chars * SIZE + 1e-6


@given(st.text("政务公开，。、（）《》“”：", min_size=1))
def test_a_justified_line_is_full(text: str) -> None:
    for line in break_lines(text, measure(24))[:-1]:
        assert line.right == pytest.approx(240) or len(line.text) < 20  # one very long atom


def test_a_breaker_without_the_rules_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "全区共有低保对象，其中《城市低保》（含农村）。"
    assert forbidden(broken(text, 8)) == []
    monkeypatch.setattr(linebreak, "_ATOM", re.compile(".", re.DOTALL))
    assert forbidden(broken(text, 8)) != []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一二三四五六七八九，十", ["一二三四五六七八九，", "十"]),
        ("一二三四五六七八九十，十", ["一二三四五六七八九", "十，十"]),
        ("一二，三四五六七，十，十", ["一二，三四五六七，十，", "十"]),  # squeezed
        ("一二三四五六七八九（十）", ["一二三四五六七八九", "（十）"]),
        ("一二三四五六七八2,864.35万元", ["一二三四五六七八", "2,864.35万元"]),
        ("一二三四五六七八共1,126人次", ["一二三四五六七八共", "1,126人次"]),
        ("一二三四五六七八九95.5%", ["一二三四五六七八九", "95.5%"]),
        ("一二三四五六七八——全年", ["一二三四五六七八——", "全年"]),
        ("一二三四五六七八九——全年", ["一二三四五六七八", "九——全年"]),
        ("一二三四五六七GB/T9704标准", ["一二三四五六七", "GB/T9704标准"]),
        ("一二三四五六七八九第3季度", ["一二三四五六七八九", "第3季度"]),
        ("一二三四五六七880元/月", ["一二三四五六七", "880元/月"]),
        ("一二三四五六七8.5个百分点", ["一二三四五六七", "8.5个百分点"]),
        ("一二三四五六七见附件2。", ["一二三四五六七见", "附件2。"]),
        ("一二\n三", ["一二", "三"]),
    ],
)
def test_cases(text: str, expected: list[str]) -> None:
    assert broken(text) == expected


UNITS = sorted(
    unit
    for path in paths.resource("plans").glob("*.toml")
    for unit in re.findall(r'(?m)^unit = "(.+)"', path.read_text("utf-8"))
)


@pytest.mark.parametrize("unit", dict.fromkeys(UNITS))
def test_a_number_stays_with_every_unit_of_the_plans(unit: str) -> None:
    with_unit = widest_atom([f"完成1,234.5{unit}后"], measure(20))
    assert with_unit == sum(glyph(char).width * SIZE for char in f"1,234.5{unit}")


def test_marks_that_meet_lose_half_a_character() -> None:
    plain, meeting = break_lines("一》二，", measure(20)), break_lines("一二》，", measure(20))
    assert plain[0].right - meeting[0].right == pytest.approx(SIZE / 2)


def test_the_first_line_is_indented() -> None:
    first, second, *_ = break_lines("一" * 18, measure(10, indent=2))
    assert first.runs[0].x == 2 * SIZE
    assert (len(first.text), len(second.text)) == (8, 10)


@pytest.mark.parametrize(
    ("setting", "left"), [(Setting.LEFT, 0), (Setting.CENTRE, 40), (Setting.RIGHT, 80)]
)
def test_settings(setting: Setting, left: float) -> None:
    (line,) = break_lines("合计", measure(10, setting))
    assert line.runs[0].x == left


def test_what_is_wider_than_a_line_is_broken_within_it() -> None:
    lines = break_lines("http://www.example.gov.cn/" + "a" * 60, measure(10))
    assert len(lines) > 3
    assert all(line.right <= 100 for line in lines)


def test_each_font_is_its_own_run() -> None:
    (line,) = break_lines("王㛃等12名", measure(10))
    assert [(run.text, run.font) for run in line.runs] == [
        ("王", "han"),
        ("㛃", "ext"),
        ("等", "han"),
        ("12", "latin"),
        ("名", "han"),
    ]


def test_controls_are_dropped_and_empty_text_has_no_line() -> None:
    assert broken("a\x00b\u200b\ud800\u202e葛\U000e0100") == ["ab葛"]
    assert break_lines("", measure()) == ()


def test_widest_atom_is_the_longest_unbreakable_piece() -> None:
    texts = ["好", "完成12,345.67万元，好", "12"]
    assert widest_atom(texts, measure()) == pytest.approx(4.5 * SIZE + 3 * SIZE)
    assert widest_atom(texts, measure(), least=99.0) == 99.0
