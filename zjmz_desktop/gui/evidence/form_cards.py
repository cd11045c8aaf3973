"""The card 佐证材料 of each form that is opened."""

from PySide6.QtCore import QObject

from zjmz_desktop.domain.evidence import Attachments, FigureAt
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.gui.evidence.keeper import EvidenceKeeper, HasOffice
from zjmz_desktop.gui.evidence.panel import EvidencePanel
from zjmz_desktop.gui.forms.form_body import FormBody
from zjmz_desktop.gui.forms.form_page import FormPage
from zjmz_desktop.gui.widgets.cards import Card
from zjmz_desktop.service.views import FormView


class EvidenceCard(Card):
    """One form's files; hidden where there are none and none may be added."""

    def __init__(self, keeper: EvidenceKeeper, view: FormView, *, own: bool) -> None:
        super().__init__()
        self._keeper, self._own = keeper, own
        self.panel = EvidencePanel(keeper, FigureAt(view.code, view.unit_id, view.period))
        self.body.addWidget(self.panel)
        if not own:
            self.hide()
        self.panel.read.connect(self._on_read)

    def stop(self) -> None:
        """End what runs beside the window."""
        self._keeper.stop()

    def _on_read(self, found: Attachments) -> None:
        self.setVisible(self._own or bool(found.items))


class FormCards(QObject):
    """Makes the card of each form, and lets the form's fields paste into it."""

    def __init__(self, desk: Desk, actions: HasOffice, *, form: FormPage) -> None:
        super().__init__(form)
        self._own = desk.actions.office().unit_id
        self._keeper = EvidenceKeeper(desk, actions, parent=self)
        self._form = form
        self._card: EvidenceCard | None = None
        form.built.connect(self._on_built)
        form.shown.connect(self._on_shown)
        if form.body is not None and form.view is not None:
            self._on_built(form.body, form.view)
            self._on_shown()

    def _on_built(self, body: FormBody, view: FormView) -> None:
        self._card = EvidenceCard(self._keeper, view, own=view.unit_id == self._own)
        body.add_card(self._card)

    def _on_shown(self) -> None:
        if self._card is not None:
            self._card.panel.watch(self._form.stops())
