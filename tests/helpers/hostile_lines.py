"""What a town that is trusted may say at its worst: each a valid line, or one thing in it changed."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from desks import GAOZI
from made_packages import sha

from zjmz_desktop.crypto import SigningKey
from zjmz_desktop.domain.chains import scope_of
from zjmz_desktop.domain.packages import Segment
from zjmz_desktop.domain.revisions import Cell, Clock, Revision, id_of
from zjmz_desktop.domain.values import MAX_INTEGER, MAX_SCALE, State, Value, text_value
from zjmz_desktop.exchange import signatures
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.exchange.package_write import Outgoing, write_package
from zjmz_desktop.exchange.segments import make_segment

PROGRAM = b"MZ\x90\x00" + b"program" * 100
ROW, OTHER_ROW = "a" * 32, "b" * 32
UNSEEN = "\x00\x1b[31m\u202e\ufeff\r\n"
LAST_DAY, FIRST_MONTH = "9999-12-31", "0001-01"
MOST, LEAST = Decimal(MAX_INTEGER), Decimal(-MAX_INTEGER).scaleb(-MAX_SCALE)
LAST_CLOCK = Clock(253_370_764_800_000, MAX_INTEGER)


def of(code: str, part: str = "value", period: str = "2018M06") -> Cell:
    return Cell(code, GAOZI, part, 2018, period)


def field(part: str, register: str = "canteen", row: str = ROW) -> Cell:
    return Cell(register, GAOZI, part, row=row)


def num(n: int | Decimal, d: int | Decimal | None = None) -> Value:
    return Value(n=Decimal(n), d=None if d is None else Decimal(d))


FIGURES: tuple[tuple[Cell, Value], ...] = (
    (of("I06-02"), num(MOST)),
    (of("I06-03"), num(LEAST)),
    (of("I05-01"), num(5, 0)),
    (of("I06-01"), num(-5)),
    (of("I05-02", "removed"), num(MOST)),
    (of("I05-02", "opening", "2018M06"), num(5)),
    (of("I06-02", "note"), text_value(UNSEEN * 2_000)),
    (of("I06-02", "note", "2018M05"), Value(text="")),
    (of("I06-02", "check/../../x"), text_value(UNSEEN)),
    (of("I06-02", f"check/{'长' * 20_000}"), text_value("x")),
    (of("I06-02", f"village/{ROW}"), num(3)),
    (of("I06-02", f"evidence/{sha(PROGRAM)}"), text_value("../../启动.exe")),
    (of("I06-04", f"evidence/{'0' * 64}"), Value(text="")),
    (of("I06-02", "answer"), Value(text=UNSEEN, refs=("f" * 32,))),
    (of("I06-02", period="2018Q2"), num(5)),
    (of("I06-02", period="2017M06"), num(MOST)),
    (of("I06-02", "flash", "2018M12"), num(MOST)),
    (of("I06-02", "annual", "2018"), num(MOST)),
    (of("I06-02", "mode"), Value(text="summary")),
    (of("I22-01", "tick/e1", "2018H1"), num(7)),
    (of("I12-04", period="2018H1"), text_value(UNSEEN * 500)),
    (of("I07-03", "step/s1", "2018"), Value(text="done", on=LAST_DAY)),
    (of("I07-03", "step/s2", "2018"), Value(text="done", on=FIRST_MONTH)),
    (of("submission", "submit"), Value(text="submitted", refs=("", "x" * 99))),
    (of("submission", "submit", "2018Q2"), Value(text="submitted")),
    (of("submission", "close", "2018M05"), Value(text=UNSEEN)),
    (of("paper/summary", "sentence/x", "2018M11"), text_value("{}")),
    (of("paper/summary", "chapters", "2018M11"), text_value("{]")),
)
ROWS: tuple[tuple[Cell, Value], ...] = (
    (field("name"), text_value(UNSEEN)),
    (field("town"), text_value("nowhere")),
    (field("canteen_kind"), text_value("nonsense")),
    (field("daily_diners"), num(LEAST)),
    (field("opened_on"), Value(on=LAST_DAY)),
    (field("state/2018-06-01"), text_value("merged")),
    (field(f"state/{LAST_DAY}"), text_value("running")),
    (field(f"state/{FIRST_MONTH}"), text_value("nonsense")),
    (field("merged_into"), text_value(OTHER_ROW)),
    (field("state/2018-06-01", row=OTHER_ROW), text_value("merged")),
    (field("merged_into", row=OTHER_ROW), text_value(ROW)),  # round and round
    (field("name", "elder"), Value(State.SEALED, commit="0" * 64)),
    (field("indicators", "activity"), Value(choices=("I01-01", "I99-99"))),
    (field("held_on", "activity"), Value(on="9999-12")),
    (field("people", "activity"), num(LEAST)),
)
OF_OFFICE = ((Cell("user", GAOZI, "u01"), text_value(UNSEEN * 50)),)
EVERYTHING = (*FIGURES, *ROWS, *OF_OFFICE)
WORST: tuple[Any, ...] = (
    *(None, True, 0, -1, 10, 1.5, 1e30, 2**53, 2**63, [], ["x"], [1], {}, {"a": {"b": {}}}),
    *(
        "",
        "x",
        "a|b",
        "\x00",
        "\u202e",
        "e\u0301",
        "2018M13",
        "2018-02-30",
        "../x",
        "0" * 32,
        "9" * 99,
    ),
)


def written(some: Iterable[tuple[Cell, Value]], *, replica: int) -> dict[str, list[Revision]]:
    """Scope → a chain of such lines, by replicas that nobody used before."""
    chains: dict[str, list[Revision]] = {}
    for cell, value in some:
        chain = chains.setdefault(scope_of(GAOZI, cell), [])
        name = f"{replica:031x}{len(chains) - 1 if not chain else chain[0].replica[-1]}"
        last = id_of(chain[-1].line) if chain else None
        place = (GAOZI, name, len(chain) + 1, LAST_CLOCK, "u01", cell, value)
        chain.append(Revision(*place, prev=last, note=UNSEEN, act="nonsense", source="nonsense"))
    return chains


def spoiled(chance: random.Random, number: int) -> bytes:
    """A line by itself, with one thing in it that should not be there."""
    cell, value = chance.choice(EVERYTHING)
    (chain,) = written([(cell, value)], replica=number).values()
    found = orjson.loads(chain[0].line)
    inside = chance.choice([found, found["cell"], found["value"]])
    inside[chance.choice([*inside, "prev", "scale", "rows", "text"])] = chance.choice(WORST)
    return orjson.dumps(found, option=orjson.OPT_SORT_KEYS)


class Thief(NamedTuple):
    """Who has a town's secret, and one of its files to begin with."""

    key: SigningKey
    file: Path

    def pack(self, target: Path, segments: Iterable[Segment], *, number: int = 1) -> Path:
        """A file that the town seems to have sent."""
        found = read_package(self.file)
        sent = Outgoing(
            replace(found.manifest, number=number),
            tuple(segments),
            found.plans,
            {sha(PROGRAM): len(PROGRAM)},
        )
        write_package(target, sent, key=self.key, read_blob=lambda _: PROGRAM)
        return target

    def everything(self) -> Iterator[Segment]:
        """All that is valid, at its worst."""
        for chain in written(EVERYTHING, replica=1).values():
            yield make_segment(GAOZI, [one.line for one in chain], key=self.key)

    def spoiled(self, chance: random.Random, number: int) -> Segment:
        """A segment of one line that is spoiled."""
        content = spoiled(chance, number) + b"\n"
        signed = signatures.sign(self.key, signatures.SEGMENT, content=content)
        return Segment(GAOZI, signed.key, signed.signature, content)
