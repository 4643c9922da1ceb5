"""One record of the UN list becomes a `Listing`.

Comes in: a `Fragment` (an INDIVIDUAL or an ENTITY) and the tally that counts what was odd. Goes out: a frozen `Listing`.
Names stand in up to four positions that are neither given nor family names, so no surname is marked.
Never decides whether a record is kept: that is for `read`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from homeward.kernel.countries import country_code, states_no_country
from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.tally import Tally
from homeward.watchlists.fragments import Fragment
from homeward.watchlists.listing import Kind, ListedDocument, ListedName, ListedPlace, Listing, Sex
from homeward.watchlists.un.aliases import QUALITIES, Alias, read_alias
from homeward.watchlists.un.births import as_published, distinct, read_birth
from homeward.watchlists.un.papers import read_paper
from homeward.watchlists.un.wording import parents

KINDS: dict[str, Kind] = {"INDIVIDUAL": "individual", "ENTITY": "entity"}

_NAME_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PLACE_PARTS = ("STREET", "CITY", "STATE_PROVINCE")
_ADDRESS_PARTS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
_PROGRAMMES = {"GB": "Guinea-Bissau"}  # as the UN's own reference prefixes say; not the United Kingdom
_SEXES: dict[str, Sex] = {"male": "male", "female": "female"}


def reference_of(fragment: Fragment) -> str:
    """The UN's own citable reference: QDi.001."""
    return fragment.first("REFERENCE_NUMBER")


def to_listing(fragment: Fragment, list_id: str, tally: Tally) -> Listing:
    """The listing of one record, its oddities counted in the tally."""
    tag = fragment.tag
    aliases = [read_alias(group) for group in fragment.groups.get(f"{tag}_ALIAS", ())]
    _count_aliases(fragment, tally)
    born = fragment.groups.get(f"{tag}_DATE_OF_BIRTH", [])
    births = [(group, read_birth(group)) for group in born]
    unread = [as_published(group) for group, date in births if date is None and as_published(group)]
    tally.quirk("unread_date", len(unread)) if unread else None
    fathers, mothers = parents(fragment.first("COMMENTS1"))
    return Listing(
        list_id=list_id,
        entry_id=reference_of(fragment),
        kind=KINDS[tag],
        names=_names(fragment, aliases),
        position=fragment.position,
        content_hash=fragment.content_hash,
        reference=reference_of(fragment),
        programmes=tuple(_PROGRAMMES.get(text, text) for text in fragment.fields.get("UN_LIST_TYPE", ())),
        births=distinct([*(date for _, date in births if date), *(date for alias in aliases for date in alias.births)]),
        sex=_SEXES.get(fragment.first("GENDER").lower()),
        nationalities=_nationalities(fragment.fields.get("NATIONALITY/VALUE", ()), tally),
        birth_places=_birth_places(fragment),
        documents=_documents(fragment, aliases),
        father_names=_once([*fathers, *(name for alias in aliases for name in alias.father_names)]),
        mother_names=mothers,
        titles=tuple(fragment.fields.get("TITLE/VALUE", ())),
        listed_on=parse(fragment.first("LISTED_ON")),
        amended_on=_latest(fragment.fields.get("LAST_DAY_UPDATED/VALUE", ())),
        remarks="\n".join(_remarks(fragment, aliases, unread)),
    )


def _names(fragment: Fragment, aliases: Iterable[Alias]) -> tuple[ListedName, ...]:
    """The primary name, itself in its own script, then the aliases; each spelling once."""
    primary = " ".join(text.replace(",", "") for part in _NAME_PARTS if (text := fragment.first(part)))
    script = (ListedName(text, "original_script") for text in fragment.fields.get("NAME_ORIGINAL_SCRIPT", ()))
    names: dict[str, ListedName] = {primary: ListedName(primary, primary=True)} if primary.strip() else {}
    for name in [*script, *(name for alias in aliases for name in alias.names)]:
        names.setdefault(name.text, name)
    return tuple(names.values())


def _count_aliases(fragment: Fragment, tally: Tally) -> None:
    for group in fragment.groups.get(f"{fragment.tag}_ALIAS", ()):
        if "ALIAS_NAME" not in group:
            tally.quirk("empty_alias")
        elif group.get("QUALITY", "").lower() not in QUALITIES:
            tally.quirk("unknown_quality")


def _nationalities(texts: Iterable[str], tally: Tally) -> tuple[str, ...]:
    found = []
    for text in texts:
        code = country_code(text)
        if code is None and states_no_country(text):
            continue
        if code is None:
            tally.quirk("unknown_country")
        found.append(code or text)
    return _once(found)


def _birth_places(fragment: Fragment) -> tuple[ListedPlace, ...]:
    """Places of birth, those that hang under aliases too. A country alone is a place by its name."""
    found = [
        _place(group, _PLACE_PARTS, "COUNTRY") for group in fragment.groups.get(f"{fragment.tag}_PLACE_OF_BIRTH", ())
    ]
    found += [
        _place(group, ("CITY_OF_BIRTH",), "COUNTRY_OF_BIRTH")
        for group in fragment.groups.get(f"{fragment.tag}_ALIAS", ())
    ]
    return tuple(dict.fromkeys(place for place in found if place.text))


def _place(group: dict[str, str], parts: Iterable[str], country: str) -> ListedPlace:
    stated = group.get(country, "")
    text = ", ".join(_once(group[part] for part in parts if part in group))
    return ListedPlace(text or stated or group.get("NOTE", ""), country_code(stated) or "" if stated else "")


def _documents(fragment: Fragment, aliases: Iterable[Alias]) -> tuple[ListedDocument, ...]:
    """Papers once each; one that an alias mentions again adds nothing to the same number stated in full."""
    groups = fragment.groups.get(f"{fragment.tag}_DOCUMENT", ())
    stated = [paper for group in groups if (paper := read_paper(group))]
    numbers = {paper.number.replace(" ", "") for paper in stated}
    mentioned = (paper for alias in aliases for paper in alias.documents)
    return tuple(dict.fromkeys([*stated, *(p for p in mentioned if p.number.replace(" ", "") not in numbers)]))


def _latest(texts: Iterable[str]) -> PartialDate | None:
    return max((date for text in texts if (date := parse(text))), key=lambda date: date.last, default=None)


def _remarks(fragment: Fragment, aliases: Iterable[Alias], unread: Iterable[str]) -> Iterator[str]:
    """What a person should read beside the facts: comments, roles, addresses, and notes on names and papers."""
    tag = fragment.tag
    yield from fragment.fields.get("COMMENTS1", ())
    yield from (f"designation: {text}" for text in fragment.fields.get("DESIGNATION/VALUE", ()))
    yield from (f"birth date as published: {text}" for text in unread)
    yield from (f"place of birth: {text}" for text in fragment.fields.get(f"{tag}_PLACE_OF_BIRTH/NOTE", ()))
    for alias in aliases:
        yield from (f"on the name {alias.names[0].text}: {text}" for text in alias.remarks if alias.names)
    for group in fragment.groups.get(f"{tag}_ADDRESS", ()):
        if text := ", ".join(group[part] for part in _ADDRESS_PARTS if part in group):
            yield f"address: {text}"
    for group in fragment.groups.get(f"{tag}_DOCUMENT", ()):
        if text := " ".join(group[part] for part in ("TYPE_OF_DOCUMENT2", "NUMBER", "NOTE") if part in group):
            yield f"document: {text}"


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
