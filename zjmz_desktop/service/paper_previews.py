"""A drawn paper looked at: pages as pixels, boxes, words found; apart, as drawing needs nothing of it."""

from zjmz_desktop.report.preview import Band, Box, Found, OutlineEntry, Pixels, Preview

__all__ = ["Band", "Box", "Found", "OutlineEntry", "Pixels", "Preview"]
