"""What an entry said when somebody decided about it: marks that stay the same exactly as long as that does.

Comes in: a listing. Goes out: two short hashes. The first covers the publisher's text; the second only what is compared with people,
so that a corrected remark asks nobody anew. The order in which a publisher gives several values says nothing.
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from homeward.lists.facts.lists import Mark
from homeward.watchlists.listing import Listing

VERSION = 1  # counts up when other fields are compared: every entry then counts as amended


def mark_of(listing: Listing) -> Mark:
    """The marks of an entry."""
    return Mark(listing.content_hash, compared_hash(listing))


def compared_hash(listing: Listing) -> str:
    """A hash of what is compared with people."""
    said = (
        VERSION,
        sorted((name.text, name.quality == "weak") for name in listing.names),
        sorted((birth.iso(), birth.circa) for birth in listing.births),
        listing.sex or "",
        sorted(listing.nationalities),
        sorted((place.text, place.country) for place in listing.birth_places),
        sorted((paper.kind, paper.number, paper.issuer, paper.doubtful) for paper in listing.documents),
        sorted(listing.father_names),
        sorted(listing.mother_names),
    )
    return blake2b(msgspec.json.encode(said), digest_size=16).hexdigest()
