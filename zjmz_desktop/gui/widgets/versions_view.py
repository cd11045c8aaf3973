"""月报累计, 快报, 预计全年 and 年报 beside each other, with by how much they differ and why."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from zjmz_desktop.domain.figure_versions import Version
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.figure_versions import Versions

AGREED = "各版本一致。"
_GAP_PX = 36


class VersionsView(Card):
    """The versions in a row, the differences below."""

    def __init__(self, versions: Versions) -> None:
        super().__init__()
        self.body.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(_GAP_PX)
        for one in versions.versions:
            row.addWidget(_version(one))
        row.addWidget(spacer(), 1)
        self.body.addLayout(row)
        for words in versions.differences or (AGREED,):
            self.body.addWidget(label(f"{words.rstrip('。')}。", "soft", wrap=True))


def _version(one: Version) -> QWidget:
    found = QWidget()
    column = QVBoxLayout(found)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    who = f"{one.at[:10]} {one.user}".strip() or "按各月数汇总"
    column.addWidget(label(one.kind.words, "soft"))
    column.addWidget(label(one.words, "strong"))
    column.addWidget(label(f"{one.period}　{who}", "small"))
    return found
