"""这个数从哪来: a number as a tree, from the total down to rows and revisions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from zjmz_desktop.domain.errors import PeriodError
from zjmz_desktop.domain.periods import parse_period
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.gui.widgets.tips import plain_tip
from zjmz_desktop.gui.widgets.versions_view import VersionsView
from zjmz_desktop.service.explaining import Explained, Origin
from zjmz_desktop.service.figure_versions import Versions

HEADS = ("来源", "数", "何时、何人", "随哪个文件来")
_WIDE, _HIGH = 1120, 540
_HERE = "本机填写"


class OriginDialog(QDialog):
    """The number in a sentence, how it is counted, its versions, and the tree of what it rests on."""

    def __init__(
        self,
        title: str,
        explained: Explained,
        *,
        versions: Versions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"这个数从哪来：{title}")
        self.resize(_WIDE, _HIGH)
        self.tree = QTreeWidget()
        self._set_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(8)
        column.addWidget(label(title, "title", wrap=True))
        column.addWidget(label(explained.words, "strong", wrap=True))
        for words in filter(None, (explained.unsubmitted, *explained.how)):
            column.addWidget(label(words, "soft", wrap=True))
        if versions is not None and len(versions.versions) > 1:
            column.addWidget(VersionsView(versions))
        column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        row.addWidget(label("→ 展开，← 收起", "small"))
        row.addWidget(spacer(), 1)
        close = button("关闭", "primary")
        close.setMinimumSize(88, 32)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        self._fill(explained)

    def _set_up(self) -> None:
        self.tree.setAccessibleName("这个数从哪来")
        self.tree.setObjectName("origins")
        self.tree.setHeaderLabels(list(HEADS))
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(18)
        self.tree.setColumnWidth(0, 230)
        self.tree.setColumnWidth(1, 190)
        self.tree.setColumnWidth(2, 256)
        self.tree.header().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def _fill(self, explained: Explained) -> None:
        root = _node(explained)
        self.tree.addTopLevelItem(root)
        _span_sentences(root)
        root.setExpanded(True)
        self.tree.setCurrentItem(root)
        self.tree.setFocus(Qt.FocusReason.OtherFocusReason)


def _node(explained: Explained) -> QTreeWidgetItem:
    name, _, words = explained.words.rstrip("。").partition("：")
    apart = "" if explained.children else explained.unsubmitted
    node = _line(name, "；".join(filter(None, (words, apart))))
    for child in explained.children:
        below = _node(child)
        if child.unsubmitted and child.children:
            below.insertChild(0, _line(child.unsubmitted))
        node.addChild(below)
    if explained.rows:
        counted = sum(why == "计入" for _, why in explained.rows)
        group = _line(f"底册{len(explained.rows)}行", f"计入{counted}行")
        for title, why in explained.rows:
            group.addChild(_line(title, why))
        node.addChild(group)
    for origin in explained.origins:
        node.addChild(_revision(origin))
    return node


def _span_sentences(node: QTreeWidgetItem) -> None:
    """A line that is one sentence may be as wide as the tree."""
    for at in range(node.childCount()):
        child = node.child(at)
        child.setFirstColumnSpanned(child.columnCount() == 1)
        _span_sentences(child)


def _revision(origin: Origin) -> QTreeWidgetItem:
    what = f"{_period(origin.period)}{origin.part}"
    said = "，".join(filter(None, (origin.act, origin.note)))
    value = f"{origin.value}（{said}）" if said else origin.value
    who = f"{origin.at[:16]}　{origin.unit} {origin.user}"
    line = _line(what, value, who, origin.package or _HERE)
    line.setToolTip(2, f"{origin.at}，记录号{origin.log_no}，{origin.id[:16]}")
    return line


def _period(code: str) -> str:
    try:
        return f"{parse_period(code).title} "
    except PeriodError:
        return ""


def _line(*texts: str) -> QTreeWidgetItem:
    line = QTreeWidgetItem(list(texts))
    for at, text in enumerate(texts):
        line.setToolTip(at, plain_tip(text))
    return line
