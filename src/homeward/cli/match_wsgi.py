"""The interface for tools made for OpenSanctions as an application of a web server, by itself: on this machine alone.

Comes in: requests of WSGI, and the folder of an index. Goes out: answers in JSON.
Nobody is asked who they are, so an address of this machine is all it answers to: a page of a site somewhere that has a browser
ask here under the site's own name is refused.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from homeward.matching.library import Library, open_library
from homeward.matching.service import MOST_BODY, Answer, Request, answer

INDEX = "HOMEWARD_MATCH_INDEX"  # the folder of the index, for the processes of a web server
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
MOST_PARAMETERS = 1_000
Environ = Mapping[str, Any]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def application() -> Application:
    """The application over the index that the environment names."""
    return over(open_library(Path(os.environ[INDEX])))


def over(library: Library) -> Application:
    """The application over an opened index."""

    def asked(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        found = _answer(library, environ)
        status = HTTPStatus(found.status)
        start(f"{found.status} {status.phrase}", [*found.headers, ("Content-Length", str(len(found.body)))])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [found.body]

    return asked


def _answer(library: Library, environ: Environ) -> Answer:
    if host_of(environ.get("HTTP_HOST", "localhost")) not in LOCAL:
        return _refusal(
            HTTPStatus.MISDIRECTED_REQUEST, "This answers to the names of this machine alone, such as 127.0.0.1."
        )
    length = environ.get("CONTENT_LENGTH") or "0"
    size = int(length) if length.isascii() and length.isdigit() else MOST_BODY + 1
    if size > MOST_BODY:
        return _refusal(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"The body is longer than {MOST_BODY:,} bytes. Send the queries in several batches.",
        )
    try:
        parameters = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return _refusal(HTTPStatus.BAD_REQUEST, f"There are more than {MOST_PARAMETERS:,} parameters.")
    request = Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", "/").encode("latin-1", "replace").decode("utf-8", "replace"),
        parameters=parameters,
        body=_body(environ, size),
        base=environ.get("SCRIPT_NAME", ""),
        known_version=environ.get("HTTP_IF_NONE_MATCH", ""),
    )
    return answer(library, request)


def _body(environ: Environ, size: int) -> bytes:
    """What was sent; of a body whose length was not told, as much as is looked at and one byte more."""
    if not size and environ.get("wsgi.input_terminated") and environ.get("HTTP_TRANSFER_ENCODING"):
        size = MOST_BODY + 1
    body: bytes = environ["wsgi.input"].read(size) if size else b""
    return body


def _refusal(status: HTTPStatus, words: str) -> Answer:
    quoted = words.replace('"', "'")
    return Answer(status, (("Content-Type", "application/json"),), f'{{"detail":"{quoted}"}}'.encode())


def host_of(text: str) -> str:
    """The host of what an address or a header says, without the port."""
    return text[: text.find("]") + 1] if text.startswith("[") else text.partition(":")[0].lower()
