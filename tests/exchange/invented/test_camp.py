"""The invented camp comes in whole: every record is accounted for, nothing is doubled by another run, nobody else is touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from homeward.access.actions import service_actor
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event, SharingAgreement, User
from homeward.access.selectors import actor_of
from homeward.access.verifier import verify
from homeward.exchange.invented import camp
from homeward.exchange.invented.camp import camp_made
from homeward.kernel.errors import BadInput
from homeward.places.selectors import site_ids, site_of
from homeward.registry import models
from homeward.registry.facts.custody import Ending
from homeward.registry.facts.households import RelationDraft, RelationKind
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.rights import RequestKind
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.custody import unaccounted_at
from homeward.registry.selectors.persons import person_file
from homeward.registry.selectors.search import persons_search
from homeward.synthetic.population.records import HouseholdRecord, PersonRecord
from homeward.synthetic.population.sites import SITES
from homeward.synthetic.population.stream import population
from homeward.synthetic.population.users import USERS

PEOPLE, SEED = 300, 4
pytestmark = pytest.mark.django_db


def quiet(done: int, people: int) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def households() -> tuple[HouseholdRecord, ...]:
    return tuple(drawn.household for drawn in population(PEOPLE, SEED))


@pytest.fixture(scope="module")
def records(households: tuple[HouseholdRecord, ...]) -> tuple[PersonRecord, ...]:
    return tuple(person for household in households for person in household.members)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch, settings, tmp_path) -> None:
    """Several pieces for so few, and passwords hashed quickly: eighteen of each camp would take most of the time.

    A home of its own, so that the heads of the trail are those of this camp alone.
    """
    settings.HOMEWARD_HOME = tmp_path
    monkeypatch.setattr(camp, "CHUNK", 90)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def counts() -> dict[str, int]:
    """How many rows there are of everything."""
    tables = [*models.CLAIM_MODELS.values(), models.Person, models.Household, models.Membership, models.Relation,
              models.CareArrangement, models.CustodyEpisode, models.Request, models.Shelter,
              models.NameKey, models.BlindKey, SharingAgreement, User]  # fmt: skip
    return {table.__name__: table._default_manager.count() for table in tables}


def expected(households: tuple[HouseholdRecord, ...], records: tuple[PersonRecord, ...]) -> dict[str, int]:
    """The same, counted in the records."""
    stated = {ClaimKind.NAME: "names", ClaimKind.BIRTH: "births", ClaimKind.NATIONALITY: "nationalities",
              ClaimKind.PARENT: "parents", ClaimKind.DOCUMENT: "papers", ClaimKind.LANGUAGE: "languages",
              ClaimKind.CONTACT: "contacts", ClaimKind.NEED: "needs"}  # fmt: skip
    silent = Counter(kind for record in records for kind in record.silences)
    claims = {
        models.CLAIM_MODELS[kind].__name__: sum(len(getattr(record, field)) for record in records) + silent[kind.value]
        for kind, field in stated.items()
    }
    stays = [stay for record in records for stay in record.stays]
    return claims | {
        "SexClaim": len(records),
        "Person": len(records),
        "Household": len(households),
        "Membership": len(records),
        "CareArrangement": sum(record.care is not None for record in records),
        "CustodyEpisode": len(stays),
        "Shelter": sum(len(stay.shelters) for stay in stays),
        "User": len(USERS) + 1,  # whoever is at the machine
    }


def test_every_record_is_accounted_for(
    households: tuple[HouseholdRecord, ...], records: tuple[PersonRecord, ...]
) -> None:
    stands = camp_made(PEOPLE, SEED, quiet)
    assert (stands.persons, stands.before) == (PEOPLE, False)
    assert len(records) == PEOPLE
    found = counts()
    assert expected(households, records).items() <= found.items()
    said = {frozenset((record.reference, kin.of)) for record in records for kin in record.kin}
    assert len(said) <= found["Relation"] <= sum(len(record.kin) for record in records)
    assert verify().faults == ()


def test_each_person_stands_where_their_last_stay_leaves_them(records: tuple[PersonRecord, ...]) -> None:
    camp_made(PEOPLE, SEED, quiet)
    wanted = Counter((record.stays[-1].site, record.stays[-1].ended) for record in records)
    codes = {id: code for code, id in site_ids(_officer(), [site.code for site in SITES]).items()}
    ended = {Ending.DECEASED_REPORTED: Standing.DECEASED_REPORTED, Ending.MISSING_REPORTED: Standing.MISSING_REPORTED}
    found: Counter[tuple[str, str]] = Counter()
    for person in models.Person.objects.all():
        last = person.episodes.order_by("counts_from", "id").last()
        assert last is not None
        standing = ended.get(Ending(last.ended), Standing.DEPARTED) if last.ended else Standing.PRESENT
        assert (person.standing, person.site_id) == (standing, last.site_id)
        found[codes[person.site_id], last.ended] += 1
    assert found == wanted


def test_what_a_file_says_is_what_the_record_says(records: tuple[PersonRecord, ...]) -> None:
    camp_made(PEOPLE, SEED, quiet)
    officer = _officer()
    for record, person in zip(records, models.Person.objects.order_by("serial"), strict=True):
        claims = person_file(officer, person.id).claims
        values = Counter(claim.kind for claim in claims)
        assert values[ClaimKind.NAME] == len(record.names)
        written = [(claim.value.text, claim.source) for claim in claims if claim.kind is ClaimKind.NAME]  # type: ignore[union-attr]
        assert sorted(written) == sorted((name.text, name.source) for name in record.names)


def test_there_is_something_to_do_when_somebody_first_looks() -> None:
    camp_made(PEOPLE, SEED, quiet)
    asked = models.Request.objects.all()
    assert {one.kind for one in asked} == {kind.value for kind in RequestKind}
    assert all(one.person.site.code == "NS-1" and not one.outcome for one in asked)
    assert SharingAgreement.objects.count() == 1


def test_a_second_run_changes_nothing() -> None:
    camp_made(PEOPLE, SEED, quiet)
    before, told = counts(), Event.objects.count()
    again = camp_made(PEOPLE, SEED, quiet)
    assert (again.persons, again.before) == (PEOPLE, True)
    assert all(one.password == "" for one in again.users)
    assert (counts(), Event.objects.count()) == (before, told)


class Interrupted(Exception):
    """Somebody pressed Ctrl-C."""


@pytest.mark.parametrize("at", [0, 90, 200])
def test_a_run_that_was_interrupted_is_gone_on_with(
    at: int, households: tuple[HouseholdRecord, ...], records: tuple[PersonRecord, ...]
) -> None:
    def stop(done: int, people: int) -> None:
        if done >= at:
            raise Interrupted

    with pytest.raises(Interrupted):
        camp_made(PEOPLE, SEED, stop)
    assert persons_search(_officer(), records[0].names[0].text).rows == ()  # nobody is seen before all are there
    begun = models.Person.objects.count()
    assert at <= begun < PEOPLE
    stands = camp_made(PEOPLE, SEED, quiet)
    assert (stands.persons, stands.before) == (PEOPLE, False)
    assert expected(households, records).items() <= counts().items()
    for one in stands.users:  # the passwords of the first run were never said: these are new
        assert User.objects.get(username=one.record.username).check_password(one.password)


def test_each_role_has_somebody_who_can_sign_in() -> None:
    stands = camp_made(PEOPLE, SEED, quiet)
    roles = {Role(one.record.role) for one in stands.users}
    assert roles == set(Role) - {Role.SERVICE}
    one = stands.users[0]
    assert User.objects.get(username=one.record.username).check_password(one.password)
    assert not User.objects.filter(username=one.record.username, must_change_password=True).exists()


def test_who_was_left_at_the_closed_site_is_unaccounted_for(records: tuple[PersonRecord, ...]) -> None:
    camp_made(PEOPLE, SEED, quiet)
    officer = _officer()
    closed = site_ids(officer, ["TZ-1"])["TZ-1"]
    assert site_of(officer, closed).site.closed is not None
    left = sum(record.stays[-1].site == "TZ-1" and not record.stays[-1].ended for record in records)
    assert unaccounted_at(officer, closed).count == left


def test_a_person_is_found_by_every_name_that_was_written(records: tuple[PersonRecord, ...]) -> None:
    camp_made(PEOPLE, SEED, quiet)
    officer = _officer()
    ids = dict(zip((record.reference for record in records), _ids(), strict=True))
    for record in records[:40]:
        for name in record.names:
            assert ids[record.reference] in {row.id for row in persons_search(officer, name.text).rows}, (
                record.reference
            )


def test_relations_are_those_stated(records: tuple[PersonRecord, ...]) -> None:
    camp_made(PEOPLE, SEED, quiet)
    ids = dict(zip((record.reference for record in records), _ids(), strict=True))
    for record in records:
        for kin in record.kin:
            both = {ids[record.reference], ids[kin.of]}
            assert models.Relation.objects.filter(person__in=both, of__in=both).exists()
        for parent in record.parents:
            if parent.reference:
                draft = RelationDraft(ids[parent.reference], RelationKind.PARENT, ids[record.reference], "person")  # type: ignore[arg-type]
                assert models.Relation.objects.filter(person=draft.person_id, of=draft.of_id, kind="parent").exists()


def test_an_installation_with_sites_of_its_own_is_left_alone(make_other_site: object) -> None:
    before = counts()
    with pytest.raises(BadInput, match="HOMEWARD_HOME"):
        camp_made(PEOPLE, SEED, quiet)
    assert counts() == before | {"User": before["User"] + 1}


def test_another_camp_is_not_put_into_the_same_installation() -> None:
    camp_made(PEOPLE, SEED, quiet)
    before = counts()
    with pytest.raises(BadInput, match="already"):
        camp_made(PEOPLE, SEED + 1, quiet)
    assert counts() == before


@pytest.fixture
def make_other_site(make_site) -> Iterator[None]:  # type: ignore[no-untyped-def]
    make_site("A real one")
    yield


def _ids() -> Iterator[object]:
    return iter(models.Person.objects.order_by("serial").values_list("id", flat=True))


def _officer() -> Actor:
    service_actor("operator", purpose=Purpose.ADMINISTRATION)
    return actor_of(User.objects.get(username="identity").id, purpose=Purpose.IDENTITY)
