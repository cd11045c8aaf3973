"""Pages, outline and bars together; how the user left them is remembered."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from zjmz_desktop.gui.preview.bars import FindBar, PageBar, ZoomBar
from zjmz_desktop.gui.preview.finder import Finder
from zjmz_desktop.gui.preview.outline_tree import OutlineTree
from zjmz_desktop.gui.preview.page_layout import PAGE, WIDTH, Zoom
from zjmz_desktop.gui.preview.page_view import PageView
from zjmz_desktop.gui.remembered import remember, remembered
from zjmz_desktop.gui.widgets.buttons import button
from zjmz_desktop.service.paper_previews import OutlineEntry, Preview

_NAME = "preview"
_OUTLINE_PX = 240


class PreviewPane(QWidget):
    """One PDF to look at.

    Attributes:
        view: its pages.
        head: the bar over them, where more buttons may be put.
    """

    def __init__(self) -> None:
        super().__init__()
        self._preview: Preview | None = None
        self.view = PageView()
        self.finder = Finder(self)
        self.outline = OutlineTree()
        self.outline_button = button("目录", "flat", tip="显示或收起目录")
        self.outline_button.setCheckable(True)
        self.page_bar, self.zoom_bar = PageBar(self.view), ZoomBar(self.view)
        self.find_bar = FindBar(self.finder)
        self.head = QHBoxLayout()
        self._lay_out()
        self._wire()
        self._restore()

    def set_preview(self, preview: Preview, entries: Sequence[OutlineEntry]) -> None:
        """Show a PDF with its outline; it is closed with the pane."""
        self.stop()
        self._preview = preview
        self.outline.show_entries(entries)
        self.outline_button.setEnabled(bool(entries))
        self.outline.setVisible(bool(entries) and self.outline_button.isChecked())
        self.view.set_preview(preview)
        self.page_bar.refresh()

    def stop(self) -> None:
        """Remember how it was left; give up what runs, and let go of the PDF."""
        if self._preview is None:
            return
        zoom = self.view.zoom
        found = {"fit": zoom.fit, "percent": zoom.percent, "facing": self.view.facing}
        remember(_NAME, {**found, "outline": self.outline_button.isChecked()})
        self.finder.stop()
        self.view.set_preview(None)
        self._preview.close()
        self._preview = None

    def _lay_out(self) -> None:
        self.head.setContentsMargins(12, 8, 12, 8)
        self.head.setSpacing(12)
        for part in (self.outline_button, self.page_bar, self.zoom_bar):
            self.head.addWidget(part)
        self.head.addWidget(self.find_bar, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.outline)
        self._split.addWidget(self.view)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([_OUTLINE_PX, 4 * _OUTLINE_PX])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self._split, 1)

    def _wire(self) -> None:
        self.outline_button.toggled.connect(self.outline.setVisible)
        self.outline.asked.connect(self.view.go_to)
        self.find_bar.asked.connect(self._on_words_asked)
        self.find_bar.left.connect(self.view.setFocus)
        self.finder.changed.connect(self._on_found)
        for keys, slot in (
            ("Ctrl+F", self._on_find_asked),
            ("F3", self.find_bar.go_on),
            ("Shift+F3", self.find_bar.go_back),
            ("Ctrl++", self._on_larger),
            ("Ctrl+=", self._on_larger),
            ("Ctrl+-", self._on_smaller),
            ("Ctrl+0", self._on_true_size),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _restore(self) -> None:
        known = remembered(_NAME)
        fit, percent = known.get("fit", WIDTH), known.get("percent", 100)
        if fit in ("", PAGE, WIDTH) and type(percent) is int:
            self.view.set_zoom(Zoom(fit, min(max(percent, 25), 300)))
        self.view.set_facing(known.get("facing") is True)
        self.outline_button.setChecked(known.get("outline") is not False)

    def _on_words_asked(self, words: str) -> None:
        if self._preview is not None:
            self.finder.seek(words, self._preview, page=self.view.page)

    def _on_found(self) -> None:
        self.view.set_marks(self.finder.found, self.finder.chosen)

    def _on_find_asked(self) -> None:
        self.find_bar.box.setFocus()
        self.find_bar.box.selectAll()

    def _on_larger(self) -> None:
        self.view.step_zoom(1)

    def _on_smaller(self) -> None:
        self.view.step_zoom(-1)

    def _on_true_size(self) -> None:
        self.view.set_zoom(Zoom("", 100))
