"""A live check: somebody described is compared with every security list while the analyst waits. Nothing is kept of it.

Comes in: an actor who screens, a `Profile` typed in. Goes out: `Live`. The trail is told which fields were given and how much was found,
never what was typed. Whoever may be a child is not looked for here. Serial kernels: a page's process shares its processors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Desk, Edition, ListKind
from homeward.lists.selectors.editions import current
from homeward.lists.selectors.held import documents, opened
from homeward.lists.selectors.lists import lists_of
from homeward.review.facts.live import Live, LiveCandidate, LivePaper
from homeward.review.rules.runs import STRONG, TOP
from homeward.screening.ages import may_be_a_child
from homeward.screening.candidate import candidates
from homeward.screening.engine import Comparison
from homeward.screening.people import People, lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import shipped as shipped_reference
from homeward.screening.runs.lines import least_bits
from homeward.screening.weights import shipped as shipped_weights

LONGEST: Final = 300  # letters of a name: longer ones are no name


def live_check(actor: Actor, profile: Profile) -> Live:
    """Whom a description could be of. Raises `Refused`; `BadInput` without a name or a number, or for somebody who may be a child."""
    authorise(actor, Capability.SCREEN_LIVE)
    if any(len(name) > LONGEST for name in (*profile.names, profile.father_name, profile.mother_name)):
        raise BadInput(_("This is longer than any name. Type one name in one field."), field="name")
    if may_be_a_child(profile.births, timezone.localdate()):
        raise BadInput(
            _(
                "This person may be a child. A child is looked for only on an individual legal ground, recorded at their file."
            ),
            field="born",
        )
    names, files = (current(actor, Desk.SECURITY, kind) for kind in (ListKind.NAMES, ListKind.DOCUMENTS))
    people = lay_out([profile]) if profile.names else None
    if not (people and int(people.sheet.name_start[1])) and not profile.documents:
        raise BadInput(_("Type a name that can be read, or the number of a paper."), field="name")
    found = tuple(sorted(named(people, profile, names), key=lambda one: -one.candidate.bits)) if people else ()
    papers = tuple(_papers(profile, files))
    looked = (*(names if profile.names else ()), *(files if profile.documents else ()))
    kinds = {one.kind for one in looked}
    _tell(actor, profile, len(found), len(papers))
    return Live(found, papers, looked, ailing(actor, Desk.SECURITY, kinds or {ListKind.NAMES}))


def ailing(actor: Actor, desk: Desk, kinds: Collection[ListKind] = (ListKind.NAMES,)) -> tuple[str, ...]:
    """The lists of a desk, by title, that are not in good health: of them nothing may be said to be not found."""
    return tuple(one.title for one in lists_of(actor) if one.desk is desk and one.kind in kinds and not one.health.good)


def named(people: People, profile: Profile, editions: tuple[Edition, ...]) -> Iterator[LiveCandidate]:
    """The entries of some editions that somebody described could be."""
    least = least_bits(shipped_weights().review)
    for edition in editions:
        comparison = Comparison(people, opened(edition).index, shipped_reference())
        rows = comparison.block(0, 1, top=TOP, least=least)
        for one in candidates(comparison, [profile], rows):
            yield LiveCandidate(edition, one, one.score >= STRONG)


def _papers(profile: Profile, editions: tuple[Edition, ...]) -> Iterator[LivePaper]:
    for edition in editions if profile.documents else ():
        held = documents(edition)
        for paper in profile.documents:
            for found in held.find(paper.number, paper.kind, paper.issuer):
                yield LivePaper(edition, paper.number, found)


def _tell(actor: Actor, profile: Profile, found: int, papers: int) -> None:
    """Tell the trail which fields were given: never the words."""
    given = [name for name in profile.__struct_fields__ if name != "query_id" and getattr(profile, name)]
    record(
        actor,
        EventKind.SEARCH,
        "screen.live",
        detail={"fields": " ".join(given), "candidates": found, "papers": papers},
    )
