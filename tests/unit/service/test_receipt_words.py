"""What a receipt says of one figure: by whose it is, and whether the office above has it as it stands."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flow import CODE, DANTU, GAOZI, Flow

from zjmz_desktop.service import receipts

HERE, NOT_YET = "上级已收到", "上级还没有收到现在的数"
ADOPTED = "上级采用5（本单位报12）"


@pytest.fixture
def flow(tmp_path: Path) -> Iterator[Flow]:
    found = Flow(tmp_path / "区")
    yield found
    found.district.close()


@pytest.mark.parametrize(
    ("unit", "known", "said", "words"),
    [
        (DANTU, True, "", HERE),
        (DANTU, False, "", NOT_YET),
        (DANTU, False, "已接收", "已接收"),
        (DANTU, True, ADOPTED, ADOPTED),
        (GAOZI, True, "已接收", "已接收"),  # of the towns behind it, as they were when it was said
        (GAOZI, False, "已接收", NOT_YET),
        (GAOZI, True, ADOPTED, HERE),  # that is the district's figure, not the town's
    ],
)
def test_what_was_done_is_said_of_whom_it_was_done_to(
    flow: Flow, *, unit: str, known: bool, said: str, words: str
) -> None:
    assert receipts._use(flow.district, (CODE, unit), known=known, said=said).words == words
