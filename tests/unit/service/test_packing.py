"""Which month a package is about, where it is written, and which rows and names go along."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from desks import CITY, DANTU, GAOZI, Opened

from zjmz_desktop.domain.periods import month
from zjmz_desktop.exchange import package_write, written_files
from zjmz_desktop.exchange.package_read import read_package
from zjmz_desktop.exchange.written_files import FileNotWrittenError
from zjmz_desktop.service import packing, registering, submitting
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.opening import open_folder
from zjmz_desktop.service.package_list import package_lines
from zjmz_desktop.service.packing import Order
from zjmz_desktop.service.packing_previews import preview_pack


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Office]:
    opened = Opened()
    yield opened.create(tmp_path / "镇", GAOZI)
    opened.close()


def test_a_package_is_about_the_last_month_that_was_submitted(town: Office, tmp_path: Path) -> None:
    assert packing.pack(town, Order(DANTU), out=tmp_path).period == town.month_in_hand().code
    for number in (6, 5):
        submitting.submit(town, month(2018, number))
    assert packing.pack(town, Order(DANTU), out=tmp_path).period == "2018M06"
    asked = Order(DANTU, period=month(2018, 5))
    assert packing.pack(town, asked, out=tmp_path).period == "2018M05"


def test_the_folder_is_made(town: Office, tmp_path: Path) -> None:
    found = packing.pack(town, Order(DANTU), out=tmp_path / "上报")
    assert found.files[0].parent == tmp_path / "上报"
    assert found.files[0].is_file()


# ---- interrupted ----


class EndedError(Exception):
    """The program is killed."""


def interrupted(town: Office, out: Path, *, after: bool) -> None:
    """A package whose file is not given its name, or right after which the program ends."""

    def ends(path: Path, write: Any, *, check: Any) -> None:
        if after:
            whole(path, write, check=check)
        else:
            write(path.with_suffix(".part"))
            check(path.with_suffix(".part"))
        raise EndedError

    whole = written_files.write_whole
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(package_write, "write_whole", ends)
        with pytest.raises(EndedError):
            packing.pack(town, Order(DANTU), out=out)


@pytest.mark.parametrize("after", [True, False], ids=["named", "not yet named"])
def test_a_package_that_was_interrupted_is_listed_and_settled_with_the_next_one(
    town: Office, tmp_path: Path, after: bool
) -> None:
    interrupted(town, tmp_path, after=after)
    (begun,) = package_lines(town)
    assert begun.state_words == "生成中断"
    assert "再导出一次，就自动核对" in begun.history
    assert (begun.file is not None) is after
    again = packing.pack(town, Order(DANTU), out=tmp_path)
    assert again.number == (2 if after else 1)
    words = [one.state_words for one in package_lines(town)]
    assert words == (["已生成", "已生成"] if after else ["已生成"])
    assert {one.id for one in package_lines(town)} == {
        read_package(path).id for path in tmp_path.glob("*.mzp")
    }


@pytest.mark.parametrize("after", [True, False], ids=["named", "not yet named"])
def test_what_was_interrupted_is_settled_at_the_next_start(
    town: Office, tmp_path: Path, after: bool
) -> None:
    interrupted(town, tmp_path, after=after)
    town.close()
    opening = open_folder(town.folder)
    assert [one.state_words for one in package_lines(opening.read())] == ["已生成"] * after
    opening.close()


def test_who_does_not_hold_the_store_alone_settles_nothing(town: Office, tmp_path: Path) -> None:
    """A package that another program is writing is not there yet."""
    interrupted(town, tmp_path, after=False)
    opening = open_folder(town.folder, exclusive=False)
    assert [one.state_words for one in package_lines(opening.read())] == ["生成中断"]
    opening.close()


def test_what_was_begun_goes_with_it(town: Office, tmp_path: Path) -> None:
    interrupted(town, tmp_path, after=False)
    (begun,) = package_lines(town)
    part = tmp_path / f"{begun.name}.part"
    part.write_bytes(b"half")
    packing.settle_interrupted(town)
    assert not part.exists()
    assert package_lines(town) == ()


def test_what_was_interrupted_waits_for_its_stick(town: Office, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    interrupted(town, stick, after=True)
    stick.rename(tmp_path / "拔出")
    packing.settle_interrupted(town)
    assert [one.state_words for one in package_lines(town)] == ["生成中断"]
    (tmp_path / "拔出").rename(stick)
    packing.settle_interrupted(town)
    assert [one.state_words for one in package_lines(town)] == ["已生成"]


def test_a_package_that_could_not_be_written_is_not_listed(
    town: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, write: Any, *, check: Any) -> None:
        part = path.with_suffix(".part")
        write(part)
        check(part)
        part.unlink()
        raise FileNotWrittenError(path, "U盘没有响应", remedy="请重新插好。")

    monkeypatch.setattr(package_write, "write_whole", refuses)
    with pytest.raises(FileNotWrittenError, match="没有响应"):
        packing.pack(town, Order(DANTU), out=tmp_path)
    assert package_lines(town) == ()


def rows_in(file: Path) -> set[str]:
    """Registers of which rows travel in a package."""
    lines = (
        orjson.loads(line)
        for one in read_package(file).segments
        for line in one.content.splitlines()
    )
    return {line["cell"]["of"] for line in lines if "row" in line["cell"]}


@pytest.fixture
def district(tmp_path: Path) -> Iterator[Office]:
    opened = Opened()
    found = opened.create(tmp_path / "区", DANTU)
    worker = {"name": "示例甲", "gender": "女", "certificate_no": "示例1号"}
    registering.add_row(found, "social_worker", typed=worker)
    yield found
    opened.close()


def test_rows_go_up_only_where_the_receiver_confirms_some(district: Office, tmp_path: Path) -> None:
    sent = packing.pack(district, Order(CITY), out=tmp_path)
    assert rows_in(sent.files[0]) == set()
    registering.add_row(district, "joint_deed", typed={"name": "示例实事"})
    sent = packing.pack(district, Order(CITY), out=tmp_path)
    assert rows_in(sent.files[0]) == {"social_worker", "joint_deed"}  # one chain has them all


def test_names_go_up_only_with_rows_that_the_receiver_confirms_or_asked_for(
    district: Office, tmp_path: Path
) -> None:
    registering.add_row(district, "joint_deed", typed={"name": "示例实事"})
    order = Order(CITY, passphrase="五个字的口令")
    assert packing.pack(district, order, out=tmp_path).personal == 0
    assert preview_pack(district, Order(CITY)).personal == 0
    asked = replace(order, rows=True)
    assert packing.pack(district, asked, out=tmp_path).personal == 3
    for file in (packing.pack(district, one, out=tmp_path).files[0] for one in (order, asked)):
        assert "示例甲".encode() not in b"".join(one.content for one in read_package(file).segments)
    own = Order(DANTU, passphrase="五个字的口令")
    assert packing.pack(district, own, out=tmp_path).personal == 3
