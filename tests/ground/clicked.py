"""What opens the gates of a household, pressed on pages by whoever may: led there by their own work, or by the page of a case.

Comes in: people at browsers, and a party. Goes out: gates that are open. An address is written by hand only for a case's own page and for
my work; from there on a link of the page is followed, so a dead end fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.db import connection
from django.urls import resolve, reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Locator

from homeward.access.facts import Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.following import follow
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.invented.party import Party
from homeward.web.words import word
from sending import press, send
from visits import Visit

WORDS: Final = "What was heard and seen, in a sentence."
MOST: Final = 40  # things of one kind that wait for somebody
TALK: Final = {"language": "ar", "interpreter": "no", "alone": "yes"}
# What is asked of Iraq's process, who writes it down, and the answer that settles it.
HOME: Final = Purpose.REINTEGRATION
COORDINATOR, MANAGER, WORKER = Role.REPATRIATION_COORDINATOR, Role.CASE_MANAGER, Role.REINTEGRATION_WORKER
ASKED_FIRST: Final = {"civil_register", "security_vetting", "convoy_agreed"}
ITEMS: Final = {
    "registration": (MANAGER, "registered"),
    "civil_register": (COORDINATOR, "entry_found"),
    "security_vetting": (COORDINATOR, "no_objection"),
    "convoy_agreed": (COORDINATOR, "agreed"),
    "family_informed": (MANAGER, "told"),
    "centre_intake": (MANAGER, "settled_in"),
    "civil_documents": (MANAGER, "issued"),
    "mhpss": (MANAGER, "taken_up"),
    "health": (MANAGER, "taken_up"),
    "education": (MANAGER, "attends"),
    "livelihoods": (WORKER, "declined"),
    "family_contact": (MANAGER, "in_touch"),
    "visit": (MANAGER, "welcome"),
    "home_named": (WORKER, "origin"),
    "tribal_leaders": (WORKER, "none_there"),
    "peace_committee": (WORKER, "agreed"),
    "local_council": (WORKER, "agreed"),
}


class Crew:
    """Those who work on a way, each at a browser of their own. Every kind of page is looked at once as each of them."""

    def __init__(self, somebody: Callable[..., Visit], look: Callable[[Visit], str], **usual: object) -> None:
        self._somebody, self._look, self._usual = somebody, look, usual
        self._people: dict[tuple[object, ...], Visit] = {}
        self._seen: set[tuple[object, ...]] = set()

    def at(self, role: Role, purpose: Purpose = Purpose.RETURN, which: int = 1, **named: object) -> Visit:
        """Somebody of a role; another `which`, another person."""
        key = (role, purpose, which, *named.values())
        if key not in self._people:
            self._people[key] = self._somebody(role, purpose=purpose, **(self._usual | named))
        return self._people[key]

    def next_shift(self) -> None:
        """Time went by: everybody signs in anew."""
        self._people.clear()

    def see(self, one: Visit) -> None:
        """Look at the page that is open, where nobody looked at its kind yet."""
        key = (
            resolve(urlsplit(one.page.url).path).url_name,
            one.page.viewport_size and one.page.viewport_size["width"],
        )
        if key not in self._seen:
            self._seen.add(key)
            self._look(one)

    def follow(self, one: Visit, href: str) -> None:
        """Follow a link of the page that is open, and see where it leads."""
        press(one, f"main a[href='{href}']")
        self.see(one)

    def open_case(self, one: Visit, case_id: UUID) -> None:
        one.open(reverse("case", args=[case_id]))
        self.see(one)


def said(one: Visit, text: str, **filled: object) -> str:
    """A sentence as the page that is open says it, in its language."""
    with translation.override(str(one.page.evaluate("document.documentElement.lang"))):
        return gettext(text) % {
            name: word(value) if isinstance(value, Gate) else value for name, value in filled.items()
        }


def a_minute() -> None:
    """A minute passes: what was written of people settles their cases, as the worker does it by the clock."""
    follow()
    connection.close()


def led(crew: Crew, one: Visit, gate: Gate, do: Callable[[Visit], None]) -> int:
    """Do what waits, one after the other, as my work leads to it. How often it was done."""
    for done in range(MOST):
        a_minute()
        one.open("/")
        crew.see(one)
        row = _waiting(one, gate)
        if not row.count():
            return done
        with one.page.expect_navigation():
            row.first.locator("a.button").click()
        crew.see(one)
        do(one)
    raise AssertionError(f"There is no end to: {gate}")


def verified(crew: Crew, one: Visit, what: str) -> None:
    """In the file that is open, say that a claim is verified, and by what."""
    link = one.page.locator("main dd a[href$='/verify']", has_text=what).first
    with one.page.expect_navigation():
        link.click()
    crew.see(one)
    send(one, verification="verified", source="official_record", note="Seen in the family's register of 2011.")


def identified(crew: Crew) -> int:
    """Who they are: checked by an identity officer, from their own work. Of how many."""
    officer = crew.at(Role.IDENTITY_OFFICER, Purpose.IDENTITY)
    return led(crew, officer, Gate.IDENTITY, lambda one: verified(crew, one, "Verify full name"))


def of_a_country(crew: Crew) -> int:
    """Of which country they are: checked by its authority, from their own work. Of how many."""
    authority = crew.at(Role.NATIONALITY_AUTHORITY, Purpose.IDENTITY)
    return led(crew, authority, Gate.NATIONALITY, lambda one: verified(crew, one, "Verify nationality"))


def compared(crew: Crew, work: Callable[[], None]) -> None:
    """The analyst is led to somebody's standing in the lists, and asks for a run for everybody."""
    analyst = crew.at(Role.SCREENING_ANALYST, Purpose.SCREENING)

    def ask(one: Visit) -> None:
        one.open(reverse("runs"))
        crew.follow(one, reverse("run_new"))
        send(one, scope="everyone")
        crew.see(one)
        work()

    once(crew, analyst, Gate.SCREENING, ask)


def decided(crew: Crew, cases: Sequence[UUID]) -> None:
    """Each is asked whether they want to go; a child is heard, and who cares for them decides."""

    def write(one: Visit) -> None:
        told = {"explained": WORDS, "explained_by": "A lawyer", "says": "yes", "words": "أريد أن أعود إلى بيتنا."}
        if one.page.locator("main [name=carer]").count():
            told |= {"basis": "child_and_carer", "carer": "Whoever cares for the child", "carer_says": "yes"}
        else:
            told |= {"basis": "own_decision"}
        send(one, **TALK, **told)

    assert led(crew, crew.at(MANAGER), Gate.VOLUNTARINESS, write) == len(cases)


def looked_at(crew: Crew, cases: Sequence[UUID]) -> None:
    """Where they go is assessed by one case manager; my work leads another one to read it."""
    first = crew.at(MANAGER)
    for case in cases:
        crew.open_case(first, case)
        crew.follow(first, reverse("paper_non_refoulement", args=[case]))
        asked = first.page.eval_on_selector_all(
            "main form [name$=_sources]", "all => all.map(one => one.name.replace('_sources', ''))"
        )
        told = dict.fromkeys(asked, "nothing_found")
        told |= {f"{name}_words": WORDS for name in asked} | {
            f"{name}_sources": "The report of this year" for name in asked
        }
        send(first, **TALK, **told, conclusion="no_bar", words=WORDS)
        assert len(asked) == 5

    def read(one: Visit) -> None:
        press(one, "main .notice a[href^='/cases/papers/']")
        crew.see(one)
        send(one, agrees="yes", words="Read again with the sources.")

    assert led(crew, crew.at(MANAGER, which=2), Gate.NON_REFOULEMENT, read) == len(cases)


def heard(crew: Crew, party: Party) -> None:
    """Each child's best interests are assessed; of one alone a panel determines them, and a third person signs."""
    purpose = Purpose.PROTECTION
    first, second, third = (crew.at(Role.CHILD_PROTECTION_SPECIALIST, purpose, which) for which in (1, 2, 3))
    words = ("views", "carers", "siblings", "safety", "health", "education", "identity", "recommendation")
    for child in sorted(party.children):
        crew.open_case(first, party.case_of[child])
        crew.follow(first, reverse("interests_new", args=[party.case_of[child]]))
        for box in first.page.locator("main [name=with_ids]").all():
            box.check()
        if child in party.alone:
            first.page.check("main [name=asks_panel]")
        send(first, **TALK, about="return", heard="heard", outcome="in_their_interests", **dict.fromkeys(words, WORDS))
        crew.see(first)

    def determine(one: Visit) -> None:
        press(one, "main .notice a[href^='/children/best-interests/']")
        crew.see(one)
        press(one, "main a[href$='/panel']")
        crew.see(one)
        for number, function in enumerate(("child_protection", "social_welfare", "education")):
            one.page.select_option(f"[name=form-{number}-function]", function)
            one.page.fill(f"[name=form-{number}-name]", f"Person {number}")
        send(one, outcome="in_their_interests", reasons=WORDS, review_on=day(90))
        crew.see(one)

    def sign(one: Visit) -> None:
        press(one, "main .notice a[href^='/children/determinations/']")
        crew.see(one)
        send(one, agrees="yes")

    once(crew, second, Gate.BEST_INTERESTS, determine)
    assert led(crew, third, Gate.BEST_INTERESTS, sign) == 1


def _waiting(one: Visit, gate: Gate) -> Locator:
    return one.page.locator("main tr", has_text=said(one, "Waits for: %(gate)s", gate=gate))


def once(crew: Crew, one: Visit, gate: Gate, do: Callable[[Visit], None]) -> None:
    """Do what waits once, as my work leads to it: what others have to add keeps it there."""
    a_minute()
    one.open("/")
    with one.page.expect_navigation():
        _waiting(one, gate).first.locator("a.button").click()
    crew.see(one)
    do(one)


def examined(crew: Crew, cases: Sequence[UUID]) -> None:
    """A clinician saw each of them; one goes under conditions, which the escort is told."""
    conditions = iter(["", "Sits in front; carries their own medicine.", *[""] * 9])

    def write(one: Visit) -> None:
        escort = next(conditions)
        outcome = "with_conditions" if escort else "fit"
        send(one, **TALK, clinician="An invented doctor", function="doctor of the camp", outcome=outcome, escort=escort)

    assert led(crew, crew.at(MANAGER), Gate.MEDICAL_FITNESS, write) == len(cases)


def asked_for(crew: Crew, cases: Sequence[UUID], *roles: Role) -> None:
    """Whatever the country's process asks for by now, asked and answered on each case by whoever does it."""
    made = 0
    for role in roles:
        one = crew.at(role, HOME if role is WORKER else Purpose.RETURN)
        for case in cases:
            crew.open_case(one, case)
            while item := _next_item(one, role):
                crew.follow(one, reverse("milestone", args=[case, item]))
                _record(one, item)
                made += 1
    assert made >= len(roles)


def _next_item(one: Visit, role: Role) -> str:
    """The first thing that is needed by now and that a role sees to."""
    links = one.page.eval_on_selector_all(
        "#journey .work-list a[href*='/process/']",
        "all => all.filter(one => !one.closest('details')).map(one => one.getAttribute('href').split('/').pop())",
    )
    return next((item for item in links if ITEMS.get(item, ("", ""))[0] is role), "")


def _record(one: Visit, item: str) -> None:
    """Write an entry down: that an authority was asked, and then what it answered."""
    before = one.page.locator("main section li").count()
    said = "asked" if item in ASKED_FIRST and not before else ITEMS[item][1]
    one.page.check(f"main form [name=said][value={said}]")
    if said != "asked" and one.page.locator("main form [name=reference]").count():
        one.page.fill("main form [name=reference]", "Letter 14 of this week")
    one.page.fill("main form [name=words]", "قالوا: كان ذلك جيداً.")
    press(one)
    assert "#journey" in one.page.url, one.page.inner_text("main")


def planned(crew: Crew, cases: Sequence[UUID]) -> None:
    """A plan with each of them, in their words; then it is gone through with them."""
    for case in cases:
        one = crew.at(MANAGER, HOME)
        crew.open_case(one, case)
        crew.follow(one, reverse("case_plan", args=[case]))
        crew.follow(one, reverse("plan_edit", args=[case]))
        send(
            one, own_words="أريد أن أعمل وأن يذهب أولادي إلى المدرسة.", language="ar", review_on=day(60),
            goal_1="School from the first week.", ours_1="We ask the office.", theirs_1="I go there once a week.",
        )  # fmt: skip
        press(one, "main a[href^='/plans/'][href$='/say']")
        crew.see(one)
        if one.page.locator("main [name=carer]").count():
            one.page.fill("main [name=carer]", "Whoever cares for the child, and agrees")
        send(one, agreement="agrees", language="ar")


def needed(crew: Crew, case: UUID) -> None:
    """Somebody says what they need, for which there is nothing where they go."""
    one = crew.at(MANAGER, HOME)
    crew.open_case(one, case)
    crew.follow(one, reverse("case_plan", args=[case]))
    crew.follow(one, reverse("need_new", args=[case]))
    send(one, kind="mhpss", words="أريد أن أتكلم مع أحد.", source="person", found_on=day(0))


def need_met(crew: Crew, case: UUID) -> None:
    """What became of the need: it is met."""
    one = crew.at(MANAGER, HOME)
    one.open(reverse("case_plan", args=[case]))
    press(one, f"main a[href^='/cases/{case}/needs/']:not([href$='/refer']):not([href$='/new'])")
    crew.see(one)
    send(one, state="met", words="She goes there every week.")


def gap_answered(crew: Crew, case: UUID) -> None:
    """They are asked what is to happen about it."""
    one = crew.at(MANAGER, HOME)
    crew.open_case(one, case)
    crew.follow(one, reverse("gap", args=[case, "mhpss"]))
    send(one, answer="arranged_elsewhere", words="Their aunt takes them to the clinic of the next town.")


def contacted(crew: Crew, cases: Iterable[UUID], **answers: str) -> int:
    """Write down each contact that is due, as its page offers it. How many there were."""
    made = 0
    for case in cases:
        one = crew.at(WORKER, HOME)
        for _again in range(MOST):
            one.open(reverse("case_follow_up", args=[case]))
            crew.see(one)
            due = one.page.locator("main tr", has_text=said(one, "no answer yet")).locator("a.button").first
            if not due.count():
                break
            with one.page.expect_navigation():
                due.click()
            crew.see(one)
            send(one, reached="reached", way="visit", words="أولادي في المدرسة والجيران يزوروننا.", **answers)
            made += 1
    return made


def day(days: int) -> str:
    """A day from now, as a field takes it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def stages(cases: Iterable[UUID]) -> set[str]:
    """Where cases stand."""
    found = set(models.Case.objects.filter(id__in=list(cases)).values_list("stage", flat=True))
    connection.close()
    return found


def proposed(cases: Iterable[UUID]) -> set[str]:
    """What is proposed for cases, and not answered."""
    open_ = models.Proposal.objects.filter(case__in=list(cases), answered_at=None, taken_back_at=None)
    found = set(open_.values_list("to", flat=True))
    connection.close()
    return found


def step(crew: Crew, one: Visit, cases: Sequence[UUID], to: Stage) -> None:
    """Take a step of everybody, from the page of the first case."""
    crew.open_case(one, cases[0])
    crew.follow(one, reverse("case_step", args=[cases[0], to.value]))
    press(one)
    assert stages(cases) == {to}, one.page.inner_text("main")


def decide(crew: Crew, cases: Sequence[UUID], to: Stage, first: Visit, second: Visit) -> None:
    """One person proposes, another agrees; whoever proposed it is shown no form to answer it."""
    before = stages(cases)
    crew.open_case(first, cases[0])
    crew.follow(first, reverse("case_step", args=[cases[0], to.value]))
    send(first, words=WORDS)
    assert stages(cases) == before and proposed(cases) == {to}, first.page.inner_text("main")
    first.open(reverse("case_answer", args=[cases[0]]))
    assert first.page.locator("main form [name=agrees]").count() == 0
    second.open("/")
    answers = "main a[href='?part=answers']"
    assert second.page.locator(answers).count() == 1, second.page.inner_text("main")
    press(second, answers)
    press(second, "main a.button[href$='/answer']")
    crew.see(second)
    send(second, agrees="yes")
    assert stages(cases) == {to}, second.page.inner_text("main")


def home_judged(crew: Crew, home: UUID) -> None:
    """Somebody who works there says that a community is ready, for a time."""
    one = crew.at(WORKER, HOME)
    one.open(reverse("place", args=[home]))
    crew.see(one)
    crew.follow(one, reverse("place_note", args=[home, "judgement"]))
    send(one, outlook="ready", words="The school has places.", day=day(0), until=day(90), source="The local council")
