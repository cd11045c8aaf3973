"""Start of the program: the window, or a command."""

import argparse
import sys
from pathlib import Path


def main() -> int:
    """Open the window (no words, or `window`), or run one command; returns the exit code."""
    argv = sys.argv[1:]
    if not argv or argv[0] == "window":
        return _window(argv[1:])
    from zjmz_desktop.cli.main import main as run_command

    return run_command(argv)


def _window(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="zjmz window", description="打开窗口")
    parser.add_argument("--store", type=Path, metavar="文件夹", help="数据文件夹")
    arguments = parser.parse_args(argv)
    from zjmz_desktop.app import main as open_window

    return open_window(arguments.store)


if __name__ == "__main__":
    sys.exit(main())
