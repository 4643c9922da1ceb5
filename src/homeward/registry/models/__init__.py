"""The tables of the registry. Personal text is sealed; what is legible is written down in docs/decisions/0007."""

from homeward.registry.models.claims import (
    CLAIM_MODELS,
    BirthClaim,
    Claim,
    ContactClaim,
    DocumentClaim,
    LanguageClaim,
    NameClaim,
    NationalityClaim,
    NeedClaim,
    ParentClaim,
    SexClaim,
)
from homeward.registry.models.custody import CustodyEpisode, Shelter
from homeward.registry.models.households import CareArrangement, Household, Membership, Relation, Separation
from homeward.registry.models.merges import Merge
from homeward.registry.models.persons import Batch, BlindKey, NameKey, Person, Serial
from homeward.registry.models.photographs import Photograph
from homeward.registry.models.rights import LegalHold, Request, RetentionRule

__all__ = [
    "CLAIM_MODELS",
    "Batch",
    "BirthClaim",
    "BlindKey",
    "CareArrangement",
    "Claim",
    "ContactClaim",
    "CustodyEpisode",
    "DocumentClaim",
    "Household",
    "LanguageClaim",
    "LegalHold",
    "Membership",
    "Merge",
    "NameClaim",
    "NameKey",
    "NationalityClaim",
    "NeedClaim",
    "ParentClaim",
    "Person",
    "Photograph",
    "Relation",
    "Request",
    "RetentionRule",
    "Separation",
    "Serial",
    "SexClaim",
    "Shelter",
]
