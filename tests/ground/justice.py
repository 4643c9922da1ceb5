"""What tests of the track of justice share: two liaisons, a man with a file, an item about his own act, and a referral that lacks nothing.

Comes in: a database. Goes out: `Track`. All of it is recorded by the actions that people use; every name is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from uuid import UUID

from drafts import person

from actors import MakeActor
from homeward.access.facts import Actor, Role
from homeward.kernel.dates import parse
from homeward.pathway import models
from homeward.pathway.actions.evidence import evidence_register
from homeward.pathway.actions.exhibits import exhibit_add
from homeward.pathway.actions.justice import justice_open
from homeward.pathway.actions.prosecuting import (
    referral_answer,
    referral_confirm,
    referral_draft,
    referral_propose,
)
from homeward.pathway.facts.evidence import ItemDraft, ItemKind, Keeping, Obtained
from homeward.pathway.facts.justice import Answer, Charge, Question
from homeward.pathway.rules.justice import ANSWERS
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.values import Sex

WORDS = "It was looked at with the papers on the table."
ACT = "He drove a lorry of the group between two towns in that summer."
NAME = "سالم ياسين نوري"
_numbers = count(1)


@dataclass(frozen=True)
class Track:
    """A man's file, and the two people who work on it."""

    first: Actor
    second: Actor
    site: UUID
    person: UUID
    file: UUID

    @property
    def row(self) -> models.JusticeFile:
        """The file's row now."""
        return models.JusticeFile.objects.get(id=self.file)


def track(actor: MakeActor, born: str = "1980") -> Track:
    """A man with a file and nothing in it."""
    code = f"JU{next(_numbers)}"
    draft = SiteDraft(code=code, name="Invented camp", kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus")
    site = site_create(actor(Role.ADMINISTRATOR), draft=draft).id
    first, second = actor(Role.JUDICIAL_LIAISON), actor(Role.JUDICIAL_LIAISON)
    clerk = actor(Role.REGISTRATION_CLERK, site)
    man = person_register(clerk, person(site, NAME, born=born, sex=Sex.MALE))
    return Track(first, second, site, man, justice_open(first, man))


def item(
    one: Track, kind: ItemKind = ItemKind.DOCUMENT, obtained: Obtained = Obtained.UNTAINTED, content: bytes = b"A page."
) -> UUID:
    """An item of evidence whose file is kept here."""
    draft = ItemDraft(
        kind=kind, description="A pay list of the motor pool, four pages", source="Found in an office by a court's officers",
        obtained=obtained, obtained_words="Found in a drawer; nobody was asked anything.", collected_by="A court's officer",
        collected_where="An office of the town", collected_on=parse("2017-11"), keeping=Keeping.HERE, site_id=one.site,
    )  # fmt: skip
    return evidence_register(one.first, draft, content=[content])


def drafted(one: Track, day: str = "2015") -> UUID:
    """A question to an authority, drafted."""
    return referral_draft(one.first, one.file, Charge(ACT, parse(day), "Invented court of inquiry"))


def answered(one: Track, referral: UUID, **others: Answer) -> None:
    """Every question answered so that it may go on, apart from those named."""
    child = models.CourtReferral.objects.get(id=referral).may_be_child
    good = {question: next(answer for answer, goes in offered.items() if goes) for question, offered in ANSWERS.items()}
    if child:
        good[Question.AGE] = Answer.CHILD
    for question, answer in good.items():
        if child or question not in (Question.JUVENILE, Question.SPECIALIST):
            given = others.get(question.value, answer)
            referral_answer(one.first, referral, question, given, words=WORDS, source="The court's letter of March")


def ready(one: Track) -> UUID:
    """A referral that lacks nothing."""
    referral = drafted(one)
    exhibit_add(
        one.first, referral, item(one), words="His name stands in it as a driver, month after month.", favours=False
    )
    answered(one, referral)
    return referral


def referred(one: Track) -> UUID:
    """Somebody referred by two people."""
    referral = ready(one)
    referral_propose(one.first, referral, words=WORDS, version=1)
    referral_confirm(one.second, referral, words=WORDS, version=2)
    return referral
