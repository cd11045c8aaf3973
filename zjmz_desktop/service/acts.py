"""What a session did, act by act, so that it can be taken back and done again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from zjmz_desktop.store.cells import Draft, DraftAt
from zjmz_desktop.store.revisions import Write


class Step(NamedTuple):
    """One write with what stood there before; `before` None where nothing ever was."""

    author: str
    write: Write
    before: Any


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A text that was refused, or waits for its other half, and stands in its field."""

    at: DraftAt
    draft: Draft


Act = tuple[Step | DraftStep, ...]


@dataclass
class Undo:
    """Acts of this session that can be undone and redone, newest last."""

    done: list[Act] = field(default_factory=list)
    undone: list[Act] = field(default_factory=list)

    def did(self, *steps: Step | DraftStep) -> None:
        """Remember one act; what was taken back before it can't be redone any more."""
        self.done.append(steps)
        self.undone.clear()

    def clear(self) -> None:
        """Forget all of it."""
        self.done.clear()
        self.undone.clear()

    @contextmanager
    def one_act(self) -> Iterator[None]:
        """Everything done within is one act; what fails was not done."""
        since = len(self.done)
        try:
            yield
        except BaseException:
            del self.done[since:]
            raise
        self.join(since)

    def hand_over(self, since: int) -> Act:
        """Everything done since there were `since` acts, as one act that another session remembers."""
        act = tuple(step for one in self.done[since:] for step in one)
        del self.done[since:]
        return act

    def join(self, since: int) -> None:
        """Make one act of everything done since there were `since` acts."""
        if len(self.done) - since > 1:
            self.done[since:] = [tuple(step for act in self.done[since:] for step in act)]
