"""The month that a sentence tells of (截至12月底): an edit may leave it out, but name no other."""

import re

from zjmz_desktop.domain.errors import ZjmzError

_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_UNTIL = re.compile(
    r"(?:截[至止到]|(?<![^，、；：。！？])[到至])(?:[0-9]{4}年|今年|本年)?"
    r"(?P<month>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月(?:底|末|份|[0-9]{1,2}[日号])"
)


class OtherMonthError(ZjmzError):
    """A text that says its figures are of another month than they are."""

    def __init__(self, words: str, month: str) -> None:
        super().__init__(f"“{words}”不对，这里的数截至{month}。请照写，或者不写月份。")
        self.words = words


def refuse_other_month(text: str, month: str) -> None:
    """Refuse a text that is 截至 another month than `month` (12月底), where that is known.

    Raises:
        OtherMonthError: with the first that it names.
    """
    own = re.match("[0-9]+", month)
    for match in _UNTIL.finditer(text) if own else ():
        named = match["month"]
        number = _MONTHS.index(named) + 1 if named in _MONTHS else int(named)
        if own and number != int(own[0]):
            raise OtherMonthError(match[0], month)
