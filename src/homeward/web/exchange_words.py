"""The codes of the exchange in words: fields of a file, states of an import, what becomes of a row.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.access.facts import Category
from homeward.exchange.facts.exports import ExportColumn, ExportForm, ExportState, Reason
from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.imports import ImportState, Outcome
from homeward.exchange.facts.tables import FileKind
from homeward.registry.rules.amendments import Effect

EXCHANGE: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Field: {
        Field.REFERENCE: _("Individual number in the source"),
        Field.HOUSEHOLD: _("Household number in the source"),
        Field.ROLE: _("Relationship to the head of household"),
        Field.NAME: _("Full name, in its own script"),
        Field.ROMANISED: _("Full name, in Latin letters"),
        Field.GIVEN: _("Given name"),
        Field.FATHER_PART: _("Father's given name, as part of the name"),
        Field.GRANDFATHER_PART: _("Grandfather's given name, as part of the name"),
        Field.FAMILY: _("Family name"),
        Field.KUNYA: _("Kunya"),
        Field.OTHER_NAMES: _("Other names"),
        Field.FATHER: _("Father's name"),
        Field.MOTHER: _("Mother's name"),
        Field.SEX: _("Sex"),
        Field.BIRTH: _("Date of birth"),
        Field.PRECISION: _("How exact the date of birth is"),
        Field.ESTIMATED: _("Whether the date of birth is estimated"),
        Field.AGE: _("Age"),
        Field.AS_OF: _("Day of registration, on which the age was stated"),
        Field.BIRTH_PLACE: _("Place of birth"),
        Field.BIRTH_COUNTRY: _("Country of birth"),
        Field.NATIONALITY: _("Nationality"),
        Field.DOCUMENT: _("Paper: kind and number in one"),
        Field.DOCUMENT_KIND: _("Kind of paper"),
        Field.DOCUMENT_NUMBER: _("Number of the paper"),
        Field.DOCUMENT_ISSUER: _("Country that issued the paper"),
        Field.PASSPORT: _("Passport number"),
        Field.NATIONAL_ID: _("National identity number"),
        Field.BIRTH_CERTIFICATE: _("Birth certificate number"),
        Field.RATION_CARD: _("Ration card number"),
        Field.CAMP_CARD: _("Camp card number"),
        Field.LANGUAGE: _("Languages"),
        Field.PHONE: _("Telephone number"),
        Field.RELATIVE: _("Relative outside"),
        Field.ADDRESS: _("Address outside"),
        Field.NEEDS: _("Specific needs, by code"),
        Field.NEED_WORDS: _("Specific needs, in words"),
        Field.SITE: _("Site"),
        Field.SHELTER: _("Section and tent in one"),
        Field.SECTION: _("Section"),
        Field.TENT: _("Tent"),
        Field.ARRIVED: _("Day of arrival"),
    },
    ImportState: {
        ImportState.STAGED: _("waits to be checked"),
        ImportState.VALIDATED: _("checked"),
        ImportState.PREVIEWED: _("looked at"),
        ImportState.MERGING: _("being taken in"),
        ImportState.MERGED: _("taken in"),
        ImportState.REFUSED: _("turned down"),
        ImportState.WITHDRAWN: _("withdrawn"),
    },
    Outcome: {
        Outcome.UNCHECKED: _("not checked yet"),
        Outcome.NEW: _("new"),
        Outcome.ALREADY_HERE: _("here already"),
        Outcome.CHANGED: _("here already, with other answers"),
        Outcome.FAULTY: _("kept out by a problem"),
        Outcome.MERGED: _("taken in"),
        Outcome.AMENDED: _("here already, what differs recorded"),
    },
    Effect: {
        Effect.REPLACES: _("takes its place"),
        Effect.ADDS: _("is added"),
        Effect.STAYS: _("stays out: recorded here otherwise since"),
    },
    FileKind: {
        FileKind.CSV: _("CSV table"),
        FileKind.XLSX: _("Excel workbook"),
        FileKind.KOBO_XLSX: _("Kobo export, Excel"),
        FileKind.KOBO_JSON: _("Kobo export, JSON"),
        FileKind.CENTRAL_CSV: _("ODK Central export"),
    },
    ExportForm: {
        ExportForm.CSV: _("CSV table"),
        ExportForm.XLSX: _("Excel workbook"),
        ExportForm.JSON_LINES: _("JSON lines"),
        ExportForm.FTM: _("FollowTheMoney, JSON lines"),
    },
    ExportState: {
        ExportState.ASKED: _("being made"),
        ExportState.READY: _("ready"),
        ExportState.EXPIRED: _("its day is over"),
    },
    ExportColumn: {
        ExportColumn.NUMBER: _("Number"),
        ExportColumn.NAME: _("Name in the person's own script"),
        ExportColumn.ROMANISED: _("Name in Latin letters"),
        ExportColumn.KUNYA: _("Kunya"),
        ExportColumn.OTHER_NAMES: _("Other names"),
        ExportColumn.SEX: _("Sex"),
        ExportColumn.BIRTH: _("Born"),
        ExportColumn.BIRTH_BASIS: _("What the birth rests on"),
        ExportColumn.BIRTH_PLACE: _("Place of birth"),
        ExportColumn.NATIONALITY: _("Nationality, as stated"),
        ExportColumn.FATHER: _("Father's name"),
        ExportColumn.MOTHER: _("Mother's full name"),
        ExportColumn.DOCUMENTS: _("Papers"),
        ExportColumn.LANGUAGES: _("Languages"),
        ExportColumn.CONTACTS: _("Contacts"),
        ExportColumn.NEEDS: _("Needs"),
        ExportColumn.HOUSEHOLD: _("Household"),
        ExportColumn.ROLE: _("In this household"),
        ExportColumn.SITE: _("Site"),
        ExportColumn.SECTION: _("Section"),
        ExportColumn.TENT: _("Tent or house"),
        ExportColumn.STANDING: _("Standing"),
        ExportColumn.REGISTERED: _("Day of registration"),
    },
    Reason: {
        Reason.CHILD: _("may be under 18"),
        Reason.CLOSED: _("the record is closed"),
        Reason.SENSITIVE_NEED: _("a sensitive need"),
    },
    Category: {
        Category.NAME: _("names"),
        Category.BIRTH: _("births"),
        Category.SEX: _("sex"),
        Category.NATIONALITY: _("nationalities"),
        Category.PARENT: _("parents"),
        Category.DOCUMENT: _("papers"),
        Category.LANGUAGE: _("languages"),
        Category.CONTACT: _("contacts"),
        Category.NEED: _("needs"),
        Category.HOUSEHOLD: _("household"),
        Category.CUSTODY: _("where somebody is and was"),
        Category.PHOTOGRAPH: _("photograph"),
        Category.FINDING: _("what screening found"),
        Category.CASE: _("where a case stands on the way home"),
        Category.EVIDENCE: _("items of evidence"),
    },
}
