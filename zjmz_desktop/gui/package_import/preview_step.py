"""Step 2: what each file would bring; nothing is written before 导入."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.gui.package_import.files_step import contents
from zjmz_desktop.gui.tokens import TOKENS
from zjmz_desktop.gui.widgets.labels import ElidedLabel, label, say
from zjmz_desktop.gui.widgets.lines_table import Column, Line, LinesTable, Sign
from zjmz_desktop.service.clock import BEIJING
from zjmz_desktop.service.package_looks import Look
from zjmz_desktop.service.package_previews import MOST_ADDED, CellChange, Preview

_FILES = (Column("文件", 150, 0), Column("带来", 110, 160))
_CELLS = (
    Column("单位", 90, 130),
    Column("报告期", 84, 110),
    Column("项目", 200, 0),
    Column("原来", 80, 170),
    Column("导入后", 80, 170),
)
_ASIDE = (Column("单位", 120, 180), Column("条数", 60, 90, True), Column("原因和办法", 200, 0))
_LACKS = (Column("缺少什么", 300, 0),)
_FILES_PX = 380
NEW, CHANGED, CONFLICTS, ASIDE, MISSING = range(5)
TABS = ("新增", "改动", "不一致", "暂存", "缺少")
_NOTHING = (
    "没有新增的数。",
    "没有改动的数。",
    "没有两机不一致的数。",
    "没有要暂存的。",
    "没有缺少的。",
)


class PreviewStep(QWidget):
    """Files to the left where there are several; what one brings to the right, by tabs.

    Attributes:
        files: the files that will be imported.
        tabs: 新增, 改动, 不一致, 暂存, 缺少, each with its count.
        passphrase: opens personal texts; shown where a file has some.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shown: Preview | None = None
        self.files = LinesTable("要导入的文件", _FILES)
        self.tabs = QTabBar()
        self.cells = LinesTable("会变的数", _CELLS, sign_column=2)
        self.aside = LinesTable("暂存的数据", _ASIDE)
        self.missing = LinesTable("缺少的内容", _LACKS)
        self.passphrase = QLineEdit()
        self._words, self._version = label("", "head", wrap=True), label("", "soft", wrap=True)
        self._detail = ElidedLabel("", "soft", lines=2)
        self._tables = QStackedWidget()
        self._secret = QWidget()
        self._lay_out()
        self.files.chosen.connect(self._on_file_chosen)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        for table in (self.cells, self.aside, self.missing):
            table.chosen.connect(self._on_line_chosen)

    def show_looks(self, looks: Sequence[Look]) -> None:
        """Show what these files would bring."""
        previews = [one.preview for one in looks if one.preview is not None]
        self.files.setVisible(len(previews) > 1)
        self._secret.setVisible(any(one.sealed for one in previews))
        self.files.show_lines(Line((one.file, _brings(one)), one) for one in previews)

    def words(self) -> str:
        """What is said of the file shown."""
        return self._words.text()

    def detail(self) -> str:
        """What is said of the line chosen."""
        return self._detail.full_text()

    def _lay_out(self) -> None:
        self.tabs.setAccessibleName("会带来什么")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for words in TABS:
            self.tabs.addTab(words)
        for table in (self.cells, self.aside, self.missing):
            self._tables.addWidget(table)
        right = QVBoxLayout()
        right.setSpacing(6)
        for part in (self._words, self._version, self.tabs):
            right.addWidget(part)
        right.addWidget(self._tables, 1)
        right.addWidget(self._detail)
        self._lay_out_secret()
        right.addWidget(self._secret)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.files.setFixedWidth(_FILES_PX)
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        row.addWidget(self.files)
        row.addLayout(right, 1)

    def _lay_out_secret(self) -> None:
        row = QHBoxLayout(self._secret)
        row.setContentsMargins(0, 0, 0, 0)
        words = label("里面有加密的个人信息，口令(&P)", "soft")
        words.setBuddy(self.passphrase)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText("发文件的单位另外告诉的口令；不填就不导入个人信息")
        self.passphrase.setAccessibleName("个人信息的口令")
        row.addWidget(words)
        row.addWidget(self.passphrase, 1)

    def _on_file_chosen(self, preview: Preview | None) -> None:
        self._shown = preview
        if preview is None:
            return
        self._words.setText(preview.words)
        say(self._version, "".join(_versions(preview)))
        counts = _counts(preview)
        for at, words in enumerate(TABS):
            self.tabs.setTabText(at, f"{words} {counts[at]}")
        first = next((at for at in (CONFLICTS, CHANGED, NEW, ASIDE, MISSING) if counts[at]), NEW)
        self.tabs.setCurrentIndex(first)
        self._on_tab_changed(first)

    def _on_tab_changed(self, at: int) -> None:
        preview = self._shown
        if preview is None:
            return
        table = {ASIDE: self.aside, MISSING: self.missing}.get(at, self.cells)
        self._tables.setCurrentWidget(table)
        self._detail.set_text("")
        table.show_lines(_lines(preview, at))
        if not table.lines.rowCount():
            self._detail.set_text(_NOTHING[at])

    def _on_line_chosen(self, words: object) -> None:
        if isinstance(words, str):
            self._detail.set_text(words)


def _counts(preview: Preview) -> tuple[int, ...]:
    aside = sum(one.count for one in preview.quarantined)
    lacks = len(preview.missing_files) + len(preview.missing_chains)
    return preview.new, preview.changed, len(preview.conflicts), aside, lacks


def _brings(preview: Preview) -> str:
    words = zip(("新", "改", "不一致", "暂存", "缺"), _counts(preview), strict=True)
    return "，".join(f"{word}{count}" for word, count in words if count) or "没有新内容"


def _versions(preview: Preview) -> Iterator[str]:
    """When it was made, and by which version of the plan."""
    made = datetime.fromisoformat(preview.made_at).astimezone(BEIJING)
    yield f"{contents(preview)}，{made:%Y-%m-%d %H:%M}生成。"
    yield preview.plan_words
    yield from preview.plan_changes


def _lines(preview: Preview, tab: int) -> Iterator[Line]:
    if tab == CHANGED:
        return map(_changed, preview.changes)
    if tab == CONFLICTS:
        return map(_conflicting, preview.conflicts)
    return {NEW: _new, ASIDE: _set_aside}.get(tab, _lacking)(preview)


def _new(preview: Preview) -> Iterator[Line]:
    yield from map(_added, preview.added)
    if preview.new > len(preview.added) == MOST_ADDED:
        words = f"还有{preview.new - MOST_ADDED}格新增，不一一列出。"
        yield Line(("", "", words, "", ""), words)


def _set_aside(preview: Preview) -> Iterator[Line]:
    for one in preview.quarantined:
        yield Line((one.author_name, f"{one.count:,}", one.message), one.message)


def _lacking(preview: Preview) -> Iterator[Line]:
    for name in preview.missing_files:
        words = f"佐证材料“{name}”没有随文件来，请对方补发。"
        yield Line((words,), words)
    for words in preview.missing_chains:
        yield Line((words,), words)


def _added(one: CellChange) -> Line:
    return _cell(one, sign=Sign("tick", TOKENS.good, False), words=f"{one.words}：{one.after}")


def _changed(one: CellChange) -> Line:
    return _cell(
        one, sign=Sign("half", TOKENS.brand, False), words=f"{one.words}：{one.before}→{one.after}"
    )


def _conflicting(one: CellChange) -> Line:
    words = (
        f"{one.words}：两台电脑填的不一样，{one.before or '未填'}／{one.after}。"
        "两边填的都保留，数在核实以前不计入合计。"
    )
    return _cell(one, sign=Sign("triangle", TOKENS.warn, False), words=words)


def _cell(one: CellChange, *, sign: Sign, words: str) -> Line:
    period = parse_period(one.period).title if one.period else "—"
    thing = f"{one.name} {one.part}".strip()
    return Line((one.unit_name, period, thing, one.before or "未填", one.after), words, sign)
