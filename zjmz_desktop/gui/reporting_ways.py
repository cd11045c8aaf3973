"""What the header's 报送 menu opens, and how much waits behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from zjmz_desktop.gui.exchange_ways import EXCHANGE_WAYS
from zjmz_desktop.gui.page_stack import RETURNS, REVIEW, STATUS
from zjmz_desktop.gui.waiting import busy_pointer
from zjmz_desktop.gui.ways import Way

if TYPE_CHECKING:
    from zjmz_desktop.gui.main_window import MainWindow
    from zjmz_desktop.gui.tasks import Task
    from zjmz_desktop.service.context import Office
    from zjmz_desktop.service.opening import Opening

COUNTED_AFTER_MS = 300


PACKING = "导出数据文件…"


# ---- whose ways they are ----


def _has_superior(office: Office) -> bool:
    return office.units.parent(office.unit.id) is not None


def _has_units_below(office: Office) -> bool:
    return bool(office.units.children(office.unit.id))


# ---- how much waits ----


def _to_mend(office: Office) -> int:
    from zjmz_desktop.service.waiting import points_to_mend

    return len(points_to_mend(office))


def _to_review(office: Office) -> int:
    from zjmz_desktop.service.waiting import months_to_review

    return len(months_to_review(office))


# ---- what opens ----


def _submit(window: MainWindow, _office: Office) -> None:
    window.submit_asked.emit()


def _open_returns(window: MainWindow, _office: Office) -> None:
    window.show_page(RETURNS)


def _open_review(window: MainWindow, _office: Office) -> None:
    window.show_page(REVIEW)


def _open_status(window: MainWindow, _office: Office) -> None:
    window.show_page(STATUS)


def _close_year(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.reporting.closing_dialog import ClosingDialog

    with busy_pointer():
        dialog = ClosingDialog(window.desk, office, parent=window)
    dialog.open()


def _reopen(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.reporting.reopening_dialog import ReopeningDialog

    ReopeningDialog(window.desk, office, parent=window).open()


REPORTING_WAYS: tuple[Way, ...] = (
    Way(
        "上报本月…",
        "先审核、预览，再上报给上级；上报后锁定",
        _submit,
        shown=_has_superior,
        keys="Ctrl+Shift+S",
    ),
    Way(
        "退改清单",
        "上级退回来要改的数，逐项答复后再次上报",
        _open_returns,
        shown=_has_superior,
        waiting=_to_mend,
    ),
    Way(
        "审核下级",
        "逐项接收或退改下级上报的数",
        _open_review,
        shown=_has_units_below,
        waiting=_to_review,
        ruled=True,
    ),
    Way("报送情况", "谁按时、迟报、未报、退改，催报", _open_status),
    Way("封年…", "全年的数定了以后锁定，不再改动；先说明会锁住什么", _close_year, ruled=True),
    Way("例外重开…", "让下级再改已接收的月份，或已封年的年度", _reopen, shown=_has_units_below),
    *EXCHANGE_WAYS,
)


def way_named(words: str) -> Way | None:
    """The way with these words, where the program has it."""
    return next((way for way in REPORTING_WAYS if way.words == words), None)


class SubmitWay(QObject):
    """Ctrl+Shift+S: 上报 of the own month that lies open."""

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening = window, opening
        window.submit_asked.connect(self._on_asked)

    def _on_asked(self) -> None:
        from zjmz_desktop.gui.reporting.submit_dialog import SubmitDialog

        window, office = self._window, self._opening.open_office
        if not _has_superior(office):
            window.desk.told.emit(f"{office.unit.office}没有上级单位，不用上报。", False)
            return
        with busy_pointer():
            period = window.desk.place.period
            dialog = SubmitDialog(window.desk, office, period=period, parent=window)
        dialog.returns_asked.connect(partial(window.show_page, RETURNS))
        packing = way_named(PACKING)
        dialog.done_page.pack_button.setVisible(packing is not None)
        if packing is not None:
            dialog.pack_asked.connect(partial(packing.open, window, office))
        dialog.open()


class WaitingCount(QObject):
    """Keeps the number on 报送: everything that waits behind its ways, counted beside the window."""

    def __init__(self, window: MainWindow, office: Office) -> None:
        from zjmz_desktop.gui.pages.beside import Beside

        super().__init__(window)
        self._beside = Beside(office, self)
        self._beside.read.connect(window.header.reporting.show_waiting)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(COUNTED_AFTER_MS)
        self._later.timeout.connect(self._on_due)
        window.desk.changed.connect(self._on_changed)
        window.installEventFilter(self)
        self._later.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that is closed counts no more."""
        if event.type() == QEvent.Type.Close:
            self._later.stop()
            self._beside.drop()
            self._beside.wait()
        return super().eventFilter(watched, event)

    def _on_due(self) -> None:
        self._beside.start(_counted)

    def _on_changed(self) -> None:
        self._later.start()


def _counted(office: Office, task: Task) -> dict[str, int]:
    """Words of a way → how much waits behind it; the first time others need things made ready too."""
    from zjmz_desktop.gui.warming import import_pages
    from zjmz_desktop.service.warming import warm_up

    del task
    warm_up()
    import_pages()
    return {way.words: way.waiting(office) for way in REPORTING_WAYS if way.shown(office)}
