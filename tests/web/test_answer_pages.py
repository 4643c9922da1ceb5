"""The pages on which people answer: what somebody found, questions to sources, contests; with their papers in four languages."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from actors import MakeActor
from asked import NAME, WORDS, Asked, ask, ask_about, found, somebody
from homeward.access.actions import agreement_make
from homeward.access.facts import Agreement, Category, Purpose, Role
from homeward.access.models import Disclosure
from homeward.review import models
from homeward.review.actions.contests import contest_open
from homeward.review.actions.decisions import candidate_decide, decision_confirm
from homeward.review.facts.candidates import Outcome, State
from homeward.review.facts.contests import ContestDraft
from homeward.review.rules import decisions as rules

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """No candidate is among those looked at again."""
    monkeypatch.setattr(rules, "BLIND_SHARE", 0.0)


@pytest.fixture
def asked(actor: MakeActor) -> Asked:
    """A strong candidate."""
    return ask(actor, strong=True)


@pytest.fixture
def analyst(signed_in: Any) -> Client:
    """An analyst at the browser."""
    return signed_in(Role.SCREENING_ANALYST)


def text_of(paper: bytes) -> str:
    """The words of a PDF."""
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)


def finding(asked: Asked, **said: Any) -> dict[str, Any]:
    """What a form sends."""
    return {"version": asked.row.version, "outcome": "different", "reason": "namesake", "words": WORDS} | said


def say(client: Client, asked: Asked, act: str, **said: Any) -> Any:
    return client.post(reverse("candidate_say", args=[asked.id, act]), finding(asked, **said))


def test_two_people_put_a_strong_candidate_aside(asked: Asked, analyst: Client, signed_in: Any) -> None:
    assert say(analyst, asked, "decide").status_code == 302
    assert asked.row.state == State.SECOND
    refused = say(analyst, asked, "confirm")
    assert refused.status_code == 400
    assert "somebody else confirms it" in refused.content.decode()
    assert WORDS in refused.content.decode()
    assert asked.row.state == State.SECOND
    assert say(signed_in(Role.SECOND_REVIEWER), asked, "confirm").status_code == 302
    assert asked.row.state == State.DECIDED


def test_whoever_was_slower_sees_both_sides(asked: Asked, analyst: Client, signed_in: Any) -> None:
    other = signed_in(Role.SCREENING_ANALYST)
    late = finding(asked, words="What I wrote while somebody else was faster.")
    say(analyst, asked, "decide")
    answer = other.post(reverse("candidate_say", args=[asked.id, "decide"]), late)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "decided this candidate first" in page
    assert WORDS in page
    assert "What I wrote while somebody else was faster." in page


@pytest.mark.parametrize(
    "wrong", [{"words": ""}, {"reason": "document_agrees"}, {"outcome": ""}, {"outcome": "guilty"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(asked: Asked, analyst: Client, wrong: dict[str, str]) -> None:
    answer = say(analyst, asked, "decide", **wrong)
    assert answer.status_code == 400
    assert "not saved yet" in answer.content.decode()
    assert asked.row.state == State.WAITING


def test_no_outcome_is_chosen_beforehand(asked: Asked, analyst: Client) -> None:
    page = say(analyst, asked, "decide", outcome="", reason="").content.decode()
    assert "checked" not in page
    assert say(analyst, asked, "approve").status_code == 404


def corroborate(asked: Asked, actor: MakeActor) -> None:
    candidate_decide(actor(Role.SCREENING_ANALYST), asked.id, found(asked, Outcome.CORROBORATED))
    decision_confirm(actor(Role.SECOND_REVIEWER), asked.id, words=WORDS, version=asked.row.version)


def agree(actor: MakeActor) -> Any:
    now = timezone.now()
    agreement = Agreement(
        recipient="Invented bureau", title="Invented agreement", basis="An invented law",
        purposes=frozenset({Purpose.SCREENING}), categories=frozenset(Category) - {Category.NEED},
        starts=now - timedelta(days=1), until=now + timedelta(days=9), caveats=("Not to be passed on.",),
    )  # fmt: skip
    return agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=agreement)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_asked_and_answers(asked: Asked, actor: MakeActor, signed_in: Any, language: str) -> None:
    corroborate(asked, actor)
    agreement = agree(actor)
    client = signed_in(Role.NCB_LIAISON)
    assert NAME in client.get(reverse("sources")).content.decode()
    new = reverse("source_new", args=[asked.id])
    assert client.get(new).status_code == 200
    sent = {"agreement": str(agreement), "question": "Is this entry in force, and this person?", "language": language}
    assert client.post(new, sent).status_code == 302
    request = models.SourceRequest.objects.get()
    page = reverse("source", args=[request.id])
    assert NAME in client.get(page).content.decode()
    paper, machine = (reverse(name, args=[request.id]) for name in ("source_paper", "source_document"))
    assert client.get(paper).status_code == client.get(machine).status_code == 404  # it was not sent yet
    step = {what: reverse("source_step", args=[request.id, what]) for what in ("send", "acknowledge", "answer")}
    assert client.post(step["send"], {}).status_code == 400  # the condition is not confirmed
    assert not Disclosure.objects.exists()
    assert client.post(step["send"], {"caveats": ["Not to be passed on."]}).status_code == 302
    held = json.loads(client.get(machine).content)
    assert held["person"]["names"] == [NAME]
    printed = client.get(paper)
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    assert request.number in text_of(printed.content)
    assert client.post(step["acknowledge"], {"their_reference": "IP/1"}).status_code == 302
    given = {"answer": "valid", "words": "In force, and this person.", "answered_on": timezone.localdate().isoformat()}
    assert client.post(step["answer"], given | {"answer": ""}).status_code == 400
    assert client.post(step["answer"], given).status_code == 302
    assert asked.row.state == State.DECIDED
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contest_is_answered_by_letter(asked: Asked, actor: MakeActor, signed_in: Any, language: str) -> None:
    corroborate(asked, actor)
    manager, officer = signed_in(Role.CASE_MANAGER), signed_in(Role.REDRESS_OFFICER)
    new = reverse("contest_new", args=[asked.person_id])
    assert manager.get(new).status_code == 200
    assert manager.post(new, {"words": "no", "language": language}).status_code == 400
    sent = {"words": "I am not that man.", "language": language, "representative": "A brother"}
    assert manager.post(new, sent).status_code == 302
    contest = models.Contest.objects.get()
    page, letter = (reverse(name, args=[contest.id]) for name in ("contest", "contest_letter"))
    shown = manager.get(page).content.decode()
    assert WORDS not in shown  # whoever takes it in learns nothing of the finding
    assert 'name="outcome"' not in shown
    assert WORDS in officer.get(page).content.decode()
    assert officer.get(letter).status_code == 404
    assert officer.post(reverse("contest_take", args=[contest.id])).status_code == 302
    answer = {"outcome": "reopened", "answer": "Others look at it again."}
    assert manager.post(page, answer).status_code in (400, 403)
    assert officer.post(page, answer).status_code == 302
    assert asked.row.state == State.WAITING
    printed = officer.get(letter)
    assert contest.number in text_of(printed.content)
    assert "Others look at it again" in text_of(printed.content)
    for each in ("", "?show=answered"):
        assert officer.get(reverse("contests") + each).status_code == 200


def test_what_waits_is_on_the_first_page(asked: Asked, analyst: Client, actor: MakeActor, signed_in: Any) -> None:
    assert "waits for a first look" in analyst.get("/").content.decode()
    say(analyst, asked, "decide")
    mine = analyst.get("/").content.decode()
    assert "finding of yours waits for a second person" in mine
    assert "You are the second" not in mine
    other = signed_in(Role.SECOND_REVIEWER).get("/").content.decode()
    assert "One candidate waits for a second person." in other
    assert "finding of yours" not in other


def test_more_contests_and_questions_ask_the_database_no_more_often(
    asked: Asked, actor: MakeActor, signed_in: Any
) -> None:
    officer, liaison, manager = (
        signed_in(Role.REDRESS_OFFICER), signed_in(Role.NCB_LIAISON), actor(Role.CASE_MANAGER),
    )  # fmt: skip

    def queries(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as asked_for:
            assert client.get(address).status_code == 200
        return len(asked_for)

    def more(letters: str) -> None:
        for letter in letters:
            other = ask_about(asked, somebody(asked.site, f"{NAME} {letter}"), state=State.WAITING)
            contest_open(manager, other.person_id, ContestDraft("I am not that man, and never was."))

    addresses = ((officer, reverse("contests")), (liaison, reverse("sources")), (officer, "/"), (liaison, "/"))
    more("ab")
    [queries(*one) for one in addresses]  # what is asked once in a process
    few = [queries(*one) for one in addresses]
    more("cdefg")
    assert [queries(*one) for one in addresses] == few
