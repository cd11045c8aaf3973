"""All fields of a form: the entry's, the reasons that warnings ask for, the note."""

from zjmz_desktop.domain.problems import Severity
from zjmz_desktop.service.views import FieldView, FormView

REASON = "check/"
NOTE = "note"


def reasons_of(view: FormView) -> tuple[FieldView, ...]:
    """One text field for each warning: 审核说明."""
    given = {f.part: f for f in view.fields if f.part.startswith(REASON)}
    found = []
    for problem in view.problems:
        if problem.severity is Severity.WARNING:
            part = f"{REASON}{problem.code}"
            made = FieldView(part, "审核说明", "text", text=problem.reason)
            found.append(given.get(part, made))
    return tuple(found)


def note_of(view: FormView) -> FieldView:
    """情况说明 of the period."""
    given = (f for f in view.fields if f.part == NOTE)
    state = "value" if view.note else "blank"
    return next(given, FieldView(NOTE, "情况说明", "long_text", text=view.note, state=state))
