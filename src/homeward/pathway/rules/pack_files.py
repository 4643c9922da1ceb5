"""A destination pack's file, as somebody wrote it, becomes a document, or a list of what is wrong with it.

Comes in: the text of a YAML file. Goes out: a `Document`, or `BadPack` with every mistake: the file, the place, what to do. Reads nothing
from disk, and runs nothing that a file says: only the plain words, numbers and lists of YAML are known here.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from hashlib import sha256
from typing import Any, Final

import msgspec
import yaml

from homeward.kernel.errors import BadInput, to_say
from homeward.pathway.facts.packs import Authority, Barrier, Document, Item, Paper
from homeward.pathway.rules.packs import Mistake, mistakes_of

LARGEST: Final = 512 * 1024
_LISTS: Final[dict[str, type[msgspec.Struct]]] = {
    "authorities": Authority,
    "items": Item,
    "papers": Paper,
    "barriers": Barrier,
}
_AT: Final = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?")
_ENUM: Final = re.compile(r"Invalid enum value '?(?P<value>.*?)'?")
_FIELD: Final = re.compile(r"Object contains unknown field `(?P<name>.*)`")
_MISSING: Final = re.compile(r"Object missing required field `(?P<name>.*)`")
_TYPE: Final = re.compile(r"Expected `(?P<wanted>.*)`, got `(?P<given>.*)`")


class BadPack(BadInput):
    """A file that is no pack yet. `mistakes` holds each of them; its text says the first and how many there are."""

    code = "bad_pack"

    def __init__(self, file: str, mistakes: tuple[Mistake, ...]) -> None:
        first = mistakes[0].said(file)
        more = len(mistakes) - 1
        super().__init__(f"{first} ({more} more.)" if more else first, field="file")
        self.file = file
        self.mistakes = mistakes

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each mistake as a sentence."""
        return tuple(one.said(self.file) for one in self.mistakes)


class _Loader(yaml.SafeLoader):
    """Plain YAML in which no key may be there twice."""


def _once(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
    found: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(None, None, f"{key!r} is no name of a field", key_node.start_mark)
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"{key} is there twice", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _once)


def read(text: str, file: str) -> Document:
    """The document that a file's text holds. Raises `BadPack`."""
    try:
        return _document(_parsed(text, file), file)
    except RecursionError:
        raise BadPack(file, (Mistake("", "It is nested without end. Write it as the shipped packs are."),)) from None


def sha_of(pack: Document) -> str:
    """What a version is known by: the same for the same content, however the file is laid out."""
    return sha256(msgspec.json.encode(pack, order="sorted")).hexdigest()


def _parsed(text: str, file: str) -> dict[str, Any]:
    if len(text.encode()) > LARGEST:
        raise BadPack(
            file, (Mistake("", "It is larger than 512 KB, which no pack is. Check that it is the right file."),)
        )
    try:
        found = yaml.load(text, _Loader)  # noqa: S506 - a safe loader of ours
    except yaml.YAMLError as error:
        raise BadPack(file, (_broken(error),)) from None
    if not isinstance(found, dict):
        raise BadPack(file, (Mistake("", "It holds no fields. Begin with key, version, country and titles."),))
    return found


def _broken(error: yaml.YAMLError) -> Mistake:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    if mark is None:
        return Mistake("", "This is not YAML as we read it: %(problem)s.", {"problem": problem})
    return Mistake(
        "", "Line %(line)s, column %(column)s is not YAML as we read it: %(problem)s. Correct it, or put the text in quotes.",
        {"line": mark.line + 1, "column": mark.column + 1, "problem": problem},
    )  # fmt: skip


def _document(found: dict[str, Any], file: str) -> Document:
    mistakes = [one for name, kind in _LISTS.items() for one in _rows(found.get(name), name, kind)]
    whole: Document | None = None
    try:
        kept = {name: value for name, value in found.items() if not (mistakes and name in _LISTS)}
        whole = msgspec.convert(kept | ({name: [] for name in _LISTS} if mistakes else {}), Document)
    except msgspec.ValidationError as wrong:
        mistakes.insert(0, _told(wrong, ""))
    if whole is not None and not mistakes:
        mistakes = list(mistakes_of(whole))
    if mistakes or whole is None:
        raise BadPack(file, tuple(mistakes))
    return msgspec.structs.replace(whole, country=whole.country.lower())


def _rows(rows: Any, name: str, kind: type[msgspec.Struct]) -> Iterator[Mistake]:
    """The mistakes of shape in a list, row by row, so that one does not hide the next."""
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        try:
            msgspec.convert(row, kind)
        except msgspec.ValidationError as wrong:
            yield _told(wrong, f"{name}[{number}]")


def _told(wrong: msgspec.ValidationError, at: str) -> Mistake:
    """An error of the validator in our words, with its place."""
    found = _AT.fullmatch(str(wrong))
    what, inner = (found["what"], found["path"] or "") if found else (str(wrong), "")
    path = at + inner if inner.startswith("[") else ".".join(part for part in (at, inner) if part)
    return _mistake(path, what)


def _mistake(path: str, what: str) -> Mistake:
    if wrong := _ENUM.fullmatch(what):
        return Mistake(
            path, "The word %(word)s is not known here. The words that are: docs/how-to/write-a-destination-pack.md.",
            {"word": wrong["value"]},
        )  # fmt: skip
    if wrong := _FIELD.fullmatch(what):
        return Mistake(path, "There is no field %(name)s. Correct its name, or take it away.", {"name": wrong["name"]})
    if wrong := _MISSING.fullmatch(what):
        return Mistake(path, "The field %(name)s is missing. Add it.", {"name": wrong["name"]})
    if wrong := _TYPE.fullmatch(what):
        if (wrong["wanted"], wrong["given"]) == ("str", "bool"):
            return Mistake(path, "YAML reads this word as yes or no. Put it in quotes.")
        kinds = {name: KINDS.get(wrong[name], wrong[name]) for name in ("wanted", "given")}
        return Mistake(path, "This should be %(wanted)s, and is %(given)s. Correct it.", kinds)
    return Mistake(path, "%(what)s. Correct it.", {"what": what})


_NUMBER, _FIELDS = to_say("a whole number"), to_say("fields")
# What a value is, in words that are translated where they fill a sentence.
KINDS: Final = {
    "str": to_say("text"), "int": _NUMBER, "bool": to_say("yes or no"), "float": to_say("a number"), "array": to_say("a list"),
    "object": _FIELDS, "null": to_say("empty"), "int | null": _NUMBER, "object | null": _FIELDS,
}  # fmt: skip
