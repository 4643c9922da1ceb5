"""The registration form: a family's place once, and for each person what they say of themselves.

Comes in: what a clerk typed. Goes out: drafts of persons. Every question can be answered, or left with a reason; what was typed
stays where it was when something is wrong. Asks nothing about conduct, belief or belonging, and for no photograph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from homeward.registry.facts.answers import Answer, Known, known
from homeward.registry.facts.claims import Source, Statement, Verification
from homeward.registry.facts.households import FamilyDraft, FamilyMember, Kin, RelationKind
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.values import (
    BirthValue,
    ClaimKind,
    ClaimValue,
    ContactKind,
    ContactValue,
    DocumentKind,
    DocumentValue,
    LanguageValue,
    NameKind,
    NameValue,
    NationalityValue,
    ParentRole,
    ParentValue,
    Sex,
    SexValue,
)
from homeward.registry.rules.births import read_birth
from homeward.registry.rules.statements import LONGEST_NAME, tidy
from homeward.web.countries import country_choices, language_choices
from homeward.web.forms import REASONS, Stated, StatedField
from homeward.web.words import VOCABULARY

MOST: Final = 30  # persons on one form; a larger household is registered in two goes
STATELESS: Final = "stateless"
_STATELESS_REASONS: Final = {"stateless": _("stateless"), **REASONS}


def choices(kind: type[StrEnum]) -> list[tuple[str, Any]]:
    """The members of an enumeration and their words."""
    return [(str(member), words) for member, words in VOCABULARY[kind].items()]


class BirthField(forms.CharField):
    """A date, a year, a span or an age, as it was said."""

    def clean(self, value: Any) -> Any:
        """The interval and its basis. Raises `ValidationError` where the text states none."""
        text = super().clean(value)
        if not text:
            return None
        read = read_birth(text, timezone.localdate())
        if read is None:
            raise ValidationError(
                _("This is not read as a date or an age. Write 1986, 4/3/1986, 1984-1987 or 8 years.")
            )
        return read


class PlaceForm(forms.Form):
    """Where the family is."""

    site = forms.ChoiceField(label=_("Site"))
    section = forms.CharField(label=_("Section"), max_length=32, required=False)
    tent = forms.CharField(label=_("Tent or house"), max_length=32, required=False)
    arrived = forms.DateField(
        label=_("Arrived on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("As far as known."),
    )

    def __init__(self, *given: Any, sites: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["site"].choices = list(sites)  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """One person. The name as they say it is the only thing that must be there."""

    name = forms.CharField(
        label=_("Name in the person's own script"),
        max_length=LONGEST_NAME,
        help_text=_("As they say it: own name, father, grandfather, family. Any script."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    romanised = forms.CharField(
        label=_("Name in Latin letters"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("As written on a paper, or as you write it."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("In this household"), choices=choices(HouseholdRole))
    sex = StatedField(forms.ChoiceField(label=_("Sex"), choices=[("", "—"), *choices(Sex)]))
    born = StatedField(
        BirthField(
            label=_("Born"),
            max_length=60,
            help_text=_("A date, a year, a span or an age: 4/3/1986, 1986, 1984-1987, 8 years."),
        )
    )
    birth_place = forms.CharField(
        label=_("Place of birth"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    nationality = StatedField(
        forms.ChoiceField(label=_("Nationality, as stated"), choices=lambda: [("", "—"), *country_choices()]),
        reasons=_STATELESS_REASONS,
    )
    second_nationality = forms.ChoiceField(
        label=_("Another nationality"), required=False, choices=lambda: [("", "—"), *country_choices()]
    )
    father = StatedField(
        forms.CharField(
            label=_("Father's name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "auto"})
        )
    )
    mother = StatedField(
        forms.CharField(
            label=_("Mother's full name"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"dir": "auto"})
        )
    )
    paper = StatedField(forms.ChoiceField(label=_("Paper shown"), choices=[("", "—"), *choices(DocumentKind)]))
    paper_number = forms.CharField(
        label=_("Number of the paper"), max_length=64, required=False, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    paper_issuer = forms.ChoiceField(
        label=_("Issued by"), required=False, choices=lambda: [("", "—"), *country_choices()]
    )
    language = forms.ChoiceField(
        label=_("Language they prefer"), required=False, choices=lambda: [("", "—"), *language_choices()]
    )
    kunya = forms.CharField(
        label=_("Kunya"), max_length=100, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    phone = forms.CharField(
        label=_("Telephone of the person or a relative"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )

    def has_changed(self) -> bool:
        """Whether anything was typed into it: a form left empty is no person."""
        plain = ("name", "romanised", "kunya", "birth_place", "paper_number", "phone")
        typed = (*plain, "born_value", "father_value", "mother_value")
        return any(self.data.get(self.add_prefix(field), "").strip() for field in typed)

    def clean_name(self) -> str:
        """The name without marks that turn its direction; it must hold a letter."""
        text = tidy(self.cleaned_data["name"])
        if not any(letter.isalpha() for letter in text):
            raise ValidationError(_("Write the name as the person says it. It needs at least one letter."))
        return text

    def clean(self) -> dict[str, Any]:
        """A number without a kind of paper, or the other way round, is asked about."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        paper = found.get("paper")
        if found.get("paper_number") and isinstance(paper, Stated) and not paper.value:
            self.add_error("paper", ValidationError(_("There is a number: choose the kind of paper it stands on.")))
        return found


# What a role in a household says about its head, in the terms of relations. The others say nothing that is certain.
_KIN_OF_HEAD: Final = {
    HouseholdRole.SPOUSE: RelationKind.SPOUSE,
    HouseholdRole.CHILD: RelationKind.CHILD,
    HouseholdRole.PARENT: RelationKind.PARENT,
    HouseholdRole.SIBLING: RelationKind.SIBLING,
    HouseholdRole.GRANDPARENT: RelationKind.GRANDPARENT,
    HouseholdRole.GRANDCHILD: RelationKind.GRANDCHILD,
}


def family_of(place: PlaceForm, people: Sequence[PersonForm]) -> FamilyDraft:
    """The family of valid forms."""
    roles = [HouseholdRole(form.cleaned_data["role"]) for form in people]
    head = roles.index(HouseholdRole.HEAD) if HouseholdRole.HEAD in roles else None
    members = [
        FamilyMember(
            statements_of(form),
            role,
            (Kin(_KIN_OF_HEAD[role], head),) if head is not None and role in _KIN_OF_HEAD else (),
        )
        for form, role in zip(people, roles, strict=True)
    ]
    given = place.cleaned_data
    return FamilyDraft(
        tuple(members),
        UUID(given["site"]),
        tidy(given["section"]),
        tidy(given["tent"]),
        given["arrived"],
        Source.PERSON,
    )


def statements_of(form: PersonForm) -> tuple[Statement, ...]:
    """What a valid form says of one person."""
    return tuple(_statements(form.cleaned_data))


def _statements(given: dict[str, Any]) -> Iterator[Statement]:
    yield _said(ClaimKind.NAME, NameValue(given["name"]))
    if romanised := tidy(given["romanised"]):
        yield _said(ClaimKind.NAME, NameValue(romanised, NameKind.ROMANISED), Source.CLERK)
    if kunya := tidy(given["kunya"]):
        yield _said(ClaimKind.NAME, NameValue(kunya, NameKind.KUNYA))
    yield _stated(ClaimKind.SEX, given["sex"], lambda sex: SexValue(Sex(sex)))
    place = tidy(given["birth_place"])
    yield _stated(ClaimKind.BIRTH, given["born"], lambda read: BirthValue(read[0], read[1], place))
    yield from _nationalities(given)
    for role in ParentRole:
        yield _stated(ClaimKind.PARENT, given[role.value], lambda name, role=role: ParentValue(role, tidy(name)))
    yield from _papers(given)
    if given["language"]:
        yield _said(ClaimKind.LANGUAGE, LanguageValue(given["language"]))
    if phone := tidy(given["phone"]):
        yield _said(ClaimKind.CONTACT, ContactValue(ContactKind.PHONE, phone))


def _nationalities(given: dict[str, Any]) -> Iterator[Statement]:
    first: Stated = given["nationality"]
    if first.state == STATELESS:
        yield _said(ClaimKind.NATIONALITY, NationalityValue(stateless=True))
    else:
        yield _stated(ClaimKind.NATIONALITY, first, NationalityValue)
    if given["second_nationality"]:
        yield _said(ClaimKind.NATIONALITY, NationalityValue(given["second_nationality"]))


def _papers(given: dict[str, Any]) -> Iterator[Statement]:
    def paper(kind: str) -> DocumentValue:
        return DocumentValue(DocumentKind(kind), tidy(given["paper_number"]), given["paper_issuer"], seen_original=True)

    said = _stated(ClaimKind.DOCUMENT, given["paper"], paper)
    seen = Verification.DOCUMENT_SEEN if said.answer.state is Known.KNOWN else Verification.RECORDED
    yield Statement(
        said.kind, said.answer, Source.DOCUMENT if seen is Verification.DOCUMENT_SEEN else said.source, seen
    )


def _said(kind: ClaimKind, value: ClaimValue, source: Source = Source.PERSON) -> Statement:
    return Statement(kind, known(value), source)


def _stated(kind: ClaimKind, given: Stated, value: Any) -> Statement:
    """The statement of a field that can be answered or left with a reason."""
    if given.state == Known.KNOWN:
        return _said(kind, value(given.value))
    return Statement(kind, Answer(Known(given.state)))


def as_typed(posted: QueryDict, prefix: str) -> dict[str, Any]:
    """What was typed into one person's form, as the beginning of another that is not judged yet."""
    form = PersonForm(prefix=prefix)
    typed: dict[str, Any] = {}
    for name, field in form.fields.items():
        value = field.widget.value_from_datadict(posted, MultiValueDict(), form.add_prefix(name))
        typed[name] = Stated(value[0], value[1] or Known.KNOWN) if isinstance(field, StatedField) else value
    return typed
