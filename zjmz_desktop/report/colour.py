"""An sRGB profile by the ICC's version 2: what the colours of a paper for the archive mean.

Made here from the numbers of IEC 61966-2-1, so that no file under another's licence travels along.
"""

import struct
from functools import cache

NAME = "sRGB IEC61966-2.1"
_WHITE = (0.9642, 1.0, 0.8249)  # D50, to which the primaries are adapted
_PRIMARIES = {
    b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
    b"gXYZ": (0.3850649, 0.7168786, 0.0971045),
    b"bXYZ": (0.1430804, 0.0606169, 0.7141733),
}
_CURVES = (b"rTRC", b"gTRC", b"bTRC")
_STEPS = 1024
_HEADER, _ENTRY = 128, 12


@cache
def srgb_profile() -> bytes:
    """The profile, 3 KB; the three curves are one."""
    curve = _curve()
    tags = {
        b"desc": _description(NAME),
        b"cprt": b"text\0\0\0\0" + b"Free of copyright (CC0)\0",
        b"wtpt": _xyz(_WHITE),
        **{name: _xyz(primary) for name, primary in _PRIMARIES.items()},
    }
    places, body = [], b""
    start = _HEADER + 4 + _ENTRY * (len(tags) + len(_CURVES))
    for name, content in (*tags.items(), (_CURVES[0], curve)):
        places.append((name, start + len(body), len(content)))
        body += content + bytes(-len(content) % 4)
    places += [(name, *places[-1][1:]) for name in _CURVES[1:]]
    table = struct.pack(">I", len(places)) + b"".join(struct.pack(">4sII", *p) for p in places)
    return _header(_HEADER + len(table) + len(body)) + table + body


def _header(size: int) -> bytes:
    """Version 2.1, a display, RGB seen through XYZ."""
    dated = struct.pack(">6H", 2018, 1, 1, 0, 0, 0)
    head = struct.pack(">I4sI4s4s4s", size, b"", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    head += dated + b"acsp" + bytes(28) + b"".join(map(_fixed, _WHITE))
    return head.ljust(_HEADER, b"\0")


def _fixed(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _xyz(found: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, found))


def _description(text: str) -> bytes:
    """A text in ASCII; neither Unicode nor Macintosh text beside it."""
    ascii_text = text.encode() + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(78)


def _curve() -> bytes:
    points = [round(_linear(step / (_STEPS - 1)) * 65535) for step in range(_STEPS)]
    return b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *points)


def _linear(signal: float) -> float:
    if signal <= 0.04045:
        return signal / 12.92
    return float(((signal + 0.055) / 1.055) ** 2.4)
