"""Texts that stand in cells of a register and were refused, without Qt."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from zjmz_desktop.gui.pages.register_rows import NEW, column_of
from zjmz_desktop.service.views import RowDraft


@dataclass
class Refusals:
    """What the store keeps as drafts, and what it could not keep.

    Attributes:
        pending: what the row without an id goes by in drafts.
        texts: (row id, column) → (what was typed, why it is refused).
        unkept: those of `texts` that the disk did not take.
    """

    pending: str = ""
    texts: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    unkept: set[tuple[str, str]] = field(default_factory=set)

    def take(self, drafts: Iterable[RowDraft], *, rows: Iterable[str]) -> None:
        """Take the drafts as the store has them now; those of rows that are not here are left out."""
        names, here = {self.pending: NEW}, {NEW, *rows}
        found = {(names.get(d.row, d.row), column_of(d.code)): (d.typed, d.reason) for d in drafts}
        found |= {key: what for key, what in self.texts.items() if key in self.unkept}
        self.texts = {key: what for key, what in found.items() if key[0] in here}

    def put(self, key: tuple[str, str], *, typed: str, reason: str, kept: bool) -> None:
        """Keep a refused text in its cell."""
        self.texts[key] = (typed, reason)
        if not kept:
            self.unkept.add(key)

    def forget(self, key: tuple[str, str]) -> None:
        """The cell shows what is saved again."""
        self.texts.pop(key, None)
        self.unkept.discard(key)

    def rows(self) -> list[str]:
        """Row ids, one for each text."""
        return [row for row, _ in self.texts]

    def settle_pending(self, name: str) -> None:
        """The row without an id was saved under this one, or, with "", is forgotten."""
        known = [((row or name, code), what) for (row, code), what in self.texts.items()]
        self.texts = {key: what for key, what in known if key[0]}
        self.unkept = {(row or name, code) for row, code in self.unkept if row or name}
