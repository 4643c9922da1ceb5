"""Forms about convoys: a plan, a vehicle, what somebody says at the bus, who stands there, a signature.

Comes in: what somebody typed. Goes out: cleaned values and drafts for actions. What was typed stays when something is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.access.selectors import AgreementRow
from homeward.pathway.facts.convoys import ConvoyDraft
from homeward.pathway.facts.happened import IncidentKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.facts.manifests import ManifestForm, TravelPaperKind
from homeward.pathway.rules.travel_papers import UNRECORDED
from homeward.registry.facts.values import Sex
from homeward.web.registering import choices

Choices = Sequence[tuple[str, str]]
_AREA = {"rows": 3, "dir": "auto"}
_DAY = {"type": "date"}
_MOMENT = {"type": "datetime-local"}


class ConvoyForm(forms.Form):
    """A convoy as somebody plans it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    from_site = forms.ChoiceField(label=_("From"))
    to_site = forms.ChoiceField(label=_("To"))
    day = forms.DateField(label=_("On"), widget=forms.DateInput(attrs=_DAY))
    lead = forms.ChoiceField(label=_("Who leads it"), required=False)
    escort = forms.CharField(
        label=_("Escort"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Which organisation or force goes along, and how it is reached."),
    )
    checkpoints = forms.CharField(
        label=_("Where people are counted on the way, one on each line"),
        required=False,
        widget=forms.Textarea(attrs=_AREA),
        help_text=_("Boarding and arrival are always among them."),
    )

    def __init__(self, *given: Any, sites: Choices, all_sites: Choices, leads: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["from_site"].choices = [("", "—"), *sites]  # type: ignore[attr-defined]
        self.fields["to_site"].choices = [("", "—"), *all_sites]  # type: ignore[attr-defined]
        self.fields["lead"].choices = [("", _("not decided yet")), *leads]  # type: ignore[attr-defined]

    def draft(self) -> ConvoyDraft:
        """The plan of a valid form."""
        given = self.cleaned_data
        return ConvoyDraft(
            UUID(given["from_site"]),
            UUID(given["to_site"]),
            given["day"],
            UUID(given["lead"]) if given["lead"] else None,
            given["escort"],
            tuple(line for line in given["checkpoints"].splitlines() if line.strip()),
        )


class VehicleForm(forms.Form):
    """A vehicle."""

    called = forms.CharField(label=_("Vehicle"), max_length=64, widget=forms.TextInput(attrs={"dir": "auto"}))
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=200)
    wheelchairs = forms.IntegerField(
        label=_("Places for a wheelchair"), min_value=0, max_value=200, required=False, help_text=_("Among its seats.")
    )


class WordsForm(forms.Form):
    """Words that say why, or what somebody said."""

    words = forms.CharField(label=_("Why"), max_length=4000, widget=forms.Textarea(attrs=_AREA))

    def __init__(self, *given: Any, label: str = "", hint: str = "", **named: Any) -> None:
        super().__init__(*given, **named)
        if label:
            self.fields["words"].label = label
        self.fields["words"].help_text = hint


class ExtraForm(forms.Form):
    """Somebody who stands there and is not on the list: found in the registry by number, or a child whom nobody knows."""

    known = forms.ChoiceField(
        label=_("Who it is"),
        widget=forms.RadioSelect,
        choices=[("number", _("somebody with a number")), ("child", _("a child whom nobody knows"))],
    )
    number = forms.CharField(
        label=_("Number of the person"), required=False, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("Such as P-7K3QF2-M, from their paper or from the search of persons."),
    )  # fmt: skip
    called = forms.CharField(
        label=_("What the child is called"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}), help_text=_("As the child says it, or what others call the child."),
    )  # fmt: skip
    sex = forms.ChoiceField(label=_("Sex"), required=False)
    youngest = forms.IntegerField(
        label=_("Looks at least so many years old"), min_value=0, max_value=17, required=False
    )
    oldest = forms.IntegerField(label=_("and at most"), min_value=0, max_value=17, required=False)
    words = forms.CharField(
        label=_("What you see and what they say"), max_length=4000, widget=forms.Textarea(attrs=_AREA),
        help_text=_("Where they stand, with whom they came, what they ask for."),
    )  # fmt: skip

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["sex"].choices = [("", pgettext_lazy("sex", "not known")), *choices(Sex)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Either a number, or what a child is called."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("known") == "number" and not found.get("number"):
            self.add_error("number", ValidationError(_("Write the number, or choose that nobody knows the child.")))
        if found.get("known") == "child" and not found.get("called"):
            self.add_error(
                "called", ValidationError(_("Write what the child is called, so that they are found again."))
            )
        return found


class ExtraAnswerForm(forms.Form):
    """What child protection says about a child who is not on the list."""

    boards = forms.ChoiceField(
        label=_("What happens now"),
        widget=forms.RadioSelect,
        choices=[("no", _("The child stays here, and is looked after")), ("yes", _("The child may go along"))],
    )
    words = forms.CharField(
        label=_("Why, and who is with the child"), max_length=4000, widget=forms.Textarea(attrs=_AREA)
    )


class PlaceForm(forms.Form):
    """In which vehicle somebody who stands at the bus is given a place."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    vehicle = forms.ChoiceField(label=_("Vehicle"))

    def __init__(self, *given: Any, vehicles: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["vehicle"].choices = vehicles  # type: ignore[attr-defined]


class PaperCountForm(forms.Form):
    """A count that was made on paper: who counted, when, and each person on it."""

    counted_name = forms.CharField(
        label=_("Who counted"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("As it stands on the paper."),
    )  # fmt: skip
    at = forms.DateTimeField(label=_("When"), required=False, widget=forms.DateTimeInput(attrs=_MOMENT))

    def __init__(self, *given: Any, people: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        for id, name in people:
            self.fields[f"seat_{id}"] = forms.ChoiceField(label=name, choices=choices(Mark), widget=forms.RadioSelect)

    def clean_at(self) -> datetime | None:
        """A moment that has come."""
        at: datetime | None = self.cleaned_data["at"]
        if at and at > timezone.now():
            raise ValidationError(_("This moment has not come yet. Write when the count was made."))
        return at

    def marks(self) -> dict[UUID, Mark]:
        """Each place with its mark."""
        given = self.cleaned_data
        return {UUID(name[5:]): Mark(value) for name, value in given.items() if name.startswith("seat_")}


class SettleForm(forms.Form):
    """Who is there, of whom two counts say different things."""

    mark = forms.ChoiceField(label=_("They were looked for, and are"), choices=choices(Mark), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("How this was found out"), max_length=1000, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class GiveForm(forms.Form):
    """The signature of whoever hands people over."""

    place = forms.CharField(label=_("Where"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"}))
    function = forms.CharField(
        label=_("What you are"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Such as convoy lead."),
    )  # fmt: skip
    caveats = forms.CharField(
        label=_("What is passed on with them, one on each line"), required=False, widget=forms.Textarea(attrs=_AREA),
        help_text=_("Conditions that the other side takes over. No names."),
    )  # fmt: skip

    def lines(self) -> tuple[str, ...]:
        """The caveats."""
        return tuple(line.strip() for line in self.cleaned_data["caveats"].splitlines() if line.strip())


class TakeForm(forms.Form):
    """The signature of whoever receives."""

    content = forms.CharField(widget=forms.HiddenInput)
    function = forms.CharField(
        label=_("What you are"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Such as head of the reception centre."),
    )  # fmt: skip


class PaperSignatureForm(forms.Form):
    """A signature that the other side gave on paper."""

    content = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Who signed"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"}))
    function = forms.CharField(label=_("What they are"), max_length=150, widget=forms.TextInput(attrs={"dir": "auto"}))
    scan = forms.CharField(
        label=_("Reference of the scanned paper"), max_length=100, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    at = forms.DateTimeField(label=_("When"), required=False, widget=forms.DateTimeInput(attrs=_MOMENT))


class IncidentForm(forms.Form):
    """What happened at the bus or on the way; of a child that was born, what is known already."""

    kind = forms.ChoiceField(label=_("What happened"))
    seat = forms.ChoiceField(
        label=_("Whom it is about"), required=False,
        help_text=_("The mother of a child that was born; who is reported to have died. Otherwise it may be left open."),
    )  # fmt: skip
    called = forms.CharField(
        label=_("What a newborn child is called"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("Only at a birth. As long as there is no name: newborn of, and the name of the mother."),
    )  # fmt: skip
    sex = forms.ChoiceField(label=_("Sex of a newborn child"), required=False)
    at = forms.DateTimeField(label=_("When"), required=False, widget=forms.DateTimeInput(attrs=_MOMENT))
    words = forms.CharField(
        label=_("As whoever was there says"), max_length=4000, widget=forms.Textarea(attrs=_AREA),
        help_text=_("Without names, unless it is about one person whom you chose above."),
    )  # fmt: skip

    def __init__(self, *given: Any, people: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        kinds = [one for one in choices(IncidentKind) if one[0] != IncidentKind.TURNED_BACK]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["sex"].choices = [("", pgettext_lazy("sex", "not known")), *choices(Sex)]  # type: ignore[attr-defined]
        self.fields["seat"].choices = [("", "—"), *people]  # type: ignore[attr-defined]


class ManifestAskForm(forms.Form):
    """Under which agreement a manifest leaves, and in which form."""

    form = forms.ChoiceField(label=_("Kind of file"), choices=choices(ManifestForm), widget=forms.RadioSelect)
    needs = forms.BooleanField(label=_("Also what the escort must know"), required=False)
    caveats = forms.MultipleChoiceField(
        label=_("Conditions that the recipient was told"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *given: Any, row: AgreementRow, needs: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["caveats"].choices = [(words, words) for words in row.agreement.caveats]  # type: ignore[attr-defined]
        if not row.agreement.caveats:
            del self.fields["caveats"]
        if not needs:
            del self.fields["needs"]


class JourneyForm(forms.Form):
    """What the journey has to make room for."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    wheelchair = forms.BooleanField(label=_("A place for a wheelchair"), required=False)
    escort = forms.BooleanField(label=_("A seat for somebody who looks after them on the way"), required=False)
    words = forms.CharField(
        label=_("What the escort must do"), required=False, max_length=500, widget=forms.Textarea(attrs=_AREA),
        help_text=_("What to do, not why: such as insulin at noon, kept cool. Only whoever leads the convoy reads it."),
    )  # fmt: skip


class TravelPaperForm(forms.Form):
    """With which paper somebody crosses: one that is recorded of them, a list that the authority signed, or none yet."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    paper = forms.ChoiceField(label=_("Paper"), widget=forms.RadioSelect)

    def __init__(self, *given: Any, papers: Choices, **named: Any) -> None:
        super().__init__(*given, **named)
        others = [one for one in choices(TravelPaperKind) if one[0] in UNRECORDED]
        self.fields["paper"].choices = [*papers, *others]  # type: ignore[attr-defined]
