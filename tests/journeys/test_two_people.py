"""Two people answer a question about two records, the source confirms it, the person contests it: each step by somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from actors import MakeActor
from asked import NAME, WORDS, Asked, ask
from homeward.access.actions import agreement_make
from homeward.access.facts import Agreement, Category, Purpose, Role
from homeward.review import models
from homeward.review.facts.candidates import State
from sending import press
from visits import LONG_WAYS, Visit

LETTERS = ("en", "ar", "ckb", "kmr")
Somebody = Callable[..., Visit]
Look = Callable[[Visit], str]


@pytest.fixture
def asked(actor: MakeActor) -> Asked:
    """A strong candidate, and a bureau that may be asked."""
    now = timezone.now()
    agreement = Agreement(
        recipient="Invented bureau", title="Invented agreement", basis="An invented law",
        purposes=frozenset({Purpose.SCREENING}), categories=frozenset(Category) - {Category.NEED},
        starts=now - timedelta(days=1), until=now + timedelta(days=9), caveats=("Not to be passed on.",),
    )  # fmt: skip
    agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=agreement)
    return ask(actor, strong=True)


def choose(one: Visit, asked: Asked, finding: str) -> None:
    """Open the candidate with the form of what is found."""
    one.open(f"/screening/candidates/{asked.id}?finding={finding}")


def send(one: Visit) -> None:
    """Send the finding that is being written."""
    press(one, "#finding form button[type=submit]")


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_from_a_question_to_a_finding(somebody: Somebody, look: Look, asked: Asked, width: int, language: str) -> None:
    first = somebody("screening_analyst", width=width, language=language)
    first.open("/")
    assert "#" not in first.page.url
    look(first)
    choose(first, asked, "corroborated")
    look(first)
    page = first.page
    assert page.locator("#finding input:checked").count() == 0  # nothing is chosen beforehand
    page.check("[name=identifiers][value=birth]")
    page.check("[name=identifiers][value=document]")
    page.check("[name=reason][value=several_agree]")
    page.fill("#finding [name=words]", WORDS)
    send(first)
    page.wait_for_url("**/screening/desk**")
    look(first)
    own_finding_is_refused(first, asked)
    second = somebody("second_reviewer", width=width, language=language)
    choose(second, asked, "confirm")
    assert WORDS in look(second)  # whoever confirms has read the first
    second.page.fill("#finding [name=words]", "I looked at both papers myself.")
    send(second)
    second.page.wait_for_url("**/screening/desk**")
    assert asked.row.state == State.SOURCE
    the_source_answers(somebody("ncb_liaison", width=width, language=language), look, asked)
    assert (asked.row.state, asked.row.source_said) == (State.DECIDED, "valid")


def own_finding_is_refused(one: Visit, asked: Asked) -> None:
    """Whoever looked first is offered no confirmation, and refused one that they send all the same."""
    choose(one, asked, "confirm")
    assert one.page.locator("#finding form").count() == 0
    sent = {"words": WORDS, "version": str(asked.row.version)}
    token = one.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value") or ""
    answer = one.page.request.post(
        f"{one.server}/screening/candidates/{asked.id}/say/confirm",
        form=sent | {"csrfmiddlewaretoken": token},
        headers={"Referer": one.page.url},
    )
    assert answer.status == 400
    assert asked.row.state == State.SECOND


def the_source_answers(one: Visit, look: Look, asked: Asked) -> None:
    """A request is drafted, sent, printed and answered."""
    one.open(f"/screening/candidates/{asked.id}")
    assert one.page.locator(f"a[href='/screening/candidates/{asked.id}/ask']").count() == 1
    page = one.page
    one.open("/screening/sources")
    assert NAME.split()[0] in look(one)
    press(one, f"main a[href$='/candidates/{asked.id}/ask']")
    look(one)
    page.select_option("[name=agreement]", index=1)
    page.click("form:has([name=question]) button")
    page.wait_for_url("**/screening/sources/*")
    look(one)
    page.check("[name=caveats]")
    page.click("form[action$='/send'] button")
    page.wait_for_selector("form[action$='/answer']")
    look(one)
    request = models.SourceRequest.objects.get()
    paper = page.request.get(f"{one.server}/screening/sources/{request.id}/package.pdf")
    assert (paper.status, paper.headers["content-type"]) == (200, "application/pdf")
    page.check("[name=answer][value=valid]")
    page.fill("form[action$='/answer'] [name=words]", "In force, and this person.")
    page.fill("[name=answered_on]", timezone.localdate().isoformat())
    page.click("form[action$='/answer'] button")
    page.wait_for_selector("form[action$='/answer']", state="detached")
    look(one)


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_a_contest_is_answered_by_another_and_by_letter(
    somebody: Somebody, look: Look, asked: Asked, width: int, language: str
) -> None:
    analyst = somebody("screening_analyst", width=width, language=language)
    choose(analyst, asked, "insufficient")
    analyst.page.check("[name=reason][value=too_little_listed]")
    analyst.page.fill("#finding [name=words]", WORDS)
    send(analyst)
    analyst.page.wait_for_url("**/screening/desk**")
    manager = somebody("case_manager", width=width, language=language)
    manager.open(f"/persons/{asked.person_id}/contest")
    look(manager)
    manager.page.fill("[name=words]", "That is not me, and I was never there.")
    manager.page.select_option("select[name=language]", "ar")
    manager.page.click("form:has([name=words]) button")
    manager.page.wait_for_url("**/screening/contests/*")
    assert WORDS not in look(manager)  # whoever takes it in learns nothing of the finding
    assert manager.page.locator("[name=outcome]").count() == 0
    officer = somebody("redress_officer", width=width, language=language)
    officer.open("/screening/contests")
    look(officer)
    officer.page.click("tbody a")
    officer.page.wait_for_url("**/screening/contests/*")
    assert WORDS in look(officer)
    officer.page.check("[name=outcome][value=reopened]")
    officer.page.fill("[name=answer]", "نظر آخرون في السجلين.")
    officer.page.click("form:has([name=answer]) button")
    officer.page.wait_for_selector("article.receipt[dir=rtl]")
    look(officer)
    assert asked.row.state == State.WAITING
    contest = models.Contest.objects.get()
    for letter in LETTERS:
        models.Contest.objects.filter(id=contest.id).update(language=letter)
        paper = officer.page.request.get(f"{officer.server}/screening/contests/{contest.id}/letter.pdf")
        words = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.body())).pages)
        assert contest.number in words
        assert "آخرون" in words


def test_how_well_it_goes(somebody: Somebody, look: Look, asked: Asked) -> None:
    watcher = somebody("data_protection_officer")
    watcher.open("/screening/quality")
    look(watcher)
    watcher.page.fill("[name=number]", "3")
    watcher.page.click("form:has([name=number]) button")
    watcher.page.wait_for_url("**/screening/quality")
    look(watcher)
    assert models.Planted.objects.count() == 1  # of the two entries, one says enough to be resembled
