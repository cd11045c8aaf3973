"""Every line that the program writes by itself may be placed by any other store."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import orjson

from zjmz_desktop.domain.placing import Placing
from zjmz_desktop.service.context import open_office


def lines_of(folder: Path) -> list[Mapping[str, Any]]:
    with closing(sqlite3.connect(f"file:{folder / 'office.db'}?mode=ro", uri=True)) as conn:
        return [orjson.loads(line) for (line,) in conn.execute("SELECT line FROM revision")]


def test_every_line_of_the_sample_office_has_its_place(sample_folder: Path) -> None:
    with closing(open_office(sample_folder, exclusive=False)) as office:
        placing = Placing([office.plan], (office.units,))
    found = lines_of(sample_folder)
    assert len(found) > 10_000
    refused = {(placing.why_not(one), one["cell"]["of"], one["cell"]["part"]) for one in found}
    assert {one for one in refused if one[0] is not None} == set()
