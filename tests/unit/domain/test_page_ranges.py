"""Pages as people write them."""

import pytest

from zjmz_desktop.domain.page_ranges import PageRangeError, pages_in


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", (0, 1, 2, 3, 4, 5)),
        ("  ", (0, 1, 2, 3, 4, 5)),
        ("3", (2,)),
        ("1-3,5", (0, 1, 2, 4)),
        ("１－３，５", (0, 1, 2, 4)),
        ("5、1至2", (0, 1, 4)),
        ("2～4 3", (1, 2, 3)),
        ("6—6", (5,)),
    ],
)
def test_ranges_are_read(text: str, pages: tuple[int, ...]) -> None:
    assert pages_in(text, 6) == pages


@pytest.mark.parametrize(
    "text", ["0", "7", "3-2", "1-7", "一", "1-", "-3", "1.5", "99999", "1--2", "٣"]
)
def test_what_is_no_page_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(PageRangeError, match="这份共6页") as caught:
        pages_in(f"1,{text}", 6)
    assert f"“{text}”" in caught.value.message
