"""Years that a sheet of figures says: one of another year is not this year's."""

import re
from collections.abc import Iterable, Mapping, Sequence

from zjmz_desktop.domain.spelling import normalised

_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?:年|[-./](?=[0-9]{1,2}(?![0-9])))")


class SheetYears:
    """The years in titles and headers.

    Args:
        titles: texts above the table, and the sheet's name.
        headers: column → header texts.
    """

    def __init__(self, titles: Iterable[str], headers: Mapping[int, Sequence[str]]) -> None:
        self._titles = years_in(titles)
        self._headers = {at: years_in(parts) for at, parts in headers.items()}

    def refusal(self, at: int, year: int) -> str:
        """Why a column's numbers are not that year's, or ""; its own header goes before the titles."""
        where, found = "列名", self._headers.get(at, ())
        if not found:
            where, found = "表题", self._titles
        if not found or year in found:
            return ""
        said = "、".join(f"{one}年" for one in found)
        return (
            f"{where}写的是{said}，这里填的是{year}年。如果是上年同期数，请不要读入；"
            f"如果就是{year}年的数，请把{where}改成{year}年再导入"
        )


def years_in(texts: Iterable[str]) -> tuple[int, ...]:
    """Every year that texts say, each once."""
    found = (int(year) for text in texts for year in _YEAR.findall(normalised(text)))
    return tuple(dict.fromkeys(found))
