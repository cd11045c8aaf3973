"""打印 (Ctrl+P): the sheets of what lies open, each looked at before it is printed or saved."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

if TYPE_CHECKING:
    from zjmz_desktop.gui.main_window import MainWindow
    from zjmz_desktop.gui.preview.preview_dialog import PreviewDialog
    from zjmz_desktop.gui.previewing import Previews
    from zjmz_desktop.gui.tasks import Task
    from zjmz_desktop.service.context import Office
    from zjmz_desktop.service.drawn_papers import DrawnPaper
    from zjmz_desktop.service.opening import Opening
    from zjmz_desktop.service.printing import PrintAsked


_ANOTHER = "打印别的指标：先找到、打开它（Ctrl+K）…"


class PrintWays(QObject):
    """The menu, and the preview that each of its lines opens."""

    def __init__(self, window: MainWindow, opening: Opening) -> None:
        super().__init__(window)
        self._window, self._opening = window, opening
        self._previews: Previews | None = None
        window.print_asked.connect(self.ask)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is drawn is given up before the store is closed."""
        if event.type() == QEvent.Type.Close and self._previews is not None:
            self._previews.stop()
        return super().eventFilter(watched, event)

    def ask(self, under: QWidget) -> QMenu:
        """Open the menu beside what it was asked from; what is typed in the form is saved first."""
        self._window.entry.form.commit()
        menu = QMenu(self._window)
        menu.setAccessibleName("打印")
        for words, asked in self._sheets():
            menu.addAction(words.replace("&", "&&"), partial(self.show, asked))
        menu.addSeparator()
        menu.addAction(_ANOTHER, self._on_another_asked)
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))
        return menu

    def _on_another_asked(self) -> None:
        """To the search: what lies open is what the menu offers."""
        self._window.open_form()
        self._window.entry.navigation.focus_search()

    def show(self, asked: PrintAsked) -> PreviewDialog:
        """Open the preview of a sheet."""
        from zjmz_desktop.gui.previewing import PaperToShow, Previews

        office = self._opening.open_office
        if self._previews is None:
            self._previews = Previews(office, parent=self._window)
        words, mark = asked.kind.words, "（示例数据）" if office.sample else ""
        whose = office.units.get(asked.at.unit_id).name
        name = f"{whose}{asked.at.period.title}{words}{asked.code}{mark}.pdf"
        draw = partial(_drawn, asked=asked)
        return self._previews.open(PaperToShow(asked.kind, f"{words}：预览", name, draw))

    def _sheets(self) -> Iterator[tuple[str, PrintAsked]]:
        """What there is to print of the unit, month and indicator that lie open."""
        from zjmz_desktop.domain.paper_kinds import PrintKind
        from zjmz_desktop.domain.plan_indicators import Entry
        from zjmz_desktop.domain.units import Level
        from zjmz_desktop.service.entering import UnitPeriod
        from zjmz_desktop.service.printing import PrintAsked, is_to_fill

        office, place = self._opening.open_office, self._window.desk.place
        at = UnitPeriod(place.unit_id, place.period)
        whose = office.units.get(place.unit_id)
        unit = whose.name
        one = office.plan.indicator_by_code.get(self._window.entry.navigation.view.current_code)
        if one is not None and one.entry is not Entry.NARRATIVE:
            asked = PrintAsked(PrintKind.INDICATOR, at, one.code)
            yield f"单项指标表：{one.name}（{one.code}）…", asked
            if is_to_fill(office, blank := PrintAsked(PrintKind.BLANK, at, one.code)):
                yield f"填报空表：{one.name}（{one.code}）…", blank
        yield f"单位情况表：{unit}全部指标…", PrintAsked(PrintKind.UNIT, at)
        yield (
            f"填报空表：{unit}{place.period.title}要填的全部指标…",
            PrintAsked(PrintKind.BLANK, at),
        )
        if whose.level is Level.DISTRICT:
            yield f"数据核对单：{unit}总结里的数…", PrintAsked(PrintKind.CHECK, at)
        own = UnitPeriod(office.unit.id, place.period)
        yield f"报送情况统计表：截至{place.period.title}…", PrintAsked(PrintKind.STATUS, own)


def _drawn(office: Office, task: Task, *, asked: PrintAsked) -> DrawnPaper:
    from zjmz_desktop.service.printing import draw_print

    return draw_print(office, asked, on_progress=task.tell, cancelled=task.is_cancelled)
