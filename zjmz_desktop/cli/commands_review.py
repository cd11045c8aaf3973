"""`score`, `check`, `rollup`, `explain`: what comes out."""

import argparse
from typing import Any

from zjmz_desktop.cli.commands_export import export_rollup
from zjmz_desktop.cli.options import (
    Commands,
    add_as_of,
    add_indicator,
    add_json,
    add_store,
    add_unit_period,
    month_of,
    office_as_asked,
    office_of,
    print_json,
)
from zjmz_desktop.domain.judging_words import cut4, plain
from zjmz_desktop.domain.periods import Period
from zjmz_desktop.domain.rollup import Total
from zjmz_desktop.domain.scoring import score_text
from zjmz_desktop.service.checking import check_unit
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.explaining import Explained, exact_total, explain
from zjmz_desktop.service.periods_lacking import lacking, reported_words
from zjmz_desktop.service.rolling import scores, totals
from zjmz_desktop.service.unsubmitted import unsubmitted, unsubmitted_words


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    for name, words, run in (
        ("score", "各重点任务得多少分，列出算式", _score),
        ("check", "审核：列出强制性和核实性问题", _check),
        ("rollup", "汇总各下级的数：合计、完成率、缺谁", _rollup),
        ("explain", "一个数从哪来，一直追到每次填报", _explain),
    ):
        found = commands.add(name, words, run=run)
        add_store(found)
        add_unit_period(found)
        add_json(found)
        if name in ("explain", "rollup"):
            add_indicator(found, required=name == "explain")
        if name in ("explain", "rollup"):
            add_as_of(found)
        if name == "rollup":
            told = "导出成表格（.xlsx或.csv），合计和率都是公式"
            found.add_argument("--out", default="", metavar="文件.xlsx", help=told)


def _score(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        found = scores(office, arguments.unit, through=month_of(arguments, office))
        titles = {item.no: item.title for item in office.plan.items}
    rows = [
        {
            "item": one.no,
            "title": titles[one.no],
            "score": None if one.score is None else cut4(one.score / 100),
            "arithmetic": one.arithmetic,
            "parts": [
                {
                    "indicator": part.code,
                    "name": part.name,
                    "weight": plain(part.weight),
                    "counted": cut4(part.counted),
                    "scored": part.scored,
                    "words": part.words,
                }
                for part in one.parts
            ],
        }
        for one in found
    ]
    if arguments.json:
        print_json(rows)
        return
    for one in found:
        score = "不计分" if one.score is None else f"{score_text(one.score)}分"
        print(f"{one.no}.{titles[one.no]}  {score}  {one.arithmetic}")


def _check(arguments: argparse.Namespace) -> None:
    with office_of(arguments) as office:
        problems = check_unit(office, arguments.unit, month_shown=month_of(arguments, office))
        registers = {one.code: one.name for one in office.plan.registers}
    rows = [
        {
            "severity": p.severity.value,
            "indicator": p.indicator,
            "cell": p.part,
            "row": p.row,
            "register": p.register,
            "code": p.code,
            "message": p.message,
            "remedy": p.remedy,
            "reason": p.reason,
        }
        for p in problems
    ]
    if arguments.json:
        print_json(rows)
        return
    for p in problems:
        place = p.indicator or f"底册“{registers[p.register]}”"
        print(f"{p.severity.words}  {place}  {p.message}{p.remedy}")
    print(f"共{len(problems)}条。")


def _rollup(arguments: argparse.Namespace) -> None:
    with office_as_asked(arguments) as office:
        office.units.get(arguments.unit)
        if arguments.out:
            export_rollup(office, arguments)
            return
        through = month_of(arguments, office)
        found = totals(office, arguments.unit, through=through)
        if arguments.indicator:
            office.plan.indicator(arguments.indicator)
            found = {arguments.indicator: found[arguments.indicator]}
        if arguments.json:
            print_json([_total_json(office, one, through=through) for one in found.values()])
            return
        for code, one in found.items():
            indicator = office.plan.indicator(code)
            value = exact_total(indicator, one) or "—"
            reported = reported_words(office, one, through=through)
            apart = unsubmitted_words(office, one, through=through)
            words = (code, indicator.name, value, one.judged.words, reported, apart)
            print("  ".join(words).rstrip())


def _total_json(office: Office, one: Total, *, through: Period) -> dict[str, Any]:
    indicator = office.plan.indicator(one.indicator)
    halves = one.sum.reported and indicator.is_rate and not indicator.rate_only
    completion = one.judged.completion
    gaps = lacking(office, indicator, unit_id=one.unit, through=through)
    return {
        "indicator": one.indicator,
        "unit": one.unit,
        "value": exact_total(indicator, one),
        "numerator": plain(one.sum.n) if halves else None,
        "denominator": plain(one.sum.d) if halves else None,
        "reported": one.sum.reported,
        "expected": one.sum.expected,
        "missing": list(one.missing),
        "missing_periods": {unit: [p.code for p in gap] for unit, gap in gaps.items()},
        "conflicts": list(one.conflicts),
        "unsubmitted": list(unsubmitted(office, one, through=through)),
        "target": None if one.judged.target is None else plain(one.judged.target),
        "completion": None if completion is None else cut4(completion),
        "elapsed": cut4(one.judged.elapsed),
        "light": one.judged.light.value,
        "words": one.judged.words,
        "reaching": list(one.judged.reaching) if one.judged.reaching else None,
        "children": [_total_json(office, child, through=through) for child in one.children],
    }


def _explain(arguments: argparse.Namespace) -> None:
    with office_as_asked(arguments) as office:
        found = explain(
            office, arguments.indicator, unit_id=arguments.unit, period=month_of(arguments, office)
        )
    if arguments.json:
        print_json(found)
    else:
        _print_explained(found, "")


def _print_explained(found: Explained, indent: str) -> None:
    print(f"{indent}{found.words}")
    if found.unsubmitted:
        print(f"{indent}  {found.unsubmitted}")
    for line in found.how if not indent else ():
        print(f"  {line}")
    for name, why in found.rows:
        print(f"{indent}  {name}：{why}")
    for one in found.origins:
        print(
            f"{indent}  {one.period} {one.part}：{one.value}  {one.unit} {one.user} {one.at} {one.id}"
        )
        if one.package:
            print(f"{indent}    来自{one.package}")
    for child in found.children:
        _print_explained(child, indent + "  ")
