"""What a request to a source holds, put together from both records as they are now.

Comes in: an actor who asks sources, a request's row. Goes out: one document with nothing in it that the question does not need.
"""

from __future__ import annotations

import json
from typing import Any, Final

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Agreement, Purpose
from homeward.access.selectors.agreements import agreement_of
from homeward.review import models
from homeward.review.facts.candidates import Identifier, Outcome
from homeward.review.facts.sources import Answer, Package
from homeward.review.rules.sources import person_fields
from homeward.review.sealed import keys_of, open_text
from homeward.review.selectors.agreeing import both_of
from homeward.review.selectors.rounds import first_of
from homeward.watchlists.listing import Listing

QUESTION: Final = "review_sourcerequest.question"


def package_now(actor: Actor, row: models.SourceRequest) -> Package:
    """The request as it would be sent now. Raises `NotFound` where one of the two records or the agreement is gone."""
    agreement = agreement_of(row.agreement_id)
    if agreement is None:
        raise NotFound("There is no such agreement. Choose one from the list of agreements.")
    fields = _document(actor, row, agreement)
    return Package(json.dumps(fields, ensure_ascii=False, indent=2).encode() + b"\n", fields)


def _document(actor: Actor, row: models.SourceRequest, agreement: Agreement) -> dict[str, Any]:
    """The whole request in one document, with nothing in it that the question does not need."""
    candidate = row.candidate
    both, edition = both_of(actor, candidate), candidate.edition
    identifiers = frozenset(map(Identifier, first_of(candidate).identifiers)) if candidate.first_by else frozenset()
    key = keys_of([candidate]).get(candidate.id)
    return {
        "kind": "homeward source request",
        "version": 1,
        "number": row.number,
        "recipient": row.recipient,
        "agreement": agreement.title,
        "basis": agreement.basis,
        "purpose": Purpose.SCREENING.value,
        "entry": {
            "list": candidate.watch_list.title,
            "id": candidate.entry_id,
            "reference": both.listing.reference if both.listing else "",
            "published_on": edition.published_on,
            "edition_sha256": edition.sha256,
            "name": _published(both.listing) if both.listing else "",
        },
        "person": person_fields(both.profile, identifiers),
        "agreeing": sorted(one.value for one in identifiers),
        "standing": Outcome.CORROBORATED.value,
        "question": open_text(key, QUESTION, row.id, row.question),
        "answers": [answer.value for answer in Answer],
        "caveats": [*agreement.caveats, *([candidate.watch_list.caveat] if candidate.watch_list.caveat else [])],
    }


def _published(listing: Listing) -> str:
    """The name that an entry is published under."""
    return next((name.text for name in listing.names if name.primary), listing.names[0].text)
