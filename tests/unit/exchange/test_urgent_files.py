"""Local files of 临时要数: written whole, read back, said in words when damaged."""

from pathlib import Path

import pytest

from zjmz_desktop.exchange import urgent_files
from zjmz_desktop.exchange.urgent_files import UrgentFileError


def test_forms_come_back(tmp_path: Path) -> None:
    assert urgent_files.read_forms(tmp_path) == []
    urgent_files.write_forms(tmp_path, [{"name": "督查室"}])
    assert urgent_files.read_forms(tmp_path) == [{"name": "督查室"}]


def test_newest_first(tmp_path: Path) -> None:
    for name in ("20181201T080000", "20181203T080000"):
        urgent_files.keep_given(tmp_path, name, content={"at": name})
    assert [one["at"] for one in urgent_files.read_given(tmp_path)] == [
        "20181203T080000",
        "20181201T080000",
    ]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 2, "forms": []}', '{"format": 1, "forms": [1]}']
)
def test_what_is_no_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "urgent" / "forms.json"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    with pytest.raises(UrgentFileError, match="forms"):
        urgent_files.read_forms(tmp_path)
    assert path.read_text("utf-8") == text
