"""What may stand in the directory of services, which needs have none at a destination, and what a person has to say to that. Pure.

Comes in: drafts, needs, what is open where. Goes out: kinds, or a refusal that names the field. How many places are free never decides who
comes first: a service that is full is not there for anybody who has no place in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from homeward.kernel.errors import to_say
from homeward.pathway.facts.services import OF_NEED, ForWhom, ServiceDraft, ServiceKind, ServiceRow
from homeward.pathway.rules.wording import words_of
from homeward.registry.errors import Invalid
from homeward.registry.facts.values import Sex
from homeward.registry.rules.statements import tidy

LARGEST: Final = 1_000_000
_ADULTS: Final = (ForWhom.ADULTS, ForWhom.WOMEN, ForWhom.MEN)


def checked_service(draft: ServiceDraft) -> ServiceDraft:
    """A service as it is kept. Raises `Invalid`."""
    if draft.site_id is None and not draft.area_code:
        raise Invalid("Say where it is: a site, or the P-code of an area.", field="site_id")
    if draft.capacity is not None and not 0 < draft.capacity <= LARGEST:
        raise Invalid("How many it can have is a number from 1. Leave it out where nobody said.", field="capacity")
    if draft.open_from and draft.open_until and draft.open_until < draft.open_from:
        raise Invalid("It would end before it opens. Exchange the two days.", field="open_until")
    return ServiceDraft(
        kind=draft.kind, title=_text(draft.title, "title", to_say("Say what it is called.")),
        provider=_text(draft.provider, "provider", to_say("Say who provides it.")),
        source=_text(draft.source, "source", to_say("Say who says so: whoever reads it later wants to ask.")),
        site_id=draft.site_id, area_code=draft.area_code, whom=draft.whom, languages=tuple(dict.fromkeys(draft.languages)),
        capacity=draft.capacity, open_from=draft.open_from, open_until=draft.open_until, contact=tidy(draft.contact)[:300],
    )  # fmt: skip


def takes(service: ServiceRow, day: date, *, child: bool, sex: Sex | None) -> bool:
    """Whether a service is there for somebody on a day: open, not full, and for people like them."""
    if not service.open_on(day) or service.free == 0:
        return False
    if service.whom is ForWhom.CHILDREN:
        return child
    if service.whom in _ADULTS and child:
        return False
    return not (
        (service.whom is ForWhom.WOMEN and sex is Sex.MALE) or (service.whom is ForWhom.MEN and sex is Sex.FEMALE)
    )


def at_place(service: ServiceRow, site_id: object, areas: Collection[str]) -> bool:
    """Whether a service is at a site, or there for an area in which the site lies."""
    return (service.site_id is not None and service.site_id == site_id) or service.area_code in areas


def kinds_needed(codes: Iterable[str], open_needs: Collection[ServiceKind]) -> frozenset[ServiceKind]:
    """The kinds of service that somebody needs: by what is recorded of them, and by what was found with them."""
    return frozenset(OF_NEED[code] for code in codes if code in OF_NEED) | frozenset(open_needs)


def gap_words(words: str) -> str:
    """What a person said to a need without a service, in their own words. Raises `Invalid`."""
    return words_of(words, "words", to_say("Write what the person said, in their own words, a few at least."))


def _text(text: str, field: str, sentence: str) -> str:
    said = tidy(text)
    if not said:
        raise Invalid(sentence, field=field)
    return said[:200]
