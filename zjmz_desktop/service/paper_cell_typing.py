"""What is typed for a cell of a paper's words where two computers disagree: as if it were typed on the paper."""

from dataclasses import asdict, replace

from zjmz_desktop.domain.errors import WriteRefusedError
from zjmz_desktop.domain.paper_cells_told import PAPERS
from zjmz_desktop.domain.paper_kinds import Letter
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.domain.revisions import Cell
from zjmz_desktop.domain.values import BLANK, Value, text_value
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod

_TYPED = ("sentence", "letter")


def may_be_typed(cell: Cell) -> bool:
    """Whether another value can be typed; the order of sentences and chapters is not."""
    return cell.of not in PAPERS or cell.part.partition("/")[0] in _TYPED


def typed_for_paper(office: Office, cell: Cell, *, typed: str) -> Value:
    """The value of a cell of `paper/…`.

    Raises:
        WriteRefusedError: for what is not typed, an empty sentence, or what can't be printed so.
        ZjmzError: as a sentence may not stand, with its figures.
    """
    kind, _, key = cell.part.partition("/")
    if kind == "sentence":
        return _sentence(office, cell, key=key, typed=typed)
    if kind != "letter":
        raise WriteRefusedError(
            "句子顺序和章节编排不能在这里另填。请先留一个，再到“年度总结”里移动句子、编排章节。"
        )
    from zjmz_desktop.domain.letter import as_printed

    told = asdict(as_printed(replace(Letter(), **{key: typed})))[key]
    return text_value(told) if told else BLANK


def _sentence(office: Office, cell: Cell, *, key: str, typed: str) -> Value:
    from zjmz_desktop.service.editing_paper import SentenceAt, generated_now, sentence_value

    at = UnitPeriod(cell.unit, parse_period(cell.period or ""))
    return sentence_value(SentenceAt(at, key, generated_now(office, at, key=key)), typed=typed)
