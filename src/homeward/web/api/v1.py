"""Version 1 of the interface: persons, households, sites, documents, imports, exports.

Comes in: requests with a token. Goes out: JSON. Each operation calls one selector or one action, as pages do, so that whatever a token's
role does not reach is not there. Changes within a version only ever add.
"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import NinjaAPI, Path, Query, Router, Status
from ninja.openapi.schema import OpenAPISchema
from ninja.types import DictStrAny

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.places.selectors import site_of, sites_found, sites_list
from homeward.registry.actions.persons import person_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.facts.values import (
    BirthValue,
    ClaimKind,
    ClaimValue,
    NameKind,
    NameValue,
    NationalityValue,
    ParentRole,
    ParentValue,
    Sex,
    SexValue,
)
from homeward.registry.rules.births import read_birth
from homeward.registry.rules.statements import tidy
from homeward.registry.selectors.households import household_file
from homeward.registry.selectors.persons import person_file, persons_latest
from homeward.registry.selectors.search import document_holders, persons_search
from homeward.web.api.assessments import router as assessments
from homeward.web.api.candidates import router as candidates
from homeward.web.api.exports import router as exports
from homeward.web.api.imports import router as imports
from homeward.web.api.lists import router as lists
from homeward.web.api.problems import PROBLEM, handle
from homeward.web.api.runs import router as runs
from homeward.web.api.shapes import (
    HouseholdOut,
    Page,
    PersonFileOut,
    PersonIn,
    PersonOut,
    SiteOut,
    claim_out,
    household_out,
    person_out,
    site_out,
)
from homeward.web.api.terms import REFUSALS, Limit, Offset, Token, asker

STATELESS = "xxa"


class Described(NinjaAPI):
    """An interface whose published description says of every error that it is problem details."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        """The description, with the errors' own content type."""
        found = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        for operations in found["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and "content" in answer:
                        answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return found


api = Described(
    title="Homeward",
    version="1",
    description="The registry for other programs. Every call needs a token and is in the trail.",
    auth=Token(),
    urls_namespace="api-1",
    docs_url=None,
)
handle(api)
router, elsewhere = Router(), Router()


@router.get("/persons", response={200: Page[PersonOut], **REFUSALS}, operation_id="persons_list", tags=["persons"])
def persons(
    request: HttpRequest,
    q: Annotated[
        str, Query(max_length=300, description="A name in any script, a number, a date of birth or a tent.")
    ] = "",
    site: UUID | None = None,
    limit: Limit = 25,
    offset: Offset = 0,
) -> Any:
    """Find persons; without a query, those who were registered last."""
    sites = [site] if site else []
    if q.strip():
        found = persons_search(asker(request), q, site_ids=sites, limit=limit, offset=offset)
        rows, total, narrow = found.rows, found.total, found.too_many
    else:
        authorise(asker(request), Capability.PERSON_SEARCH)
        latest, total = persons_latest(asker(request), site_ids=sites, limit=limit, offset=offset)
        rows, narrow = tuple(latest), False
    return {
        "items": [person_out(row) for row in rows],
        "total": total,
        "limit": limit,
        "offset": offset,
        "narrow": narrow,
    }


@router.post("/persons", response={201: PersonFileOut, **REFUSALS}, operation_id="person_register", tags=["persons"])
def register(request: HttpRequest, given: PersonIn) -> Any:
    """Register a person at a site."""
    draft = PersonDraft(_statements(given), given.site_id, tidy(given.section), tidy(given.tent), given.arrived)
    return Status(201, _file(asker(request), person_register(asker(request), draft)))


@router.get(
    "/persons/{uuid:person_id}", response={200: PersonFileOut, **REFUSALS}, operation_id="person_read", tags=["persons"]
)
def person(request: HttpRequest, person_id: Path[UUID]) -> Any:
    """A person's file. That it was opened is in the trail."""
    authorise(asker(request), Capability.PERSON_READ, person_id=person_id)
    return _file(asker(request), person_id)


@router.get(
    "/documents", response={200: Page[PersonOut], **REFUSALS}, operation_id="documents_find", tags=["documents"]
)
def documents(
    request: HttpRequest, number: Annotated[str, Query(min_length=4, max_length=64)], limit: Limit = 25
) -> Any:
    """The persons who hold a paper with this number, whatever stands between its characters."""
    rows, total = document_holders(asker(request), number, limit=limit)
    return {"items": [person_out(row) for row in rows], "total": total, "limit": limit, "offset": 0}


@router.get(
    "/households/{uuid:household_id}",
    response={200: HouseholdOut, **REFUSALS},
    operation_id="household_read",
    tags=["households"],
)
def household(request: HttpRequest, household_id: Path[UUID]) -> Any:
    """A household and who belongs to it now."""
    authorise(asker(request), Capability.PERSON_READ)
    return household_out(household_file(asker(request), household_id))


@router.get("/sites", response={200: Page[SiteOut], **REFUSALS}, operation_id="sites_list", tags=["sites"])
def sites(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, description="A name in any spelling.")] = "",
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:
    """The sites, or those that a text in any spelling may mean."""
    actor = asker(request)
    authorise(actor, Capability.SITE_READ)
    rows = [found.site for found in sites_found(actor, q)] if q.strip() else list(sites_list(actor))
    shown = rows[offset : offset + limit]
    return {"items": [site_out(row) for row in shown], "total": len(rows), "limit": limit, "offset": offset}


@router.get("/sites/{uuid:site_id}", response={200: SiteOut, **REFUSALS}, operation_id="site_read", tags=["sites"])
def site(request: HttpRequest, site_id: Path[UUID]) -> Any:
    """One site."""
    return site_out(site_of(asker(request), site_id).site)


@elsewhere.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}", include_in_schema=False)
def nowhere(request: HttpRequest, rest: str) -> Any:
    """No such address."""
    raise NotFound("There is no such address. /api/v1/openapi.json lists those there are.")


def _file(actor: Actor, person_id: UUID) -> dict[str, Any]:
    file = person_file(actor, person_id)
    return person_out(file.row) | {"claims": [claim_out(claim) for claim in file.claims]}


def _statements(given: PersonIn) -> tuple[Statement, ...]:
    """The statements of what was sent. Raises `Invalid` for a word or a date that cannot be read."""
    found: list[ClaimValue] = [
        NameValue(tidy(name.text), _member(NameKind, name.kind, "names")) for name in given.names
    ]
    if given.birth.strip():
        read = read_birth(given.birth, timezone.localdate())
        if read is None:
            raise Invalid(
                "The birth is not read as a date or an age. Send 1986, 4/3/1986, 1984-1987 or 8 years.", field="birth"
            )
        found.append(BirthValue(read[0], read[1], tidy(given.birth_place)))
    if given.sex:
        found.append(SexValue(_member(Sex, given.sex, "sex")))
    for country in given.nationalities:
        found.append(_nationality(country.lower()))
    for role, name in ((ParentRole.FATHER, given.father), (ParentRole.MOTHER, given.mother)):
        if tidy(name):
            found.append(ParentValue(role, tidy(name)))
    return tuple(Statement(KINDS[type(value)], known(value)) for value in found)


KINDS = {
    NameValue: ClaimKind.NAME,
    BirthValue: ClaimKind.BIRTH,
    SexValue: ClaimKind.SEX,
    NationalityValue: ClaimKind.NATIONALITY,
    ParentValue: ClaimKind.PARENT,
}


def _nationality(code: str) -> NationalityValue:
    if code == STATELESS:
        return NationalityValue(stateless=True)
    if len(code) != 2 or not code.isascii() or not code.isalpha():
        raise Invalid(
            "A nationality is an ISO 3166 alpha-2 code such as iq, or xxa for stateless.", field="nationalities"
        )
    return NationalityValue(code)


def _member(kind: Any, word: str, field: str) -> Any:
    try:
        return kind(word)
    except ValueError:
        raise Invalid(f"Send one of: {', '.join(kind)}.", field=field) from None


api.add_router("", router)
api.add_router("", imports)
api.add_router("", exports)
api.add_router("", lists)
api.add_router("", runs)
api.add_router("", candidates)
api.add_router("", assessments)
api.add_router("", elsewhere)  # last: what no operation answers
