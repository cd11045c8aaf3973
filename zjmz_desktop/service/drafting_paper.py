"""Sentences of the summary that were typed and refused: kept with the reason until they are mended."""

from typing import NamedTuple

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.paper_kinds import PAPER
from zjmz_desktop.domain.sentence_slots import Tokens, read, written
from zjmz_desktop.service import drafting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import UnitPeriod
from zjmz_desktop.store.cells import Draft, DraftAt

_PART = "sentence"


class SentenceDraft(NamedTuple):
    """What was typed, and why it was refused."""

    tokens: Tokens
    reason: str


def keep_refused(office: Office, at: UnitPeriod, *, key: str, refused: SentenceDraft) -> None:
    """Keep a refused sentence of this user; an act that 撤销 takes back."""
    draft = Draft(f"{_PART}/{key}", written(refused.tokens), refused.reason)
    drafting.leave(office, _place(office, at), draft=draft)


def drop_refused(office: Office, at: UnitPeriod, *, key: str) -> None:
    """Forget what was refused of a sentence; without it, nothing."""
    drafting.drop(office, _place(office, at), part=f"{_PART}/{key}")


def refused_of(office: Office, at: UnitPeriod) -> dict[str, SentenceDraft]:
    """Sentence key → what this user typed of it and was refused."""
    found = {}
    for part, draft in drafting.standing(office, _place(office, at)).items():
        kind, _, key = part.partition("/")
        try:
            tokens, _ = read(draft.typed)
        except ZjmzError:  # of a version that wrote it otherwise
            continue
        if kind == _PART:
            found[key] = SentenceDraft(tokens, draft.reason)
    return found


def _place(office: Office, at: UnitPeriod) -> DraftAt:
    return DraftAt(PAPER, at.unit_id, at.period.code, office.user)
