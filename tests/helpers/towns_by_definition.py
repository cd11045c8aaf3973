"""What each town's column says, by a definition written once more by hand: figures, places, shown texts."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from by_definition import ADDED_UP, STANDING, communities, facilities, people
from by_hand import PARKS, TOWNS, ByHand, number


class Told(NamedTuple):
    """What a town has told of an indicator: n, d (0 for no rate) and 有数, 未报 or 不适用."""

    n: Fraction = Fraction(0)
    d: Fraction = Fraction(0)
    state: str = "有数"


ABSENT, NOT_CONCERNED = Told(state="未报"), Told(state="不适用")
REGISTER = {
    "I08-01": "day_care", "I08-03": "canteen", "I08-04": "home_care_centre", "I08-09": "canteen",
    "I10-03": "day_care", "I11-07": "elder", "I11-08": "elder", "I11-09": "community",
    "I11-10": "community", "I12-01": "community", "I12-02": "community", "I12-03": "community",
    "I12-05": "community", "I12-06": "community", "I12-07": "community", "I12-08": "community",
    "I22-05": "community",
}  # fmt: skip
PERIOD = {  # in which a town without rows reports 0
    "I08-01": "month",
    "I08-03": "month",
    "I08-04": "month",
    "I08-09": "quarter",
    "I10-03": "quarter",
}
OF_STREETS_AND_TOWNS = ("I05-07", "I12-07", "I22-01")
SEVEN = 7
# (code, asked percent, else pieces, of each town; None where the towns have no common one)
JUDGED: dict[str, int | None] = {
    "I05-01": 100, "I05-07": 1, "I08-01": None, "I08-03": None, "I08-04": None, "I11-09": 100,
    "I12-01": None, "I12-02": 75, "I12-03": 75, "I12-07": 2, "I22-01": 100, "I22-04": None,
    "I22-05": None,
}  # fmt: skip
MUST_NOT_HAPPEN = ("I22-04", "I22-05")


def towns_told(hand: ByHand) -> dict[tuple[str, str], Told]:
    """(indicator, town) → what it has told, of all that towns are asked for but texts."""
    found = {}
    for town in TOWNS:
        told = {**_typed(hand, town), **_stocks(hand, town), **_counted(hand, town)}
        told["I22-01"] = _ticked(hand, town)
        for code in OF_STREETS_AND_TOWNS:
            told[code] = NOT_CONCERNED if town in PARKS else told[code]
        found.update({(code, town): one for code, one in told.items()})
    return found


def _typed(hand: ByHand, town: str) -> dict[str, Told]:
    asked = {code: hand.periods(kind) for kind, codes in ADDED_UP.items() for code in codes}
    asked |= {code: hand.periods(kind)[-1:] for code, (_, kind) in STANDING.items()}
    return {code: _added_up(hand, code, town=town, periods=p) for code, p in asked.items()}


def _added_up(hand: ByHand, code: str, *, town: str, periods: list[str]) -> Told:
    told = [one for period in periods if (one := hand.value(code, town, period=period))]
    if not told:
        return ABSENT
    if all(one["state"] == "not_applicable" for one in told):
        return NOT_CONCERNED
    n, d = (sum((number(one, part) for one in told), Fraction(0)) for part in ("n", "d"))
    return Told(n, d)


def _stocks(hand: ByHand, town: str) -> dict[str, Told]:
    return {
        code: Told(hand.closing(code, [town], months=hand.months).n)
        for code in ("I05-02", "I05-03")
    }


def _counted(hand: ByHand, town: str) -> dict[str, Told]:
    mine = hand.of_town(town)
    worked = {**facilities(mine), **communities(mine), **people(mine)}
    found = {}
    for code, register in REGISTER.items():
        kept = any(row.text("town") == town for row in hand.rows[register].values())
        period = hand.periods(PERIOD.get(code, "month"))[-1]
        told = kept or hand.value(code, town, period=period)
        found[code] = Told(*worked[code]) if told else ABSENT
    return found


def _ticked(hand: ByHand, town: str) -> Told:
    half = hand.periods("half")[-1]
    return Told(Fraction(hand.ticks("I22-01", [town], period=half)[town]), Fraction(SEVEN))


# ---- as the annex shows them ----


def shown(told: Told, *, asked: int | None) -> str:
    """A cell: a count, a percent with one decimal (more while it would look reached), 未报, 不适用."""
    if told.state != "有数":
        return told.state
    return shown_percent(told.n * 100 / told.d, asked=asked) if told.d else str(told.n)


def shown_percent(percent: Fraction, *, asked: int | None) -> str:
    """None of the decimals where it is 0 or 100."""
    if percent in (0, 100):
        return str(percent)
    for decimals in range(1, 6):
        unit = 10**decimals
        whole = (percent * unit + Fraction(1, 2)).__floor__()
        if asked is None or (Fraction(whole, unit) >= asked) == (percent >= asked):
            break
    return f"{whole // unit}.{whole % unit:0{decimals}d}"


def places(told: Mapping[str, Told], targets: Mapping[str, Fraction]) -> dict[str, int]:
    """Town → one more than the towns that stand better; none where all stand alike.

    Where towns have targets of their own, only those have a place, by how much of it they reached.
    """
    known = {
        town: (one.n / one.d if one.d else one.n) / targets.get(town, 1)
        for town, one in told.items()
        if one.state == "有数" and (town in targets or not targets)
    }
    if len(set(known.values())) < 2:
        return {}
    return {town: 1 + sum(o > mine for o in known.values()) for town, mine in known.items()}


def whole_cell(code: str, told: Mapping[str, Told]) -> str:
    """合计: the sum, the rate of the sums, towns with a full list of those concerned."""
    there = [one for one in told.values() if one.state == "有数"]
    if code == "I22-01":
        return f"{sum(one.n == one.d for one in there)}/{len(there)}达到"
    n, d = (sum(parts, Fraction(0)) for parts in zip(*((o.n, o.d) for o in there), strict=True))
    return shown(Told(n, d), asked=JUDGED[code])


def annex_lines(hand: ByHand, code: str) -> tuple[str, str]:
    """The cells of one line of annex 2 with its 合计, and those of the line of places, "" for none."""
    every, targets = towns_told(hand), own_targets(hand, code)
    told = {town: every[code, town] for town in TOWNS}
    cells = "".join(shown(one, asked=JUDGED[code]) for one in told.values())
    ranked = {} if code in MUST_NOT_HAPPEN else places(told, targets)
    line = "".join(str(ranked.get(town, "—")) for town in TOWNS) + "—"
    return cells + whole_cell(code, told), f"位次（共{len(ranked)}个）{line}" if ranked else ""


def own_targets(hand: ByHand, code: str) -> dict[str, Fraction]:
    """Town → its own target of the year."""
    asked = ((town, hand.cells.get((code, town, "2018", "target"))) for town in TOWNS)
    return {town: number(target) for town, target in asked if target}


def bars(hand: ByHand) -> dict[str, str]:
    """新建老年人助餐点 of each town that has a target: completion and count."""
    told, found = towns_told(hand), {}
    for town, target in own_targets(hand, "I08-03").items():
        n = told["I08-03", town].n
        found[town] = f"{shown_percent(n * 100 / target, asked=None)}%（{n}个）"
    return found
