"""Start of the program: the window, or a command."""

import gc
import os
import sys

from zjmz_desktop.sandbox import FLAG, Job, serve

_MADE_SINCE = 500_000
"""More than a pasted block of 5,000 rows makes."""


def main() -> int:
    """Open the window (no words, or `window`), or run one command; returns the exit code."""
    argv = sys.argv[1:]
    if argv[:1] == [FLAG]:
        return serve(argv[1:], job=_job_named)
    if not argv or argv[0] == "window":
        return _window(argv[1:])
    look_seldom_for_garbage()
    from zjmz_desktop.cli.main import main as run_command

    code = run_command(argv)
    gc.freeze()  # it all goes with the process: looked through for garbage first, that took a tenth of a second
    return code


def _job_named(name: str) -> Job:
    """A job of the limited child; its libraries are imported here, under the limits."""
    if name == "paper":
        from zjmz_desktop.report.attached import read_job

        return read_job
    from zjmz_desktop.exchange.limited import job_named

    return job_named(name)


def look_seldom_for_garbage() -> None:
    """Registers and packages are hundreds of thousands of objects that all stay.

    Python's own thresholds look through all of them over and over again: a third of a paste's time. A paper
    and most other commands are done before there is enough to be looked at.
    """
    gc.set_threshold(_MADE_SINCE, 10, 10)


def _window(argv: list[str]) -> int:
    from zjmz_desktop.cli.parser import Parser, add_window_options

    parser = Parser(prog="zjmz window", description="打开窗口。")
    add_window_options(parser)
    arguments = parser.parse_args(argv)
    if not _has_display():
        print(
            "这里没有图形界面，打不开窗口。请在桌面上打开，或用 zjmz --help 里的命令。",
            file=sys.stderr,
        )
        return 1
    gc.disable()  # nothing imported here is garbage; the window looks for it between its own acts
    from zjmz_desktop.app import main as open_window

    return open_window(arguments.store, user=arguments.user)


def _has_display() -> bool:
    """Whether a window can be shown: always but on a Linux without a display."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
