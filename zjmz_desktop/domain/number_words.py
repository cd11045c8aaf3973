"""Numbers in running Chinese text: which of its characters say an amount, and which are words.

An amount is locked or refused, words are free; this is the rule, and it is the whole rule.

Arabic digits say an amount, except in
  years (2018年, 1980—1994年), dates and months (11月30日, 1—11月, 5·12), day and other numbers with 号
  (3号, 〔2018〕12号), ordinals behind 第 (第3条, 第2季度), codes with letters (MZ/T 113—2018, 4A), ages
  that name a class (60周岁), hotlines (12345热线), annexes (附件6), and a number that opens a list (1．).
Chinese numerals say an amount where a measure word follows (十二个), a share (三分之一, 九成, 百分之五,
半数, 过半), or a word that makes them vague (百余, 近百, 数十, 几百); or where they are written with 十, 百,
千, 万 and stand alone (三百五十). Else they are words: 十九大, 十三五, 八室两超市, 一是, 三级.
  A few set phrases (八项规定, 四个意识) are words anywhere;
  一 with a measure word is an article (一批, 一项), 百 千 万 alone are figures of speech (千家万户), and
  Chinese numerals inside “…” and 《…》 belong to a name (“四个意识”).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_HAN = "零〇一二两三四五六七八九十百千万亿"
_UNITS = (
    "个百分点|百分点|平方公里|平方米|㎡|人次|家次|户次|场次|条次|%|‰|公里|公斤|小时|"
    "[个家人名位户所处座项件条份篇期次场张块颗对支批套间辆台元米亩吨倍起例岁天床部本册卷枚只]"
)
_COUNTED = f"(?:{_UNITS})"
_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:[万亿](?!一))?"
_BEFORE = (
    "不超过|不少于|不低于|不下于|接近|将近|大约|约为|大概|超过|超出|突破|不到|不足|少于|低于|高于|多于|至少|"
    "至多|最多|近|约|超|逾|过|上"
)
_BEHIND = "左右|上下|以上|以下|以内|之多"
_SHARE = (
    rf"百分之(?:[0-9.]+|[{_HAN}]+(?:点[零一二三四五六七八九]+)?)"
    rf"|(?:[0-9]+|[{_HAN}]+)分之(?:[0-9]+|[{_HAN}]+)"
    r"|(?:[0-9]|[一二两三四五六七八九])成(?:半|[一二三四五六七八九])?(?![立为员长本果效熟功都绩就人份分品])"
    r"|半数|一半|(?<=[近过超约])半(?![年天月个失自径])"
)
_AMOUNT = re.compile(
    rf"(?P<before>{_BEFORE})?"
    rf"(?:(?P<share>{_SHARE})"
    rf"|(?P<pair>[0-9]+/[0-9]+)"
    rf"|(?P<vague>[数几]?[十百千]?[万亿]?(?<=[数几].)|[一二三四五六七八九]?十几)(?P<unit2>{_COUNTED})?"
    rf"|(?P<number>{_ARABIC}|[{_HAN}]+)(?P<more>[余多](?![数半]))?(?P<big>[万亿])?(?P<unit>{_COUNTED})?)"
    rf"(?P<behind>{_BEHIND})?"
)
_DASH = "[—－~～至-]"
_PHRASES = "八项规定|四个意识|四个自信|两个维护|四个全面|五个一工程|六个一|两个一百年|三个必须"
_WORDS = re.compile(
    rf"{_PHRASES}|附[件表图][0-9]+(?:-[0-9]+)?"
    rf"|(?:19|20)[0-9]{{2}}(?:{_DASH}(?:19|20)?[0-9]{{2}})?(?=年)"
    rf"|(?:19|20)[0-9]{{2}}(?={_DASH}(?:19|20)[0-9]{{2}}年|年{_DASH})"
    r"|[〔（\[(][0-9]{4}[〕）\])][0-9]+号"
    rf"|[0-9]{{1,2}}(?:{_DASH}[0-9]{{1,2}})?月(?:[0-9]{{1,2}}[日号])?(?:{_DASH}[0-9]{{1,2}}[日号])?"
    r"|[0-9]{1,2}日|[0-9]+号|[0-9]{1,2}·[0-9]{1,2}"
    rf"|第(?:[0-9]+|[{_HAN}]+)"
    r"|[A-Za-z]+(?:/[A-Za-z]+)*[- ]?[0-9]+(?:[.—-][0-9]+)*|[0-9]A+"
    r"|[0-9]{1,3}周岁|[0-9]{5,}(?=热线)|^[0-9]{1,2}(?:[．、]|\.(?![0-9]))"
)
_QUOTED = re.compile("“[^”]*”|《[^》]*》")
_FULL = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_DIGIT = "[一二两三四五六七八九]"
_RANKED = re.compile(f"(?=..)(?:{_DIGIT}?[十百千万亿]+零?)+{_DIGIT}?")  # 三百五十, not 十三五
_FIGURES_OF_SPEECH = frozenset("一百千万亿零〇")


class Amount(NamedTuple):
    """One amount in a text, as written.

    Attributes:
        start: where it begins, with what stands `before`.
        end: where it ends, with what stands `behind`.
        before: 近, 超过, … or "".
        number: the number alone: 118, 1.2万, 十二, 三分之一, 半数, 数十, 7/8.
        kind: number, share, vague or pair.
        more: 余 or 多 behind the number, or "".
        unit: 个, 元, %, … or "".
        behind: 以上, 左右, … or "".
    """

    start: int
    end: int
    before: str
    number: str
    kind: str
    more: str
    unit: str
    behind: str

    @property
    def core(self) -> tuple[int, int]:
        """Where number and unit stand, without the words before and behind."""
        return self.start + len(self.before), self.end - len(self.behind)

    @property
    def is_vague(self) -> bool:
        """Whether it says more or less than an exact number."""
        return bool(self.before or self.behind or self.more or self.kind == "vague")


def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts of a text in order; all else in it is words."""
    plain = text.translate(_FULL)
    return tuple(_amounts(plain, [m.span() for m in _QUOTED.finditer(plain)]))


def _amounts(text: str, quoted: list[tuple[int, int]]) -> Iterator[Amount]:
    at = 0
    while at < len(text):
        if words := _WORDS.match(text, at):
            at = words.end()
            continue
        match = _AMOUNT.match(text, at)
        found = _amount(match) if match else None
        if match and found and _says_amount(found, text, quoted=quoted):
            yield found
            at = found.end
        else:
            at = _behind_word(match, at)


def _behind_word(match: re.Match[str] | None, at: int) -> int:
    """Go on behind a numeral that is a word, whole; else by one character."""
    if match and match["number"] and not match["before"]:
        return match.end("number")
    return at + 1


def _amount(match: re.Match[str]) -> Amount | None:
    kind = next((one for one in ("share", "pair", "vague", "number") if match[one]), "")
    if not kind:
        return None
    number = match[kind] + (match["big"] or "")
    unit = match["unit"] or match["unit2"] or ""
    words = (match["before"] or "", match["more"] or "", match["behind"] or "")
    return Amount(match.start(), match.end(), words[0], number, kind, words[1], unit, words[2])


def _says_amount(found: Amount, text: str, *, quoted: list[tuple[int, int]]) -> bool:
    if any(digit.isdigit() and digit.isascii() for digit in found.number):
        return True
    if any(start < found.start < end for start, end in quoted):
        return False
    if found.kind in ("share", "vague"):
        return True
    if found.number in _FIGURES_OF_SPEECH:
        return bool(found.number in "百千万亿" and (found.more or found.before) and found.unit)
    if found.unit or found.more:
        return True
    follows = text[found.end : found.end + 1]
    return bool(_RANKED.fullmatch(found.number)) and follows not in tuple("大年月日届级周条国")
