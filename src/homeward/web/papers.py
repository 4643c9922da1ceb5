"""Pages as PDF: a template rendered on paper, with Arabic shaped and the fonts of this machine.

Comes in: the name of a template and what it shows. Goes out: the bytes of a PDF. Reads no address but `data:` ones: nothing is fetched
from anywhere while a person's paper is made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

import segno
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher

_NOTHING = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)
_BEGINS: Final = re.compile(r"<(\w+)([^<>]*)>([^<]*)")  # a tag and the text that begins in it
_WAYS: Final = {"L": "ltr", "R": "rtl", "AL": "rtl"}


def pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """The PDF of a template."""
    written = directed(render_to_string(template, dict(context)))
    document: bytes = HTML(string=written, url_fetcher=_NOTHING).write_pdf()
    return document


def directed(written: str) -> str:
    """A document in which whatever leaves its direction to its text says it: a browser looks at the first letter, a paper does not."""
    return _BEGINS.sub(_directed, written)


def _directed(found: re.Match[str]) -> str:
    tag, given, text = found.groups()
    if 'dir="auto"' not in given and (tag != "bdi" or "dir=" in given):
        return found[0]
    ways = (_WAYS.get(unicodedata.bidirectional(letter)) for letter in unescape(text))
    way = next(filter(None, ways), None)
    rest = given.replace(' dir="auto"', "")
    return f'<{tag}{rest} dir="{way}">{text}' if way else f"<{tag}{rest}>{text}"


def qr(text: str) -> str:
    """A square code of a text as an inline drawing, in the colour of the text around it."""
    drawing: str = segno.make(text, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True)
    return drawing
