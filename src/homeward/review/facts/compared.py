"""The two records of a candidate set side by side, and what changed in them since somebody last said what they found.

Comes in: nothing. Goes out: frozen types. A comparison says how strongly two records speak for one person, and nothing about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from homeward.lists.facts.documents import FoundDocument
from homeward.lists.facts.lists import Edition
from homeward.registry.facts.claims import Claim
from homeward.review.facts.candidates import CandidateRow
from homeward.screening.candidate import Candidate
from homeward.screening.profile import Profile, ProfileDocument
from homeward.watchlists.listing import Listing


@dataclass(frozen=True, slots=True)
class Changed:
    """What is otherwise than when somebody last said what they found.

    `fields` are those in which the entry reads differently now, with its earlier listing; `claims` what was recorded about the person
    since. `unknown`: the earlier edition cannot be opened any more, so nothing is said about the entry.
    """

    since: datetime
    by: str
    fields: tuple[str, ...] = ()
    before: Listing | None = None
    claims: tuple[Claim, ...] = ()
    unknown: bool = False

    @property
    def nothing(self) -> bool:
        """Whether both records are as they were, as far as can be told."""
        return not (self.fields or self.claims or self.unknown)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that somebody holds, and the row of a file of stolen and lost documents with its number."""

    held: ProfileDocument
    reported: FoundDocument


@dataclass(frozen=True, slots=True)
class Compared:
    """Both records as they are now, compared as a run compares them. `found` None: one of them has no name that can be read.

    `problem`: why one of them cannot be shown; then what is there is shown alone. `millibits` is the evidence of the run. `paper`: what a
    candidate of a document is about, in place of an entry and its evidence; None where the person's paper or the row is gone.
    """

    edition: Edition
    entries: int
    profile: Profile | None
    listing: Listing | None
    found: Candidate | None
    passage: str
    millibits: int
    problem: str = ""
    changed: Changed | None = None
    paper: Paper | None = None

    @property
    def same_as_run(self) -> bool:
        """Whether the evidence is that of the run that found it: it is, as long as neither record changed."""
        return self.found is not None and round(1000 * self.found.bits) == self.millibits


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What else is asked about a person, and about whom else an entry is asked, the strongest.

    `more` are those that the reader could see besides; `unseen` those about people whom they do not reach.
    """

    of_person: tuple[CandidateRow, ...] = ()
    of_entry: tuple[CandidateRow, ...] = ()
    more_of_person: int = 0
    more_of_entry: int = 0
    unseen: int = 0
