"""Step 3: what became of each file, and what should be looked at next."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.packages import Kind
from zjmz_desktop.gui.page_stack import CONFLICTS, QUARANTINE, RETURNS, REVIEW
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.cards import Notice
from zjmz_desktop.gui.widgets.labels import ElidedLabel, spacer
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable, Sign
from zjmz_desktop.service.importing_packages import Imported
from zjmz_desktop.service.package_previews import Preview

_WAYS = {
    REVIEW: "去审核下级",
    RETURNS: "去看退改清单",
    CONFLICTS: "去核实两机不一致的数",
    QUARANTINE: "看暂存的数据",
}
_COLUMNS = (Column("结果", 90, 110), Column("文件", 180, 320), Column("说明", 260, 0))


class ResultStep(QWidget):
    """A sentence, the files, and the ways to what waits.

    Signals:
        page_asked: name of a page: what is to be reviewed or mended now, what two computers disagree
            about, or what was set aside.
    """

    page_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.notice = Notice("good", "")
        self.table = LinesTable("导入结果", _COLUMNS, sign_column=0)
        self.ways = {page: button(words, "link") for page, words in _WAYS.items()}
        self._detail = ElidedLabel("", "soft", lines=3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.notice)
        column.addWidget(self.table, 1)
        column.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(16)
        for page, part in self.ways.items():
            row.addWidget(part)
            part.clicked.connect(partial(self.page_asked.emit, page))
        row.addWidget(spacer(), 1)
        column.addLayout(row)
        self.table.chosen.connect(self._on_chosen)

    def show_imported(self, found: Imported, *, left: int) -> None:
        """Show what became of the files.

        Args:
            found: what was imported and refused.
            left: how many files were left as the work was stopped.
        """
        self._say(found, left=left)
        taken = [Line(("已导入", one.file, one.words), one.words, _TAKEN) for one in found.taken]
        refused = [
            Line(("没有导入", one.file, one.why), one.words, _REFUSED) for one in found.refused
        ]
        self.table.show_lines([*refused, *taken])
        wanted = {page for one in found.taken for page in _next_pages(one)}
        for page, part in self.ways.items():
            part.setVisible(page in wanted)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, found: Imported, *, left: int) -> None:
        counts = [f"导入了{len(found.taken)}个文件：{_tally(found.taken)}"]
        if found.refused:
            counts.append(f"{len(found.refused)}个没有导入，原因见下表，其中的数据一个也没有写入")
        if left:
            counts.append(f"已停止，还有{left}个没有导入，可以再导入一次")
        tone = "warn" if found.refused or left else "good"
        self.notice.set_tone(tone if found.taken else "bad")
        if not found.taken:
            counts = counts[1:] or ["没有导入任何文件"]
        self.notice.set_text(f"{'；'.join(counts)}。")

    def _on_chosen(self, words: object) -> None:
        self._detail.set_text(words if isinstance(words, str) else "")


def _next_pages(one: Preview) -> Iterator[str]:
    """Where there is something to do after a file was imported."""
    if one.kind is Kind.SUBMISSION and not one.own:
        yield REVIEW
    if one.kind is Kind.RETURN:
        yield RETURNS
    if one.conflicts:
        yield CONFLICTS
    if one.quarantined:
        yield QUARANTINE


_TAKEN, _REFUSED = Sign("tick", TOKENS.good), Sign("cross", TOKENS.bad)


def _tally(taken: tuple[Preview, ...]) -> str:
    new, changed = sum(one.new for one in taken), sum(one.changed for one in taken)
    conflicts = sum(len(one.conflicts) for one in taken)
    aside = sum(item.count for one in taken for item in one.quarantined)
    words = [f"新{new:,}格", f"改{changed:,}格"]
    words += [f"两机不一致{conflicts:,}格"] if conflicts else []
    words += [f"暂存{aside:,}条"] if aside else []
    return "，".join(words)
