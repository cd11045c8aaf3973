"""Reads and writes the files that travel between offices."""
