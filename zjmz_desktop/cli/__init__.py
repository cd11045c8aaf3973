"""The command line: words turned into service calls."""
