"""What tests of the store share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from zjmz_desktop.store import database as databases
from zjmz_desktop.store.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = databases.create(tmp_path / "store")
    yield made
    made.close()
