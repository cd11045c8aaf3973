"""按以前的数据: of which moment a paper shall tell; it is looked at before it is printed or saved."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.moments import Moment
from zjmz_desktop.gui.dialogs.dialog import Dialog
from zjmz_desktop.gui.dialogs.moment_choice import HOW_TO_NAME, MomentChoice
from zjmz_desktop.gui.waiting import busy_pointer
from zjmz_desktop.gui.widgets.labels import label, spacer
from zjmz_desktop.service.as_of import find_moment
from zjmz_desktop.service.context import Office

_MEANS = (
    "截至那时已经过完的月份；选上报、数据文件或打印过的报告的，截至它的月份。"
    "先预览，再保存或打印，上面写明是按什么时候的数据。"
)
_NO_DAY = f"没有写按哪一天的数据。{HOW_TO_NAME}"
_WIDE = 620


class PastDialog(Dialog):
    """The moment of a paper of a unit.

    Attributes:
        choice: where it is chosen.
        then: what was chosen, once it is accepted.
    """

    def __init__(self, office: Office, unit_id: str, *, paper: str, parent: QWidget) -> None:
        super().__init__(f"按以前的数据出{paper}", _MEANS, yes="预览…", parent=parent)
        self.setMinimumWidth(_WIDE)
        self._office = office
        self.then: Moment | None = None
        self.choice = MomentChoice(office, unit_id)
        self.choice.moment.setAccessibleName("按什么时候的数据")
        by = label("按(&B)", "soft")
        by.setBuddy(self.choice.moment)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (by, self.choice, label("的数据", "soft")):
            row.addWidget(part)
        row.addWidget(spacer(), 1)
        self.body.addLayout(row)
        self.act = self._choose
        self.choice.lead_back()

    def _choose(self) -> str:
        try:
            with busy_pointer():
                self.then = find_moment(self._office, self.choice.asked)
        except ZjmzError as error:
            self.choice.lead_back()
            return error.message if self.choice.asked else _NO_DAY
        return ""
