"""Problems that checks find: 强制性 errors stop a submission, 核实性 warnings need a reason."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How serious a problem is."""

    ERROR = "error"
    WARNING = "warning"

    @property
    def words(self) -> str:
        """The word on screen."""
        return "强制性审核" if self is Severity.ERROR else "核实性审核"


class Problem(NamedTuple):
    """One finding of a check, as a Chinese sentence with real values, place and remedy.

    Attributes:
        severity: error or warning.
        code: code of the check; a warning's reason is the cell part `check/<code>`.
        indicator: indicator code, or "" for a register row.
        part: part of the cell at fault (`value`, a field code …), where the cursor goes.
        message: what is wrong, with the values.
        remedy: what to do.
        row: row id of a register row, or "".
        reason: 审核说明 already given for a warning, or "".
        register: code of the row's register, or "".
    """

    severity: Severity
    code: str
    indicator: str
    part: str
    message: str
    remedy: str
    row: str = ""
    reason: str = ""
    register: str = ""
