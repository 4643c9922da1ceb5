"""What has begun in the invented camp when somebody first looks at it: requests of some people, and an agreement to share records under.

Comes in: the invented users, the camp shown. Goes out: rows, through the actions, by whoever would do it. Never contests a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.utils import timezone

from homeward.access.actions import agreement_make
from homeward.access.facts import Actor, Agreement, Category, Purpose
from homeward.access.selectors import actor_of
from homeward.exchange.invented.accounts import Somebody
from homeward.registry.actions.rights import request_open
from homeward.registry.facts.rights import RequestDraft, RequestKind
from homeward.registry.selectors.persons import persons_latest

CHANNEL: Final = "command:camp"
_ASKED: Final = (
    (RequestKind.CORRECTION, "I was born a year before the one that you wrote down."),
    (RequestKind.CORRECTION, "اسم جدي مكتوب خطأ، وأريد تصحيحه."),
    (RequestKind.ACCESS, "أريد أن أقرأ كل ما هو مكتوب عني وعن أولادي."),
    (RequestKind.OBJECTION, "I do not want my brother's telephone number to be given to anybody."),
    (RequestKind.ERASURE, "We were written down twice. Take one of the two away."),
)


def actor_named(users: Sequence[Somebody], username: str) -> Actor:
    """An invented user as an actor, for their purpose."""
    found = next(one for one in users if one.record.username == username)
    return actor_of(found.id, purpose=Purpose(found.record.purpose), channel=CHANNEL)


def work_begun(users: Sequence[Somebody]) -> None:
    """Open some requests and make an agreement. Once: call it in the transaction that shows the camp."""
    clerk = actor_named(users, "clerk")
    people, _ = persons_latest(clerk, limit=len(_ASKED))
    for (kind, words), person in zip(_ASKED, people, strict=False):
        request_open(clerk, person.id, RequestDraft(kind, words, asked_by="the person themselves"))
    now = timezone.now()
    agreement = Agreement(
        recipient="Invented Relief",
        title="Assistance at Nahr al-Safa",
        basis="An invented memorandum of understanding",
        purposes=frozenset({Purpose.IDENTITY, Purpose.RETURN}),
        categories=frozenset({Category.NAME, Category.BIRTH, Category.SEX, Category.HOUSEHOLD, Category.CUSTODY}),
        starts=now,
        until=now + timedelta(days=365),
        caveats=("Not to be passed on.",),
    )
    agreement_make(actor_named(users, "dpo"), agreement=agreement)
