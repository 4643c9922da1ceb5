"""Cases of the invented camp when somebody first looks at them: households at every stage, a convoy that prepares and one that arrived.

Comes in: the invented users, how many people the camp holds. Goes out: what there is to look at. Through the actions, by whoever would do
it, in one transaction: all of it, or nothing. Once: where a case is open already, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from homeward.exchange.invented.accounts import Somebody
from homeward.exchange.invented.begun import actor_named
from homeward.pathway import models
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.invented.choosing import Home, homes
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import Party, asked_for, decided, known
from homeward.pathway.invented.places import places_prepared
from homeward.pathway.invented.remarkable import remarkable
from homeward.pathway.invented.travel import arrived, boarded, convoy_of_parties, departed, received
from homeward.pathway.invented.way import AFTER, BEFORE, along, opened, ready
from homeward.pathway.rules.steps import step_between
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.settling import settled_at_the_end
from homeward.places.selectors import site_ids
from homeward.review.actions.runs import run_ask_for
from homeward.work.inline import work_until

CAMP, CENTRE, HOME_SITE = "NS-1", "BA-1", "QA-1"
# How many households stand at each stage, in a camp of the usual size; a smaller one has fewer, at least one of each.
USUAL: Final = 55_000
LEAST: Final = 500  # people, among whom enough households are found
STANDS: Final[Mapping[Stage, int]] = {
    Stage.REGISTERED: 12,
    Stage.IDENTITY_REVIEW: 9,
    Stage.NATIONALITY_VERIFICATION: 7,
    Stage.SCREENING_REVIEW: 6,
    Stage.REPATRIATION_DECISION: 7,
    Stage.DEPARTURE_PREPARATION: 7,
    Stage.RECEIVED: 3,
    Stage.REHABILITATION: 4,
    Stage.RETURN_READINESS: 3,
    Stage.FOLLOW_UP: 3,
}
_ORDER: Final = tuple(Stage)
_AWAY: Final = (Stage.RECEIVED, Stage.REHABILITATION, Stage.RETURN_READINESS, Stage.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Begun:
    """What there is: how many cases of how many households, and the numbers of the two convoys."""

    cases: int
    households: int
    preparing: str
    arrived: str


def cases_begun(users: Sequence[Somebody], persons: int) -> Begun | None:
    """Have cases begin; None where some had begun before, or the camp is too small for any."""
    hands = hands_of(users)
    share = min(persons / USUAL, 1)
    wanted = {stage: max(1, round(number * share)) for stage, number in STANDS.items()}
    if models.Case.objects.exists() or persons < LEAST:
        return None
    sites = site_ids(hands.coordinator, (CAMP, CENTRE, HOME_SITE))
    with transaction.atomic(), settled_at_the_end():
        places_prepared(hands, sites[CENTRE], sites[HOME_SITE])
        parties = _opened(hands, wanted, sites)
        _walked(hands, parties, sites)
        remarkable(hands, parties)
    return _told(parties)


def hands_of(users: Sequence[Somebody]) -> Hands:
    """The invented users as those who work on cases."""
    named = {
        "identity": "identity", "nationality": "nationality", "analyst": "screening", "coordinator": "return",
        "second_coordinator": "return2", "manager": "cases2", "second_manager": "cases3", "carer": "cases4",
        "specialist": "children", "second_specialist": "children2", "third_specialist": "children3", "lead": "convoy",
        "reintegration": "reintegration2", "judicial": "judicial", "second_judicial": "judicial2",
    }  # fmt: skip
    return Hands(**{part: actor_named(users, username) for part, username in named.items()})


def _opened(hands: Hands, wanted: Mapping[Stage, int], sites: Mapping[str, UUID]) -> dict[Stage, list[Party]]:
    """The households' cases, those who go farthest first; whose screening is not finished goes no farther than there."""
    chosen = list(homes(hands.identity, sites[CAMP], sum(wanted.values())))
    chosen.sort(key=lambda home: not home.alone)  # a child without parents is among those whom a panel was about
    later = [stage for stage in reversed(_ORDER) for _ in range(wanted.get(stage, 0))]
    far = sum(_ORDER.index(stage) >= _ORDER.index(Stage.NATIONALITY_VERIFICATION) for stage in later)
    parties: dict[Stage, list[Party]] = {stage: [] for stage in wanted}
    found = [_open(hands, home, sites) for home in chosen]
    known(hands, [person for party in found[:far] for person in party.case_of])
    reach = [*_reach(hands, found[:far]), *(Stage.IDENTITY_REVIEW for _ in found[far:])]
    for party, farthest in zip(found, reach, strict=True):
        most = _ORDER.index(farthest)
        slot = next((at for at, stage in enumerate(later) if _ORDER.index(stage) <= most), None)
        if slot is not None:
            parties[later.pop(slot)].append(party)
    return parties


def _open(hands: Hands, home: Home, sites: Mapping[str, UUID]) -> Party:
    return opened(hands, home.people, home.children, home.alone, to=sites[CENTRE], home=sites[HOME_SITE])


def _reach(hands: Hands, parties: Sequence[Party]) -> list[Stage]:
    """How far each can go: compared with the lists in use, whoever of whom something is still to be looked at waits there."""
    people = [person for party in parties for person in party.case_of]
    run = run_ask_for(actor=hands.analyst, person_ids=people, words="Households of the first cases")
    if run.job_id:
        work_until(run.job_id)
    ids = [case for party in parties for case in party.case_ids]
    cases = list(models.Case.objects.filter(id__in=ids).select_related("person", "group__pack"))
    checks = checks_of(
        hands.coordinator, cases, [Gate.IDENTITY, Gate.NATIONALITY, Gate.SCREENING], timezone.localdate()
    )
    found = []
    for party in parties:
        shut = {check.gate for case in party.case_ids for check in checks[case] if not check.holding.passes}
        farthest = Stage.IDENTITY_REVIEW if shut - {Gate.SCREENING} else Stage.SCREENING_REVIEW
        found.append(farthest if shut else _ORDER[-1])
    return found


def _walked(hands: Hands, parties: Mapping[Stage, list[Party]], sites: Mapping[str, UUID]) -> None:
    for stage, some in parties.items():
        for place, party in enumerate(some):
            to = min(stage, Stage.DEPARTURE_PREPARATION, key=_ORDER.index)
            along(hands, party, BEFORE, min(to, Stage.NATIONALITY_VERIFICATION, key=_ORDER.index))
            if _ORDER.index(to) > _ORDER.index(Stage.NATIONALITY_VERIFICATION):
                asked_for(hands, party)
                along(hands, party, BEFORE[BEFORE.index(Stage.NATIONALITY_VERIFICATION) :], to)
            _next_begun(hands, party, stage, place)
    today = timezone.localdate()
    away = [party for stage in _AWAY for party in parties.get(stage, ())]
    for party in away:
        ready(hands, party, step_between(Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT))
    if away:
        convoy = convoy_of_parties(hands, away, frm=sites[CAMP], to=sites[CENTRE], day=today)
        boarded(hands, convoy)
        departed(hands, convoy)
        arrived(hands, convoy)
        received(hands, hands.second_coordinator, convoy)
    for stage in _AWAY:
        for party in parties.get(stage, ()):
            along(hands, party, AFTER, stage)
    if leaving := parties.get(Stage.DEPARTURE_PREPARATION):
        seated = leaving[1:] or leaving  # the first is not ready yet, and has no place
        convoy_of_parties(hands, seated, frm=sites[CAMP], to=sites[CENTRE], day=today + timedelta(days=5))


def _next_begun(hands: Hands, party: Party, stage: Stage, place: int) -> None:
    """Something of what comes next was done for every second household, so that not all of them wait for the same."""
    if place % 2 == 0:
        return
    if stage in (Stage.REGISTERED, Stage.NATIONALITY_VERIFICATION):
        asked_for(hands, party)
    elif stage is Stage.REPATRIATION_DECISION:
        decided(hands, party)
    elif stage is Stage.DEPARTURE_PREPARATION:
        ready(hands, party, step_between(Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT))


def _told(parties: Mapping[Stage, list[Party]]) -> Begun:
    every = [party for some in parties.values() for party in some]
    numbers = list(models.Convoy.objects.order_by("planned_at").values_list("number", "state"))
    over = [number for number, state in numbers if state == "closed"]
    open_ = [number for number, state in numbers if state != "closed"]
    return Begun(sum(len(party.case_of) for party in every), len(every), next(iter(open_), ""), next(iter(over), ""))
