"""Forms of a country's process in a case, of gaps, services and places: what is chosen and typed, with the sentences that help.

Comes in: an item and what may be said of it, sites and areas to choose among, what was typed. Goes out: drafts for the actions. Never
decides who may: the actions do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.milestones import ItemState, MilestoneDraft, Said
from homeward.pathway.facts.packs import Does, Item, ItemKind
from homeward.pathway.facts.readiness import NoteDraft, NoteKind, Outlook, TookPart
from homeward.pathway.facts.services import ForWhom, GapAnswer, ServiceDraft, ServiceFilter, ServiceKind, ServiceRow
from homeward.web.case_forms import day_field, words_field
from homeward.web.countries import language_choices
from homeward.web.registering import choices
from homeward.web.words import word

Chosen = Sequence[tuple[str, str]]
_LINE: Final = {"dir": "auto", "autocomplete": "off"}


def _line(label: Any, help_text: Any = "", *, most: int = 200, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required, widget=forms.TextInput(attrs=_LINE)
    )


def said_in_words(item: Item | None, said: str) -> str:
    """What was said of an item, in the reader's language: an answer as the pack calls it, or one of our own words."""
    answer = item.answer(said) if item else None
    if answer is not None:
        return answer.titles.said(get_language() or "en")
    return str(word(Said(said))) if said in list(Said) else said.replace("_", " ")


class MilestoneForm(forms.Form):
    """What was asked or answered, on which day, and words for whoever reads it later."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    said = forms.ChoiceField(label=_("What is recorded"), widget=forms.RadioSelect)
    day = day_field(_("On which day"))
    reference = _line(
        _("Reference"), _("The number under which the letter or the outcome is kept, nothing of what it holds."), most=120,
        required=False,
    )  # fmt: skip
    until = day_field(_("It holds until"), _("Where the answer says so itself."), required=False)
    words = words_field(
        _("In words"),
        _("The authority's reasons, what is missing, or how it went in the family's own words."),
        required=False,
    )

    def __init__(self, state: ItemState | None, offered: Sequence[str], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        item = state.item if state else None
        self.initial.setdefault("day", timezone.localdate())
        self.fields["said"].choices = [(one, said_in_words(item, one)) for one in offered]  # type: ignore[attr-defined]
        if len(offered) == 1:
            self.initial["said"] = offered[0]
        if item is None or item.kind not in (ItemKind.REQUEST, ItemKind.RESULT):
            del self.fields["reference"]
        if item is None or not any(one.does is Does.SATISFIES for one in item.answers) or item.valid_days is None:
            del self.fields["until"]

    def draft(self, item: str) -> MilestoneDraft:
        """The entry as it was typed."""
        sent = self.cleaned_data
        return MilestoneDraft(
            item=item, said=sent["said"], day=sent["day"], number=sent["number"], words=sent["words"],
            reference=sent.get("reference", ""), until=sent.get("until"),
        )  # fmt: skip


class GapForm(forms.Form):
    """What a person says to a need without a service."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(label=_("What they said"), choices=choices(GapAnswer), widget=forms.RadioSelect)
    words = words_field(_("In their own words"))


class ServiceForm(forms.Form):
    """A service of the directory."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=lambda: choices(ServiceKind))
    title = _line(_("What it is called"))
    provider = _line(_("Who provides it"))
    site_id = forms.ChoiceField(label=_("At which site"), required=False)
    area_code = forms.ChoiceField(
        label=_("In which area"), required=False, help_text=_("Where it is there for a whole area.")
    )
    whom = forms.ChoiceField(label=_("For whom"), choices=lambda: choices(ForWhom), initial=ForWhom.EVERYONE)
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken there"), choices=lambda: language_choices()[:12], required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=_("How many it can have at a time"), min_value=1, required=False,
        help_text=_("Leave it empty where nobody said. It never decides who comes first."),
    )  # fmt: skip
    open_from = day_field(_("Open from"), required=False)
    open_until = day_field(_("Open until"), required=False)
    contact = _line(
        _("How it is reached"), _("A telephone number or an address of the office."), most=300, required=False
    )
    source = _line(_("Who says so"))

    def __init__(
        self, *given: Any, sites: Chosen, areas: Chosen, service: ServiceRow | None = None, **named: Any
    ) -> None:
        super().__init__(*given, **named)
        if service is not None:
            self.initial = _initial(service)
        for name, found in (("site_id", sites), ("area_code", areas)):
            self.fields[name].choices = [("", "—"), *found]  # type: ignore[attr-defined]

    def draft(self) -> ServiceDraft:
        """The service as it was typed."""
        sent = self.cleaned_data
        return ServiceDraft(
            kind=ServiceKind(sent["kind"]), title=sent["title"], provider=sent["provider"], source=sent["source"],
            site_id=UUID(sent["site_id"]) if sent["site_id"] else None, area_code=sent["area_code"],
            whom=ForWhom(sent["whom"]), languages=tuple(sent["languages"]), capacity=sent["capacity"],
            open_from=sent["open_from"], open_until=sent["open_until"], contact=sent["contact"],
        )  # fmt: skip


class NoteForm(forms.Form):
    """Something about a place. Which fields there are depends on what it is."""

    outlook = forms.ChoiceField(
        label=_("Is the place ready?"), choices=lambda: choices(Outlook), widget=forms.RadioSelect
    )
    with_whom = forms.MultipleChoiceField(
        label=_("Who took part"), choices=lambda: choices(TookPart), required=False, widget=forms.CheckboxSelectMultiple
    )
    attended = forms.IntegerField(label=_("How many came"), min_value=1, required=False)
    settles = forms.ChoiceField(label=_("Which concern it settles"), required=False)
    words = words_field(_("In words"), _("About the place. Name no person, no family and no household."))
    day = day_field(_("On which day"))
    until = day_field(_("It holds until"), _("Then somebody asks again. A year at most."))
    source = _line(_("Who says so"))

    def __init__(self, kind: NoteKind, *given: Any, concerns: Chosen = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self.kind = kind
        self.initial.setdefault("day", timezone.localdate())
        self.fields["settles"].choices = [("", "—"), *concerns]  # type: ignore[attr-defined]
        for name in _WITHOUT[kind]:
            del self.fields[name]

    def draft(self, site_id: UUID) -> NoteDraft:
        """The note as it was typed."""
        sent = self.cleaned_data
        return NoteDraft(
            kind=self.kind, words=sent["words"], source=sent["source"], day=sent["day"], site_id=site_id,
            outlook=Outlook(sent["outlook"]) if sent.get("outlook") else None, until=sent.get("until"),
            with_whom=tuple(TookPart(one) for one in sent.get("with_whom", ())), attended=sent.get("attended"),
            settles=UUID(sent["settles"]) if sent.get("settles") else None,
        )  # fmt: skip


_WITHOUT: Final = {
    NoteKind.SESSION: ("outlook", "until", "settles"),
    NoteKind.CONCERN: ("outlook", "until", "settles", "attended"),
    NoteKind.AGREEMENT: ("outlook", "until", "attended"),
    NoteKind.JUDGEMENT: ("settles", "attended"),
}


class PackFileForm(forms.Form):
    """The file of a pack."""

    file = forms.FileField(label=_("YAML file of a pack"))


def filter_of(query: Any) -> ServiceFilter:
    """What an address asks of the directory; what is no choice narrows nothing."""
    kind, whom, site = query.get("kind", ""), query.get("whom", ""), query.get("site", "")
    return ServiceFilter(
        kind=ServiceKind(kind) if kind in list(ServiceKind) else None, site_id=_id(site),
        area_code=query.get("area", "")[:40], whom=ForWhom(whom) if whom in list(ForWhom) else None,
        language=query.get("language", "")[:8], free=query.get("free") == "1", ended=query.get("show") == "ended",
    )  # fmt: skip


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _initial(service: ServiceRow) -> dict[str, Any]:
    return {
        "kind": service.kind, "title": service.title, "provider": service.provider, "source": service.source,
        "site_id": str(service.site_id or ""), "area_code": service.area_code, "whom": service.whom,
        "languages": list(service.languages), "capacity": service.capacity, "open_from": service.open_from,
        "open_until": service.open_until, "contact": service.contact,
    }  # fmt: skip
