"""A new list in the morning: brought, held against yesterday's, compared with everybody, answered by two people and by its source.

And the nights after it, when nothing is asked that stayed as it was, and whatever changed is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from drafts import person

from actors import MakeActor
from asked import BORN, NAME, PASSPORT, WORDS, somebody
from homeward.access.actions import agreement_make
from homeward.access.facts import Agreement, Category, Purpose, Role
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.values import Sex
from homeward.review import models
from homeward.review.actions.following import follow, night
from homeward.review.facts.candidates import State, Why
from homeward.review.rules import decisions as rules
from sending import press, send
from shelves import Row, a_list, simple_csv
from visits import LONG_WAYS, Visit

NAMESAKE = "Murjanaddin Wadqalin Khalaf"
OTHER: Row = ("X-2", "Thurayyan Wadqalin Somebody", "1940", "sy")
ENTRY: Row = ("X-1", NAME, BORN, "iq", "", PASSPORT)
Somebody = Callable[..., Visit]
Look = Callable[[Visit], str]
Work = Callable[[], None]


@pytest.fixture
def camp(actor: MakeActor, site: UUID, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A man whom an entry describes, a namesake of another entry, a list of yesterday without either, a bureau that may be asked."""
    monkeypatch.setattr(rules, "BLIND_SHARE", 0.0)
    clerk, now = actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY), timezone.now()
    agreement = Agreement(
        recipient="Invented bureau", title="Invented agreement", basis="An invented law",
        purposes=frozenset({Purpose.SCREENING}), categories=frozenset(Category) - {Category.NEED},
        starts=now - timedelta(days=1), until=now + timedelta(days=9), caveats=("Not to be passed on.",),
    )  # fmt: skip
    agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=agreement)
    a_list(actor(Role.SCREENING_ANALYST), [OTHER])
    person_register(clerk, person(site, NAMESAKE, born="1990", sex=Sex.MALE))
    return person_register(clerk, somebody(site))


def brought(one: Visit, work: Work, rows: Sequence[Row]) -> None:
    """An edition is brought on the list's page, and the worker lays it out."""
    one.open("/lists/test-list")
    content = simple_csv(rows)
    one.page.set_input_files("main [type=file]", {"name": "test-list.csv", "mimeType": "text/csv", "buffer": content})
    with one.page.expect_navigation():
        one.page.click("main form:has([type=file]) button")
    work()


def compared(one: Visit, work: Work) -> str:
    """A run of everybody is asked for on its page, and done; what its page says then."""
    one.open("/screening/runs/new")
    send(one, scope="everyone")
    work()
    one.page.reload()
    return one.page.inner_text("main")


def finds(one: Visit, candidate: UUID, finding: str, **choices: str) -> None:
    """Somebody opens a candidate from the desk, and says what they find."""
    one.open("/screening/desk")
    press(one, f"main a[href*='/screening/candidates/{candidate}']")
    press(one, f"a[href*='finding={finding}']")
    for name, values in choices.items():
        for value in values.split():
            one.page.check(f"#finding [name={name}][value={value}]")
    one.page.fill("#finding [name=words]", WORDS)
    one.page.click("#finding form button[type=submit]")
    one.page.wait_for_url("**/screening/desk**")


def the_only(person_id: UUID) -> models.Candidate:
    """The one candidate of a person."""
    return models.Candidate.objects.get(person_id=person_id)


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_from_a_new_list_to_a_finding(
    somebody: Somebody, look: Look, work: Work, camp: UUID, width: int, language: str
) -> None:
    analyst = somebody("screening_analyst", width=width, language=language)
    brought(analyst, work, [OTHER, ENTRY])
    analyst.open("/lists/test-list")
    look(analyst)
    press(analyst, "main a[href*='/lists/editions/'] >> nth=0")
    look(analyst)
    press(analyst, "a[href$='/changes']")
    assert NAME in look(analyst)
    assert analyst.page.locator("main tbody th").all_inner_texts() == ["X-1"]  # added; nothing else is shown
    compared(analyst, work)
    look(analyst)
    candidate = the_only(camp)
    assert not models.Candidate.objects.exclude(id=candidate.id).exists()
    finds(analyst, candidate.id, "corroborated", identifiers="birth document", reason="several_agree")
    finds(somebody("second_reviewer", width=width, language=language), candidate.id, "confirm")
    assert the_only(camp).state == State.SOURCE
    the_bureau_answers(somebody("ncb_liaison", width=width, language=language), look, candidate.id)
    found = the_only(camp)
    assert (found.state, found.outcome, found.source_said) == (State.DECIDED, "corroborated", "valid")
    analyst.open("/screening/desk?show=decided")
    assert NAME in look(analyst)


def the_bureau_answers(one: Visit, look: Look, candidate: UUID) -> None:
    """What is to be asked is drafted, sent, and answered."""
    page = one.page
    one.open("/screening/sources")
    press(one, f"main a[href$='/candidates/{candidate}/ask']")
    page.select_option("[name=agreement]", index=1)
    page.click("form:has([name=question]) button")
    page.wait_for_url("**/screening/sources/*")
    page.check("[name=caveats]")
    page.click("form[action$='/send'] button")
    page.wait_for_selector("form[action$='/answer']")
    page.check("[name=answer][value=valid]")
    page.fill("form[action$='/answer'] [name=words]", "In force, and this person.")
    page.fill("[name=answered_on]", timezone.localdate().isoformat())
    page.click("form[action$='/answer'] button")
    page.wait_for_selector("form[action$='/answer']", state="detached")
    look(one)


def test_a_namesake_is_asked_again_only_when_something_changed(
    somebody: Somebody, look: Look, work: Work, actor: MakeActor, camp: UUID
) -> None:
    namesake: Row = ("X-3", NAMESAKE, "1990", "sy")
    analyst, officer = somebody("screening_analyst"), somebody("identity_officer", purpose="identity")
    brought(analyst, work, [OTHER, namesake])
    compared(analyst, work)
    candidate = models.Candidate.objects.get()
    set_aside(somebody, analyst, candidate.id)

    night()  # the next night: the same list, the same people
    follow()
    work()
    compared(analyst, work)
    assert models.Candidate.objects.get().state == State.DECIDED
    analyst.open("/screening/desk")
    assert NAMESAKE not in look(analyst)

    brought(
        analyst, work, [OTHER, (*namesake[:2], "1991", "sy")]
    )  # the entry is amended, and everybody compared by the night
    analyst.open("/lists/test-list")
    press(analyst, "main a[href*='/lists/editions/'] >> nth=0")
    press(analyst, "a[href$='/changes']")
    assert analyst.page.locator("main tbody tr").all_inner_texts()[0].startswith("X-3")
    night()
    work()
    assert again(analyst, look, Why.ENTRY_AMENDED) == NAMESAKE
    set_aside(somebody, analyst, candidate.id)

    officer.open(f"/persons/{candidate.person_id}")  # somebody corrects the record
    press(officer, "main a[href*='/record/birth?replaces=']")
    look(officer)
    send(officer, born="1991")
    follow()  # within the minute
    work()
    assert again(analyst, look, Why.PERSON_CHANGED) == NAMESAKE
    analyst.open(f"/screening/candidates/{candidate.id}")
    assert WORDS in look(analyst)  # what was found before stands beside it


def set_aside(somebody: Somebody, first: Visit, candidate: UUID) -> None:
    """It is another person: said by one, and by a second where the evidence was strong."""
    finds(first, candidate, "different", reason="namesake")
    if models.Candidate.objects.get().state == State.SECOND:
        finds(somebody("second_reviewer"), candidate, "confirm")
    assert models.Candidate.objects.get().state == State.DECIDED


def again(one: Visit, look: Look, why: Why) -> str:
    """It waits at the desk once more, and the desk says why; whose it is."""
    row = models.Candidate.objects.get()
    assert (row.state, row.why) == (State.WAITING, why)
    one.open("/screening/desk")
    look(one)
    return one.page.locator("main tbody th a").inner_text().strip()
