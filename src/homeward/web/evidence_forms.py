"""Forms of the register of evidence: an item, a link of its chain, how it was obtained, and what its originator asks.

Comes in: the sites that somebody reaches, and what was typed. Goes out: drafts for the actions. Nothing is chosen beforehand.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.access.facts import Caveat, Purpose
from homeward.pathway.facts.evidence import ItemDraft, ItemKind, Keeping, Moved, Obtained
from homeward.web.justice_forms import long_text, one_of, short_text, whole_day
from homeward.web.registering import choices
from homeward.web.site_forms import PartialDateField
from homeward.web.words import word


class ItemForm(forms.Form):
    """An item to be registered."""

    kind = forms.ChoiceField(label=_("What it is"))
    description = long_text(
        _("Description"),
        _(
            "So that somebody else knows it again. What it shows of a person is written where it stands beside a question."
        ),
        rows=3,
    )
    source = short_text(_("From whom or where it comes"))
    collected_by = short_text(_("Who collected it"))
    collected_where = short_text(_("Where it was collected"))
    collected_on = PartialDateField(label=_("When it was collected"))
    obtained = one_of(_("Was torture or other ill-treatment used to obtain it?"), choices(Obtained))
    obtained_words = long_text(_("How it was obtained, and how you know"), rows=3)
    keeping = one_of(_("Where is the thing itself?"), choices(Keeping))
    content = forms.FileField(
        label=_("File"), required=False, help_text=_("At most 50 MB. It is sealed, and its hash is taken.")
    )
    sha256 = forms.CharField(
        label=_("SHA-256"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Where it is kept elsewhere: 64 letters and figures, as whoever keeps it gives it."),
    )
    reference = short_text(_("Who keeps it, and under which number"), _("Where it is kept elsewhere."), required=False)
    site = forms.ChoiceField(label=_("Site that it belongs to"))

    def __init__(self, *given: Any, sites: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["kind"].choices = [("", "—"), *choices(ItemKind)]  # type: ignore[attr-defined]
        self.fields["site"].choices = [("", "—"), *sites]  # type: ignore[attr-defined]

    def draft(self) -> ItemDraft:
        """What was typed."""
        given = self.cleaned_data
        file = given.get("content")
        return ItemDraft(
            kind=ItemKind(given["kind"]), description=given["description"], source=given["source"],
            obtained=Obtained(given["obtained"]), obtained_words=given["obtained_words"], collected_by=given["collected_by"],
            collected_where=given["collected_where"], collected_on=given["collected_on"], keeping=Keeping(given["keeping"]),
            sha256=given["sha256"], reference=given["reference"], file_name=file.name if file else "",
            site_id=UUID(given["site"]),
        )  # fmt: skip


class LinkForm(forms.Form):
    """A link of a chain of custody."""

    what = forms.ChoiceField(label=_("What happened"))
    day = whole_day(_("On"))
    holder = short_text(_("Who has it now"), _("A name or an office."))
    place = short_text(_("Where it is now"))
    words = long_text(_("In words"), rows=3)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        offered = [(one.value, word(one)) for one in Moved if one not in (Moved.COLLECTED, Moved.HANDED_OVER)]
        self.fields["what"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]


class ObtainedForm(forms.Form):
    """How an item was obtained, as it is known now."""

    answer = one_of(_("Was torture or other ill-treatment used to obtain it?"), choices(Obtained))
    words = long_text(_("What is known of it"))
    source = short_text(_("From whom or where you know it"))


class CaveatForm(forms.Form):
    """What an originator asks."""

    originator = short_text(_("Who gave it and sets this condition"), most=200)
    words = long_text(_("The condition, as they put it"), rows=3)
    recipients = long_text(
        _("To whom alone it may be passed on"),
        _("One name in a line, as in the agreements. Empty: to anybody who keeps the condition."),
        required=False,
        rows=3,
    )
    justice_only = forms.BooleanField(label=_("For justice alone"), required=False)

    def caveat(self) -> Caveat:
        """What was typed."""
        given = self.cleaned_data
        names = frozenset(filter(None, (line.strip() for line in given["recipients"].splitlines())))
        purposes = frozenset({Purpose.JUSTICE}) if given["justice_only"] else None
        return Caveat(given["originator"], given["words"], names or None, purposes)
