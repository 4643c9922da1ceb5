"""The registry's codes in words: kinds of claims and silences, sources, verification, standings, roles in a household, papers.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`. "Recorded as", never a truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Source, Verification
from homeward.registry.facts.custody import Beginning, Ending
from homeward.registry.facts.households import CareBasis, CareKind, RelationKind, SeparationBasis
from homeward.registry.facts.persons import HouseholdRole, Standing
from homeward.registry.facts.rights import Outcome, RequestKind
from homeward.registry.facts.values import (
    BirthBasis,
    ClaimKind,
    ContactKind,
    DocumentKind,
    Holder,
    NameKind,
    ParentRole,
    Sex,
)

REGISTRY: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Known: {
        Known.KNOWN: _("known"),
        Known.UNKNOWN: _("unknown"),
        Known.NOT_ASKED: _("not asked"),
        Known.DECLINED: _("declined"),
        Known.NOT_APPLICABLE: _("does not apply"),
    },
    ClaimKind: {
        ClaimKind.NAME: _("name"),
        ClaimKind.BIRTH: _("birth"),
        ClaimKind.SEX: _("sex"),
        ClaimKind.NATIONALITY: _("nationality"),
        ClaimKind.PARENT: _("parent"),
        ClaimKind.DOCUMENT: _("paper"),
        ClaimKind.LANGUAGE: _("language"),
        ClaimKind.CONTACT: _("contact"),
        ClaimKind.NEED: _("need"),
    },
    Source: {
        Source.PERSON: pgettext_lazy("according to", "the person"),
        Source.RELATIVE: pgettext_lazy("according to", "a relative"),
        Source.DOCUMENT: pgettext_lazy("according to", "a paper"),
        Source.OFFICIAL_RECORD: pgettext_lazy("according to", "an official record"),
        Source.CLERK: pgettext_lazy("according to", "the clerk's own spelling"),
        Source.IMPORT: pgettext_lazy("according to", "a file that was brought in"),
        Source.COMMITTEE: pgettext_lazy("according to", "a committee"),
    },
    Verification: {
        Verification.RECORDED: _("recorded"),
        Verification.DOCUMENT_SEEN: _("paper seen"),
        Verification.VERIFIED: _("verified"),
        Verification.CONTESTED: _("contested"),
    },
    Standing: {
        Standing.PRESENT: _("present"),
        Standing.DEPARTED: _("departed"),
        Standing.MISSING_REPORTED: _("reported missing"),
        Standing.DECEASED_REPORTED: _("reported deceased"),
        Standing.UNACCOUNTED: _("unaccounted for"),
        Standing.MERGED: _("merged into another record"),
        Standing.ERASED: _("erased"),
    },
    HouseholdRole: {
        HouseholdRole.HEAD: _("head of the household"),
        HouseholdRole.SPOUSE: _("wife or husband"),
        HouseholdRole.CHILD: _("son or daughter"),
        HouseholdRole.PARENT: _("mother or father"),
        HouseholdRole.SIBLING: _("brother or sister"),
        HouseholdRole.GRANDPARENT: _("grandparent"),
        HouseholdRole.GRANDCHILD: _("grandchild"),
        HouseholdRole.OTHER_RELATIVE: _("other relative"),
        HouseholdRole.FOSTER_CHILD: _("foster child"),
        HouseholdRole.SEPARATED_CHILD: _("separated child"),
        HouseholdRole.UNACCOMPANIED_CHILD: _("unaccompanied child"),
        HouseholdRole.GUARDIAN: _("guardian"),
        HouseholdRole.NOT_RELATED: _("not related"),
        HouseholdRole.UNKNOWN: _("relation unknown"),
    },
    Sex: {Sex.FEMALE: _("female"), Sex.MALE: _("male")},
    NameKind: {
        NameKind.FULL: _("full name"),
        NameKind.ROMANISED: _("name in Latin letters"),
        NameKind.KUNYA: _("kunya"),
        NameKind.FORMER: _("former name"),
        NameKind.ALSO_KNOWN_AS: _("also known as"),
    },
    BirthBasis: {
        BirthBasis.STATED: _("as stated"),
        BirthBasis.DOCUMENT: _("from a paper"),
        BirthBasis.CONVENTION: _("a convention, such as 1 January"),
        BirthBasis.ESTIMATED: _("estimated"),
        BirthBasis.AGE_ASSESSMENT: _("decided by an age assessment"),
    },
    ParentRole: {ParentRole.FATHER: _("father"), ParentRole.MOTHER: _("mother")},
    DocumentKind: {
        DocumentKind.PASSPORT: _("passport"),
        DocumentKind.NATIONAL_ID: _("identity card"),
        DocumentKind.BIRTH_CERTIFICATE: _("birth certificate"),
        DocumentKind.CIVIL_REGISTER: _("extract of the civil register"),
        DocumentKind.NATIONALITY_CERTIFICATE: _("nationality certificate"),
        DocumentKind.LAISSEZ_PASSER: pgettext_lazy("travel paper", "laissez-passer"),
        DocumentKind.RATION_CARD: _("ration card"),
        DocumentKind.CAMP_CARD: _("camp card"),
        DocumentKind.RESIDENCE_PERMIT: _("residence permit"),
        DocumentKind.OTHER: _("other paper"),
    },
    Holder: {
        Holder.PERSON: pgettext_lazy("who has the paper", "the person"),
        Holder.FAMILY: pgettext_lazy("who has the paper", "the family"),
        Holder.CAMP_ADMINISTRATION: pgettext_lazy("who has the paper", "the camp administration"),
        Holder.AUTHORITY: pgettext_lazy("who has the paper", "an authority"),
        Holder.LOST: _("lost"),
        Holder.DESTROYED: _("destroyed"),
    },
    ContactKind: {
        ContactKind.PHONE: _("telephone"),
        ContactKind.RELATIVE: _("relative"),
        ContactKind.ADDRESS: _("address"),
        ContactKind.OTHER: _("other contact"),
    },
    Beginning: {
        Beginning.ARRIVAL: _("arrived"),
        Beginning.TRANSFER: _("came from another site"),
        Beginning.BIRTH: _("born there"),
        Beginning.RETURN: _("came back"),
        Beginning.FOUND_AGAIN: _("found again"),
    },
    Ending: {
        Ending.TRANSFER: _("went to another site"),
        Ending.DEPARTURE: _("departed"),
        Ending.LEFT: _("left of their own accord"),
        Ending.ABSCONDED_REPORTED: _("reported to have absconded"),
        Ending.MISSING_REPORTED: _("reported missing"),
        Ending.DECEASED_REPORTED: _("reported deceased"),
        Ending.UNACCOUNTED: _("unaccounted for"),
    },
    RelationKind: {
        RelationKind.PARENT: _("mother or father"),
        RelationKind.CHILD: _("son or daughter"),
        RelationKind.SPOUSE: _("wife or husband"),
        RelationKind.SIBLING: _("brother or sister"),
        RelationKind.GRANDPARENT: _("grandparent"),
        RelationKind.GRANDCHILD: _("grandchild"),
        RelationKind.GUARDIAN: _("guardian"),
        RelationKind.WARD: _("ward"),
        RelationKind.OTHER_RELATIVE: _("other relative"),
    },
    CareKind: {
        CareKind.KINSHIP: _("cared for by relatives"),
        CareKind.FOSTER: _("foster care"),
        CareKind.GUARDIANSHIP: _("guardianship"),
        CareKind.RESIDENTIAL: _("residential care"),
        CareKind.SUPERVISED_INDEPENDENT: _("supervised independent living"),
        CareKind.CHILD_HEADED: _("household headed by a child"),
        CareKind.HOSPITAL: _("in hospital"),
    },
    CareBasis: {
        CareBasis.FAMILY_AGREEMENT: _("agreed in the family"),
        CareBasis.CUSTOM: _("by custom"),
        CareBasis.BEST_INTERESTS_ASSESSMENT: _("best interests assessment"),
        CareBasis.BEST_INTERESTS_DETERMINATION: _("best interests determination"),
        CareBasis.COURT_ORDER: _("court order"),
        CareBasis.AUTHORITY_DECISION: _("decision of an authority"),
        CareBasis.EMERGENCY: _("emergency"),
        CareBasis.UNKNOWN: _("unknown"),
    },
    SeparationBasis: {
        SeparationBasis.BEST_INTERESTS_ASSESSMENT: _("best interests assessment"),
        SeparationBasis.BEST_INTERESTS_DETERMINATION: _("best interests determination"),
        SeparationBasis.COURT_ORDER: _("court order"),
        SeparationBasis.EMERGENCY_PROTECTION: _("protection in an emergency"),
        SeparationBasis.FAMILY_REUNIFICATION: _("reunification with family elsewhere"),
        SeparationBasis.MEDICAL_TRANSFER: _("transfer for treatment"),
    },
    RequestKind: {
        RequestKind.ACCESS: _("to see what is recorded"),
        RequestKind.CORRECTION: _("a correction"),
        RequestKind.OBJECTION: _("an objection"),
        RequestKind.ERASURE: _("to be erased"),
    },
    Outcome: {
        Outcome.GRANTED: _("granted"),
        Outcome.PARTLY: _("granted in part"),
        Outcome.REFUSED: _("refused"),
    },
}
