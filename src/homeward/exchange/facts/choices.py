"""The answers that a question offers, in four languages, and the other words that files use for them.

Comes in: `resources/choices.tsv`, kept by hand. Goes out: tuples of choices. `name` is what the form stores.
Needs carry the agencies' codes; those of armed groups, torture and sexual violence are read where a file holds them and kept as
sensitive, and no form that stands on somebody's telephone offers them.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Final

LANGUAGES: Final = ("en", "ar", "ckb", "kmr")


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One answer: the name that is stored, its label in each language, other words for it. Two are never equal."""

    name: str
    labels: tuple[str, ...]
    also: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Its label in one of the languages."""
        return self.labels[LANGUAGES.index(language)]

    def words(self) -> tuple[str, ...]:
        """Everything it is called."""
        return (self.name, *self.labels, *self.also)


def _read() -> dict[str, tuple[Choice, ...]]:
    found: dict[str, list[Choice]] = {}
    for line in files("homeward").joinpath("resources/choices.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, name, *labels, also = line.split("\t")
            found.setdefault(kind, []).append(Choice(name, tuple(labels), tuple(filter(None, also.split("|")))))
    return {kind: tuple(choices) for kind, choices in found.items()}


_LISTS: Final = _read()
SILENCES: Final = _LISTS["silences"]
SEXES: Final = _LISTS["sexes"]
PRECISIONS: Final = _LISTS["precisions"]
ROLES: Final = _LISTS["roles"]
PAPERS: Final = _LISTS["papers"]
TONGUES: Final = _LISTS["tongues"]
NEEDS: Final = _LISTS["needs"]
ANSWERS: Final = _LISTS["answers"]
SENSITIVE: Final = ("CR-AF", "TR", "SV")  # beginnings of codes that nobody but those who need it may read
