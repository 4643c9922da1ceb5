"""Possible duplicates as lists and pages show them, who a draft could be, and how far an identity is assured.

Comes in: an actor and what they ask. Goes out: frozen facts. A pair is seen by those who reach both of its records.
Nothing here knows of any list, and a clerk who registers somebody is shown records of this registry alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.sealing.subjects import data_keys
from homeward.access.selectors import reach_of, scope
from homeward.identity.comparing import comparisons
from homeward.identity.facts import Assurance, Finding, Lookalike, PairFile, PairRow
from homeward.identity.models import Pair
from homeward.identity.profiles import profile_of_statements, profiles_of
from homeward.identity.rules import WORTH_A_LOOK, assurance
from homeward.registry.facts.claims import Claim, Statement
from homeward.registry.facts.persons import PersonRow
from homeward.registry.facts.values import DocumentValue, NameValue
from homeward.registry.sealed import open_words
from homeward.registry.selectors.persons import persons_of, tell_list
from homeward.registry.selectors.search import persons_search

REASON = "identity_pairdecision.reason"
LOOKED_AT = 20  # records that are compared with a draft
SHOWN = 4


def pairs_list(
    actor: Actor, *, decided: bool = False, limit: int = 25, offset: int = 0
) -> tuple[tuple[PairRow, ...], int]:
    """Pairs that wait for a decision, the strongest first, or those decided, the latest first; and how many there are."""
    pairs = visible_pairs(actor)
    pairs = (
        pairs.exclude(finding="").order_by("-decided_at")
        if decided
        else pairs.filter(finding="").order_by("-millibits", "id")
    )
    shown = list(pairs[offset : offset + limit])
    people = persons_of(actor, [id for pair in shown for id in (pair.left_id, pair.right_id)])
    rows = [_row(pair, people) for pair in shown if pair.left_id in people and pair.right_id in people]
    tell_list(actor, "pair.list", len(rows))
    return tuple(rows), pairs.count()


def pair_file(actor: Actor, pair_id: UUID) -> PairFile:
    """A pair, opened and compared anew. Raises `NotFound`, `Refused`."""
    authorise(actor, Capability.DUPLICATE_REVIEW)
    pair = pair_row(actor, pair_id)
    people = persons_of(actor, [pair.left_id, pair.right_id])
    if len(people) < 2:
        raise NotFound("One of these records is not yours to see for the purpose you chose.")
    profiles = {profile.query_id: profile for profile in profiles_of(actor, [pair.left_id, pair.right_id])}
    both = [profiles[str(id)] for id in (pair.left_id, pair.right_id) if str(id) in profiles]
    compared = next(comparisons([(both[0], both[1])]), None) if len(both) == 2 else None
    last = pair.decisions.order_by("-decided_at").first()
    key = data_keys([pair.left_id]).get(pair.left_id)
    reason = open_words(key, REASON, last.id, last.reason) if last else ""
    return PairFile(_row(pair, people), compared, reason, last.decided_by if last else None)


def pair_row(actor: Actor, pair_id: UUID) -> Pair:
    """A pair's row for this room alone. Raises `NotFound`."""
    found = visible_pairs(actor).filter(id=pair_id).first()
    if found is None:
        raise NotFound("There is no such pair that you may see for the purpose you chose.")
    return found


def visible_pairs(actor: Actor) -> QuerySet[Pair]:
    """The pairs of which the actor reaches both records."""
    sites = reach_of(actor, Capability.DUPLICATE_REVIEW)
    pairs = scope(actor, Pair.objects.all())
    return pairs if sites.everywhere else pairs.filter(right__site_id__in=sites.ids)


def lookalikes(actor: Actor, statements: Sequence[Statement]) -> tuple[Lookalike, ...]:
    """The registered records that a draft could be about, the likeliest first. Raises `Refused`."""
    authorise(actor, Capability.PERSON_SEARCH)
    draft = profile_of_statements("draft", statements)
    found: dict[UUID, PersonRow] = {}
    for text in _texts(statements):
        found |= {row.id: row for row in persons_search(actor, text, limit=LOOKED_AT).rows}
    others = {UUID(profile.query_id): profile for profile in profiles_of(actor, list(found))} if found else {}
    pairs = [(draft, profile) for profile in others.values()]
    scored = zip(others, comparisons(pairs), strict=True)
    alike = [Lookalike(found[id], one.score) for id, one in scored if one and one.score >= WORTH_A_LOOK]
    return tuple(sorted(alike, key=lambda one: one.score, reverse=True)[:SHOWN])


def assurance_of(claims: Sequence[Claim]) -> Assurance:
    """How far an identity is assured by a file's claims, by the rules of `rules.assurance`."""
    return assurance(claims)


def _texts(statements: Sequence[Statement]) -> list[str]:
    """What a draft is looked up by: every name, every number of a paper."""
    values = [said.answer.value for said in statements]
    names = [value.text for value in values if isinstance(value, NameValue)]
    return [*names, *(value.number for value in values if isinstance(value, DocumentValue) and value.number)]


def _row(pair: Pair, people: dict[UUID, PersonRow]) -> PairRow:
    return PairRow(
        id=pair.id,
        left=people[pair.left_id],
        right=people[pair.right_id],
        bits=pair.millibits / 1000,
        found_at=pair.found_at,
        finding=Finding(pair.finding) if pair.finding else None,
        decided_at=pair.decided_at,
    )
