"""What a later file says otherwise: it gives way to what was recorded here since, takes the place of what a file said, and is said once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from drafts import person, said
from hypothesis import given
from hypothesis import strategies as st

from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.kernel.dates import parse
from homeward.registry.actions.amendments import claims_amend
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.facts.answers import Answer, Known
from homeward.registry.facts.claims import Claim, Source, Statement, Verification
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.facts.values import (
    BirthValue,
    ClaimKind,
    DocumentKind,
    DocumentValue,
    LanguageValue,
    NameKind,
    NameValue,
    NationalityValue,
    NeedValue,
    ParentRole,
    ParentValue,
    Sex,
    SexValue,
)
from homeward.registry.rules.amendments import Effect, differences
from homeward.registry.selectors.amendments import amendments_of
from homeward.registry.selectors.persons import person_file

K = ClaimKind
FILE = (
    (K.NAME, NameValue("سلمى نوري")), (K.NAME, NameValue("Salma Nuri", NameKind.ROMANISED)),
    (K.BIRTH, BirthValue(parse("1989"))), (K.SEX, SexValue(Sex.FEMALE)), (K.NATIONALITY, NationalityValue("iq")),
    (K.PARENT, ParentValue(ParentRole.MOTHER, "Hana")), (K.LANGUAGE, LanguageValue("ar")),
    (K.DOCUMENT, DocumentValue(DocumentKind.PASSPORT, "A1234567")),
)  # fmt: skip


def stated(*changes) -> list[Statement]:
    """The file's statements, some of them in the place of others of their kind."""
    kept = [one for one in FILE if not any(one[0] is kind for kind, _ in changes)]
    return [said(kind, value, Source.IMPORT) for kind, value in (*kept, *changes)]


@pytest.fixture
def site(make_site):
    return make_site("Alpha camp")


@pytest.fixture
def officer(actor):
    return actor(Role.IDENTITY_OFFICER)


@pytest.fixture
def somebody(officer, site) -> UUID:
    return person_register(officer, PersonDraft(tuple(stated()), site, arrived=date(2026, 3, 2)))


def effects(officer, somebody, statements) -> list[tuple[str, str]]:
    found = amendments_of(officer, {somebody: statements})[somebody]
    return [(one.stated.kind.value, one.effect.value) for one in found]


def current(officer, somebody, kind):
    return [claim for claim in person_file(officer, somebody).claims if claim.kind is kind and claim.current]


CASES = {
    "a name": ((K.NAME, NameValue("سلمى نوري خالد")), "replaces"),
    "a name of another kind": ((K.NAME, NameValue("Umm Yasir", NameKind.KUNYA)), "adds"),
    "a birth": ((K.BIRTH, BirthValue(parse("1990"))), "replaces"),
    "a birth put otherwise": ((K.BIRTH, BirthValue(parse("~1989"))), "replaces"),
    "a sex": ((K.SEX, SexValue(Sex.MALE)), "replaces"),
    "a mother": ((K.PARENT, ParentValue(ParentRole.MOTHER, "Hanaa")), "replaces"),
    "a father": ((K.PARENT, ParentValue(ParentRole.FATHER, "Omar")), "adds"),
    "another nationality": ((K.NATIONALITY, NationalityValue("sy")), "replaces"),
    "a passport's number": ((K.DOCUMENT, DocumentValue(DocumentKind.PASSPORT, "A7654321")), "replaces"),
    "another paper": ((K.DOCUMENT, DocumentValue(DocumentKind.NATIONAL_ID, "199")), "adds"),
    "another language": ((K.LANGUAGE, LanguageValue("ku")), "adds"),
    "a need": ((K.NEED, NeedValue("SM")), "adds"),
}


@pytest.mark.parametrize(("change", "effect"), CASES.values(), ids=CASES)
def test_what_differs_is_recorded_once_and_the_old_is_kept(officer, actor, somebody, change, effect) -> None:
    kind, value = change
    statements = stated(change)
    manager = actor(Role.CASE_MANAGER, None, "protection")
    assert kind is K.NEED or effects(officer, somebody, statements) == [(kind.value, effect)]
    before = len(current(officer, somebody, kind))
    assert claims_amend(officer, somebody, statements) == 1
    now = current(manager if kind is K.NEED else officer, somebody, kind)
    assert len(now) == before + (effect == "adds")
    assert now[-1].value == value and now[-1].source is Source.IMPORT
    assert claims_amend(officer, somebody, statements) == 0, "said again, nothing is recorded"
    assert effects(officer, somebody, statements) == []
    assert Event.objects.filter(what="claim.amend", person_id=somebody).count() == 1


def test_what_somebody_recorded_here_since_stays(officer, somebody) -> None:
    (birth,) = current(officer, somebody, K.BIRTH)
    corrected = replace(said(K.BIRTH, BirthValue(parse("1991")), Source.PERSON), supersedes=birth.id)
    claims_record(officer, somebody, [corrected], version=1)
    statements = stated((K.BIRTH, BirthValue(parse("1990"))))
    (found,) = amendments_of(officer, {somebody: statements})[somebody]
    assert (found.effect, found.recorded.value.date.iso()) == (Effect.STAYS, "1991")
    assert claims_amend(officer, somebody, statements) == 0
    assert [one.value.date.iso() for one in current(officer, somebody, K.BIRTH)] == ["1991"]


def test_what_a_file_leaves_out_or_does_not_know_takes_nothing_away(officer, somebody) -> None:
    silent = [Statement(K.BIRTH, Answer(Known.UNKNOWN), Source.IMPORT)]
    assert effects(officer, somebody, silent) == [] and claims_amend(officer, somebody, silent) == 0
    assert claims_amend(officer, somebody, stated()) == 0


def test_of_a_merged_record_the_one_that_is_kept_is_amended(officer, actor, site, somebody) -> None:
    kept = person_register(officer, person(site, "Selma Nouri"))
    identity = actor(Role.IDENTITY_OFFICER, None, "identity")
    records_merge(identity, kept, somebody, versions=(1, 1), reason="The same papers, and they say so.")
    statements = stated((K.PARENT, ParentValue(ParentRole.MOTHER, "Hanaa")))
    assert ("parent", "replaces") in effects(officer, somebody, statements)
    assert claims_amend(officer, somebody, statements) >= 1
    assert [one.value.name for one in current(officer, kept, K.PARENT)] == ["Hanaa"]


def test_only_who_may_decide_and_reaches_them(actor, site, make_site, somebody) -> None:
    statements = stated((K.SEX, SexValue(Sex.MALE)))
    with pytest.raises(Refused):
        claims_amend(actor(Role.REGISTRATION_CLERK, site), somebody, statements)
    elsewhere = actor(Role.IDENTITY_OFFICER, make_site("Beta camp"))
    with pytest.raises(NotFound):
        claims_amend(elsewhere, somebody, statements)
    assert amendments_of(elsewhere, {somebody: statements}) == {}


def test_needs_are_not_compared_for_whoever_may_not_read_them(officer, somebody) -> None:
    assert effects(officer, somebody, stated((K.NEED, NeedValue("SM")))) == []


@given(st.lists(st.sampled_from([change for change, _ in CASES.values()]), max_size=4))
def test_nothing_differs_from_itself(changes) -> None:
    """A law: what was recorded of a file is no difference of the same file."""
    statements = stated(*changes)
    claims = [claim_of(one, number) for number, one in enumerate(statements)]
    assert differences(statements, claims) == ()


def claim_of(said_, number: int):
    at = datetime(2026, 1, 1, number, tzinfo=UTC)
    return Claim(
        UUID(int=number), said_.kind, Known.KNOWN, said_.answer.value, Source.IMPORT, "", Verification.RECORDED, "x", at,
        None, None,
    )  # fmt: skip
