"""Pictures for tests, with what phones write into them."""

import io
from typing import Any

from PIL import Image

SECRET = b"secret place 32.1234"


def photo(size: tuple[int, int] = (400, 300), **settings: Any) -> bytes:
    """A JPEG whose left half is red; position, comment and XMP where nothing else is asked for."""
    image = Image.new("RGB", size, "blue")
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = image.getexif()
    exif[0x0112] = 6  # to be turned right
    exif.get_ifd(0x8825)[2] = (32.0, 12.0, 34.0)
    told = {"exif": exif, "comment": SECRET, "xmp": b"<x:xmpmeta>" + SECRET, "quality": 95}
    return saved(image, "JPEG", **(told | settings))


def saved(image: Image.Image, kind: str, **settings: Any) -> bytes:
    found = io.BytesIO()
    image.save(found, kind, **settings)
    return found.getvalue()


def plain(color: str = "green", kind: str = "PNG", *, mode: str = "RGB") -> bytes:
    return saved(Image.new(mode, (40, 30), color), kind)
