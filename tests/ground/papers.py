"""Invented scans: small pictures and a document made here, whole or broken."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture of one colour."""
    content = io.BytesIO()
    Image.new("RGB", size, (200, 180, 160)).save(content, form)
    return content.getvalue()


def huge_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few bytes whose head speaks of far more points than there is room for."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def pdf(more: bytes = b"") -> bytes:
    """Something that is a PDF from outside."""
    return b"%PDF-1.7\n1 0 obj <<>> endobj\n" + more + b"\ntrailer <<>>\n%%EOF\n"
