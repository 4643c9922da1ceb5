"""The scan of a paper, handed out to be kept or opened outside the browser's page.

Comes in: a person and a claim about a paper. Goes out: the file as an attachment, which no browser takes for anything but what its
content is, and in which nothing runs. Never a part of a page: a scan came from outside.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse

from homeward.registry.rules.scans import SUFFIXES
from homeward.registry.selectors.scans import scan_open
from homeward.web.acting import actor_of


def scan(request: HttpRequest, person_id: UUID, claim_id: UUID) -> StreamingHttpResponse:
    """The file; that it was opened is in the trail."""
    found = scan_open(actor_of(request), person_id, claim_id)
    answer = StreamingHttpResponse(found.pieces, content_type=found.kind)
    answer["Content-Disposition"] = f'attachment; filename="scan-{claim_id.hex[-8:]}.{SUFFIXES[found.kind]}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
