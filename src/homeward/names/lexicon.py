"""The lexica as the code sees them: which words are particles or titles, and which spellings are one known name.

Comes in: the artefacts `resources/lexicon.json` and `lexicon_keys.json`, generated from our YAML. Goes out: one frozen `Lexicon`, and the
keys of known names, each loaded once.
Never decides: that a word is a title, or two spellings one name, is evidence for `parts` and `likeness` to weigh.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from homeward.names.written import fold

_NONE: frozenset[str] = frozenset()
_SEXES = {"m": 1, "f": 2, "u": 0}
# dear, behind a given name, as it is written from Kashgar to Kabul.
_DEAR = ("jan", "jon", "zhan", "zhon", "djan", "djon", "dzhan", "dzhon", "jiang", "жан", "жон", "джан", "джон", "جان")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded forms by role. `names` maps a folded spelling (spaces kept) to the ids of the names it can be."""

    version: str
    particles: dict[str, frozenset[str]]
    titles: frozenset[str]
    title_begins: frozenset[str]  # the first words of titles of two words
    names: dict[str, tuple[int, ...]]
    labels: tuple[str, ...]
    sexes: tuple[str, ...]  # who bears each name: m, f, or u for both, and for family names
    at_home: frozenset[str]  # folded forms that men or women are called by at home: Alex is either
    given: frozenset[int]
    family_first: frozenset[int]  # family names that stand before the given name, as in Chinese
    behind_family: frozenset[int]  # … and syllables of given names behind them, as in Korean

    def roles(self, word: str) -> frozenset[str]:
        """What a folded word can be as a particle (article, son_of, father_of, servant_of …); most words are none."""
        return self.particles.get(word, _NONE)


@cache
def load() -> Lexicon:
    """Read the artefact; it is part of the package, so its absence is a broken installation."""
    content = msgspec.json.decode((files("homeward.resources") / "lexicon.json").read_bytes())
    particles: dict[str, set[str]] = defaultdict(set)
    for particle in content["particles"]:
        for form in _forms(particle):
            particles[form].add(particle["role"])
    names: dict[str, list[int]] = defaultdict(list)
    for number, lexeme in enumerate(content["lexemes"]):
        for form in _forms(lexeme):
            names[form].append(number)
    titles = frozenset(form for title in content["titles"] if not title.get("ambiguous") for form in _forms(title))
    return Lexicon(
        version=str(content["version"]),
        particles={word: frozenset(found) for word, found in particles.items()},
        titles=titles,
        title_begins=frozenset(form.split()[0] for form in titles if " " in form),
        names={form: tuple(dict.fromkeys(ids)) for form, ids in names.items()},
        labels=tuple(lexeme["id"] for lexeme in content["lexemes"]),
        sexes=tuple(lexeme["sex"] for lexeme in content["lexemes"]),
        at_home=frozenset(form for lexeme in content["lexemes"] for form in _forms({"forms": lexeme.get("short", {})})),
        given=frozenset(n for n, lexeme in enumerate(content["lexemes"]) if lexeme["part"] == "given"),
        family_first=_ordered(content["lexemes"], "family_first"),
        behind_family=_ordered(content["lexemes"], "behind_family"),
    )


def _ordered(lexemes: list[dict[str, str]], order: str) -> frozenset[int]:
    return frozenset(number for number, lexeme in enumerate(lexemes) if lexeme.get("order") == order)


@cache
def known_keys() -> dict[str, tuple[int, ...]]:
    """The ids of the known names that each key of the tokeniser can be."""
    content = (files("homeward.resources") / "lexicon_keys.json").read_bytes()
    return msgspec.json.decode(content, type=dict[str, tuple[int, ...]])


@lru_cache(maxsize=1 << 16)
def lexemes_of(key: str) -> tuple[int, ...]:
    """The ids of the known names a token's key can be. With *jan* 'dear' behind a given name somebody is called by that name too: Ahmadjan
    is Ahmad.
    """
    ids = known_keys().get(key, ())
    for dear in _DEAR if key.endswith(("n", "ng", "н", "ن")) else ():
        if key.endswith(dear) and len(key) > len(dear) + 2:
            ids += tuple(one for one in known_keys().get(key.removesuffix(dear), ()) if one in load().given)
    return tuple(dict.fromkeys(ids))


def sex_of(key: str) -> int:
    """Who bears the names that a token's key can be: 1 where only men do, 2 where only women do, otherwise 0."""
    sexes = {load().sexes[one] for one in lexemes_of(key)}
    return 0 if len(sexes) != 1 or key in load().at_home else _SEXES[sexes.pop()]


def _forms(entry: dict[str, dict[str, list[str]]]) -> list[str]:
    """Every spelling of an entry, folded, and what its bearer is called at home."""
    written = [*entry["forms"].values(), *entry.get("short", {}).values()]
    return [fold(form).strip("- ") for forms in written for form in forms]
