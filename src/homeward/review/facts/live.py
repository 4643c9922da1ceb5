"""What a live check says: entries that somebody described could be, and papers, apart from each other; and in which editions it looked.

Comes in: nothing. Goes out: frozen types. Nothing of it is kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from homeward.lists.facts.documents import FoundDocument
from homeward.lists.facts.lists import Edition
from homeward.screening.candidate import Candidate


@dataclass(frozen=True, slots=True)
class LiveCandidate:
    """An entry that the description could be of, in an edition."""

    edition: Edition
    candidate: Candidate
    strong: bool


@dataclass(frozen=True, slots=True)
class LivePaper:
    """A row of a file of documents with a number that was asked about."""

    edition: Edition
    number: str
    found: FoundDocument


@dataclass(frozen=True, slots=True)
class Live:
    """The answer. `ailing` are lists, by title, that keep "not found in these versions" from being said."""

    candidates: tuple[LiveCandidate, ...]
    papers: tuple[LivePaper, ...]
    editions: tuple[Edition, ...]
    ailing: tuple[str, ...]

    @property
    def not_found(self) -> bool:
        """Whether "not found in these versions" may be said."""
        return bool(self.editions) and not (self.candidates or self.papers or self.ailing)
