"""Get the files of a list from its publisher's address: only where it changed, only over https, never without an end.

Comes in: an address and what the last answer said. Goes out: `Fetched`, whose files stream. Every limit ends in a sentence: redirects,
size, silence, time, an answer that broke off. Never needed: an installation without a network brings its lists by hand.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from socket import timeout as silence
from typing import IO, Any, cast
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from homeward import __version__
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Upload
from homeward.lists.rules.addresses import is_loopback, is_secure
from homeward.watchlists.ofac.family import FAMILIES

REDIRECTS = 4
PIECE = 1 << 16
_UNCHANGED, _NOT_FOUND = 304, 404


@dataclass(frozen=True, slots=True)
class Limits:
    """When a download is given up: bytes of one file, seconds of silence, seconds altogether."""

    size: int = 600_000_000
    silence: float = 30
    whole: float = 900


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: nothing newer, or files, and what to say next time."""

    unchanged: bool
    files: tuple[Upload, ...] = ()
    etag: str = ""
    modified: str = ""


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, and none to where no list is fetched from."""

    max_redirections = REDIRECTS

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """The next request, unless its address is worse than the first."""
        if not is_secure(newurl) or (is_loopback(newurl) and not is_loopback(req.full_url)):
            raise BadInput("The address sends on to one that is not https. Nothing was fetched.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(url: str, *, etag: str = "", modified: str = "", limits: Limits | None = None) -> Fetched:
    """Ask for a list. Raises `BadInput` with what the address answered instead; its files raise it too, while they stream."""
    bounds = limits or Limits()
    if not is_secure(url):
        raise BadInput("Lists are fetched only from addresses that begin with https://.")
    until = time.monotonic() + bounds.whole
    answer = _ask(url, etag, modified, bounds)
    if answer is None:
        return Fetched(True, etag=etag, modified=modified)
    first = Upload(_name(url), _pieces(answer, bounds, until))
    rest = (Upload(name, _neighbour(urljoin(url, name), bounds, until)) for name in _neighbours(url))
    said = answer.headers
    return Fetched(False, (first, *rest), said.get("ETag", "")[:200], said.get("Last-Modified", "")[:64])


def _ask(url: str, etag: str, modified: str, limits: Limits) -> HTTPResponse | None:
    """The answer to a conditional request; None where nothing is newer."""
    request = Request(url, headers={"User-Agent": f"Homeward/{__version__}", "Accept-Encoding": "identity"})  # noqa: S310 - checked
    if etag:
        request.add_header("If-None-Match", etag)
    if modified:
        request.add_header("If-Modified-Since", modified)
    try:
        return cast(HTTPResponse, _opener(url).open(request, timeout=limits.silence))
    except HTTPError as error:
        error.close()
        if error.code == _UNCHANGED:
            return None
        if error.code == _NOT_FOUND:
            raise BadInput(
                "The address answered that there is no such file (404). Correct the list's address."
            ) from error
        raise BadInput(
            "The address answered with the error %(answer)s. Try again later, or bring the file by hand.",
            answer=error.code,
        ) from error
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise BadInput(
            "The address cannot be reached (%(reason)s). Try again later, or bring the file by hand.",
            reason=_reason(error),
        ) from error


def _opener(url: str) -> OpenerDirector:
    """This machine itself is asked without a proxy."""
    handlers: list[Any] = [_Redirects()]
    if is_loopback(url):
        handlers.append(ProxyHandler({}))
    return build_opener(*handlers)


def _pieces(answer: HTTPResponse, limits: Limits, until: float) -> Iterator[bytes]:
    """The bytes of an answer, to its very end."""
    announced, got = int(answer.headers.get("Content-Length") or -1), 0
    with answer:
        while piece := _read(answer):
            got += len(piece)
            if got > limits.size:
                raise BadInput(
                    "The address sent more than %(limit)s bytes, which no list has. Nothing was kept.",
                    limit=limits.size,
                )
            if time.monotonic() > until:
                raise BadInput("The address sent so slowly that the download was given up. Try again later.")
            yield piece
    if announced >= 0 and got != announced:
        raise BadInput(
            "The download broke off after %(got)s of %(announced)s bytes. Nothing was kept; try again.",
            got=got,
            announced=announced,
        )


def _read(answer: HTTPResponse) -> bytes:
    try:
        return answer.read1(PIECE)
    except (HTTPException, OSError) as error:
        raise BadInput(
            "The download broke off (%(reason)s). Nothing was kept; try again.", reason=_reason(error)
        ) from error


def _neighbour(url: str, limits: Limits, until: float) -> Iterator[bytes]:
    """A file that belongs to the same set."""
    answer = _ask(url, "", "", limits)
    if answer is not None:
        yield from _pieces(answer, limits, until)


def _neighbours(url: str) -> tuple[str, ...]:
    """The files that are published beside a set's first one."""
    return next((family.neighbours for family in FAMILIES if _name(url).lower() == family.primary), ())


def _name(url: str) -> str:
    return unquote(urlsplit(url).path).rpartition("/")[2] or "list"


def _reason(error: Exception) -> str:
    """Why, without an address in it."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, silence):
        return "it did not answer in time"
    return (cause.strerror or type(cause).__name__) if isinstance(cause, OSError) else type(error).__name__
