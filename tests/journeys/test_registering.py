"""A clerk registers a mother and a child without papers, who declines a question; and finds her again, however she is written."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page

from homeward.access.models import Event
from sending import press
from visits import DESKTOP, PHONE, WAYS, Visit

MOTHER, CHILD = "سلمى ياسين نوري", "هناء عمر سالم"
SPELLINGS = {"Arabic": "سلمى ياسين", "Latin": "Salma Yassin", "Kurmanji": "Selma Yasîn", "Cyrillic": "Сальма Ясин"}
LEFT = {"father": "declined", "mother": "unknown", "paper": "not_applicable"}


def fill(page: Page, number: int, name: str, sex: str, born: str, **left: str) -> None:
    """Type one person's answers; `left` are the questions without one."""
    person = f"person-{number}"
    page.fill(f"[name={person}-name]", name)
    page.select_option(f"[name={person}-sex_value]", sex)
    page.fill(f"[name={person}-born_value]", born)
    page.select_option(f"[name={person}-nationality_value]", "iq")
    for question, reason in left.items():
        page.check(f"[name={person}-{question}_state][value={reason}]")


def family(one: Visit) -> None:
    """Type the mother, ask for one more, type the child."""
    page = one.page
    fill(page, 0, MOTHER, "female", "1990", **LEFT)
    page.fill("[name=place-tent]", "3-14")
    press(one, "button[name=more]")
    assert page.input_value("[name=person-0-name]") == MOTHER
    assert page.is_checked("[name=person-0-father_state][value=declined]")
    fill(page, 1, CHILD, "female", "4 years", **LEFT)


@pytest.mark.parametrize(
    ("width", "language"),
    [*WAYS, *(pytest.param(*way, marks=pytest.mark.slow) for way in ((DESKTOP, "ar"), (PHONE, "en")))],
)
def test_a_mother_and_a_child_without_papers(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], site: UUID, width: int, language: str
) -> None:
    one = somebody("registration_clerk", site, width=width, language=language)
    page = one.page
    one.open("/persons/register")
    look(one)
    family(one)
    look(one)
    page.click("button[name=save]")
    page.wait_for_url("**/households/*")
    text = look(one)
    assert MOTHER in text and CHILD in text
    page.locator("tbody th").get_by_role("link", name=CHILD).first.click()
    page.wait_for_url("**/persons/*")
    text = look(one)
    assert MOTHER in text  # who is with the child
    with translation.override(language):
        assert gettext("declined") in text
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_what_is_wrong_is_said_at_its_place_and_nothing_typed_is_lost(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], site: UUID, width: int, language: str
) -> None:
    one = somebody("registration_clerk", site, width=width, language=language)
    one.open("/persons/register")
    fill(one.page, 0, MOTHER, "female", "soon", father="declined")
    press(one, "button[name=save]")
    look(one)
    assert one.page.locator("#id_person-0-born.wrong, .wrong:has([name=person-0-born_value])").count()
    assert one.page.input_value("[name=person-0-born_value]") == "soon"
    assert one.page.input_value("[name=person-0-name]") == MOTHER
    assert one.page.is_checked("[name=person-0-father_state][value=declined]")


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_the_same_person_in_four_spellings(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], site: UUID, width: int, language: str
) -> None:
    one = somebody("registration_clerk", site, width=width, language=language)
    page = one.page
    one.open("/persons/register")
    family(one)
    page.click("button[name=save]")
    page.wait_for_url("**/households/*")
    before = Event.objects.filter(kind="search").count()  # while registering, records that look alike were looked up
    for written in SPELLINGS.values():
        one.open("/persons")
        page.fill("#q", written)
        page.press("#q", "Enter")
        page.wait_for_url("**/persons?*")
        assert [text for text in page.locator("tbody th").all_inner_texts() if MOTHER in text], written
        look(one)
    assert Event.objects.filter(kind="search").count() - before == len(SPELLINGS)
    assert not Event.objects.filter(detail__icontains="yas").exists()  # what was typed is not in the trail


@pytest.mark.parametrize("language", ["en", "ar"])
def test_who_may_be_registered_already_is_shown_before_anything_is_saved(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], site: UUID, language: str
) -> None:
    one = somebody("registration_clerk", site, language=language)
    page = one.page
    for _ in range(2):
        one.open("/persons/register")
        fill(page, 0, MOTHER, "female", "4/3/1990", **LEFT)
        press(one, "button[name=save]")
    look(one)
    assert page.locator("[name=confirmed]").count() == 1
    assert page.input_value("[name=person-0-name]") == MOTHER
    page.click("button[name=save]")
    page.wait_for_url("**/households/*")


def test_a_family_without_scripts(somebody: Callable[..., Visit], site: UUID) -> None:
    one = somebody("registration_clerk", site, scripts=False)
    one.open("/persons/register")
    family(one)
    one.page.click("button[name=save]")
    one.page.wait_for_url("**/households/*")
    assert CHILD in one.page.inner_text("main")


def test_a_person_with_the_keyboard_alone(somebody: Callable[..., Visit], site: UUID) -> None:
    """Tab, letters, arrows, space and Enter: from the first page to the saved family, and to the file by a search."""
    one = somebody("registration_clerk", site)
    page, keys = one.page, one.page.keyboard
    one.open("/")
    to(page, "nav.nav a[href='/persons']")
    keys.press("Enter")
    page.wait_for_url("**/persons")
    to(page, "main a[href='/persons/register']")
    keys.press("Enter")
    page.wait_for_url("**/register")
    to(page, "[name=person-0-name]")
    keys.type(MOTHER)
    for question, answer in (("sex", "f"), ("born", "1990"), ("nationality", "Iraq")):
        to(page, f"[name=person-0-{question}_value]")
        keys.type(answer)
    for question in ("father", "mother", "paper"):
        to(page, f"[name=person-0-{question}_state]")
        keys.press("ArrowDown")  # from `as written here` to `unknown`
    to(page, "button[name=save]")
    keys.press("Enter")
    page.wait_for_url("**/households/*")
    keys.press("/") if page.locator("#q").count() else one.open("/persons")
    page.locator("#q").focus()
    keys.type(SPELLINGS["Latin"])
    keys.press("Enter")
    page.wait_for_url("**/persons?*")
    to(page, "tbody th a")
    keys.press("Enter")
    page.wait_for_url("**/persons/*")
    assert MOTHER in page.inner_text("h1")


def to(page: Page, selector: str, most: int = 200) -> None:
    """Press Tab until the focus is there; what is in focus can be seen to be."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            seen = "() => getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(seen) != "none", selector
            return
    pytest.fail(f"the keyboard does not come to {selector}")
