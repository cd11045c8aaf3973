"""Draws the papers an office prints, as PDF."""
