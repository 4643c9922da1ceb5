"""Named records leave only under an agreement, for its purpose, to its recipient, with its caveats, and never unnoticed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from actors import MakeActor
from homeward.access.actions import (
    Contents,
    agreement_make,
    agreement_withdraw,
    correction_sent,
    corrections_due,
    disclosure_check,
    disclosure_record,
)
from homeward.access.actions import disclosures as disclosures_module
from homeward.access.actions.disclosures import WHY
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import (
    Actor,
    Agreement,
    Capability,
    Category,
    Caveat,
    EventKind,
    Obstacle,
    Purpose,
    Role,
    Sending,
)
from homeward.access.models import Disclosure, DisclosureItem, Event
from homeward.access.rules import obstacle
from homeward.access.selectors import (
    agreement_list,
    corrections_to_send,
    disclosure_list,
    disclosures_of_person,
    recipients_to_notify,
)
from homeward.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
HERE, THERE = UUID(int=1), UUID(int=2)
PERSON, OTHER = UUID(int=10), UUID(int=11)
NAMES = frozenset({Category.NAME, Category.BIRTH})


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    return actor(Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def sender(actor: MakeActor) -> Actor:
    return actor(Role.IDENTITY_OFFICER, site=HERE, purpose=Purpose.IDENTITY)


def agreed(**changes: Any) -> Agreement:
    now = timezone.now()
    whole = Agreement(
        recipient="Ministry of Papers",
        title="Papers for returnees",
        basis="Letter 7 of 2026",
        purposes=frozenset({Purpose.IDENTITY, Purpose.RETURN}),
        categories=frozenset({Category.NAME, Category.BIRTH, Category.DOCUMENT}),
        starts=now - timedelta(days=1),
        until=now + timedelta(days=30),
        caveats=("Not to be passed on.",),
    )
    return replace(whole, **changes)


@pytest.fixture
def agreement(officer: Actor) -> UUID:
    return agreement_make(officer, agreement=agreed())


def sending(agreement: UUID, **changes: Any) -> Sending:
    whole = Sending(
        agreement_id=agreement,
        recipient="Ministry of Papers",
        categories=NAMES,
        form="csv",
        persons=2,
        children=0,
        accepted=frozenset({"Not to be passed on."}),
        site_id=HERE,
    )
    return replace(whole, **changes)


CONTENTS = Contents(("number", "name"), 2, bytes(32), frozenset({PERSON, OTHER}))


def test_a_disclosure_is_written_down_with_what_it_held(sender: Actor, officer: Actor, agreement: UUID) -> None:
    made = disclosure_record(sender, sending=sending(agreement), contents=CONTENTS)
    (row,) = disclosure_list(officer)
    assert (row.id, row.recipient, row.purpose, row.made_by) == (
        made,
        "Ministry of Papers",
        Purpose.IDENTITY,
        sender.user_id,
    )
    assert (row.columns, row.rows, row.persons, row.sha256) == (("number", "name"), 2, 2, bytes(32))
    assert row.caveats == ("Not to be passed on.",)
    assert disclosures_of_person(officer, PERSON) == (row,)
    assert disclosures_of_person(officer, uuid4()) == ()
    event = Event.objects.get(kind=EventKind.DISCLOSURE)
    assert (event.what, event.detail["rows"], event.detail["sha256"]) == ("disclosure.make", 2, bytes(32).hex())


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"recipient": "Somebody else"}, Obstacle.RECIPIENT),
        ({"recipient": "ministry of papers"}, Obstacle.RECIPIENT),
        ({"categories": NAMES | {Category.CONTACT}}, Obstacle.CATEGORY),
        ({"categories": frozenset()}, Obstacle.CATEGORY),
        ({"accepted": frozenset()}, Obstacle.CAVEAT),
        (
            {"caveats": (Caveat("Bureau", "For screening alone.", purposes=frozenset({Purpose.SCREENING})),)},
            Obstacle.ORIGINATOR,
        ),
        (
            {"caveats": (Caveat("Bureau", "For the court alone.", recipients=frozenset({"Court"})),)},
            Obstacle.ORIGINATOR,
        ),
        ({"children": 1}, Obstacle.CHILDREN),
    ],
)
def test_what_is_not_agreed_is_refused_and_told(
    sender: Actor, agreement: UUID, changes: dict[str, Any], why: Obstacle
) -> None:
    wrong = sending(agreement, **changes)
    for attempt in (
        lambda: disclosure_check(sender, sending=wrong),
        lambda: disclosure_record(sender, sending=wrong, contents=CONTENTS),
    ):
        with pytest.raises(Refused) as caught:
            attempt()
        assert str(caught.value) == str(WHY[why])
    assert [event.what for event in Event.objects.filter(kind=EventKind.DENIED)] == [f"disclosure.{why}"] * 2
    assert not Disclosure.objects.exists()


def test_every_obstacle_has_its_sentence() -> None:
    assert set(WHY) == set(Obstacle)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"purposes": frozenset({Purpose.RETURN})}, Obstacle.PURPOSE),
        ({"site_id": THERE}, Obstacle.SITE),
        ({"starts": timezone.now() + timedelta(days=1)}, Obstacle.NOT_IN_FORCE),
    ],
)
def test_an_agreement_about_something_else_does_not_cover_it(
    sender: Actor, officer: Actor, changes: dict[str, Any], why: Obstacle
) -> None:
    other = agreement_make(officer, agreement=agreed(**changes))
    with pytest.raises(Refused) as caught:
        disclosure_check(sender, sending=sending(other))
    assert str(caught.value) == str(WHY[why])


def test_what_the_originator_allows_goes_with_its_words(sender: Actor, officer: Actor, agreement: UUID) -> None:
    allowed = Caveat("Bureau", "Ask before use.", recipients=frozenset({"Ministry of Papers"}))
    disclosure_record(sender, sending=sending(agreement, caveats=(allowed,)), contents=CONTENTS)
    assert disclosure_list(officer)[0].caveats == ("Not to be passed on.", "Bureau: Ask before use.")


def test_an_agreement_withdrawn_between_check_and_record_stops_it(
    sender: Actor, officer: Actor, agreement: UUID
) -> None:
    disclosure_check(sender, sending=sending(agreement))
    agreement_withdraw(officer, agreement_id=agreement, reason="Misused")
    with pytest.raises(Refused):
        disclosure_record(sender, sending=sending(agreement), contents=CONTENTS)
    assert agreement_list(officer) == ()
    assert [row.id for row in agreement_list(officer, ended=True)] == [agreement]


def test_a_child_is_disclosed_for_justice_alone_if_at_all(officer: Actor) -> None:
    allowed = frozenset({Purpose.JUSTICE})
    whole = agreed(purposes=allowed, children=True)
    judge = Actor(uuid4(), "x", (), Purpose.JUSTICE)
    both = sending(uuid4(), persons=2, children=1)
    assert obstacle(whole, both, judge.purpose, timezone.now()) is Obstacle.CHILD_ALONE
    assert obstacle(whole, replace(both, persons=1), judge.purpose, timezone.now()) is None


@pytest.mark.parametrize("role", Role)
def test_only_who_may_export_discloses(actor: MakeActor, agreement: UUID, role: Role) -> None:
    who = actor(role, site=HERE)
    if role in (Role.IDENTITY_OFFICER, Role.REPATRIATION_COORDINATOR, Role.CASE_MANAGER):
        return  # they may, for one of their purposes
    with pytest.raises(Refused):
        disclosure_check(who, sending=sending(agreement))


def test_nobody_discloses_of_another_site_or_needs_they_may_not_read(sender: Actor, officer: Actor) -> None:
    wide = agreement_make(officer, agreement=agreed(categories=frozenset(Category)))
    with pytest.raises(Refused):
        disclosure_check(sender, sending=sending(wide, site_id=THERE))
    with pytest.raises(Refused) as caught:
        disclosure_check(sender, sending=sending(wide, categories=frozenset({Category.NEED})))
    assert caught.value.data["what"] == Capability.NEED_READ


def test_a_file_that_tells_of_others_than_was_said_is_not_handed_out(sender: Actor, agreement: UUID) -> None:
    with pytest.raises(BadInput):
        disclosure_record(sender, sending=sending(agreement, persons=3), contents=CONTENTS)
    with pytest.raises(NotFound):
        disclosure_check(sender, sending=sending(uuid4()))


def test_a_disclosure_that_broke_off_is_seen_by_nobody(
    sender: Actor, officer: Actor, agreement: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disclosures_module, "_finish", lambda actor, disclosure: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        disclosure_record(sender, sending=sending(agreement), contents=CONTENTS)
    assert DisclosureItem.objects.count() == 2
    assert disclosure_list(officer) == disclosures_of_person(officer, PERSON) == ()
    assert corrections_due(sender, person_id=PERSON, categories=[Category.NAME]) == 0


def test_a_correction_finds_whoever_received_what_was_corrected(sender: Actor, officer: Actor, agreement: UUID) -> None:
    disclosure_record(sender, sending=sending(agreement), contents=CONTENTS)
    assert corrections_due(sender, person_id=PERSON, categories=[Category.NATIONALITY]) == 0
    assert corrections_due(sender, person_id=uuid4(), categories=[Category.NAME]) == 0
    assert corrections_due(sender, person_id=PERSON, categories=[Category.NAME, Category.NEED]) == 1
    assert corrections_due(sender, person_id=PERSON, categories=[Category.BIRTH]) == 1
    (notice,) = recipients_to_notify(officer, PERSON)
    assert (notice.recipient, notice.categories) == ("Ministry of Papers", NAMES)
    assert corrections_to_send(officer) == (notice,)
    with pytest.raises(BadInput):
        correction_sent(sender, notice_id=notice.id, how=" ")
    correction_sent(sender, notice_id=notice.id, how="Letter 12")
    assert recipients_to_notify(officer, PERSON) == ()
    with pytest.raises(NotFound):
        correction_sent(sender, notice_id=notice.id, how="Letter 12")
    assert corrections_due(sender, person_id=PERSON, categories=[Category.NAME]) == 1


def test_disclosures_and_corrections_are_seen_at_their_site_alone(
    sender: Actor, actor: MakeActor, agreement: UUID
) -> None:
    disclosure_record(sender, sending=sending(agreement), contents=CONTENTS)
    corrections_due(sender, person_id=PERSON, categories=[Category.NAME])
    for role, site, count in (
        (Role.DATA_PROTECTION_OFFICER, HERE, 1),
        (Role.DATA_PROTECTION_OFFICER, THERE, 0),
        (Role.REGISTRATION_CLERK, HERE, 0),
    ):
        who = actor(role, site=site)
        assert len(disclosure_list(who)) == len(corrections_to_send(who)) == count
    with pytest.raises(Refused):
        disclosures_of_person(actor(Role.COORDINATION_ANALYST), PERSON)


@pytest.mark.parametrize(
    "changes",
    [
        {"recipient": " "},
        {"basis": ""},
        {"purposes": frozenset()},
        {"categories": frozenset()},
        {"until": timezone.now() - timedelta(days=2)},
        {"until": timezone.now() + timedelta(days=2000)},
    ],
)
def test_an_agreement_that_says_too_little_or_too_much_is_not_made(officer: Actor, changes: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        agreement_make(officer, agreement=agreed(**changes))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.DATA_PROTECTION_OFFICER])
def test_only_the_data_protection_officer_makes_agreements(actor: MakeActor, role: Role) -> None:
    with pytest.raises(Refused):
        agreement_make(actor(role), agreement=agreed())


def test_a_large_disclosure_is_written_in_a_second_or_so(
    sender: Actor, officer: Actor, agreement: UUID, django_assert_max_num_queries: Any
) -> None:
    persons = frozenset(uuid4() for _ in range(5_000))
    contents = Contents(("number",), 5_000, bytes(32), persons)
    with django_assert_max_num_queries(40):
        disclosure_record(sender, sending=sending(agreement, persons=5_000), contents=contents)
    assert disclosure_list(officer)[0].persons == DisclosureItem.objects.count() == 5_000
