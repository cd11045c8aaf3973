r"""The developer's one door: set up, run, test, check, measure. Standard library only.

    python3 build_spec/dev.py run          (Windows: py build_spec\dev.py run)

It keeps `.venv` in the checkout in step with the lock files, and on Linux installs what the
system lacks, or prints the one line that does.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "lock-stamp"
BUILD = ROOT / "build"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
WINDOWS = os.name == "nt"
SCRIPTS = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = SCRIPTS / ("python.exe" if WINDOWS else "python")

# Not by its script: that holds this folder's full path, and a checkout may be moved.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])"

OLDEST, TOO_NEW = (3, 11), (3, 14)
SAMPLE_UNIT, SAMPLE_YEAR = "321112000000", "2018"

# What a bare desktop lacks: shared library -> its Debian package. On rpm systems a package can
# be asked for by the library's own name.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
MANAGERS = {
    "apt-get": ["apt-get", "-qq", "-y", "--no-install-recommends", "install"],
    "dnf": ["dnf", "-q", "-y", "install"],
    "zypper": ["zypper", "-q", "-n", "install"],
}
LAUNCHER = (
    '@"%~dp0python.exe" -P -m zjmz_desktop %*\r\n'
    if WINDOWS
    else '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m zjmz_desktop "$@"\n'
)


class Stop(Exception):
    """The work cannot go on; the text is the one line to print."""


def say(line: str) -> None:
    """Print one line at once, so that it stands before a child's own output."""
    print(line, flush=True)


def call(*command: str | Path, **environment: str) -> int:
    """Run a command in the checkout without input and return its exit code."""
    words = [str(word) for word in command]
    env = {**os.environ, **environment}
    return subprocess.run(words, cwd=ROOT, env=env, stdin=subprocess.DEVNULL).returncode


def must(what: str, *command: str | Path, **environment: str) -> None:
    """Run a command; stop when it fails."""
    code = call(*command, **environment)
    if code != 0:
        raise Stop(f"{what} failed (exit {code}).")


# --- the system -------------------------------------------------------------------------------


def refuse_wrong_python() -> None:
    """Stop unless this Python is one the locked wheels exist for."""
    if OLDEST <= sys.version_info[:2] < TOO_NEW:
        return
    other = "py -3.13" if WINDOWS else "python3.11"
    found = platform.python_version()
    raise Stop(
        f"Python 3.11, 3.12 or 3.13 is needed, this is {found}; try: {other} build_spec/dev.py"
    )


def has_display() -> bool:
    """Whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def loads(library: str) -> bool:
    """Whether the dynamic linker finds a shared library by its exact name."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_venv() -> bool:
    """Whether this Python can make an environment with pip in it (Debian splits that off)."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))


def has_chinese_font() -> bool:
    """Whether fontconfig knows a Chinese face for the screen."""
    if not shutil.which("fc-list"):
        return False
    found = subprocess.run(
        ["fc-list", ":lang=zh", "family"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
    )
    return bool(found.stdout.strip())


def missing(libraries: dict[str, str], *, font: bool, apt: bool) -> tuple[list[str], list[str]]:
    """The packages to ask for: those nothing works without, and those that are only better."""
    needed = [
        package if apt else f"{library}()(64bit)"
        for library, package in libraries.items()
        if not loads(library)
    ]
    if not has_venv():
        needed.insert(0, "python3-venv" if apt else "python3")
    wanted: list[str] = []
    if font and not has_chinese_font():
        wanted = ["fontconfig", "fonts-wqy-microhei" if apt else "font(:lang=zh-cn)"]
    return needed, wanted


def may_become_root() -> bool:
    """Whether sudo works without asking for a password."""
    if not shutil.which("sudo"):
        return False
    quiet = subprocess.DEVNULL
    return subprocess.run(["sudo", "-n", "true"], stdin=quiet, stderr=quiet).returncode == 0


def install_packages(manager: str, packages: list[str]) -> bool:
    """Install system packages without asking; False when that needs a person or failed."""
    root = os.geteuid() == 0
    if not root and not may_become_root():
        return False
    prefix = [] if root else ["sudo", "-n"]
    prefix += ["env", "DEBIAN_FRONTEND=noninteractive"]
    say(f"Installing with {manager}: {' '.join(packages)}")
    if manager == "apt-get":
        call(*prefix, "apt-get", "-qq", "update")
    command = [*prefix, *MANAGERS[manager], *packages]
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        sys.stdout.write(done.stdout.decode("utf-8", "replace"))
    return done.returncode == 0


def prepare_system(*, qt: bool, window: bool) -> None:
    """See that the shared libraries, venv and a Chinese font are there (Linux only)."""
    if not sys.platform.startswith("linux"):
        return
    manager = next((name for name in MANAGERS if shutil.which(name)), "")
    apt = manager in ("apt-get", "")
    libraries = {**(QT_LIBRARIES if qt else {}), **(WINDOW_LIBRARIES if window else {})}
    needed, wanted = missing(libraries, font=window, apt=apt)
    if not needed and not wanted:
        return
    if manager and install_packages(manager, needed + wanted):
        needed, wanted = missing(libraries, font=window, apt=apt)
    if not needed and not wanted:
        return
    words = MANAGERS.get(manager, ["install these packages (Debian names):"])
    line = " ".join(["sudo", *words] if manager else words)
    line += " " + " ".join(f"'{name}'" if "(" in name else name for name in needed + wanted)
    if needed:
        raise Stop(f"The system lacks something; as root: {line}")
    say(f"For Chinese text on the screen: {line}")


# --- the environment --------------------------------------------------------------------------


def stamp_of(lock: Path) -> str:
    """What the environment must have been made from: this Python and this lock file."""
    text = lock.read_bytes().replace(b"\r\n", b"\n")
    return f"{platform.python_version()} {hashlib.sha256(text).hexdigest()}"


def make_environment() -> None:
    """Make `.venv` when there is none, or none that works with this Python."""
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    probe = f"import pip, sys; sys.exit('%d.%d' % sys.version_info[:2] != '{version}')"
    if PYTHON.exists() and call(PYTHON, "-c", probe) == 0:
        return
    say("Making .venv")
    base = getattr(sys, "_base_executable", None) or sys.executable
    must("Making .venv", base, "-m", "venv", "--clear", VENV)


def site_packages() -> Path:
    """Where the environment keeps its packages."""
    if WINDOWS:
        return VENV / "Lib" / "site-packages"
    return VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def link_checkout() -> None:
    """Make the checkout importable and `zjmz` a command, by hand: no build backend is needed.

    The path is relative, so that it is plain ASCII whatever the folder is called.
    """
    folder = site_packages()
    (folder / "zjmz_desktop.pth").write_text(os.path.relpath(ROOT, folder) + "\n", "ascii")
    launcher = SCRIPTS / ("zjmz.cmd" if WINDOWS else "zjmz")
    launcher.write_bytes(LAUNCHER.encode("ascii"))
    launcher.chmod(0o755)


def prepare_environment(*, development: bool) -> None:
    """Bring `.venv` in step with its lock file; nothing is done when it already is."""
    lock = DEV_LOCK if development else RUN_LOCK
    good = {stamp_of(DEV_LOCK), stamp_of(lock)}
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text("ascii") in good:
        return
    make_environment()
    STAMP.unlink(missing_ok=True)
    say(f"Installing what {lock.name} names (some 130 MB the first time)")
    pip = ["-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-qq"]
    options = ["--require-hashes", "--only-binary", ":all:", "-r"]
    must("Installing the locked packages", PYTHON, *pip, *options, lock)
    link_checkout()
    STAMP.write_text(stamp_of(lock), "ascii")


# --- the commands -----------------------------------------------------------------------------


def setup(_extra: list[str]) -> int:
    """Make everything ready for the other commands."""
    prepare_system(qt=True, window=has_display())
    prepare_environment(development=True)
    return 0


def make_sample(store: Path) -> None:
    """Fill a store with the sample office, unless it is there already."""
    if store.exists():
        return
    store.parent.mkdir(exist_ok=True)
    if call(PYTHON, "-m", "zjmz_desktop", "sample", "--store", store) != 0:
        shutil.rmtree(store, ignore_errors=True)
        raise Stop("The sample office could not be made.")


def run(extra: list[str]) -> int:
    """Open the window on the sample office; without a display print its yearly summary."""
    display = has_display()
    prepare_system(qt=display, window=display)
    prepare_environment(development=False)
    store = BUILD / "sample-store"
    make_sample(store)
    program = ["-m", "zjmz_desktop"]
    if display:
        return call(PYTHON, *program, "window", "--store", store, *extra)
    paper = BUILD / f"sample-summary-{SAMPLE_YEAR}.pdf"
    say("No display here, so no window: printing the sample office's yearly summary instead.")
    which = ["--unit", SAMPLE_UNIT, "--year", SAMPLE_YEAR]
    return call(PYTHON, *program, "report", "--store", store, *which, "--out", paper, *extra)


def test(extra: list[str]) -> int:
    """Run the tests; further words go to pytest."""
    prepare_system(qt=True, window=False)
    prepare_environment(development=True)
    return call(PYTHON, "-m", "pytest", "-q", *extra)


def check(_extra: list[str]) -> int:
    """Run every check that needs no running program; all of them, even after one failed."""
    prepare_system(qt=True, window=False)
    prepare_environment(development=True)
    steps: dict[str, list[str | Path]] = {
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "lint": [PYTHON, "-m", "ruff", "check", "."],
        "types": [PYTHON, "-m", "mypy"],
        "imports": [PYTHON, "-c", LINT_IMPORTS],
        "sizes": [PYTHON, "-m", "pytest", "-q", "tests/test_architecture.py"],
    }
    failed = []
    for name, command in steps.items():
        say(f"== {name}")
        if call(*command) != 0:
            failed.append(name)
    say(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def bench(extra: list[str]) -> int:
    """Run every measurement under tests/bench as a script, or those named."""
    prepare_system(qt=True, window=False)
    prepare_environment(development=True)
    scripts = sorted((ROOT / "tests" / "bench").glob("[!_]*.py"))
    chosen = [script for script in scripts if not extra or script.stem in extra]
    if not chosen:
        raise Stop("There is no such measurement in tests/bench.")
    worst = 0
    for script in chosen:
        say(f"== {script.stem}")
        worst = max(worst, abs(call(PYTHON, script, QT_QPA_PLATFORM="offscreen")))
    return worst


def build(_extra: list[str]) -> int:
    """Say that there is nothing to build yet."""
    raise Stop("Packaging for offices comes later; there is nothing to build yet.")


def main() -> int:
    """Read the command line and do one command."""
    commands = {act.__name__: act for act in (setup, run, test, check, bench, build)}
    lines = [f"  {name:6} {(act.__doc__ or '').splitlines()[0]}" for name, act in commands.items()]
    parser = argparse.ArgumentParser(
        prog="dev.py", epilog="\n".join(lines), formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=commands)
    arguments, extra = parser.parse_known_args()
    try:
        refuse_wrong_python()
        return commands[arguments.command](extra)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
