"""An export: named records about to leave as a disclosure. What is asked for, what is kept back and why, and what was made.

Comes in: nothing. Goes out: frozen types. Every row that was selected is either written or kept back for a reason: the counts add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

import msgspec

from homeward.access.facts import Category


class ExportForm(StrEnum):
    """What kind of file is made. FollowTheMoney: one entity in each line of JSON."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON_LINES = "jsonl"
    FTM = "ftm"


class ExportState(StrEnum):
    """Where an export stands. An expired one keeps its record; its file is gone."""

    ASKED = "asked"
    READY = "ready"
    EXPIRED = "expired"


class ExportColumn(StrEnum):
    """A column that an export may hold, in the order of the file."""

    NUMBER = "number"
    NAME = "name"
    ROMANISED = "romanised"
    KUNYA = "kunya"
    OTHER_NAMES = "other_names"
    SEX = "sex"
    BIRTH = "birth"
    BIRTH_BASIS = "birth_basis"
    BIRTH_PLACE = "birth_place"
    NATIONALITY = "nationality"
    FATHER = "father"
    MOTHER = "mother"
    DOCUMENTS = "documents"
    LANGUAGES = "languages"
    CONTACTS = "contacts"
    NEEDS = "needs"
    HOUSEHOLD = "household"
    ROLE = "role"
    SITE = "site"
    SECTION = "section"
    TENT = "tent"
    STANDING = "standing"
    REGISTERED = "registered"


C = ExportColumn
CATEGORY_OF: Final[dict[ExportColumn, Category]] = {
    C.NUMBER: Category.NAME,
    C.NAME: Category.NAME,
    C.ROMANISED: Category.NAME,
    C.KUNYA: Category.NAME,
    C.OTHER_NAMES: Category.NAME,
    C.SEX: Category.SEX,
    C.BIRTH: Category.BIRTH,
    C.BIRTH_BASIS: Category.BIRTH,
    C.BIRTH_PLACE: Category.BIRTH,
    C.NATIONALITY: Category.NATIONALITY,
    C.FATHER: Category.PARENT,
    C.MOTHER: Category.PARENT,
    C.DOCUMENTS: Category.DOCUMENT,
    C.LANGUAGES: Category.LANGUAGE,
    C.CONTACTS: Category.CONTACT,
    C.NEEDS: Category.NEED,
    C.HOUSEHOLD: Category.HOUSEHOLD,
    C.ROLE: Category.HOUSEHOLD,
    C.SITE: Category.CUSTODY,
    C.SECTION: Category.CUSTODY,
    C.TENT: Category.CUSTODY,
    C.STANDING: Category.CUSTODY,
    C.REGISTERED: Category.CUSTODY,
}


class Reason(StrEnum):
    """Why a row, or a part of one, is kept back."""

    CHILD = "child"
    CLOSED = "closed"
    SENSITIVE_NEED = "sensitive_need"


class ExportRequest(msgspec.Struct, frozen=True):
    """What somebody wants to send. `columns` empty: every column that the agreement covers, needs aside.

    `person_ids` empty: everybody at `site_id`, or at every site that the actor may export from. `children` and `sensitive_needs`
    are kept back unless they are asked for and the agreement covers them; `accepted` are the agreement's caveats, each confirmed.
    """

    agreement_id: UUID
    recipient: str
    form: ExportForm
    columns: tuple[ExportColumn, ...] = ()
    site_id: UUID | None = None
    person_ids: tuple[UUID, ...] = ()
    children: bool = False
    sensitive_needs: bool = False
    accepted: tuple[str, ...] = ()


class Withheld(msgspec.Struct, frozen=True):
    """How many were kept back for a reason. Of needs, single ones are counted: their rows are written without them."""

    reason: Reason
    count: int


class Tallied(msgspec.Struct, frozen=True):
    """Every row accounted for: `selected` is `written` and the rows withheld."""

    selected: int = 0
    written: int = 0
    children: int = 0
    withheld: tuple[Withheld, ...] = ()

    def rows_withheld(self) -> int:
        """Rows that were not written."""
        return sum(one.count for one in self.withheld if one.reason is not Reason.SENSITIVE_NEED)


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An export as a page shows it. `protected`: the file opens with a password, which is kept nowhere."""

    id: UUID
    request: ExportRequest
    state: ExportState
    tally: Tallied
    caveats: tuple[str, ...]
    protected: bool
    file_name: str
    size: int
    sha256: str
    disclosure_id: UUID | None
    asked_by: UUID
    asked_at: datetime
    made_at: datetime | None
    until: datetime | None
