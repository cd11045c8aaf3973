"""Versions of a figure side by side: 快报, 月报, 预计全年, 年报, and what each differs by."""
