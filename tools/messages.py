"""Take what pages say into the catalogues of Arabic, Sorani and Kurmanji, and tell what is not translated.

    python tools/messages.py            take new sentences in, drop those no page says any more, list what is missing
    python tools/messages.py --check    change nothing; end with 1 where a sentence is missing, doubtful, stale or ill-formed

Comes in: the code and the templates. Goes out: `src/homeward/web/locale/<language>/LC_MESSAGES/django.po`. A sentence of an error that
is written as one plain string is taken in too, since pages show it, and so are the problems of a file's rows.
Never translates, and never drops a translation that is in use.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "src" / "homeward"
CATALOGUES: Final = SOURCE / "web" / "locale"
LANGUAGES: Final = {"ar": "Arabic", "ckb": "Sorani", "kmr": "Kurmanji"}
ROOMS: Final = ("access", "work", "lists", "places", "registry", "identity", "exchange", "review", "pathway", "web")

# Where the words stand among the arguments of each function: context, singular, plural.
_FUNCTIONS: Final = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "to_say"), (None, 0, None)),
    "Mistake": (None, 1, None),  # of a file that somebody wrote: a place, what is wrong, the values
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
_PROBLEMS: Final = ("Problem", "notice")  # of a row of a file: a code, what is wrong, what to do
_TEXT: Final = r"""[uU]?(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")"""
_CALL: Final = re.compile(rf"(?<![\w.])(_|n?p?gettext)\(\s*({_TEXT}(?:\s*,\s*{_TEXT})*)\s*(?:,[^()]*)?\)")
_HOLES: Final = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
_WHEN: Final = datetime(2026, 1, 1, tzinfo=UTC)  # a catalogue changes when its words do, not when it is written


@dataclass(frozen=True, slots=True)
class Sentence:
    """Something that a page says: its words, the plural's where it counts, and the context that tells homonyms apart."""

    words: str
    plural: str = ""
    context: str | None = None


@dataclass
class Found:
    """The sentences found, each with the files that say it."""

    places: dict[Sentence, set[str]] = field(default_factory=dict)

    def take(self, sentences: Iterable[Sentence], path: Path) -> None:
        """Add what a file says."""
        for sentence in sentences:
            self.places.setdefault(sentence, set()).add(path.relative_to(ROOT).as_posix())


def sentences() -> Found:
    """Everything that pages say."""
    found, errors = Found(), error_classes()
    for room in ROOMS:
        for path in sorted((SOURCE / room).rglob("*.py")):
            if "migrations" not in path.parts:
                found.take(in_code(path.read_text("utf-8"), errors), path)
        for path in sorted((SOURCE / room).rglob("templates/**/*.*")):
            found.take(in_template(path.read_text("utf-8")), path)
    return found


def error_classes() -> frozenset[str]:
    """The names of all our errors: classes that derive from another whose name is known, beginning with the root."""
    bases: dict[str, set[str]] = {}
    for path in SOURCE.rglob("errors.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases[node.name] = {base.id for base in node.bases if isinstance(base, ast.Name)}
    known = {"HomewardError"}
    while more := {name for name, above in bases.items() if above & known} - known:
        known |= more
    return frozenset(known)


def in_code(text: str, errors: frozenset[str] = frozenset()) -> Iterator[Sentence]:
    """What a module says through gettext, and the plain sentences of its errors."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        given = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
        if name in _FUNCTIONS:
            yield from _sentence(name, given)
        elif name in errors and given and isinstance(given[0], str):
            yield Sentence(given[0])
        elif name in _PROBLEMS:
            yield from (Sentence(said) for said in given[1:3] if isinstance(said, str) and said)


def in_template(text: str) -> Iterator[Sentence]:
    """What a template says."""
    for call in _CALL.finditer(templatize(text)):
        name, given = call[1], ast.literal_eval(f"({call[2]},)")
        yield from _sentence(name, list(given))


def _sentence(name: str, given: Sequence[object]) -> Iterator[Sentence]:
    context, singular, plural = (None if at is None else _at(given, at) for at in _FUNCTIONS[name])
    if singular:
        yield Sentence(singular, plural or "", context)


def _at(given: Sequence[object], at: int) -> str | None:
    value = given[at] if at < len(given) else None
    return value if isinstance(value, str) else None


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return CATALOGUES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """A language's catalogue; an empty one where there is none."""
    if not path_of(language).exists():
        return Catalog(locale=language)
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def merged(language: str, found: Found) -> Catalog:
    """A catalogue of exactly what pages say, with the translations there are."""
    old = read(language)
    new = Catalog(
        locale=language,
        header_comment=f"# What the pages of Homeward say, in {LANGUAGES[language]}. English is the source.",
        project="homeward",
        version="1",
        creation_date=_WHEN,
        revision_date=_WHEN,
        language_team=LANGUAGES[language],
        fuzzy=False,
    )
    for sentence, places in found.places.items():
        id_ = (sentence.words, sentence.plural) if sentence.plural else sentence.words
        kept = old.get(sentence.words, sentence.context)
        same = kept is not None and bool(kept.pluralizable) == bool(sentence.plural)
        new.add(
            id_,
            kept.string if kept is not None and same else None,
            context=sentence.context,
            locations=[(place, 0) for place in sorted(places)],
            flags=(kept.flags & {"fuzzy"}) if kept is not None and same else (),
        )
    return new


def written(catalogue: Catalog) -> bytes:
    """A catalogue as its file holds it."""
    buffer = BytesIO()
    write_po(buffer, catalogue, width=140, sort_output=True, ignore_obsolete=True, include_lineno=False)
    noise = (b'"Report-Msgid', b'"Last-Translator', b'"Generated-By', b'"POT-Creation', b'"PO-Revision')
    return b"".join(line for line in buffer.getvalue().splitlines(keepends=True) if not line.startswith(noise))


def faults(language: str, found: Found) -> list[str]:
    """What is wrong with a catalogue, a sentence for each."""
    catalogue = read(language)
    known = {
        (message.id if isinstance(message.id, str) else message.id[0], message.context)
        for message in catalogue
        if message.id
    }
    wanted = {(sentence.words, sentence.context) for sentence in found.places}
    told = [f"{language}: not in the catalogue: {words!r}" for words, _ in sorted(wanted - known, key=str)]
    told += [f"{language}: no page says it any more: {words!r}" for words, _ in sorted(known - wanted, key=str)]
    for message in catalogue:
        if message.id:
            told += [f"{language}: {fault}" for fault in _faults_of(message)]
    return told


def _faults_of(message: Message) -> Iterator[str]:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    strings = (message.string,) if isinstance(message.string, str) else message.string or ("",)
    if not all(strings):
        yield f"not translated: {ids[0]!r}"
    if message.fuzzy:
        yield f"doubtful: {ids[0]!r}"
    # A form that counts one or two may leave its number out; no form may ask for what the source does not give.
    asked = set(_HOLES.findall(ids[-1])) | set(_HOLES.findall(ids[0]))
    for string in filter(None, strings):
        holes = set(_HOLES.findall(string))
        if holes - asked or (len(ids) == 1 and asked - holes):
            yield f"other places for values than its source: {ids[0]!r}"


def main(arguments: list[str]) -> int:
    """Check, or bring the catalogues up to date."""
    if not settings.configured:
        settings.configure()
    found = sentences()
    if "--check" not in arguments:
        for language in LANGUAGES:
            path_of(language).parent.mkdir(parents=True, exist_ok=True)
            path_of(language).write_bytes(written(merged(language, found)))
    told = [fault for language in LANGUAGES for fault in faults(language, found)]
    print("\n".join([*told, f"{len(found.places)} sentences, {len(told)} faults."]))
    return 1 if told and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
