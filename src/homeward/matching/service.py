"""The interface: an address and what was sent with it become an answer in JSON, or a refusal in words with its status.

Comes in: a `Request`, of whatever web server. Goes out: an `Answer`, and what of it may be written down: counts, never a name.
Opens no port and asks nobody who they are: who serves it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from homeward import __version__
from homeward.kernel.errors import Unreadable
from homeward.matching.algorithm import MEANING, algorithms
from homeward.matching.library import Library
from homeward.matching.matches import matches, read_batch
from homeward.matching.problems import TOO_LARGE, WRONG_METHOD, Problem, not_found, refused
from homeward.matching.searching import search
from homeward.matching.terms import match_terms, search_terms
from homeward.screening.profile import Profile

MOST_BODY = 2 << 20  # bytes
OK, MOVED, NOT_MODIFIED, BROKEN, NOT_READY = 200, 308, 304, 500, 503
Headers = tuple[tuple[str, str], ...]
_JSON: Headers = (
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
)
_A_CHILD = (
    "One of these queries may be of a child, and nobody was compared. A child is looked for only on an individual legal ground, "
    "recorded at their file: leave them out."
)
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ENCODER = msgspec.json.Encoder()


class Request(NamedTuple):
    """What was asked. `path` is decoded and begins with /; `base` is what stands before it in the address."""

    method: str
    path: str
    parameters: Mapping[str, Sequence[str]] = {}
    body: bytes = b""
    base: str = ""
    known_version: str = ""  # of If-None-Match


class Noted(NamedTuple):
    """What may be written down of a question that was answered."""

    action: str
    dataset: str = ""
    queries: int = 0
    candidates: int = 0


class Answer(NamedTuple):
    """Status, headers, body, and what may be written down."""

    status: int
    headers: Headers
    body: bytes
    noted: Noted | None = None


def answer(library: Library, request: Request, withheld: Callable[[Profile], bool] | None = None) -> Answer:
    """Answer a question, or say why not. Nobody is compared where a query is of somebody who is `withheld`: who may be a child."""
    try:
        if len(request.body) > MOST_BODY:
            raise Problem(
                TOO_LARGE, f"The body is longer than {MOST_BODY:,} bytes. Send the queries in several batches."
            )
        return _answered(library, request, withheld)
    except Unreadable as error:
        return Answer(BROKEN, _JSON, _ENCODER.encode({"detail": str(error)}))
    except Problem as problem:
        allowed = (("Allow", str(problem.place[0])),) if problem.status == WRONG_METHOD else ()
        return Answer(problem.status, (*_JSON, *allowed), _ENCODER.encode(problem.told))


def _answered(library: Library, request: Request, withheld: Callable[[Profile], bool] | None) -> Answer:
    head, _, rest = request.path.strip("/").partition("/")
    if head == "match" and rest:
        _only(request, "POST")
        return _match(library, rest, request, withheld)
    if head == "search" and rest:
        _only(request, "GET")
        return _search(library, rest, request)
    if head == "entities" and rest:
        _only(request, "GET")
        return _entity(library, rest, request)
    if rest or head not in ("", "healthz", "readyz", "catalog", "algorithms"):
        raise not_found("There is nothing at this address. / says what there is.")
    _only(request, "GET")
    return _about(library, head, request)


def _only(request: Request, method: str) -> None:
    if request.method != method and not (method == "GET" and request.method == "HEAD"):
        raise Problem(WRONG_METHOD, f"This address is asked with {method}.", (method,))


def _match(library: Library, dataset: str, request: Request, withheld: Callable[[Profile], bool] | None) -> Answer:
    terms, people = match_terms(request.parameters), read_batch(request.body)
    if withheld and any(withheld(one.profile) for one in people.values()):
        raise refused(_A_CHILD)
    found = matches(library, dataset, people, terms)
    shown = sum(len(one.results) for one in found.responses.values())
    answered = _told(found, ("x-batch-size", str(len(people))))
    return answered._replace(noted=Noted("match", dataset, len(people), shown))


def _search(library: Library, dataset: str, request: Request) -> Answer:
    found = search(library, dataset, search_terms(request.parameters))
    return _told(found)._replace(noted=Noted("search", dataset, 1, len(found.results)))


def _entity(library: Library, rest: str, request: Request) -> Answer:
    wanted, adjacent, prop = rest.partition("/adjacent")
    place = library.find(wanted)
    if place is None or (adjacent and prop.strip("/").count("/")):
        raise not_found("There is no such entity here.")
    shelf, row = place
    if (known_as := shelf.id_of(row)) != wanted:
        address = f"{request.base}/entities/{_quoted(known_as)}{adjacent}{prop}"
        return Answer(MOVED, (*_JSON, ("Location", address)), b"{}")
    found = shelf.entity(row)
    noted = Noted("entity", found.datasets[0], 1, 1)
    none = {"results": [], "total": {"value": 0, "relation": "eq"}, "limit": 0, "offset": 0}
    if not adjacent:
        return _told(found)._replace(noted=noted)
    return _told(none if prop.strip("/") else {"entity": found, "adjacent": {}})._replace(noted=noted)


def _about(library: Library, head: str, request: Request) -> Answer:
    if head == "catalog":
        version = f'"{library.version}"'
        if request.known_version == version:
            return Answer(NOT_MODIFIED, (("ETag", version),), b"")
        return _told(library.catalog, ("ETag", version))
    if head == "algorithms":
        return _told(algorithms())
    if head == "readyz" and not library.shelves:
        raise Problem(NOT_READY, "No list is in use yet.")
    if head:
        return _told({"status": "ok"})
    return _told(
        {
            "title": "Homeward",
            "version": __version__,
            "description": f"Candidates from {len(library):,} entries, in the form that tools for OpenSanctions read. {MEANING}",
            "addresses": [
                "/catalog",
                "/algorithms",
                "/match/{dataset}",
                "/search/{dataset}",
                "/entities/{id}",
                "/healthz",
                "/readyz",
            ],
        }
    )


def _quoted(text: str) -> str:
    """A text as a step of an address."""
    return "".join(chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in text.encode())


def _told(what: Any, *headers: tuple[str, str]) -> Answer:
    return Answer(OK, (*_JSON, *headers), _ENCODER.encode(what))
