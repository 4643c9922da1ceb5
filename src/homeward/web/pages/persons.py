"""Persons: the search, a person's file, and the history of what was recorded.

Comes in: what somebody typed, or a person's id. Goes out: pages. Opening a file is in the trail, and the page says so.
Nothing here tells whether anybody was screened, but to those who sit at the screening desk.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may, who_opened
from homeward.identity.selectors import assurance_of
from homeward.pathway.selectors.case_lists import cases_of_person
from homeward.places.selectors import site_names, sites_list
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.custody import StayRow
from homeward.registry.facts.persons import PersonFile, PersonRow
from homeward.registry.facts.values import ClaimKind, ParentValue
from homeward.registry.selectors.custody import stays_recorded
from homeward.registry.selectors.households import household_brief
from homeward.registry.selectors.kin import kin_of
from homeward.registry.selectors.merges import merges_of
from homeward.registry.selectors.persons import person_file, persons_latest
from homeward.registry.selectors.photographs import photograph_of, photographs_kept
from homeward.registry.selectors.search import persons_search
from homeward.review.selectors.versions import versions_of
from homeward.web.acting import actor_of
from homeward.web.parts import Page, window_of
from homeward.web.telling import STANDINGS, groups, nationality_text, plain_name, version_of

IDENTITY = (ClaimKind.NAME, ClaimKind.BIRTH, ClaimKind.SEX, ClaimKind.NATIONALITY, ClaimKind.PARENT)
OTHER = (ClaimKind.LANGUAGE, ClaimKind.CONTACT)
SIZE = 25


def persons(request: HttpRequest) -> HttpResponse:
    """The search box and what it finds; without a query, whom was registered last."""
    actor, text, window = actor_of(request), request.GET.get("q", "").strip(), window_of(request, SIZE)
    site = request.GET.get("site", "")
    site_ids = [row.id for row in sites_list(actor) if str(row.id) == site]
    too_many = False
    if text:
        found = persons_search(actor, text, site_ids=site_ids, limit=SIZE, offset=window.offset)
        page, too_many = Page(found.rows, found.total, window), found.too_many
    else:
        rows, total = persons_latest(actor, site_ids=site_ids, limit=SIZE, offset=window.offset)
        page = Page(rows, total, window)
    context = {
        "q": text,
        "site": site,
        "sites": sites_list(actor),
        "page": page,
        "lines": _lines(actor, page.rows),
        "too_many": too_many,
        "may_register": may(actor, Capability.PERSON_WRITE),
    }
    return render(request, "pages/persons.html", context)


def person(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A person's file; `?on=` a day shows what was recorded by its end."""
    actor = actor_of(request)
    authorise(actor, Capability.PERSON_READ, person_id=person_id)
    as_of = _end_of(request.GET.get("on", ""))
    file = person_file(actor, person_id, as_of=as_of)
    return render(request, "pages/person.html", _file(actor, file) | {"as_of": as_of})


def person_history(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Every version of every claim, the newest first."""
    actor = actor_of(request)
    authorise(actor, Capability.PERSON_READ, person_id=person_id)
    file = person_file(actor, person_id)
    kinds = [kind for kind in ClaimKind if any(claim.kind is kind for claim in file.claims)]
    histories = [(kind, _versions(file.claims, kind)) for kind in kinds]
    context = {"row": file.row, "name": plain_name(file.row), "histories": histories, "today": timezone.localdate()}
    return render(request, "pages/person_history.html", context)


def _file(actor: Actor, file: PersonFile) -> dict[str, object]:
    row, site = file.row, file.row.site_id
    return {
        "row": row,
        "name": plain_name(row),
        "standing": STANDINGS[row.standing],
        "site_name": _site_names(actor, [row]).get(site) if site else None,
        "identity": groups(file.claims, IDENTITY),
        "papers": groups(file.claims, [ClaimKind.DOCUMENT])[0],
        "photograph": photograph_of(actor, row.id),
        "photographs": photographs_kept(),
        "needs": groups(file.claims, [ClaimKind.NEED])[0],
        "other": groups(file.claims, OTHER),
        "household": _household(actor, row),
        "kin": _kin(actor, row, file.claims),
        "stays": _stays(actor, row),
        "opened": who_opened(actor, row.id, site_id=site, limit=8),
        "assurance": assurance_of(file.claims),
        "merges": merges_of(actor, row.id),
        "may_merge": may(actor, Capability.MERGE, site_id=site),
        "may_write": may(actor, Capability.PERSON_WRITE, site_id=site),
        "may_read_papers": may(actor, Capability.DOCUMENT_READ, site_id=site),
        "may_write_papers": may(actor, Capability.DOCUMENT_WRITE, site_id=site),
        "may_read_needs": may(actor, Capability.NEED_READ, site_id=site),
        "may_write_needs": may(actor, Capability.NEED_WRITE, site_id=site),
        "may_move": may(actor, Capability.CUSTODY_WRITE, site_id=site),
        "may_verify": may(actor, Capability.VERIFY_CLAIM, site_id=site),
        "may_request": may(actor, Capability.REQUEST_OPEN, site_id=site),
        "may_contest": may(actor, Capability.CONTEST_OPEN, site_id=site),
        "may_keep": may(actor, Capability.RETENTION_DECIDE, site_id=site),
        "may_receipt": may(actor, Capability.RECEIPT_ISSUE, site_id=site),
        "may_ground": may(actor, Capability.CHILD_GROUND, site_id=site),
        "may_justice": may(actor, Capability.JUSTICE_READ, site_id=site),
        "may_sealed": may(actor, Capability.SURVIVOR, site_id=site),
        "cases": cases_of_person(actor, row.id),
        "may_open_case": may(actor, Capability.CASE_WRITE, site_id=site),
        "versions": versions_of(actor, row.id) if may(actor, Capability.CANDIDATE_READ, site_id=site) else None,
    }


def _household(actor: Actor, row: PersonRow) -> dict[str, object] | None:
    """The household somebody belongs to, and who else does."""
    found = household_brief(actor, row.household_id) if row.household_id else None
    if found is None:
        return None
    household, members = found
    return {"row": household, "others": [member for member in members if member.id != row.id]}


def _kin(actor: Actor, row: PersonRow, claims: Sequence[Claim]) -> dict[str, object]:
    """Who is related to somebody, and the registered parents whose claims can lead to them."""
    kin = kin_of(actor, row.id)
    reached = {str(one.person_id) for one in kin if one.row}
    linked = {one.value.person_id for one in claims if isinstance(one.value, ParentValue)}
    return {"rows": kin, "linked": reached & linked}


def _stays(actor: Actor, row: PersonRow) -> list[tuple[StayRow, str, str]]:
    """The stays of somebody, the latest first, each with the names of its site and of the one they went to."""
    stays = [stay for stay in stays_recorded(actor, row.id) if not stay.corrected_at]
    ids = {id for stay in stays for id in (stay.site_id, stay.to_site_id) if id}
    names = site_names(actor, ids, language=get_language() or "en")
    return [
        (stay, names.get(stay.site_id, ""), names.get(stay.to_site_id, "") if stay.to_site_id else "") for stay in stays
    ]


def _lines(actor: Actor, rows: Sequence[PersonRow]) -> list[dict[str, object]]:
    names = _site_names(actor, rows)
    return [
        {
            "row": row,
            "site": names.get(row.site_id, "") if row.site_id else "",
            "standing": STANDINGS[row.standing],
            "nationalities": nationality_text(row.nationalities),
        }
        for row in rows
    ]


def _site_names(actor: Actor, rows: Sequence[PersonRow]) -> dict[UUID, str]:
    ids = {row.site_id for row in rows if row.site_id}
    return site_names(actor, ids, language=get_language() or "en")


def _versions(claims: tuple[Claim, ...], kind: ClaimKind) -> list[object]:
    return [version_of(claim) for claim in reversed(claims) if claim.kind is kind]


def _end_of(text: str) -> datetime | None:
    """The end of a day that stands in the address; None where it holds none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
