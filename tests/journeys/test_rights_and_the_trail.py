"""What somebody is owed: a receipt in their language, a request that another person decides, a trail that shows who looked."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from django.utils import translation
from drafts import person
from pypdf import PdfReader

from actors import MakeActor
from homeward.access.facts import EventKind
from homeward.access.models import Event
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.values import Sex
from homeward.registry.models import Person
from homeward.web.trail_words import told_what
from sending import press
from visits import WAYS, Visit

NAME = "سلمى ياسين نوري"


@pytest.fixture
def her(actor: MakeActor, site: UUID) -> UUID:
    """A woman whom a clerk registered."""
    return person_register(actor("registration_clerk", site), person(site, NAME, born="1990", sex=Sex.FEMALE))


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_her_receipt_as_a_page_and_on_paper_in_arabic(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], her: UUID, site: UUID, width: int, language: str
) -> None:
    one = somebody("registration_clerk", site, width=width, language=language)
    page, number = one.page, Person.objects.get(pk=her).number
    one.open(f"/persons/{her}")
    look(one)
    page.click(f"main a[href='/persons/{her}/receipt']")
    page.wait_for_url("**/receipt")
    look(one)
    page.click(".tabs a[lang=ar]")
    page.wait_for_url("**language=ar")
    text = look(one)
    assert page.locator("article.receipt").get_attribute("dir") == "rtl"
    assert NAME in text and number in text and page.locator("article svg").count() == 1
    paper = page.request.get(f"{one.server}/persons/{her}/receipt.pdf?language=ar")
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
    words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.body())).pages)
    assert number in words
    letters = {"letters": sum("\u0600" <= sign <= "\u06ff" for sign in words)}
    assert letters["letters"] > 200  # Arabic as letters that can be read and searched, not as boxes
    assert all(part in words for part in NAME.split())
    one.open(f"/p/{number}")  # what the square code leads to
    assert page.url.endswith(f"/persons/{her}")


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_a_request_is_taken_in_by_one_and_decided_by_another(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], her: UUID, site: UUID, width: int, language: str
) -> None:
    clerk = somebody("registration_clerk", site, width=width, language=language)
    page = clerk.page
    clerk.open(f"/persons/{her}")
    press(clerk, "a[href$='/request']")
    look(clerk)
    page.select_option("[name=kind]", "correction")
    page.fill("[name=words]", "I was born two years later.")
    page.click("form:has([name=words]) button")
    page.wait_for_url("**/requests/*")
    look(clerk)
    assert page.locator("[name=outcome]").count() == 0  # who took it in does not decide it
    officer = somebody("redress_officer", width=width, language=language)
    desk = officer.page
    officer.open("/")
    look(officer)
    press(officer, "main a[href='/requests']")
    look(officer)
    desk.click("tbody a")
    desk.wait_for_url("**/requests/*")
    press(officer, "form[action$='/take'] button")
    look(officer)
    assert desk.locator("[name=outcome]:checked").count() == 0
    desk.check("[name=outcome][value=granted]")
    desk.fill("[name=reason]", "Her mother's papers say the same.")
    press(officer, "form:has([name=outcome]) button")
    assert "Her mother's papers say the same." in look(officer)
    page.reload()
    assert "Her mother's papers say the same." in look(clerk)


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_an_officer_reads_who_opened_a_file(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], her: UUID, site: UUID, width: int, language: str
) -> None:
    reader = somebody("registration_clerk", site, language=language)
    reader.open(f"/persons/{her}")
    who = reader.page.inner_text("header .who")
    officer = somebody("data_protection_officer", width=width, language=language)
    page, number = officer.page, Person.objects.get(pk=her).number
    officer.open("/trail")
    look(officer)
    page.fill("[name=person]", number)
    page.select_option("[name=kind]", "read")
    page.press("[name=person]", "Enter")
    page.wait_for_url("**/trail?*")
    look(officer)
    rows = page.locator("tbody tr").all_inner_texts()
    assert rows and all(number in row for row in rows)
    assert [row for row in rows if who in row]
    officer.open(f"/persons/{her}")
    look(officer)
    assert who in page.inner_text("aside")
    assert Event.objects.filter(kind="read", what__startswith="trail").exists()  # that the trail was read is in it


@pytest.mark.parametrize(("width", "language"), WAYS)
def test_without_the_role_there_is_a_clear_refusal_and_the_trail_shows_it(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], her: UUID, site: UUID, width: int, language: str
) -> None:
    one = somebody("auditor", width=width, language=language)
    who = one.page.inner_text("header .who") if one.open("/").ok else ""
    answer = one.open("/persons/register")
    assert answer.status == 403
    text = look(one)
    assert one.page.locator("main a[href='/purpose']").count() == 1  # what to do next
    assert answer.headers["x-request-id"] in text
    answer = one.open(f"/persons/{her}")
    assert answer.status in (403, 404) and NAME not in look(one)
    one.open("/trail?kind=denied")
    look(one)
    with translation.override(language):
        refused = str(told_what(EventKind.DENIED, "person.write"))
    assert [row for row in one.page.locator("tbody tr").all_inner_texts() if who in row and refused in row]
