"""What the header's 表格 menu opens: one line a way; each imports its dialog when it is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from zjmz_desktop.gui.ways import Way

if TYPE_CHECKING:
    from zjmz_desktop.gui.main_window import MainWindow
    from zjmz_desktop.service.context import Office


def _export_template(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.dialogs.template_export import TemplateExportDialog

    TemplateExportDialog(window.desk, office, parent=window).open()


def _import_template(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.dialogs.template_import import TemplateImportDialog, ask_files

    if paths := ask_files(window):
        TemplateImportDialog(window.desk, office, paths=paths, parent=window).open()


def _import_other(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.sheet_import.wizard import SheetWizard

    SheetWizard(window.desk, office, parent=window).open()


def _open_urgent(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.page_stack import URGENT
    from zjmz_desktop.gui.pages.urgent_page import UrgentPage

    window.pages.offer(URGENT, partial(UrgentPage, window.desk, office))
    window.show_page(URGENT)


def _open_chase(window: MainWindow, office: Office) -> None:
    from zjmz_desktop.gui.dialogs.chase_dialog import UNFILLED, ChaseDialog
    from zjmz_desktop.service.entering import UnitPeriod
    from zjmz_desktop.service.urgent import chase

    place = window.desk.place
    words = chase(office, UnitPeriod(place.unit_id, place.period))
    ChaseDialog(window.desk, words, chased=UNFILLED, parent=window).open()


def _print(window: MainWindow, _office: Office) -> None:
    window.print_asked.emit(window.header.tables)


WAYS: tuple[Way, ...] = (
    Way("导出填报模板…", "给没有程序的单位填的xlsx工作簿", _export_template),
    Way("导入填报模板…", "导入填好的模板，先预览，再确认", _import_template),
    Way("导入其他表格…", "业务系统导出的、各镇报来的表格，对好列就能导入", _import_other),
    Way("临时要数…", "任选指标和单位，一分钟出表格和一段话", _open_urgent),
    Way("催报…", "还没有填数的单位和指标，复制到微信群；不含数据", _open_chase),
    Way(
        "打印…",
        "单项指标表、单位情况表、填报空表、数据核对单、报送情况统计表",
        _print,
        keys="Ctrl+P",
        ruled=True,
    ),
)
