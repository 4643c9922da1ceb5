"""A paper whose number stands in a file of stolen and lost documents is its own kind of question, apart from every name."""

from __future__ import annotations

from uuid import UUID

import pytest

from exchange_files import work
from homeward.access.facts import Actor
from homeward.identity.profiles import profiles_of
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.facts.lists import ListKind
from homeward.lists.selectors.lists import list_file
from homeward.review import models
from homeward.review.documents import document_of
from homeward.review.facts.candidates import CandidateKind, State, Why
from screenings import Register, Screen, night
from shelves import bring

FILE = "number,kind,issuing country,status,date\nA765-4321,passport,IQ,stolen,2020-02-03\nZ99,passport,IQ,lost,2021-01-01\n"


@pytest.fixture
def holder(analyst: Actor, register: Register) -> UUID:
    """Somebody who holds a paper that was reported stolen."""
    list_make(actor=analyst, draft=ListDraft(list_id="papers", title="Invented papers", kind=ListKind.DOCUMENTS))
    bring(analyst, "papers", FILE.encode())
    work()
    return register("Holder Of Invented", passport="A7654321")


def test_a_paper_is_asked_about_by_itself(holder: UUID, screen: Screen, analyst: Actor) -> None:
    screen()
    row = models.Candidate.objects.get()
    assert (row.kind, row.person_id, row.strong, row.evidence) == (CandidateKind.DOCUMENT, holder, False, {})
    assert "7654321" not in row.entry_id
    edition = list_file(analyst, "papers").current
    assert edition
    (profile,) = profiles_of(analyst, [holder])
    found = document_of(edition, profile, row.entry_id)
    assert found and (found[0].number, found[1].row.status) == ("A7654321", "stolen")


def test_a_corrected_name_does_not_ask_about_the_paper_again(holder: UUID, screen: Screen) -> None:
    screen()
    before = models.Candidate.objects.get()
    models.Screened.objects.update(version=0)
    night()
    after = models.Candidate.objects.get()
    assert (after.version, bytes(after.person_mark)) == (before.version, bytes(before.person_mark))


def test_a_row_that_is_gone_is_asked_no_more(holder: UUID, screen: Screen, analyst: Actor) -> None:
    screen()
    bring(analyst, "papers", FILE.replace("A765-4321", "B1").encode())
    work()
    screen()
    row = models.Candidate.objects.get()
    assert (row.state, row.why) == (State.WITHDRAWN, Why.ENTRY_REMOVED)
