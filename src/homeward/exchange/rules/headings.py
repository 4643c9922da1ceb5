"""Which column holds what: suggested from headings (XML names, labels in four languages) and HXL tags, for somebody to look over.

Comes in: columns. Goes out: a mapping. The first table that knows a heading decides: its XML name, its label, its tag.
Never takes a heading it does not know, nor two columns for a field that has one; both stay for the person who checks the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from homeward.exchange.facts.fields import NAMES, OF_HOUSEHOLD, SEVERAL, Field
from homeward.exchange.facts.form import QUESTIONS
from homeward.exchange.facts.mappings import Mapping, Use
from homeward.exchange.facts.tables import Column
from homeward.exchange.rules.words import folded

F = Field
# Headings that other forms and registers use. UNHCR-like registers, UNICEF-like flat imports (`_i_c`, `_h_c`), Kobo and ODK forms.
_OTHERS: Final[dict[Field, str]] = {
    F.REFERENCE: "individual_no|individual_number|individual_id|id|person_id|query_id|progres_id|registration_id|registration_no"
    "|registration_number|beneficiary_id|unhcr_individual_id|unhcr_id_no_i_c|رقم الفرد|المعرف",
    F.HOUSEHOLD: "household_id|household_no|household_number|hh_id|hhid|hh_no|family_id|family_no|family_number|case_number|case_no"
    "|registration_group_no|registration_group|registration group / case number|group_no|رقم مجموعة التسجيل|رقم العائلة|رقم الأسرة",
    F.ROLE: "relationship|relationship_to_head|relationship_i_c|relation|relation_to_head|relationship_to_pa|relationship_to_hoh"
    "|relation_to_hoh|صلة القرابة|القرابة|العلاقة برب الأسرة",
    F.NAME: "name|full_name|person_name|full_name_ar|name_ar|name_arabic|full_name_arabic|full_name_i_c|full_name_local_script|arabic_name"
    "|full name (arabic)|name in local script|الاسم|الاسم الكامل|الاسم الثلاثي|الاسم الرباعي|الاسم بالعربية|ناو|ناوی تەواو|nav",
    F.ROMANISED: "full_name_latin|name_latin|full_name_en|name_en|name_english|full_name_english|english_name|full name (latin)"
    "|الاسم باللاتينية|الاسم بالإنجليزية",
    F.GIVEN: "given_name|given_names|first_name|forename|given_name_i_c|الاسم الأول",
    F.FATHER_PART: "middle_name|middle_name_i_c|second_name",
    F.GRANDFATHER_PART: "grandfather_name|grandfather|third_name|اسم الجد",
    F.FAMILY: "family_name|surname|last_name|family_name_i_c|اسم العائلة|اللقب|النسبة",
    F.KUNYA: "kunya|kunyah",
    F.OTHER_NAMES: "aliases|alias|other_names|kunya_other_names|kunya / other names|also_known_as|aka",
    F.FATHER: "father_name|fathers_name|father|name_of_father|father's name|اسم الأب|اسم الوالد",
    F.MOTHER: "mother_name|mothers_name|mother|mother_full_name|mothers_full_name|name_of_mother|mother's full name"
    "|اسم الأم|اسم الوالدة",
    F.SEX: "sex|gender|gender_i_c|الجنس|النوع الاجتماعي",
    F.BIRTH: "birth_date|date_of_birth|dob|birthdate|birthday|born|birth_date_i_c|birth_year|year_of_birth"
    "|تاريخ الولادة|المواليد|سنة الميلاد",
    F.PRECISION: "birth_date_precision|dob_precision|date_of_birth_precision|دقة تاريخ الميلاد",
    F.ESTIMATED: "estimated_birth_date|estimated_birth_date_i_c|birth_date_estimated|dob_estimated|estimated",
    F.AGE: "age|age_years|age_in_years|age_i_c|العمر|السن",
    F.AS_OF: "registration_date|date_of_registration|interview_date|تاريخ التسجيل",
    F.BIRTH_PLACE: "birth_place|place_of_birth|birthplace|pob|town_of_birth|city_of_birth|مكان الولادة|محل الولادة",
    F.BIRTH_COUNTRY: "birth_country|country_of_birth|بلد الولادة",
    F.NATIONALITY: "nationality|nationalities|citizenship|nationality_claimed|nationality (claimed)|nationality_verified"
    "|الجنسية|الجنسية المصرح بها",
    F.DOCUMENT: "documents|document|document_no|document_type_and_number|نوع ورقم الوثيقة",
    F.DOCUMENT_KIND: "document_type|document_kind|id_type|other_id_type_i_c|نوع الوثيقة",
    F.DOCUMENT_NUMBER: "document_number|id_number|id_no|other_id_no_i_c|رقم الوثيقة",
    F.DOCUMENT_ISSUER: "document_country|document_issuer|issuing_country",
    F.PASSPORT: "passport|passport_no|passport_number|رقم الجواز|رقم جواز السفر",
    F.NATIONAL_ID: "national_id|national_id_no|national_id_number|national_id_no_i_c|id_card|id_card_number|رقم الهوية",
    F.BIRTH_CERTIFICATE: "birth_certificate|birth_certificate_no|birth_certificate_no_i_c|رقم شهادة الميلاد",
    F.RATION_CARD: "ration_card|ration_card_no|ration_card_number|رقم البطاقة التموينية",
    F.CAMP_CARD: "camp_card|camp_card_no|camp_id|رقم بطاقة المخيم",
    F.LANGUAGE: "language|languages|languages_spoken|اللغة|اللغات",
    F.PHONE: "phone|phone_no|phone_number|phone_no_i_c|mobile|telephone|الهاتف|رقم الهاتف|الموبايل",
    F.NEEDS: "specific_needs|specific_needs_codes|specific needs codes|needs|vulnerabilities|الاحتياجات الخاصة",
    F.SITE: "camp|site|camp_name|site_name|location|المخيم|الموقع",
    F.SHELTER: "phase_block_tent|phase / block / tent|shelter|address_in_camp|القطاع / البلوك / الخيمة",
    F.SECTION: "section|sector|phase|block|القطاع|البلوك",
    F.TENT: "tent|tent_no|tent_number|الخيمة|رقم الخيمة",
    F.ARRIVED: "arrival_date|date_of_arrival|arrived|تاريخ الوصول",
}  # fmt: skip
_TAGS: Final[dict[frozenset[str], Field]] = {
    frozenset(tag.split()): field
    for tag, field in (
        ("#household id", F.HOUSEHOLD), ("#affected hh id", F.HOUSEHOLD), ("#affected ind id", F.REFERENCE),
        ("#affected name ar", F.NAME), ("#affected name en", F.ROMANISED), ("#affected name latin", F.ROMANISED),
        ("#loc camp name", F.SITE), ("#loc shelter id", F.SHELTER), ("#loc name", F.SITE), ("#affected document", F.DOCUMENT),
        ("#affected gender", F.SEX), ("#date birth", F.BIRTH), ("#date registration", F.AS_OF), ("#date arrival", F.ARRIVED),
    )
}  # fmt: skip
# Columns that the collecting programs add: never answers.
_SYSTEM: Final = re.compile(
    r"^(start|end|today|deviceid|subscriberid|simserial|phonenumber|username|audit|rootuuid|key|parent_key|instanceid|instancename"
    r"|submissiondate|submitterid|submittername|attachmentspresent|attachmentsexpected|status|reviewstate|edits|formversion"
    r"|set-of-.*|formhub/uuid|meta.*|_.*)$",
    re.IGNORECASE,
)


def suggested(columns: Sequence[Column]) -> Mapping:
    """What each column probably holds. A field that has one column takes the first that fits, in the people's own table first."""
    people = columns[-1].sheet if columns else ""
    ordered = sorted(columns, key=lambda column: column.sheet != people)
    uses: list[Use] = []
    taken: set[Field] = set()
    selects = {(column.sheet, column.name) for column in columns if field_of(column) is Field.NEEDS}
    for column in ordered:
        base, _, choice = column.name.rpartition("/")
        if choice and (column.sheet, base) in selects:
            uses.append(Use(column.sheet, column.name, Field.NEEDS, choice))
            continue
        field = field_of(column)
        if field is None or (column.sheet != people and field not in OF_HOUSEHOLD):
            continue
        if field in SEVERAL or field not in taken:
            uses.append(Use(column.sheet, column.name, field))
            taken.add(field)
    return Mapping(tuple(_without_doubles(uses)))


def field_of(column: Column) -> Field | None:
    """The field that a heading or a tag names, or None. The collecting program's own columns name none."""
    if is_system(column):
        return None
    for name in (column.name, *_parts(column.name)):
        if field := _known().get(folded(name)):
            return field
    return _by_tag(column.tag) if column.tag else None


def is_system(column: Column) -> bool:
    """Whether a column is the collecting program's own: no answer of a person."""
    return bool(_SYSTEM.match(column.name.rpartition("/")[2] or column.name))


def holds_people(columns: Iterable[Column]) -> int:
    """How many fields of a person, a name among them, a table's columns hold; 0 without a name."""
    found = {field for column in columns if (field := field_of(column))}
    return len(found) if found & NAMES else 0


def _parts(name: str) -> Iterator[str]:
    """The last parts of a path: `member/full_name`, `Household/Camp`; Central joins groups with a hyphen."""
    if "/" in name:
        yield from (name[i + 1 :] for i, sign in enumerate(name) if sign == "/")
    if "-" in name:
        yield name.rpartition("-")[2]


def _without_doubles(uses: Sequence[Use]) -> Iterator[Use]:
    """A kind-and-number cell beside columns of their own, or a shelter in one beside section and tent, is left to the person."""
    fields = {use.field for use in uses}
    for use in uses:
        if use.field is Field.SHELTER and fields & {Field.SECTION, Field.TENT}:
            continue
        yield use


@cache
def _known() -> dict[str, Field]:
    found: dict[str, Field] = {}
    for question in QUESTIONS:
        for word in (question.name, *question.labels):
            found.setdefault(folded(word), question.field)
    for field, words in _OTHERS.items():
        for word in (field.value, *words.split("|")):
            found.setdefault(folded(word), field)
    return found


@lru_cache(maxsize=4096)
def _by_tag(tag: str) -> Field | None:
    parts = frozenset(part.strip().casefold() for part in tag.replace("#", " #").replace("+", " ").split())
    for question in QUESTIONS:
        if parts == frozenset(question.tag.replace("+", " ").split()):
            return question.field
    return _TAGS.get(parts)
