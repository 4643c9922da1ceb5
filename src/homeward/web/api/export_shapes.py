"""What the interface takes and gives of agreements, exports and disclosures.

Comes in: values. Goes out: shapes that become JSON and the published description. Never a record: that is in the file.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema

from homeward.access.facts import Category
from homeward.exchange.facts.exports import ExportColumn, ExportForm


class AgreementOut(Schema):
    """An agreement in force: what may be shared with whom, and the conditions that are accepted with each export."""

    id: UUID
    recipient: str
    title: str
    basis: str
    categories: list[str]
    caveats: list[str]
    children: bool
    site_id: UUID | None
    until: datetime


class ExportIn(Schema):
    """What is to leave under an agreement. Without columns or categories: all that the agreement covers, needs aside."""

    agreement_id: UUID
    form: ExportForm
    columns: list[ExportColumn] = Field(default_factory=list, max_length=40)
    categories: list[Category] = Field(default_factory=list, max_length=20)
    site_id: UUID | None = Field(None, description="Whose records: of one site, or of every site where the token may.")
    children: bool = False
    sensitive_needs: bool = False
    caveats: list[str] = Field(
        default_factory=list,
        max_length=50,
        description="The agreement's conditions, each accepted, as they stand there.",
    )
    password: str = Field("", max_length=200, description="Kept nowhere once the file is made.")


class ExportOut(Schema):
    """An export and how far it is: asked, ready or expired. `withheld`: how many were kept back, by reason."""

    id: UUID
    agreement_id: UUID
    recipient: str
    form: str
    state: str
    selected: int
    written: int
    withheld: dict[str, int]
    caveats: list[str]
    protected: bool
    file_name: str
    size: int
    sha256: str
    disclosure_id: UUID | None
    asked_at: datetime
    made_at: datetime | None
    until: datetime | None


class DisclosureOut(Schema):
    """Named records that left, to whom, for what."""

    id: UUID
    recipient: str
    purpose: str
    caveats: list[str]
    columns: list[str]
    rows: int
    persons: int
    sha256: str
    made_at: datetime
