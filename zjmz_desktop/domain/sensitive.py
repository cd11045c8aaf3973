"""What no text should hold: troop numbers, coordinates, whole identity numbers."""

import re
from functools import lru_cache

from zjmz_desktop.domain.spelling import normalised

_TROOP = re.compile(r"(?<![0-9])[0-9]{5}部队")
_PLACES = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]+)?[°度][0-9]{1,2}(?:\.[0-9]+)?['′’分]"
    r"|(?:东经|北纬|经度|纬度)[:为]?[0-9]{2,3}"
    r"|(?<![0-9.])1[12][0-9]\.[0-9]{4,}[,、/;]?3[0-9]\.[0-9]{4,}"
    r"|(?<![0-9.])3[0-9]\.[0-9]{4,}[,、/;]?1[12][0-9]\.[0-9]{4,}"
    r"|(?<![a-z])[xy][:=][0-9]{6,8}(?:\.[0-9]+)?"
)
_ID_NUMBER = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"[0-9]{3}[0-9x](?![0-9])"
)
_TO_HIDE = (
    ("secret_troop", _TROOP, "疑似有部队番号", "本程序不得录入涉密信息，请改写为“驻镇某部”。"),
    ("secret_place", _PLACES, "疑似有坐标", "界桩、设施坐标可能涉密，不得录入本程序，请删去坐标。"),
    ("id_number", _ID_NUMBER, "疑似有完整的身份证号", "请只保留身份证号的后4位。"),
)


@lru_cache(maxsize=32_768)
def text_warnings(text: str) -> tuple[tuple[str, str, str], ...]:
    """(check code, what, remedy) for what no text should hold; never repeats the secret."""
    plain = normalised(text)
    return tuple(
        (code, what, remedy) for code, seen, what, remedy in _TO_HIDE if seen.search(plain)
    )
