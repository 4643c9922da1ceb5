"""The manifest as a page and as a disclosure, the sheet for counting on paper, and the paper that both sides of a handover sign.

Comes in: a convoy, or an agreement. Goes out: pages and files. A manifest leaves only under an agreement and is written down; sheets are
papers of those who lead the convoy, hold the least that counting needs, and say how they are done away with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Capability, Category
from homeward.access.selectors import AgreementRow, may
from homeward.exchange.writing.about import About
from homeward.pathway.actions.manifests import ManifestAsk, manifest_disclose
from homeward.pathway.facts.manifests import Manifest, ManifestColumn, ManifestForm
from homeward.pathway.manifest_file import needs_of
from homeward.pathway.selectors.convoys import lead_only
from homeward.pathway.selectors.counted import counting_of
from homeward.pathway.selectors.manifests import manifest_agreements, manifest_columns, manifest_of
from homeward.pathway.selectors.signing import signing_of
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.convoy_forms import ManifestAskForm
from homeward.web.convoy_page import STATES, names, point_name
from homeward.web.papers import pdf

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def convoy_manifest(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """The manifest as a page."""
    actor = actor_of(request)
    manifest = manifest_of(actor, convoy_id)
    row = manifest.convoy
    disclose = may(actor, Capability.EXPORT, site_id=row.from_site_id)
    context = {
        "row": row, "state": STATES[row.state], "sites": names(actor, row), "manifest": manifest,
        "vehicles": _by_vehicle(manifest), "missing": sum(line.without_paper for line in manifest.lines),
        "noted": any(line.journey for line in manifest.lines),
        "agreements": manifest_agreements(actor, convoy_id) if disclose else (), "disclose": disclose,
    }  # fmt: skip
    return render(request, "pathway/convoy_manifest.html", context)


def convoy_disclose(request: HttpRequest, convoy_id: UUID, agreement_id: UUID) -> HttpResponse:
    """Let the manifest leave under an agreement."""
    actor = actor_of(request)
    row = next((one for one in manifest_agreements(actor, convoy_id) if one.id == agreement_id), None)
    if row is None:
        raise NotFound(_("This agreement is not in force, or not for the purpose you work for."))
    manifest = manifest_of(actor, convoy_id)
    needs = may(actor, Capability.NEED_READ) and Category.NEED in row.agreement.categories
    form, status = ManifestAskForm(request.POST or None, row=row, needs=needs), 200
    if request.method == "POST" and form.is_valid():
        try:
            return _file(request, actor, manifest, row, form)
        except (*SHOWN_IN_PLACE, Refused) as wrong:
            status = show_at(form, wrong)
    columns = manifest_columns(actor, row.agreement, needs=needs)
    context = {
        "row": manifest.convoy, "agreement": row.agreement, "form": form, "columns": columns, "manifest": manifest,
        "left_out": [one for one in ManifestColumn if one not in columns],
    }  # fmt: skip
    status = 400 if form.errors and status == 200 else status
    return render(request, "pathway/convoy_disclose.html", context, status=status)


def convoy_sheet(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """The sheet by which people are counted on paper, as a PDF; with `?page=1`, as a page that can be saved on a phone."""
    actor = actor_of(request)
    counting = counting_of(actor, point_id)
    lead_only(actor, counting.convoy.id)
    context = _paper(actor) | {
        "row": counting.convoy, "sites": names(actor, counting.convoy), "name": point_name(counting.point),
        "parties": counting.parties, "total": sum(len(party.seats) for party in counting.parties),
        "number": counting.convoy.number,
    }  # fmt: skip
    if request.GET.get("page"):
        return render(request, "pathway/convoy_saved.html", context)
    return _answer(
        pdf("papers/convoy_sheet.html", context), PDF, f"{counting.convoy.number}-{counting.point.number}.pdf"
    )


def convoy_handover_paper(request: HttpRequest, convoy_id: UUID) -> HttpResponse:
    """The paper that the receiving side signs: numbers, conditions, and room for two names."""
    actor = actor_of(request)
    signing = signing_of(actor, convoy_id)
    lead_only(actor, convoy_id)
    if not signing.numbers:
        messages.warning(request, _("Nothing can be signed now. Count everybody at the arrival first."))
        return HttpResponseRedirect(reverse("convoy_handover", args=[convoy_id]))
    context = _paper(actor) | {
        "row": signing.convoy, "signing": signing, "sites": names(actor, signing.convoy), "number": signing.convoy.number,
    }  # fmt: skip
    return _answer(pdf("papers/convoy_handover.html", context), PDF, f"{signing.convoy.number}-handover.pdf")


def _file(
    request: HttpRequest, actor: Actor, manifest: Manifest, row: AgreementRow, form: ManifestAskForm
) -> HttpResponse:
    given = form.cleaned_data
    ask = ManifestAsk(
        row.id, ManifestForm(given["form"]), frozenset(given.get("caveats", ())), bool(given.get("needs", False))
    )

    def paper(manifest: Manifest, columns: Sequence[ManifestColumn], about: About) -> bytes:
        context = _paper(actor) | {
            "row": manifest.convoy, "sites": names(actor, manifest.convoy), "vehicles": _by_vehicle(manifest),
            "columns": columns, "about": about, "total": len(manifest.lines), "number": manifest.convoy.number,
            "shown": {column.value: True for column in columns},
        }  # fmt: skip
        return pdf("papers/convoy_manifest.html", context)

    content = manifest_disclose(actor, manifest.convoy.id, ask, paper=paper)
    kind = XLSX if ask.form is ManifestForm.XLSX else PDF
    return _answer(content, kind, f"{manifest.convoy.number}-manifest.{ask.form.value}", attached=True)


def _by_vehicle(manifest: Manifest) -> list[tuple[str, list[tuple[str, list[dict[str, Any]]]]]]:
    """Lines by vehicle and household, with what the escort must know as words."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for line in manifest.lines:
        flags = [code for code in needs_of(line) if code in ("wheelchair", "escort")]
        note = line.journey.words if line.journey else ""
        told = {"line": line, "needs": [str(_NEEDS[code]()) for code in flags], "note": note, "kept": note is None}
        found.setdefault(line.vehicle, {}).setdefault(line.household, []).append(told)
    return [(vehicle, list(homes.items())) for vehicle, homes in found.items()]


_NEEDS = {
    "wheelchair": lambda: _("place for a wheelchair"),
    "escort": lambda: _("somebody looks after them on the way"),
}


def _paper(actor: Actor) -> dict[str, Any]:
    """What every paper needs: language, direction, day, who made it."""
    return {
        "language": get_language() or "en", "bidi": get_language_bidi(), "day": timezone.localdate(),
        "made_at": timezone.now(), "made_by": actor.username,
    }  # fmt: skip


def _answer(content: bytes, kind: str, name: str, *, attached: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'{"attachment" if attached else "inline"}; filename="{name}"'
    return answer
