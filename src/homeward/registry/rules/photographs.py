"""What a photograph may be, and what is kept of it: the picture alone, drawn anew at a modest size.

Comes in: the bytes of a JPEG or PNG file. Goes out: a JPEG that holds the points of the picture and nothing else: no place, no
time, no camera, no words. Nothing is measured in it, and it is compared with nothing.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from homeward.registry.errors import Invalid

LARGEST: Final = 10_000_000  # bytes of the file that is sent; its sentences say 10 MB
MOST_POINTS: Final = 30_000_000
SIDE: Final = 800  # points of the longer side that is kept: enough to know somebody at the gate
LEAST: Final = 100
_QUALITY: Final = 85
_BEGINS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_BROKEN: Final = (Image.DecompressionBombError, OSError, SyntaxError, ValueError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: the bytes of a JPEG, and its size in points."""

    content: bytes
    width: int
    height: int


def picture_of(content: bytes) -> Picture:
    """The picture in a file, drawn anew without anything that was written beside it. Raises `Invalid` for what is none."""
    if len(content) > LARGEST:
        raise Invalid("The photograph is larger than 10 MB. Take it at a lower resolution.", field="photograph")
    if not content.startswith(_BEGINS):
        raise Invalid(
            "This is not a JPEG or PNG file, whatever its name says. Take the photograph again.", field="photograph"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we ask for the size ourselves
        try:
            with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as opened:
                return _drawn(opened)
        except _BROKEN:
            raise Invalid(
                "The picture does not open: it is broken or cut off. Take the photograph again.", field="photograph"
            ) from None


def _drawn(opened: Image.Image) -> Picture:
    if opened.width * opened.height > MOST_POINTS:
        raise Invalid("The photograph has too many points. Take it at a lower resolution.", field="photograph")
    if min(opened.size) < LEAST:
        raise Invalid("The photograph is too small to know anybody by. Take it again.", field="photograph")
    opened.draft("RGB", (2 * SIDE, 2 * SIDE))  # of a large JPEG no more is unpacked than is kept
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((SIDE, SIDE))
    whole = Image.new("RGB", upright.size, "white")  # what is seen through becomes white
    seen = upright.convert("RGBA")
    whole.paste(seen, mask=seen.getchannel("A"))
    drawn = io.BytesIO()
    whole.save(drawn, "JPEG", quality=_QUALITY, optimize=True)
    return Picture(drawn.getvalue(), *whole.size)
