"""What a member of a package may be called."""

import pytest

from zjmz_desktop.exchange.member_names import Sort, are_distinct, sort_of

SHA = "0a" * 32


@pytest.mark.parametrize(
    ("path", "sort"),
    [
        (f"segments/321112001000/{SHA}.ndjson", Sort.SEGMENT),
        (f"segments/L3211-01/{SHA}.sig", Sort.SEGMENT_SIGNATURE),
        (f"blobs/{SHA}", Sort.BLOB),
        (f"plans/{SHA}.toml", Sort.PLAN),
        ("personal.sealed", Sort.SEALED),
        ("notes/2019-01.txt", Sort.LATER),
        (f"blobs/{SHA.upper()}", Sort.LATER),
    ],
)
def test_members_and_what_may_come_later(path: str, sort: Sort) -> None:
    assert sort_of(path) is sort


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/a",
        "a/",
        "a//b",
        "a/../b",
        "..",
        ".",
        ".hidden",
        "a.",
        "a..b",
        "a b",
        "a ",
        "a\\b",
        "c:/a",
        "a\0",
        "a\n",
        "nul",
        "NUL.txt",
        "x/Com7.tar.gz",
        "lpt1/x",
        "a\u202eb",
        "佐证",
        "ａ",
        "a" * 201,
        "a*",
        "a:b",
    ],
)
def test_no_member_may_be_called_so(path: str) -> None:
    assert sort_of(path) is None


def test_capitals_make_no_other_name() -> None:
    assert are_distinct(["a/b", "a/c"])
    assert not are_distinct(["a/b", "A/b"])
    assert not are_distinct(["a/b", "a/b"])
