"""What a scan of a paper may be: a JPEG, a PNG or a PDF, told by its content and never by its name.

Comes in: bytes. Goes out: their kind, or `Invalid` with what to do. An image is read by a decoder that is told which kind to expect and how
many points at most; a PDF is looked at from outside alone. Nothing of a scan is ever executed, and nothing here decides what it shows.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Mapping
from typing import Final

from PIL import Image, UnidentifiedImageError

from homeward.registry.errors import Invalid

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
SUFFIXES: Final[Mapping[str, str]] = {JPEG: "jpg", PNG: "png", PDF: "pdf"}
LARGEST: Final = 10_000_000  # bytes; its sentences say 10 MB
MOST_POINTS: Final = 60_000_000  # an A4 page at 800 dots per inch has as many
_BEGINS: Final[Mapping[bytes, str]] = {b"\xff\xd8\xff": JPEG, b"\x89PNG\r\n\x1a\n": PNG, b"%PDF-": PDF}
_DECODER: Final = {JPEG: "JPEG", PNG: "PNG"}
_END_OF_PDF: Final = 2_048  # its end mark stands among the last bytes


def scan_kind(content: bytes) -> str:
    """The media type of a scan. Raises `Invalid` for anything else, for what is broken, and for what is too large."""
    if len(content) > LARGEST:
        raise Invalid("The scan is larger than 10 MB. Scan it at a lower resolution.", field="scan")
    kind = next((kind for begins, kind in _BEGINS.items() if content.startswith(begins)), "")
    if kind in _DECODER:
        _check_image(content, kind)
    elif kind == PDF:
        _check_pdf(content)
    else:
        raise Invalid(
            "This is not a JPEG, PNG or PDF file, whatever its name says. Scan the paper again.", field="scan"
        )
    return kind


def _check_image(content: bytes, kind: str) -> None:
    """Read the head of an image, then all of it as far as that needs little room. Raises `Invalid`."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # we ask for the size ourselves
            with Image.open(io.BytesIO(content), formats=[_DECODER[kind]]) as image:
                if image.width * image.height > MOST_POINTS:
                    raise Invalid("The picture has too many points. Scan it at a lower resolution.", field="scan")
                if kind == PNG:
                    image.verify()  # every piece with its check sum, nothing unpacked
                else:
                    image.draft("L", (256, 256))  # an eighth of the size: little room for a large picture
                    image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, struct.error):
        raise Invalid(
            "The picture does not open: it is broken or cut off. Scan the paper again.", field="scan"
        ) from None


def _check_pdf(content: bytes) -> None:
    if b"%%EOF" not in content[-_END_OF_PDF:]:
        raise Invalid("The PDF is cut off. Send it again, or scan the paper again.", field="scan")
