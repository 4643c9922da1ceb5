"""One alias of the UN list, which may pack several names, a birth, a paper and a remark into one element.

Comes in: an `INDIVIDUAL_ALIAS` or `ENTITY_ALIAS` group. Goes out: an `Alias` with all that was told apart.
What cannot be told apart safely stays as published, or goes to the remarks; nothing is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from homeward.kernel.dates import PartialDate, parse
from homeward.watchlists.listing import ListedDocument, ListedName, Quality
from homeward.watchlists.un.births import births_in
from homeward.watchlists.un.papers import papers_in
from homeward.watchlists.un.wording import by_script, is_foreign, is_name, parents

QUALITIES: dict[str, Quality] = {"good": "strong", "a.k.a.": "strong", "low": "weak", "f.k.a.": "former"}
LONGEST = 1000  # characters; more than any packed alias or note, and a text beyond it is kept without being taken apart

_FORMERLY = re.compile(r"\b(?:previously|formerly) listed as\b", re.IGNORECASE)
_TAIL = re.compile(r",? (?:born|DP?OB:?|passport)(?= )", re.IGNORECASE)
_CHILD_OF = re.compile(r" (?:son|daughter) of (?=\S)", re.IGNORECASE)
_ITEM = re.compile(r"; ?| [b-z]\) ")
_SUFFIX = re.compile(r", (?=(?:jr|sr|ii|iii|iv)\b)", re.IGNORECASE)
_IN_SCRIPT = re.compile(r"\b(?:in arabic(?: script)?|original script) ?: ?", re.IGNORECASE)
_SAYS_SCRIPT = re.compile(r"\(original script\)|^original script ?: ?", re.IGNORECASE)
_SCRIPT_RUN = re.compile(r"[^\x00-\u024f]+(?: [^\x00-\u024f]+|-[^\x00-\u024f]+)*")
_ACRONYM = re.compile(r"[A-Z][A-Z/-]{1,11}")
_QUOTED = re.compile(r'^[“"](.+)[”"]$')


class Alias(msgspec.Struct, frozen=True):
    """What one alias element holds. `remarks` is what a person should read beside the names, without the names."""

    names: tuple[ListedName, ...] = ()
    births: tuple[PartialDate, ...] = ()
    documents: tuple[ListedDocument, ...] = ()
    father_names: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def read_alias(group: dict[str, str]) -> Alias:
    """Take one alias apart. Without a name it is an empty placeholder: an `Alias` without names."""
    text, note = group.get("ALIAS_NAME", ""), group.get("NOTE", "")
    if not text:
        return Alias()
    quality = QUALITIES.get(group.get("QUALITY", "").lower(), "strong")
    names: dict[str, Quality] = {}
    fathers: list[str] = []
    asides: list[str] = [note] if note else []
    for item in _items(text) if len(text) <= LONGEST else [text]:
        head, said = _unpack(item) if len(text) <= LONGEST else (item, [])
        kin = _CHILD_OF.split(head, maxsplit=1)
        fathers += kin[1:]
        for name in by_script(kin[0]):
            names.setdefault(name, quality)
        for aside in said:
            found = _names_in_brackets(aside, kin[0])
            names.update(
                {name: ("weak" if _ACRONYM.fullmatch(name) else quality) for name in found if name not in names}
            )
            asides += [] if found else [aside]
    for name in _names_in_note(note, text):
        names.setdefault(name, quality)
    said_once = tuple(dict.fromkeys(asides))
    short = [aside for aside in said_once if len(aside) <= LONGEST]
    former = quality == "strong" and any(_FORMERLY.search(aside) for aside in short)
    return Alias(
        names=tuple(_listed(name, "former" if former else rank) for name, rank in names.items() if name),
        births=(*_stated(group), *(birth for aside in short for birth in births_in(aside))),
        documents=tuple(paper for aside in short for paper in papers_in(aside)),
        father_names=(*fathers, *parents(note)[0]),
        remarks=said_once,
    )


def _listed(text: str, quality: Quality) -> ListedName:
    return ListedName(text, "original_script" if quality != "weak" and is_foreign(text) else quality)


def _stated(group: dict[str, str]) -> list[PartialDate]:
    date = parse(group["DATE_OF_BIRTH"]) if "DATE_OF_BIRTH" in group else None
    return [date] if date else []


def _items(text: str) -> Iterator[str]:
    """The names that `;` or "b)" part, outside brackets."""
    start = depth = 0
    parting = {match.start(): match.end() for match in _ITEM.finditer(text)}
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth <= 0 and place in parting and place >= start:
            yield text[start:place].strip()
            start = parting[place]
    yield text[start:].strip()


def _unpack(item: str) -> tuple[str, list[str]]:
    """A name without brackets at its end or start, quotes and clauses such as ", born 1963"; and what those said."""
    head, said = item.rstrip(" ,").lstrip(" ,)"), []
    while head.endswith(")") and (opening := _opening(head)) > 0:
        said.append(head[opening + 1 : -1].strip())
        head = head[:opening].rstrip(" ,")
    if (tail := _TAIL.search(head)) and tail.start():
        said.append(head[tail.start() :].strip(" ,"))
        head = head[: tail.start()]
    if head.startswith("(") and ") " in head:
        head = head[1:].replace(")", "", 1)
    return _SUFFIX.sub(" ", _QUOTED.sub(r"\1", head)), said[::-1]


def _opening(text: str) -> int:
    """Where the bracket that the last letter closes was opened; -1 where none was."""
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        depth += (text[place] == ")") - (text[place] == "(")
        if depth == 0:
            return place
    return -1


def _names_in_brackets(aside: str, head: str) -> list[str]:
    """Names in brackets: the head in another script, its romanisations, several parted by `;`, or its initials."""
    items = [item for part in _SAYS_SCRIPT.sub("", aside).split(";") if (item := part.strip())]
    if all(is_name(item) for item in items) and (len(items) > 1 or any(map(is_foreign, [head, *items]))):
        return items
    return items if len(items) == 1 and _ACRONYM.fullmatch(items[0]) else []


def _names_in_note(note: str, text: str) -> list[str]:
    """Names in a note: after "In Arabic:", or a list of romanisations parted by `;`, whole or in brackets."""
    if len(note) > LONGEST:
        return []
    scripts = (_SCRIPT_RUN.match(note, match.end()) for match in _IN_SCRIPT.finditer(note))
    found = [run[0].strip() for run in scripts if run]
    lists = [note, *re.findall(r"\(([^()]*)\)", note)]
    for items in ([item.strip() for item in part.split(";")] for part in lists):
        if len(items) > 1 and all(is_name(item) for item in items):
            found += items
    return found
