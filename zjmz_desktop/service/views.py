"""What screens and the command line are shown: plain data, final Chinese texts, no Qt and no SQL."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from zjmz_desktop.domain.lights import Light
from zjmz_desktop.domain.onward import FormStanding
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.problems import Problem

TO_FILL = ("blank", "part", "draft", "error")
"""Statuses of an indicator that waits to be filled."""

LAST_YEAR = "last_year/"


class IndicatorNode(NamedTuple):
    """One indicator in the navigation tree.

    Attributes:
        status: filled, part (some of the steps due), blank, draft, error, warning or computed (from a
            register or from below).
        due: whether it is due in the period shown.
    """

    code: str
    name: str
    status: str
    light: Light
    due: bool
    mine: bool


class ItemNode(NamedTuple):
    """One work item in the navigation tree."""

    no: int
    title: str
    indicators: tuple[IndicatorNode, ...]


class SectionNode(NamedTuple):
    """One section; `filled` of `due` indicators of this period are filled."""

    no: int
    title: str
    filled: int
    due: int
    items: tuple[ItemNode, ...]


class MonthList(NamedTuple):
    """The tree for one office and period, with the header's progress and where the month stands."""

    sections: tuple[SectionNode, ...]
    filled: int
    due: int
    errors: int
    submit_by: date | None
    standing: str = ""

    @property
    def opens_on(self) -> str:
        """Code of the indicator to open first: one that waits to be filled; "" when none is listed."""
        nodes = [node for s in self.sections for item in s.items for node in item.indicators]
        waiting = [node.code for node in nodes if node.status in TO_FILL]
        return next(iter([*waiting, *(node.code for node in nodes)]), "")


class StepTyped(NamedTuple):
    """What stands in one step's row: its state, date and document number."""

    state: str
    on: str = ""
    doc: str = ""

    @property
    def text(self) -> str:
        """The three as one draft keeps them."""
        return "\n".join(self)

    @classmethod
    def read(cls, text: str) -> "StepTyped":
        """The three out of a draft."""
        return cls(*(*text.split("\n"), "", "")[:3])


class FieldView(NamedTuple):
    """One field of a form, in paper order.

    Attributes:
        part: cell part, the address within the form.
        label: label with unit, e.g. 本月新增（个）.
        kind: number, percent, text, long_text, tick, step (also what is decided outside) or computed.
        text: what stands in it, as shown (or the draft as typed).
        state: value, blank, not_applicable or not_begun.
        on: date of a step, as typed forms show it (2018-06-18), or "".
        doc: document number of a step, or "".
        choices: (code, words) of a step's or a decision's state.
        draft: whether `text` is an unsaved draft.
        error: why the draft was refused, or "".
        waiting: what a draft that was not refused waits for (未保存，待填应有总人数), or "".
        hint: a grey line under the field (上月 82，差 +4).
        conflict: 两机数据不一致，待核实.
        offers: (words, text) of texts offered to be taken over, the likeliest first.
    """

    part: str
    label: str
    kind: str
    text: str = ""
    state: str = "blank"
    on: str = ""
    doc: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    draft: bool = False
    error: str = ""
    hint: str = ""
    conflict: bool = False
    waiting: str = ""
    offers: tuple[tuple[str, str], ...] = ()


class FactView(NamedTuple):
    """A computed number beside the fields (累计, 上期, 上年同期, 目标, 完成率) with a line under it."""

    label: str
    text: str
    hint: str = ""


class ProgressView(NamedTuple):
    """Completion against the elapsed share; None where there is no rate."""

    light: Light
    completion: Fraction | None
    elapsed: Fraction
    completion_text: str
    elapsed_text: str
    target_text: str


class HistoryLine(NamedTuple):
    """One write of a cell of this form, newest first."""

    at: str
    user: str
    what: str
    note: str = ""


class SeriesView(NamedTuple):
    """Twelve months of this year and of last year; None where nothing was reported.

    `what` says what each month holds: 当月数, 月末数.
    """

    this_year: tuple[Fraction | None, ...]
    last_year: tuple[Fraction | None, ...]
    current_month: int
    what: str = ""


class TownLine(NamedTuple):
    """One unit below, in a district's or the city's form."""

    unit: str
    name: str
    value: str
    cumulative: str
    state: str
    light: Light
    note: str = ""


class RegisterSummary(NamedTuple):
    """What the register behind an indicator gives: counted rows, and rows that don't count with the reason."""

    code: str
    name: str
    counted: int
    awaiting: int
    refused: tuple[tuple[str, str], ...]


class FormView(NamedTuple):
    """One indicator's form for one unit and period.

    Attributes:
        reasons: one field for each warning: 审核说明.
        last_year: 上年同期 of the first year, where it can be entered; parts begin with `LAST_YEAR`.
        filled: whether something is entered for the period (or reported below).
        untold: names of the steps due by now of which nothing is told.
        locked: whether the fields can only be read: the month is submitted, or the year closed.
        standing: where it stands with the office above.
    """

    code: str
    name: str
    entry: str
    unit_id: str
    unit_name: str
    period: Period
    section_title: str
    item_title: str
    clauses: tuple[str, ...]
    definition: str
    department: str
    filled_by: str
    measure_unit: str
    questions: tuple[str, ...]
    also_reported: tuple[str, ...]
    editable: bool
    why_not_editable: str
    fields: tuple[FieldView, ...]
    facts: tuple[FactView, ...]
    progress: ProgressView
    note: str
    problems: tuple[Problem, ...]
    history: tuple[HistoryLine, ...]
    series: SeriesView | None
    towns: tuple[TownLine, ...]
    reported_text: str
    register: RegisterSummary | None
    sample: bool
    reasons: tuple[FieldView, ...] = ()
    last_year: tuple[FieldView, ...] = ()
    filled: bool = False
    untold: tuple[str, ...] = ()
    locked: bool = False
    standing: FormStanding = FormStanding()


class ChangeSet(NamedTuple):
    """What one service call changed; listeners decide what to redraw.

    Attributes:
        cells: (of, unit, period) of every cell written; period "" for rows and year-wide things.
        log_no: position of the last revision written, 0 when nothing changed.
        saved_at: local time of the commit (HH:MM:SS), "" when nothing changed.
        everything: a package was taken in or back: anything may have changed.
    """

    cells: tuple[tuple[str, str, str], ...] = ()
    log_no: int = 0
    saved_at: str = ""
    everything: bool = False

    def __bool__(self) -> bool:
        return bool(self.cells) or self.everything


class Saved(NamedTuple):
    """What became of one field that was left.

    `error` is why the typing was refused: it stays on screen and is kept as a draft. `failed` says that
    the disk refused: nothing was kept either, so what was typed must stay on screen until it is saved.
    """

    changes: ChangeSet
    shown: str
    error: str = ""
    failed: bool = False


class RegisterColumn(NamedTuple):
    """One column of a register's table.

    `kind` is the field type, `totalled` says whether rows add up, `computed` that it is not typed.
    """

    code: str
    name: str
    kind: str
    required: bool
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    totalled: bool = False
    computed: bool = False


class RegisterRowView(NamedTuple):
    """One row of a register's table.

    Attributes:
        cells: texts in the order of the columns.
        state: words of its dated state, and the date.
        confirmation: 已认定, 已报待认定, 不予认定 or "" where none is needed.
        counts: (indicator name, counts?, why not) for each indicator that this register feeds.
        problems: row checks.
        ended: whether it is ended (kept, greyed).
        keeper: name of the office that keeps the row.
        own: whether this office may edit it.
        first_on: day of its first entry (初报期).
        confirmed_on: day of the confirmation that holds (认定期), or "".
        confirmed_by: name of the user who gave it (认定人), the short id where no name is known here.
    """

    id: str
    cells: tuple[str, ...]
    state: str
    confirmation: str
    counts: tuple[tuple[str, bool, str], ...]
    problems: tuple[Problem, ...]
    ended: bool
    keeper: str
    own: bool
    first_on: str = ""
    confirmed_on: str = ""
    confirmed_by: str = ""


class RowDraft(NamedTuple):
    """What was typed into one cell of a register and refused; `pending` where its row has no id yet."""

    row: str
    code: str
    typed: str
    reason: str
    pending: bool


class RegisterTable(NamedTuple):
    """A register as an editable table for one unit (and the units below it).

    Attributes:
        whole: whether these are all rows, with all there is to say of them, and not the first alone.
    """

    code: str
    name: str
    unit_id: str
    period: Period
    columns: tuple[RegisterColumn, ...]
    states: tuple[tuple[str, str], ...]
    rows: tuple[RegisterRowView, ...]
    may_edit: bool
    may_confirm: bool
    whole: bool = True
    drafts: tuple[RowDraft, ...] = ()


class Confirmed(NamedTuple):
    """What confirming rows did: how many were, and why each of the others was left."""

    changes: ChangeSet
    done: int
    left: tuple[str, ...]

    @property
    def words(self) -> str:
        """How many were confirmed, how many were not."""
        if not self.done and not self.left:
            return "没有待认定的行。"
        left = f"{len(self.left)}行没有认定" if self.left else ""
        done = f"已认定{self.done}行" if self.done else ""
        return "，".join(filter(None, (done, left))) + ("：" if left else "。")


class ScoreLine(NamedTuple):
    """One work item's score with its arithmetic in words."""

    no: int
    title: str
    score: Fraction | None
    arithmetic: str
    parts: tuple[tuple[str, str, str], ...]
