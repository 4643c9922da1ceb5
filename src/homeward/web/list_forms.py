"""The forms of lists: a file to bring, what is said about a list, the words of a decision.

Comes in: what was typed. Goes out: drafts for the actions of lists. Never decides what may be said: the actions do.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.access.facts import Capability, Role
from homeward.access.rules import GRANTS
from homeward.lists.actions.lists import LONGEST_STALE, ListDraft
from homeward.lists.facts.lists import Desk, ListKind, Upload, WatchList
from homeward.web.files import FileField
from homeward.web.words import word

_AUTO: Final = {"dir": "auto", "autocomplete": "off"}
_LTR: Final = {"dir": "ltr", "autocomplete": "off"}
READERS: Final = tuple(
    role
    for role in Role
    if role is not Role.SERVICE and any(Capability.LIST_READ in granted for granted in GRANTS[role].values())
)


class BringForm(forms.Form):
    """The file of a list, or the files of one set."""

    file = FileField(
        label=_("File"),
        help_text=_(
            "As its publisher released it. The files of one set, such as OFAC's, are chosen together or as a zip archive."
        ),
    )

    def uploads(self) -> list[Upload]:
        """The files, streamed."""
        return [Upload(file.name or "list", file.chunks()) for file in self.cleaned_data["file"]]


class WhyForm(forms.Form):
    """The words of a decision."""

    why = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class SettingsForm(forms.Form):
    """What is said about a list."""

    title = forms.CharField(
        label=pgettext_lazy("of a list", "Title"), max_length=200, widget=forms.TextInput(attrs=_AUTO)
    )
    originator = forms.CharField(
        label=_("Who publishes it"), max_length=200, required=False, widget=forms.TextInput(attrs=_AUTO)
    )
    caveat = forms.CharField(
        label=_("What they ask of whoever passes an entry on"),
        help_text=_("It stands beside every entry of the list, on pages and in letters."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    stale_after_days = forms.IntegerField(
        label=_("Days after which an edition is too old"), min_value=1, max_value=LONGEST_STALE, initial=60
    )
    url = forms.CharField(
        label=_("Address to fetch it from"),
        help_text=_("Begins with https://. May stay empty: an edition can always be brought as a file."),
        max_length=1000,
        required=False,
        widget=forms.TextInput(attrs=_LTR),
    )
    restricted = forms.BooleanField(
        label=_("Restricted: only these roles may see it"),
        help_text=_("Its file is then sealed. A restricted list never becomes open again."),
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles that may see it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, kept: WatchList | None = None, **named: Any) -> None:
        if kept:
            named["initial"] = {
                name: getattr(kept, name)
                for name in ("title", "originator", "caveat", "stale_after_days", "url", "restricted")
            } | {"roles": [role.value for role in kept.roles]}
        super().__init__(*given, **named)
        self.fields["roles"].choices = [(role.value, word(role)) for role in READERS]  # type: ignore[attr-defined]

    def draft(self, list_id: str = "", **said: Any) -> ListDraft:
        """What was said."""
        typed = self.cleaned_data
        return ListDraft(
            list_id=list_id, title=typed["title"], restricted=typed["restricted"],
            roles=frozenset(Role(role) for role in typed["roles"]), originator=typed["originator"], caveat=typed["caveat"],
            url=typed["url"], stale_after_days=typed["stale_after_days"], **said,
        )  # fmt: skip


class NewForm(SettingsForm):
    """A list of one's own."""

    list_id = forms.CharField(
        label=_("Short name"),
        help_text=_("Small Latin letters, digits, dots and hyphens, such as iraq-wanted. It never changes."),
        max_length=64,
        widget=forms.TextInput(attrs=_LTR),
    )
    desk = forms.ChoiceField(label=_("For which desk"), widget=forms.RadioSelect, initial=Desk.SECURITY.value)
    kind = forms.ChoiceField(label=_("What it names"), widget=forms.RadioSelect, initial=ListKind.NAMES.value)
    field_order = ("title", "list_id", "desk", "kind")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["desk"].choices = [(desk.value, word(desk)) for desk in Desk]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.value, word(kind)) for kind in ListKind]  # type: ignore[attr-defined]

    def new_draft(self) -> ListDraft:
        """What was said about a new list."""
        typed = self.cleaned_data
        return self.draft(typed["list_id"], desk=Desk(typed["desk"]), kind=ListKind(typed["kind"]))


def words_of(codes: Any, table: Any) -> list[Promise | str]:
    """Codes as words of a table."""
    return [table.get(code, code) for code in codes]
