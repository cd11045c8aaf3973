"""Versions beside each other: by how much, and why."""

from decimal import Decimal

from zjmz_desktop.domain.figure_versions import Kind, Version, change_words, differences


def version(kind: Kind, n: str, d: str | None = None, note: str = "") -> Version:
    below = None if d is None else Decimal(d)
    return Version(kind, "2018年12月", Decimal(n), below, note=note)


def test_the_annual_figure_is_compared_with_each_of_the_others() -> None:
    found = differences(
        (
            version(Kind.MONTHLY, "12"),
            version(Kind.FLASH, "13"),
            version(Kind.ESTIMATE, "20"),
            version(Kind.ANNUAL, "12", note="1个未验收"),
        )
    )
    assert found == ("年报12，快报13，少1，原因：1个未验收",)


def test_without_an_annual_figure_the_monthly_one_counts() -> None:
    told = differences((version(Kind.MONTHLY, "15"), version(Kind.FLASH, "13.5")))
    assert told == ("月报累计15，快报13.5，多1.5，没有写明原因",)


def test_rates_are_told_as_they_are() -> None:
    told = differences((version(Kind.ANNUAL, "50", "60"), version(Kind.MONTHLY, "50", "61")))
    assert told == ("年报50/60，月报累计50/61，没有写明原因",)


def test_an_estimate_alone_differs_from_nothing() -> None:
    assert differences((version(Kind.ESTIMATE, "20"),)) == ()


def test_a_correction_says_what_stood_before_and_a_late_figure_has_nothing_before() -> None:
    assert change_words("更正", before="5", after="6", unit="户次") == "更正，由5改为6（户次）"
    assert change_words("补报", before="", after="4", unit="户次") == "补报4（户次）"
