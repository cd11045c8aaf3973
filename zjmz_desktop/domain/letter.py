"""The details of a 报告's 版头 and 版记 as they are typed: how each is written, and what stands on its line."""

import re
from datetime import date

from zjmz_desktop.domain.annual_figures import day_words
from zjmz_desktop.domain.errors import ValueRefusedError, WriteRefusedError, quoted
from zjmz_desktop.domain.paper_kinds import Letter
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.domain.values import parse_date

SIGNERS_IN_LINE = 2
_LONGEST, _LONGEST_MARK, _MOST_SIGNERS = 200, 20, 10
_LINE_HALVES = 2 * 28  # half characters: a line of the body has 28 characters
_BETWEEN = re.compile(r"[、，,；;]")
_COMMA = re.compile(r"\s*,\s*")
_OTHER_BRACKETS = str.maketrans("[【［（(]】］）)", "〔〔〔〔〔〕〕〕〕〕")
_NUMBER = re.compile(r"[^〔〕0-9\s]{1,20}〔([0-9]{4})〕([1-9][0-9]{0,4})号")
_WHOLE_DAY = len("2018-12-28")


def as_printed(letter: Letter) -> Letter:
    """A letter as it is printed.

    Raises:
        WriteRefusedError: where something can't be printed so, with how it is written.
        ValueRefusedError: when a text holds what can't be seen, or is too long.
    """
    found = Letter(
        mark=_mark(_text(letter.mark)),
        number=document_number(_text(letter.number)),
        signer="、".join(signers(_text(letter.signer))),
        addressee=_text(letter.addressee),
        copies=_COMMA.sub("，", _text(letter.copies)),
        contact=_text(letter.contact),
        phone=_text(letter.phone),
        dated=_day(_text(letter.dated), name="成文日期"),
        printed=_day(_text(letter.printed), name="印发日期"),
    )
    _refuse_crowded(found)
    return found


def document_number(typed: str) -> str:
    """A 发文字号 as GB/T 9704 writes it: other brackets become 〔〕.

    Raises:
        WriteRefusedError: with how it is written.
    """
    text = re.sub(r"\s", "", typed).translate(_OTHER_BRACKETS).replace("〕第", "〕")
    if text and not _NUMBER.fullmatch(text):
        said = "请写成“镇徒民〔2018〕12号”：机关代字、六角括号里的年份、不编虚位的顺序号和“号”字。"
        raise WriteRefusedError(f"{quoted(typed)}不是发文字号。{said}")
    return text


def signers(typed: str) -> tuple[str, ...]:
    """The names of 签发人, in the order of their offices."""
    return tuple(name for part in _BETWEEN.split(typed) if (name := part.strip()))


def _text(typed: str) -> str:
    return clean_text(typed, limit=_LONGEST).rstrip("：。:")


def _mark(text: str) -> str:
    if len(text) > _LONGEST_MARK:
        said = (
            f"共{len(text)}个字，一行印不下。请写{_LONGEST_MARK}个字以内，例如“丹徒区民政局文件”。"
        )
        raise WriteRefusedError(f"发文机关标志{quoted(text)}{said}")
    return text


def _day(text: str, *, name: str) -> str:
    """A whole day in words, 2018年12月28日."""
    try:
        day = parse_date(text) if text else ""
    except ValueRefusedError:
        day = "none"
    if day and len(day) != _WHOLE_DAY:
        said = "请写一个有的日子，写成2018年12月28日或2018-12-28。"
        raise WriteRefusedError(f"{name}{quoted(text)}不是完整的日期。{said}")
    return day_words(date.fromisoformat(day)) if day else ""


def _refuse_crowded(letter: Letter) -> None:
    """发文字号 and 签发人 share a line: one character free at both ends and between all."""
    names = signers(letter.signer)
    if len(names) > _MOST_SIGNERS:
        said = f"共{len(names)}人，版头印不下。请写{_MOST_SIGNERS}人以内，用顿号隔开。"
        raise WriteRefusedError(f"签发人{said}")
    columns = [names[at::SIGNERS_IN_LINE] for at in range(SIGNERS_IN_LINE)]
    wide = [max(_halves(name) for name in column) + 2 for column in columns if column]
    taken = (
        2 + _halves(letter.number or "　　　〔2018〕　　号") + 2 + _halves("签发人：") + sum(wide)
    )
    if taken > _LINE_HALVES:
        said = "请只写姓名，几个人用顿号隔开；发文机关代字用简称。"
        raise WriteRefusedError(f"签发人{quoted(letter.signer)}和发文字号排在一行，印不下。{said}")


def _halves(text: str) -> int:
    """Half characters that a text takes: Latin letters and figures one, others two."""
    return sum(1 if char.isascii() else 2 for char in text)
