"""The sample's figures of the whole year, each by a definition written once more by hand.

The definitions are taken from the plan's words: neither the plan file's conditions nor any code of the
program is used.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction

from by_hand import DISTRICT, STREETS_AND_TOWNS, TOWNS, ByHand, Row

FIRST = "2018-01-01"
Worked = Mapping[str, tuple[Fraction, Fraction]]
Where = Callable[[Row], bool]


# ---- typed ----

ADDED_UP = {
    "month": ("I06-01", "I06-02", "I06-03", "I06-04", "I06-05", "I06-06", "I06-07"),
    "quarter": ("I19-01", "I19-02"),
}
ADDED_UP_BY_THE_DISTRICT = {
    "month": ("I05-08", "I19-08", "I19-10", "I20-03", "I20-04"),
    "quarter": (
        *("I06-09", "I09-07", "I10-04", "I13-07", "I14-05", "I14-06", "I15-05", "I16-08"),
        *("I18-05", "I21-07", "I21-08"),
    ),
    "half": ("I19-12", "I21-09"),
    "year": ("I04-03", "I07-02", "I11-03"),
}
STANDING = {
    "I05-07": (STREETS_AND_TOWNS, "quarter"),
    "I22-04": (TOWNS, "quarter"),
    "I17-05": (TOWNS, "half"),
    "I05-01": (TOWNS, "month"),
}
STANDING_AT_THE_DISTRICT = {
    "I05-09": "half",
    "I08-08": "half",
    "I11-01": "month",
    "I17-06": "half",
    "I22-02": "quarter",
}
ACTIVITIES = (
    *("I01-01", "I03-02", "I03-06", "I04-01", "I04-02", "I11-04", "I14-02", "I15-06"),
    *("I17-03", "I20-10", "I21-10"),
)
MILESTONES = {  # steps that the plan's text asks for
    "I01-02": 3, "I06-08": 3, "I07-03": 3, "I09-04": 3, "I11-11": 3, "I15-04": 2, "I18-02": 3,
    "I20-09": 2, "I22-03": 3,
}  # fmt: skip
LISTS = {"I07-01": 6, "I15-01": 23, "I15-02": 8}


def added_up(hand: ByHand) -> Worked:
    found: dict[str, tuple[Fraction, Fraction]] = {}
    for units, codes in ((TOWNS, ADDED_UP), ((DISTRICT,), ADDED_UP_BY_THE_DISTRICT)):
        for kind, named in codes.items():
            periods = hand.periods(kind)
            for code in named if periods else ():
                sums = [hand.stock(code, units, period=one).n for one in periods]
                found[code] = sum(sums, Fraction(0)), Fraction(0)
    return found


def standing(hand: ByHand) -> Worked:
    asked = {code: (units, hand.periods(kind)[-1]) for code, (units, kind) in STANDING.items()}
    asked |= {
        code: ((DISTRICT,), hand.periods(kind)[-1])
        for code, kind in STANDING_AT_THE_DISTRICT.items()
    }
    # of the whole year, but asked for in April and November
    asked |= dict.fromkeys(("I19-07", "I21-11"), ((DISTRICT,), "2018"))
    stocks = {
        code: hand.stock(code, units, period=period) for code, (units, period) in asked.items()
    }
    return {code: (stock.n, stock.d) for code, stock in stocks.items()}


def closed_and_held(hand: ByHand) -> Worked:
    closing = {
        code: hand.closing(code, TOWNS, months=hand.months).n for code in ("I05-02", "I05-03")
    }
    held = {code: Fraction(hand.held(code, until=hand.last)) for code in ACTIVITIES}
    return {code: (n, Fraction(0)) for code, n in {**closing, **held}.items()}


def steps_and_lists(hand: ByHand) -> Worked:
    found = {
        code: (Fraction(hand.steps_done(code, DISTRICT, day=hand.last)), Fraction(steps))
        for code, steps in MILESTONES.items()
    }
    for code, entries in LISTS.items():
        period = hand.periods("half" if code == "I07-01" else "quarter")[-1]
        ticks = hand.ticks(code, [DISTRICT], period=period)[DISTRICT]
        found[code] = Fraction(ticks), Fraction(entries)
    return found


# ---- counted in registers ----

SEEN = {  # fields that a confirmation must have seen as they stand
    "home_care_centre": ("build_kind", "grade", "graded_doc", "graded_on"),
    "canteen": ("build_kind", "opened_on"),
    "day_care": ("accepted_on", "usable_area_m2", "rooms"),
    "institution": (
        *("is_rural_home", "nature", "cctv", "own_canteen", "open_kitchen", "permit_handling"),
        *("has_clinic", "agreement_signed_on", "agreement_valid_until", "resident_service"),
    ),
    "community": (
        *("centre_community", "centre_on", "office_standard_met", "model", "model_on", "pilots"),
        *("assoc_established", "assoc_running", "one_stop", "dual_workers", "rooms_vacant"),
    ),
    "social_worker": ("education_hours", "union_worker"),
    "veteran": (
        *("batch", "reported_on", "notice_signed_on", "willing", "class_from_on", "result"),
        *("employment", "allowance_paid_on", "village_cadre", "village_cadre_on"),
    ),
    "boundary": ("round", "role", "both_signed", "report_on"),
    "road_sign": ("road_done", "plates_due"),
    "marriage_archive": ("entries_due",),
    "joint_deed": ("registered_on",),
}
ROOMS = (
    *("room_party", "room_police", "room_reading", "room_clinic", "room_mediation"),
    *("room_elderly", "room_women_children", "room_office", "shop_daily", "shop_second", "square"),
)


def yes(part: str) -> Where:
    return lambda row: row.number(part) == 1


def one_of(part: str, *values: str) -> Where:
    return lambda row: row.text(part) in values


def this_year(part: str) -> Where:
    return lambda row: FIRST <= (row.text(part) or "") <= row.last


def by_the_end(part: str) -> Where:
    return lambda row: "" < (row.text(part) or "") <= row.last


def still_valid(part: str) -> Where:
    return lambda row: (row.text(part) or "") >= row.last


def empty(part: str) -> Where:
    return lambda row: not row.text(part)


def on_the_roster(row: Row) -> bool:
    return "y2018" in row.parts["roster_years"][1]["list"]


def stands(*states: str) -> Where:
    return lambda row: row.state(row.last)[0] in states


def both(*tests: Where) -> Where:
    return lambda row: all(test(row) for test in tests)


class Counter:
    """Counts rows of one register that are confirmed, or need not be."""

    def __init__(self, hand: ByHand, register: str) -> None:
        self._hand, self._register = hand, register

    def rows(self, where: Where) -> list[Row]:
        if self._register in SEEN:
            seen = SEEN[self._register]
            return self._hand.counting(self._register, where, seen=seen, day=self._hand.last)
        return [row for row in self._hand.rows[self._register].values() if where(row)]

    def count(self, *tests: Where) -> tuple[Fraction, Fraction]:
        return Fraction(len(self.rows(both(*tests)))), Fraction(0)

    def share(self, only: Where, *tests: Where) -> tuple[Fraction, Fraction]:
        n, d = self.rows(both(only, *tests)), self.rows(only)
        return Fraction(len(n)), Fraction(len(d))

    def sums(self, only: Where, n: str, d: str = "") -> tuple[Fraction, Fraction]:
        rows = self.rows(only)
        whole = (sum((row.number(part) for row in rows), Fraction(0)) for part in (n, d) if part)
        found = [*whole, Fraction(0)]
        return found[0], found[1]


def facilities(hand: ByHand) -> Worked:
    centres, canteens, care = (
        Counter(hand, register) for register in ("home_care_centre", "canteen", "day_care")
    )
    running = stands("running")
    graded = both(by_the_end("graded_on"), one_of("grade", "standard", "model"))
    return {
        "I08-01": care.count(
            this_year("accepted_on"),
            lambda row: row.number("usable_area_m2") >= 500,
            stands("accepted", "running"),
        ),
        "I08-03": canteens.count(one_of("build_kind", "new"), this_year("opened_on"), running),
        "I08-04": centres.count(
            one_of("build_kind", "new"),
            graded,
            this_year("graded_on"),
            lambda row: bool(row.text("graded_doc")),
            running,
        ),
        "I08-09": canteens.count(running),
        "I10-03": care.count(
            lambda row: "health_hut" in row.parts.get("rooms", ("", {}))[1].get("list", ()),
            stands("accepted", "running"),
        ),
    }


def institutions(hand: ByHand) -> Worked:
    homes, running = Counter(hand, "institution"), stands("running")
    open_ = stands("preparing", "running", "suspended", "idle")
    without_clinic = both(running, lambda row: row.number("has_clinic") == 0)
    agreed = both(
        this_year("agreement_signed_on"),
        still_valid("agreement_valid_until"),
    )
    return {
        "I09-01": homes.share(
            both(yes("is_rural_home"), open_), one_of("nature", "public_private")
        ),
        "I09-02": homes.share(running, one_of("cctv", "built")),
        "I09-03": homes.share(both(running, yes("own_canteen")), one_of("open_kitchen", "built")),
        "I09-05": homes.count(one_of("permit_handling", "rectifying", "to_close"), open_),
        "I10-01": homes.sums(running, "beds_nursing", "beds_licensed"),
        "I10-02": homes.share(without_clinic, agreed),
        "I10-06": homes.count(yes("resident_service"), running),
    }


def communities(hand: ByHand) -> Worked:
    places, there = Counter(hand, "community"), stands("existing")
    in_a_town = both(there, lambda row: row.text("town") in STREETS_AND_TOWNS)
    all_rooms = both(*(yes(room) for room in ROOMS))
    return {
        "I11-09": places.share(there, yes("assoc_established"), yes("assoc_running")),
        "I11-10": places.share(there, yes("assoc_established")),
        "I12-01": places.count(there, yes("centre_community"), this_year("centre_on")),
        "I12-02": places.share(there, yes("office_standard_met")),
        "I12-03": places.share(there, all_rooms, one_of("room_sharing", "none", "some")),
        "I12-05": places.sums(there, "grids"),
        "I12-06": places.share(there, yes("one_stop"), lambda row: row.number("dual_workers") >= 1),
        "I12-07": places.count(in_a_town, yes("model"), this_year("model_on")),
        "I12-08": places.count(
            there, lambda row: bool(row.parts.get("pilots", ("", {}))[1].get("list"))
        ),
        "I22-05": places.count(there, yes("rooms_vacant")),
    }


def people(hand: ByHand) -> Worked:
    elders, veterans = Counter(hand, "elder"), Counter(hand, "veteran")
    listed = stands("listed")
    signed = both(by_the_end("agreement_signed_on"), still_valid("agreement_valid_until"))
    batch = one_of("batch", "winter_2017")
    here = both(batch, by_the_end("reported_on"))
    passed = both(batch, one_of("result", "passed"))
    asked = one_of("employment", "employed", "self_employed", "declined", "unemployed")
    left = both(on_the_roster, by_the_end("stranded_on"), stands("staying", "closed"))
    found = one_of("close_way", "family_found", "fetched", "settled", "destitute", "other")
    workers = stands("on_post")
    return {
        "I11-07": elders.count(listed),
        "I11-08": elders.share(listed, signed),
        "I14-03": certificates(hand, both(workers, lambda row: row.number("education_hours") > 0)),
        "I14-04": certificates(hand, both(workers, yes("union_worker"))),
        "I16-01": veterans.share(here, by_the_end("notice_signed_on")),
        "I16-02": veterans.share(
            both(here, one_of("willing", "willing")), by_the_end("class_from_on")
        ),
        "I16-03": veterans.share(
            both(passed, asked), one_of("employment", "employed", "self_employed")
        ),
        "I16-04": veterans.count(here),
        "I16-05": veterans.sums(this_year("allowance_paid_on"), "allowance_yuan"),
        "I16-07": veterans.count(yes("village_cadre"), this_year("village_cadre_on")),
        "I20-01": Counter(hand, "stranded").share(left, found, this_year("closed_on")),
    }


def certificates(hand: ByHand, where: Where) -> tuple[Fraction, Fraction]:
    """Social workers by their certificates, each once."""
    rows = Counter(hand, "social_worker").rows(where)
    return Fraction(len({row.parts["certificate_no"][1]["commit"] for row in rows})), Fraction(0)


def organisations(hand: ByHand) -> Worked:
    bodies, here = Counter(hand, "social_org"), stands("registered")
    return {
        "I13-02": bodies.share(here, one_of("party_body", "own", "joint")),
        "I13-03": bodies.share(here, one_of("party_body", "own", "joint", "adviser")),
        "I13-04": bodies.count(here),
        "I13-05": bodies.count(by_the_end("abnormal_on"), empty("abnormal_off_on")),
        "I13-06": bodies.count(by_the_end("dishonest_on"), empty("dishonest_off_on")),
        "I13-08": bodies.count(
            yes("zombie"),
            this_year("zombie_disposed_on"),
            stands("registered", "deregistered", "revoked"),
        ),
        "I14-07": bodies.count(here, yes("social_work_org")),
        "I17-04": bodies.count(here, yes("army_support")),
    }


def borders_roads_and_files(hand: ByHand) -> Worked:
    roads, in_use = Counter(hand, "road_sign"), stands("in_use")
    files = Counter(hand, "marriage_archive")
    reported = both(
        one_of("round", "fourth"),
        one_of("role", "lead"),
        yes("both_signed"),
        this_year("report_on"),
    )
    return {
        "I17-02": Counter(hand, "joint_deed").count(this_year("registered_on"), stands("done")),
        "I18-04": Counter(hand, "boundary").count(reported),
        "I18-06": roads.sums(in_use, "plates_up", "plates_due"),
        "I18-07": roads.share(
            both(in_use, lambda row: row.number("plates_due") >= 1), yes("road_done")
        ),
        "I19-09": files.sums(
            lambda row: row.number("entries_due") >= 1, "imported", "entries_due_net"
        ),
    }


PARTS: tuple[Callable[[ByHand], Worked], ...] = (
    added_up, standing, closed_and_held, steps_and_lists, facilities, institutions, communities,
    people, organisations, borders_roads_and_files,
)  # fmt: skip


def worked(hand: ByHand) -> dict[str, tuple[Fraction, Fraction]]:
    return {code: pair for part in PARTS for code, pair in part(hand).items()}
