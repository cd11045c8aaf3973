"""Pictures made anew: small, upright, with no place and no words in them."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import SECRET, photo, plain, saved
from PIL import Image, PngImagePlugin

from zjmz_desktop.domain.evidence import Kind
from zjmz_desktop.exchange import photo as photos
from zjmz_desktop.exchange.photo import PhotoError, renewed


def opened(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return image


def test_position_comment_and_all_else_are_gone() -> None:
    source = photo()
    assert SECRET in source
    assert opened(source).getexif().get_ifd(0x8825)
    found = renewed(source)
    for content in (found.content, found.thumbnail):
        image = opened(content)
        assert SECRET not in content
        assert b"Exif" not in content
        assert b"http" not in content
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_words_in_a_png_are_gone() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("place", SECRET.decode())
    found = renewed(saved(Image.new("RGB", (30, 30)), "PNG", pnginfo=words))
    assert found.kind is Kind.PNG
    assert SECRET not in found.content
    assert not opened(found.content).info


def test_a_turned_photo_stands_upright() -> None:
    image = opened(renewed(photo((400, 300))).content)
    assert image.size == (300, 400)
    top, bottom = image.getpixel((150, 20)), image.getpixel((150, 380))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > 200 > 50 > top[2]  # the red left half is on top after the turn
    assert bottom[2] > 200


@pytest.mark.parametrize(
    ("size", "kept"),
    [((4000, 3000), (1600, 1200)), ((1600, 900), (1600, 900)), ((5000, 2), (1600, 1))],
)
def test_the_longest_side_is_at_most_1600(size: tuple[int, int], kept: tuple[int, int]) -> None:
    found = renewed(saved(Image.new("RGB", size), "JPEG"))
    assert opened(found.content).size == kept
    assert max(opened(found.thumbnail).size) <= 160


def test_the_same_photo_gives_the_same_bytes() -> None:
    assert renewed(photo()) == renewed(photo())


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_is_taken(mode: str) -> None:
    assert renewed(saved(Image.new(mode, (30, 20)), "PNG")).kind is Kind.PNG


def test_what_can_be_seen_through_lies_on_white() -> None:
    found = renewed(saved(Image.new("RGBA", (30, 20), (0, 0, 0, 0)), "PNG"))
    assert opened(found.content).getpixel((5, 5)) == (255, 255, 255)


def test_print_colours_and_bitmaps_are_taken() -> None:
    assert renewed(plain("black", "JPEG", mode="CMYK")).kind is Kind.JPEG
    assert renewed(plain(kind="BMP")).kind is Kind.JPEG


def test_a_large_png_becomes_a_jpeg() -> None:
    noise = Image.effect_noise((1600, 1200), 80).convert("RGB")
    found = renewed(saved(noise, "PNG"))
    assert found.kind is Kind.JPEG


def test_too_many_pixels_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PIXELS", 10_000)
    with pytest.raises(PhotoError, match="有12万像素，超过1万"):
        renewed(photo())


def test_a_bomb_of_pixels_is_refused_in_words() -> None:
    bomb = bytearray(plain(kind="BMP"))
    bomb[18:26] = (30_000).to_bytes(4, "little") * 2
    with pytest.raises(PhotoError, match="有90000万像素"):
        renewed(bytes(bomb))


def test_half_a_photo_is_refused() -> None:
    with pytest.raises(PhotoError, match="没有下载完"):
        renewed(photo()[:-2000])


SEEDS = (photo((60, 40)), plain(), plain(kind="BMP"))


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(SEEDS), st.data())
def test_any_damage_is_refused_in_words_or_read(seed: bytes, data: st.DataObject) -> None:
    broken = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(seed) - 1))] = data.draw(st.integers(0, 255))
    with suppress(PhotoError):
        renewed(bytes(broken[: data.draw(st.integers(1, len(seed)))]))


def test_damaged_position_data_is_no_reason_to_refuse_a_photo() -> None:
    """A tag that claims more data than there is makes the library warn; the photo is sound."""
    plain, exif = Image.new("RGB", (40, 30), "red"), Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    plain.save(out, "JPEG", exif=exif)
    content = bytearray(out.getvalue())
    at = next(content.index(tag) for tag in (b"\x88\x25", b"\x25\x88") if tag in content)
    content[at + 5] = 0x7F
    assert renewed(bytes(content)).content
