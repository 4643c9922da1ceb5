"""Candidates that somebody is asked about, without a run: an invented person, an invented list, and the question.

Comes in: `actor` of the tests. Goes out: `Asked`, with rows as a run leaves them. The person and entry X-1 share a name, a birth and
the number of a passport, so that two identifiers agree; entry X-2 shares the name alone.

    asked = ask(actor)                     # one candidate, not strong
    asked = ask(actor, strong=True)
    other = ask_about(asked, person(...))  # another person of the same entry
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

from django.utils import timezone
from drafts import person

from actors import MakeActor
from homeward.access.facts import Actor, Purpose, Role
from homeward.identity.profiles import profiles_of
from homeward.kernel.ids import uuid7
from homeward.lists.facts.lists import Edition, WatchList
from homeward.lists.selectors.held import opened
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.facts.values import Sex
from homeward.review import models
from homeward.review.facts.candidates import CandidateKind, Desk, Identifier, Outcome, Reason, State, Why
from homeward.review.facts.runs import Scope
from homeward.review.facts.steps import Draft
from homeward.review.selectors.people import mark_of
from shelves import a_list

NAME, PASSPORT, BORN = "Zubaydawin Qarnfala Khalaf", "A7654321", "1986-03-04"
ROWS = (("X-1", NAME, BORN, "iq", "", PASSPORT), ("X-2", NAME, "", "iq"))
WORDS = "Invented words that say why, of some length."
BITS = {"part1": 5000, "birth": 6000, "document": 12000}
_numbers = count(1)


@dataclass(frozen=True)
class Asked:
    """One candidate with everything that it is of."""

    site: UUID
    clerk: Actor
    shelf: WatchList
    person_id: UUID
    id: UUID

    @property
    def row(self) -> models.Candidate:
        """The candidate as it stands now."""
        return models.Candidate.objects.get(id=self.id)

    @property
    def edition(self) -> Edition:
        """The edition in use when it was asked."""
        assert self.shelf.current
        return self.shelf.current


def ask(actor: MakeActor, *, list_id: str = "test-list", draft: PersonDraft | None = None, **said: Any) -> Asked:
    """A site, a person, a list and a candidate between the two; `said` goes into the candidate's row."""
    draft_of_site = SiteDraft(
        code=f"AS{next(_numbers)}", name="Asked camp", kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus"
    )
    site = site_create(actor(Role.ADMINISTRATOR), draft=draft_of_site).id
    clerk = actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    shelf = a_list(actor(Role.SCREENING_ANALYST), ROWS, list_id=list_id)
    made = Asked(site, clerk, shelf, uuid7(), uuid7())
    return ask_about(made, draft or somebody(site), **said)


def somebody(site: UUID, name: str = NAME, **said: Any) -> PersonDraft:
    """A person who agrees with entry X-1 in birth and passport."""
    return person(site, name, **{"born": BORN, "sex": Sex.MALE, "passport": PASSPORT} | said)


def ask_about(asked: Asked, draft: PersonDraft, **said: Any) -> Asked:
    """A candidate of another person, of the same list."""
    person_id = person_register(asked.clerk, draft)
    (profile,) = profiles_of(asked.clerk, [person_id])
    row = candidate(asked.shelf, **{"person_id": person_id, "person_mark": mark_of(profile)} | said)
    return Asked(asked.site, asked.clerk, asked.shelf, person_id, row.id)


def candidate(shelf: WatchList, **said: Any) -> models.Candidate:
    """A row as a run leaves it."""
    assert shelf.current
    now, entry = timezone.now(), said.pop("entry_id", "X-1")
    mark = opened(shelf.current).mark(entry)
    assert mark
    run = models.Run.objects.create(
        scope=Scope.EVERYONE, desk="security", asked_by=uuid7(), asked_name="night", asked_at=now, ended_at=now
    )
    told: dict[str, Any] = {
        "kind": CandidateKind.NAME, "desk": Desk.SECURITY, "watch_list_id": shelf.id, "entry_id": entry,
        "edition_id": shelf.current.id, "person_mark": b"\0" * 16, "entry_source": mark.source, "entry_mark": mark.compared,
        "millibits": sum(BITS.values()), "evidence": BITS, "strong": False, "state": State.WAITING, "why": Why.NEW,
        "waiting_since": now, "run": run, "found_at": now,
    }  # fmt: skip
    return models.Candidate.objects.create(**told | said)


def found(asked: Asked, outcome: Outcome = Outcome.DIFFERENT, **said: Any) -> Draft:
    """What somebody finds, with everything that the outcome asks for."""
    reasons = {
        Outcome.DIFFERENT: Reason.NAMESAKE,
        Outcome.INSUFFICIENT: Reason.TOO_LITTLE_LISTED,
        Outcome.POSSIBLE: Reason.FACT_WANTED,
        Outcome.CORROBORATED: Reason.SEVERAL_AGREE,
    }
    told: dict[str, Any] = {
        "outcome": outcome, "reason": reasons[outcome], "words": WORDS, "version": asked.row.version,
        "identifiers": frozenset({Identifier.BIRTH, Identifier.DOCUMENT}) if outcome is Outcome.CORROBORATED else frozenset(),
        "wanted": Identifier.MOTHER if outcome is Outcome.POSSIBLE else "",
    }  # fmt: skip
    return Draft(**told | said)
