"""撤回, 更正 and 补报 from a form that is locked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.onward import Onward
from zjmz_desktop.domain.row_checks import clean_text
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.dialogs.reason_dialog import ReasonDialog
from zjmz_desktop.gui.forms.form_body import FormBody
from zjmz_desktop.gui.forms.form_page import FormPage

if TYPE_CHECKING:
    from zjmz_desktop.service.opening import Opening

_TITLES = {Onward.RECALL: "撤回上报", Onward.CORRECT: "更正", Onward.LATE: "补报"}
_TEXTS = {
    Onward.RECALL: "撤回以后本月可以直接改，改好要再次上报。",
    Onward.CORRECT: "原来的数和原因都会留下；改了以后由上级再审核。",
    Onward.LATE: "只能补填原来没有填的；补了以后由上级再审核。",
}


class Mending(QObject):
    """Asks for the reason, then recalls, or lets the form be typed into as that act."""

    def __init__(self, desk: Desk, opening: Opening, *, form: FormPage) -> None:
        super().__init__(form)
        self._desk, self._opening, self._form = desk, opening, form
        form.built.connect(self._on_built)
        if form.body is not None:
            self._on_built(form.body)

    def _on_built(self, body: FormBody) -> None:
        body.lock_bar.asked.connect(self._on_asked)
        body.lock_bar.ended.connect(partial(self._begin, Onward.CORRECT, ""))

    def _on_asked(self, way: Onward) -> None:
        act = self._recall if way is Onward.RECALL else partial(self._begin, way)
        dialog = ReasonDialog(_TITLES[way], _TEXTS[way], act=act, parent=self._form.window())
        dialog.missing = "请写明原因，上级要看。"
        dialog.reason.setPlaceholderText("原因，上级会看到")
        dialog.open()

    def _recall(self, reason: str) -> str:
        from zjmz_desktop.service.submitting import recall

        try:
            changes = recall(self._opening.open_office, self._desk.place.period, reason=reason)
        except ZjmzError as error:
            return error.message
        self._desk.changed.emit(changes)
        self._desk.told.emit("已撤回上报，可以直接改了。改好请再次上报。", False)
        return ""

    def _begin(self, way: Onward, reason: str) -> str:
        """Type as that act from now on; without a reason no more."""
        try:
            reason = clean_text(reason)
        except ZjmzError as error:
            return error.message
        self._form.commit()
        body, view = self._form.body, self._form.view
        if body is not None and view is not None:
            body.keeper.act = way.value if reason else ""
            body.keeper.why = reason
            body.show_view(view)
            self._form.focus_first()
        return ""
