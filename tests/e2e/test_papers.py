"""Report, one page and the other prints of the sample, against a calculation of their own over the log's lines."""

import json
import re
import shutil
import sys
from fractions import Fraction
from pathlib import Path

import pytest

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from by_hand import DISTRICT, ByHand, decimal  # noqa: E402
from made_fonts import FANGSONG, XIAOBIAOSONG, renamed  # noqa: E402
from pdf_text import Read, bare, read_pdf  # noqa: E402
from test_summary import PARTS, QUARTER, rows_of_the_year, shown_1  # noqa: E402

from zjmz_desktop.cli.main import main  # noqa: E402
from zjmz_desktop.report import font_files  # noqa: E402
from zjmz_desktop.report.user_fonts import SETTING  # noqa: E402

GAOZI = "321112001000"
TOLD_IN_THE_REPORT = ("I05-01", "I10-01", "I14-01", "I08-03", "I08-01", "I22-01", "I18-02")
LETTER = ["--number", "镇徒民[2018]12号", "--signer", "示例签发", "--copies", "区政府办公室"]
LETTER += ["--contact", "示例联系人", "--phone", "0511-00000000", "--dated", "2018年12月3日"]


@pytest.fixture(scope="module")
def by_hand(sample_folder: Path) -> ByHand:
    return ByHand(sample_folder)


@pytest.fixture(scope="module")
def store(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("papers") / "丹徒 示例"
    shutil.copytree(sample_folder, copy)
    return copy


def asked(store: Path, target: Path, *more: str, unit: str = DISTRICT) -> list[str]:
    words = ["--unit", unit, "--year", "2018", "--through", "2018M11"]
    return ["report", "--store", str(store), *words, "--out", str(target), *more]


def printed(store: Path, target: Path, *more: str, unit: str = DISTRICT) -> Read:
    assert main(asked(store, target, *more, unit=unit)) == 0
    return read_pdf(target)


# ---- the report ----


@pytest.fixture(scope="module")
def official(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Read:
    target = tmp_path_factory.mktemp("b") / "报告.pdf"
    return printed(store, target, "--paper", "official", *LETTER)


def test_the_reports_figures_by_hand(by_hand: ByHand, official: Read) -> None:
    expected = {code: e for part in PARTS for code, e in part(by_hand, 11).items()}
    missing = [
        words
        for code in TOLD_IN_THE_REPORT
        for words in expected[code].words
        if words not in official.text
    ]
    assert not missing
    spent = by_hand.stock("I22-02", [DISTRICT], period=QUARTER[11])
    left = decimal(spent.d - spent.n)
    told = f"累计下达{decimal(spent.d)}万元、累计支出{decimal(spent.n)}万元，余{left}万元"
    assert told in official.text


def test_the_report_stands_as_an_upward_paper(official: Read) -> None:
    first, last = official.pages[0], official.pages[-1]
    head = "丹徒区民政局文件镇徒民〔2018〕12号签发人：示例签发"
    title = "丹徒区民政局关于2018年民政重点工作任务完成情况的报告镇江市民政局："
    assert first.startswith(f"示例数据征求意见稿{head}{title}")
    assert first.endswith("—1—")
    assert len(official.pages) % 2 == 0
    foot = f"—{len(official.pages)}—"
    assert last.removesuffix(foot).endswith("抄送：区政府办公室。丹徒区民政局2018年12月3日印发")
    body = "".join(page.removesuffix(f"—{n}—") for n, page in enumerate(official.pages, 1))
    end = "特此报告。附件：1．2018年民政重点工作任务完成情况表2．主要指标分镇（街道）完成情况表3．未完成任务情况说明"
    assert end in body.replace("示例数据征求意见稿", "")
    assert "丹徒区民政局2018年12月3日（联系人：示例联系人，电话：0511-00000000）" in body


def test_the_report_says_which_figures_are_of_today(official: Read) -> None:
    """By the plan's conditions: 兜底保障率 is typed, beds are fields of rows without a date."""
    what = "按底册现状计，即所依据的底册栏目不带日期，按出表时底册的内容计，不随截至月份变。"
    assert official.text.count(what) == 2
    note = official.text[official.text.index("本报告中，") :].partition(what)[0]
    assert "护理型床位占比、" in note
    assert "未取得设立许可的已建养老机构、" in note  # of the text alone
    assert "兜底保障率" not in note
    assert "“一门受理" not in note


def test_the_letter_is_remembered_and_its_phone_stands_under_the_annexes(
    store: Path, official: Read, tmp_path: Path
) -> None:
    again = printed(store, tmp_path / "又.pdf", "--paper", "official", "--stage", "review")
    assert "镇徒民〔2018〕12号签发人：示例签发" in again.pages[0]
    assert again.pages[0].startswith("示例数据送审稿")
    assert "联系电话：0511-00000000" in again.text


def test_a_number_that_is_none_is_refused_and_nothing_is_written(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "报告.pdf"
    assert main(asked(store, target, "--paper", "official", "--number", "12号")) == 1
    assert "“12号”不是发文字号" in capsys.readouterr().err
    assert not target.exists()


@pytest.mark.parametrize("paper", ["summary", "official", "brief"])
def test_a_final_is_refused_with_the_list_while_figures_are_not_settled(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], paper: str
) -> None:
    target = tmp_path / "签发.pdf"
    target.write_bytes(b"old")
    assert main(asked(store, target, "--paper", paper, "--stage", "final")) == 1
    said = capsys.readouterr().err
    assert re.search(r"还有[0-9]+项数没有审定，不能出签发稿：", said)
    assert "兜底保障率：高桥镇、辛丰镇、谷阳镇等" in said
    count = re.findall(r"还有([0-9]+)项", said)[0]
    listed = [line for line in said.splitlines() if re.match(r"  I[0-9]{2}-[0-9]{2}  ", line)]
    assert len(listed) == int(count)
    assert target.read_bytes() == b"old"


# ---- one page ----


def test_one_page_by_hand(by_hand: ByHand, store: Path, tmp_path: Path) -> None:
    page = printed(store, tmp_path / "一页.pdf", "--paper", "brief")
    assert len(page.pages) == 1
    canteens = rows_of_the_year(by_hand, 11)["I08-03"].value
    goal = by_hand.target("I08-03", DISTRICT)
    share = shown_1(Fraction(canteens or 0) * 100 / goal)
    assert f"新建老年人助餐点*{decimal(goal)}个{canteens}个{share}%12个" in page.text
    asked_, done, going, late = re.findall(r"(?<=稿)?([0-9]+)", page.text.split("截至11月底")[1])[
        :4
    ]
    assert int(asked_) == int(done) + int(going) + int(late)
    money = by_hand.flow("I05-08", [DISTRICT], months=11)
    assert f"低保金发放额{decimal(money.n)}万元" in page.text
    assert "护理型床位占比*55%54.96%" in page.text
    assert "兜底保障率100%" in page.text
    foot = (
        "注：标*的按底册现状计，即所依据的底册栏目不带日期，按出表时底册的内容计，不随截至月份变。"
    )
    assert f"{foot}核验码：" in page.text


# ---- chapters ----


def test_chapters_of_the_districts_own(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "章节.txt"
    own.write_text("养老服务亮点：S3-01 S3-08\n兜牢底线：S2-05\n", encoding="utf-8")
    assert main(["chapters", "--store", str(store), "--own", str(own), "--json"]) == 0
    assert "S1-01" in json.loads(capsys.readouterr().out)["left_out"]
    read = printed(store, tmp_path / "a.pdf")
    assert [title for level, title in read.outline if level == 0][:3] == [
        "一、养老服务亮点",
        "二、兜牢底线",
        "三、存在问题",
    ]
    assert main(["chapters", "--store", str(store), "--sections"]) == 0
    by_section = printed(store, tmp_path / "a.pdf")
    assert (0, "一、全面加强民政系统党的建设") in by_section.outline
    assert main(["chapters", "--store", str(store), "--plan"]) == 0
    assert (0, "一、党建引领持续加强") in printed(store, tmp_path / "a.pdf").outline


def test_chapters_that_name_no_sentence_are_refused(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "章节.txt"
    own.write_text("养老：S99-01", encoding="utf-8")
    assert main(["chapters", "--store", str(store), "--own", str(own)]) == 1
    assert "“S99-01”计划里没有" in capsys.readouterr().err


def test_an_empty_file_of_chapters_is_refused(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "空.txt"
    own.write_text(" \n\n", encoding="utf-8")
    assert main(["chapters", "--store", str(store), "--own", str(own)]) == 1
    assert capsys.readouterr().err.startswith("没有写章节。请每章一行")
    assert main(["chapters", "--store", str(store), "--own", str(tmp_path / "无.txt")]) == 1
    assert "没能读出" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--indicator", "I08-03"], "用法不对：--indicator只能和--paper indicator、blank一起用"),
        (["--paper", "status", "--stage", "final"], "不能和status同时用。加 --help 看说明。"),
        (["--paper", "brief", "--dated", "2018-12-03"], "只能和--paper summary、official一起用"),
        (["--signer", "示例"], "--signer只能和--paper official一起用，summary上不印它。"),
    ],
)
def test_options_that_contradict_the_paper_are_wrong_use(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert main(asked(store, tmp_path / "a.pdf", *words)) == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "case",
    [
        ("a.txt", "“a.txt”的扩展名不是.pdf。请写成 a.pdf。"),
        ("a.pdf", "--as-of", "2999-01-01", "2999年1月1日还没有到，没有那时的数据。"),
        ("a.pdf", "--as-of", "2999-01-01T08:00", "2999年1月1日08:00还没有到"),
    ],
)
def test_another_ending_and_the_future_are_refused(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, ...]
) -> None:
    name, *more, sentence = case
    assert main(asked(store, tmp_path / name, *more)) == 1
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# ---- of the past ----


@pytest.mark.parametrize(
    ("paper", "said"),
    [
        ("summary", "截至2018年6月底，按2018年7月5日的数据"),
        ("official", "现将截至2018年6月底完成情况（按2018年7月5日的数据）报告如下"),
        ("brief", "截至6月底按2018年7月5日的数据"),
    ],
)
def test_a_paper_of_the_past_says_so_and_goes_through_the_month_that_had_ended(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], paper: str, said: str
) -> None:
    target = tmp_path / "a.pdf"
    words = ["--paper", paper, "--as-of", "2018-07-05"]
    command = ["report", "--store", str(store), "--unit", DISTRICT, "--year", "2018"]
    assert main([*command, "--out", str(target), *words]) == 0
    assert "那时还没有到" not in capsys.readouterr().err
    assert said in read_pdf(target).pages[0]
    if paper == "brief":
        assert main([*command, "--out", str(target), *words, "--through", "2018M12"]) == 0
        assert "出到2018年12月底，那时还没有到" in capsys.readouterr().err


# ---- bad input ----


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "空 单位"
    assert main(["init", "--store", str(folder), "--unit", DISTRICT]) == 0
    return folder


@pytest.mark.parametrize("paper", ["summary", "official", "brief", "status", "unit", "blank"])
def test_an_office_without_data_gets_its_papers(empty: Path, tmp_path: Path, paper: str) -> None:
    read = printed(empty, tmp_path / "x.pdf", "--paper", paper)
    assert "None" not in read.text
    assert "丹徒区" in read.text


def test_a_character_that_no_font_has_is_named_and_a_long_text_is_all_there(
    empty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    field = ["--indicator", "I02-01", "--unit", DISTRICT, "--period", "2018H1"]
    long = "换届工作" * 4000 + "\U0001f600完。"
    said = main(["set", "--store", str(empty), *field, "--text", long])
    if said:  # the store refuses texts that long: the longest it takes
        long = "换届工作" * 400 + "\U0001f600完。"
        assert main(["set", "--store", str(empty), *field, "--text", long]) == 0
    capsys.readouterr()
    read = printed(empty, tmp_path / "x.pdf")
    assert "印成“〓”：\U0001f600" in capsys.readouterr().out
    plain = re.sub(r"征求意见稿|—[0-9]+—", "", "".join(read.pages))
    assert bare(long.replace("\U0001f600", "〓")) in plain


@pytest.mark.parametrize("paper", ["summary", "official", "brief", "status", "unit", "blank"])
def test_the_faces_of_each_paper_are_told(
    empty: Path, tmp_path: Path, paper: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "表.pdf"
    assert main(asked(empty, target, "--paper", paper)) == 0
    assert capsys.readouterr().out.splitlines() == [
        str(target),
        "字体：仿宋、小标宋用程序自带的字体。",
    ]


def test_a_users_own_face_is_told_and_one_that_is_refused_too(
    empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = tmp_path / "own" / "fonts"
    own.mkdir(parents=True)
    renamed(own / "simfang.ttf", FANGSONG)
    renamed(own / "fzxbs.ttf", XIAOBIAOSONG, source="GW-Title", embedding=0x2)
    monkeypatch.delenv(SETTING)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(own.parent))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    monkeypatch.setattr(font_files, "_LEAST_BYTES", 1)
    target = tmp_path / "一页.pdf"
    assert main(asked(empty, target, "--paper", "brief")) == 0
    told = capsys.readouterr().out
    assert "字体：仿宋用本机的“仿宋_GB2312”，小标宋用程序自带的字体。" in told
    assert "没有使用，改用程序自带的字体。" in told
