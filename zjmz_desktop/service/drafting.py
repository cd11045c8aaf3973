"""Drafts: what was typed and is not saved, kept with the reason until it is mended or dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zjmz_desktop.service.context import DraftStep, Office, Step
from zjmz_desktop.store import cells
from zjmz_desktop.store.cells import Draft, DraftAt


def standing(office: Office, at: DraftAt) -> dict[str, Draft]:
    """Drafts of one form or register, by part."""
    return cells.drafts(office.database, at)


def stands(office: Office, step: DraftStep) -> bool:
    """Whether a draft still stands as it was typed."""
    return standing(office, step.at).get(step.draft.part) == step.draft


def still_standing(office: Office, steps: Iterable[DraftStep]) -> list[DraftStep]:
    """Those of the drafts that still stand as they were typed; each form is read once."""
    asked = list(steps)
    known = {at: standing(office, at) for at in {step.at for step in asked}}
    return [step for step in asked if known[step.at].get(step.draft.part) == step.draft]


def keep(office: Office, at: DraftAt, *, draft: Draft) -> None:
    """Keep what was typed."""
    if standing(office, at).get(draft.part) != draft:
        keep_many(office, at, drafts=(draft,))


def keep_many(office: Office, at: DraftAt, *, drafts: Iterable[Draft]) -> None:
    """Keep many at once."""
    cells.keep_drafts(office.database, at, drafts=drafts, now=office.now())


def leave_many(office: Office, at: DraftAt, *, drafts: Sequence[Draft]) -> None:
    """Keep what was refused of a batch: one act that 撤销 takes back."""
    if drafts:
        keep_many(office, at, drafts=drafts)
        office.undo.did(*(DraftStep(at, draft) for draft in drafts))


def drop_many(office: Office, at: DraftAt, *, parts: Iterable[str]) -> None:
    """Forget the drafts of exactly these parts."""
    cells.drop_drafts(office.database, at, parts=parts)


def leave(office: Office, at: DraftAt, *, draft: Draft) -> None:
    """Keep what was typed in a field that was left: an act that 撤销 takes back."""
    known = DraftStep(at, draft)
    fresh = (known,) not in office.undo.done or not stands(office, known)
    keep(office, at, draft=draft)
    if fresh:
        office.undo.did(known)


def drop(office: Office, at: DraftAt, *, part: str) -> None:
    """Forget the draft of a part."""
    cells.drop_draft(office.database, at, part=part)


def move(office: Office, at: DraftAt, *, part: str, to: str) -> None:
    """Give the drafts below a part another one, also where 撤销 remembers them."""
    cells.move_drafts(office.database, at, part=part, to=to)
    done = office.undo.done
    done[:] = [tuple(_moved(step, at, part=part, to=to) for step in act) for act in done]


def _moved(step: Step | DraftStep, at: DraftAt, *, part: str, to: str) -> Step | DraftStep:
    if isinstance(step, Step) or step.at != at or not step.draft.part.startswith(f"{part}/"):
        return step
    moved = f"{to}{step.draft.part.removeprefix(part)}"
    return DraftStep(at, replace(step.draft, part=moved))
