"""Geometry, clipped text, names for screen readers, colours."""

import re
from itertools import product

import pytest
from fake_office import DISTRICT, TOWN, FakeOffice
from fake_plan import SPECS
from looking import clipped, outside, unnamed
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTabBar, QWidget
from typist import Keyboard, Opener

from zjmz_desktop.domain.figures import Light
from zjmz_desktop.domain.plan_indicators import Entry
from zjmz_desktop.gui.forms.registry import EDITORS
from zjmz_desktop.gui.main_window import MainWindow
from zjmz_desktop.gui.theme import style_sheet
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.marks import LIGHT_SHAPES, STATUS_SHAPES

KINDS = ("I01-01", "I01-02", "I08-01", "I08-03", "I08-05", "I11-01", "I12-03", "I14-01")


@pytest.mark.parametrize("code", KINDS)
def test_nothing_is_clipped_at_1366(window: MainWindow, keyboard: Keyboard, code: str) -> None:
    window.entry.open_indicator(code)
    keyboard.settle()
    assert clipped(window) == []
    assert outside(window) == []


def test_nothing_is_clipped_with_problems(
    window: MainWindow, keyboard: Keyboard, office: FakeOffice
) -> None:
    base = ("I11-01", TOWN, "2018M06")
    office.cells |= {(*base, "value/n"): "700", (*base, "value/d"): "650"}
    office.drafts[("I05-02", TOWN, "2018M06", "value")] = ("约50", "“约50”不能填在这里。" * 2)
    for code in ("I11-01", "I05-02"):
        window.entry.open_indicator(code)
        keyboard.settle()
        assert clipped(window) == []


def test_nothing_is_clipped_for_a_district(opener: Opener, keyboard: Keyboard) -> None:
    window = opener(FakeOffice(DISTRICT))
    window.entry.open_indicator("I08-03")
    keyboard.settle()
    assert clipped(window) == []
    assert outside(window) == []


def test_narrow_window_gives_up_the_right_side(window: MainWindow, keyboard: Keyboard) -> None:
    assert window.entry.side.isVisible()
    window.resize(911, 463)
    keyboard.settle()
    assert (window.width(), window.height()) == (911, 463)
    assert not window.entry.side.isVisible()
    assert clipped(window) == []
    assert outside(window) == []
    keyboard.press(Qt.Key.Key_F9)
    assert window.entry.side.isVisible()


def test_wide_window_keeps_lines_readable(window: MainWindow, keyboard: Keyboard) -> None:
    window.resize(1920, 1040)
    keyboard.settle()
    body = window.entry.form.findChildren(QWidget, "canvas")[0].layout()
    assert body is not None
    assert body.contentsRect().width() <= 980


def test_form_is_in_sight_without_scrolling(window: MainWindow, keyboard: Keyboard) -> None:
    window.entry.open_indicator("I08-03")
    keyboard.settle()
    bottom = keyboard.focused.mapTo(window, keyboard.focused.rect().bottomLeft()).y()
    assert bottom < window.entry.bar.mapTo(window, window.entry.bar.rect().topLeft()).y()


@pytest.mark.parametrize("code", KINDS)
def test_every_focusable_widget_has_a_name(window: MainWindow, code: str) -> None:
    window.entry.open_indicator(code)
    assert unnamed(window.centralWidget()) == []


def test_tabs_have_names(window: MainWindow) -> None:
    assert all(tabs.accessibleName() for tabs in window.findChildren(QTabBar))


def test_every_entry_kind_has_an_editor() -> None:
    assert set(EDITORS) == {kind.value for kind in Entry}
    assert {spec.entry for spec in SPECS} == set(EDITORS)


def test_every_light_has_its_own_shape_or_words() -> None:
    assert set(LIGHT_SHAPES) == set(Light)
    judged = (Light.DONE, Light.ON_TRACK, Light.SLIGHTLY_BEHIND, Light.BEHIND)
    assert len({LIGHT_SHAPES[light][0] for light in judged}) == 4
    assert len({shape for shape, _ in STATUS_SHAPES.values()}) == len(STATUS_SHAPES)


def test_the_sheet_has_no_unknown_token() -> None:
    assert re.findall(r"@\w+@", style_sheet()) == []


def luminance(color: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    shade = QColor(color)
    red, green, blue = (linear(c) for c in (shade.redF(), shade.greenF(), shade.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_words_can_be_read_on_their_grounds() -> None:
    grounds = (TOKENS.card, TOKENS.panel, TOKENS.canvas)
    words = (TOKENS.ink, TOKENS.ink_soft, TOKENS.ink_faint, TOKENS.good, TOKENS.warn, TOKENS.bad)
    pairs = [*product(words, grounds)]
    pairs += [(TOKENS.good, TOKENS.good_wash), (TOKENS.warn, TOKENS.warn_wash)]
    pairs += [(TOKENS.bad, TOKENS.bad_wash), (TOKENS.brand_dark, TOKENS.brand_wash)]
    pairs += [(TOKENS.ink_soft, TOKENS.computed), (TOKENS.card, TOKENS.brand)]
    weak = [(pair, contrast(*pair)) for pair in pairs if contrast(*pair) < 4.5]
    assert weak == []
