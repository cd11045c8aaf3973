"""Fields beside the period's own: 审核说明 of warnings, 上年同期 of the first year."""

from functools import cache

from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.plan_indicators import Entry, Indicator
from zjmz_desktop.domain.problems import Problem, Severity
from zjmz_desktop.paths import resource
from zjmz_desktop.service.form_case import FormCase
from zjmz_desktop.service.form_fields import cell_field, ratio_fields
from zjmz_desktop.service.views import LAST_YEAR, FieldView

REASON = "check/"
_WITH_LAST_YEAR = (Entry.NUMBER, Entry.RATIO, Entry.ACTIVITY)


def reason_fields(case: FormCase, problems: tuple[Problem, ...]) -> tuple[FieldView, ...]:
    """One field for each warning, with last period's reason and common phrases offered."""
    found = []
    for problem in problems:
        if problem.severity is Severity.WARNING:
            part = f"{REASON}{problem.code}"
            field = cell_field(case, part, label="审核说明", kind="text")
            found.append(field._replace(offers=_offers(case, part)))
    return tuple(found)


def _offers(case: FormCase, part: str) -> tuple[tuple[str, str], ...]:
    """Last period's reason, then the common phrases."""
    last = case.cell(part, case.period.previous().code)
    said = (last.value.text if last else None) or ""
    common = tuple((phrase, phrase) for phrase in common_phrases() if phrase != said)
    return ((f"同上期：{said}", said), *common) if said else common


@cache
def common_phrases() -> tuple[str, ...]:
    """Reasons that clerks often give, from the program's own list."""
    text = resource("phrases", "check_note.txt").read_text("utf-8")
    return tuple(line for line in text.splitlines() if line.strip())


def last_year_fields(case: FormCase) -> tuple[FieldView, ...]:
    """上年同期, where last year's own figures are not here; rows of registers were not kept either."""
    one = case.indicator
    if one.entry not in _WITH_LAST_YEAR or case.knows_last_year:
        return ()
    before = case.period.last_year()
    if one.entry is Entry.RATIO and not one.rate_only:
        fields = ratio_fields(case, before)
    else:
        kind = "percent" if one.rate_only else "number"
        name = _last_year_name(one, before)
        label = f"{name}（{one.unit}）" if one.unit else name
        fields = (cell_field(case, "value", label=label, kind=kind, period=before),)
    return tuple(f._replace(part=f"{LAST_YEAR}{f.part}") for f in fields)


def _last_year_name(one: Indicator, before: Period) -> str:
    """What is asked for: counts of rows are cumulative, so last year's are entered so too."""
    if one.is_standing:
        return f"{before.title}期末数"
    if one.source is not None:
        until = f"1月至{before.last_month}月" if before.last_month > 1 else "1月"
        return f"{before.year}年{until}累计"
    return f"{before.title}数"
