"""A live check: the screening analyst describes somebody, and sees at once which entries that could be. Nothing is kept.

Comes in: what was typed. Goes out: a page. The words are in no address and in no trail. A candidate is asked only once the analyst opens
it for somebody who is registered.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.kernel.countries import country_code
from homeward.kernel.dates import parse
from homeward.kernel.errors import BadInput
from homeward.registry.facts.values import Sex
from homeward.registry.selectors.persons import person_by_number
from homeward.review.actions.live import live_open
from homeward.review.facts.live import Live
from homeward.review.selectors.live import live_check
from homeward.screening.evidence import Evidence
from homeward.screening.profile import Profile, ProfileDocument
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.evidence_words import STATES, field_of, listed_of, told
from homeward.web.side_by_side import signed
from homeward.web.words import word

_AUTO = {"dir": "auto", "autocomplete": "off"}
_LTR = {"dir": "ltr", "autocomplete": "off"}


class LiveForm(forms.Form):
    """Somebody described."""

    name = forms.CharField(
        label=gettext_lazy("Name"), required=False, max_length=300, widget=forms.TextInput(attrs=_AUTO),
        help_text=gettext_lazy("In any script, as full as it is known."),
    )  # fmt: skip
    other = forms.CharField(
        label=gettext_lazy("Another spelling or name"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs=_AUTO),
    )
    born = forms.CharField(
        label=gettext_lazy("Born"), required=False, max_length=40, widget=forms.TextInput(attrs=_LTR),
        help_text=gettext_lazy("A day, a month or a year: 1986-03-04, 1986-03, 1986."),
    )  # fmt: skip
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), required=False)
    nationality = forms.CharField(
        label=gettext_lazy("Nationality"), required=False, max_length=60, widget=forms.TextInput(attrs=_AUTO)
    )
    father = forms.CharField(
        label=gettext_lazy("Father's name"), required=False, max_length=300, widget=forms.TextInput(attrs=_AUTO)
    )
    mother = forms.CharField(
        label=gettext_lazy("Mother's name"), required=False, max_length=300, widget=forms.TextInput(attrs=_AUTO)
    )
    paper = forms.CharField(
        label=gettext_lazy("Number of a paper"), required=False, max_length=60, widget=forms.TextInput(attrs=_LTR),
        help_text=gettext_lazy("It is also looked up in files of stolen and lost papers."),
    )  # fmt: skip

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self.fields["sex"].choices = [("", "—"), *((one.value, word(one)) for one in Sex)]  # type: ignore[attr-defined]

    def clean_born(self) -> str:
        """What was typed, where a date can be read in it."""
        text = str(self.cleaned_data["born"]).strip()
        if text and parse(text) is None:
            raise forms.ValidationError(_("This is no date that can be read. Write a year, a month or a day."))
        return text

    def clean_nationality(self) -> str:
        """The country's code."""
        text = str(self.cleaned_data["nationality"]).strip()
        code = country_code(text) if text else ""
        if code is None:
            raise forms.ValidationError(_("No country is known by this name. Write it in English, or its two letters."))
        return code

    def profile(self) -> Profile:
        """What is compared."""
        typed = self.cleaned_data
        born = parse(typed["born"]) if typed["born"] else None
        return Profile(
            query_id="live",
            names=tuple(name.strip() for name in (typed["name"], typed["other"]) if name.strip()),
            births=(born,) if born else (),
            sex=typed["sex"] or None,
            nationalities=(typed["nationality"],) if typed["nationality"] else (),
            father_name=typed["father"].strip(),
            mother_name=typed["mother"].strip(),
            documents=(ProfileDocument(typed["paper"].strip()),) if typed["paper"].strip() else (),
        )


def live(request: HttpRequest) -> HttpResponse:
    """The form, and what it finds."""
    actor = actor_of(request)
    authorise(actor, Capability.SCREEN_LIVE)
    form, found, status = LiveForm(request.POST or None), None, 200
    if request.method == "POST":
        if form.is_valid():
            try:
                found = live_check(actor, form.profile())
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
        else:
            status = 400
    return render(request, "pages/live.html", {"form": form, "found": found, "rows": _rows(found)}, status=status)


@require_POST
def live_candidate(request: HttpRequest) -> HttpResponse:
    """Ask whether somebody registered is an entry that a live check showed."""
    actor = actor_of(request)
    authorise(actor, Capability.SCREEN_LIVE)
    number, list_id, entry = (request.POST.get(name, "") for name in ("number", "list", "entry"))
    try:
        person = person_by_number(actor, number)
        opened = live_open(actor=actor, person_id=person.id, list_id=list_id[:64], entry_id=entry[:128])
    except SHOWN_IN_PLACE as wrong:
        form = LiveForm()
        context = {"form": form, "found": None, "rows": (), "wrong": wrong, "again": (list_id, entry, number)}
        return render(request, "pages/live.html", context, status=404 if not isinstance(wrong, BadInput) else 400)
    return HttpResponseRedirect(reverse("candidate", args=[opened]))


def _rows(found: Live | None) -> list[dict[str, object]]:
    """The candidates, the strongest first, with what of each speaks for and against."""
    return [
        {
            "edition": one.edition,
            "candidate": one.candidate,
            "strong": one.strong,
            "weights": [_weight(piece) for piece in one.candidate.evidence],
        }
        for one in (found.candidates if found else ())
    ]


def _weight(piece: Evidence) -> dict[str, object]:
    """A row of the evidence in words."""
    return {
        "label": field_of(piece),
        "word": STATES[piece.state],
        "recorded": piece.recorded,
        "listed": listed_of(piece),
        "says": told(piece.says),
        "bits": signed(piece.millibits),
    }
