"""位次 among towns: by completion where each has its target, else by value; ties share a place."""

from decimal import Decimal

from judging_cases import DANTU
from test_annual import CANTEEN, EMPTY, NAMES, TOWNS, data, each

from zjmz_desktop.domain.ranking import rank_of, ranks_of


def test_ties_share_a_place_and_who_has_not_reported_has_none() -> None:
    total = data({"I08-03": each(2, 0, 2, 1)}).totals["I08-03"]
    assert ranks_of(total, indicator=CANTEEN) == {
        TOWNS[0]: 1,
        TOWNS[1]: 4,
        TOWNS[2]: 1,
        TOWNS[3]: 3,
    }
    assert rank_of(total, TOWNS[3], indicator=CANTEEN) == (3, 4)
    assert rank_of(total, TOWNS[5], indicator=CANTEEN) is None


def test_with_targets_of_their_own_the_completion_counts() -> None:
    targets = {("I08-03", DANTU.id): Decimal(12)}
    targets |= {("I08-03", town): Decimal(4 if n == 0 else 1) for n, town in enumerate(TOWNS)}
    total = data({"I08-03": each(2, 1)}, targets=targets).totals["I08-03"]
    assert ranks_of(total, indicator=CANTEEN) == {TOWNS[0]: 2, TOWNS[1]: 1}  # 2 of 4, 1 of 1


def test_who_has_no_target_has_no_place_among_those_who_have() -> None:
    targets = {("I08-03", DANTU.id): Decimal(12)}
    targets |= {("I08-03", town): Decimal(2) for town in TOWNS[:2]}
    total = data({"I08-03": each(2, 1, 9)}, targets=targets).totals["I08-03"]
    assert ranks_of(total, indicator=CANTEEN) == {TOWNS[0]: 1, TOWNS[1]: 2}


def test_nothing_is_ranked_where_all_are_alike_or_nothing_is_to_be_won() -> None:
    assert not ranks_of(data({"I08-03": each(1, 1, 1)}).totals["I08-03"], indicator=CANTEEN)
    assert not ranks_of(data({"I22-05": each(0, 3)}).totals["I22-05"], indicator=EMPTY)
    assert NAMES
