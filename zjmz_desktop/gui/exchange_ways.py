"""The part of the header's 报送 menu that is about files, and what they left to settle."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zjmz_desktop.gui.page_stack import CONFLICTS, EXCHANGE, QUARANTINE
from zjmz_desktop.gui.ways import Way

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from zjmz_desktop.gui.main_window import MainWindow
    from zjmz_desktop.service.context import Office
    from zjmz_desktop.service.opening import Opening


# ---- how much waits ----


def _to_settle(office: Office) -> int:
    from zjmz_desktop.service.waiting import values_to_settle

    return values_to_settle(office)


def _set_aside(office: Office) -> int:
    from zjmz_desktop.service.waiting import reasons_set_aside

    return reasons_set_aside(office)


# ---- what opens ----


def _pack(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.dialogs.pack_dialog import PackDialog

    PackDialog(window.desk, office, to=_under_review(window), parent=window).open()


def _under_review(window: MainWindow) -> str:
    """The unit whose figures lie under review: the file is likely for it; else ""."""
    from zjmz_desktop.gui.reporting.review_page import ReviewPage

    page = window.pages.currentWidget()
    return page.acts.deeds.unit_id if isinstance(page, ReviewPage) else ""


def _import(window: MainWindow, office: Office) -> None:
    import_files(window, office, paths=())


def import_files(window: MainWindow, office: Office, *, paths: Sequence[Path]) -> None:
    """Open the import, of files that are known already where some were dropped."""
    from zjmz_desktop.gui.package_import.dialog import ImportDialog

    dialog = ImportDialog(window.desk, office, paths=paths, parent=window)
    dialog.page_asked.connect(window.show_page)
    dialog.open()


def _show_code(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.dialogs.code_dialog import CodeDialog

    CodeDialog(window.desk, office, parent=window).open()


def _open_exchange(window: MainWindow, _office: Office) -> None:
    window.show_page(EXCHANGE)


def _open_conflicts(window: MainWindow, _office: Office) -> None:
    window.show_page(CONFLICTS)


def _open_quarantine(window: MainWindow, _office: Office) -> None:
    window.show_page(QUARANTINE)


EXCHANGE_WAYS: tuple[Way, ...] = (
    Way("导出数据文件…", "上报、下发、退改、回执的数据文件，存到U盘或文件夹", _pack, ruled=True),
    Way("导入数据文件…", "导入别的单位发来的数据文件，先预览，再导入；也可以拖到窗口上", _import),
    Way("往来文件", "收到和发出的文件，撤销导入，上级的回执", _open_exchange),
    Way(
        "两机数据不一致",
        "同一个单位两台电脑填得不一样的数，核实以前不计入合计",
        _open_conflicts,
        waiting=_to_settle,
        ruled=True,
    ),
    Way(
        "暂存待处理", "收到了但还不能用的数据，为什么，怎么办", _open_quarantine, waiting=_set_aside
    ),
    Way("单位识别码…", "本单位的识别码，已经核对过的单位", _show_code),
)


# ---- pages and drops ----


def offer_exchange(window: MainWindow, opening: Opening) -> None:
    """Say how the pages are made, and take files that are dropped on the window."""
    from zjmz_desktop.gui.file_drops import FileDrops

    pages = window.pages
    pages.offer(EXCHANGE, partial(_exchange_page, window, opening))
    pages.offer(CONFLICTS, partial(_conflicts_page, window, opening))
    pages.offer(QUARANTINE, partial(_quarantine_page, window, opening))
    FileDrops(window).dropped.connect(partial(_take_dropped, window, opening=opening))


def _take_dropped(window: MainWindow, paths: Sequence[Path], *, opening: Opening) -> None:
    window.entry.form.commit()
    import_files(window, opening.open_office, paths=paths)


def _exchange_page(window: MainWindow, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.pages.exchange_page import ExchangePage

    office = opening.open_office
    page = ExchangePage(window.desk, office)
    page.import_asked.connect(partial(_import, window, office))
    page.pack_asked.connect(partial(_pack, window, office))
    return page


def _conflicts_page(window: MainWindow, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.pages.conflicts_page import ConflictsPage

    return ConflictsPage(window.desk, opening.open_office)


def _quarantine_page(window: MainWindow, opening: Opening) -> QWidget:
    from zjmz_desktop.gui.pages.quarantine_page import QuarantinePage

    office = opening.open_office
    page = QuarantinePage(window.desk, office)
    page.import_asked.connect(partial(_import, window, office))
    page.codes_asked.connect(partial(_show_code, window, office))
    return page
