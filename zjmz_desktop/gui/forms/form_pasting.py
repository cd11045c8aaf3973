"""A block copied in Excel or WPS and pasted in a field of a form fills the fields that follow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from zjmz_desktop.domain.batches import Outcome, tally_words
from zjmz_desktop.domain.pasting import Block, read_block
from zjmz_desktop.gui.forms.field import FieldEditor, shown_text
from zjmz_desktop.service.views import StepTyped

if TYPE_CHECKING:
    from zjmz_desktop.gui.forms.form_body import FormBody

_KINDS = ("number", "percent", "text", "tick", "step")
_LEFT = "没收下的字留在各自的格里，改好就行。"


class FormBlock(NamedTuple):
    """A block laid onto fields: (field, what is typed there) in order, and how many cells had no field."""

    fields: tuple[tuple[FieldEditor, str | StepTyped], ...]
    outside: int


class FormPasting(QObject):
    """Watches the fields of one form for Ctrl+V."""

    def __init__(self, body: "FormBody") -> None:
        super().__init__(body)
        self._body = body
        self.watch()
        body.unfolded.connect(self.watch)

    def watch(self) -> None:
        """Watch the fields that are there now."""
        for field in self._fields():
            for one in field.inputs():
                one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One cell pasted in a line goes the usual way; everything else is a block."""
        if isinstance(watched, QWidget) and _is_paste(event):
            block = read_block(QGuiApplication.clipboard().text())
            if block and (sum(map(len, block)) > 1 or not isinstance(watched, QLineEdit)):
                self.paste(block, watched)
                return True
        return super().eventFilter(watched, event)

    def paste(self, block: Block, start: QWidget) -> None:
        """Fill from an input on."""
        self._body.commit()
        laid = lay_on_fields(block, self._fields(), start=start)
        found = self._body.keeper.save_block(
            [(f.part, typed, shown_text(f.view)) for f, typed in laid.fields]
        )
        if found is None:
            return
        more = f"，{laid.outside}格没有对应的格" if laid.outside else ""
        self._body.keeper.tell(f"{tally_words(found)}{more}。")
        refused = [
            (laid.fields[one.line][0].view.label, one.after, one.reason)
            for one in found
            if one.outcome is Outcome.REFUSED
        ]
        if refused:
            from zjmz_desktop.gui.dialogs.refused_cells import RefusedCells

            RefusedCells(refused, text=_LEFT, parent=self._body).open()

    def _fields(self) -> list[FieldEditor]:
        return [f for f in self._body.fields() if f.view.kind in _KINDS and f.inputs()]


def _is_paste(event: QEvent) -> bool:
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Paste)


def lay_on_fields(block: Block, fields: Sequence[FieldEditor], *, start: QWidget) -> FormBlock:
    """A row of the block for each field, from the one that holds `start`; one row alone goes down.

    A milestone's step takes three cells of a row; empty cells keep what stands there.
    """
    first = next(at for at, field in enumerate(fields) if start in field.inputs())
    inputs = fields[first].inputs()
    across = inputs.index(start)
    if len(block) == 1 and len(inputs) == 1:
        block = tuple((text,) for text in block[0])
    found: list[tuple[FieldEditor, str | StepTyped]] = []
    outside = 0
    for down, line in enumerate(block):
        field = fields[first + down] if first + down < len(fields) else None
        room = 0 if field is None else max(len(field.inputs()) - across, 0)
        outside += sum(bool(text.strip()) for text in line[room:])
        if field is not None and room:
            found.append((field, _typed(field, line[:room], across=across)))
    return FormBlock(tuple(found), outside)


def _typed(field: FieldEditor, texts: Sequence[str], *, across: int) -> str | StepTyped:
    if field.view.kind != "step":
        return texts[0].strip()
    if not any(text.strip() for text in texts):
        return ""
    parts = [field.view.text, field.view.on, field.view.doc]
    for at, text in enumerate(texts, start=across):
        parts[at] = text.strip() or parts[at]
    return StepTyped(*parts)
