"""One row of a file of stolen and lost documents, as its publisher says it, and how it fits a document somebody holds.

Comes in: nothing. Goes out: frozen types. Such a row says something about a paper, never about whoever holds it.
"""

from __future__ import annotations

import msgspec


class DocumentRow(msgspec.Struct, frozen=True):
    """A document: number, kind, issuing country (ISO alpha-2, lower case, where it could be told), status and date as published."""

    number: str
    kind: str = ""
    issuer: str = ""
    status: str = ""
    date: str = ""
    position: str = ""


class FoundDocument(msgspec.Struct, frozen=True):
    """A row of the same number. None: one of the two does not state it."""

    row: DocumentRow
    same_kind: bool | None
    same_issuer: bool | None
