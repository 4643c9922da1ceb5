"""A man is asked about before a court, by two people, with what speaks for him; he is acquitted, told so, and at home again.

Whoever works with his case learns nothing of it, before, meanwhile and after; nothing that he receives waits for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.urls import reverse
from pypdf import PdfReader

from actors import MakeActor
from clicked import (
    COORDINATOR,
    HOME,
    MANAGER,
    WORKER,
    Crew,
    decide,
    decided,
    examined,
    home_judged,
    looked_at,
    planned,
    step,
)
from homes import site
from homeward.access.facts import Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.cases import case_open
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.justice import Question
from homeward.pathway.rules.justice import ANSWERS, FOR_A_CHILD
from justice import ACT, NAME, Track, track
from sending import press, send
from visits import LONG_WAYS, Visit
from walked import a_pack, walk

TOLD = re.compile(r"\b(court|acquitt\w*|justice|referred to|prosecutor)\b|محكمة|العدالة", re.IGNORECASE)


@pytest.fixture
def man(actor: MakeActor) -> Track:
    """A man of forty."""
    return track(actor)


@pytest.fixture
def case(actor: MakeActor, man: Track) -> UUID:
    """His case, after he was received."""
    a_pack()
    coordinator = actor(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN)
    ids = case_open(coordinator, person_ids=[man.person], pack_key=a_pack().key)
    walk(ids, Stage.REHABILITATION)
    return ids[0]


@pytest.fixture
def home(actor: MakeActor) -> UUID:
    """Where he wants to live."""
    return site(actor, "Invented district")


def register(one: Visit, look: Callable[[Visit], str], site: UUID, path: Path, kind: str, what: str) -> UUID:
    """Register an item of evidence, and its id."""
    one.open("/evidence/new")
    look(one)
    send(
        one, kind=kind, description=what, source="An office of the town", collected_by="An officer", collected_where="A town",
        collected_on="11/2017", obtained="untainted", obtained_words="Found in a drawer; nobody was asked.", keeping="here",
        content=str(path), site=str(site),
    )  # fmt: skip
    look(one)
    return UUID(one.page.url.rsplit("/", 1)[1])


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_a_man_is_referred_acquitted_and_at_home_again(
    somebody: Callable[..., Visit],
    look: Callable[[Visit], str],
    man: Track,
    case: UUID,
    home: UUID,
    tmp_path: Path,
    width: int,
    language: str,
) -> None:
    liaison = somebody(Role.JUDICIAL_LIAISON, width=width, language=language)
    second = somebody(Role.JUDICIAL_LIAISON, width=width, language=language)
    manager = somebody(Role.CASE_MANAGER, purpose=Purpose.REINTEGRATION, width=width, language=language)

    def nothing_told(stage: Stage) -> None:
        """Whoever works with his case sees where it stands, and nothing else of this."""
        for address in (f"/cases/{case}", f"/persons/{man.person}"):
            assert manager.open(address).status == 200
            assert TOLD.findall(look(manager)) == [], address
        assert models.Case.objects.get(id=case).stage == stage
        assert manager.open(f"/persons/{man.person}/justice").status == 403

    nothing_told(Stage.REHABILITATION)
    liaison.open(f"/persons/{man.person}")
    liaison.page.click(f"main a[href='/persons/{man.person}/justice']")
    liaison.page.wait_for_url(f"**/justice/{man.file}")
    look(liaison)
    (tmp_path / "list.txt").write_text("A pay list.")
    (tmp_path / "clinic.txt").write_text("A register of a hospital.")
    against = register(liaison, look, man.site, tmp_path / "list.txt", "document", "A pay list, four pages")
    favours = register(liaison, look, man.site, tmp_path / "clinic.txt", "official_record", "A register of a hospital")

    liaison.open(f"/justice/{man.file}/question")
    look(liaison)
    send(liaison, act=ACT, day="6/2015", authority="Invented court")
    referral = models.CourtReferral.objects.get()
    at = f"/justice/{man.file}/questions/{referral.id}"
    for question in Question:
        if question not in FOR_A_CHILD:
            liaison.open(f"{at}/answer?question={question}")
            good = next(answer for answer, goes in ANSWERS[question].items() if goes)
            send(liaison, answer=good.value, words="Asked of the court in writing.", source="Its letter of March")
    for item, speaks, words in (
        (against, "shows", "His name stands in it as a driver."), (favours, "favours", "He lay in a hospital all that summer."),
    ):  # fmt: skip
        liaison.open(f"{at}/exhibit")
        look(liaison)
        send(liaison, item=str(item), speaks=speaks, words=words)
    assert liaison.page.locator(f"main a[href='{at}/propose']").count() == 0  # what speaks for him was not read
    for one in (liaison, second):
        one.open(f"/justice/{man.file}")
        with one.page.expect_navigation():
            press(one, f"main form[action='{at}/read/{favours}'] button")
        look(one)
    liaison.page.click(f"main a[href='{at}/propose']")
    liaison.page.wait_for_url("**/propose")
    send(liaison, words="A court should look into this one act.")
    nothing_told(Stage.REHABILITATION)

    assert liaison.page.locator(f"main a[href='{at}/confirm']").count() == 0
    second.open(f"/justice/{man.file}")
    second.page.click(f"main a[href='{at}/confirm']")
    second.page.wait_for_url("**/confirm")
    look(second)
    send(second, words="I read all of it, and agree.")
    liaison.open(f"{at}/court")
    look(liaison)
    send(
        liaison,
        kind="hearing",
        court="Invented court",
        day="3/2025",
        words="He was heard, with counsel and an interpreter.",
    )
    liaison.open(f"{at}/move?to=acquitted")
    look(liaison)
    send(liaison, words="He was in a hospital all that summer.", authority="Invented court", day="2/11/2025")
    look(liaison)
    assert models.CourtReferral.objects.get().state == "acquitted"

    paper = liaison.page.request.get(f"{liaison.server}{at}/letter.pdf?language={language}")
    told = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(paper.body())).pages)
    assert paper.status == 200 and man.row.number in told and all(part in told for part in NAME.split())

    at_home(Crew(somebody, look, width=width, language=language), case, home)  # his way home did not wait for any of it
    nothing_told(Stage.FOLLOW_UP)


def at_home(crew: Crew, case: UUID, home: UUID) -> None:
    """His plan, where he goes, what is asked before he returns, and the return that two people decide."""
    manager, carer = crew.at(MANAGER), crew.at(MANAGER, HOME)
    planned(crew, [case])
    step(crew, carer, [case], Stage.RETURN_READINESS)
    crew.open_case(manager, case)
    crew.follow(manager, reverse("case_way", args=[case]))
    send(manager, home_site=str(home))
    home_judged(crew, home)
    for opened in (decided, looked_at, examined):
        opened(crew, [case])
    decide(crew, [case], Stage.RETURNED, crew.at(COORDINATOR), manager)
    step(crew, crew.at(WORKER, HOME), [case], Stage.FOLLOW_UP)
