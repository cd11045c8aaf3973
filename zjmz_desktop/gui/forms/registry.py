"""Which editor shows which kind of indicator; a new kind is one class and one line."""

from PySide6.QtWidgets import QLabel

from zjmz_desktop.gui.desk import OpenForm
from zjmz_desktop.gui.forms.entry_editor import EntryEditor
from zjmz_desktop.gui.widgets.labels import label
from zjmz_desktop.service.views import FormView


class NumberEditor(EntryEditor):
    """本月新增, 本月减少, 期初在用: a row of numbers."""


class RatioEditor(EntryEditor):
    """Numerator and denominator; the rate beside them is computed."""


class PerBaseEditor(EntryEditor):
    """Numerator; the base is issued from above and only shown."""


class ChecklistEditor(EntryEditor):
    """Entries ticked one by one, with how many are there."""

    facts_in_boxes = False
    _count: QLabel | None = None

    def build(self, view: FormView) -> None:
        """Ticks first, and how to answer them by keys."""
        super().build(view)
        ticks = [f for f in view.fields if f.kind == "tick"]
        if ticks:
            self._count = label("", "small")
            self.column.insertWidget(0, self._count)
            self._say_count(view)

    def show_view(self, view: FormView) -> None:
        """Count anew."""
        super().show_view(view)
        self._say_count(view)

    def _say_count(self, view: FormView) -> None:
        if self._count is None:
            return
        ticks = [f.text for f in view.fields if f.kind == "tick"]
        blank = sum(1 for text in ticks if text not in ("0", "1"))
        left = f"，还有{blank}项未填" if blank else ""
        self._count.setText(
            f"已具备{ticks.count('1')}项，共{len(ticks)}项{left}。按1为有，按0为无，Enter到下一项。"
        )


class MilestoneEditor(EntryEditor):
    """Steps with state, date and document number; a decision made outside."""

    facts_in_boxes = False


class ActivityEditor(EntryEditor):
    """Occurrences come from the register 工作活动; here are their counts."""


class NarrativeEditor(EntryEditor):
    """A text of the period: filled or not, never complete."""

    facts_in_boxes = False
    text_lines = 11


EDITORS: dict[str, type[EntryEditor]] = {
    "number": NumberEditor,
    "ratio": RatioEditor,
    "per_base": PerBaseEditor,
    "checklist": ChecklistEditor,
    "milestone": MilestoneEditor,
    "activity": ActivityEditor,
    "narrative": NarrativeEditor,
}


def editor_for(keeper: OpenForm, view: FormView) -> EntryEditor:
    """The editor for a form, by its entry kind."""
    return EDITORS.get(view.entry, EntryEditor)(keeper, view)
