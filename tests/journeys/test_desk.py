"""A candidate is taken, compared, commented on and handed over; the keyboard is enough, and so is a page without scripts."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from drafts import person

from actors import MakeActor
from desk_rows import at_desk, un_list
from homeward.access.facts import Actor, Role
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.values import Sex
from homeward.review import models
from homeward.review.facts.candidates import Desk
from sending import press
from visits import DESKTOP, PHONE, WAYS, Visit

ARABIC, LATIN = "موسى عبدالله عبدالله الأفندي", "Musa Abdullah Abdullah al-Afandi"
COMMENT = "I asked the registration team for the family booklet."


@pytest.fixture
def analyst(actor: MakeActor) -> Actor:
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def rows(analyst: Actor, actor: MakeActor, site: UUID) -> list[models.Candidate]:
    """Two people who share a name with an entry; the first, strong one shares more."""
    clerk, listed = actor("registration_clerk", site), un_list(analyst)
    drafts = (
        person(site, ARABIC, born="1963", sex=Sex.MALE, romanised=LATIN, country="sy"),
        person(site, "Musa Abdullah al-Afandi", born="1990", sex=Sex.MALE),
    )
    ids = [person_register(clerk, draft) for draft in drafts]
    return [at_desk(analyst, id, listed, "ZZi.003", strong=place == 0) for place, id in enumerate(ids)]


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_taken_compared_commented_on_and_handed_over(
    somebody: Callable[..., Visit],
    look: Callable[[Visit], str],
    rows: list[models.Candidate],
    analyst: Actor,
    width: int,
    language: str,
) -> None:
    one = somebody("screening_analyst", width=width, language=language)
    page = one.page
    one.open("/screening/desk")
    assert LATIN in look(one)
    assert page.locator("[data-rows] tbody tr").count() == 2
    page.click("form[action='/screening/desk/next'] button")  # the strong one, which nobody took
    page.wait_for_url(f"**/screening/candidates/{rows[0].id}*")
    text = look(one)
    assert ARABIC in text and LATIN in text and "ZZi.003" in text
    assert page.locator(".joints path.agrees").count() == 4  # every part of the two names met
    assert page.locator(".waterfall tbody tr").count() >= 10
    assert page.locator("main [type=radio]:checked, main [type=checkbox]:checked").count() == 0
    page.click("details.source summary")
    assert "<REFERENCE_NUMBER>ZZi.003" in page.inner_text("details.source pre")

    page.fill("[name=note-words]", COMMENT)
    page.click("form[action$='/notes'] button")
    page.wait_for_url("**#notes")
    assert COMMENT in page.inner_text("#notes")

    press(one, "form[action$='/hand-over'] button")  # without saying to whom
    assert page.locator("#hand-over .error").count() == 2
    look(one)
    page.select_option("[name=over-to]", str(analyst.user_id))
    page.fill("[name=over-words]", "The mother's name is left to compare.")
    page.click("form[action$='/hand-over'] button")
    page.wait_for_url("**/screening/desk*")
    assert models.Candidate.objects.get(id=rows[0].id).claimed_by == analyst.user_id
    assert analyst.username in look(one)


@pytest.mark.parametrize("finding", ["different", "insufficient", "possible", "corroborated"])
def test_each_finding_has_its_own_form_with_nothing_chosen(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], rows: list[models.Candidate], finding: str
) -> None:
    one = somebody("screening_analyst")
    page = one.page
    one.open(f"/screening/candidates/{rows[0].id}")
    page.click(f".page-head a[href*='finding={finding}']")
    page.wait_for_url(f"**finding={finding}*")
    look(one)
    assert page.locator("#finding [name=words]").count() == 1
    assert page.locator("#finding [name=wanted]").count() == (finding == "possible")
    assert (page.locator("#finding [name=identifiers]").count() > 1) == (finding == "corroborated")
    assert page.locator("#finding :checked:not(option)").count() == 0


def test_the_keyboard_is_enough(somebody: Callable[..., Visit], rows: list[models.Candidate]) -> None:
    one = somebody("screening_analyst")
    page = one.page
    one.open("/screening/desk")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('form').classList.contains('filters')")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/screening/candidates/*")
    first = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda url: "/screening/candidates/" in url and url != first)
    page.keyboard.press("p")
    page.wait_for_url(first)
    page.keyboard.press("u")
    page.wait_for_url("**/screening/desk*")


def test_without_scripts(somebody: Callable[..., Visit], rows: list[models.Candidate]) -> None:
    one = somebody("screening_analyst", scripts=False)
    page = one.page
    one.open("/screening/desk")
    page.select_option("[name=strength]", "strong")
    page.click("form.filters button")
    page.wait_for_url("**strength=strong*")
    assert page.locator("[data-rows] tbody tr").count() == 1
    page.click("[data-rows] tbody th a")
    page.wait_for_url("**/screening/candidates/*strength=strong*")
    press(one, "form[action$='/take'] button")
    page.wait_for_url("**/screening/candidates/*strength=strong*")
    assert models.Candidate.objects.get(id=rows[0].id).claimed_by is not None


def test_a_childs_candidate_is_seen_by_a_specialist_alone(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], rows: list[models.Candidate]
) -> None:
    models.Candidate.objects.filter(id=rows[1].id).update(desk=Desk.CHILD)
    analyst = somebody("screening_analyst")
    assert analyst.open(f"/screening/candidates/{rows[1].id}").status == 404
    specialist = somebody("child_protection_specialist", language="ckb")
    specialist.open("/screening/desk")
    look(specialist)
    specialist.page.click(".tabs a[href*='desk=child']")
    specialist.page.wait_for_url("**desk=child*")
    specialist.page.click("[data-rows] tbody th a")
    specialist.page.wait_for_url(f"**/screening/candidates/{rows[1].id}*")
    assert "ZZi.003" in look(specialist)


@pytest.mark.parametrize(("language", "width"), [("ckb", DESKTOP), ("kmr", PHONE)])
def test_in_the_dark(
    somebody: Callable[..., Visit],
    look: Callable[[Visit], str],
    rows: list[models.Candidate],
    language: str,
    width: int,
) -> None:
    one = somebody("screening_analyst", language=language, width=width, dark=True)
    for path in (
        "/screening/desk",
        f"/screening/candidates/{rows[0].id}",
        f"/screening/candidates/{rows[1].id}?finding=possible",
    ):
        one.open(path)
        look(one)
