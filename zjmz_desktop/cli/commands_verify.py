"""`verify`: does a paper equal the store, and if not, what changed; `reports`: what was printed."""

import argparse
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.options import Commands, add_json, add_store, office_of, print_json
from zjmz_desktop.domain.check_codes import looks_like_code
from zjmz_desktop.domain.verdicts import AlteredPaperError, Verdict, Verification

_MOST_SHOWN = 40
_CODES = "一致、不一致都返回0（用 --json 的 verdict 区分），PDF被改过返回1。"


def add_to(group: Any) -> None:
    """Add these commands."""
    commands = Commands(group)
    verify = commands.add(
        "verify", "核验一份报告与台账是否一致，有变动的逐项列出", run=_verify, more=_CODES
    )
    what = "核验页上的核验码，或报告的PDF文件"
    verify.add_argument("paper", metavar="核验码|文件.pdf", help=what)
    printed = commands.add("reports", "生成过的报告：列出，或附上盖章件的扫描件", run=_reports)
    told = "给这个编号的报告附上扫描件（PDF或照片），和--scan一起用"
    printed.add_argument("--no", type=int, default=0, metavar="编号", help=told)
    printed.add_argument("--scan", default="", metavar="文件", help="盖章件的扫描件")
    printed.add_argument("--out", default="", metavar="文件或文件夹", help="把扫描件另存出来")
    for found in (verify, printed):
        add_store(found)
        add_json(found)


def _verify(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service.verifying import verify_code, verify_file

    asked = arguments.paper
    with office_of(arguments) as office:
        if looks_like_code(asked) and not Path(asked).is_file():
            found = verify_code(office, asked)
        else:
            found = verify_file(office, Path(asked))
    if arguments.json:
        print_json(_as_json(found))
    else:
        _print(found)
    if found.verdict is Verdict.ALTERED:
        raise AlteredPaperError


def _print(found: Verification) -> None:
    for sentence in filter(None, (found.subject, *found.sentences, found.changes_heading)):
        print(sentence)
    for one in found.changes[:_MOST_SHOWN]:
        print(f"  {one.words}")
    if len(found.changes) > _MOST_SHOWN:
        print(f"  另有{len(found.changes) - _MOST_SHOWN}处，用 --json 可看全部。")


def _as_json(found: Verification) -> dict[str, Any]:
    return {
        "code": found.code,
        "verdict": found.verdict.value,
        "file": found.file.value,
        "pages": found.pages.state.value,
        "touched": found.pages.numbers,
        "framed": found.pages.framed,
        "attached": found.attached,
        "paper": found.data.paper,
        "unit": found.data.unit,
        "through": found.data.through,
        "record": found.record,
        "words": [found.subject, *found.sentences],
        "changes": [
            {
                "indicator": one.code,
                "unit": one.unit,
                "what": one.what,
                "kind": one.kind or "figure",
                "before": one.before,
                "after": one.after,
                "by": one.by,
                "at": one.at,
            }
            for one in found.changes
        ],
    }


def _reports(arguments: argparse.Namespace) -> None:
    from zjmz_desktop.service import printed_papers

    with office_of(arguments, writing=bool(arguments.scan)) as office:
        if arguments.scan:
            printed_papers.attach_scan(office, arguments.no, path=Path(arguments.scan))
        if arguments.out:
            where = printed_papers.save_scan(office, arguments.no, target=Path(arguments.out))
            print(where)
            return
        found = printed_papers.printed(office)
    if arguments.json:
        print_json(found)
        return
    for one in found:
        words = (one.no, one.at, one.subject, one.stage, _past(one.as_of), one.code, one.user)
        scan = f"扫描件：{one.scan}" if one.scan else ""
        print("　".join(str(word) for word in (*words, one.name, scan) if word))


def _past(as_of: str) -> str:
    return f"按{as_of}的数据" if as_of else ""
