"""Pages as PDF: a template rendered on paper, with Arabic shaped and the fonts of this machine.

Comes in: the name of a template and what it shows. Goes out: the bytes of a PDF. Reads no address but `data:` ones: nothing is fetched
from anywhere while a person's paper is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import segno
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import URLFetcher

_NOTHING = URLFetcher(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)


def pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """The PDF of a template."""
    document: bytes = HTML(string=render_to_string(template, dict(context)), url_fetcher=_NOTHING).write_pdf()
    return document


def qr(text: str) -> str:
    """A square code of a text as an inline drawing, in the colour of the text around it."""
    drawing: str = segno.make(text, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=True)
    return drawing
