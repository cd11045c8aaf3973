"""Shape of a plan file: which keys each table may have, and of what type. Unknown keys are refused."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from zjmz_desktop.domain.errors import PlanProblem
from zjmz_desktop.domain.plan_text import place_of

_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Key:
    """One key: its type, whether it must be there, and the words it may hold."""

    type: str
    required: bool = False
    words: tuple[str, ...] = ()


def _keys(**kinds: str) -> dict[str, Key]:
    """Keys from `name="type"`; a `!` marks a required key, `a|b` a choice of words."""
    found = {}
    for name, kind in kinds.items():
        required = kind.startswith("!")
        plain = kind.lstrip("!")
        words = tuple(plain.split("|")) if "|" in plain else ()
        found[name.rstrip("_")] = Key("str" if words else plain, required, words)
    return found


_LEVEL = "town|district|city"
_OPERATOR = ">=|<=|>|<|="
MEASURE = _keys(count="str", sum="field", distinct="str", where="conditions")
SCHEMA: dict[str, dict[str, Key]] = {
    "plan": _keys(
        code="!str",
        title="!str",
        year="!int",
        issuer="!str",
        issuer_name="!str",
        issued_on="!date",
        starts_on="!date",
        preamble="str",
        slightly_behind_points="decimal",
        step_grace_days="int",
        score_cap="decimal",
    ),
    "group": _keys(code="!str", name="!str", units="!strings"),
    "department": _keys(code="!str", name="!str"),
    "section": _keys(no="!int", title="!str"),
    "item": _keys(no="!int", section="!int", title="!str", text="!str", clause="!tables"),
    "item.clause": _keys(code="!str", start="!int", end="!int"),
    "question": _keys(code="!str", text="!str", affects="str", choices="!choices", labels="!words"),
    "base": _keys(code="!str", name="!str", unit="!str", scale="int", source="str"),
    "register": _keys(
        code="!str",
        name="!str",
        measure_word="!str",
        filled_by="!" + _LEVEL,
        confirmed_by="!" + _LEVEL + "|none",
        unique_by="strings",
        personal="bool",
        states="words",
        ended_states="strings",
        merged_state="str",
        field="!tables",
        check="tables",
    ),
    "register.field": _keys(
        code="!str",
        name="!str",
        type="!text|number|date|choice|several|yes_no|unit",
        required="bool",
        unit="str",
        scale="int",
        minimum="decimal",
        maximum="decimal",
        choices="words",
        group="str",
        group_name="str",
        personal="bool",
        help="str",
        adds_up="bool",
        form="credit_code|division_code",
        computed="age|ticked|meets|reaches|sum|difference|percent",
        of="strings",
    ),
    "register.check": _keys(
        code="!str",
        severity="!error|warning",
        left="!strings",
        operator="!<=|>=|=",
        right="strings",
        right_value="decimal",
        right_day="str",
    ),
    "indicator": _keys(
        code="!str",
        clause="!str",
        clauses="strings",
        name="!str",
        unit="!str",
        scale="int",
        entry="!number|ratio|per_base|checklist|milestone|activity|narrative",
        measure="flow|stock",
        rollup="sum|last|max|none",
        closes="bool",
        numerator_name="str",
        denominator_name="str",
        rate_only="bool",
        base="str",
        per="decimal",
        definition="!str",
        definition_changes="words",
        department="!str",
        period="!month|quarter|half|year",
        due_months="ints",
        judgement="!at_least|at_most|each_unit|must_not_happen|by_steps|by_outside|none",
        target="table",
        scope_text="str",
        curve="even|by_steps|at_date|year_end|none",
        curve_on="date",
        curve_steps="inline",
        scored="bool",
        weight="decimal",
        applies="!table",
        city_duty="bool",
        questions="strings",
        also_reported="strings",
        entries="inline",
        entries_needed="int",
        steps="inline",
        outside="strings",
        source="table",
        check="tables",
    ),
    "indicator.target": _keys(
        operator="!" + _OPERATOR,
        value="!decimal",
        level="!" + _LEVEL,
        by="!date",
        scope="total|each",
    ),
    "indicator.applies": _keys(
        level="!" + _LEVEL, types="strings", groups="strings", units="strings"
    ),
    "indicator.curve_steps": _keys(by="!date", share="!decimal"),
    "indicator.entries": _keys(code="!str", name="!str"),
    "indicator.steps": _keys(code="!str", name="!str", by="!date"),
    "indicator.source": _keys(
        register="!str", only="conditions", numerator="measure", denominator="measure"
    )
    | MEASURE,
    "indicator.check": _keys(
        code="!str",
        kind="!jump|bound|not_above|equals_sum|decrease",
        severity="!error|warning",
        percent="decimal",
        absolute="decimal",
        minimum="decimal",
        maximum="decimal",
        others="strings",
    ),
    "chapter": _keys(title="!str", items="!ints", sentence="!tables"),
    "chapter.sentence": _keys(key="!str", text="!str", opening="bool"),
}
TOP = {
    "format": "int",
    "plan": "table",
} | {name: "tables" for name in SCHEMA if "." not in name and name != "plan"}


def is_decimal(value: object) -> bool:
    """Whether a value is an exact number written as a string."""
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        return False
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def is_date(value: object) -> bool:
    """Whether a value is a date written `"2018-12-31"`."""
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(x, str) for x in value)


def _ints(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(x, int) for x in value)


def _words(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(x, str) for x in value.values())


def _choices(value: object) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    return all(isinstance(x, str) or _strings(x) for x in value.values())


def _tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(x, dict) for x in value)


def _question_or(value: object, plain: Callable[[object], bool]) -> bool:
    if isinstance(value, dict):
        return set(value) == {"question"} and isinstance(value["question"], str)
    return plain(value)


def _is_field(value: object) -> bool:
    return _question_or(value, lambda x: isinstance(x, str))


def _is_condition(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    operators = set(value) - {"field"}
    if "ticked" in value:
        return set(value) == {"ticked", "at_least"} and isinstance(value["at_least"], int)
    if len(operators) != 1 or not isinstance(value.get("field"), str):
        return False
    operator = operators.pop()
    return operator in _OPERANDS and _question_or(value[operator], _OPERANDS[operator])


_OPERANDS: dict[str, Callable[[object], bool]] = {
    "is": lambda x: isinstance(x, str | bool),
    "in": _strings,
    "not_in": _strings,
    "at_least": is_decimal,
    "at_most": is_decimal,
    "on_or_after": lambda x: x in ("year_start", "period_start", "period_end") or is_date(x),
    "on_or_before": lambda x: x in ("year_start", "period_start", "period_end") or is_date(x),
    "within": lambda x: x in ("period", "year_to_period_end"),
    "filled": lambda x: isinstance(x, bool),
}
_SHAPES: dict[str, tuple[Callable[[object], bool], str]] = {
    "str": (lambda x: isinstance(x, str), "文字（加引号）"),
    "int": (lambda x: isinstance(x, int) and not isinstance(x, bool), "整数"),
    "bool": (lambda x: isinstance(x, bool), "true 或 false"),
    "decimal": (is_decimal, '加引号的数，例如 "4.8"'),
    "date": (is_date, '日期，例如 "2018-12-31"'),
    "strings": (_strings, "文字的列表"),
    "ints": (_ints, "整数的列表"),
    "words": (_words, "代码 = 文字 的表"),
    "choices": (_choices, "代码 = 取值 的表"),
    "table": (lambda x: isinstance(x, dict), "一张表"),
    "tables": (_tables, "一组表"),
    "inline": (_tables, "一组 { … }"),
    "measure": (lambda x: isinstance(x, dict), "一张表"),
    "conditions": (
        lambda x: isinstance(x, list) and all(_is_condition(c) for c in x),
        "计数条件的列表（每条一个 field 和恰好一个运算）",
    ),
    "field": (_is_field, "字段代码或 { question = … }"),
}


@dataclass
class ShapeChecker:
    """Walks the raw document and collects every problem of shape, with its place."""

    text: str
    problems: list[PlanProblem] = field(default_factory=list)
    _seen: dict[str, int] = field(default_factory=dict)
    _outer: list[tuple[str, int, str]] = field(default_factory=list)

    def check(self, raw: Mapping[str, Any]) -> None:
        """Check the whole document."""
        for name in raw:
            if name not in TOP:
                self._report((name, 0, ""), name, message=f"不认识的表“{name}”")
        if raw.get("format") != 1:
            self._report(("plan", 0, ""), "format", message="format 应为 1")
        if not isinstance(raw.get("plan"), dict):
            self._report(("plan", 0, ""), "plan", message="缺少 [plan]")
            return
        for table, value in self._tables_of(raw):
            self._check_table(table, value, path=table)

    def _tables_of(self, raw: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        yield "plan", raw["plan"]
        for name, kind in TOP.items():
            if kind != "tables" or name not in raw:
                continue
            if not _tables(raw[name]):
                self._report((name, 0, ""), name, message=f"“{name}”应写成 [[{name}]]")
                continue
            for value in raw[name]:
                yield name, value

    def _check_table(self, table: str, value: Mapping[str, Any], *, path: str) -> None:
        index = self._seen[table] = self._seen.get(table, -1) + 1
        label = value.get("code", value.get("no", value.get("key", "")))
        here = f"{path}[{label}]" if label != "" else path
        for name, key in SCHEMA[table].items():
            if key.required and name not in value:
                self._report((table, index, ""), here, message=f"缺少“{name}”")
        for name, item in value.items():
            self._check_key((table, index, name), f"{here}.{name}", item=item)

    def _check_key(self, place: tuple[str, int, str], path: str, *, item: object) -> None:
        table, _, name = place
        key = SCHEMA[table].get(name)
        if key is None:
            self._report(place, path, message=f"不认识的键“{name}”")
            return
        fits, wanted = _SHAPES[key.type]
        if not fits(item):
            self._report(place, path, message=f"这里应是{wanted}")
        elif key.words and item not in key.words:
            self._report(place, path, message=f"“{item}”不在可选的词里（{'、'.join(key.words)}）")
        else:
            self._outer.append(place)
            self._descend(f"{table}.{name}", item, path=path)
            self._outer.pop()

    def _descend(self, table: str, item: object, *, path: str) -> None:
        if table.endswith((".numerator", ".denominator")):
            self._check_measure(item, path)
            return
        if table not in SCHEMA:
            return
        for value in item if isinstance(item, list) else [item]:
            assert isinstance(value, dict)
            self._check_table(table, value, path=path)

    def _check_measure(self, item: object, path: str) -> None:
        assert isinstance(item, dict)
        for name, value in item.items():
            key = MEASURE.get(name)
            if key is None or not _SHAPES[key.type][0](value):
                self._report(("indicator.source", 0, ""), path, message=f"“{name}”写得不对")

    def _report(self, place: tuple[str, int, str], path: str, *, message: str) -> None:
        line, column = self._place(place)
        for outer in reversed(self._outer):  # an inline table stands where its key stands
            line, column = (line, column) if line else self._place(outer)
        self.problems.append(PlanProblem(line, column, path, message))

    def _place(self, place: tuple[str, int, str]) -> tuple[int, int]:
        table, index, key = place
        return place_of(self.text, table, index=index, key=key)
