"""What a publisher says about one party, kept as it was said.

Comes in: a reader of one of the formats beside this file. Goes out: frozen `Listing`s, to be indexed or compared.
Never holds a judgement of ours: no score, no guess at what the publisher meant; raw text stays beside whatever was read from it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from homeward.kernel.dates import PartialDate
from homeward.kernel.sources import Position

Kind = Literal["individual", "entity", "vessel", "aircraft", "other"]
Quality = Literal["strong", "weak", "former", "original_script"]
Sex = Literal["male", "female"]


class ListedName(msgspec.Struct, frozen=True):
    """One name of a party. `primary` is the name the entry is published under; `surname` is set where the publisher marks it.

    `text` is as published (`AL-HAQ, Salim`): word order is for `homeward.names` to read.
    """

    text: str
    quality: Quality = "strong"
    primary: bool = False
    surname: str = ""


class ListedPlace(msgspec.Struct, frozen=True):
    """A place as written, and its country as ISO 3166 alpha-2 in lower case where one could be told."""

    text: str
    country: str = ""


class ListedDocument(msgspec.Struct, frozen=True):
    """A document: kind (passport, national_id, other …), number as written, issuing country (ISO alpha-2, lower case) or empty.

    `doubtful` marks a paper the publisher calls false, stolen, lost or expired: it never confirms identity by itself.
    """

    kind: str
    number: str
    issuer: str = ""
    doubtful: bool = False


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of a published list. `entry_id` is the publisher's own citable id (UN reference, OFAC ent_num, FtM id).

    `births` holds every date the publisher gives; `nationalities` are ISO alpha-2 codes in lower case, or the publisher's word
    where no code fits. `tracing` marks missing persons (yellow notices): another desk, never a security alert.
    `content_hash` covers the source fragment, not our reading of it.
    """

    list_id: str
    entry_id: str
    kind: Kind
    names: tuple[ListedName, ...]
    position: Position
    content_hash: str
    reference: str = ""
    programmes: tuple[str, ...] = ()
    births: tuple[PartialDate, ...] = ()
    sex: Sex | None = None
    nationalities: tuple[str, ...] = ()
    birth_places: tuple[ListedPlace, ...] = ()
    documents: tuple[ListedDocument, ...] = ()
    father_names: tuple[str, ...] = ()
    mother_names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    listed_on: PartialDate | None = None
    amended_on: PartialDate | None = None
    remarks: str = ""
    tracing: bool = False
