"""The user's own 仿宋_GB2312 and 方正小标宋: taken before the program's fonts where they can be.

With `ZJMZ_FONTS=program` in the environment they are not looked for: the same paper is then the
same on every computer.
"""

import os
from collections.abc import Mapping
from typing import NamedTuple

from zjmz_desktop.domain.typefaces import Typeface, refusal_words
from zjmz_desktop.report.font_files import FontFile, installed_fonts, name_key
from zjmz_desktop.report.fonts import Face, FontError, UserFont, user_font

SETTING, PROGRAM_ONLY = "ZJMZ_FONTS", "program"
_WANTED: Mapping[Face, Mapping[str, tuple[str, ...]]] = {
    Face.BODY: {"仿宋_GB2312": ("FangSong_GB2312",)},
    Face.TITLE: {
        "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "FZXBSJW--GB1-0"),
        "方正小标宋_GBK": ("FZXiaoBiaoSong-B05", "FZXBSK--GBK1-0"),
    },
}


class UserFonts(NamedTuple):
    """What was found on this computer.

    Attributes:
        fonts: face → the font to set it in.
        faces: the same in words, for every face that a user's own font is looked for.
    """

    fonts: Mapping[Face, UserFont]
    faces: tuple[Typeface, ...]


def user_fonts() -> UserFonts:
    """Look for the fonts; what was looked at before and has not changed is not read again."""
    files = () if os.environ.get(SETTING) == PROGRAM_ONLY else tuple(installed_fonts())
    fonts: dict[Face, UserFont] = {}
    faces = []
    for face, families in _WANTED.items():
        refused: list[str] = []
        family = ""
        for name, file in _candidates(files, families):
            found = _usable(file)
            if isinstance(found, UserFont):
                fonts[face], family, refused = found, name, []
                break
            refused.append(refusal_words(name, file.path.name, reason=found))
        faces.append(Typeface(face, family, tuple(refused)))
    return UserFonts(fonts, tuple(faces))


def _candidates(
    files: tuple[FontFile, ...], families: Mapping[str, tuple[str, ...]]
) -> list[tuple[str, FontFile]]:
    """Files of a wanted family, the best first."""
    return [
        (family, file)
        for family, others in families.items()
        for file in files
        if not file.names.isdisjoint(map(name_key, (family, *others)))
    ]


def _usable(file: FontFile) -> UserFont | str:
    """The font ready to be drawn with, or why it can't be."""
    if file.flaw:
        return file.flaw
    try:
        return user_font(file.path)
    except FontError as error:
        return error.reason
