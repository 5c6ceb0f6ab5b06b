"""An organisation's logo: read with limits, known by its content, and made anew as a plain PNG.

Nothing of the file itself goes into a report: its pixels are decoded, laid on white, made no larger than
print needs, and encoded again without any metadata. Pillow is imported here and only inside a function.
"""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from suitability.errors import UserError
from suitability.storage.plain_file import Unread, read_plain
from suitability.storage.safe_write import shown

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_PIXELS: Final = 24_000_000
"""More is refused before a pixel is decoded."""

KINDS: Final = {"PNG": b"\x89PNG\r\n\x1a\n", "JPEG": b"\xff\xd8\xff"}
"""The formats that are taken, and how their files begin."""

WIDEST, TALLEST = 720, 240
"""Pixels of the picture in a report: enough for 300 dots an inch at the size at which it is printed."""


def logo_of(path: Path, *, grey: bool = False) -> bytes:
    """Return the logo in the file ``path`` as a PNG of at most 720 x 240 pixels on white.

    Args:
        path: a PNG or JPEG of at most 2 MiB; what it is called does not matter.
        grey: take all colour out.

    Raises:
        UserError: the file is missing, too large, no picture of these kinds, damaged, or has far too many
            pixels; the sentence names it and what to do.
    """
    name = shown(path)
    data = _read(path, name)
    kind = next((kind for kind, start in KINDS.items() if data.startswith(start)), None)
    if kind is None:
        drawing = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
        raise UserError("logo_is_drawing" if drawing else "logo_not_a_picture", path=name)
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - only where a logo was given

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the limit below is stricter than Pillow's warning
            with Image.open(io.BytesIO(data), formats=[kind]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    size = f"{picture.width} × {picture.height}"
                    raise UserError("logo_too_many_pixels", path=name, size=size)
                return _encoded(_small_on_white(picture), grey=grey)
    except Image.DecompressionBombError as error:
        size = f"> {MAX_PIXELS // 1_000_000} M"
        raise UserError("logo_too_many_pixels", path=name, size=size) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise UserError("logo_damaged", path=name) from error


def _read(path: Path, name: str) -> bytes:
    try:
        return read_plain(path, MAX_BYTES)
    except Unread as error:
        if error.why == "too_large":
            raise UserError("logo_too_large", path=name, limit=MAX_BYTES // (1024 * 1024)) from error
        raise UserError("logo_unreadable", path=name, reason=error.reason) from error


def _small_on_white(picture: Image) -> Image:
    """Return the picture on white, its longer side fitted to the limits."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - loaded by the caller

    upright = ImageOps.exif_transpose(picture)
    whole = upright.convert("RGBA")
    whole.thumbnail((WIDEST, TALLEST), Image.Resampling.LANCZOS)
    white = Image.new("RGBA", whole.size, "white")
    return Image.alpha_composite(white, whole).convert("RGB")


def _encoded(picture: Image, *, grey: bool) -> bytes:
    written = io.BytesIO()
    (picture.convert("L") if grey else picture).save(written, "PNG", optimize=True)
    return written.getvalue()
