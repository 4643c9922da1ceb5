"""Version 1 of the interface: persons, households, sites, documents, imports, exports.

Comes in: requests with a token. Goes out: JSON. Each operation calls one selector or one action, as pages do, so that whatever a token's
role does not reach is not there. Changes within a version only ever add.
"""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, NinjaAPI, Path, Query, Router, Status, UploadedFile
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer
from ninja.types import DictStrAny

from homeward.access.actions import authorise, denied
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import disclosure_list, token_actor
from homeward.exchange.actions.staging import Upload, import_stage
from homeward.exchange.selectors.imports import import_of, imports_list
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
from homeward.registry.selectors.search import persons_search
from homeward.web.api.problems import PROBLEM, handle
from homeward.web.api.shapes import (
    DisclosureOut,
    HouseholdOut,
    ImportOut,
    Page,
    PersonFileOut,
    PersonIn,
    PersonOut,
    Problem,
    SiteOut,
    claim_out,
    household_out,
    import_out,
    person_out,
    site_out,
)

MOST = 100
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=1_000_000)]
STATELESS = "xxa"
REFUSALS = {401: Problem, 403: Problem, 404: Problem, 409: Problem, 410: Problem, 422: Problem, 400: Problem}


class Token(HttpBearer):
    """A token, as `homeward users token` makes them."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor that the token stands for, on the request; None for a token that is not valid."""
        try:
            actor = token_actor(token)
        except Refused as refused:
            denied(refused)
            return None
        request.actor = actor  # type: ignore[attr-defined]
        return actor


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


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]
    return actor


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
        found = persons_search(_actor(request), q, site_ids=sites, limit=limit, offset=offset)
        rows, total, narrow = found.rows, found.total, found.too_many
    else:
        authorise(_actor(request), Capability.PERSON_SEARCH)
        latest, total = persons_latest(_actor(request), site_ids=sites, limit=limit, offset=offset)
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
    return Status(201, _file(_actor(request), person_register(_actor(request), draft)))


@router.get(
    "/persons/{uuid:person_id}", response={200: PersonFileOut, **REFUSALS}, operation_id="person_read", tags=["persons"]
)
def person(request: HttpRequest, person_id: Path[UUID]) -> Any:
    """A person's file. That it was opened is in the trail."""
    authorise(_actor(request), Capability.PERSON_READ, person_id=person_id)
    return _file(_actor(request), person_id)


@router.get(
    "/documents", response={200: Page[PersonOut], **REFUSALS}, operation_id="documents_find", tags=["documents"]
)
def documents(
    request: HttpRequest, number: Annotated[str, Query(min_length=4, max_length=64)], limit: Limit = 25
) -> Any:
    """The persons who hold a paper with this number, whatever stands between its characters."""
    authorise(_actor(request), Capability.DOCUMENT_READ)
    found = persons_search(_actor(request), number, limit=limit)
    return {"items": [person_out(row) for row in found.rows], "total": found.total, "limit": limit, "offset": 0}


@router.get(
    "/households/{uuid:household_id}",
    response={200: HouseholdOut, **REFUSALS},
    operation_id="household_read",
    tags=["households"],
)
def household(request: HttpRequest, household_id: Path[UUID]) -> Any:
    """A household and who belongs to it now."""
    authorise(_actor(request), Capability.PERSON_READ)
    return household_out(household_file(_actor(request), household_id))


@router.get("/sites", response={200: Page[SiteOut], **REFUSALS}, operation_id="sites_list", tags=["sites"])
def sites(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, description="A name in any spelling.")] = "",
    limit: Limit = 100,
    offset: Offset = 0,
) -> Any:
    """The sites, or those that a text in any spelling may mean."""
    actor = _actor(request)
    authorise(actor, Capability.SITE_READ)
    rows = [found.site for found in sites_found(actor, q)] if q.strip() else list(sites_list(actor))
    shown = rows[offset : offset + limit]
    return {"items": [site_out(row) for row in shown], "total": len(rows), "limit": limit, "offset": offset}


@router.get("/sites/{uuid:site_id}", response={200: SiteOut, **REFUSALS}, operation_id="site_read", tags=["sites"])
def site(request: HttpRequest, site_id: Path[UUID]) -> Any:
    """One site."""
    return site_out(site_of(_actor(request), site_id).site)


@router.get("/imports", response={200: list[ImportOut], **REFUSALS}, operation_id="imports_list", tags=["imports"])
def imports(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The newest imports."""
    authorise(_actor(request), Capability.IMPORT_STAGE)
    return [import_out(row) for row in imports_list(_actor(request), limit=limit, offset=offset)]


@router.post(
    "/imports", response={201: ImportOut, 413: Problem, **REFUSALS}, operation_id="import_stage", tags=["imports"]
)
def stage(request: HttpRequest, site_id: Annotated[UUID, Query()], file: Annotated[UploadedFile, File()]) -> Any:
    """Bring a file for a site. It is read and waits; people decide on the pages."""
    content = file.read()
    return Status(
        201, import_out(import_stage(actor=_actor(request), site_id=site_id, files=[Upload(file.name or "", content)]))
    )


@router.get(
    "/imports/{uuid:import_id}", response={200: ImportOut, **REFUSALS}, operation_id="import_read", tags=["imports"]
)
def one_import(request: HttpRequest, import_id: Path[UUID]) -> Any:
    """One import and how far it is."""
    authorise(_actor(request), Capability.IMPORT_STAGE)
    return import_out(import_of(_actor(request), import_id))


@router.get("/exports", response={200: list[DisclosureOut], **REFUSALS}, operation_id="exports_list", tags=["exports"])
def exports(request: HttpRequest, limit: Limit = 50) -> Any:
    """What was disclosed: to whom, for what, how much."""
    authorise(_actor(request), Capability.AGREEMENT_READ)
    rows = disclosure_list(_actor(request))[:limit]
    return [
        {
            "id": row.id,
            "recipient": row.recipient,
            "purpose": row.purpose.value,
            "caveats": list(row.caveats),
            "columns": list(row.columns),
            "rows": row.rows,
            "persons": row.persons,
            "sha256": row.sha256.hex(),
            "made_at": row.made_at,
        }
        for row in rows
    ]


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
api.add_router("", elsewhere)  # last: what no operation answers
