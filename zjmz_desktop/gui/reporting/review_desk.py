"""What a reviewer decides: each act is one call of the service, told to the window or refused in words."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from zjmz_desktop.domain.errors import ZjmzError
from zjmz_desktop.domain.reviews import ReturnNote
from zjmz_desktop.gui.desk import Desk
from zjmz_desktop.service import reviewing
from zjmz_desktop.service.context import Office
from zjmz_desktop.service.entering import FieldAt, UnitPeriod
from zjmz_desktop.service.reviewing import Accepted
from zjmz_desktop.service.views import ChangeSet

_MOST_TOLD = 2
Codes = Sequence[str]


class ReviewDesk(QObject):
    """Accepts, returns and adopts for the unit under review.

    Signals:
        decided: codes of the figures that were decided; all of them where it is empty.
    """

    decided = Signal(object)

    def __init__(self, desk: Desk, office: Office, *, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._office = desk, office
        self.unit_id = ""
        self.is_deciding = False

    @property
    def at(self) -> UnitPeriod:
        """The unit under review, and the month that lies open."""
        return UnitPeriod(self.unit_id, self._desk.place.period)

    def accept(self, codes: Codes) -> bool:
        """接收 figures; what is left is told. False when nothing was."""
        return self._accepted(lambda: reviewing.accept(self._office, self.at, codes=codes), codes)

    def accept_clean(self, codes: Codes) -> bool:
        """接收 all that nothing speaks against."""
        return self._accepted(lambda: reviewing.accept_clean(self._office, self.at), codes)

    def accept_whole(self) -> bool:
        """整表接收."""
        return self._accepted(lambda: reviewing.accept_whole(self._office, self.at), ())

    def send_back(self, codes: Codes, why: ReturnNote) -> str:
        """退改 figures, or the whole table without codes; why it was refused, or ""."""
        what = f"已退改{len(codes)}项。" if codes else "已整表退改。"
        name = self._office.units.get(self.unit_id).office
        words = f"{what}全部看完以后，请用“导出数据文件”把退改通知单发给{name}。"
        return self._done(
            lambda: reviewing.return_(self._office, self.at, codes=codes, why=why),
            codes,
            words=words,
        )

    def adopt(self, code: str, typed: tuple[str, str | None], *, reason: str) -> str:
        """采用数 beside the unit's figure; why it was refused, or ""."""
        at = FieldAt(code, self.unit_id, self._desk.place.period, "adopted")
        words = "已记下采用数。" if typed[0].strip() else "已取消采用数。"
        return self._done(
            lambda: reviewing.adopt(self._office, at, typed=typed, reason=reason),
            (code,),
            words=words,
        )

    def _accepted(self, call: Callable[[], Accepted], codes: Codes) -> bool:
        try:
            found = call()
        except ZjmzError as error:
            self._desk.refused.emit(error.message)
            return False
        more = f"……共{len(found.left)}项。" if len(found.left) > _MOST_TOLD else ""
        said = f"{found.words}{''.join(found.left[:_MOST_TOLD])}{more}"
        self._tell(found.changes, codes)
        if found.left:
            self._desk.refused.emit(said)
        else:
            self._desk.told.emit(said, False)
        return bool(found.done)

    def _done(self, call: Callable[[], ChangeSet], codes: Codes, *, words: str) -> str:
        try:
            changes = call()
        except ZjmzError as error:
            return error.message
        self._tell(changes, codes)
        self._desk.told.emit(words, False)
        return ""

    def _tell(self, changes: ChangeSet, codes: Codes) -> None:
        if changes:
            self.is_deciding = True
            self._desk.changed.emit(changes)
            self.is_deciding = False
        self.decided.emit(codes)
