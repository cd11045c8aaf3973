"""Offices at their desks: each has its own store and speaks to the others by files alone."""

import io
import json
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from zjmz_desktop.cli.main import main
from zjmz_desktop.service.context import Office, create_office, open_office

CITY, DANTU, GAOZI, BAOYAN = "321100000000", "321112000000", "321112001000", "321112104000"


class Desk:
    """One office's computer, used by the command line."""

    def __init__(self, folder: Path, unit: str, *, name: str = "") -> None:
        self.unit, self.folder = unit, folder
        self.out = folder.with_name(f"{folder.name}-发出")
        self.out.mkdir(parents=True, exist_ok=True)
        if not (folder / "office.db").exists():
            self.run("init", "--unit", unit, *(["--user", name] if name else []))

    def run(self, *words: str) -> Any:
        """A command that must be done; its JSON where asked for, else its text."""
        code, out, err = self._run(words)
        assert code == 0, f"{' '.join(words)}: {err}"
        return json.loads(out) if "--json" in words else out

    def refused(self, *words: str) -> str:
        """A command that must be refused; the sentence."""
        code, err = self.told(*words)
        assert code == 1, f"{' '.join(words)}: {code} {err}"
        return err

    def told(self, *words: str) -> tuple[int, str]:
        """A command that may be refused; the exit code, and the sentence."""
        code, _, err = self._run(words)
        assert "Traceback" not in err
        return code, err

    def _run(self, words: Iterable[str]) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([*words, "--store", str(self.folder)])
        return code, out.getvalue(), err.getvalue()

    # ---- files ----

    def pack(self, to: str, *words: str) -> Path:
        """A package for another office."""
        asked = ["--to", to, "--out", str(self.out), "--json", *words]
        return Path(self.run("pack", *asked)["file"])

    def trust(self, file: Path) -> None:
        """Trust who sent a file."""
        self.run("keys", "trust", str(file))

    def take(self, *files: Path) -> list[dict[str, Any]]:
        """Import; what became of each."""
        found: list[dict[str, Any]] = self.run("import", *map(str, files), "--json")
        return found

    def meet(self, file: Path) -> list[dict[str, Any]]:
        """Trust who sent a file, and import it."""
        self.trust(file)
        return self.take(file)

    # ---- figures ----

    def fill(self, code: str, value: str, *words: str, period: str = "2018M06") -> None:
        """Enter a figure of the office's own unit; a rate as 50/60."""
        n, slash, d = value.partition("/")
        typed = ["--numerator", n, "--denominator", d] if slash else ["--value", n]
        place = ["--indicator", code, "--unit", self.unit, "--period", period]
        self.run("set", *place, *typed, *words)

    def figure(self, code: str, unit: str, period: str = "2018M06") -> dict[str, Any]:
        """What stands in a unit's figure."""
        place = ["--indicator", code, "--unit", unit, "--period", period]
        found: dict[str, Any] = self.run("get", *place, "--json")
        return found

    def total(self, code: str, period: str = "2018M06") -> dict[str, Any]:
        """The roll-up of this office for one indicator."""
        place = ["--unit", self.unit, "--period", period, "--indicator", code]
        found: list[dict[str, Any]] = self.run("rollup", *place, "--json")
        return found[0]

    def digest(self) -> str:
        """Everything that is worked out from the store, as one text that is equal for equal contents."""
        from zjmz_desktop.store.database import open_store
        from zjmz_desktop.store.projections import digest

        database = open_store(self.folder, exclusive=False)
        try:
            return digest(database)
        finally:
            database.close()


class Opened:
    """Offices opened by their services; all are closed in the end."""

    def __init__(self) -> None:
        self._offices: list[Office] = []

    def create(self, folder: Path, unit: str) -> Office:
        """A new office."""
        self._offices.append(create_office(folder, unit))
        return self._offices[-1]

    def open(self, folder: Path) -> Office:
        """One that is there."""
        self._offices.append(open_office(folder))
        return self._offices[-1]

    def close(self) -> None:
        """Close them all."""
        for office in self._offices:
            office.close()
