"""The one algorithm, told as other programs read it: its features, what each says, and what its score and `match` mean.

Comes in: the evidence of a candidate. Goes out: bits by feature, which add up to the score, and the words beside each.
Never a weight or a rule of its own: it sums and reads out what the engine said.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from homeward.screening.evidence import Evidence
from homeward.screening.weights import shipped

ALGORITHM, BEST = "homeward", "best"
MEANING = (
    "The score is the likelihood that two records describe one person, from evidence in bits that adds up: score = 1 / (1 + 2^-bits). "
    "`match` says that the score is at or above the threshold that was asked for, and nothing more: not that somebody is on a list, "
    "and nothing about anybody's conduct. A candidate is a question for people to answer."
)
_DOCUMENT = "docs/explanation/what-a-score-means.md"


class FeatureDocument(msgspec.Struct, frozen=True):
    """What a feature is, in words; all are added up as they are, so each coefficient is 1."""

    description: str
    coefficient: float = 1.0
    url: str = _DOCUMENT


FEATURES: dict[str, FeatureDocument] = {
    "name": FeatureDocument(
        "How the parts of the names meet by sound, in any script: rare parts say more than usual ones; in bits."
    ),
    "birth": FeatureDocument("How the dates of birth agree, as exactly as both sides state them; in bits."),
    "sex": FeatureDocument("Whether the sex stated is the same; in bits."),
    "nationality": FeatureDocument("Whether a nationality is the same on both sides; in bits."),
    "birth_place": FeatureDocument("Whether a place of birth sounds alike; in bits."),
    "father": FeatureDocument("Whether the father's name, stated on both sides, sounds alike; in bits."),
    "mother": FeatureDocument("Whether the mother's name, stated on both sides, sounds alike; in bits."),
    "document": FeatureDocument("Whether the number of a document is the same; in bits."),
    "prior": FeatureDocument(
        "How unlikely it was, before looking, that this person is this one of those listed; in bits."
    ),
}


class AlgorithmDocument(msgspec.Struct, frozen=True):
    """An algorithm as `/algorithms` shows it."""

    name: str
    description: str
    features: dict[str, FeatureDocument]
    docs: dict[str, FeatureDocument]
    version: str


class Algorithms(msgspec.Struct, frozen=True):
    """All there are."""

    algorithms: tuple[AlgorithmDocument, ...]
    default: str
    best: str


class Explanation(msgspec.Struct, frozen=True):
    """What one feature said of a candidate: bits, words, and what stood on either side."""

    score: float
    detail: str
    query: str | None = None
    candidate: str | None = None


def algorithms() -> Algorithms:
    """The answer to `/algorithms`."""
    one = AlgorithmDocument(ALGORITHM, MEANING, FEATURES, FEATURES, f"weights {shipped().version}")
    return Algorithms((one,), ALGORITHM, ALGORITHM)


def explanations(evidence: Iterable[Evidence], names: tuple[str, str]) -> dict[str, Explanation]:
    """What each feature said, in bits that add up to the score. `names` are the recorded and the listed name that met."""
    millibits, words, sides = dict.fromkeys(FEATURES, 0), {key: list[str]() for key in FEATURES}, {"name": names}
    for row in evidence:
        key = row.key if row.key in FEATURES else "name"
        millibits[key] += row.millibits
        words[key].append(_part(row) if key == "name" else _field(row))
        if key != "name":
            sides[key] = row.recorded, row.listed
    return {
        key: Explanation(bits / 1000, " ".join(words[key]), *(side or None for side in sides.get(key, ("", ""))))
        for key, bits in millibits.items()
    }


def _part(row: Evidence) -> str:
    """A part of the names: what it is, what it met, and what that weighs."""
    met = " and ".join(filter(None, (row.recorded, row.listed)))
    return (
        f"{row.field[:1].upper()}{row.field[1:]} {row.state}{f' ({met})' if met else ''}: {row.millibits / 1000:+.1f}."
    )


def _field(row: Evidence) -> str:
    return f"{row.field[:1].upper()}{row.field[1:]} {row.state}. {row.says}".strip()
