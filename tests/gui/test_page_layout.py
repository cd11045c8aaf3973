"""Where pages lie: numbers worked out by hand."""

import pytest
from PySide6.QtCore import QPoint, QRect

from zjmz_desktop.gui.preview.page_layout import (
    GAP_PX,
    MARGIN_PX,
    PAGE,
    PX_PER_POINT,
    WIDTH,
    Zoom,
    arrange,
    scale_of,
    stepped,
)
from zjmz_desktop.service.paper_previews import Box

UPRIGHT, LYING = (600.0, 800.0), (800.0, 600.0)


def test_single_pages_stand_in_the_middle_one_under_another() -> None:
    found = arrange([UPRIGHT, LYING], scale=0.5, facing=False, room=1000)
    assert found.boxes == (
        QRect(350, MARGIN_PX, 300, 400),
        QRect(300, MARGIN_PX + 400 + GAP_PX, 400, 300),
    )
    assert (found.width, found.height) == (1000, 2 * MARGIN_PX + 700 + GAP_PX)


def test_side_by_side_odd_pages_are_right_and_even_ones_left() -> None:
    found = arrange([UPRIGHT] * 4, scale=0.5, facing=True, room=1000)
    left, right = 500 - GAP_PX // 2 - 300, 500 + GAP_PX // 2
    assert [box.left() for box in found.boxes] == [right, left, right, left]
    assert found.boxes[1].top() == found.boxes[2].top() > found.boxes[0].top()
    assert found.boxes[3].top() > found.boxes[2].top()


def test_a_lying_page_has_a_row_for_itself() -> None:
    found = arrange([UPRIGHT, UPRIGHT, LYING, UPRIGHT, UPRIGHT], scale=0.5, facing=True, room=1000)
    tops = [box.top() for box in found.boxes]
    assert len(set(tops)) == 4
    assert tops[3] == tops[4]
    assert found.boxes[2].center().x() == pytest.approx(500, abs=1)


def test_pages_that_fit() -> None:
    sizes, room = [UPRIGHT, UPRIGHT], (1000, 500)
    free = 1000 - 2 * MARGIN_PX - GAP_PX
    assert scale_of(Zoom(WIDTH), sizes, facing=False, room=room) == free / 600
    assert scale_of(Zoom(WIDTH), sizes, facing=True, room=room) == free / 1200
    assert scale_of(Zoom(PAGE), sizes, facing=False, room=room) == (500 - 2 * MARGIN_PX) / 800
    assert scale_of(Zoom("", 150), sizes, facing=False, room=room) == 1.5 * PX_PER_POINT
    assert scale_of(Zoom(WIDTH), [], facing=False, room=room) == PX_PER_POINT


@pytest.mark.parametrize(
    ("percent", "steps", "found"), [(97, 1, 110), (97, -1, 90), (300, 1, 300), (25, -1, 25)]
)
def test_steps_land_on_whole_tenths(percent: float, steps: int, found: int) -> None:
    assert stepped(percent / 100 * PX_PER_POINT, steps) == found


def test_a_point_keeps_its_share_when_pages_grow() -> None:
    small = arrange([UPRIGHT], scale=0.5, facing=False, room=1000)
    large = arrange([UPRIGHT], scale=1.0, facing=False, room=1000)
    share = small.share_at(0, QPoint(350 + 150, MARGIN_PX + 100))
    assert share == (0.5, 0.25)
    assert large.point_at(0, share) == QPoint(200 + 300, MARGIN_PX + 200)


def test_a_part_of_a_page_has_its_place_on_the_canvas() -> None:
    found = arrange([UPRIGHT], scale=0.5, facing=False, room=1000).placed(0, Box(10, 20, 110, 40))
    assert found.getRect() == (355.0, MARGIN_PX + 10.0, 50.0, 10.0)
