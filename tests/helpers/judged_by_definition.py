"""Each judged task of the sample by hand: how far it has come, is it done, will it be done, item scores."""

from fractions import Fraction

from by_definition import MILESTONES, certificates, stands, worked
from by_hand import DISTRICT, STREETS_AND_TOWNS, TOWNS, ByHand, number
from towns_by_definition import SEVEN, towns_told

RATES = {  # at least so many percent
    "I05-01": 100, "I09-01": 40, "I10-01": 55, "I11-01": 70, "I11-09": 100, "I12-02": 75,
    "I12-03": 75, "I16-01": 100, "I16-02": 100, "I16-03": 95, "I18-06": 100, "I19-09": 100,
    "I20-01": 90,
}  # fmt: skip
COUNTS = ("I08-01", "I08-03", "I08-04", "I12-01", "I17-02", "I18-04", "I18-05")
MUST_NOT_HAPPEN = ("I20-04", "I22-04", "I22-05")
EACH_TOWN = {"I05-07": 1, "I12-07": 2, "I22-01": SEVEN}
PEOPLE, NAMED = "I14-01", "I17-01"
PER_10000 = Fraction("4.8")
ITEMS = 22


def target(hand: ByHand, code: str) -> Fraction:
    """The allocated target, else the plan's own one piece for the district that it names."""
    allocated = hand.cells.get((code, DISTRICT, "2018", "target"))
    return hand.target(code, DISTRICT) if allocated else Fraction(1)


def completions(hand: ByHand) -> dict[str, Fraction]:
    """Judged task → how much of it is done, uncut; 1 or 0 where something must not happen."""
    found = worked(hand)
    rates = {code: found[code][0] * 100 / found[code][1] / asked for code, asked in RATES.items()}
    counts = {code: found[code][0] / target(hand, code) for code in COUNTS}
    steps = {code: found[code][0] / found[code][1] for code in (*MILESTONES, "I07-01")}
    told = towns_told(hand)
    never = {code: Fraction(found[code][0] == 0) for code in MUST_NOT_HAPPEN}
    each = {
        code: Fraction(sum(told[code, town].n >= asked for town in STREETS_AND_TOWNS), 8)
        for code, asked in EACH_TOWN.items()
    }
    people = certificates(hand, stands("on_post"))[0] / hand.base("B01", DISTRICT)
    decided = hand.cells[NAMED, DISTRICT, "2018", "decision"]
    named = Fraction(decided["text"] == "named" and decided["on"] <= hand.last)
    return {**rates, **counts, **steps, **never, **each, PEOPLE: people / PER_10000, NAMED: named}


def scores(hand: ByHand) -> dict[int, tuple[str, str]]:
    """Item → its score and the arithmetic as printed; of an item without judged tasks, — and why."""
    shares = completions(hand)
    found = {}
    for item in range(1, ITEMS + 1):
        mine = [min(shares[c], Fraction(1)) for c in sorted(shares) if c[1:3] == f"{item:02d}"]
        found[item] = _score(mine) if mine else ("—", "无计分指标")
    return found


def _score(shares: list[Fraction]) -> tuple[str, str]:
    score = one_decimal(sum(shares, Fraction(0)) * 100 / len(shares))
    told = [f"{one_decimal(share * 100)}%" for share in shares]
    if len(told) == 1:
        return score, f"{told[0]}＝{score}分"
    return score, f"（{'＋'.join(told)}）÷{len(told)}＝{score}分"


def one_decimal(exact: Fraction) -> str:
    """Half up, never 100 for what is below; none of the decimals where they say nothing."""
    tenths = (exact * 10 + Fraction(1, 2)).__floor__()
    tenths = min(tenths, 999) if exact < 100 else tenths
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}"


# ---- 预计全年 ----


def estimates(hand: ByHand) -> dict[str, Fraction]:
    """Task → what is expected for the year: the district's word, else its towns' added up."""
    told = _estimates(hand)
    return {
        code: by_unit.get(DISTRICT, sum((by_unit.get(t, Fraction(0)) for t in TOWNS), Fraction(0)))
        for code, by_unit in told.items()
    }


def _estimates(hand: ByHand) -> dict[str, dict[str, Fraction]]:
    """Task → unit → its last estimate up to the month."""
    found: dict[str, dict[str, Fraction]] = {}
    for (of, unit, period, part), value in sorted(hand.cells.items(), key=lambda item: item[0][2]):
        if part == "estimate" and period <= f"2018M{hand.months:02d}" and value["state"] == "value":
            found.setdefault(of, {})[unit] = number(value)
    return found


def outlook(hand: ByHand) -> dict[str, bool | None]:
    """Judged task → will it be done by the year's end; None where nobody has estimated."""
    shares, expected = completions(hand), estimates(hand)
    return {
        code: True if share >= 1 else _expected(hand, code, expected.get(code))
        for code, share in shares.items()
    }


def _expected(hand: ByHand, code: str, estimate: Fraction | None) -> bool | None:
    if estimate is None:
        return None
    if code in EACH_TOWN:
        done, of = towns_that_will(hand, code)
        return done == of
    return estimate >= target(hand, code)


def towns_that_will(hand: ByHand, code: str) -> tuple[int, int]:
    """Streets and towns that have what each must have, or expect it for the year; of all."""
    now, told, asked = towns_told(hand), _estimates(hand).get(code, {}), EACH_TOWN[code]
    will = [max(now[code, t].n, told.get(t, Fraction(0))) >= asked for t in STREETS_AND_TOWNS]
    return sum(will), len(will)
