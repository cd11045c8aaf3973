"""The architecture is a test: imports, sizes, argument lists, the top level, the lock files.

Every detector is also shown a planted fault, which it must find.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "zjmz_desktop"
FILE_LINES, CLASS_LINES, FUNCTION_LINES, WIDGET_INIT_LINES = 400, 200, 40, 60
CLASS_METHODS, ARGUMENTS, POSITIONAL = 15, 5, 2

# Debts: a finding's key, with the reason. The list may only shrink; one that is no longer
# found fails the test.
ALLOWED: dict[str, str] = {}

TOP_LEVEL = re.compile(
    r"zjmz_desktop|resources|tests|build_spec|pyproject\.toml|README\.md|LICENSE|CHANGELOG\.md"
    r"|requirements(-dev)?\.lock|\..+"
)
UNTRACKED = {"build", "dist", "__pycache__"}  # as .gitignore has it

# Qt calls these by position with three arguments or more; a name in camelCase is Qt's as well.
QT_POSITIONAL = {"paint", "translate"}


def sources() -> list[Path]:
    """Every Python file the rules hold for."""
    found = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "build_spec/dev.py"]
    return sorted(found)


def lines_of(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


Function = ast.FunctionDef | ast.AsyncFunctionDef


def definitions(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.AST, bool]]:
    """Every class and function with its dotted name, and whether it is a method."""
    for node in ast.iter_child_nodes(tree):
        name = within
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            name = f"{within}.{node.name}".lstrip(".")
            yield name, node, isinstance(tree, ast.ClassDef)
        yield from definitions(node, name)


def too_long(place: str, text: str) -> dict[str, str]:
    """The file, classes and functions that are larger than agreed: key to figure."""
    found = {}
    count = len(text.splitlines())
    if count > FILE_LINES:
        found[place] = f"{count} lines"
    for name, node, _ in definitions(ast.parse(text)):
        key = f"{place}::{name}"
        if isinstance(node, ast.ClassDef):
            found.update(class_findings(key, node))
        elif isinstance(node, Function):
            widget = "/gui/" in place and node.name == "__init__"
            if lines_of(node) > (WIDGET_INIT_LINES if widget else FUNCTION_LINES):
                found[key] = f"{lines_of(node)} lines"
    return found


def class_findings(key: str, node: ast.ClassDef) -> dict[str, str]:
    found = {}
    methods = sum(isinstance(part, Function) for part in node.body)
    if lines_of(node) > CLASS_LINES:
        found[key] = f"{lines_of(node)} lines"
    if methods > CLASS_METHODS:
        found[f"{key} methods"] = f"{methods} methods"
    return found


def is_qt_override(place: str, name: str) -> bool:
    return "/gui/" in place and (name in QT_POSITIONAL or bool(re.fullmatch("[a-z]+[A-Z].*", name)))


def too_many_arguments(place: str, text: str) -> dict[str, str]:
    """Functions with too many arguments, or more than two that are not keyword-only."""
    found = {}
    for name, node, method in definitions(ast.parse(text)):
        if not isinstance(node, Function):
            continue
        static = any(ast.unparse(mark) == "staticmethod" for mark in node.decorator_list)
        positional = len(node.args.posonlyargs) + len(node.args.args) - (method and not static)
        every = positional + len(node.args.kwonlyargs)
        special = name.endswith("__") and not name.endswith("__init__")
        if every > ARGUMENTS:
            found[f"{place}::{name} arguments"] = f"{every} arguments"
        elif positional > POSITIONAL and not special and not is_qt_override(place, node.name):
            found[f"{place}::{name} positional"] = f"{positional} positional arguments"
    return found


@cache
def all_findings() -> dict[str, str]:
    found = {}
    for path in sources():
        place, text = path.relative_to(ROOT).as_posix(), path.read_text("utf-8")
        found.update(too_long(place, text))
        if path.is_relative_to(PACKAGE):
            found.update(too_many_arguments(place, text))
    return found


def test_sizes_and_arguments() -> None:
    found = all_findings()
    fresh = [f"{key}: {figure}" for key, figure in found.items() if key not in ALLOWED]
    assert not fresh, "larger than agreed:\n" + "\n".join(fresh)


def test_allow_list_only_shrinks() -> None:
    paid = sorted(ALLOWED.keys() - all_findings().keys())
    assert not paid, f"no longer needed in ALLOWED: {paid}"


def stray(names: list[str]) -> list[str]:
    """The entries that have no place at the top level."""
    return [name for name in names if not TOP_LEVEL.fullmatch(name) and name not in UNTRACKED]


def test_top_level_holds_only_the_agreed() -> None:
    assert stray([path.name for path in ROOT.iterdir() if path.suffix != ".egg-info"]) == []


def pins(lock: str) -> set[str]:
    text = (ROOT / lock).read_text("utf-8")
    return set(re.findall(r"^([a-z0-9][^\s;]*==[^\s;\\]+)", text, re.MULTILINE))


def unlocked(text: str) -> list[str]:
    """Lines of a lock file that name no hash, or name where to fetch from."""
    joined = text.replace("\\\n", " ").splitlines()
    packages = [line for line in joined if line and not line.startswith("#")]
    return [line for line in packages if "--hash=sha256:" not in line or "://" in line]


def test_lock_files_agree_and_hold_hashes() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        assert unlocked((ROOT / lock).read_text("utf-8")) == []


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    """Check the contracts against the package that lies in a folder."""
    command = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"
    return subprocess.run(
        [sys.executable, "-c", command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1", "COLUMNS": "200"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_import_contracts() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


# --- planted faults: every detector must find its own -------------------------------------------

PLANTED_IMPORTS = {
    "domain/planted.py": "import PySide6, zipfile\nfrom zjmz_desktop import store\n",
    "service/planted.py": "def late() -> None:\n    import sqlite3, reportlab\n",
    "gui/planted.py": "from zjmz_desktop import exchange\nimport PySide6\n",
    "cli/planted.py": "import pypdfium2, argon2\n",
    "exchange/planted.py": "import zipfile, openpyxl\n",
    "attic.py": "",
}
BROKEN = {
    "Data walks one way": ["attic", "zjmz_desktop.domain is not allowed to import"],
    "Window and command line see service and domain only": ["zjmz_desktop.gui.planted"],
    "No road from the inner rooms to Qt": ["zjmz_desktop.domain.planted -> PySide6"],
    "Qt only in gui and app": ["zjmz_desktop.domain.planted -> PySide6"],
    "SQL only in store": ["zjmz_desktop.service.planted -> sqlite3"],
    "PDF writing only in report": ["zjmz_desktop.service.planted -> reportlab"],
    "PDF reading only in report and exchange.plan_document": ["cli.planted -> pypdfium2"],
    "Travelling files only in exchange": ["zjmz_desktop.domain.planted -> zipfile"],
    "Sealing only in crypto": ["zjmz_desktop.cli.planted -> argon2"],
}


@pytest.fixture(scope="module")
def planted_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy with faults."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(PACKAGE, folder / "zjmz_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, text in PLANTED_IMPORTS.items():
        (folder / "zjmz_desktop" / name).write_text(text, "utf-8")
    done = lint_imports(folder)
    assert done.returncode == 1
    return done.stdout


@pytest.mark.parametrize("contract", BROKEN)
def test_planted_import_is_found(planted_report: str, contract: str) -> None:
    assert f"{contract} BROKEN" in planted_report
    for words in BROKEN[contract]:
        assert words in planted_report


def test_import_in_its_own_room_is_allowed(planted_report: str) -> None:
    assert "zjmz_desktop.exchange.planted -> " not in planted_report


LONG_BODY = "\n".join(f"    a{n} = {n}" for n in range(FUNCTION_LINES))
MANY_METHODS = "\n".join(f"    def m{n}(self): ..." for n in range(CLASS_METHODS + 1))
LONG_CLASS = "\n".join(f"    a{n} = {n}" for n in range(CLASS_LINES))
INIT = "class W:\n    def __init__(self):\n" + "        a = 1\n" * WIDGET_INIT_LINES


@pytest.mark.parametrize(
    ("detector", "place", "text", "key"),
    [
        (too_long, "zjmz_desktop/x.py", "a = 1\n" * (FILE_LINES + 1), "zjmz_desktop/x.py"),
        (too_long, "x.py", f"def f():\n{LONG_BODY}\n", "x.py::f"),
        (too_long, "x.py", f"if 1:\n  async def f():\n{LONG_BODY}\n", "x.py::f"),
        (too_long, "x.py", f"class C:\n{MANY_METHODS}\n", "x.py::C methods"),
        (too_long, "x.py", f"class C:\n{LONG_CLASS}\n", "x.py::C"),
        (too_long, "p/gui/x.py", INIT, "p/gui/x.py::W.__init__"),
        (too_many_arguments, "x.py", "def f(a, b, *, c, d, e, g): ...", "x.py::f arguments"),
        (too_many_arguments, "x.py", "def f(a, b, c): ...", "x.py::f positional"),
        (
            too_many_arguments,
            "x.py",
            "class C:\n  def __init__(self, a, b, c): ...",
            "x.py::C.__init__ positional",
        ),
        (
            too_many_arguments,
            "p/gui/x.py",
            "class C:\n  def f_a(self, a, b, c): ...",
            "p/gui/x.py::C.f_a positional",
        ),
    ],
)
def test_planted_size_is_found(
    detector: Callable[[str, str], dict[str, str]], place: str, text: str, key: str
) -> None:
    assert key in detector(place, text)


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("x.py", "def f(a, b, *, c, d, e): ..."),
        ("x.py", "class C:\n  def f(self, a, b): ...\n  def __exit__(self, a, b, c): ..."),
        ("p/gui/x.py", "class C:\n  def setModelData(self, a, b, c): ..."),
        ("p/gui/x.py", "class C:\n  def paint(self, a, b, c): ..."),
    ],
)
def test_what_is_allowed_is_not_found(place: str, text: str) -> None:
    assert too_many_arguments(place, text) == {}


def test_limits_themselves_are_allowed() -> None:
    at_limit = "def f():\n" + "    a = 1\n" * (FUNCTION_LINES - 1)
    at_limit += "\n" * (FILE_LINES - FUNCTION_LINES)
    assert too_long("x.py", at_limit) == {}


def test_planted_stray_and_unlocked_are_found() -> None:
    assert stray(["README.md", "notes.txt", ".ci", "build", "uv.toml"]) == ["notes.txt", "uv.toml"]
    held = "a==1 \\\n    --hash=sha256:00\n"
    assert unlocked(held) == []
    assert unlocked(held + "b==2\n") == ["b==2"]
    assert unlocked("a @ https://example.org/a.whl --hash=sha256:00\n")
