"""The summary's words on the command line, and on their way to the city."""

import sys
from pathlib import Path
from typing import Any

HELPERS = Path(__file__).resolve().parents[1] / "helpers"
sys.path.insert(0, str(HELPERS))

from desks import CITY, DANTU, Desk  # noqa: E402

PLACE = ("--through", "2018M12")
KEY = "S2-07"


def sentence(found: dict[str, Any], key: str) -> dict[str, Any]:
    sentences = [one for chapter in found["chapters"] for one in chapter["sentences"]]
    return next(one for one in sentences if one["key"] == key)


def listed(desk: Desk, key: str = KEY) -> dict[str, Any]:
    return sentence(desk.run("sentences", "list", "--unit", DANTU, *PLACE, "--json"), key)


def test_words_are_edited_numbers_are_not_and_the_city_reads_them(tmp_path: Path) -> None:
    district = Desk(tmp_path / "丹徒", DANTU, name="示例乙")
    for quarter, value in (("2018Q1", "0"), ("2018Q2", "0"), ("2018Q3", "50.3"), ("2018Q4", "0")):
        district.fill("I06-09", value, period=quarter)
    before = listed(district)
    assert before["state"] == "generated"
    assert {"slot": "I06-09", "shown": "50.3万元"}.items() <= before["figures"][0].items()
    typed = ("sentences", "set", *PLACE, "--key", KEY, "--text")
    assert "60万元" in district.refused(*typed, "慈善资金60万元。")
    told = district.run(*typed, "慈善资金超过50万元。", "--json")
    assert told["slots"] == "慈善资金{I06-09~超过50万元}。"
    assert told["approximations"] == [
        {"written": "超过50万元", "figure": "50.3万元", "indicator": "I06-09"}
    ]
    note = tmp_path / "段落.txt"
    note.write_text("\ufeff探索慈善超市。\n", encoding="utf-8")
    own = district.run("sentences", "add", *PLACE, "--key", KEY, "--file", str(note), "--json")
    assert own["key"].startswith(f"own-{KEY}-01")
    assert own["text"] == "探索慈善超市。"
    district.run("sentences", "drop", *PLACE, "--key", "opening", "--reason", "另写")
    assert listed(district, "opening")["state"] == "dropped"
    out = tmp_path / "总结.pdf"
    asked = ("--unit", DANTU, "--year", "2018", "--out", str(out))
    district.run("report", *asked)
    assert out.stat().st_size > 10_000

    city = Desk(tmp_path / "镇江", CITY, name="示例甲")
    city.meet(district.pack(CITY))
    assert listed(city)["text"] == "慈善资金超过50万元。"
    away = ("--unit", DANTU, "--key", KEY, *PLACE)
    assert "只能看" in city.refused("sentences", "revert", *away)

    district.run("sentences", "revert", *PLACE, "--key", KEY)
    assert listed(district)["text"] == before["text"]
    assert "S9-99" in district.refused("sentences", "revert", *PLACE, "--key", "S9-99")
    assert "2018年" in district.refused("sentences", "list", "--through", "2018Q1")


def test_a_paper_whose_words_were_edited_since_is_told_so(tmp_path: Path) -> None:
    district = Desk(tmp_path / "丹徒", DANTU, name="示例乙")
    district.fill("I06-09", "50.3", period="2018Q3")
    out = tmp_path / "总结.pdf"
    asked = ("--unit", DANTU, "--year", "2018", "--out", str(out))
    code = district.run("report", *asked, "--json")["code"]
    text = listed(district, "opening")["text"]
    equal = district.run("verify", code)
    assert equal.splitlines()[1].startswith("一致：")
    district.run("sentences", "drop", *PLACE, "--key", "opening", "--reason", "另写")
    told = district.run("verify", code)
    assert f"总结“开头”第1句：{text}→（不写）（丹徒区示例乙，20" in told
    assert "总结文字和次序的改动" not in told
    assert "台账有1处文字变了" in told
    assert district.run("report", *asked, "--json")["code"] != code


def test_each_edit_since_is_told_by_its_own_name_and_those_of_before_are_not(
    tmp_path: Path,
) -> None:
    """One sentence edited before the paper was made, one edited and taken back, others since."""
    district = Desk(tmp_path / "丹徒", DANTU, name="示例乙")
    district.fill("I06-09", "50.3", period="2018Q3")
    district.run("sentences", "drop", *PLACE, "--key", "opening", "--reason", "另写")
    asked = ("--unit", DANTU, "--year", "2018", "--out", str(tmp_path / "总结.pdf"))
    code = district.run("report", *asked, "--json")["code"]
    district.run("sentences", "drop", *PLACE, "--key", "account", "--reason", "另写")
    district.run("sentences", "revert", *PLACE, "--key", "account")
    assert district.run("verify", code).splitlines()[1].startswith("一致：")
    district.run("sentences", "move", *PLACE, "--key", "account", "--by", "up")
    district.run("sentences", "add", *PLACE, "--key", KEY, "--text", "另有一段。")
    found = district.run("verify", code, "--json")["changes"]
    assert [(one["kind"], one["before"], one["after"], one["by"]) for one in found] == [
        ("sentence", "（没有这一段）", "另有一段。", "丹徒区示例乙"),
        ("order", "原来的次序", "自排的次序", "丹徒区示例乙"),
    ]
    assert found[1]["what"] == "总结“开头”各句的次序"


def test_a_sentence_is_moved_within_its_chapter(tmp_path: Path) -> None:
    district = Desk(tmp_path / "丹徒", DANTU, name="示例乙")
    move = ("sentences", "move", *PLACE, "--key", "account", "--by")
    chapter = district.run(*move, "up", "--json")
    assert [one["key"] for one in chapter["sentences"]] == ["account", "opening"]
    assert chapter["sentences"][0]["papers"] == ["summary", "official"]
    assert chapter["sentences"][1]["papers"] == ["summary"]
    assert "第一句" in district.refused(*move, "up")
    assert "引子" in district.refused(
        "sentences", "move", *PLACE, "--key", "next-lead", "--by", "down"
    )


def test_a_judgement_turned_round_is_told_until_it_was_looked_at(tmp_path: Path) -> None:
    district = Desk(tmp_path / "丹徒", DANTU, name="示例乙")
    typed = ("sentences", "set", *PLACE, "--key", "account", "--text")
    words = listed(district, "account")["text"].removesuffix("。") + "，没有一项滞后。"
    told = district.run(*typed, words, "--json")
    assert told["text"] == words
    assert any("“没有”" in one for one in told["again"])
    assert "要再看：" in district.run("sentences", "list", "--unit", DANTU, *PLACE)
    assert district.run(*typed, words, "--seen", "--json")["again"] == []
