"""The pages of the desk: what an address asks, what is kept when something is wrong, who is shown what."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from drafts import person
from PIL import Image

from actors import MakeActor
from asked import Asked, ask
from desk_rows import at_desk, many, un_list
from exchange_files import work
from homes import site as make_site
from homeward.access.facts import Actor, Purpose, Role
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.facts.lists import ListKind
from homeward.lists.keeping.folders import bytes_folder, index_folder
from homeward.lists.models import WatchList
from homeward.lists.selectors import held
from homeward.lists.selectors.rows import edition_fact
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.values import Sex
from homeward.review import models
from homeward.review.actions.claims import candidate_take
from homeward.review.actions.decisions import candidate_decide
from homeward.review.actions.runs import run_ask
from homeward.review.facts.candidates import Outcome, Reason
from homeward.review.facts.runs import Scope
from homeward.review.facts.steps import Draft
from shelves import bring

NAME = "Musa Abdullah Abdullah al-Afandi"


@pytest.fixture
def analyst(actor: MakeActor) -> Actor:
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def client(signed_in: Any) -> Client:
    made: Client = signed_in(Role.SCREENING_ANALYST)
    return made


@pytest.fixture
def person_id(actor: MakeActor) -> UUID:
    officer = actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    draft = person(make_site(actor), NAME, born="1963", sex=Sex.MALE, country="sy", passport="X7788120")
    return person_register(officer, draft)


@pytest.fixture
def row(analyst: Actor, person_id: UUID) -> models.Candidate:
    return at_desk(analyst, person_id, un_list(analyst), "ZZi.003", strong=True)


def address(row: models.Candidate, what: str = "") -> str:
    return f"/screening/candidates/{row.id}{what}"


def text_of(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?show=nothing&age=old-ish&list=x&site=1&order=&desk=child",
        "?page=99",
        "?whose=mine&waited=7&strength=other",
    ],
)
def test_an_address_that_asks_for_nothing_there_is_still_answers(
    client: Client, row: models.Candidate, query: str
) -> None:
    assert client.get(f"/screening/desk{query}").status_code == 200
    assert client.get(address(row, query)).status_code == 200


def test_filters_stay_in_the_address_from_the_queue_to_a_candidate_and_back(
    client: Client, row: models.Candidate
) -> None:
    queue = text_of(client.get("/screening/desk?strength=strong&order=waiting"))
    link = re.search(rf'href="({address(row)}\?[^"]+)"', queue)
    assert link is not None
    page = text_of(client.get(link[1].replace("&amp;", "&")))
    assert 'href="/screening/desk?order=waiting&amp;strength=strong"' in page
    taken = client.post(address(row, "/take"), {"version": 1, "from": "order=waiting&strength=strong"})
    assert taken.headers["Location"] == f"{address(row)}?order=waiting&strength=strong"


def test_the_queue_says_whom_the_entry_names(client: Client, row: models.Candidate) -> None:
    queue = text_of(client.get("/screening/desk"))
    listed = held.opened(edition_fact(row.edition)).entry("ZZi.003")
    assert listed is not None
    assert next(name.text for name in listed.names if name.primary) in queue


def test_the_queue_does_not_lay_a_restricted_list_out(client: Client, row: models.Candidate) -> None:
    WatchList.objects.update(restricted=True, roles=["screening_analyst"])
    held.forget()
    queue = text_of(client.get("/screening/desk"))
    assert "ZZi.003" in queue
    assert not held._laid.cache_info().currsize


def test_a_queue_whose_edition_cannot_be_opened_is_still_shown(client: Client, row: models.Candidate) -> None:
    """Index and bytes are gone: the entry stands there by its number."""
    for folder in (index_folder(row.edition_id), bytes_folder(row.edition.sha256)):
        folder.rename(folder.with_name("elsewhere-" + folder.name))
    held.forget()
    queue = text_of(client.get("/screening/desk"))
    assert "ZZi.003" in queue
    held.forget()


@pytest.mark.parametrize(("role", "number"), [(Role.SCREENING_ANALYST, True), (Role.NCB_LIAISON, False)])
def test_a_candidate_of_a_paper_shows_the_paper_and_the_row(
    signed_in: Any, analyst: Actor, person_id: UUID, role: Role, number: bool
) -> None:
    """Who may not read papers is shown that there is a number, and not which."""
    list_make(actor=analyst, draft=ListDraft(list_id="papers", title="Invented papers", kind=ListKind.DOCUMENTS))
    bring(analyst, "papers", b"number,kind,issuing country,status,date\nX778-8120,passport,SY,stolen,2020-02-03\n")
    work()
    run_ask(actor=analyst, scope=Scope.PERSON, person_id=person_id)
    work()
    row = models.Candidate.objects.get(kind="document")
    page = text_of(signed_in(role).get(address(row)))
    table = page[page.index("The paper as recorded here") : page.index("A number says something about a paper")]
    assert "stolen" in table and "2020" in table
    assert ("X7788120" in table, "kept from you" in table) == (number, not number)
    assert 'class="waterfall"' not in page


def test_evidence_stands_on_the_page_and_adds_up(client: Client, row: models.Candidate) -> None:
    page = text_of(client.get(address(row)))
    table = page[page.index('class="waterfall"') : page.index("</tfoot>")]
    bits = [float(one.replace("\u2212", "-")) for one in re.findall(r'<bdi dir="ltr">([+\u2212]?[\d.]+)</bdi>', table)]
    assert len(bits) >= 10
    assert sum(bits[:-1]) == pytest.approx(bits[-1], abs=0.05 * len(bits))
    assert bits[-1] == pytest.approx(row.millibits / 1000, abs=0.06)


def test_the_next_one_is_taken_and_opened_and_then_there_is_none(client: Client, row: models.Candidate) -> None:
    taken = client.post("/screening/desk/next", {"from": "order=waiting"})
    assert taken.headers["Location"] == f"{address(row)}?order=waiting"
    none = client.post("/screening/desk/next", {"from": ""}, follow=True)
    assert none.redirect_chain[-1][0] == "/screening/desk"
    assert "Nothing waits here that you could take" in text_of(none)


def test_whoever_is_second_is_told_on_the_page_who_was_first(
    client: Client, row: models.Candidate, analyst: Actor
) -> None:
    candidate_take(analyst, row.id, version=1)
    answer = client.post(address(row, "/take"), {"version": 1})
    assert answer.status_code == 409
    assert f"{analyst.username} has taken this candidate" in text_of(answer)


def test_what_is_typed_is_kept_where_something_is_wrong(client: Client, row: models.Candidate, analyst: Actor) -> None:
    answer = client.post(address(row, "/hand-over"), {"version": 1, "over-words": "Typed and kept.", "over-to": ""})
    assert answer.status_code == 400 and "Typed and kept." in text_of(answer)
    broken = SimpleUploadedFile("paper.pdf", b"no pdf at all", "application/pdf")
    answer = client.post(address(row, "/notes"), {"note-words": "Typed and kept.", "note-file": broken})
    assert answer.status_code == 400 and "Typed and kept." in text_of(answer)
    assert "not a JPEG, PNG or PDF" in text_of(answer)
    candidate_take(analyst, row.id, version=1)
    answer = client.post(address(row, "/release"), {"version": 2, "back-words": ""})
    assert answer.status_code == 400
    answer = client.post(address(row, "/release"), {"version": 2, "back-words": "They are on leave."})
    assert answer.status_code == 302
    assert models.Candidate.objects.get(id=row.id).claimed_by is None


def test_a_file_is_handed_out_and_nothing_in_it_runs(client: Client, row: models.Candidate) -> None:
    content = BytesIO()
    Image.new("L", (4, 4)).save(content, "PNG")
    sent = {"note-words": "", "note-file": SimpleUploadedFile("a.png", content.getvalue(), "text/html")}
    assert client.post(address(row, "/notes"), sent).status_code == 302
    answer = client.get(address(row, f"/notes/{models.Note.objects.get().id}/file"))
    assert b"".join(answer.streaming_content) == content.getvalue()  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_the_number_of_a_paper_is_kept_from_whoever_may_not_read_papers(
    client: Client, signed_in: Any, row: models.Candidate
) -> None:
    assert "X7788120" in text_of(client.get(address(row)))
    liaison = text_of(signed_in(Role.NCB_LIAISON).get(address(row)))
    assert "X7788120" not in liaison
    assert "kept from you" in liaison
    assert "finding=" not in liaison and "Take it" not in liaison


def test_no_finding_is_offered_to_whoever_may_not_say_it(
    client: Client, row: models.Candidate, analyst: Actor, signed_in: Any
) -> None:
    candidate_decide(analyst, row.id, Draft(Outcome.DIFFERENT, Reason.NAMESAKE, "Invented words that say why.", 1))
    reviewer = signed_in(Role.SECOND_REVIEWER)
    page = text_of(reviewer.get(address(row)))
    assert "Confirm: different person" in page and analyst.username in page
    first = Client()
    first.force_login(models_user(analyst), backend="django.contrib.auth.backends.ModelBackend")
    session = first.session
    session["purpose"] = Purpose.SCREENING.value
    session.save()
    own = text_of(first.get(address(row, "?finding=confirm"))).partition("<main")[2]
    assert "finding=confirm" not in own and 'name="words"' not in own
    assert "Somebody else looks now" in own


def models_user(actor: Actor) -> Any:
    return get_user_model().objects.get(id=actor.user_id)


def test_a_list_that_cannot_be_opened_is_said_and_the_rest_is_shown(client: Client, row: models.Candidate) -> None:
    for folder in (index_folder(row.edition_id), bytes_folder(row.edition.sha256)):
        folder.rename(folder.with_suffix(".gone"))
    held._laid.cache_clear()
    answer = client.get(address(row))
    assert answer.status_code == 200
    assert "The list cannot be opened now" in text_of(answer)
    assert NAME in text_of(answer)


def test_an_entry_that_is_gone_is_said(client: Client, row: models.Candidate) -> None:
    models.Candidate.objects.filter(id=row.id).update(entry_id="ZZi.999")
    assert "The entry is not in this edition" in text_of(client.get(address(row)))


def test_a_candidate_by_the_number_of_a_paper(client: Client, actor: MakeActor) -> None:
    asked: Asked = ask(actor, kind="document")
    assert client.get(f"/screening/candidates/{asked.id}").status_code == 200
    assert "by the number of a paper" in text_of(client.get("/screening/desk"))


def test_no_page_asks_the_database_more_often_because_there_is_more(
    client: Client, analyst: Actor, row: models.Candidate, person_id: UUID
) -> None:
    listed = row.watch_list
    numbers = []
    for kind, number in (("name", 12), ("document", 60)):
        shelf = type("Shelf", (), {"id": listed.id, "current": row.edition})
        many(analyst, [person_id], shelf, number, kind=kind)  # type: ignore[arg-type]
        for page in ("/screening/desk", address(row)):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            numbers.append(len(queries))
    assert numbers[:2] == numbers[2:]
    assert max(numbers) <= 60


@pytest.mark.parametrize("language", ["ar", "ckb", "kmr"])
def test_no_sentence_of_the_engine_is_left_in_english(client: Client, row: models.Candidate, language: str) -> None:
    client.cookies["language"] = language
    page = text_of(client.get(address(row)))
    assert not re.search(r"sound alike|is stated on both sides|Neither side gives|one of \d+ listed", page)
