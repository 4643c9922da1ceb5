"""The lexica of names, from the YAML that linguists write to the one artefact that the engine reads.

Comes in: `src/homeward/resources/names/*.yaml`: names, particles, titles or endings, and `defaults` for a file's own.
Goes out: `src/homeward/resources/lexicon.json` without the reasons, the same bytes for the same sources; or every fault.
Never guesses and never drops an entry: a fault names its file and entry, and nothing is written until none is left.
Run: `python tools/build_lexicon.py [--check]`; `--check` writes nothing, and fails when the artefact is out of date.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unicodedata import name

import yaml

from homeward.names.written import fold

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src/homeward/resources/names"
ARTEFACT = ROOT / "src/homeward/resources/lexicon.json"

CULTURES = frozenset(
    ("arabic", "kurdish", "turkic", "persian", "caucasus", "central_asian", "uyghur", "african", "european")
) | {"chinese", "korean", "hispanic", "western"}  # the communities a name is at home in, its first home first
CYRILLIC_HOMES = frozenset(("caucasus", "central_asian"))  # registers there are in Cyrillic: such a name has that form
# Not at home in our scripts: a Latin form is enough.
LATIN_HOMES = frozenset(("chinese", "korean", "hispanic", "western"))
# Pak Chol-su: the family name first, syllables behind it; García López, of whom García is the father.
ORDERS = frozenset(("family_first", "behind_family", "father_before_mother"))
MOST_BEARERS = 2  # of the names that a spelling can be, the engine keeps two
FIELDS = {
    "names": ("id", "part", "sex", "cultures", "weight", "forms"),
    "particles": ("role", "forms"),
    "titles": ("forms", "ambiguous"),
    "endings": ("role", "forms"),
}  # what of an entry the artefact keeps, in this order
KEPT = {"names": ("short", "article", "order")}  # kept where an entry has them; short: what they are called at home
OPTIONAL = {"names": {"shares", *KEPT["names"]}}
ROLES = {
    "particles": frozenset(
        ("article", "son_of", "daughter_of", "son_after", "daughter_after", "father_of", "mother_of", "servant_of")
    )
    | {"people_of", "of_faith", "of_god", "honorific"},
    "endings": frozenset(("patronymic", "family", "nisba", "son_glued")),
}
SHORTEST_REASON = 10  # characters
# How Unicode begins the names of their letters.
SCRIPTS = {"arab": "ARABIC ", "latn": "LATIN ", "cyrl": "CYRILLIC ", "hang": "HANGUL "}
NOT_LETTERS = " -'’ʻʼ.\u200c"

Entry = dict[str, Any]
Lexicon = dict[str, list[Entry]]


def read(folder: Path) -> Lexicon:
    """Every entry of every file, by kind, in the order of file names; an entry's `file` says where it stands."""
    found: Lexicon = {kind: [] for kind in FIELDS}
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        defaults = content.pop("defaults", {})
        for kind, entries in content.items():
            found[kind] += [{"file": path.name, **defaults, **entry} for entry in entries]
    return found


def faults(lexicon: Lexicon) -> list[str]:
    """What breaks the schema or its laws, one sentence each; empty when all is well."""
    found = [f"{_place(e)}: {text}" for kind, entries in lexicon.items() for e in entries for text in _own(kind, e)]
    return found or [*_repeated_ids(lexicon["names"]), *_undeclared(lexicon["names"])]


def render(lexicon: Lexicon) -> str:
    """The artefact's text, one entry a line. Its version is a digest of all that follows it."""
    sections = []
    for kind, fields in FIELDS.items():
        lines = [json.dumps(_kept(e, (*fields, *KEPT.get(kind, ()))), ensure_ascii=False) for e in lexicon[kind]]
        sections.append(f'"{"lexemes" if kind == "names" else kind}": [\n' + ",\n".join(lines) + "\n]")
    body = ",\n".join(sections)
    return f'{{"version": "{hashlib.sha256(body.encode()).hexdigest()[:12]}",\n{body}}}\n'


def main(arguments: Sequence[str]) -> int:
    """Write the artefact, or with `--check` compare it. Returns the exit code."""
    lexicon = read(SOURCES)
    if found := faults(lexicon):
        print(*found, sep="\n", file=sys.stderr)
        return 1
    text = render(lexicon)
    if "--check" not in arguments:
        ARTEFACT.write_text(text, "utf-8")
    elif not ARTEFACT.exists() or ARTEFACT.read_text("utf-8") != text:
        print("lexicon.json is not what its sources say; run: python tools/build_lexicon.py", file=sys.stderr)
        return 1
    return 0


def _kept(entry: Entry, fields: Iterable[str]) -> Entry:
    return {field: entry[field] for field in fields if field in entry}


def _place(entry: Entry) -> str:
    return f"{entry['file']}, {entry.get('id') or entry.get('forms')}"


def _own(kind: str, entry: Entry) -> Iterator[str]:
    """Faults that one entry shows by itself."""
    wanted = {*FIELDS[kind], "reason", "file"}
    if missing := wanted - set(entry):
        yield f"lacks {', '.join(sorted(missing))}"
        return
    if unknown := set(entry) - wanted - OPTIONAL.get(kind, set()):
        yield f"has fields nobody reads: {', '.join(sorted(unknown))}"
    if len(str(entry["reason"])) < SHORTEST_REASON:
        yield "needs a reason that says something"
    if kind in ROLES and entry["role"] not in ROLES[kind]:
        yield f"has the role {entry['role']}, which is none of ours"
    yield from _spellings(entry["forms"])
    if kind == "names":
        yield from _spellings(entry.get("short", {}))
        yield from _name(entry)


def _name(entry: Entry) -> Iterator[str]:
    home = entry["cultures"][0] if entry["cultures"] else None
    if not re.fullmatch(r"[a-z][a-z0-9_]*", entry["id"]):
        yield "needs an id of a-z, 0-9 and _"
    if (entry["part"], entry["sex"]) not in {("given", "m"), ("given", "f"), ("given", "u"), ("family", "u")}:
        yield "is neither a given name (m, f, u) nor a family name (u)"
    if home is None or not CULTURES.issuperset(entry["cultures"]):
        yield f"has cultures outside {', '.join(sorted(CULTURES))}"
    if entry["weight"] not in range(1, 6):
        yield "has a weight that is not 1 to 5"
    for script in sorted(_scripts(home) - set(entry["forms"])):
        yield f"has no form in {script}"
    if "latn" in entry["forms"] and not str(entry["forms"]["latn"][0]).isascii():
        yield f"begins its Latin forms with {entry['forms']['latn'][0]!r}: the plain one, without marks, comes first"
    yield from _family(entry)


def _scripts(home: str | None) -> set[str]:
    """The scripts in which a name of this home must be known."""
    if home in LATIN_HOMES:
        return {"latn"}
    return {"arab", "latn", "cyrl"} if home in CYRILLIC_HOMES else {"arab", "latn"}


def _family(entry: Entry) -> Iterator[str]:
    """Faults in what only family names have: the article they are borne with, and their place; but for syllables that stand behind one."""
    behind = entry.get("order") == "behind_family"
    if entry["part"] != "family" and ("article" in entry or ("order" in entry and not behind)):
        yield "has an article or an order, which only family names have"
    if entry["part"] == "family" and behind:
        yield "is a family name, and cannot stand behind one"
    if entry.get("article", True) is not True:
        yield "has an article that is not true"
    if entry.get("order", "family_first") not in ORDERS:
        yield f"has the order {entry['order']}, which is none of {', '.join(sorted(ORDERS))}"
    if entry["part"] == "family" and (entry.get("article") or entry["cultures"][:1] == ["arabic"]):
        for form in (form for spellings in entry["forms"].values() for form in spellings):
            if re.match(r"[ae]l[ -]|ال", form.lower()):
                yield f"has {form!r} with its article: write it bare, with article: true"


def _spellings(forms: dict[str, list[str]]) -> Iterator[str]:
    for script, spellings in forms.items():
        if script not in SCRIPTS or not spellings:
            yield f"has a script {script} that is unknown or empty"
            continue
        if len(set(spellings)) < len(spellings):
            yield f"repeats a form in {script}"
        for form in spellings:
            if not isinstance(form, str) or not all(
                name(c).startswith(SCRIPTS[script]) for c in form if c not in NOT_LETTERS
            ):
                yield f"has {form!r} under {script}, where it does not belong"


def _repeated_ids(names: Iterable[Entry]) -> Iterator[str]:
    seen: set[str] = set()
    for entry in names:
        if entry["id"] in seen:
            yield f"{_place(entry)}: this id is taken"
        seen.add(entry["id"])


def _undeclared(names: Sequence[Entry]) -> Iterator[str]:
    """Spellings, folded as the engine folds them, that two names have in common though they do not both say so."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for entry in names:
        for form in (form for kind in ("forms", "short") for found in entry.get(kind, {}).values() for form in found):
            bearers[fold(form).replace("-", " ")].add(entry["id"])
    common: dict[str, set[str]] = defaultdict(set)
    for form, ids in bearers.items():
        if len(ids) > MOST_BEARERS:
            yield f"{form!r} is a form of {', '.join(sorted(ids))}: more than the engine can keep apart"
        for one in ids:
            common[one] |= ids - {one}
    for entry in names:
        declared = set(entry.get("shares", ()))
        if silent := common[entry["id"]] - declared:
            yield f"{_place(entry)}: has a form in common with {', '.join(sorted(silent))}; declare it under shares"
        if idle := declared - common[entry["id"]]:
            yield f"{_place(entry)}: shares nothing with {', '.join(sorted(idle))}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
