"""An organisation's logo: known by its content, made anew, and everything else refused by name and remedy."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from suitability.errors import UserError
from suitability.rendering import logo
from suitability.rendering.logo import logo_of
from suitability.services.library import load_words


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 100), mode: str = "RGB") -> bytes:
    """Return the bytes of a picture with a secret in its metadata."""
    written = BytesIO()
    made = Image.new(mode, size, (200, 30, 40, 128)[: len(mode)])
    if kind == "PNG":
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", "SECRET")
        made.save(written, kind, pnginfo=info)
    else:
        made.save(written, kind, comment=b"SECRET")
    return written.getvalue()


def put(folder: Path, data: bytes, name: str = "logo.png") -> Path:
    """Write a file and return its place."""
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "L")],
)
def test_a_picture_becomes_a_plain_png_whatever_it_is_called(tmp_path: Path, kind: str, mode: str) -> None:
    """PNG and JPEG by content; no metadata of the file survives."""
    made = logo_of(put(tmp_path, picture(kind, mode=mode), "logo.xyz"))
    with Image.open(BytesIO(made)) as opened:
        assert (opened.format, opened.mode, opened.size) == ("PNG", "RGB", (300, 100))
        assert opened.info == {}
    assert b"SECRET" not in made


def test_a_large_picture_is_made_small_and_a_clear_one_laid_on_white(tmp_path: Path) -> None:
    made = logo_of(put(tmp_path, picture(size=(4000, 500), mode="RGBA")))
    with Image.open(BytesIO(made)) as opened:
        assert opened.size == (720, 90)
        red, green, blue = opened.getpixel((5, 5))  # type: ignore[misc] # three bands
        assert (red, green, blue) == (227, 142, 147)


def test_grey_takes_the_colour_out(tmp_path: Path) -> None:
    with Image.open(BytesIO(logo_of(put(tmp_path, picture()), grey=True))) as opened:
        assert opened.mode == "L"


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    path = put(tmp_path, picture())
    assert logo_of(path) == logo_of(path)


def bomb() -> bytes:
    """Return a small PNG that says it has four hundred million pixels."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


BAD = [
    (b"", "logo_not_a_picture"),
    (b"hello", "logo_not_a_picture"),
    (b"GIF89a" + bytes(40), "logo_not_a_picture"),
    (b"%PDF-1.7", "logo_not_a_picture"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "logo_is_drawing"),
    (b"\xef\xbb\xbf  <?xml version='1.0'?><svg/>", "logo_is_drawing"),
    (b"<html><script>alert(1)</script>", "logo_is_drawing"),
    (picture()[:60], "logo_damaged"),
    (picture("JPEG")[:200], "logo_damaged"),
    (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "logo_damaged"),
    (bomb(), "logo_too_many_pixels"),
    (b"\x89PNG\r\n\x1a\n" + bytes(logo.MAX_BYTES), "logo_too_large"),
]


@pytest.mark.parametrize(("data", "code"), BAD, ids=range(len(BAD)))
def test_what_is_no_logo_is_refused_by_name(tmp_path: Path, data: bytes, code: str) -> None:
    """The sentence names the file, in both languages."""
    path = put(tmp_path, data)
    with pytest.raises(UserError) as caught:
        logo_of(path)
    assert caught.value.code == code
    for language in ("ru", "en"):
        assert str(path) in load_words(language).message("errors", code, **caught.value.values)


@pytest.mark.parametrize("name", ["missing.png", "a\0b.png", "."])
def test_a_file_that_cannot_be_opened_is_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="logo_unreadable"):
        logo_of(tmp_path / name)


def test_fifty_megabytes_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.png"
    with path.open("wb") as stream:
        stream.write(picture())
        stream.truncate(50 * 1024 * 1024)
    with pytest.raises(UserError, match="logo_too_large"):
        logo_of(path)
