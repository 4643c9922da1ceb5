"""What a run of the platform must never do: guardrails 4 to 8 and 16 of the design, as far as runs are concerned.

4: not found is said of versions. 5: a failing list says nothing. 6: where somebody lives and how they are reached weighs nothing.
7: a relative's candidate is nobody else's. 8: a child is withheld. 16: what was read and looked up is told, without a word of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from drafts import person, said

from actors import MakeActor, MakeClient
from homes import site as make_site
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event
from homeward.lists import models as lists
from homeward.registry.actions.custody import persons_shelter
from homeward.registry.actions.households import family_register
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.facts.custody import Group
from homeward.registry.facts.households import FamilyDraft, FamilyMember
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.values import ClaimKind, ContactKind, ContactValue, LanguageValue
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from homeward.review.selectors.live import live_check
from homeward.review.selectors.versions import versions_of
from homeward.screening.profile import Profile
from screenings import NAME, OTHER, ROWS, night, screen
from shelves import a_list

YOUNG = f"{date.today().year - 9}-03-04"
SAID_NEVER = ("safe", "cleared", "clean", "suspect", "risk", "match")


@pytest.fixture
def analyst(actor: MakeActor) -> Actor:
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    return actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)


@pytest.fixture
def site(actor: MakeActor, analyst: Actor) -> UUID:
    a_list(analyst, ROWS)
    return make_site(actor)


@pytest.fixture
def somebody(officer: Actor, site: UUID) -> UUID:
    return person_register(officer, person(site, NAME, born="1986-03-04"))


def test_4_nobody_is_called_anything_but_not_found_in_these_versions(
    officer: Actor, site: UUID, analyst: Actor, signed_in: MakeClient
) -> None:
    nobody = person_register(officer, person(site, "Completely Different Invented", born="1990"))
    night()
    run = models.Run.objects.get(desk="security")
    client = signed_in(Role.SCREENING_ANALYST)
    for address in (f"/persons/{nobody}/screening", f"/screening/runs/{run.id}", "/screening/runs", "/screening/live"):
        told = client.get(address).content.decode().split("<main", 1)[1].split("</main", 1)[0].lower()
        assert [word for word in SAID_NEVER if word in told] == [], address
    assert "Not found in these versions" in client.get(f"/persons/{nobody}/screening").content.decode()


@pytest.mark.parametrize(
    "ails",
    [
        lambda: lists.Edition.objects.update(published_on="2019-01-01"),
        lambda: lists.Edition.objects.update(problems=["refused_rows"]),
        lambda: lists.Edition.objects.update(state="past"),
    ],
    ids=["stale", "rows refused", "no edition in use"],
)
def test_5_a_list_that_ails_says_nothing_clean(
    officer: Actor, site: UUID, analyst: Actor, ails: Callable[[], object]
) -> None:
    nobody = person_register(officer, person(site, "Completely Different Invented", born="1990"))
    screen(analyst)
    assert versions_of(analyst, nobody).not_found
    ails()
    assert not versions_of(analyst, nobody).not_found
    assert not live_check(analyst, Profile(query_id="live", names=("Completely Different Invented",))).not_found


def test_6_where_somebody_lives_and_how_they_are_reached_weighs_nothing(
    officer: Actor, somebody: UUID, analyst: Actor
) -> None:
    screen(analyst)
    before = models.Candidate.objects.get()
    persons_shelter(officer, Group((somebody,)), "9", "9-9", day=None)
    more = [
        said(ClaimKind.LANGUAGE, LanguageValue("ar")),
        said(ClaimKind.CONTACT, ContactValue(ContactKind.PHONE, "+964 700 000 0000")),
    ]
    claims_record(officer, somebody, more, version=person_file(officer, somebody).row.version)
    screen(analyst)
    after = models.Candidate.objects.get()
    assert (after.millibits, after.evidence, bytes(after.person_mark), after.version) == (
        before.millibits, before.evidence, bytes(before.person_mark), before.version,
    )  # fmt: skip


def test_7_a_relatives_candidate_is_nobody_elses(officer: Actor, site: UUID, analyst: Actor) -> None:
    people = [person(site, NAME, born="1986-03-04"), person(site, "Different Invented Wife", born="1988")]
    roles = (HouseholdRole.HEAD, HouseholdRole.SPOUSE)
    members = tuple(FamilyMember(one.statements, role) for one, role in zip(people, roles, strict=True))
    family = family_register(officer, FamilyDraft(members, site))
    screen(analyst)
    assert [row.person_id for row in models.Candidate.objects.all()] == [family.person_ids[0]]
    assert versions_of(analyst, family.person_ids[1]).not_found


def test_8_a_child_is_compared_with_no_security_list(officer: Actor, site: UUID, analyst: Actor) -> None:
    person_register(officer, person(site, NAME, born=YOUNG))
    run = screen(analyst)
    night()
    assert (run.withheld, run.found) == (1, 0)
    assert not models.Candidate.objects.exists()
    assert all(not row.rows or bytes(row.rows) == b"\x90" for row in models.RunFound.objects.all())


def test_16_what_a_run_read_and_a_live_check_looked_for_is_told_without_a_word_of_it(
    somebody: UUID, analyst: Actor
) -> None:
    screen(analyst)
    live_check(analyst, Profile(query_id="live", names=(OTHER,)))
    told = {event.what: event for event in Event.objects.filter(user_id=analyst.user_id)}
    assert {"run.ask", "run.end", "person.compare", "screen.live"} <= set(told)
    assert told["person.compare"].detail == {"persons": 1}
    everything = " ".join(f"{event.subject} {event.detail}" for event in Event.objects.all())
    assert not any(part in everything for part in (*NAME.split(), *OTHER.split()))
