"""Pictures from outside, made anew: upright, no larger than is needed, with nothing but the picture.

Runs inside the limited child.
"""

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING, NamedTuple

from zjmz_desktop.domain.evidence import (
    LONGEST_SIDE_PX,
    MEGABYTE,
    MOST_PIXELS,
    THUMBNAIL_SIDE_PX,
    Kind,
)

if TYPE_CHECKING:
    from PIL.Image import Image

_READ = ("JPEG", "PNG", "BMP")
_QUALITY, _THUMBNAIL_QUALITY = 85, 80
_LARGEST_PNG = MEGABYTE  # a photo that came as PNG is smaller as JPEG
_FAULTS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    struct.error,
    zlib.error,
)


class PhotoError(Exception):
    """Why a picture can't be taken, as the middle of a sentence."""


class Photo(NamedTuple):
    """A picture made anew, with its thumbnail."""

    kind: Kind
    content: bytes
    thumbnail: bytes


def renewed(content: bytes) -> Photo:
    """Read a picture and write it again; of what came with it nothing is left.

    Raises:
        PhotoError: damaged, or too many pixels.
    """
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # its own limit is looser, and no sentence: see below
    try:
        with (
            warnings.catch_warnings(action="ignore"),  # of damaged position data: it is thrown away
            Image.open(io.BytesIO(content), formats=_READ) as source,
        ):
            _refuse_size(source)
            is_photo = source.format != "PNG"
            source.draft("RGB", (LONGEST_SIDE_PX, LONGEST_SIDE_PX))
            upright = ImageOps.exif_transpose(source)
            plain = _within(_flat(upright), LONGEST_SIDE_PX)
    except _FAULTS as error:
        raise PhotoError("图片坏了或者没有下载完") from error
    kind, written = _written(plain, is_photo=is_photo)
    return Photo(kind, written, _jpeg(_within(plain, THUMBNAIL_SIDE_PX), _THUMBNAIL_QUALITY))


def _refuse_size(source: "Image") -> None:
    pixels = source.width * source.height
    if pixels > MOST_PIXELS:
        raise PhotoError(f"有{pixels // 10_000}万像素，超过{MOST_PIXELS // 10_000}万")


def _flat(source: "Image") -> "Image":
    """Red, green and blue on white."""
    from PIL import Image

    if source.mode.startswith("I"):
        source = source.convert("L")
    if source.mode in ("RGBA", "LA", "PA", "P"):
        whole = source.convert("RGBA")
        white = Image.new("RGB", whole.size, "white")
        white.paste(whole, mask=whole.getchannel("A"))
        return white
    return source.convert("RGB")


def _within(source: "Image", side: int) -> "Image":
    """No side longer than `side`; a new picture that carries no other data."""
    from PIL import Image

    longest = max(source.size)
    if longest > side:
        size = (
            max(1, source.width * side // longest),
            max(1, source.height * side // longest),
        )
        source = source.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    bare = Image.new("RGB", source.size)
    bare.paste(source)
    return bare


def _written(plain: "Image", *, is_photo: bool) -> tuple[Kind, bytes]:
    if not is_photo:
        found = io.BytesIO()
        plain.save(found, "PNG")
        if found.tell() <= _LARGEST_PNG:
            return Kind.PNG, found.getvalue()
    return Kind.JPEG, _jpeg(plain, _QUALITY)


def _jpeg(plain: "Image", quality: int) -> bytes:
    found = io.BytesIO()
    plain.save(found, "JPEG", quality=quality)
    return found.getvalue()
