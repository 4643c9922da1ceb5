"""The forms that make and change sites: what a site is, its closing, and what is added to it and stays.

Comes in: what was typed. Goes out: drafts for the actions of places. Days may be partial: a month or a year is an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from homeward.kernel.dates import PartialDate, parse
from homeward.places.facts import (
    AliasKind,
    CapacityDraft,
    Moved,
    SiteDraft,
    SiteKind,
    SiteRow,
    SiteStatus,
    Unit,
)
from homeward.web.countries import country_choices
from homeward.web.registering import choices

LONGEST: Final = 200
OTHERS: Final = tuple(code for code, _name in settings.LANGUAGES if code != "en")
_AUTO: Final = {"dir": "auto", "autocomplete": "off"}
_LTR: Final = {"dir": "ltr", "autocomplete": "off"}


class PartialDateField(forms.CharField):
    """A day, a month, a year or a span."""

    def __init__(self, **named: Any) -> None:
        super().__init__(max_length=60, help_text=_("A day, a month or a year: 4/3/2019, 3/2019, 2019."), **named)

    def clean(self, value: Any) -> Any:
        """The date. Raises `ValidationError` where the text states none."""
        text = super().clean(value)
        if not text:
            return None
        found = parse(text)
        if found is None:
            raise ValidationError(_("This is not read as a date. Write 4/3/2019, 3/2019 or 2019."))
        return found


def _text(label: Any, *, most: int = LONGEST, required: bool = True, **named: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        widget=forms.TextInput(attrs=named.pop("attrs", _AUTO)),
        **named,
    )


def _reason(label: Any, *, required: bool) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, required=required, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class _Named(forms.Form):
    """A form with a name in each further language; the field is called as the rules call it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for code, language in settings.LANGUAGES:
            if code in OTHERS:
                label = _("Name in %(language)s") % {"language": language}
                self.fields[f"names.{code}"] = _text(label, required=False)

    def names(self) -> dict[str, str]:
        """The names that were typed, by language."""
        found = {code: self.cleaned_data.get(f"names.{code}", "") for code in OTHERS}
        return {code: name for code, name in found.items() if name}


class SiteForm(_Named):
    """What a site is."""

    code = _text(_("Code"), most=16, attrs=_LTR, help_text=_("Capital letters, digits and hyphens, such as NS-1."))
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(SiteKind))
    name = _text(_("Name in English"))
    country = forms.ChoiceField(label=_("Country"), choices=lambda: [("", "—"), *country_choices()])
    area_code = _text(
        _("P-code of the area"), most=40, required=False, attrs=_LTR, help_text=_("Of the country's list of areas.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [("", "—"), *((name, name) for name in sorted(available_timezones()))]
    )
    opened = PartialDateField(label=_("Opened"), required=False)
    status = forms.ChoiceField(label=_("State"), choices=choices(SiteStatus))
    reason = _reason(_("Why it changes"), required=False)

    def __init__(self, *given: Any, site: SiteRow | None = None, **named: Any) -> None:
        super().__init__(*given, initial=_initial(site) if site else {"status": SiteStatus.OPEN}, **named)
        closed = site is not None and site.status is SiteStatus.CLOSED
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (code, words) for code, words in choices(SiteStatus) if (code == SiteStatus.CLOSED) == closed
        ]
        if site is None:
            del self.fields["reason"]

    def draft(self) -> SiteDraft:
        """The site as it was typed."""
        given = self.cleaned_data
        return SiteDraft(
            code=given["code"].strip().upper(),
            kind=SiteKind(given["kind"]),
            name=given["name"],
            country=given["country"],
            time_zone=given["time_zone"],
            names=self.names(),
            area_code=given["area_code"].strip().upper(),
            opened=given["opened"],
            status=SiteStatus(given["status"]),
        )


class CloseForm(forms.Form):
    """The day and the reason of a closing."""

    closed = PartialDateField(label=_("Closed on"))
    reason = _reason(_("Why it closes"), required=True)


class ReopenForm(forms.Form):
    """The reason why a closed site is open again."""

    reason = _reason(_("Why it opens again"), required=True)


class AliasForm(forms.Form):
    """Another name of a site."""

    text = _text(_("Name, as it is written"))
    kind = forms.ChoiceField(label=_("What it is"), choices=choices(AliasKind))
    language = forms.ChoiceField(label=_("Language"), choices=[("", "—"), *settings.LANGUAGES], required=False)
    source = _text(_("Who writes it so"))


class CapacityForm(forms.Form):
    """How many a site can hold."""

    amount = forms.IntegerField(label=_("How many"), min_value=1)
    unit = forms.ChoiceField(label=_("Counted in"), choices=choices(Unit))
    as_of = PartialDateField(label=_("As of"))
    source = _text(_("Who says so"))

    def draft(self) -> CapacityDraft:
        """The claim."""
        given = self.cleaned_data
        return CapacityDraft(given["amount"], Unit(given["unit"]), given["as_of"], given["source"])


class SectionForm(_Named):
    """A part of a site."""

    code = _text(_("Code of the section"), most=16, attrs=_LTR)
    english = _text(_("Name in English"), required=False)

    def names(self) -> dict[str, str]:
        """The names, the English one among them."""
        english = self.cleaned_data.get("english", "")
        return ({"en": english} if english else {}) | super().names()


class SuccessionForm(forms.Form):
    """That one site followed another."""

    order = forms.ChoiceField(
        label=_("Which came first"),
        choices=[("before", _("The other site came before this one")), ("after", _("The other site follows this one"))],
        widget=forms.RadioSelect,
    )
    successor = forms.ChoiceField(label=_("The other site"))
    since = PartialDateField(label=_("Since"))
    moved = forms.ChoiceField(label=_("What the later one took over"), choices=choices(Moved))
    words = _reason(_("In words"), required=False)

    def __init__(self, *given: Any, sites: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["successor"].choices = list(sites)  # type: ignore[attr-defined]


def _initial(site: SiteRow) -> Mapping[str, Any]:
    day: PartialDate | None = site.opened
    return {
        "code": site.code,
        "kind": site.kind,
        "name": site.name,
        "country": site.country,
        "area_code": site.area_code,
        "time_zone": site.time_zone,
        "opened": (day.raw or day.iso()) if day else "",
        "status": site.status,
        **{f"names.{code}": name for code, name in site.names.items()},
    }
