"""`sentences`: the words of the annual summary, sentence by sentence; figures are locked."""

import argparse
from typing import TYPE_CHECKING, Any

from zjmz_desktop.cli.options import (
    Commands,
    NotHereError,
    add_json,
    add_store,
    add_unit,
    add_user,
    office_of,
    print_json,
    refuse_foreign,
    text_of,
)
from zjmz_desktop.domain.annual_sentences import PaperChapter, PaperSentence, is_in
from zjmz_desktop.domain.paper_kinds import PaperKind
from zjmz_desktop.domain.periods import PeriodType, month, parse_period
from zjmz_desktop.domain.sentence_slots import Slot, filled, written
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod

if TYPE_CHECKING:
    from zjmz_desktop.service.editing_paper import PaperText

_STEPS = {"up": -1, "down": 1}
_OWN_TEXT = "文字，不带数字；数请用 zjmz sentences set 写进带数的句子"
_TEXT = "文字；数照原样写，或写成{I08-03}、概数（近120个）"


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group).add_group("sentences", "看或改总结的文字，一句一句来，数字不能改")
    _add(commands.add("list", "列出各句、改动和要再看的", run=_list))
    change = commands.add("set", "改一句的文字", run=_set)
    _write_options(change, text=_TEXT)
    words = "高于、尚差、未发生等判断的词改过，看过了，就这样写，不再提示要再看"
    change.add_argument("--seen", action="store_true", help=words)
    drop = commands.add("drop", "一句不写进总结，要说明理由", run=_drop)
    _write_options(drop)
    drop.add_argument("--reason", required=True, metavar="文字", help="为什么不写")
    words = "在一句后面加一段自己写的话，不带数字"
    own = commands.add("add", words, run=_own, more="只写进年度工作总结，报告里没有。")
    _write_options(own, text=_OWN_TEXT)
    _write_options(commands.add("revert", "改过的一句恢复成原句", run=_revert))
    move = commands.add("move", "一句在本章里上移或下移一位", run=_move)
    _write_options(move)
    words = "up上移一位，down下移一位"
    move.add_argument("--by", required=True, choices=tuple(_STEPS), help=words)


def _add(found: argparse.ArgumentParser) -> None:
    add_store(found)
    add_unit(found, words="哪个单位的总结；不写是本单位", required=False)
    through = "截至哪个月，例如2018M11；不写是年底"
    found.add_argument("--through", default="", metavar="月份", help=through)
    add_json(found)


def _write_options(found: argparse.ArgumentParser, *, text: str = "") -> None:
    _add(found)
    key = "句子编号，例如S3-01（用 zjmz sentences list 查）"
    found.add_argument("--key", required=True, metavar="句子编号", help=key)
    if text:
        given = found.add_mutually_exclusive_group(required=True)
        given.add_argument("--text", metavar="文字", help=text)
        given.add_argument("--file", metavar="文件.txt", help="文字写在这个文件里（UTF-8）")
    add_user(found, "--as")


def _place(arguments: argparse.Namespace, office: Office) -> UnitPeriod:
    if arguments.unit:
        refuse_foreign(office, arguments.unit)
    year = office.plan.year
    through = parse_period(arguments.through) if arguments.through else month(year, 12)
    if through.type is not PeriodType.MONTH or through.year != year:
        raise NotHereError(f"--through 要写{year}年的月份，例如{year}M11。")
    return UnitPeriod(arguments.unit or office.unit.id, through)


# ---- list ----


def _list(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.editing_paper import paper_text

    with office_of(arguments) as office:
        found = paper_text(office, _place(arguments, office))
    if arguments.json:
        chapters = [_chapter_json(chapter, text=found) for chapter in found.chapters]
        print_json({"digest": found.digest, "chapters": chapters})
        return
    for chapter in found.chapters:
        print(f"〔{chapter.title}〕")
        for one in chapter.sentences:
            _print_sentence(one, text=found)
    print(f"要再看的有{len(found.to_look_at)}句。")


def _print_sentence(one: PaperSentence, *, text: "PaperText") -> None:
    state = one.settled.state.words
    print(f"{one.key}  {f'[{state}] ' if state else ''}{one.settled.text or '（不写）'}")
    for words in one.settled.again:
        print(f"    要再看：{words}")
    for rough in one.settled.rough:
        print(f"    {rough.note}")
    if refused := text.refused.get(one.key):
        print(
            f"    写过没有存下的：{filled(refused.tokens, one.settled.slots)}（{refused.reason}）"
        )


def _chapter_json(chapter: PaperChapter, *, text: "PaperText") -> dict[str, Any]:
    sentences = [_json(one, text=text) for one in chapter.sentences]
    return {"title": chapter.title, "sentences": sentences}


def _json(one: PaperSentence, *, text: "PaperText") -> dict[str, Any]:
    refused = text.refused.get(one.key)
    made, settled = one.generated, one.settled
    figures = made.slots.values() if made else ()
    return {
        "key": one.key,
        "state": settled.state.value,
        "text": settled.text,
        "slots": written(settled.tokens),
        "generated": made.text if made else None,
        "figures": [_figure(slot) for slot in figures],
        "papers": [kind.value for kind in PaperKind if is_in(kind, one)],
        "refused": refused
        and {"typed": filled(refused.tokens, settled.slots), "reason": refused.reason},
        "again": list(settled.again),
        "approximations": [
            {"written": rough.written, "figure": rough.shown, "indicator": rough.code or None}
            for rough in settled.rough
        ],
    }


def _figure(slot: Slot) -> dict[str, Any]:
    from zjmz_desktop.domain.approximations import proposals

    rounds = proposals(slot.shown, slot.exact) if slot.is_figure else ()
    return {"slot": slot.name, "shown": slot.shown, "approximations": list(rounds)}


# ---- write ----


def _set(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.editing_paper import SentenceAt, paper_text, save_sentence

    typed = _typed(arguments)
    with office_of(arguments, writing=True) as office:
        at = _place(arguments, office)
        one = paper_text(office, at).sentence(arguments.key)
        where = SentenceAt(at, one.key, one.generated)
        save_sentence(office, where, typed=typed, seen=arguments.seen)
        _show(arguments, office, key=one.key)


def _drop(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.editing_paper import SentenceAt, drop_sentence, paper_text

    with office_of(arguments, writing=True) as office:
        at = _place(arguments, office)
        one = paper_text(office, at).sentence(arguments.key)
        where = SentenceAt(at, one.key, one.generated)
        drop_sentence(office, where, reason=arguments.reason)
        _show(arguments, office, key=one.key)


def _own(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.editing_paper import add_own, paper_text

    typed = _typed(arguments)
    with office_of(arguments, writing=True) as office:
        at = _place(arguments, office)
        behind = paper_text(office, at).sentence(arguments.key).key
        key, _ = add_own(office, at, behind=behind, typed=typed)
        _show(arguments, office, key=key)


def _revert(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.editing_paper import SentenceAt, paper_text, revert_sentence

    with office_of(arguments, writing=True) as office:
        at = _place(arguments, office)
        one = paper_text(office, at).sentence(arguments.key)
        revert_sentence(office, SentenceAt(at, one.key, one.generated))
        _show(arguments, office, key=one.key)


def _move(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.editing_paper import paper_text
    from zjmz_desktop.service.ordering_paper import move_sentence

    with office_of(arguments, writing=True) as office:
        at = _place(arguments, office)
        text = paper_text(office, at)
        key = text.sentence(arguments.key).key
        chapter = text.chapters[text.chapter_of(key)]
        move_sentence(office, at, chapter=chapter, key=key, by=_STEPS[arguments.by])
        moved = paper_text(office, at)
    chapter = moved.chapters[moved.chapter_of(key)]
    if arguments.json:
        print_json(_chapter_json(chapter, text=moved))
        return
    for one in chapter.sentences:
        _print_sentence(one, text=moved)


def _show(arguments: argparse.Namespace, office: Office, *, key: str) -> None:
    from zjmz_desktop.service.editing_paper import paper_text

    text = paper_text(office, _place(arguments, office))
    one = next((one for one in text.sentences if one.key == key), None)
    if arguments.json:
        print_json(_json(one, text=text) if one else {"key": key, "state": "gone"})
    elif one:
        _print_sentence(one, text=text)
    else:
        print("已删去。")


def _typed(arguments: argparse.Namespace) -> str:
    return text_of(arguments.file) if arguments.file else str(arguments.text)
