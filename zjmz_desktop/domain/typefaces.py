"""Which fonts a paper is set in, in words: the user's own where installed, else the program's."""

from dataclasses import dataclass

OWN_FACES = "程序自带的字体"


@dataclass(frozen=True, slots=True)
class Typeface:
    """What one face of GB/T 9704 is set in.

    Attributes:
        face: 仿宋 or 小标宋.
        family: the font's name where it is the user's own, "" where it is the program's.
        refused: why fonts that are installed are not used, a sentence each.
    """

    face: str
    family: str = ""
    refused: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """仿宋用本机的“仿宋_GB2312”."""
        used = f"本机的“{self.family}”" if self.family else OWN_FACES
        return f"{self.face}用{used}"


def faces_words(faces: tuple[Typeface, ...]) -> str:
    """One line for all faces, without the refusals."""
    if not any(face.family for face in faces):
        return f"{'、'.join(face.face for face in faces)}用{OWN_FACES}"
    return "，".join(face.words for face in faces)


def refusal_words(family: str, file_name: str, *, reason: str) -> str:
    """Why a font of the user is not used."""
    return f"本机的“{family}”（{file_name}）{reason}，没有使用，改用{OWN_FACES}。"
