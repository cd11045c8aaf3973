"""Start of the program: the window, or a command."""

import sys


def main() -> int:
    """Open the window (no words, or `window`), or run one command; returns the exit code."""
    argv = sys.argv[1:]
    if not argv or argv[0] == "window":
        from zjmz_desktop.app import main as open_window

        return open_window(argv[1:])
    from zjmz_desktop.cli.main import main as run_command

    return run_command(argv)


if __name__ == "__main__":
    sys.exit(main())
