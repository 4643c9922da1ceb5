"""The pages of runs, of the live check, of one person's standing in the lists, and of the legal ground for a child."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from drafts import person

from actors import MakeActor, MakeClient
from exchange_files import work
from homes import site as make_site
from homeward.access.actions import token_make
from homeward.access.facts import Actor, Assignment, Purpose, Role
from homeward.access.models import Event
from homeward.registry.actions.persons import person_register
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from screenings import NAME, ROWS, night
from shelves import a_list

YOUNG = f"{date.today().year - 9}-03-04"


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    """Somebody who registers people."""
    return actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)


@pytest.fixture
def site(actor: MakeActor) -> UUID:
    """An open camp."""
    return make_site(actor)


@pytest.fixture
def somebody(officer: Actor, site: UUID, actor: MakeActor) -> UUID:
    """Somebody who could be entry X-1 of a list in use."""
    a_list(actor(Role.SCREENING_ANALYST), ROWS)
    return person_register(officer, person(site, NAME, born="1986-03-04"))


@pytest.fixture
def analyst(signed_in: MakeClient) -> Client:
    """An analyst at the pages."""
    return signed_in(Role.SCREENING_ANALYST)


def text(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_run_is_asked_for_and_told_in_plain_words(
    somebody: UUID, officer: Actor, site: UUID, analyst: Client
) -> None:
    person_register(officer, person(site, NAME, born=YOUNG))
    answer = analyst.post(reverse("run_new"), {"scope": "everyone", "desk": "security"})
    assert answer.status_code == 302
    running = analyst.get(answer["Location"]).content.decode()
    assert "waiting for its turn" in running
    work()
    told = analyst.get(answer["Location"]).content.decode()
    for words in ("People looked at", "Withheld", "who may be children", "Newly asked", "Fingerprint", "homeward"):
        assert words in told
    assert NAME not in told
    assert "everyone" in text(analyst, "runs")


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"scope": "changed", "desk": "security"}, 302),
        ({"scope": "site", "desk": "security"}, 400),
        ({"scope": "person", "desk": "security", "person": "P-000000-0"}, 400),
        ({"scope": "nobody", "desk": "security"}, 400),
        ({"scope": "everyone", "desk": "tracing"}, 400),
    ],
)
def test_what_cannot_be_asked_is_said_in_place(
    somebody: UUID, analyst: Client, asked: dict[str, str], status: int
) -> None:
    assert analyst.post(reverse("run_new"), asked).status_code == status


def test_nothing_changed_is_said(somebody: UUID, analyst: Client) -> None:
    night()
    answer = analyst.post(reverse("run_new"), {"scope": "changed", "desk": "security"}, follow=True)
    assert "Nothing changed since the last run" in answer.content.decode()


def test_a_run_is_done_again_from_its_page(somebody: UUID, analyst: Client) -> None:
    night()
    run = models.Run.objects.get(desk="security")
    assert analyst.post(reverse("run_again", args=[run.id])).status_code == 302
    work()
    assert "Every score came out the same." in text(analyst, "run", run.id)


def test_a_person_is_never_said_to_be_safe(somebody: UUID, officer: Actor, site: UUID, analyst: Client) -> None:
    nobody = person_register(officer, person(site, "Completely Different Invented", born="1990"))
    assert "Not yet looked for in any list." in text(analyst, "person_screening", nobody)
    night()
    assert "Not found in these versions." in text(analyst, "person_screening", nobody)
    assert "Not found in these versions." in text(analyst, "person", nobody)
    found = text(analyst, "person_screening", somebody)
    assert "entries that this person could be" in found and "Not found" not in found
    assert analyst.post(reverse("person_screening", args=[nobody])).status_code == 302


def test_a_clerks_page_of_a_person_says_nothing_of_lists(somebody: UUID, signed_in: MakeClient) -> None:
    night()
    clerk = signed_in(Role.REGISTRATION_CLERK)
    told = text(clerk, "person", somebody)
    assert "In the lists" not in told and "versions" not in told
    assert clerk.get(reverse("person_screening", args=[somebody])).status_code == 403


def test_a_live_check_shows_and_keeps_nothing(somebody: UUID, officer: Actor, analyst: Client) -> None:
    answer = analyst.post(reverse("live"), {"name": NAME, "born": "1986-03-04"})
    told = answer.content.decode()
    assert answer.status_code == 200 and "X-1" in told and "Open it as a candidate" in told
    assert not models.Candidate.objects.exists()
    assert NAME not in str(list(Event.objects.values_list("detail", "subject")))
    number = person_file(officer, somebody).row.number
    sent = {"list": "test-list", "entry": "X-1", "number": number}
    opened = analyst.post(reverse("live_candidate"), sent)
    assert opened["Location"] == reverse("candidate", args=[models.Candidate.objects.get().id])
    assert analyst.post(reverse("live_candidate"), sent | {"number": "P-AAAAAA-A"}).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [{}, {"name": NAME, "born": "soon"}, {"name": NAME, "nationality": "Atlantis"}, {"name": NAME, "born": YOUNG}],
)
def test_what_cannot_be_looked_for_is_said_in_place(somebody: UUID, analyst: Client, typed: dict[str, str]) -> None:
    answer = analyst.post(reverse("live"), typed)
    assert answer.status_code == 400
    if "name" in typed:
        assert NAME in answer.content.decode(), "what was typed is kept"


def test_a_ground_is_recorded_and_ended_by_the_side_of_justice(
    somebody: UUID, officer: Actor, site: UUID, signed_in: MakeClient
) -> None:
    child = person_register(officer, person(site, NAME, born=YOUNG))
    liaison, specialist = signed_in(Role.JUDICIAL_LIAISON), signed_in(Role.CHILD_PROTECTION_SPECIALIST)
    sent = {
        "authority": "Juvenile court, Alpha", "reference": "JC 12/26", "words": "An order names this child alone.",
        "until": (date.today() + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    address = reverse("grounds", args=[child])
    assert liaison.post(address, sent | {"words": "why"}).status_code == 400
    assert liaison.post(address, sent).status_code == 302
    read = text(specialist, "grounds", child)
    assert "JC 12/26" in read and "Record the ground" not in read
    assert specialist.post(address, sent).status_code == 403
    ground = models.Ground.objects.get()
    assert liaison.post(reverse("ground_end", args=[child, ground.id])).status_code == 302
    assert "Ended early" in text(liaison, "grounds", child)
    assert "Legal ground" in text(liaison, "person", child)


def test_a_program_asks_for_a_run_and_reads_what_may_be_said(somebody: UUID, actor: MakeActor) -> None:
    analyst = actor(Role.SCREENING_ANALYST)
    asked = Assignment(Role.SCREENING_ANALYST, None, Purpose.SCREENING, timezone.now() + timedelta(days=1))
    token = token_make(analyst, user_id=analyst.user_id, name="a test", assignment=asked)
    client = Client(headers={"Authorization": f"Bearer {token.bearer}"})
    made = client.post("/api/v1/runs", {"scope": "everyone"}, content_type="application/json")
    assert made.status_code == 201
    work()
    run = client.get(f"/api/v1/runs/{made.json()['id']}").json()
    assert (run["persons"], run["asked_anew"], [one["list_id"] for one in run["editions"]]) == (1, 1, ["test-list"])
    assert client.post(f"/api/v1/runs/{run['id']}/again").status_code == 202
    said = client.get(f"/api/v1/persons/{somebody}/screening").json()
    assert (said["standing"], said["not_found"], said["candidates"]) == ("asked", False, 1)
    assert client.post("/api/v1/runs", {"scope": "live"}, content_type="application/json").status_code == 400
    assert len(client.get("/api/v1/runs").json()) == 1
