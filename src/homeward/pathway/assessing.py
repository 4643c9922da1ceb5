"""What records behind gates are read and written with: their words, their latest for many cases at once, and that one was taken back.

Comes in: cases. Goes out: `Standing` for gates, rows for actions. For this room alone: whoever calls has authorised. Gates get no words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from django.db.models import Max

from homeward.access.facts import Actor, EventKind
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import key_to_write, open_text, seal_text
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.assessed import (
    BarWords,
    Basis,
    ChoiceWords,
    FitnessWords,
    Paper,
    PaperWords,
    Standing,
)
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.rules.assessed import received
from homeward.pathway.travellers import travellers_of

SAID, ESCORT = "pathway_assessed.said", "pathway_assessed.escort"
SECOND_WORDS, BACK_WORDS = "pathway_seconded.words", "pathway_takenback.words"
_WORDS: Final[Mapping[Paper, msgspec.json.Decoder[Any]]] = {
    Paper.VOLUNTARINESS: msgspec.json.Decoder(ChoiceWords),
    Paper.NON_REFOULEMENT: msgspec.json.Decoder(BarWords),
    Paper.MEDICAL_FITNESS: msgspec.json.Decoder(FitnessWords),
}


def seal_said(key: DataKey, row: UUID, said: PaperWords) -> bytes:
    """What a record says, sealed."""
    return seal_text(key, SAID, row, msgspec.json.encode(said).decode())


def open_said(key: DataKey | None, row: models.Assessed) -> PaperWords | None:
    """What a record says; None where the person was erased."""
    text = open_text(key, SAID, row.id, row.said)
    if not text:
        return None
    said: PaperWords = _WORDS[Paper(row.paper)].decode(text)
    return said


def standings(
    paper: Paper, case_ids: Iterable[UUID], since: Mapping[UUID, datetime] | None = None
) -> Mapping[UUID, Sequence[Standing]]:
    """The records of some cases as gates see them, oldest first: one query, whatever their number. `since`: only those made later."""
    rows = models.Assessed.objects.filter(paper=paper, case_id__in=list(case_ids)).select_related(
        "second", "taken_back"
    )
    found: defaultdict[UUID, list[Standing]] = defaultdict(list)
    for row in rows.defer("said", "escort").order_by("made_at", "id"):
        if since is None or row.case_id not in since or row.made_at > since[row.case_id]:
            found[row.case_id].append(standing_of(row))
    return found


def choices(case_ids: Iterable[UUID]) -> Mapping[UUID, Sequence[Standing]]:
    """What some people decided since their cases last stopped by their own or an authority's word, oldest first: two queries."""
    ids = list(case_ids)
    stopped = models.Turn.objects.filter(case_id__in=ids, course__in=[Course.WITHDRAWN, Course.DECLINED])
    since = dict(stopped.values_list("case_id").annotate(Max("recorded_at")).order_by())
    return standings(Paper.VOLUNTARINESS, ids, since)


def standing_of(row: models.Assessed) -> Standing:
    """A record as a gate sees it; its row comes with `second` and `taken_back`."""
    second = getattr(row, "second", None)
    return Standing(
        case_id=row.case_id, paper=Paper(row.paper), basis=Basis(row.basis) if row.basis else None, outcome=row.outcome,
        country=row.country, place_id=row.place_id, until=row.until, needs_second=row.needs_second,
        seconded=second.agrees if second else None, taken_back=getattr(row, "taken_back", None) is not None,
    )  # fmt: skip


def take_back(actor: Actor, case: models.Case, words: str, at: datetime) -> bool:
    """Write down that a person takes their decision back; whether there was one to take back. What is ordered does not rest on it."""
    rows = models.Assessed.objects.filter(
        case=case, paper=Paper.VOLUNTARINESS, basis__in=[Basis.OWN, Basis.CARER], taken_back__isnull=True
    )
    latest = rows.order_by("-made_at", "-id").first()
    if latest is None:
        return False
    row = models.TakenBack(assessed=latest, recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=at)
    row.words = seal_text(key_to_write(case.person.key_id), BACK_WORDS, row.id, words)
    row.save(force_insert=True)
    record(actor, EventKind.WRITE, "paper.take_back", person_id=case.person_id, subject=case.number)
    return True


def may_be_a_child(case: models.Case, day: date) -> bool:
    """Whether a case's person may be under 18, or their age is not known."""
    return travellers_of([case], day)[0].child


def destinations(case_ids: Iterable[UUID]) -> Mapping[UUID, tuple[str, UUID | None]]:
    """To which country and site the way of some cases leads next: where they are received, and later the community of return."""
    rows = models.Case.objects.filter(id__in=list(case_ids)).values_list(
        "id", "stage", "group__pack__country", "group__to_site_id", "group__home_site_id"
    )
    return {
        id: (country.lower(), home_site if received(Stage(stage)) else to_site)
        for id, stage, country, to_site, home_site in rows
    }
