"""The forms by which one claim is added or corrected: the value's own fields, where it comes from, and words of the source.

Comes in: a kind, and what was typed. Goes out: a statement. A question can be left with a reason instead of a value.
Never changes a claim: a correction is a new statement that takes the place of the old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from homeward.registry.facts.answers import Answer, Known, known
from homeward.registry.facts.claims import Source, Statement, Verification
from homeward.registry.facts.values import (
    BirthBasis,
    BirthValue,
    ClaimKind,
    ClaimValue,
    ContactKind,
    ContactValue,
    DocumentKind,
    DocumentValue,
    Holder,
    LanguageValue,
    NameKind,
    NameValue,
    NationalityValue,
    NeedValue,
    ParentRole,
    ParentValue,
    Sex,
    SexValue,
)
from homeward.registry.rules.scans import LARGEST, SUFFIXES
from homeward.registry.rules.statements import LONGEST_NAME, LONGEST_TEXT, tidy
from homeward.web.countries import country_choices, language_choices
from homeward.web.registering import BirthField, choices

AUTO: Final = {"dir": "auto", "autocomplete": "off"}
NEEDS: Final = (
    ("DS", _("disability")),
    ("SM", _("serious medical condition")),
    ("CR", _("child at risk")),
    ("SC", _("unaccompanied or separated child")),
    ("SP", _("single parent")),
    ("WR", _("woman at risk")),
    ("ER", _("older person at risk")),
    ("FU", _("family unity")),
    ("LP", _("legal and physical protection")),
    ("TR", _("torture")),
    ("SV", _("sexual violence")),
)
SENSITIVE: Final = frozenset({"TR", "SV", "CR"})


class ClaimForm(forms.Form):
    """What every claim has: whether there is an answer, its source, and words."""

    kind: ClaimKind
    state = forms.ChoiceField(label=_("Is there an answer?"), choices=choices(Known), initial=Known.KNOWN)
    source = forms.ChoiceField(label=_("According to"), choices=choices(Source), initial=Source.PERSON)
    note = forms.CharField(
        label=_("Words of the source, or why it is corrected"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    needed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """A known answer needs its value; one that is not known has none."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        is_known = found.get("state") == Known.KNOWN
        for name in self.needed:
            if is_known and name in found and not found[name]:
                self.add_error(name, ValidationError(_("Write the answer, or say above why there is none.")))
        return found

    def statement(self, supersedes: UUID | None) -> Statement:
        """The statement of a valid form."""
        given = self.cleaned_data
        answer: Answer[ClaimValue] = (
            known(self.value(given)) if given["state"] == Known.KNOWN else Answer(Known(given["state"]))
        )
        source = Source(given["source"])
        seen = Verification.DOCUMENT_SEEN if given.get("seen") else Verification.RECORDED
        return Statement(self.kind, answer, source, seen, tidy(given["note"]), supersedes)

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The value of the form's own fields."""
        raise NotImplementedError


def _text(label: Any, most: int = LONGEST_NAME, direction: str = "auto") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, widget=forms.TextInput(attrs={**AUTO, "dir": direction})
    )


def _choice(label: Any, offered: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=offered, required=False)


def _countries() -> list[tuple[str, str]]:
    return [("", "—"), *country_choices()]


class NameForm(ClaimForm):
    """A name."""

    kind, needed = ClaimKind.NAME, ("text",)
    text = _text(_("Name, as written"))
    name_kind = forms.ChoiceField(label=_("What it is"), choices=choices(NameKind))

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The name."""
        return NameValue(tidy(given["text"]), NameKind(given["name_kind"]))


class BirthForm(ClaimForm):
    """A birth."""

    kind, needed = ClaimKind.BIRTH, ("born",)
    born = BirthField(
        label=_("Born"),
        max_length=60,
        required=False,
        help_text=_("A date, a year, a span or an age: 4/3/1986, 1986, 1984-1987, 8 years."),
    )
    basis = forms.ChoiceField(label=_("What it rests on"), choices=[("", "—"), *choices(BirthBasis)], required=False)
    place = _text(_("Place of birth"))
    country = _choice(_("Country of birth"), _countries)

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The birth; its basis as chosen, or as the text itself tells."""
        interval, basis = given["born"]
        return BirthValue(interval, BirthBasis(given["basis"] or basis), tidy(given["place"]), given["country"])


class SexForm(ClaimForm):
    """A recorded sex."""

    kind, needed = ClaimKind.SEX, ("sex",)
    sex = _choice(_("Sex"), [("", "—"), *choices(Sex)])

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The sex."""
        return SexValue(Sex(given["sex"]))


class NationalityForm(ClaimForm):
    """An asserted nationality."""

    kind, needed = ClaimKind.NATIONALITY, ("country",)
    country = _choice(
        _("Nationality, as stated"), lambda: [*_countries()[:3], ("stateless", _("stateless")), *_countries()[3:]]
    )

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The nationality, or that there is none."""
        stateless = given["country"] == "stateless"
        return NationalityValue("" if stateless else given["country"], stateless)


class ParentForm(ClaimForm):
    """A parent by name, by the number of a registered person, or by both."""

    kind = ClaimKind.PARENT
    role = forms.ChoiceField(label=_("Which parent"), choices=choices(ParentRole))
    name = _text(_("Full name"))
    number = forms.CharField(
        label=_("Their number, if they are registered"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "placeholder": "P-XXXXXX-X"}),
        help_text=_("As on their receipt. It is then recorded as well that the two are related."),
    )

    def clean(self) -> dict[str, Any]:
        """A known parent has a name or a number; one who is not known has neither."""
        found = super().clean()
        if found.get("state") == Known.KNOWN and not found.get("name") and not found.get("number"):
            self.add_error("name", ValidationError(_("Write the name or the number, or say above why there is none.")))
        return found

    def spoken(self) -> str:
        """The number that was typed, where the parent is known."""
        given = self.cleaned_data
        return str(given["number"]) if given["state"] == Known.KNOWN else ""

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The parent."""
        return ParentValue(ParentRole(given["role"]), tidy(given["name"]))


class DocumentForm(ClaimForm):
    """A paper."""

    kind, needed = ClaimKind.DOCUMENT, ("document_kind",)
    document_kind = _choice(_("Kind of paper"), [("", "—"), *choices(DocumentKind)])
    number = _text(_("Number"), 64, "ltr")
    issuer = _choice(_("Issued by"), _countries)
    issued = forms.DateField(label=_("Issued on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    expires = forms.DateField(label=_("Expires on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    name_on_it = _text(_("Name, as the paper writes it"))
    holder = forms.ChoiceField(label=_("Who has the paper"), choices=choices(Holder))
    seen = forms.BooleanField(label=_("I have seen the original"), required=False)
    scan = forms.FileField(
        label=_("Scan of the paper"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        help_text=_("JPEG, PNG or PDF, up to 10 MB. A scan that is there stays unless you choose another."),
    )

    def clean_scan(self) -> UploadedFile[bytes] | str | None:
        """A file that is not larger than a scan may be; what it is, its content says when it is recorded."""
        given: UploadedFile[bytes] | str | None = self.cleaned_data["scan"]
        if isinstance(given, UploadedFile) and (given.size or 0) > LARGEST:
            raise ValidationError(_("The scan is larger than 10 MB. Scan it at a lower resolution."))
        return given

    def content(self) -> bytes | None:
        """The bytes of the file that was sent; None where none was."""
        given = self.cleaned_data["scan"]
        return given.read() if isinstance(given, UploadedFile) else None

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The paper."""
        return DocumentValue(
            kind=DocumentKind(given["document_kind"]),
            number=tidy(given["number"]),
            issuer=given["issuer"],
            issued=given["issued"],
            expires=given["expires"],
            name_on_it=tidy(given["name_on_it"]),
            holder=Holder(given["holder"]),
            seen_original=given["seen"],
            scan=given["scan"] if isinstance(given["scan"], str) else "",
        )


class LanguageForm(ClaimForm):
    """A language."""

    kind, needed = ClaimKind.LANGUAGE, ("language",)
    language = _choice(_("Language"), lambda: [("", "—"), *language_choices()])
    reads = forms.BooleanField(label=_("They read it"), required=False)

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The language."""
        return LanguageValue(given["language"], given["reads"])


class ContactForm(ClaimForm):
    """A way to reach somebody."""

    kind, needed = ClaimKind.CONTACT, ("text",)
    contact_kind = forms.ChoiceField(label=_("How"), choices=choices(ContactKind))
    text = _text(_("Number, address or words"), LONGEST_TEXT)
    of_whom = _text(_("Whose it is, if not their own"))

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The contact."""
        return ContactValue(ContactKind(given["contact_kind"]), tidy(given["text"]), tidy(given["of_whom"]))


class NeedForm(ClaimForm):
    """A specific need."""

    kind, needed = ClaimKind.NEED, ("code",)
    code = _choice(_("Need"), [("", "—"), *NEEDS])
    words = forms.CharField(
        label=_("In words"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def value(self, given: Mapping[str, Any]) -> ClaimValue:
        """The need; some are sensitive whoever records them."""
        return NeedValue(given["code"], tidy(given["words"]), given["code"] in SENSITIVE)


FORMS: Final[Mapping[ClaimKind, type[ClaimForm]]] = {
    form.kind: form
    for form in (
        NameForm,
        BirthForm,
        SexForm,
        NationalityForm,
        ParentForm,
        DocumentForm,
        LanguageForm,
        ContactForm,
        NeedForm,
    )
}
_OWN_NAMES: Final = {
    "kind": {ClaimKind.NAME: "name_kind", ClaimKind.DOCUMENT: "document_kind", ClaimKind.CONTACT: "contact_kind"}
}


def initial_of(kind: ClaimKind, value: ClaimValue | None) -> dict[str, Any]:
    """A claim's value as the beginning of the form that corrects it."""
    if value is None:
        return {}
    if isinstance(value, BirthValue):
        return {
            "born": value.date.raw or value.date.iso() if value.date else "",
            "basis": value.basis,
            "place": value.place,
            "country": value.country,
        }
    given = {name: getattr(value, name) for name in value.__struct_fields__}
    if kind in _OWN_NAMES["kind"]:
        given[_OWN_NAMES["kind"][kind]] = given.pop("kind")
    if isinstance(value, NationalityValue) and value.stateless:
        given["country"] = "stateless"
    if isinstance(value, DocumentValue):
        given["seen"] = value.seen_original
    return given


def in_order(form: ClaimForm) -> list[str]:
    """The names of a form's fields: its own first, then what every claim has."""
    shared = ["state", "source", "note"]
    return ["state", *(name for name in form.fields if name not in shared), "source", "note"]
