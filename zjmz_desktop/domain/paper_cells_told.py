"""Cells of a paper's words, told to a clerk: which sentence or chapter, what was written, how it was ordered."""

from collections.abc import Sequence

from zjmz_desktop.domain.chaptering import BY_SECTIONS
from zjmz_desktop.domain.edited_sentences import OWN, Edit, read_edit
from zjmz_desktop.domain.narrative import Choice, Optional, Parts, Slot, Words, parse
from zjmz_desktop.domain.paper_kinds import PAPER
from zjmz_desktop.domain.paper_words import LETTER_WORDS
from zjmz_desktop.domain.plan import Plan
from zjmz_desktop.domain.sentence_order import read_order
from zjmz_desktop.domain.sentence_slots import Ref
from zjmz_desktop.domain.values import State, Value

OFFICIAL = "paper/official"
PAPERS = {PAPER: "年度工作总结", OFFICIAL: "报告"}
_HEAD = 12
_INNER = str.maketrans("“”", "‘’")
_KEYS = {
    "opening": "开头一句",
    "account": "总账一句",
    "problem-unreported": "存在问题“数据尚未报齐”一条",
    "problem-questions": "存在问题“口径有待明确”一条",
    "next-lead": "工作思路的引子",
    "next-late": "工作思路“补齐短板弱项”一条",
    "next-reporting": "工作思路“夯实数据基础”一条",
    "next-targets": "工作思路“目标分解”一条",
    "next-tasks": "工作思路“新年度任务”一条",
}
_CHAPTERS = {"opening": "开头", "problems": "存在问题", "next": "工作思路"}
_AS_MADE = {
    "sentence": "原句，没有改",
    "order": "原来的顺序",
    "chapters": "计划文件的章节",
}


class PaperCellsTold:
    """What the cells of `paper/…` are and say, by a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._sentences = {s.key: s for chapter in plan.chapters for s in chapter.sentences}

    # ---- which ----

    def part(self, part: str) -> str:
        """Which of its parts: a sentence by its beginning, a chapter by its title."""
        kind, _, key = part.partition("/")
        match kind:
            case "sentence":
                return self._sentence(key)
            case "order":
                return f"{self._chapter(key)}的句子顺序"
            case "letter":
                return LETTER_WORDS.get(key, key)
            case _:
                return "章节编排" if part == "chapters" else part

    def _sentence(self, key: str) -> str:
        if key.startswith(OWN):
            return f"{self._sentence(key.removeprefix(OWN).rpartition('-')[0])}后自写的一段"
        if key in _KEYS:
            return _KEYS[key]
        if key.startswith("problem-"):
            return f"存在问题“{self._indicator(key.removeprefix('problem-'))}”一条"
        return f"“{self._beginning(key)}”一句"

    def _indicator(self, code: str) -> str:
        found = self._plan.indicator_by_code.get(code)
        return found.name if found else code

    def _beginning(self, key: str) -> str:
        """The first words of a plan's sentence, up to what the data fill in."""
        found = self._sentences.get(key)
        if found is None:
            return key
        words = self._first_words(parse(found.text, key=key).parts)
        return _shortened(words.rstrip("，、；：（“《")).translate(_INNER)

    def _first_words(self, parts: Parts) -> str:
        """The words before the first figure; where it begins with a figure, what that is called."""
        for part in parts:
            match part:
                case Words(words) if words.strip():
                    return words
                case Slot(name) if name in self._plan.indicator_by_code:
                    return self._indicator(name)
                case Optional(inner) | Choice(then=inner):
                    if words := self._first_words(inner):
                        return words
        return ""

    def _chapter(self, key: str) -> str:
        if key in _CHAPTERS:
            return f"“{_CHAPTERS[key]}”"
        for chapter in self._plan.chapters:
            if chapter.sentences and chapter.sentences[0].key == key:
                return f"“{chapter.title}”一章"
        return f"以{self._sentence(key)}开头的一章"

    # ---- what it says ----

    def value(self, part: str, value: Value) -> str:
        """What a clerk wrote there, in the words that they saw."""
        kind, text = part.partition("/")[0], value.text or ""
        if value.state is not State.VALUE or not text:
            return _AS_MADE.get(kind, State.BLANK.words)
        match kind:
            case "sentence":
                edit = read_edit(text)
                return text if edit is None else edit_words(edit)
            case "order":
                return self._order(text)
            case "chapters":
                return self._chapters(text)
            case _:
                return text

    def _order(self, text: str) -> str:
        """Each sentence that was moved, and behind which it stands now."""
        order = read_order(text)
        if order is None:
            return text
        stays = _longest_rise([order.base.index(key) for key in order.keys])
        told = [
            f"{self._sentence(key)}排在{self._sentence(order.keys[at - 1])}之后"
            if at
            else f"{self._sentence(key)}排在最前"
            for at, key in enumerate(order.keys)
            if at not in stays
        ]
        return "；".join(told) or _AS_MADE["order"]

    def _chapters(self, text: str) -> str:
        """Each chapter with its sentences by their beginnings."""
        if text == BY_SECTIONS:
            return "工作要点的各部分"
        lines = (line.replace(":", "：").partition("：") for line in text.splitlines())
        return "；".join(
            f"{title.strip()}：{'、'.join(self._beginning(key) for key in keys.split())}"
            for title, _, keys in lines
        )


def edit_words(edit: Edit) -> str:
    """A sentence as its clerk saw it; that it is not written, and why."""
    if edit.base and edit.says_nothing:
        return _AS_MADE["sentence"]
    if not edit.edited:
        reason = f"（{edit.reason}）" if edit.reason else ""
        return f"不写这一句{reason}" if edit.base else "删去这一段"
    return sentence_words(edit)


def sentence_words(edit: Edit) -> str:
    """The sentence as edited, with the figures of then; "" where none is written."""
    return "".join(
        one.written or edit.before.get(one.name, "") if isinstance(one, Ref) else one
        for one in edit.edited
    )


def _shortened(words: str) -> str:
    return words if len(words) <= _HEAD else f"{words[:_HEAD]}…"


def _longest_rise(numbers: Sequence[int]) -> frozenset[int]:
    """Places of the most numbers that rise: those that need not have moved."""
    best: list[tuple[int, tuple[int, ...]]] = []
    for at, number in enumerate(numbers):
        before = [rise for rise in best if numbers[rise[1][-1]] < number]
        size, places = max(before, default=(0, ()))
        best.append((size + 1, (*places, at)))
    return frozenset(max(best, default=(0, ()))[1])
