"""One person to be screened, as a registration recorded them: the facts the engine compares and nothing else.

Comes in: a row of a caseload, or a person of the registry. Goes out: a frozen `Profile`.
Never holds tribe as a risk, religion, section of a camp, relatives' listings or anything about conduct.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from homeward.kernel.dates import PartialDate

Sex = Literal["male", "female"]


class ProfileDocument(msgspec.Struct, frozen=True):
    """A paper the person holds: number as written, kind and issuing country (ISO alpha-2, lower case) where known."""

    number: str
    kind: str = ""
    issuer: str = ""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A person as recorded. `names` holds full names in any script, the main one first; empty fields were not recorded.

    `nationalities` are ISO alpha-2 codes in lower case.
    """

    query_id: str
    names: tuple[str, ...]
    births: tuple[PartialDate, ...] = ()
    sex: Sex | None = None
    nationalities: tuple[str, ...] = ()
    birth_places: tuple[str, ...] = ()
    father_name: str = ""
    grandfather_name: str = ""
    family_name: str = ""
    kunya: str = ""
    mother_name: str = ""
    documents: tuple[ProfileDocument, ...] = ()
