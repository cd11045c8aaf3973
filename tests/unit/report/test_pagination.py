"""Strips filled into pages."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from zjmz_desktop.report.pagination import Page, Section, Strip, paginate
from zjmz_desktop.report.sheet import PITCH, Frame

FRAME = Frame(100, 100, is_wide=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slab(Strip):
    """A strip that is not white."""

    name: str = ""

    @property
    def is_blank(self) -> bool:
        return False


def names(pages: list[Page]) -> list[str]:
    return ["".join(s.name for s, _ in page.placed if isinstance(s, Slab)) for page in pages]


def filled(*strips: Strip) -> list[str]:
    return names(paginate([Section(FRAME, strips)]))


def slabs(text: str, height: float = 30) -> list[Slab]:
    return [Slab(name=char, height=height) for char in text]


def test_pages_are_filled_from_the_top() -> None:
    assert filled(*slabs("abcdefg")) == ["abc", "def", "g"]


def test_the_white_after_a_line_may_hang_over() -> None:
    assert filled(*[Slab(name=c, height=35, trail=10) for c in "abcd"]) == ["abc", "d"]


def test_what_keeps_together_moves_together() -> None:
    a, b, _, d, e = slabs("abcde")
    assert filled(a, b, Slab(name="c", height=30, keep=2), d, e) == ["ab", "cde"]
    tied = [Slab(name=char, height=30, keep=1) for char in "bc"]
    assert filled(a, b, *tied, d, e) == ["ab", "bcd", "e"]


def test_a_chain_longer_than_a_page_is_broken() -> None:
    assert filled(*[Slab(name=c, height=30, keep=4) for c in "abcde"]) == ["abc", "de"]


def test_a_heading_takes_along_the_first_of_a_chain_that_is_too_long() -> None:
    a, b, c, d = slabs("abcd")
    heads = [Slab(name=char, height=10, keep=2) for char in "Hh"]
    rows = [Slab(name=char, height=60) for char in "rs"]
    assert filled(a, b, *heads, *rows) == ["ab", "Hhr", "s"]
    assert filled(a, *heads, *rows, c, d) == ["a", "Hhr", "scd"[:2], "d"]


def test_what_is_repeated_takes_room_from_a_chain() -> None:
    head, (foot,) = Slab(name="H", height=30), slabs("f")
    rows = [Slab(name=c, height=50, keep=keep, repeat=(head,)) for c, keep in (("r", 0), ("s", 1))]
    assert filled(head, *rows, foot) == ["Hr", "Hs", "f"]


def test_a_header_is_repeated() -> None:
    head = Slab(name="H", height=30)
    rows = [Slab(name=c, height=30, repeat=(head,)) for c in "abcde"]
    assert filled(head, *rows) == ["Hab", "Hcd", "He"]


def test_white_at_the_top_of_a_page_falls_away() -> None:
    pages = paginate(
        [Section(FRAME, (Strip(height=20), *slabs("abc"), Strip(height=20), *slabs("d")))]
    )
    assert [page.placed[0][1] for page in pages] == [0, 0]


def test_text_starts_on_the_grid() -> None:
    strips = (Slab(name="a", height=10), Slab(name="b", height=10, snap=True))
    (page,) = paginate([Section(FRAME, strips)])
    assert page.placed[1][1] == PITCH


@given(
    st.lists(
        st.builds(
            Slab,
            height=st.floats(1, 150),
            trail=st.floats(0, 5),
            keep=st.integers(0, 3),
            snap=st.booleans(),
        )
    )
)
def test_nothing_is_lost_and_nothing_hangs_out(strips: list[Slab]) -> None:
    pages = paginate([Section(FRAME, tuple(strips))])
    assert [strip for page in pages for strip, _ in page.placed] == strips
    for page in pages:
        bottoms = [top + strip.height - strip.trail for strip, top in page.placed]
        assert len(bottoms) == 1 or bottoms[-1] <= FRAME.height + 1e-3
