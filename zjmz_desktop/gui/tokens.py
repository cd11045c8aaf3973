"""The look in some twenty tokens; the palette, the style sheet and all painting use only these."""

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours as #rrggbb and sizes in points or pixels.

    One brand colour; the other colours stand for a state and never speak alone.
    """

    brand: str = "#1f5fa8"
    brand_dark: str = "#174a86"
    brand_soft: str = "#9dbee3"
    brand_wash: str = "#e7f0fa"
    ink: str = "#1a2430"
    ink_soft: str = "#4a5867"
    ink_faint: str = "#606c79"
    canvas: str = "#f3f5f8"
    panel: str = "#fafbfc"
    card: str = "#ffffff"
    computed: str = "#edf0f5"
    line: str = "#dfe4ea"
    line_strong: str = "#b9c3cf"
    good: str = "#0f7a52"
    good_wash: str = "#e3f3ee"
    good_line: str = "#9fd3c0"
    warn: str = "#9a5b00"
    warn_wash: str = "#fff4df"
    warn_line: str = "#e8c67a"
    bad: str = "#b3261e"
    bad_wash: str = "#fdebea"
    bad_line: str = "#e9aaa5"
    small_pt: str = "9pt"
    body_pt: str = "10.5pt"
    head_pt: str = "12pt"
    title_pt: str = "15pt"
    number_pt: str = "16pt"
    radius_px: str = "8px"

    def filled_in(self, template: str) -> str:
        """Replace `@name@` in a style sheet template by the token's value."""
        text = template
        for name, value in self._asdict().items():
            text = text.replace(f"@{name}@", value)
        return text


TOKENS = Tokens()

CONTENT_MAX_PX = 980
SIDE_COLLAPSE_BELOW_PX = 1200
AFTER_PAINT_MS = 50
"""What the first frame can do without waits so long for it to reach the screen."""
