"""Let a manifest leave: under an agreement, with its caveats confirmed, only what the agreement covers, and written down as a disclosure.

Comes in: an actor who may disclose, a convoy, an agreement. Goes out: the bytes of a file. Nothing is handed out that was not written down
first, and nobody is in it whom the actor does not reach. What the escort must know leaves only with whoever may read people's needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise, disclosure_check, disclosure_record
from homeward.access.actions.disclosures import Contents
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, Sending
from homeward.access.selectors.agreements import agreement_of
from homeward.exchange.writing.about import About
from homeward.pathway.facts.manifests import Manifest, ManifestColumn, ManifestForm
from homeward.pathway.manifest_file import workbook
from homeward.pathway.selectors.convoys import convoy_of
from homeward.pathway.selectors.manifests import CATEGORY_OF, manifest_columns, manifest_of
from homeward.registry.errors import Invalid

Paper = Callable[[Manifest, Sequence[ManifestColumn], About], bytes]


@dataclass(frozen=True, slots=True)
class ManifestAsk:
    """Under which agreement a manifest leaves, in which form, with which caveats confirmed; `needs` only with what the escort must know."""

    agreement_id: UUID
    form: ManifestForm
    accepted: frozenset[str] = frozenset()
    needs: bool = False


@action
def manifest_disclose(actor: Actor, convoy_id: UUID, ask: ManifestAsk, *, paper: Paper) -> bytes:
    """A manifest's file, written down as a disclosure before it is handed out. `paper` makes the PDF.

    Raises `Refused` where the agreement does not allow it (the sentence says why), `NotFound`, `Invalid`.
    """
    convoy = convoy_of(actor, convoy_id)
    authorise(actor, Capability.EXPORT, site_id=convoy.from_site_id)
    agreement = agreement_of(ask.agreement_id)
    if agreement is None:
        raise NotFound("There is no such agreement. Choose one from the list of agreements.")
    manifest = manifest_of(actor, convoy_id)
    if not manifest.lines or any(line.seat.person is None for line in manifest.lines):
        raise Invalid(
            "You do not reach everybody in this convoy, so you cannot pass its manifest on.", field="agreement"
        )
    columns = manifest_columns(actor, agreement, needs=ask.needs)
    sending = Sending(
        agreement_id=ask.agreement_id, recipient=agreement.recipient,
        categories=frozenset(CATEGORY_OF[one] for one in columns), form=ask.form.value, persons=len(manifest.lines),
        children=manifest.children, accepted=ask.accepted, site_id=convoy.from_site_id,
    )  # fmt: skip
    disclosure_check(actor, sending=sending)
    about = About(
        agreement.title, actor.purpose.value if actor.purpose else "", agreement.recipient, agreement.caveats,
        [one.value for one in columns], timezone.now(), actor.username,
    )  # fmt: skip
    content = (workbook if ask.form is ManifestForm.XLSX else paper)(manifest, columns, about)
    people = frozenset(line.seat.person_id for line in manifest.lines)
    disclosure_record(
        actor, sending=sending,
        contents=Contents([one.value for one in columns], len(manifest.lines), sha256(content).digest(), people),
    )  # fmt: skip
    return content
